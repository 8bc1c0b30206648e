"""What counts as an event, what it is called, when it was and who took part."""

import pytest

from articles.extraction.events.finding import find_events
from articles.extraction.nlp import parse
from articles.extraction.people.finding import find_people
from articles.extraction.structure import build_document
from articles.extraction.types import RawArticle


@pytest.fixture(scope="module")
def events_in(nlp):
    def events_in(text, *, published=""):
        raw = RawArticle(path="a.txt", text=f"A headline of no account\n\n{text}", published=published)
        document = build_document(raw)
        doc = parse(document, nlp)
        people = find_people(doc, document)
        return [
            (event.name, event.date and event.date.value, tuple(people[index].name for index in event.people))
            for event in find_events(doc, document, people)
        ]

    return events_in


@pytest.mark.parametrize(
    ("text", "name", "date"),
    [
        pytest.param(
            "Police arrested Bo Lund on 3 May 2024.", "Arrest of Bo Lund", "2024-05-03", id="arrest-by-police"
        ),
        pytest.param("Ada Quill was elected to the board in 2019.", "Election of Ada Quill", "2019", id="election"),
        pytest.param(
            "Calder campaign volunteer Bo Lund died in 2019.", "Death of Bo Lund", "2019", id="death-of-the-last-named"
        ),
        pytest.param("They wrote about the siege of Vienna.", "Siege of Vienna", None, id="siege-of-a-city"),
        pytest.param(
            "She spoke at a rally at Rook Hall on 3 May 2024.", "Rally at Rook Hall", "2024-05-03", id="rally-at-a-hall"
        ),
        pytest.param("Turnout fell in last week's Ohio primary.", "Ohio primary", None, id="primary-of-last-week"),
        pytest.param("They met at the recent debate in Geneva.", "Debate in Geneva", None, id="recent-is-no-name"),
        pytest.param("Nobody forgot the Southmoor bombing.", "Southmoor bombing", None, id="place-and-noun"),
        pytest.param(
            "He prayed for the victims of the shooting in Paris.", "Shooting in Paris", None, id="noun-in-place"
        ),
        pytest.param("She leads ahead of the March 15 primary there.", "March 15 primary", None, id="day-and-noun"),
        pytest.param(
            "They spoke before Thursday's hearing on the dam.", "Hearing on the dam", None, id="hearing-of-a-weekday"
        ),
        pytest.param(
            "He spoke at a hearing on the dam on May 3, 2024.", "Hearing on the dam", "2024-05-03", id="noun-with-day"
        ),
        pytest.param("Roofs flew when Hurricane Odette came.", "Hurricane Odette", None, id="storm-with-a-name"),
        pytest.param("He wrote about the Battle of Rookhill.", "Battle of Rookhill", None, id="battle-with-its-place"),
        pytest.param(
            "The 2012 attack on the consulate changed much.", "2012 attack on the consulate", "2012", id="year-and-aim"
        ),
        pytest.param(
            "He was 12 during the December 2012 shooting at the mill.",
            "December 2012 shooting",
            "2012-12",
            id="month-before-the-year",
        ),
        pytest.param(
            "The boats burned during the 2004 Harbour Lights Festival, and nobody was hurt.",
            "2004 Harbour Lights Festival",
            "2004",
            id="year-capitals-and-noun",
        ),
        pytest.param(
            "She sang at the 2011 Brackwater Lantern Parade performance that ended the season.",
            "2011 Brackwater Lantern Parade",
            "2011",
            id="name-ends-before-a-plain-noun",
        ),
        pytest.param(
            "It was the talk of the 2011 Brackwater Bowl Halftime Show performance.",
            "2011 Brackwater Bowl Halftime Show",
            "2011",
            id="name-of-several-event-nouns",
        ),
        pytest.param(
            "He walked out of the Dunmouth Ferry Inquiry before lunch.", "Dunmouth Ferry Inquiry", None, id="capitals"
        ),
        pytest.param(
            "Turnout had not been so low since the 2016 mayoral election in the valley.",
            "2016 mayoral election",
            "2016",
            id="year-and-noun",
        ),
        pytest.param(
            'Critics queued for the release of the documentary "Nine Winters".',
            "Release of “Nine Winters”",
            None,
            id="release-of-a-documentary",
        ),
        pytest.param(
            'The town changed when the film "Nine Winters" was released.',
            "Release of “Nine Winters”",
            None,
            id="a-film-was-released",
        ),
        pytest.param(
            "The Ana Rook Bridge, which carries buses, was closed to traffic on May 3, 2019.",
            "Closure of Ana Rook Bridge",
            "2019-05-03",
            id="something-named-was-closed",
        ),
        pytest.param("Ines Calder resigned in 2011.", "Resignation of Ines Calder", "2011", id="somebody-resigned"),
        pytest.param(
            "The council met after the resignation of Ines Calder.",
            "Resignation of Ines Calder",
            None,
            id="noun-of-name",
        ),
    ],
)
def test_events_are_named_as_an_editor_would(events_in, text, name, date):
    assert [event[:2] for event in events_in(text)] == [(name, date)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The Federal Election Commission met the press.", id="the-name-goes-on"),
        pytest.param("It was a race against time, and the show went on.", id="figures-of-speech"),
        pytest.param("The council praised the 1998 Clean Rivers Act.", id="a-law-is-no-event"),
        pytest.param('He hummed "Nine Winters" on the way home.', id="a-title-alone"),
        pytest.param("Ines Calder would have resigned by now.", id="not-told-as-a-fact"),
        pytest.param("The shop was closed and the boats sank.", id="nothing-named"),
        pytest.param("Ines Calder called for the resignation of Tobias Rook.", id="asked-for"),
        pytest.param("The 1984 Convention against Torture still stands.", id="a-treaty-is-no-event"),
        pytest.param(
            "Read More: Crowds Cheer The 2012 Harbour Race In Southmoor Today.", id="headline-of-another-article"
        ),
        pytest.param("He broke the Geneva Convention.", id="a-treaty-named-after-a-city"),
        pytest.param("It was the worst attack in France.", id="a-comparison"),
        pytest.param("The vote was not an indictment of Ada Quill alone.", id="meant-otherwise"),
        pytest.param("Nobody foresaw Ines Calder's collapse in the polls.", id="collapse-of-a-person"),
        pytest.param("Do not wait until Ines Calder is elected mayor.", id="yet-to-come"),
        pytest.param("Ask what happens if police arrested Bo Lund.", id="supposed"),
        pytest.param("The 2016 race was over.", id="year-and-noun-say-too-little"),
    ],
)
def test_events_are_not_read_into(events_in, text):
    assert events_in(text) == []


