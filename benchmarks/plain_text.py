"""Measures the reading of plain text articles: captions, credits, links, body.

    python benchmarks/plain_text.py GOLD PREDICTIONS [--evaluator eval_ingest.py] [--prose FOLDER]

GOLD is the folder of the ingest benchmark, with ``<split>/text/NAME.txt`` and
``NAME.gold.json``. Predictions are written as JSON lines in the form its evaluator reads; with
``--evaluator`` they are scored by it and shown beside the figures of the first reader that was
measured. ``--prose`` counts what is found in articles that are known to hold no captions,
bylines or links: there every find is false.
"""

import argparse
import collections
import importlib.util
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from articles.extraction.structure import build_document
from articles.extraction.types import Document, RawArticle, Role

BASELINE = {"cap_r": 0.73, "body_p": 0.97, "rel_r": 1.0}
SHOWN = {
    "cap_r": "captions found",
    "cap_p": "captions that are captions",
    "credit_r": "credits right",
    "cap_leak": "captions inside the body",
    "body_p": "body precision",
    "body_r": "body recall",
    "rel_r": "links found",
    "rel_p": "links that are links",
    "boiler_leak": "boilerplate inside the body",
    "headline_norm": "headline",
    "author_f1": "authors",
    "date_day": "date",
    "publisher": "publisher",
}
FALSE_IN_PROSE = (Role.CAPTION, Role.RELATED, Role.CROSSLINK, Role.BYLINE, Role.STANDFIRST)


def read(path: Path) -> Document:
    return build_document(RawArticle(path=str(path), text=path.read_text("utf-8-sig")))


def prediction(document: Document, file: str) -> dict:
    """The document in the evaluator's form. A dateline is part of its paragraph there."""
    text = document.text
    return {
        "file": file,
        "headline": document.headline,
        "authors": list(document.authors),
        "published": document.published.value if document.published else None,
        "publisher": document.publisher or None,
        "section": document.section or None,
        "paragraphs": paragraphs(document),
        "captions": [
            {"text": caption.span.of(text), "credit": caption.credit.raw if caption.credit else None}
            for caption in document.captions
        ],
        "related": [line.span.of(text) for line in document.related],
    }


def paragraphs(document: Document) -> list[str]:
    found, dateline = [], ""
    for labelled in document.spans:
        words = labelled.span.of(document.text)
        if labelled.role is Role.BODY:
            found.append(dateline + words)
        dateline = words if labelled.role is Role.DATELINE else ""
    return found


def write_predictions(gold: Path, target: Path) -> int:
    files = sorted(gold.glob("*/text/*.txt"))
    with target.open("w", encoding="utf-8") as lines:
        for path in files:
            lines.write(json.dumps(prediction(read(path), path.relative_to(gold).as_posix())) + "\n")
    return len(files)


def show_scores(gold: Path, predictions: Path, evaluator: Path) -> None:
    """Score the predictions with the benchmark's own functions."""
    spec = importlib.util.spec_from_file_location("evaluator", evaluator)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    predicted = {entry["file"]: entry for entry in map(json.loads, predictions.read_text("utf-8").splitlines())}
    accumulated = module.Acc()
    for path in sorted(gold.glob("*/text/*.gold.json")):
        entry = json.loads(path.read_text("utf-8"))
        module.score(entry["items"][0], predicted.get(entry["file"]), accumulated)
    print(f"{'':32}{'ours':>8}{'before':>8}")
    for field, words in SHOWN.items():
        mean = accumulated.mean(field)
        if mean is not None:
            before = f"{BASELINE[field]:8.2f}" if field in BASELINE else ""
            print(f"{words:32}{mean:8.3f}{before}")


def show_false_finds(folder: Path) -> None:
    counts: collections.Counter[str] = collections.Counter()
    for path in sorted(folder.rglob("*.txt")):
        document = read(path)
        counts["articles"] += 1
        counts["paragraphs of body"] += len(paragraphs(document))
        counts.update(labelled.role.value for labelled in document.spans if labelled.role in FALSE_IN_PROSE)
    print("\nfound where there should be none")
    for name in ("articles", "paragraphs of body", *(role.value for role in FALSE_IN_PROSE)):
        print(f"{name:32}{counts[name]:8}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--evaluator", type=Path)
    parser.add_argument("--prose", type=Path)
    options = parser.parse_args()
    count = write_predictions(options.gold, options.predictions)
    print(f"{count} articles read into {options.predictions}")
    if options.evaluator:
        show_scores(options.gold, options.predictions, options.evaluator)
    else:
        print(f"Score them with: python eval_ingest.py {options.gold} {options.predictions} --kind text")
    if options.prose:
        show_false_finds(options.prose)


if __name__ == "__main__":
    main()
