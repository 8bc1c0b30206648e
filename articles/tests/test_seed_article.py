"""What the seed article must give, as an editor reading it would list it."""

import json
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command


@pytest.fixture(scope="module")
def seed(nlp):
    """The seed article as `manage.py extract` prints it."""
    out = StringIO()
    call_command("extract", str(next(settings.SEEDS_DIR.glob("000_*.txt"))), stdout=out)
    return json.loads(out.getvalue())


def name(seed, person):
    return None if person is None else seed["people"][person]["name"]


def spoken(seed):
    """(first words of the first part, number of parts, speaker, speaker as written, inferred) a quote in marks."""
    return [
        (
            " ".join(quote["parts"][0]["text"].split()[:4]),
            len(quote["parts"]),
            name(seed, quote["speaker"]["person"]),
            quote["speaker"]["text"],
            quote["speaker"]["inferred"],
        )
        for quote in seed["quotes"]
        if quote["kind"] != "indirect"
    ]


def roles(seed, role):
    return [seed["text"][s["start"] : s["end"]] for s in seed["spans"] if s["role"] == role]


def test_seed_has_its_structure_and_no_date(seed):
    assert seed["headline"].startswith("Justin Timberlake apologizes to Britney Spears, Janet Jackson")
    assert (seed["publisher"], seed["published"], seed["published_precision"]) == ("Fox News", None, None)
    assert len(roles(seed, "caption")) == 3
    assert [line[:8] for line in roles(seed, "related")] == ["RELATED:", "RELATED:"]
    assert [line[:14] for line in roles(seed, "crosslink")] == ["BRITNEY SPEARS"]
    assert roles(seed, "footer") == ["You can get more updates on this story on FOXNews.com"]


def test_seed_names_eight_people_each_once(seed):
    assert [person["name"] for person in seed["people"]] == [
        "Justin Timberlake",
        "Britney Spears",
        "Janet Jackson",
        "Diane Sawyer",
        "Valerie Bertinelli",
        "Robin Roberts",
        "Zane Lowe",
        "Meghan McCain",
    ]
    aliases = {person["name"]: person["aliases"] for person in seed["people"]}
    assert {"Spears", "Britney"} <= set(aliases["Britney Spears"])
    assert aliases["Janet Jackson"] == ["Jackson"]


def test_seed_quotes_have_their_speakers(seed):
    timberlake, sawyer, mccain = "Justin Timberlake", "Diane Sawyer", "Meghan McCain"
    expected = [
        ("I am deeply sorry", 1, timberlake, timberlake, False),
        ("I've seen the messages,", 1, timberlake, "Timberlake", False),
        ("I specifically want to", 1, timberlake, "Timberlake", False),
        ("The industry is flawed.", 1, timberlake, "he", True),
        ("I have not been", 1, timberlake, "Timberlake", False),
        ("Watching Framing Britney Spears", 1, None, "a viewer", False),
        ("Everyone owes Britney an", 1, None, "another", False),
        ("many horrible men/leeches in", 1, "Valerie Bertinelli", "Valerie Bertinelli", False),
        ("He has gone on", 2, sawyer, "Sawyer", False),
        ("made peace", 1, timberlake, "Timberlake", False),
        ("I stumbled through it,", 2, timberlake, "the 36-year-old singer", True),
        ("absolutely", 3, timberlake, "Timberlake", False),
        ("I think Justin Timberlake", 1, mccain, "McCain", False),
        ("Why we treat women", 1, mccain, 'the "View" co-host', True),
    ]
    assert [quote for quote in spoken(seed) if quote in expected] == expected


@pytest.mark.parametrize(
    "title",
    [
        "Framing Britney Spears",
        "Cry Me a River",
        "Toxic",
        "Can't Stop the Feeling!",
        "The View",
        "Good Morning America",
    ],
)
def test_seed_titles_are_no_quotes(seed, title):
    assert title not in [part["text"].strip(",.") for quote in seed["quotes"] for part in quote["parts"]]


def test_seed_captions_have_credits_people_date_and_place(seed):
    credits = [(c["credit"]["raw"], c["credit"]["photographer"], c["credit"]["agency"]) for c in seed["captions"]]
    assert credits == [
        ("Getty Images", None, "Getty Images"),
        ("Allen Berezovsky/WireImage", "Allen Berezovsky", "WireImage"),
        ("Michael Loccisano/FilmMagic", "Michael Loccisano", "FilmMagic"),
    ]
    third = seed["captions"][2]
    assert [name(seed, shown["person"]) for shown in third["people"]] == [
        "Britney Spears",
        "Diane Sawyer",
        "Robin Roberts",
    ]
    assert (third["date"]["value"], third["date"]["precision"], third["place"]) == (
        "2008-12-02",
        "day",
        "New York City",
    )


def test_seed_events_have_dates_and_people(seed):
    events = {
        event["name"]: (event["date"] and event["date"]["value"], [name(seed, person) for person in event["people"]])
        for event in seed["events"]
    }
    assert events["2004 Super Bowl Halftime Show"] == ("2004", ["Justin Timberlake", "Janet Jackson"])
    assert events["Diane Sawyer's 2003 interview with Britney Spears"] == ("2003", ["Diane Sawyer", "Britney Spears"])
    assert events["Release of “Framing Britney Spears”"] == (None, ["Britney Spears"])
    assert events["Britney Spears' performance on ABC's \"Good Morning America\""][0] == "2008-12-02"
