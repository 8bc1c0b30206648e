"""Who says what: one invented sentence a cause."""
# ruff: noqa: E501 -- a table with one row a cause reads best unbroken

import pytest

from articles.extraction.nlp import parse
from articles.extraction.people.finding import find_people
from articles.extraction.quotes.finding import find_quotes
from articles.extraction.structure import build_document
from articles.extraction.types import QuoteKind, RawArticle

HEAD = "Harbour board of Tarn votes on the old pier\n\n"
PEOPLE = "Ada Marsh, the mayor of Tarn, met Viktor Lindqvist, a pilot, at the pier on Monday.\n\n"


@pytest.fixture
def read(nlp):
    """Read a body behind a headline and a paragraph that introduces a mayor and a pilot."""

    def read(body: str, *, before: str = HEAD + PEOPLE):
        document = build_document(RawArticle(path="", text=before + body))
        doc = parse(document, nlp)
        people = find_people(doc, document)
        return document.text, people, find_quotes(doc, document, people)

    return read


def spoken(result) -> list[tuple[str, str]]:
    """Words and speaker of every quotation in marks: the person's name, else the words as written."""
    text, people, quotes = result
    rows = []
    for quote in quotes:
        if quote.kind is not QuoteKind.INDIRECT:
            words = " / ".join(part.of(text) for part in quote.parts)
            speaker = quote.speaker
            rows.append(
                (
                    words,
                    people[speaker.person].name if speaker and speaker.person is not None else speaker and speaker.text,
                )
            )
    return rows


