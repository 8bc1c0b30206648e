"""Measures what is read in the fictional sample that comes with the project.

    python benchmarks/sample.py [--errors]

Reads ``seeds/fictional`` and compares with ``benchmarks/sample_key.jsonl``: quotations found with
all their words and given to the right person or words, false claims, people, captions and events.
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from spacy.language import Language

from articles.extraction.nlp import load_nlp
from articles.extraction.pipeline import extract
from articles.extraction.structure import build_document
from articles.extraction.types import Extraction, PersonChain, Quotation, QuoteKind, RawArticle
from benchmarks.table import Row, show

Judged = tuple[str, bool, str]  # the measure; whether it is right; what was wanted, in words
WORD = re.compile(r"\w{4,}")
FLOORS = {
    "quotes found": 96,
    "right speaker": 83,
    "right speaker behind he and she": 64,
    "titles and scare quotes left alone": 81,
    "people found by their full name": 90,
    "people who are people of the article": 91,
    "captions found": 100,
    "credits right": 100,
    "people in photos right": 86,
    "events found by most words of their name": 28,
}
"""Per cent; a change of the rules that falls below one has lost something."""


def plain(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().lower()


def upright(name: str) -> str:
    return name.replace("’", "'")


def speaker_name(quote: Quotation, people: tuple[PersonChain, ...]) -> str:
    """The person where one is known, else the words; "" where the text names none."""
    if quote.speaker is None:
        return ""
    return people[quote.speaker.person].name if quote.speaker.person is not None else quote.speaker.text


def is_right(expected: dict, named: str) -> bool:
    """Whether a speaker is the expected person, or the expected words where nobody is named."""
    person, words = expected["speaker"], plain(expected.get("speaker_text") or "")
    if person:
        return plain(named).split()[-1:] == plain(person).split()[-1:]
    return not named or plain(named) in words or words in plain(named)


def compare(expected: dict, read: Extraction) -> Iterator[Judged]:
    """Whether each thing that the key names for one article was read as it should be."""
    yield from _quotes(expected, read)
    yield from _people(expected, read)
    yield from _captions(expected, read)
    found = [set(WORD.findall(event.name.lower())) for event in read.events]
    for name in expected["events"]:
        words = set(WORD.findall(name.lower()))
        yield (
            "events found by most words of their name",
            any(2 * len(words & other) >= len(words) for other in found),
            name,
        )


def _quotes(expected: dict, read: Extraction) -> Iterator[Judged]:
    text = read.document.text
    marked = {plain(part.of(text)): q for q in read.quotes if q.kind != QuoteKind.INDIRECT for part in q.parts}
    for wanted in expected["quotes"]:
        if wanted["kind"] == QuoteKind.INDIRECT:
            continue
        words = wanted["parts"][0]
        quote = marked.get(plain(words))
        whole = quote is not None and all(plain(part) in marked for part in wanted["parts"])
        yield "quotes found", whole, words
        if quote is None or not whole:
            continue
        named = speaker_name(quote, read.people)
        right, account = is_right(wanted, named), f"{words[:60]} | {named} | {wanted['speaker']}"
        yield "right speaker", right, account
        if wanted["speaker"] and (wanted["speaker_text"] or "").lower() in ("he", "she"):
            yield "right speaker behind he and she", right, account
    for words in expected["not_quotes"]:
        yield "titles and scare quotes left alone", plain(words) not in marked, words


def _people(expected: dict, read: Extraction) -> Iterator[Judged]:
    wanted, found = {person["name"] for person in expected["people"]}, [upright(person.name) for person in read.people]
    for name in sorted(wanted):
        yield "people found by their full name", name in found, name
    for name in found:
        yield "people who are people of the article", name in wanted, name


def _captions(expected: dict, read: Extraction) -> Iterator[Judged]:
    for wanted in expected["captions"]:
        caption = next((c for c in read.captions if c.text.startswith(wanted["text_starts"])), None)
        yield "captions found", caption is not None, wanted["text_starts"]
        credit = caption.credit if caption else None
        raw, photographer = (credit.raw, credit.photographer) if credit else ("", "")
        right = (plain(raw), photographer) == (plain(wanted["credit"] or ""), wanted["photographer"] or "")
        yield "credits right", right, f"{raw} | {wanted['credit']}"
        shown = {upright(read.people[person.person].name) for person in caption.people} if caption else set()
        yield "people in photos right", shown == set(wanted["people"]), f"{sorted(shown)} | {wanted['people']}"


def measure(nlp: Language) -> tuple[dict[str, Counter], list[str]]:
    """Right and wrong by measure, and what was wrong in words."""
    counts: dict[str, Counter] = defaultdict(Counter)
    errors = []
    for line in (ROOT / "benchmarks" / "sample_key.jsonl").read_text("utf-8").splitlines():
        expected = json.loads(line)
        path = ROOT / "seeds" / "fictional" / expected["file"]
        read = extract(build_document(RawArticle(path=path.name, text=path.read_text("utf-8"))), nlp)
        for what, right, account in compare(expected, read):
            counts[what][right] += 1
            if not right:
                errors.append(f"{expected['file'][:24]:24} not {what}: {account}")
    return counts, errors


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="show everything that was read wrongly")
    options = parser.parse_args()
    counts, errors = measure(load_nlp())
    if options.errors:
        print("\n".join(errors))
    rows = (
        Row(what=f"{what}, % of {count.total()}", ours=100 * count[True] / count.total(), reach=FLOORS[what])
        for what, count in counts.items()
    )
    return 0 if show(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
