"""Lists and counters are what the rows come to, whoever writes them, and are put right where they are not."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from entities import curation
from entities.counting import count_articles, count_named
from entities.counting.filling import check, recount
from entities.models import Appearance, EventCount, PersonCount, PersonTally, Statement, Tally, Voice
from entities.queue import KINDS
from entities.tests.counting import fill_counts, wrong_counts
from entities.tests.factories import (
    ArticleFactory,
    EntityMentionFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
    UserFactory,
)
from entities.tests.test_lists import fill

pytestmark = pytest.mark.django_db


def test_filling_at_once_and_counting_by_and_by_come_to_the_same(archive):
    fill(3)
    assert wrong_counts()
    for _ in recount():
        pass
    assert wrong_counts() == []
    fill_counts()
    assert wrong_counts() == []
    assert sum(lot.rows for lot in check()) > 100


def test_filling_at_once_leaves_every_index_and_constraint_where_it_was(archive):
    tables = [model._meta.db_table for model in apps.get_app_config("entities").get_models()]

    def kept():
        with connection.cursor() as cursor:
            return {table: connection.introspection.get_constraints(cursor, table) for table in tables}

    before = kept()
    fill_counts()
    assert {table: set(names) for table, names in kept().items()} == {t: set(names) for t, names in before.items()}


def test_counters_say_what_the_archive_has(archive):
    fill_counts()
    ada = PersonCount.objects.get(person=archive.ada)
    assert (ada.articles, ada.mentions, ada.quotes, ada.quoted_in, ada.about, ada.photos) == (2, 3, 2, 2, 1, 1)
    assert (ada.first_seen, ada.last_seen) == (archive.gazette.published, archive.courier.published)
    by_year = PersonTally.objects.filter(person=archive.cy, by="year").values_list("value", "articles")
    assert dict(by_year.filter(articles__gt=0)) == {"2021": 1, "": 1}
    assert EventCount.objects.get(event=archive.parade).articles == 1
    told = Tally.objects.filter(of="quote").values_list("publisher", "kind", "attributed", "review", "number")
    assert ("Vale Courier", "direct", False, "machine", 1) in list(told)


def test_merged_people_are_counted_once_and_parted_again(archive):
    fill_counts()
    before = list(PersonCount.objects.order_by("person").values())
    curation.merge_people(keep=archive.ada, merge=archive.bo, by=UserFactory(), sure=True)
    ada = PersonCount.objects.get(person=archive.ada)
    assert (ada.articles, ada.quotes, ada.photos) == (2, 3, 1), "both are in one photo"
    assert not PersonCount.objects.filter(person=archive.bo).exists()
    assert wrong_counts() == []
    curation.unmerge(person=archive.bo, by=UserFactory())
    assert list(PersonCount.objects.order_by("person").values()) == before


def test_rejected_people_and_quotes_are_in_no_list(archive):
    fill_counts()
    curation.reject(rows=[archive.bo, archive.quotes.early], by=UserFactory())
    assert not Appearance.objects.filter(person=archive.bo).exists()
    assert not Voice.objects.filter(person=archive.bo).exists()
    assert not Statement.objects.filter(quote=archive.quotes.early).exists()
    assert Statement.objects.get(quote=archive.quotes.answer).voice is None
    assert wrong_counts() == []


def test_a_person_gone_with_the_only_article_leaves_nothing(archive):
    article = ArticleFactory(sample=True)
    person = PersonFactory()
    MentionFactory(article=article, person=person)
    QuoteFactory(article=article, speaker=person)
    fill_counts()
    call_command("clear_sample", interactive=False, verbosity=0)
    assert wrong_counts() == []
    assert not PersonCount.objects.filter(person=person.pk).exists()


def test_check_counts_names_what_differs(archive, capsys):
    fill_counts()
    call_command("check_counts")
    assert "agree" in capsys.readouterr().out
    PersonCount.objects.filter(person=archive.ada).update(quotes=7)
    Statement.objects.filter(quote=archive.quotes.late).delete()
    with pytest.raises(CommandError, match=f"Statement {archive.quotes.late.pk}.*rebuild_counts"):
        call_command("check_counts")
    call_command("rebuild_counts", verbosity=0)
    call_command("check_counts")


@pytest.mark.parametrize("options", [{"at_once": True}, {"if_empty": True}])
def test_rebuild_counts_fills_what_is_empty(archive, options):
    call_command("rebuild_counts", verbosity=0, **options)
    assert wrong_counts() == []


def test_an_archive_from_before_is_counted_when_it_is_migrated(archive):
    fill_counts()
    names = ("0013_fill_lists_and_counters", "0019_fill_attendances")
    migrations = [import_module(f"entities.migrations.{name}") for name in names]
    with connection.cursor() as cursor:
        for migration in reversed(migrations):
            migration.empty(None, cursor)
        for migration in migrations:
            migration.fill(None, cursor)
    assert wrong_counts() == []


class TestOddNames:
    """Whom the desk asks about for their name, whichever came first: the person or the place."""

    def waits(self) -> list[str]:
        return [person.name for person in KINDS["people"].rows()]

    def test_a_place_makes_its_namesake_odd_and_a_decision_on_it_sets_that_right(self, editor):
        person = PersonFactory(name="Harrowmere", description="harbour master")
        fill_counts()
        assert self.waits() == []
        place = EntityMentionFactory(article=ArticleFactory(paragraphs=("Harrowmere slept.",)), words="Harrowmere")
        count_articles([place.article_id])
        assert self.waits() == ["Harrowmere"]
        decision = curation.reject(rows=[place], by=editor)
        assert self.waits() == []
        curation.undo(entry=decision, by=editor)
        assert self.waits() == ["Harrowmere"]
        curation.confirm(rows=[person], by=editor)
        assert self.waits() == []

    def test_a_person_who_is_named_like_a_known_place_is_odd_at_once(self):
        place = EntityMentionFactory(article=ArticleFactory(paragraphs=("Harrowmere slept.",)), words="Harrowmere")
        count_articles([place.article_id])
        person = PersonFactory(name="Harrowmere", description="harbour master")
        count_named("person", [person.pk])
        assert self.waits() == ["Harrowmere"]
        assert wrong_counts() == []
