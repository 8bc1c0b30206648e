"""A labelled table of invented sentences, each with the cause that it stands for, and a floor for each cause."""

from collections import defaultdict
from pathlib import Path

import pytest

from articles.extraction.nlp import parse
from articles.extraction.people.finding import find_people
from articles.extraction.quotes.finding import find_quotes
from articles.extraction.structure import build_document
from articles.extraction.types import QuoteKind, RawArticle

CASES = Path(__file__).parent / "cases"
HEAD = "Harbour board of Tarn votes on the old pier"
PEOPLE = "Ada Marsh, the mayor of Tarn, met Viktor Lindqvist, a pilot, at the pier on Monday."


def cases(name: str) -> dict[str, list[tuple[str, str]]]:
    """Text and what is to be found in it, by cause."""
    found = defaultdict(list)
    for line in (CASES / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cause, text, expected = line.split("\t")
            found[cause].append((text, expected))
    return found


def read(nlp, text: str, *, indirect: bool) -> str:
    """What is found in a text, as the tables write it."""
    head, body = (text.removeprefix("headline: "), "") if text.startswith("headline: ") else (HEAD, text)
    printed = "\n\n".join([head, PEOPLE, *body.split("¶")])
    document = build_document(RawArticle(path="", text=printed))
    doc = parse(document, nlp)
    people = find_people(doc, document)
    rows = []
    for quote in find_quotes(doc, document, people):
        if (quote.kind is QuoteKind.INDIRECT) is indirect:
            speaker = quote.speaker
            name = "?" if speaker is None else speaker.text
            if speaker and speaker.person is not None:
                name = people[speaker.person].name
            rows.append(f"{name}: {' / '.join(part.of(document.text) for part in quote.parts)}")
    return " | ".join(rows) or "-"


@pytest.mark.parametrize("table", ["quotes", "reports"])
def test_each_cause_has_enough_rows_right(nlp, table):
    wrong = defaultdict(list)
    found = cases(table)
    for cause, rows in found.items():
        for text, expected in rows:
            given = read(nlp, text, indirect=table == "reports")
            if given != expected:
                wrong[cause].append(f"{text}\n    wanted {expected}\n    found  {given}")
    below = {cause: rows for cause, rows in wrong.items() if len(rows) > ALLOWED.get(cause, 0)}
    assert not below, "\n".join(f"{cause}: {row}" for cause, rows in below.items() for row in rows)


ALLOWED: dict[str, int] = {}
"""Rows of a cause that may be wrong; none where it is not named."""
