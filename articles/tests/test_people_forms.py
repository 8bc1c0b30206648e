"""Every form in which news prints a person's name, and what only looks like one."""

import pytest

from articles.extraction.nlp import parse
from articles.extraction.people.evidence import person_score
from articles.extraction.people.finding import find_people
from articles.extraction.people.kinds import kind_after, kind_before
from articles.extraction.people.reading import read_words
from articles.extraction.structure import build_document
from articles.extraction.types import RawArticle


@pytest.fixture(scope="session")
def names_in(nlp):
    """People of a text, each with the forms printed; the text is an article's body."""

    def read(text: str) -> dict[str, list[str]]:
        document = build_document(RawArticle(path="invented.txt", text=f"Talks end in Harrow\n\n{text}\n"))
        chains = find_people(parse(document, nlp), document)
        return {chain.name: [mention.text for mention in chain.mentions] for chain in chains}

    return read


@pytest.mark.parametrize(
    ("text", "people"),
    [
        pytest.param(
            "GRETA LINDQVIST WINS AGAIN\n\nGreta Lindqvist won again on Friday.",
            {"Greta Lindqvist": ["GRETA LINDQVIST", "Greta Lindqvist"]},
            id="all-capitals",
        ),
        pytest.param(
            "The court heard that Ama Boateng’s lawyer spoke first. Boateng's sister wept in the front row.",
            {"Ama Boateng": ["Ama Boateng", "Boateng"]},
            id="possessives-straight-and-curly",
        ),
        pytest.param(
            "Dr. Zoë Lindqvist and Prof. Emre Yılmaz met Sir Colin Achebe and Dame Ruth Abrams.",
            {
                "Zoë Lindqvist": ["Zoë Lindqvist"],
                "Emre Yılmaz": ["Emre Yılmaz"],
                "Colin Achebe": ["Colin Achebe"],
                "Ruth Abrams": ["Ruth Abrams"],
            },
            id="honorifics",
        ),
        pytest.param(
            "Detective Chief Inspector Maeve Gallagher thanked the public. Gallagher was tired.",
            {"Maeve Gallagher": ["Maeve Gallagher", "Gallagher"]},
            id="long-title",
        ),
        pytest.param(
            "Det Sgt Paul Tunnicliffe and Ch Insp Moira Lund thanked Lt Col Ravi Menon. Tunnicliffe was tired.",
            {
                "Paul Tunnicliffe": ["Paul Tunnicliffe", "Tunnicliffe"],
                "Moira Lund": ["Moira Lund"],
                "Ravi Menon": ["Ravi Menon"],
            },
            id="ranks-without-full-stops",
        ),
        pytest.param(
            "Substitute Kieran Obafemi converted from the spot. Rovers are at home to Kelby United on Saturday.",
            {"Kieran Obafemi": ["Kieran Obafemi"]},
            id="substitutes-and-clubs",
        ),
        pytest.param(
            "Orrin Foods said it would close two plants. Orrin had opened them in May.", {}, id="maker-of-food"
        ),
        pytest.param(
            "Sinn Féin's Aoife Ní Bhriain spoke first about the new houses. "
            "Social Democrats TD Cormac Ó Faoláin was next. Ó Faoláin said little about the matter.",
            {"Aoife Ní Bhriain": ["Aoife Ní Bhriain"], "Cormac Ó Faoláin": ["Cormac Ó Faoláin", "Ó Faoláin"]},
            id="irish-names",
        ),
        pytest.param(
            "Cyclone Odette killed two people on Sunday. Odette is the third storm this year.", {}, id="named-storm"
        ),
        pytest.param(
            "J. R. Pemberton wrote the play. Pemberton sat in the front row.",
            {"J. R. Pemberton": ["J. R. Pemberton", "Pemberton"]},
            id="initials",
        ),
        pytest.param(
            "Harold B. Finch III sold the mill. Finch kept the land.",
            {"Harold B. Finch III": ["Harold B. Finch III", "Finch"]},
            id="middle-initial-and-number",
        ),
        pytest.param(
            "On Monday Niall McAllister met with Siobhán O’Hara for an hour. McAllister and O'Hara spoke about dams.",
            {"Niall McAllister": ["Niall McAllister", "McAllister"], "Siobhán O’Hara": ["Siobhán O’Hara", "O'Hara"]},
            id="mc-and-o",
        ),
        pytest.param(
            "The minister Pieter van der Linde had invited María de la Cruz for lunch. De la Cruz smiled as they ate; "
            "Van der Linde only sighed.",
            {
                "Pieter van der Linde": ["Pieter van der Linde", "Van der Linde"],
                "María de la Cruz": ["María de la Cruz", "De la Cruz"],
            },
            id="van-and-de-la",
        ),
        pytest.param(
            "On Monday Fatima bint Khalid talked to Hassan al-Amin about the weather. Al-Amin smiled.",
            {"Fatima bint Khalid": ["Fatima bint Khalid"], "Hassan al-Amin": ["Hassan al-Amin", "Al-Amin"]},
            id="bint-and-al",
        ),
        pytest.param(
            "Jean-Luc Moreau-Petit resigned. Moreau-Petit had been ill.",
            {"Jean-Luc Moreau-Petit": ["Jean-Luc Moreau-Petit", "Moreau-Petit"]},
            id="hyphens",
        ),
        pytest.param(
            "The singer Zorabelle said she was tired. Zorabelle sang for an hour, and Zorabelle's mother wept.",
            {"Zorabelle": ["Zorabelle", "Zorabelle", "Zorabelle"]},
            id="mononym",
        ),
        pytest.param(
            "Kwame Asante opened the shop. Customers know Kwame well.",
            {"Kwame Asante": ["Kwame Asante", "Kwame"]},
            id="first-name-alone",
        ),
        pytest.param(
            'Robert "Bobby" Quist ran. Bobby Quist won.',
            {'Robert "Bobby" Quist': ['Robert "Bobby" Quist', "Bobby Quist"]},
            id="nickname-in-quotes",
        ),
        pytest.param(
            "Mr. David Okafor met Mrs. Grace Okafor. Mrs. Okafor smiled, Mr. Okafor did not.",
            {"David Okafor": ["David Okafor", "Okafor"], "Grace Okafor": ["Grace Okafor", "Okafor"]},
            id="husband-and-wife",
        ),
        pytest.param(
            "Martin Lowell King Jr. was shot in Memphis. King Felipe sent flowers to his widow.",
            {"Martin Lowell King Jr.": ["Martin Lowell King Jr."], "King Felipe": ["Felipe"]},
            id="king-is-a-title-and-a-surname",
        ),
        pytest.param(
            "Israel Katzman spoke on Monday. Katzman said Israel would answer.",
            {"Israel Katzman": ["Israel Katzman", "Katzman"]},
            id="given-name-that-is-a-country-too",
        ),
        pytest.param(
            "On Sunday the runners Johnnie Christmas and Sarah English won the race again.",
            {"Johnnie Christmas": ["Johnnie Christmas"], "Sarah English": ["Sarah English"]},
            id="surnames-that-are-words",
        ),
        pytest.param(
            "The village of Quenby lies in a valley. Quenby is a village of 200 people.", {}, id="a-village-is-nobody"
        ),
        pytest.param(
            "Father Florian praised the choir. The priest, whose full name is Florian Obuya, has served since May.",
            {"Florian Obuya": ["Florian", "Florian Obuya"]},
            id="given-name-behind-a-title",
        ),
        pytest.param(
            "The band Merrow played on Friday. Merrow is a band from Leeds, and Merrow has fans.",
            {},
            id="a-band-is-nobody",
        ),
        pytest.param("Quillon is a Danish maker of bicycles. Quillon was founded in 1911.", {}, id="a-maker-is-nobody"),
        pytest.param(
            "The USS Abel Stone sailed. The Abel Stone Prize was awarded in Leeds.",
            {},
            id="ships-and-prizes-are-nobody",
        ),
        pytest.param(
            "The St. Louis Terns beat the Leeds Rovers 3-1 at Finch Park.", {}, id="teams-and-grounds-are-nobody"
        ),
    ],
)
def test_people_are_read_in_every_form(names_in, text, people):
    assert names_in(text) == people


