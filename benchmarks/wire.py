"""Measures the reading of wire files, feeds and tables: body, headline, date, captions and their credits.

    python benchmarks/wire.py GOLD [--evaluator eval_ingest.py] [--predictions FILE]

GOLD is the folder of the ingest benchmark, with ``<split>/wire/NAME.xml`` and the like, ``NAME.gold.json``
beside each; its evaluator lies beside it. A file may hold several articles: each is compared with the one
read from it whose headline is most like its own, and none where no headline is like it.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from articles.extraction.structure import build_document
from articles.readers.errors import ReadError
from articles.readers.limits import Limits
from articles.readers.reading import read_file
from benchmarks.plain_text import prediction
from benchmarks.table import Row, load_module, show

ROWS = (
    ("body_f1", "body F1", 0.99, False),
    ("headline_norm", "headline", 0.98, False),
    ("date_day", "date", 0.98, False),
    ("cap_r", "captions found", 0.95, False),
    ("credit_r", "credits right", None, False),
    ("cap_p", "captions that are captions", None, False),
    ("cap_leak", "captions inside the body", None, True),
    ("author_f1", "authors", None, False),
    ("publisher", "publisher", None, False),
    ("body_exact_par", "paragraphs", None, False),
    ("coverage", "articles found", None, False),
)
KINDS = ("wire", "feed", "export")
LIKE = 0.5  # of two headlines in a file of several articles


def read(path: Path, file: str) -> list[dict]:
    """The articles of a file in the evaluator's form; what cannot be read is told of and left out."""
    lines = []
    for found in read_file(str(path), limits=Limits()):
        if isinstance(found, ReadError):
            print(found, file=sys.stderr)
        else:
            lines.append(prediction(build_document(found), file))
    return lines


def pairs(items: list[dict], lines: list[dict], evaluator: ModuleType) -> Iterator[tuple[dict, dict | None]]:
    """Each article of the answers with the one that was read, as the evaluator pairs them."""
    left = list(lines)
    for item in items:
        best = max(left, key=lambda line: likeness(item, line, evaluator), default=None)
        if best and len(items) > 1 and likeness(item, best, evaluator) < LIKE:
            best = None
        if best:
            left.remove(best)
        yield item, best


def likeness(item: dict, line: dict, evaluator: ModuleType) -> float:
    """How like each other the headlines are, from 0 to 1."""
    return evaluator.f1(evaluator.toks(line["headline"]), evaluator.toks(item["headline"]))[2]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--evaluator", type=Path, help="default: eval_ingest.py beside GOLD")
    parser.add_argument("--predictions", type=Path, help="keep what was read in this file, one JSON object a line")
    options = parser.parse_args()
    evaluator = load_module(options.evaluator or options.gold.parent / "eval_ingest.py")
    scores, kept = evaluator.Acc(), []
    for answers in sorted(path for kind in KINDS for path in options.gold.glob(f"*/{kind}/*.gold.json")):
        gold = json.loads(answers.read_text("utf-8"))
        lines = read(options.gold / gold["file"], gold["file"])
        for item, line in pairs(gold["items"], lines, evaluator):
            evaluator.score(item, line, scores)
        kept.extend(lines)
    if options.predictions:
        options.predictions.write_text("".join(json.dumps(line) + "\n" for line in kept), "utf-8")
    means = ((scores.mean(field), what, reach, most) for field, what, reach, most in ROWS)
    shown = [
        Row(what=what, ours=ours, reach=reach, most=most, digits=3)
        for ours, what, reach, most in means
        if ours is not None
    ]
    return 0 if show(shown) else 1


if __name__ == "__main__":
    sys.exit(main())
