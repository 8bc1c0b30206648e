"""What holds for any text at all: every offset is a place in the one text, and reading is a function of it."""

import json
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from articles.extraction.output import as_dict
from articles.extraction.pipeline import extract
from articles.extraction.structure import build_document
from articles.extraction.types import Extraction, QuoteKind, RawArticle

NAMES = st.sampled_from(["Ines Calder", "Tobias Rook", "Mr. Rook", "Calder", "Dr. Ana van der Ferris", "BO LIND", "he"])
WORDS = st.sampled_from(["We have no boat", "It will stop in May", "the ‘old’ ferry", "[the] boat … sank", "no", "Oh!"])
MARKS = st.sampled_from(['""', "“”", "‘’", "''", "«»", "„“", "“", '"', "``"])
VERBS = st.sampled_from(["said", "says", "told the Lamp", "was quoted as saying", "added, smiling"])
DATES = st.sampled_from(["on May 3, 2019", "in 2003", "last week", "on Monday", "at 5 p.m.", "two years ago"])


@st.composite
def quoted(draw) -> str:
    mark, words = draw(MARKS), draw(WORDS)
    return f"{mark[0]}{words},{mark[-1]}"


@st.composite
def sentence(draw) -> str:
    form = draw(
        st.sampled_from(["{q} {v} {n}.", "{q} {n} {v}.", "{n} {v}: {q}", "{n} {v} {q} {d}.", "{q}", "{n}: {q}"])
    )
    return form.format(q=draw(quoted()), v=draw(VERBS), n=draw(NAMES), d=draw(DATES))


@st.composite
def caption(draw) -> str:
    form = draw(st.sampled_from(["{n}, left, and {m} {d}. ({n}/Lamp Photos)", "From left, {n} and {m}. Photo by {n}"]))
    return form.format(n=draw(NAMES), m=draw(NAMES), d=draw(DATES))


FURNITURE = st.sampled_from(
    [
        "By Ana Ferris | The Dunmouth Lamp",
        "DUNMOUTH, May 3 (Lamp) — ",
        "RELATED: The ferry returns",
        "THE FERRY STOPS",
        "Q: Why?",
        "WALLACE: Go on.",
        "- 30 -",
        "Editor's note: an earlier version was wrong.",
        "(Ana Ferris/Lamp Photos)",
    ]
)
LINES = st.one_of(sentence(), st.lists(sentence(), min_size=2, max_size=4).map(" ".join), caption(), FURNITURE)
SIGNS = list("\"“”‘’'«»`([{)]}—–-…:;,.!?@#*/|_ \t\x00\x0b\x85\u00a0\u2028\u200b\u202e\u0301🙂بשß𝒜0a")
HOSTILE = st.lists(st.one_of(st.sampled_from(SIGNS), LINES), max_size=25).map("".join)
ARTICLES = st.lists(LINES, max_size=8).map("\n\n".join)
TEXTS = st.one_of(ARTICLES, HOSTILE, st.text(max_size=80))

slow = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def read(nlp):
    return lambda text: extract(build_document(RawArticle(path="a.txt", text=text)), nlp)


def places(value: object) -> Iterator[tuple[int, int, str | None]]:
    """Every pair of offsets, at any depth, with the text that is said to stand there."""
    if isinstance(value, dict):
        if "start" in value:
            yield value["start"], value["end"], value.get("text")
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from places(item)


def every_offset_is_a_place(found: Extraction, text: str) -> None:
    for start, end, words in places(as_dict(found)):
        assert 0 <= start < end <= len(text)
        assert words is None or words == text[start:end] or words.split() == text[start:end].split()


def words_are_those_of_the_text(found: Extraction, text: str) -> None:
    told = as_dict(found)
    shown = [part for quote in told["quotes"] for part in quote["parts"]]
    shown += [mention for person in told["people"] for mention in person["mentions"]]
    shown += [*told["captions"], *told["related"]]
    assert [place["text"] for place in shown] == [text[place["start"] : place["end"]] for place in shown]


def every_character_has_one_role(found: Extraction, text: str) -> None:
    spans = found.document.spans
    assert "".join(labelled.span.of(text) for labelled in spans) == text
    assert all(before.span.end == after.span.start for before, after in pairwise(spans))


def what_is_quoted_is_quoted_once(found: Extraction, text: str) -> None:
    parts = sorted(part for quote in found.quotes if quote.kind != QuoteKind.INDIRECT for part in quote.parts)
    assert all(before.end <= after.start for before, after in pairwise(parts))


def naming_is_of_one_person(found: Extraction, text: str) -> None:
    spans = sorted(mention.span for person in found.people for mention in person.mentions)
    assert all(before.end <= after.start for before, after in pairwise(spans))


def everybody_is_among_the_people(found: Extraction, text: str) -> None:
    named = [quote.speaker.person for quote in found.quotes if quote.speaker and quote.speaker.person is not None]
    named += [shown.person for reading in found.captions for shown in reading.people]
    named += [person for event in found.events for person in event.people]
    assert all(0 <= person < len(found.people) for person in named)


@slow
@given(TEXTS)
def test_whatever_the_text_is_what_is_found_in_it_holds(read, text):
    found = read(text)
    every_offset_is_a_place(found, text)
    words_are_those_of_the_text(found, text)
    every_character_has_one_role(found, text)
    what_is_quoted_is_quoted_once(found, text)
    naming_is_of_one_person(found, text)
    everybody_is_among_the_people(found, text)


@slow
@given(TEXTS)
def test_same_text_is_read_the_same(read, text):
    assert json.dumps(as_dict(read(text))) == json.dumps(as_dict(read(text)))


@slow
@given(ARTICLES)
def test_blank_line_at_the_end_changes_nothing_before_it(read, text):
    assume(text.strip())
    once, again = as_dict(read(text + "\n")), as_dict(read(text + "\n\n\n"))
    for found in (once, again):
        del found["text"]
        found["spans"] = [span for span in found["spans"] if span["role"] != "blank"]
    assert once == again


@slow
@given(st.lists(LINES, max_size=4).map("\n\n".join))
def test_article_in_another_language_is_kept_unread(nlp, text):
    found = extract(build_document(RawArticle(path="a.txt", text=text, language="es")), nlp)
    assert (found.document.language, found.people, found.quotes, found.events) == ("es", (), (), ())
    assert len(found.captions) == len(found.document.captions)
    assert "does not read" in found.warnings[-1]
