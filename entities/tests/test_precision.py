"""The page that says how good the machine is: what editors decided, counted."""

import pytest
from django.urls import reverse

from entities import curation
from entities.models import Quote
from entities.precision import FOUND, judged, scores
from entities.tests.factories import (
    ArticleFactory,
    CaptionFactory,
    EventFactory,
    PersonFactory,
    QuoteFactory,
)

pytestmark = pytest.mark.django_db


def measured(*names: str) -> dict[tuple, tuple[int, int]]:
    return {score.names: (score.right, score.wrong) for score in scores(judged(), *names)}


def test_a_confirmed_row_was_right_in_every_field_and_a_rejected_one_was_not_there(editor):
    good, bad = QuoteFactory(rule="cue-after"), QuoteFactory(rule="cue-after")
    curation.confirm(rows=[good], by=editor)
    curation.reject(rows=[bad], by=editor)

    assert measured("model", "field") == {
        (Quote, FOUND): (1, 1),
        (Quote, "speaker"): (1, 0),
        (Quote, "about"): (1, 0),
        (Quote, "said to"): (1, 0),
    }


def test_a_changed_row_was_wrong_only_in_the_field_that_the_editor_changed(editor):
    quote = QuoteFactory(rule="cue-before")
    curation.set_speaker(quote=quote, person=PersonFactory(), by=editor)

    assert measured("model", "field") == {(Quote, FOUND): (1, 0), (Quote, "speaker"): (0, 1)}


def test_what_was_undone_or_added_by_an_editor_judges_nothing(editor):
    undone = curation.set_speaker(quote=QuoteFactory(), person=PersonFactory(), by=editor)
    curation.undo(entry=undone, by=editor)
    caption = CaptionFactory(people=[])
    curation.set_pictured(caption=caption, people=[PersonFactory()], by=editor)

    assert measured("model", "field") == {}


def test_the_rule_that_editors_overrule_most_surely_comes_first(editor):
    for rule, rejected, confirmed in (("often-wrong", 6, 2), ("once-wrong", 1, 0), ("mostly-right", 2, 12)):
        curation.confirm(rows=[QuoteFactory(rule=rule) for _ in range(confirmed)], by=editor) if confirmed else None
        curation.reject(rows=[QuoteFactory(rule=rule) for _ in range(rejected)], by=editor)

    found = [score.names[1] for score in scores(judged(), "field", "rule") if score.names[0] == FOUND]
    assert found == ["often-wrong", "once-wrong", "mostly-right"]


def test_the_page_tells_rules_fields_models_and_months_in_as_many_queries_for_many_rows(
    client, editor, django_assert_max_num_queries
):
    client.force_login(editor)
    address = reverse("admin:precision")
    assert "No editor has judged anything yet" in client.get(address).content.decode()

    article = ArticleFactory()
    for rule in ("cue-after", "cue-before", "floating"):
        curation.confirm(rows=[QuoteFactory(article=article, rule=rule) for _ in range(4)], by=editor)
    curation.rename_event(event=EventFactory(rule="year-name"), name="The lantern parade", by=editor)
    with django_assert_max_num_queries(30):
        page = client.get(address).content.decode()

    for words in ("cue-before: quote, speaker", "year-name: event, name", "By language model", "By month"):
        assert words in page
