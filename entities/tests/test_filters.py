"""What the filters find, how they say it, and that their counts are true."""

from datetime import date

import pytest
from django.http import QueryDict

from articles.models import Article, Caption
from entities.filters import ArticleFilter, CaptionFilter, EventFilter, PersonFilter, QuoteFilter
from entities.models import Event, Person, Quote
from entities.tests.counting import fill_counts
from entities.tests.factories import (
    ArticleFactory,
    CaptionFactory,
    EventFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
)

pytestmark = pytest.mark.django_db

ROWS = {
    ArticleFilter: Article.objects.all,
    PersonFilter: Person.objects.current,
    QuoteFilter: Quote.objects.visible,
    CaptionFilter: Caption.objects.visible,
    EventFilter: Event.objects.visible,
}


def ask(filterset, query):
    fill_counts()
    return filterset(QueryDict(query), ROWS[filterset]())


@pytest.mark.parametrize(
    ("filterset", "query", "sentence"),
    [
        (QuoteFilter, "", "4 quotes"),
        (QuoteFilter, "speaker=ada-quill", "2 quotes by Ada Quill"),
        (QuoteFilter, "speaker=ada-quill&speaker=bo-tarn", "3 quotes by Ada Quill or Bo Tarn"),
        (QuoteFilter, "speaker=ada-quill&from=2003&to=2021", "2 quotes by Ada Quill, 2003 to 2021"),
        (
            QuoteFilter,
            "speaker=ada-quill&from=2003&to=2021&review=confirmed",
            "1 quote by Ada Quill, 2003 to 2021, confirmed by an editor",
        ),
        (QuoteFilter, "told=cy-welk", "1 quote said to Cy Welk"),
        (QuoteFilter, "about=bo-tarn&q=sorry", "1 quote about Bo Tarn containing “sorry”"),
        (QuoteFilter, "person=ada-quill&person=bo-tarn", "3 quotes by or about Ada Quill and Bo Tarn"),
        (QuoteFilter, "event=2002-lantern-parade", "1 quote in articles on 2002 Lantern Parade"),
        (QuoteFilter, "source=Vale+Courier&kind=mixed", "1 quote from Vale Courier, partly quoted"),
        (QuoteFilter, "attributed=no", "1 quote, not attributed to a person"),
        (QuoteFilter, "attributed=yes&attributed=no", "4 quotes, attributed to a person or not attributed to a person"),
        (QuoteFilter, "from=2020&to=2029&year=2021", "3 quotes, 2021"),
        (QuoteFilter, "from=2021-05-14&year=2021", "No quotes, from 14 May 2021 on and in 2021"),
        (QuoteFilter, "from=2003-05-14&to=2003-05-14", "1 quote, 14 May 2003"),
        (QuoteFilter, "from=2003-06", "3 quotes, from June 2003 on"),
        (QuoteFilter, "to=2003-05", "1 quote, up to May 2003"),
        (QuoteFilter, "speaker=cy-welk&about=ada-quill", "No quotes by Cy Welk about Ada Quill"),
        (QuoteFilter, "sort=oldest", "4 quotes"),
        (ArticleFilter, "person=ada-quill&person=bo-tarn", "2 articles mentioning Ada Quill and Bo Tarn"),
        (ArticleFilter, "year=undated", "1 article, without a date"),
        (ArticleFilter, "year=2003&year=undated", "2 articles, 2003 or without a date"),
        (
            ArticleFilter,
            "speaker=bo-tarn&event=2002-lantern-parade",
            "No articles on 2002 Lantern Parade quoting Bo Tarn",
        ),
        (
            ArticleFilter,
            "person=ada-quill&speaker=bo-tarn&q=fair",
            "1 article mentioning Ada Quill, quoting Bo Tarn and containing “fair”",
        ),
        (
            ArticleFilter,
            "person=ada-quill&person=bo-tarn&speaker=bo-tarn",
            "1 article mentioning Ada Quill and Bo Tarn, and quoting Bo Tarn",
        ),
        (
            ArticleFilter,
            "-speaker=bo-tarn&-source=Vale+Courier",
            "1 article, not quoting Bo Tarn, not from Vale Courier",
        ),
        (
            QuoteFilter,
            "speaker=ada-quill&told=cy-welk&q=best",
            "1 quote by Ada Quill said to Cy Welk and containing “best”",
        ),
        (CaptionFilter, "from=2002&to=2003", "1 caption, taken from 2002 to 2003"),
        (CaptionFilter, "-year=2001", "1 caption, not taken in 2001"),
        (ArticleFilter, "q=%22always+fair%22+tarn", "1 article containing “always fair” and “tarn”"),
        (QuoteFilter, "q=speaker%3Aquill+-zebra", "2 quotes with the speaker “quill” and not containing “zebra”"),
        (CaptionFilter, "person=ada-quill&person=bo-tarn", "1 caption showing Ada Quill and Bo Tarn"),
        (CaptionFilter, "person=ada-quill&person=cy-welk", "No captions showing Ada Quill and Cy Welk"),
        (
            CaptionFilter,
            "photographer=Ilse+Marrow&agency=Coast+Pictures&place=Harrowmere&year=2002",
            "1 caption by Ilse Marrow in Harrowmere credited to Coast Pictures, taken in 2002",
        ),
        (EventFilter, "person=ada-quill&kind=parade", "1 event of the kind parade with Ada Quill"),
        (EventFilter, "source=Vale+Courier", "No events reported by Vale Courier"),
        (PersonFilter, "kind=pictured", "2 people, pictured"),
        (PersonFilter, "source=Vale+Courier&year=undated", "1 person in Vale Courier, mentioned without a date"),
        (PersonFilter, "source=Harrowmere+Gazette&year=2021", "No people in Harrowmere Gazette, mentioned in 2021"),
        (PersonFilter, "person=cy-welk", "2 people appearing with Cy Welk"),
        (PersonFilter, "event=2002-lantern-parade", "1 person at 2002 Lantern Parade"),
        (PersonFilter, "q=quill", "1 person named “quill…”"),
        (PersonFilter, "q=qui", "1 person named “qui…”"),
        (PersonFilter, "q=quills", "1 person named “quills…”"),
        (PersonFilter, "q=ada+qu", "1 person named “ada qu…”"),
        (PersonFilter, "q=qu+ada", "No people named “qu ada…”"),
        (PersonFilter, "q=%22qui%22", "No people named “qui”"),
        (PersonFilter, "q=q", "1 person named “q…”"),
        (PersonFilter, "q=ada+q", "1 person named “ada q…”"),
        (EventFilter, "q=lanter", "1 event containing “lanter…”"),
    ],
)
def test_filter_says_in_words_what_it_finds(archive, filterset, query, sentence):
    asked = ask(filterset, query)
    assert asked.is_valid(), asked.errors
    assert asked.describe(asked.qs.count()) == sentence