def test_event_knows_who_took_part_and_when(events_in):
    text = "Ines Calder's 2003 interview with Tobias Rook for the station was never aired again."
    assert events_in(text) == [
        ("Ines Calder's 2003 interview with Tobias Rook", "2003", ("Ines Calder", "Tobias Rook"))
    ]


def test_event_of_a_day_is_named_after_its_owner(events_in):
    text = (
        "Ines Calder waves to the crowd with Tobias Rook after Calder's performance on the pier "
        "in Dunmouth on December 2, 2008."
    )
    assert events_in(text) == [
        ("Ines Calder's performance on the pier", "2008-12-02", ("Ines Calder",)),
    ]


def test_event_of_hers_belongs_to_whom_the_sentence_spoke_of_last(events_in):
    text = (
        "Singer Ines Calder and organists Tobias Rook and Ana Ferris celebrate Calder's prize after her concert "
        "on the pier in Dunmouth on December 2, 2008."
    )
    assert ("Ines Calder's concert on the pier", "2008-12-02") in [event[:2] for event in events_in(text)]


def test_event_in_a_caption_full_of_names_is_read(events_in):
    text = (
        'Ines Calder and Tobias Rook attend the premiere of "Nine Winters: The Film" in Dunmouth '
        "on May 3, 2018. (Ana Ferris/Lamp Photos)"
    )
    assert [event[:2] for event in events_in(text)] == [("Premiere of “Nine Winters: The Film”", "2018-05-03")]


def test_event_told_twice_is_one_event(events_in):
    text = (
        "Ines Calder's 2003 interview with Tobias Rook made her name.\n\n"
        "A 2003 interview between Calder and Rook was shown in schools.\n\n"
        "The 2009 Brackwater Regatta drew a crowd. Nobody drowned at the Brackwater Regatta."
    )
    assert [event[0] for event in events_in(text)] == [
        "Ines Calder's 2003 interview with Tobias Rook",
        "2009 Brackwater Regatta",
    ]


def test_attack_told_in_three_ways_is_one_event(events_in):
    text = (
        "The Leeds shooting began at noon. Nobody slept after the shooting in Leeds, said a doctor. "
        "The mayor spoke of the attack in Leeds on Tuesday."
    )
    assert len(events_in(text, published="2024-05-03")) == 1


def test_death_told_in_two_ways_is_one_event(events_in):
    text = "Tobias Rook was killed in Dunmouth.\n\nThe town remembers the murder of Tobias Rook."
    assert len(events_in(text)) == 1


def test_attack_told_in_two_ways_is_one_event(events_in):
    text = "The Paris attacks shook her.\n\nShe wrote to everybody who saw the terrorist attacks in Paris."
    assert len(events_in(text)) == 1