ADA, VIKTOR = "Ada Marsh", "Viktor Lindqvist"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param('"We will rebuild it," said Ada Marsh.', [("We will rebuild it,", ADA)], id="verb-then-name"),
        pytest.param('"We will rebuild it," Marsh said on Tuesday.', [("We will rebuild it,", ADA)], id="name-then-verb"),
        pytest.param('"Is it gone?" Marsh asked.', [("Is it gone?", ADA)], id="question-mark"),
        pytest.param('"We will rebuild it," said Marsh, a Democrat (D-Tarn).', [("We will rebuild it,", ADA)], id="apposition-and-brackets"),
        pytest.param('"It is late", said Marsh.', [("It is late", ADA)], id="comma-outside"),
        pytest.param('Marsh said: "We will rebuild it."', [("We will rebuild it.", ADA)], id="colon"),
        pytest.param('Marsh said the pier was "past saving".', [("past saving", ADA)], id="mixed"),
        pytest.param('Marsh blamed the "rotten timber" of the old pier.', [("rotten timber", ADA)], id="cue-beyond-say"),
        pytest.param('Marsh praised the crew, saying it was "the best in Tarn".', [("the best in Tarn", ADA)], id="participle"),
        pytest.param('Marsh welcomed the vote and called it "long overdue".', [("long overdue", ADA)], id="coordination"),
        pytest.param('Marsh said that the board had called it "a shame".', [("a shame", ADA)], id="outermost-speaker"),
        pytest.param('"We will rebuild it," Marsh said. "But not this year."', [("We will rebuild it, / But not this year.", ADA)], id="interrupted"),
        pytest.param('"We will," Marsh said, "rebuild it."', [("We will, / rebuild it.", ADA)], id="interrupted-in-the-sentence"),
        pytest.param('Marsh said he "truly" wanted to "mend it" and to "sail again".', [("truly / mend it / sail again", ADA)], id="one-report-several-parts"),
        pytest.param('The pier is "past saving", according to Marsh.', [("past saving", ADA)], id="according-to"),
        pytest.param('Marsh\'s statement on the pier begins: "We are sorry."', [("We are sorry.", ADA)], id="statement-of"),
        pytest.param('Marsh continued:\n\n"We will rebuild it."', [("We will rebuild it.", ADA)], id="colon-ends-the-paragraph-before"),
        pytest.param('"We will rebuild it." — Ada Marsh', [("We will rebuild it.", ADA)], id="signed"),
        pytest.param('"I saw it fall," wrote a viewer.', [("I saw it fall,", "a viewer")], id="nobody-named"),
        pytest.param('"It was loud," the harbour board said.', [("It was loud,", "the harbour board")], id="organisation"),
        pytest.param('Marsh spoke first. "It is gone," she said.', [("It is gone,", ADA)], id="pronoun"),
        pytest.param('Lindqvist nodded. "It is gone," the mayor said.', [("It is gone,", ADA)], id="description"),
        pytest.param('"It is gone," Lindqvist\'s neighbour, Berta Sorrell, said.', [("It is gone,", "Berta Sorrell")], id="neighbour-of-a-name"),
        pytest.param('"It is gone," a mayor from the south said.', [("It is gone,", "a mayor from the south")], id="a-mayor-is-another-one"),
        pytest.param('Berta Sorrell, 62, nodded. "It is gone," the 62-year-old gardener said.', [("It is gone,", "Berta Sorrell")], id="age"),
        pytest.param('Marsh came with her sister, Berta Sorrell. "It is gone," her sister said.', [("It is gone,", "Berta Sorrell")], id="kin"),
        pytest.param('"It is gone," Marsh said. Lindqvist rose. "I saw it fall," he said.', [("It is gone,", ADA), ("I saw it fall,", VIKTOR)], id="brought-on-by-the-sentence-before"),
        pytest.param('Marsh told Lindqvist it "hurt". "It is gone," the singer said.', [("hurt", ADA), ("It is gone,", ADA)], id="description-of-the-last-voice"),
        pytest.param('"It is gone," Marsh said.\n\n"All of it, and for good."', [("It is gone,", ADA), ("All of it, and for good.", ADA)], id="carried-over"),
        pytest.param('"It is gone," Marsh said.\n\n"Good," said Lindqvist.', [("It is gone,", ADA), ("Good,", VIKTOR)], id="carried-no-further"),
        pytest.param('"It is gone.\n\n"All of it," Marsh said.', [("It is gone. / All of it,", ADA)], id="statement-over-paragraphs"),
    ],
)  # fmt: skip
def test_quotes_have_their_speaker(read, body, expected):
    assert spoken(read(body)) == expected


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('Marsh watched the film "Cold Harbour" on Monday.', id="film"),
        pytest.param('Lindqvist appeared on "Good Evening Tarn" on Monday.', id="programme"),
        pytest.param('The "Cold Harbour" singer arrived on Monday.', id="title-before-a-noun"),
        pytest.param('The evening was billed as a "night to remember".', id="billed-as"),
        pytest.param('The board closed the "long shore" loophole.', id="coined-word"),
        pytest.param('Marsh opened the hall known in Tarn as "the Pearl".', id="by-name"),
        pytest.param('Lindqvist pushed the board into its "night boat" plan.', id="word-before-a-noun"),
        pytest.param('Marsh found "a few" boats at the pier.', id="word-or-two-behind-a-verb-of-thinking"),
        pytest.param('"The Salt Harbour" tells the story of Ada Marsh.', id="title-that-tells"),
        pytest.param('It was a gift of Marco "Gull" Ferrante.', id="nickname"),
    ],
)
def test_quotes_leave_titles_and_scare_quotes_alone(read, body):
    assert spoken(read(body)) == []


def test_quotes_read_transcript_lines(read):
    body = "MARSH: Where were you, captain?\n\nLINDQVIST: At sea. I said so."
    assert spoken(read(body)) == [("Where were you, captain?", ADA), ("At sea. I said so.", VIKTOR)]


def test_quotes_give_repeated_words_to_their_speaker(read):
    body = 'The night has caused "so much harm" to the pier.\n\n"It did so much harm to us," Marsh said.'
    assert spoken(read(body))[0] == ("so much harm", ADA)


