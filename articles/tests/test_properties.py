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
from articles.extraction.types import QuoteKind, RawArticle

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


@slow
@given(TEXTS)
def test_every_offset_is_a_place_in_the_text(read, text):
    for start, end, words in places(as_dict(read(text))):
        assert 0 <= start < end <= len(text)
        assert words is None or words == text[start:end] or words.split() == text[start:end].split()


@slow
@given(TEXTS)
def test_words_of_quotes_captions_and_mentions_are_those_of_the_text(read, text):
    found = as_dict(read(text))
    shown = [part for quote in found["quotes"] for part in quote["parts"]]
    shown += [mention for person in found["people"] for mention in person["mentions"]]
    shown += [*found["captions"], *found["related"]]
    assert [place["text"] for place in shown] == [text[place["start"] : place["end"]] for place in shown]


@slow
@given(TEXTS)
def test_every_character_has_one_role(read, text):
    spans = read(text).document.spans
    assert "".join(labelled.span.of(text) for labelled in spans) == text
    assert all(before.span.end == after.span.start for before, after in pairwise(spans))


@slow
@given(TEXTS)
def test_what_is_quoted_is_quoted_once(read, text):
    parts = sorted(part for quote in read(text).quotes if quote.kind != QuoteKind.INDIRECT for part in quote.parts)
    assert all(before.end <= after.start for before, after in pairwise(parts))


@slow
@given(TEXTS)
def test_naming_of_a_person_is_of_one_person(read, text):
    spans = sorted(mention.span for person in read(text).people for mention in person.mentions)
    assert all(before.end <= after.start for before, after in pairwise(spans))


@slow
@given(TEXTS)
def test_everybody_referred_to_is_among_the_people(read, text):
    found = read(text)
    named = [quote.speaker.person for quote in found.quotes if quote.speaker and quote.speaker.person is not None]
    named += [shown.person for reading in found.captions for shown in reading.people]
    named += [person for event in found.events for person in event.people]
    assert all(0 <= person < len(found.people) for person in named)


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
