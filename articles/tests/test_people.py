"""Who is named in an article, which namings are one person, and what is printed beside them."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.extraction.nlp import parse
from articles.extraction.people.finding import find_entities, find_people
from articles.extraction.people.names import parts, same_name
from articles.extraction.structure import build_document
from articles.extraction.types import Document, EntityType, LabelledSpan, MentionKind, RawArticle, Role, Span


def body(text: str) -> Document:
    """A document whose every paragraph is body."""
    spans, offset = [], 0
    for line in text.splitlines(keepends=True):
        role = Role.BODY if line.strip() else Role.BLANK
        spans.append(LabelledSpan(Span(offset, offset + len(line)), role))
        offset += len(line)
    return Document(path="invented.txt", text=text, headline="", spans=tuple(spans))


@pytest.fixture(scope="session")
def people_in(nlp):
    """People of a text: each as its name and the forms in which it is printed, in reading order."""

    def read(text: str) -> dict[str, list[str]]:
        document = body(text)
        chains = find_people(parse(document, nlp), document)
        return {chain.name: [mention.text for mention in chain.mentions] for chain in chains}

    return read


@pytest.fixture(scope="session")
def chain_of(nlp):
    """The one chain of a text with a name."""

    def read(text: str, name: str):
        document = body(text)
        chains = find_people(parse(document, nlp), document)
        return next(chain for chain in chains if chain.name == name)

    return read


@pytest.mark.parametrize(
    ("text", "people"),
    [
        pytest.param(
            "Michelle Marsh spoke to guests. Mr. Marsh stood beside her.",
            {"Michelle Marsh": ["Michelle Marsh"], "Marsh": ["Marsh"]},
            id="mr-is-nobody-with-a-womans-name",
        ),
        pytest.param(
            "Robin Marsh spoke to guests. Mr. Marsh sat down again.",
            {"Robin Marsh": ["Robin Marsh", "Marsh"]},
            id="mr-may-bear-a-name-of-men-and-women",
        ),
        pytest.param(
            "Northerner Ada Finch won. Ada Finch had waited. The judges praised Ada Finch.",
            {"Ada Finch": ["Ada Finch", "Ada Finch", "Ada Finch"]},
            id="label-in-front-of-a-known-name",
        ),
        pytest.param(
            "Officials met AG Lund, and Marcus Lund said so on Sunday.",
            {"Marcus Lund": ["Lund", "Marcus Lund"]},
            id="office-in-capital-letters",
        ),
        pytest.param(
            "The fair drew crowds. Clockmaker Wenna Satterthwaite won the prize.",
            {"Wenna Satterthwaite": ["Wenna Satterthwaite"]},
            id="trade-at-the-start-of-a-sentence",
        ),
        pytest.param(
            "The song is a Maria Lopez-inspired ballad. Maria Lopez liked it.",
            {"Maria Lopez": ["Maria Lopez", "Maria Lopez"]},
            id="tail-of-a-compound",
        ),
        pytest.param(
            "Zephyrine, left, holds a pumpkin at the fair in Harrow.",
            {"Zephyrine": ["Zephyrine"]},
            id="single-name-with-a-position",
        ),
        pytest.param(
            "Jorinda Vienna has left the order. Vienna claims she was locked in a cabin for a year.",
            {"Jorinda Vienna": ["Jorinda Vienna", "Vienna"]},
            id="surname-like-a-place-that-speaks-of-itself",
        ),
        pytest.param("Cllr Louise Gittins spoke.", {"Louise Gittins": ["Louise Gittins"]}, id="councillor-in-short"),
        pytest.param(
            "They showed the new Star Harbour Finch film on Monday.", {}, id="star-with-a-capital-is-no-title"
        ),
        pytest.param(
            "Ezekiel, Theodora and Ranulf Sculthorpe owned the mill.",
            {
                "Ezekiel Sculthorpe": ["Ezekiel"],
                "Theodora Sculthorpe": ["Theodora"],
                "Ranulf Sculthorpe": ["Ranulf Sculthorpe"],
            },
            id="surname-shared-by-a-list",
        ),
        pytest.param(
            "Maria Lopez spoke on Monday. Lopez said the dam was safe.",
            {"Maria Lopez": ["Maria Lopez", "Lopez"]},
            id="surname-alone",
        ),
        pytest.param(
            "Fans of Maria Lopez waited. Lopez' brother and Maria's mother came too.",
            {"Maria Lopez": ["Maria Lopez", "Lopez", "Maria"]},
            id="possessives-and-given-name",
        ),
        pytest.param(
            "Mr. Daniel Whitcombe met Sen. Ruth Abrams on Friday.",
            {"Daniel Whitcombe": ["Daniel Whitcombe"], "Ruth Abrams": ["Ruth Abrams"]},
            id="titles-are-outside-names",
        ),
        pytest.param(
            "Police Superintendent Helen Marsh said the road was closed.",
            {"Helen Marsh": ["Helen Marsh"]},
            id="office-in-capitals",
        ),
        pytest.param(
            "Dr. Pieter van der Linde arrived late. Van der Linde apologised.",
            {"Pieter van der Linde": ["Pieter van der Linde", "Van der Linde"]},
            id="particles",
        ),
        pytest.param(
            "Sammy Carter Jr. sang. Carter was in good voice, and so was J. K. Bellamy.",
            {"Sammy Carter Jr.": ["Sammy Carter Jr.", "Carter"], "J. K. Bellamy": ["J. K. Bellamy"]},
            id="suffix-and-initials",
        ),
        pytest.param(
            'Vincent "The Hat" Moretti died on Monday. Moretti was 77.',
            {'Vincent "The Hat" Moretti': ['Vincent "The Hat" Moretti', "Moretti"]},
            id="quoted-nickname",
        ),
        pytest.param(
            "William Harmon signed the law. Bill Harmon then left for lunch.",
            {"William Harmon": ["William Harmon", "Bill Harmon"]},
            id="short-form-of-a-given-name",
        ),
        pytest.param(
            "The Peter Hansen Foundation gave money. Peter Hansen himself was absent.",
            {"Peter Hansen": ["Peter Hansen"]},
            id="bodies-named-after-people",
        ),
        pytest.param(
            "MPs heard Rep. Earl Whitcombe. Whitcombe was brief.",
            {"Earl Whitcombe": ["Earl Whitcombe", "Whitcombe"]},
            id="given-name-that-is-a-title-too",
        ),
        pytest.param(
            "Thomas Reed Wins Prize\n\nThomas Reed won a prize on Friday.",
            {"Thomas Reed": ["Thomas Reed", "Thomas Reed"]},
            id="headline-verb-is-no-surname",
        ),
        pytest.param(
            "Pope Innocent spoke in Rome. Innocent was hoarse.",
            {"Pope Innocent": ["Innocent", "Innocent"]},
            id="regnal-name",
        ),
        pytest.param(
            "Maria Lopez won.\n\nFollow Thomas Reed on Twitter: @treedwrites",
            {"Maria Lopez": ["Maria Lopez"]},
            id="author-line",
        ),
        pytest.param(
            "The storm hit Instagram, Getty Images and Toronto on Tuesday.",
            {},
            id="brands-and-places-are-nobody",
        ),
        pytest.param(
            'The documentary "Saving Laura Bennett" opened. Laura Bennett stayed away.',
            {"Laura Bennett": ["Laura Bennett"]},
            id="name-inside-a-title",
        ),
        pytest.param(
            'The documentary "Saving Laura Bennett" opened.\n'
            '"Watching Saving Laura Bennett made me cry," wrote a viewer of Thomas Reed\'s film.',
            {"Thomas Reed": ["Thomas Reed"]},
            id="title-without-its-marks",
        ),
        pytest.param(
            "THOMAS REED THANKS VOTERS IN SHEFFIELD\n\nThomas Reed thanked voters on Friday.",
            {"Thomas Reed": ["THOMAS REED", "Thomas Reed"]},
            id="line-in-capitals",
        ),
        pytest.param(
            "In 2018,Thomas Reed told radio host Jane Foster that he was tired.",
            {"Thomas Reed": ["Thomas Reed"], "Jane Foster": ["Jane Foster"]},
            id="missing-blank-after-a-comma",
        ),
    ],
)
def test_people_are_found_and_linked(people_in, text, people):
    assert people_in(text) == people


def test_people_of_credits_and_links_are_not_people_in_the_news(nlp):
    text = (
        "Dam opens after nine years\n\nMaria Lopez opened the dam.\n\n"
        "Maria Lopez at the dam. (Thomas Reed/Quarry Photos)\n\nRELATED: Jane Foster quits\n"
    )
    document = build_document(RawArticle(path="invented.txt", text=text))
    names = [chain.name for chain in find_people(parse(document, nlp), document)]
    assert names == ["Maria Lopez"]


@pytest.mark.parametrize(
    ("text", "name", "descriptor"),
    [
        pytest.param("Mayor Maria Lopez waved.", "Maria Lopez", "Mayor", id="title"),
        pytest.param("He told Harbour 1 host Thomas Reed he was sorry.", "Thomas Reed", "Harbour 1 host", id="number"),
        pytest.param("Maria Lopez, the mayor of Leeds, waved.", "Maria Lopez", "the mayor of Leeds", id="apposition"),
        pytest.param("Party front-runner Maria Lopez waved.", "Maria Lopez", "Party front-runner", id="hyphen"),
        pytest.param("Former Maria Lopez aides waved.", "Maria Lopez", "", id="former-alone-says-nothing"),
        pytest.param("Maria Lopez, 54, waved.", "Maria Lopez", "54", id="age"),
        pytest.param("We saw another driver, Thomas Reed, wave.", "Thomas Reed", "", id="pointing-words-say-nothing"),
        pytest.param(
            "He met Maria Lopez, the farmer Thomas Reed and the baker Ann Lund.", "Maria Lopez", "", id="next-in-a-list"
        ),
        pytest.param("The driver, Thomas Reed, was unhurt.", "Thomas Reed", "The driver", id="noun-before-comma"),
        pytest.param("Guilt, Thomas Reed and how to live were discussed.", "Thomas Reed", "", id="a-list-is-no-role"),
    ],
)
def test_descriptor_is_what_stands_beside_the_name(chain_of, text, name, descriptor):
    assert chain_of(text, name).mentions[0].descriptor == descriptor


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        pytest.param("Thomas Reed sang. Mr. Reed was pleased.", "m", id="form-of-address"),
        pytest.param("The actress Kim Foster left.", "f", id="trade"),
        pytest.param("Kim Foster left early. She was tired. Foster took her coat.", "f", id="pronouns"),
        pytest.param("Kim Foster left early.", "", id="a-given-name-alone-says-nothing"),
    ],
)
def test_gender_comes_from_the_article_only(nlp, text, gender):
    document = body(text)
    assert find_people(parse(document, nlp), document)[0].gender == gender


def test_surname_that_fits_two_people_is_held_less_certain(nlp):
    document = body("David Okafor met Grace Okafor in Lagos. Okafor smiled.")
    mentions = [m for chain in find_people(parse(document, nlp), document) for m in chain.mentions]
    doubtful = next(m for m in mentions if m.text == "Okafor")
    assert (doubtful.rule, doubtful.confidence < 0.7) == ("name-in-family", True)


def test_form_of_address_tells_two_people_with_one_surname_apart(people_in):
    found = people_in("Mr. David Okafor met Mrs. Grace Okafor in Lagos. Mrs. Okafor smiled.")
    assert found["Grace Okafor"] == ["Grace Okafor", "Okafor"]


def test_entities_are_bodies_places_and_works_but_never_people(nlp):
    document = body(
        'Maria Lopez of the Federal Reserve sang "Road to the Sea" in Toronto on Friday, and the song was long.'
    )
    doc = parse(document, nlp)
    people = find_people(doc, document)
    found = {(entity.text, entity.type) for entity in find_entities(doc, document, people)}
    assert found == {
        ("Federal Reserve", EntityType.ORGANISATION),
        ("Road to the Sea", EntityType.WORK),
        ("Toronto", EntityType.PLACE),
    }


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("J. K. Bellamy", "Joan Bellamy", True, id="initial"),
        pytest.param("Bill Harmon", "William Harmon", True, id="short-form"),
        pytest.param("Zoë Lund", "Zoe Lund", True, id="accent"),
        pytest.param("Ann Marie Lund", "Ann Lund", True, id="middle-name-left-out"),
        pytest.param("Ann Lund", "Eva Lund", False, id="other-given-name"),
        pytest.param("Abel Stone Jr.", "Abel Stone Sr.", False, id="junior-and-senior"),
        pytest.param("Ann van Dam", "Ann Dam", False, id="particle-belongs-to-the-surname"),
    ],
)
def test_same_name(one, other, same):
    assert same_name(parts(one), parts(other)) is same


FRAGMENTS = st.sampled_from(
    [
        "Maria Lopez",
        "Lopez's",
        "Mr. ",
        "\n",
        "\n\n",
        " ",
        '"',
        "“",
        "said",
        "van der",
        "THOMAS REED",
        ", ",
        ".",
        "é",
        "🙂",
        "(",
        "'",
    ]
)


@settings(max_examples=60)
@given(st.lists(FRAGMENTS, max_size=25).map("".join))
def test_mentions_lie_in_the_text_and_never_overlap(nlp, text):
    document = body(text)
    doc = parse(document, nlp)
    people = find_people(doc, document)
    spans = [(m.span, m.text) for chain in people for m in chain.mentions]
    spans += [(entity.span, entity.text) for entity in find_entities(doc, document, people)]
    assert all(span.of(text) == words for span, words in spans)
    ordered = sorted(span for span, _ in spans)
    assert not any(one.overlaps(other) for one, other in pairwise(ordered))
    assert all(m.kind is MentionKind.NAME for chain in people for m in chain.mentions)
    firsts = [chain.mentions[0].span for chain in people]
    assert firsts == sorted(firsts)


def test_same_text_gives_the_same_people_and_a_blank_line_at_the_end_changes_nothing(nlp):
    text = "Maria Lopez met Thomas Reed. Reed left, and Lopez's brother stayed."
    read = [find_people(parse(body(words), nlp), body(words)) for words in (text, text, text + "\n\n")]
    assert read[0] == read[1] == read[2]
