"""Measures the reading of plain text articles: captions, credits, links, body.

    python benchmarks/plain_text.py GOLD [--evaluator eval_ingest.py] [--predictions FILE] [--prose FOLDER]

GOLD is the folder of the ingest benchmark, with ``<split>/text/NAME.txt`` and ``NAME.gold.json``;
its evaluator lies beside it. Our figures stand beside those of the first reader that was
measured. ``--prose`` counts what is found in articles that are known to hold no captions,
bylines or links: there every find is false.
"""

import argparse
import collections
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from articles.extraction.structure import build_document
from articles.extraction.types import Document, RawArticle, Role
from benchmarks.table import Row, load_module, show

ROWS = (
    ("cap_r", "captions found", 0.95, False, 0.73),
    ("credit_r", "credits right", 0.95, False, ""),
    ("cap_leak", "captions inside the body", 0, True, ""),
    ("body_p", "body precision", 0.99, False, 0.97),
    ("rel_r", "related lines found", 1.0, False, 1.0),
    ("cap_p", "captions that are captions", None, False, ""),
    ("body_r", "body recall", None, False, ""),
    ("rel_p", "related lines that are related lines", None, False, ""),
    ("boiler_leak", "boilerplate inside the body", None, False, ""),
    ("headline_norm", "headline", None, False, ""),
    ("author_f1", "authors", None, False, ""),
    ("date_day", "date", None, False, ""),
    ("publisher", "publisher", None, False, ""),
)
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


def predictions(gold: Path) -> dict[str, dict]:
    files = ((path, path.relative_to(gold).as_posix()) for path in sorted(gold.glob("*/text/*.txt")))
    return {file: prediction(read(path), file) for path, file in files}


def rows(gold: Path, predicted: dict[str, dict], evaluator: ModuleType) -> Iterator[Row]:
    """The predictions scored by the benchmark's own functions."""
    scores = evaluator.Acc()
    for path in sorted(gold.glob("*/text/*.gold.json")):
        entry = json.loads(path.read_text("utf-8"))
        evaluator.score(entry["items"][0], predicted.get(entry["file"]), scores)
    for field, what, reach, most, peer in ROWS:
        if (mean := scores.mean(field)) is not None:
            yield Row(what=what, ours=mean, reach=reach, most=most, peer=peer, digits=3)


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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--evaluator", type=Path, help="default: eval_ingest.py beside GOLD")
    parser.add_argument("--predictions", type=Path, help="keep what was read in this file, one JSON object a line")
    parser.add_argument("--prose", type=Path)
    options = parser.parse_args()
    predicted = predictions(options.gold)
    if options.predictions:
        options.predictions.write_text("".join(json.dumps(line) + "\n" for line in predicted.values()), "utf-8")
    if options.prose:
        show_false_finds(options.prose)
    evaluator = load_module(options.evaluator or options.gold.parent / "eval_ingest.py")
    return 0 if show(rows(options.gold, predicted, evaluator)) else 1


if __name__ == "__main__":
    sys.exit(main())