@pytest.mark.parametrize("filterset", ROWS)
def test_every_choice_brings_as_many_rows_as_it_says(archive, filterset):
    asked = ask(filterset, "")
    for facet in asked.questions:
        for choice in facet.choices:
            query = QueryDict(mutable=True)
            query[facet.name] = choice.param
            found = filterset(query, ROWS[filterset]())
            assert found.qs.count() == choice.count, (facet.name, choice)


@pytest.mark.parametrize("filterset", ROWS)
def test_every_year_brings_as_many_rows_as_its_bar_says(archive, filterset):
    CaptionFactory(article=archive.gazette, words="The quay.", date=date(1999, 1, 2))
    EventFactory(name="1999 Quay Feast", date=date(1999, 1, 2))
    chart = ask(filterset, "").year_chart()
    bars = [*chart.bars, *([chart.undated] if chart.undated else [])]
    assert bars
    for bar in bars:
        if bar.count:
            assert ask(filterset, bar.query.removeprefix("?")).qs.count() == bar.count, bar


def test_counts_follow_the_rest_of_the_filter_but_not_their_own_field(archive):
    speakers, *_ = ask(QuoteFilter, "speaker=ada-quill&source=Vale+Courier").questions
    assert [(choice.label, choice.count, choice.chosen) for choice in speakers.choices] == [
        ("Ada Quill", 1, True),
        ("Bo Tarn", 1, False),
    ]


def test_chosen_value_that_finds_nothing_can_still_be_unticked(archive):
    speakers, *_ = ask(QuoteFilter, "speaker=cy-welk").questions
    assert [(c.label, c.count) for c in speakers.choices if c.chosen] == [("Cy Welk", 0)]


def test_merged_person_counts_as_the_survivor(archive):
    PersonFactory(name="A. Quill", slug="a-quill", merged_into=archive.ada)
    old = Person.objects.get(slug="a-quill")
    QuoteFactory(article=archive.courier, speaker=old, words="Said under an old name")
    for slug in ("a-quill", "ada-quill"):
        asked = ask(QuoteFilter, f"speaker={slug}")
        assert asked.describe(asked.qs.count()) == "3 quotes by Ada Quill"
        assert [chip.value for chip in asked.chips()] == ["Ada Quill"]
    assert [(c.label, c.count) for c in ask(QuoteFilter, "").questions[0].choices] == [("Ada Quill", 3), ("Bo Tarn", 1)]


@pytest.mark.parametrize(
    ("written", "problem", "candidates"),
    [
        ("Nobody Known", "The archive knows no person “Nobody Known”.", []),
        ("l", "Several match “l”: choose one.", ["Ada Quill", "Cy Welk"]),
    ],
)
def test_name_that_is_no_single_person_is_an_error_with_candidates(archive, written, problem, candidates):
    asked = ask(QuoteFilter, f"speaker={written}")
    speakers = next(facet for facet in asked.questions if facet.name == "speaker")
    assert not asked.is_valid()
    assert list(speakers.errors) == [problem]
    assert [candidate.label for candidate in speakers.candidates] == candidates


