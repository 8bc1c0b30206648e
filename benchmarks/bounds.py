"""Measures what the worst texts cost: seconds and memory for 5 MB of one thing.

    python benchmarks/bounds.py [--all | --only NAME ...]

Each text is read in a process of its own, two at a time. Without an option three are read, the costliest
among them, which takes about a minute; with --all every one, which takes some minutes.
"""

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from articles.extraction.nlp import load_nlp
from articles.extraction.output import as_dict
from articles.extraction.pipeline import extract
from articles.extraction.structure import build_document
from articles.extraction.types import RawArticle
from benchmarks.table import Row, show

SIZE = 5_000_000
MOST_SECONDS, MOST_MEMORY = 30, 1500  # MB
AT_ONCE = 2


def again(words: str) -> Callable[[], str]:
    return lambda: (words * (SIZE // len(words) + 1))[:SIZE]


def distinct(form: str) -> Callable[[], str]:
    """Names of which no two are alike."""
    return lambda: "".join(form.format(_name(number)) for number in range(SIZE // len(form)))[:SIZE]


def _name(number: int) -> str:
    letters = "".join("bdfgklmnprst"[int(digit)] + "aeiou"[int(digit) % 5] for digit in str(number))
    return letters.capitalize()


TEXTS = {
    "one line of words": again("the council of the town will not open a bridge and "),
    "a word a line": again("river\n"),
    "quotation marks": again('"'),
    "nested quotation marks": again("“a ‘b «c "),
    "quotes in one sentence": again('said "x y" '),
    "quotes, a line each": again('"We have no boat," said Ines Calder.\n\n'),
    "names": distinct("Ada {} said no. "),
    "captions": distinct("Ada {}, left, on the pier on May 3, 2019. (Ana Ferris/Lamp Photos)\n\n"),
    "titles": distinct('he sang "Song of {}" and '),
    "dates": again("last week on Monday, May 3, 2019, and "),
    "capitals": again("COUNCIL SHUTS THE BRIDGE\n\n"),
    "brackets": again("("),
    "one word": again("a"),
    "emoji": again("🙂"),
    "right to left, unknown language": again("שלום \u202e"),
    "blank lines": again("\n"),
}
WORST = ("captions", "one line of words", "one word")


def measure(name: str) -> tuple[float, float]:
    """CPU seconds and the most memory, in MB, that a text took to read."""
    text, nlp = TEXTS[name](), load_nlp()
    began = time.process_time()
    as_dict(extract(build_document(RawArticle(path="bounds.txt", text=text)), nlp))
    return time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=TEXTS, default=WORST, metavar="NAME")
    parser.add_argument("--all", action="store_const", const=tuple(TEXTS), dest="only")
    options = parser.parse_args()
    rows = []
    with multiprocessing.get_context("spawn").Pool(AT_ONCE, maxtasksperchild=1) as pool:
        for name, (took, memory) in zip(options.only, pool.imap(measure, options.only, chunksize=1), strict=True):
            rows.append(Row(what=f"5 MB of {name}, CPU seconds", ours=took, reach=MOST_SECONDS, most=True))
            rows.append(Row(what="  MB of memory", ours=memory, reach=MOST_MEMORY, most=True, digits=0))
    return 0 if show(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