@pytest.mark.parametrize(
    ("body", "clause", "rule"),
    [
        pytest.param("Marsh said that the pier was lost.", "the pier was lost", "reported-clause", id="that-clause"),
        pytest.param("The pier was lost, Marsh said.", "The pier was lost", "reported-clause", id="clause-first"),
        pytest.param("The pier, Marsh said, was lost.", "The pier / was lost", "reported-aside", id="aside"),
        pytest.param("Marsh promised to mend the pier.", "promised to mend the pier", "reported-intent", id="promise"),
        pytest.param(
            "Marsh opposed the sale of the pier.", "opposed the sale of the pier", "reported-position", id="position"
        ),
        pytest.param(
            "Marsh's warning that the pier was lost came late.", "the pier was lost", "reported-claim", id="claim"
        ),
        pytest.param(
            "Marsh is confident that the pier will stand.",
            "the pier will stand",
            "reported-conviction",
            id="conviction",
        ),
        pytest.param(
            "According to Marsh, the pier is lost.", "the pier is lost", "reported-according", id="according-to"
        ),
    ],
)
def test_quotes_read_reported_speech(read, body, clause, rule):
    text, people, quotes = read(body)
    found = [
        (" / ".join(part.of(text) for part in q.parts), q.rule, people[q.speaker.person].name)
        for q in quotes
        if q.kind is QuoteKind.INDIRECT
    ]
    assert found == [(clause, rule, ADA)]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("Marsh praised the crew.", id="bare-object"),
        pytest.param("Marsh refused to mend the old pier.", id="refusal"),
        pytest.param("Marsh was told that the pier was lost.", id="told-to-the-subject"),
        pytest.param("Marsh tried not to flinch.", id="bare-infinitive"),
    ],
)
def test_quotes_report_nothing_that_cannot_stand_alone(read, body):
    assert [quote for quote in read(body)[2] if quote.kind is QuoteKind.INDIRECT] == []


def test_quotes_read_a_headline_that_begins_with_its_speaker(read):
    text, _, quotes = read("Ada Marsh spoke on Monday.", before="Ada Marsh: The old pier is lost\n\n")
    assert [(q.rule, q.parts[0].of(text)) for q in quotes] == [("reported-label", "The old pier is lost")]


def test_quotes_say_why_a_speaker_was_inferred(read):
    _, _, quotes = read('Marsh spoke first. "It is gone," she said.')
    speaker = quotes[-1].speaker
    assert speaker.inferred
    assert speaker.text == "she"
    assert speaker.evidence.startswith("she = Ada Marsh")


def test_quotes_name_whom_they_are_about(read):
    _, people, quotes = read('"Lindqvist is the best we have," Marsh said.')
    assert [people[person].name for person in quotes[-1].about] == [VIKTOR]


def test_quotes_of_two_candidates_for_she_stay_open(read):
    before = HEAD + "Ada Marsh and Berta Sorrell met in Tarn.\n\n"
    assert spoken(read('The two talked. "It is gone," she said.', before=before)) == [("It is gone,", "she")]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('" a ' * 2_000, id="marks-everywhere"),
        pytest.param('said "x y" ' * 2_000, id="cues-everywhere"),
        pytest.param("“" * 5_000 + "”" * 5_000, id="nested"),
        pytest.param('"Row," she said. ' * 500, id="one-long-paragraph"),
    ],
)
def test_quotes_of_hostile_texts_lie_inside_and_never_twice(read, body):
    text, _, quotes = read(body)
    ends = [(quote.parts[0].start, quote.parts[-1].end) for quote in quotes]
    assert all(part.end <= len(text) for quote in quotes for part in quote.parts)
    assert len(ends) == len(set(ends))
    assert ends == sorted(ends)


def test_quotes_hold_a_surname_that_two_people_have_for_inferred(read):
    _, _, quotes = read('Kevin Halloran and Pat Halloran came. "It is gone," Halloran said.')
    speaker = quotes[-1].speaker
    assert speaker.person is not None
    assert speaker.inferred
    assert "more than one person here is called Halloran" in speaker.evidence
