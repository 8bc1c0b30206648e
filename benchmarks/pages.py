"""Measures the reading of news pages: headline, authors, date, body, captions and their credits.

    python benchmarks/pages.py GOLD [--evaluator eval_ingest.py] [--predictions FILE] [--errors N]

GOLD is the folder of the ingest benchmark, with ``<split>/html/NAME.html`` and ``NAME.gold.json``;
its evaluator lies beside it. Our figures stand beside those of the best other readers that were
measured on the same pages. Behind them stand the figures over all pages, those of which only the
body or only the fields are known among them.
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


def rows(pages: list[Path], predicted: dict[Path, dict], evaluator: ModuleType, *, alone: bool) -> Iterator[Row]:
    """The predictions scored by the benchmark's own functions; what must be reached goes for the pages of one kind."""
    scores = evaluator.Acc()
    for path in pages:
        evaluator.score(gold_of(path), predicted[path], scores)
    for field, what, reach, most, peer in ROWS:
        if (mean := scores.mean(field)) is not None:
            named = what if alone else f"all pages: {what}"
            yield Row(
                what=named, ours=mean, reach=reach if alone else None, most=most, peer=peer if alone else "", digits=3
            )


def gold_of(path: Path) -> dict:
    return json.loads(path.with_suffix(".gold.json").read_text("utf-8"))["items"][0]


def show_errors(predicted: dict[Path, dict], evaluator: ModuleType, most: int) -> None:
    """The pages with the most figures that are not right."""
    scored = [(path, evaluator.score(gold_of(path), line, evaluator.Acc())) for path, line in predicted.items()]
    for path, row in sorted(scored, key=lambda entry: -sum(value < 1 for value in entry[1].values()))[:most]:
        print(path.name, json.dumps({name: value for name, value in row.items() if value != 1}))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--evaluator", type=Path, help="default: eval_ingest.py beside GOLD")
    parser.add_argument("--predictions", type=Path, help="keep what was read in this file, one JSON object a line")
    parser.add_argument("--errors", type=int, default=0, help="print the pages that are farthest from right")
    options = parser.parse_args()
    began = time.process_time()
    predicted = {path: read(path, path.relative_to(options.gold).as_posix()) for path in pages(options.gold)}
    seconds = (time.process_time() - began) / max(1, len(predicted))
    if options.predictions:
        options.predictions.write_text("".join(json.dumps(line) + "\n" for line in predicted.values()), "utf-8")
    evaluator = load_module(options.evaluator or options.gold.parent / "eval_ingest.py")
    show_errors(predicted, evaluator, options.errors)
    whole = [path for path in predicted if path.parent.name == KINDS[0]]
    shown = [*rows(whole, predicted, evaluator, alone=True), *rows(list(predicted), predicted, evaluator, alone=False)]
    return 0 if show([*shown, Row(what="seconds of CPU a page", ours=seconds, peer=0.09, digits=3)]) else 1


if __name__ == "__main__":
    sys.exit(main())
