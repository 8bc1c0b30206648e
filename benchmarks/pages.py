"""Measures the reading of news pages: headline, authors, date, body, captions and their credits.

    python benchmarks/pages.py GOLD [--evaluator eval_ingest.py] [--predictions FILE] [--errors N]

GOLD is the folder of the ingest benchmark, with ``<split>/html/NAME.html`` and ``NAME.gold.json``;
its evaluator lies beside it. Our figures stand beside those of the best other readers that were
measured on the same pages.
"""

import argparse
import json
import sys
import time
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
    ("headline_exact", "headline", 0.95, False, 0.86),
    ("author_f1", "authors", 0.98, False, 0.98),
    ("date_day", "date", 0.98, False, 0.97),
    ("body_f1", "body", 0.985, False, 0.98),
    ("cap_r", "captions found", 0.9, False, 0.75),
    ("credit_r", "credits right", 0.8, False, 0.45),
    ("cap_p", "captions that are captions", None, False, ""),
    ("cap_leak", "captions inside the body", None, True, ""),
    ("body_p", "body precision", None, False, ""),
    ("body_r", "body recall", None, False, ""),
    ("must_in", "sentences that must be in the body", None, False, ""),
    ("must_out", "lines that must not be in the body", None, False, ""),
    ("publisher", "publisher", None, False, ""),
    ("body_exact_par", "paragraphs", None, False, ""),
)
KINDS = ("html", "html_body", "html_meta")


def pages(gold: Path) -> list[Path]:
    return sorted(path for kind in KINDS for path in gold.glob(f"*/{kind}/*.html"))


def read(path: Path, file: str) -> dict:
    """The page in the evaluator's form; a page that cannot be read is told of and left out."""
    (found,) = read_file(str(path), limits=Limits())
    if isinstance(found, ReadError):
        print(found, file=sys.stderr)
        return {"file": file}
    return prediction(build_document(found), file)


def rows(gold: Path, predicted: dict[str, dict], evaluator: ModuleType, errors: int) -> Iterator[Row]:
    """The predictions scored by the benchmark's own functions."""
    scores, single = evaluator.Acc(), []
    for path in pages(gold):
        entry = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))
        row = evaluator.score(entry["items"][0], predicted.get(entry["file"]), scores)
        single.append(
            (sum(value < 1 for name, value in row.items() if name in {row[0] for row in ROWS[:6]}), path, row)
        )
    for _, path, row in sorted(single, key=lambda entry: -entry[0])[:errors]:
        print(path.name, json.dumps({name: value for name, value in row.items() if value != 1}))
    for field, what, reach, most, peer in ROWS:
        if (mean := scores.mean(field)) is not None:
            yield Row(what=what, ours=mean, reach=reach, most=most, peer=peer, digits=3)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--evaluator", type=Path, help="default: eval_ingest.py beside GOLD")
    parser.add_argument("--predictions", type=Path, help="keep what was read in this file, one JSON object a line")
    parser.add_argument("--errors", type=int, default=0, help="print the pages that are farthest from right")
    options = parser.parse_args()
    began = time.process_time()
    files = {path: path.relative_to(options.gold).as_posix() for path in pages(options.gold)}
    predicted = {file: read(path, file) for path, file in files.items()}
    seconds = (time.process_time() - began) / max(1, len(files))
    if options.predictions:
        options.predictions.write_text("".join(json.dumps(line) + "\n" for line in predicted.values()), "utf-8")
    evaluator = load_module(options.evaluator or options.gold.parent / "eval_ingest.py")
    speed = Row(what="seconds of CPU a page", ours=seconds, peer=0.09, digits=3)
    return 0 if show([*rows(options.gold, predicted, evaluator, options.errors), speed]) else 1


if __name__ == "__main__":
    sys.exit(main())
