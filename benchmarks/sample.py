"""Measures quotations on the fictional sample that comes with the project.

    python benchmarks/sample.py [--errors]

Reads ``seeds/fictional`` and compares with ``benchmarks/sample_key.jsonl``: quotations found with
all their words, given to the right person or words, and false claims.
"""

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.extraction.nlp import load_nlp, parse
from articles.extraction.people import find_people
from articles.extraction.quotes import find_quotes
from articles.extraction.structure import build_document
from articles.extraction.types import PersonChain, Quotation, QuoteKind, RawArticle


def plain(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().lower()


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


def compare(expected: dict, quotes: tuple[Quotation, ...], people: tuple[PersonChain, ...], text: str) -> Counter:
    """Count the quotations of one article; `lost` and `wrong` hold the words for --errors."""
    marked = {
        plain(part.of(text)): quote for quote in quotes if quote.kind != QuoteKind.INDIRECT for part in quote.parts
    }
    counts: Counter = Counter()
    for wanted in expected["quotes"]:
        if wanted["kind"] == QuoteKind.INDIRECT:
            continue
        quote = marked.get(plain(wanted["parts"][0]))
        whole = quote is not None and all(marked.get(plain(part)) is not None for part in wanted["parts"])
        counts["wanted"] += 1
        counts["found"] += whole
        if not whole:
            counts["lost: " + wanted["parts"][0][:70]] += 1
        elif is_right(wanted, speaker_name(quote, people)):
            counts["right"] += 1
        else:
            counts[f"wrong: {wanted['parts'][0][:60]} | {speaker_name(quote, people)} | {wanted['speaker']}"] += 1
    for words in expected.get("not_quotes", ()):
        claimed = plain(words if isinstance(words, str) else words["text"]) in marked
        counts["no quotations"] += 1
        counts["claimed"] += claimed
        if claimed:
            counts[f"claimed: {words}"] += 1
    return counts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="show every quotation that was lost or given wrongly")
    options = parser.parse_args()
    nlp, total = load_nlp(), Counter()
    for line in (ROOT / "benchmarks" / "sample_key.jsonl").read_text("utf-8").splitlines():
        expected = json.loads(line)
        path = ROOT / "seeds" / "fictional" / expected["file"]
        document = build_document(RawArticle(path=path.name, text=path.read_text("utf-8")))
        doc = parse(document, nlp)
        people = find_people(doc, document)
        counts = compare(expected, find_quotes(doc, document, people), people, document.text)
        if options.errors:
            for words in (key for key in counts if ":" in key):
                print(f"{expected['file'][:24]:24} {words}")
        total += counts
    print(f"quotations found       {total['found']:4} of {total['wanted']}")
    print(f"right speaker          {total['right']:4} of {total['found']}")
    print(f"no quotation, claimed  {total['claimed']:4} of {total['no quotations']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
