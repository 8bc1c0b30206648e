"""Who is "he": pronouns and descriptions become mentions only where that is sure."""

import pytest

from articles.extraction.nlp import parse
from articles.extraction.people.finding import find_people
from articles.extraction.quotes.finding import find_quotes
from articles.extraction.reference import add_references
from articles.extraction.structure import build_document
from articles.extraction.types import MentionKind, RawArticle

HEAD = "Harbour board of Tarn votes on the old pier\n\n"


@pytest.fixture
def references(nlp):
    """The chains before and after, of a body behind a headline."""

    def read(body: str):
        document = build_document(RawArticle(path="", text=HEAD + body))
        doc = parse(document, nlp)
        people = find_people(doc, document)
        quotes = find_quotes(doc, document, people)
        return people, add_references(doc, document, people, quotes)

    return read


def added(chains) -> list[tuple[str, str, MentionKind]]:
    return [(c.name, m.text, m.kind) for c in chains for m in c.mentions if m.kind is not MentionKind.NAME]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "Mr. Viktor Lindqvist is a pilot. He lives in Tarn.",
            [("Viktor Lindqvist", "He", MentionKind.PRONOUN)],
            id="one-candidate",
        ),
        pytest.param(
            'Mr. Viktor Lindqvist thanked Mrs. Ada Marsh. "It is gone," she said.',
            [("Ada Marsh", "she", MentionKind.PRONOUN)],
            id="gender-decides",
        ),
        pytest.param("Ada Marsh and Berta Sorrell met. She spoke.", [], id="two-candidates"),
        pytest.param(
            "Mrs. Ada Marsh rose.\n\nBerta Sorrell and Clara Voss on the pier. (Ana Ferris/Lamp Photos)\n\nShe spoke.",
            [("Ada Marsh", "She", MentionKind.PRONOUN)],
            id="photo-caption-between",
        ),
        pytest.param('Ada Marsh said: "She never came."', [], id="inside-a-quotation"),
        pytest.param(
            "Mrs. Ada Marsh rose. Mrs. Berta Sorrell's friends came in her defence.",
            [("Berta Sorrell", "her", MentionKind.PRONOUN)],
            id="owner-in-the-same-sentence",
        ),
        pytest.param(
            'Mr. Viktor Lindqvist said: "Mrs. Ada Marsh came, and she stayed."',
            [("Ada Marsh", "she", MentionKind.PRONOUN)],
            id="named-in-the-same-words",
        ),
        pytest.param("Nobody was named. He left.", [], id="nobody-named"),
        pytest.param(
            "Mr. Viktor Lindqvist wrote to Mr. Otto Brandt. Brandt said he lost the letter.",
            [("Otto Brandt", "he", MentionKind.PRONOUN)],
            id="subject-of-the-sentence-around",
        ),
        pytest.param(
            "The crew missed Mr. Viktor Lindqvist. In his cabin, Mr. Otto Brandt slept.",
            [("Otto Brandt", "his", MentionKind.PRONOUN)],
            id="subject-that-follows",
        ),
        pytest.param(
            "Mr. Viktor Lindqvist praised Mr. Otto Brandt. Lindqvist urged him to sell his boat.",
            [("Otto Brandt", "him", MentionKind.PRONOUN), ("Otto Brandt", "his", MentionKind.PRONOUN)],
            id="subject-lent-by-the-verb-above",
        ),
        pytest.param(
            "Mr. Viktor Lindqvist left the pier. Two days later a fisherman lost his boat.",
            [],
            id="subject-without-a-name",
        ),
        pytest.param(
            "Rosalind told us that she sang. He left.",
            [("Rosalind", "she", MentionKind.PRONOUN)],
            id="given-name-alone",
        ),
        pytest.param("Robin Marsh rose. He left.", [("Robin Marsh", "He", MentionKind.PRONOUN)], id="unisex-name"),
        pytest.param(
            "Robin Otto Marsh met Clara Voss. She left.",
            [("Clara Voss", "She", MentionKind.PRONOUN)],
            id="second-given-name-decides",
        ),
        pytest.param("Mrs. Ada Marsh saw her.", [], id="not-the-subject-of-its-own-verb"),
        pytest.param(
            "Mrs. Ada Marsh asked her to stay. She wept.",
            [("Ada Marsh", "She", MentionKind.PRONOUN)],
            id="not-whoever-asks",
        ),
        pytest.param(
            "Mr. Viktor Lindqvist built boats. He drew. He sailed. He was made a knight by Mr. Otto Brandt. "
            "He retired. He died.",
            [("Viktor Lindqvist", "He", MentionKind.PRONOUN)] * 5,
            id="stays-with-the-one-told-about",
        ),
        pytest.param(
            'Mr. Viktor Lindqvist retired. "He taught me to sail," said Mrs. Ada Marsh.',
            [("Viktor Lindqvist", "He", MentionKind.PRONOUN)],
            id="told-about-in-a-quotation",
        ),
        pytest.param(
            'Mr. Viktor Lindqvist retired. "The secretary came, and he wept," said Mrs. Ada Marsh.',
            [],
            id="somebody-unnamed-in-a-quotation",
        ),
    ],
)
def test_references_are_added_where_sure(references, body, expected):
    assert added(references(body)[1]) == expected


def test_references_keep_the_chains_and_their_order(references):
    before, after = references("Ada Marsh met Mr. Viktor Lindqvist. He waved.")
    assert [chain.name for chain in after] == [chain.name for chain in before]
    assert all(set(one.mentions) <= set(other.mentions) for one, other in zip(before, after, strict=True))


def test_references_stand_in_reading_order(references):
    _, (chain, *_) = references("Mr. Viktor Lindqvist rose. He left. Lindqvist came back.")
    assert [mention.text for mention in chain.mentions] == ["Viktor Lindqvist", "He", "Lindqvist"]
