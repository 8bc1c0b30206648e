"""Measures what reading an article costs, beside the spaCy pipeline alone.

    python benchmarks/speed.py [FOLDER] [--rounds N]

FOLDER holds plain text articles; by default those of the fictional sample. Both readers run in
one process in turns; the pipeline alone is as spaCy loads it, and reads eight texts together, with
the model's attribute ruler and spaCy's own arithmetic; an extraction reads one by one, looks up what
the ruler would say, and lets NumPy multiply. The median of the rounds
is printed, in words a CPU second, and that of the shares of each round, as a busy machine slows both
readers of a round.
A second table reads one article of 1, 10 and 100 kB made of the same paragraphs: where the cost
of a word stays the same, it grows with the length and not with its square.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from spacy.language import Language

from articles.extraction.nlp import bare_pipeline, load_nlp
from articles.extraction.pipeline import extract
from articles.extraction.structure import build_document
from articles.extraction.types import RawArticle
from benchmarks.table import Row, show

BATCH = 8
SIZES = (1, 10, 100)  # kB
COMPARED = 10


def seconds(task: Callable[[], None]) -> float:
    began = time.process_time()
    task()
    return time.process_time() - began


def of_size(paragraphs: list[str], size: int) -> str:
    """An article of about `size` characters, made of paragraphs in turn."""
    taken: list[str] = []
    turns = cycle(paragraphs)
    while sum(len(paragraph) + 2 for paragraph in taken) < size:
        taken.append(next(turns))
    return "\n\n".join(taken)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "seeds" / "fictional")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    texts = [path.read_text("utf-8-sig") for path in sorted(options.folder.rglob("*.txt"))]
    if not texts:
        parser.error(f"no .txt files in {options.folder}")
    read_alone(texts[:1])
    read_wholly(texts[:1])  # word lists and vectors are loaded once a process
    return 0 if show((*shares(texts, options.rounds), *lengths(texts, options.rounds))) else 1


@cache
def alone() -> Language:
    return bare_pipeline()


def read_alone(texts: list[str]) -> None:
    for _ in alone().pipe(texts, batch_size=BATCH):
        pass


def read_wholly(texts: list[str]) -> None:
    for text in texts:
        extract(build_document(RawArticle(path="speed.txt", text=text)), load_nlp())


def shares(texts: list[str], rounds: int) -> Iterator[Row]:
    """A whole extraction beside the bare pipeline."""
    took = [(seconds(lambda: read_alone(texts)), seconds(lambda: read_wholly(texts))) for _ in range(rounds)]
    alone, wholly = map(statistics.median, zip(*took, strict=True))
    share = statistics.median(bare / whole for bare, whole in took)
    words = sum(len(text.split()) for text in texts)
    yield Row(what="words a CPU second, the pipeline alone", ours=words / alone, digits=0)
    yield Row(what="words a CPU second, a whole extraction", ours=words / wholly, digits=0)
    yield Row(what="speed of extract, share of the pipeline alone", ours=share, reach=0.85, peer=0.5, digits=2)


def lengths(texts: list[str], rounds: int) -> Iterator[Row]:
    """What a word costs in articles of growing length, beside one in the first article of `COMPARED`."""
    paragraphs = [paragraph for text in texts for paragraph in text.split("\n\n") if paragraph.strip()]
    costs = {}
    for size in SIZES:
        text = of_size(paragraphs, 1000 * size)
        took = statistics.median(seconds(lambda text=text: read_wholly([text])) for _ in range(rounds))
        costs[size] = 1e6 * took / len(text.split())
        yield Row(what=f"CPU microseconds a word, one article of {size} kB", ours=costs[size], digits=0)
    growth = costs[SIZES[-1]] / costs[COMPARED]
    what = f"cost of a word at {SIZES[-1]} kB beside {COMPARED} kB, 1 is linear"
    yield Row(what=what, ours=growth, reach=1.5, most=True, digits=2)


if __name__ == "__main__":
    sys.exit(main())
