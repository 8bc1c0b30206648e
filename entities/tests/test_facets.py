"""What a facet says against what is counted by hand, on small archives of any shape."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article, Caption
from entities.filters import ArticleFilter, CaptionFilter, EventFilter, PersonFilter, QuoteFilter, facets
from entities.models import Event, Person, Quote
from entities.tests.counting import fill_counts
from entities.tests.factories import (
    ArticleFactory,
    CaptionFactory,
    EventFactory,
    EventMentionFactory,
    EventParticipantFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
)

NAMES = ("ada", "bo", "cy")
SOURCES = ("Gazette", "Courier", "")
EVENTS = ("parade", "feast", "fair")
ROWS = {
    ArticleFilter: Article.objects.all,
    QuoteFilter: Quote.objects.visible,
    CaptionFilter: Caption.objects.visible,
    PersonFilter: Person.objects.counted,
    EventFilter: Event.objects.counted,
}
articles = st.tuples(
    st.sampled_from(SOURCES),
    st.sampled_from([None, 2003, 2004]),
    st.sets(st.sampled_from(NAMES)),
    st.lists(st.tuples(st.sampled_from((*NAMES, None)), st.sets(st.sampled_from(NAMES)), st.booleans()), max_size=2),
    st.sets(st.sampled_from(NAMES)),
    st.lists(st.tuples(st.sampled_from(EVENTS), st.sets(st.sampled_from(NAMES))), max_size=2, unique_by=lambda e: e[0]),
)
QUESTIONS = [
    *(f"{bar}{name}={value}" for name in ("person", "source", "year") for bar in ("", "-") for value in
      {"person": ("ada", "bo"), "source": ("Gazette", "Courier"), "year": ("2003", "undated")}[name]),
    "event=parade", "-event=feast",
]  # fmt: skip
asked = st.lists(st.sampled_from(QUESTIONS), max_size=3, unique=True).map("&".join)


def make(stories, merged: bool) -> None:
    people = {name: PersonFactory(name=name, slug=name) for name in NAMES}
    if merged:
        PersonFactory(name="ada the elder", slug="elder", merged_into=people["ada"])
        people["bo"] = Person.objects.get(slug="elder")
    events = {name: EventFactory(name=name, slug=name) for name in EVENTS}
    if merged:
        events["feast"] = EventFactory(
            name="feast of old", slug="old", merged_into=events["parade"], survivor=events["parade"]
        )
    for publisher, year, named, said, shown, happened in stories:
        published = year and datetime(year, 6, 1, tzinfo=UTC)
        article = ArticleFactory(publisher=publisher, published=published, published_precision="day" if year else "")
        for name in sorted(named):
            MentionFactory(article=article, person=people[name])
        for number, (speaker, about, rejected) in enumerate(said):
            QuoteFactory(
                article=article,
                speaker=people.get(speaker),
                words=f"Word {number} of it",
                about=[people[name] for name in sorted(about)],
                rejected=rejected,
            )
        for event, there in happened:
            EventMentionFactory(article=article, event=events[event])
            for name in sorted(there):
                EventParticipantFactory(article=article, event=events[event], person=people[name])
        if shown:
            CaptionFactory(article=article, words="At the lock.", people=[people[name] for name in sorted(shown)])


def finds(kind, query: str) -> int:
    return kind(QueryDict(query), ROWS[kind]()).qs.count()


@pytest.mark.parametrize("most", [1_000, 2])
@pytest.mark.django_db
@settings(max_examples=8, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(stories=st.lists(articles, max_size=5), query=asked, merged=st.booleans())
def test_every_number_is_what_its_choice_brings_or_says_of_how_many_it_is(most, stories, query, merged):
    with transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("entities.filters.counted.NEWEST", most)
        for bound in ("people.FEW", "people.MOST_READ", "together.MANY", "events.MANY"):
            patch.setattr(f"entities.filters.{bound}", most)
        make(stories, merged)
        fill_counts()
        patch.setattr("entities.tests.counting.fill", lambda: None)  # once is enough: nothing is written from here on
        for kind in ROWS:
            check(kind, query)
        transaction.set_rollback(True)


def check(kind, query: str) -> None:
    wanted = kind(QueryDict(query), ROWS[kind]())
    assert wanted.is_valid() or "knows no" in str(wanted.errors), wanted.errors
    if not wanted.is_valid():
        return
    number = wanted.number
    assert number.count == finds(kind, query) or number.is_more
    for facet in wanted.questions:
        for choice in facet.choices:
            if facet.sampled and choice.chosen and not number.is_more and len(wanted.chosen[facet.name]) == 1:
                assert choice.count == number.count
            elif facet.sampled:
                assert choice.count <= max(facet.sampled, number.count * choice.chosen)
            elif not choice.barred:
                assert choice.count == finds(kind, with_choice(wanted, facet, choice)), (
                    kind,
                    query,
                    facet.name,
                    choice,
                )


def with_choice(wanted, facet: facets.Facet, choice: facets.Choice) -> str:
    """The address that has the choice, beside what is barred, what is asked of other fields, or together with it."""
    is_joined = wanted.filters[facet.name].joined == "and"
    apart = [] if is_joined else [facet.name]
    more = [] if choice.chosen and is_joined else [(facet.name, choice.param)]
    return wanted.query(without=apart, more=more).removeprefix("?")


@pytest.mark.django_db
def test_leaving_out_takes_away_exactly_what_asking_for_brings(archive):
    for kind, query in [
        (ArticleFilter, "person=bo-tarn"),
        (ArticleFilter, "source=Vale+Courier"),
        (ArticleFilter, "year=undated"),
        (QuoteFilter, "speaker=ada-quill"),
        (QuoteFilter, "about=bo-tarn"),
        (QuoteFilter, "event=2002-lantern-parade"),
        (QuoteFilter, "kind=mixed"),
        (CaptionFilter, "agency=Coast+Pictures"),
        (PersonFilter, "source=Vale+Courier"),
    ]:
        assert finds(kind, query) + finds(kind, f"-{query}") == finds(kind, ""), query


@pytest.mark.django_db
def test_what_is_left_out_is_said_and_can_be_taken_back(archive):
    wanted = QuoteFilter(QueryDict("-source=Vale+Courier&-speaker=bo-tarn"), Quote.objects.visible())
    assert wanted.describe(wanted.number) == "1 quote, not by Bo Tarn, not from Vale Courier"
    assert [(chip.label, chip.value, chip.query) for chip in wanted.chips()] == [
        ("Not speaker", "Bo Tarn", "?-source=Vale+Courier"),
        ("Not source", "Vale Courier", "?-speaker=bo-tarn"),
    ]
    [source] = [facet for facet in wanted.questions if facet.name == "source"]
    assert Counter((c.label, c.barred) for c in source.choices)["Vale Courier", True] == 1


@pytest.mark.django_db
def test_more_rows_than_are_counted_are_said_to_be_more(archive, monkeypatch):
    monkeypatch.setattr("entities.filters.facets.NEWEST", 1)
    wanted = QuoteFilter(QueryDict("from=2000"), Quote.objects.visible())
    assert wanted.describe(wanted.number) == "1+ quote, from 2000 on"


@pytest.mark.django_db
@pytest.mark.parametrize("question", ["", "source=Gazette", "review=machine"])
def test_a_decade_counts_everybody_once_and_as_many_as_it_leads_to(question):
    ada, bo = PersonFactory(name="Ada Quill"), PersonFactory(name="Bo Tarn")
    for year, people in ((1994, [ada]), (1996, [ada, bo]), (2003, [ada]), (2014, [bo])):
        article = ArticleFactory(published=datetime(year, 5, 3, tzinfo=UTC), publisher="Gazette")
        for person in people:
            MentionFactory(article=article, person=person)
    fill_counts()

    def listed(asked):
        return PersonFilter(QueryDict(asked), Person.objects.counted())

    bars = listed(question).year_chart().bars
    assert [(bar.label, bar.count) for bar in bars] == [("1990s", 2), ("2000s", 1), ("2010s", 1)]
    assert [listed(bar.query[1:]).number.count for bar in bars] == [2, 1, 1]


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "led_to"), [("from=1995&to=2010", [1, 1, 1]), ("from=1995-06-01", [1, 1, 2])])
def test_a_decade_at_the_end_of_the_days_asked_for_leads_no_further_than_they_go(days, led_to):
    for year in (1994, 1996, 2003, 2010, 2014):
        ArticleFactory(published=datetime(year, 5, 3, tzinfo=UTC))
    fill_counts()

    def listed(asked):
        return ArticleFilter(QueryDict(asked), Article.objects.all())

    bars = listed(days).year_chart().bars
    assert [bar.count for bar in bars] == led_to
    assert [listed(bar.query[1:]).number.count for bar in bars] == led_to


@pytest.mark.django_db
def test_years_are_drawn_where_there_are_several_to_choose_among(reader):
    ArticleFactory(published=datetime(2003, 5, 14, tzinfo=UTC))
    fill_counts()
    assert "year-bars" not in reader.get("/articles/").content.decode()
    assert "year-bars" in reader.get("/articles/?year=2003").content.decode()
    ArticleFactory(published=datetime(2004, 5, 14, tzinfo=UTC))
    fill_counts()
    assert "year-bars" in reader.get("/articles/").content.decode()