def test_empty_list_offers_what_somebody_is_to_quotes_otherwise(archive):
    QuoteFactory(article=archive.gazette, speaker=archive.ada, about=[archive.cy], words="Cy is late again")
    asked = ask(QuoteFilter, "speaker=cy-welk")
    assert not asked.qs.count()
    assert [(way.text, way.query) for way in asked.loosened()] == [
        ("1 quote about Cy Welk", "?about=cy-welk"), ("1 quote said to Cy Welk", "?told=cy-welk"),
    ]  # fmt: skip


def test_who_was_named_stays_beside_a_name_that_is_unclear(reader, archive):
    page = reader.get("/articles/", {"person": ["bo-tarn", "l"]}).content.decode()
    assert '<input type="checkbox" name="person" value="bo-tarn" checked>' in page
    assert page.count('name="person" value="bo-tarn"') == 1
    assert '<input type="checkbox" name="person" value="ada-quill" data-candidate>' in page


def test_person_can_be_asked_for_by_part_of_a_name(archive):
    asked = ask(QuoteFilter, "speaker=quill")
    assert asked.describe(asked.qs.count()) == "2 quotes by Ada Quill"
    assert asked.query() == "?speaker=ada-quill"


def test_search_box_stands_where_it_can_add_something(archive):
    boxes = {facet.name: facet.search for facet in ask(PersonFilter, "").questions}
    assert boxes["person"], "companions are never listed"
    assert not boxes["source"], "both sources are listed"
    assert {facet.name: facet.search for facet in ask(PersonFilter, "source=Nowhere").questions}["source"]


def test_chips_remove_one_value_each(archive):
    asked = ask(QuoteFilter, "speaker=ada-quill&review=confirmed&sort=oldest")
    assert [(chip.label, chip.value, chip.query) for chip in asked.chips()] == [
        ("Speaker", "Ada Quill", "?review=confirmed&sort=oldest"),
        ("Review", "confirmed by an editor", "?speaker=ada-quill&sort=oldest"),
    ]


@pytest.mark.parametrize("asked", ["bo-tarn ada-quill", "ada-quill bo-tarn"])
def test_names_stay_in_the_order_in_which_they_were_chosen(archive, asked):
    """The next choice sends the boxes in the order in which they stand: nothing may move up by its number."""
    slugs = asked.split()
    speakers, *_ = ask(QuoteFilter, "&".join(f"speaker={slug}" for slug in slugs)).questions
    assert [choice.param for choice in speakers.choices][:2] == slugs


def test_empty_list_names_what_fewer_conditions_would_bring(archive):
    asked = ask(QuoteFilter, "speaker=cy-welk&about=bo-tarn")
    assert [way.text for way in asked.loosened()] == ["2 quotes about Bo Tarn"]
    third = QuoteFactory(
        article=archive.courier, speaker=archive.bo, words="Both of them", about=[archive.cy, archive.bo]
    )
    assert [way.text for way in ask(QuoteFilter, "speaker=cy-welk&about=bo-tarn").loosened()] == [
        "1 quote by others mentions all of them",
        "3 quotes about Bo Tarn",
    ]
    assert third.review == "machine"


def test_empty_list_of_two_people_names_what_there_is_of_each(archive):
    ways = ask(CaptionFilter, "person=ada-quill&person=cy-welk").loosened()
    assert [way.text for way in ways] == ["1 caption showing Ada Quill"]
    assert ways[0].query == "?person=ada-quill"


def test_empty_list_offers_the_last_word_as_the_beginning_of_one(archive):
    ways = ask(QuoteFilter, "q=sorr").loosened()
    assert [(way.text, way.query) for way in ways] == [("1 quote containing “sorr…”", "?q=sorr%2A")]


def test_people_of_one_name_to_choose_from_are_told_apart(archive):
    PersonFactory(name="Ada Quill", slug="ada-quill-2", description="actor")
    asked = ask(QuoteFilter, "speaker=quill")
    [problem] = asked.form.errors.as_data()["speaker"]
    assert [one.label for one in problem.candidates] == [
        "Ada Quill (2003 to 2021, 2 articles)",
        "Ada Quill (actor, 0 articles)",
    ]


def test_no_beginning_is_offered_of_words_that_are_as_long_as_they_may_be(archive):
    assert ask(QuoteFilter, f"q={'a' * 300}").loosened() == []


def test_article_known_by_its_year_counts_for_all_of_it(archive):
    only_a_year = ArticleFactory(
        published=archive.gazette.published.replace(month=1, day=1), published_precision="year"
    )
    assert only_a_year in ask(ArticleFilter, "from=2003-11-01&to=2003-12-01").qs
    assert archive.gazette not in ask(ArticleFilter, "from=2003-11-01&to=2003-12-01").qs


def test_rejected_mention_is_no_mention(archive):
    MentionFactory(article=archive.undated, person=archive.ada, rejected=True)
    assert ask(ArticleFilter, "person=ada-quill&year=undated").qs.count() == 0