def test_name_with_a_trade_on_either_side_is_a_person_whatever_the_model_calls_it(nlp):
    text = "Wenna Pell, a clockmaker from Harrow, climbed the tower. Clockmaker Wenna Pell came down again."
    document = build_document(RawArticle(path="invented.txt", text=f"Talks end in Harrow\n\n{text}\n"))
    words = read_words(parse(document, nlp), document)
    places = [(index - 1, index + 1) for index, word in enumerate(words) if word.text == "Pell"]
    for word in (word for first, last in places for word in words[first:last]):
        word.label = "ORG"
    assert person_score(document.text, words, places, frozenset()) > 0


def test_byline_and_photographer_are_no_people_of_the_news(nlp):
    text = (
        "Dam opens after nine years\n\nBy Ingrid Aalto\n\nMaria Lopez opened the dam.\n\n"
        "Maria Lopez at the dam. (Photo by Thomas Reed/Quarry Photos)\n"
    )
    document = build_document(RawArticle(path="invented.txt", text=text))
    assert [chain.name for chain in find_people(parse(document, nlp), document)] == ["Maria Lopez"]
    assert document.authors == ("Ingrid Aalto",)
    assert document.captions[0].credit.photographer == "Thomas Reed"


@pytest.mark.parametrize(
    ("after", "kind"),
    [
        (" is a retired postmistress from Leeds", "person"),
        (", a farmer and father of two", "person"),
        (" (born 1970) was an American cellist", "person"),
        (" is a village in the east", "thing"),
        (", a Danish brand of tea", "thing"),
        (" was one of the many bands that", "thing"),
        (" is a delight", ""),
        (" said a farmer", ""),
    ],
)
def test_kind_of_a_name_by_what_follows(after, kind):
    assert kind_after(after) == kind


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        ("They met the mill owner ", "person"),
        ("with the brothers ", "person"),
        ("She sang with the band ", "thing"),
        ("a film called “", "thing"),
        ("from the village of ", "thing"),
        ("a portrait of ", ""),
        ("They met ", ""),
    ],
)
def test_kind_of_a_name_by_what_stands_before(before, kind):
    assert kind_before(before) == kind
