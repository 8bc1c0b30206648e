"""Measures what reading an article costs, beside the spaCy pipeline alone.

    python benchmarks/speed.py [FOLDER] [--rounds N]

FOLDER holds plain text articles; by default those of the fictional sample. Both readers run in
one process, with the same components, in turns; the median of the rounds is printed, in words a
CPU second. A second table reads one article of 1, 10 and 100 kB made of the same paragraphs:
where the cost of a word stays the same, it grows with the length and not with its square.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.extraction.nlp import load_nlp
from articles.extraction.pipeline import extract
from articles.extraction.structure import build_document
from articles.extraction.types import RawArticle

BATCH = 8
SIZES = (1, 10, 100)  # kB


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "seeds" / "fictional")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    texts = [path.read_text("utf-8-sig") for path in sorted(options.folder.rglob("*.txt"))]
    if not texts:
        parser.error(f"no .txt files in {options.folder}")
    nlp = load_nlp()

    def read_alone() -> None:
        for _ in nlp.pipe(texts, batch_size=BATCH):
            pass

    def read_wholly(texts: list[str]) -> None:
        for text in texts:
            extract(build_document(RawArticle(path="speed.txt", text=text)), nlp)

    read_wholly(texts[:1])  # word lists and vectors are loaded once a process
    rounds = [(seconds(read_alone), seconds(lambda: read_wholly(texts))) for _ in range(options.rounds)]
    alone, wholly = map(statistics.median, zip(*rounds, strict=True))
    words = sum(len(text.split()) for text in texts)
    print(f"{words:,} words in {len(texts)} articles, words a CPU second")
    print(f"  the pipeline alone  {words / alone:8,.0f}")
    print(f"  a whole extraction  {words / wholly:8,.0f}")
    print(f"  share               {alone / wholly:8.2f}\n\none article of")
    paragraphs = [paragraph for text in texts for paragraph in text.split("\n\n") if paragraph.strip()]
    for size in SIZES:
        text = of_size(paragraphs, 1000 * size)
        took = statistics.median(seconds(lambda text=text: read_wholly([text])) for _ in range(options.rounds))
        print(f"  {size:3} kB  {1e6 * took / len(text.split()):6,.0f} CPU microseconds a word")


if __name__ == "__main__":
    main()
