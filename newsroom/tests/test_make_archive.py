"""The invented archive: its rows are such as an ingest makes, and the same for the same seed."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Article, Caption
from entities.indexing import check
from entities.models import Mention, Person, Quote, QuotePart
from entities.tests.counting import wrong_counts
from entities.tests.indexing import clear_index
from entities.tests.sharing import shared
from newsroom.invented.archive import make_archive
from newsroom.invented.loading import bulk_loading

SIZE, SEED = 60, 7


@shared
def archive():
    return make_archive(SIZE, SEED)


def indexes() -> list[str]:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = [connection.introspection.get_constraints(cursor, table) for table in tables if table[:7] != "search_"]
    return sorted(name for constraints in found for name in constraints)


def test_every_character_of_an_invented_article_has_one_label(archive):
    for article in Article.objects.all():
        ends = [0, *(end for _, end, _ in article.spans)]
        assert [start for start, _, _ in article.spans] == ends[:-1]
        assert ends[-1] == len(article.text)


def test_invented_words_stand_where_their_rows_say(archive):
    for model, path in ((QuotePart, "quote__article"), (Mention, "article"), (Caption, "article")):
        rows = model.objects.values_list("start", "end", "text", f"{path}__text")
        assert rows
        assert all(text[start:end] == words for start, end, words, text in rows)


def test_invented_speakers_and_cues_stand_where_their_rows_say(archive):
    for quote in Quote.objects.exclude(speaker_text="").select_related("article"):
        assert quote.article.text[quote.speaker_start : quote.speaker_end] == quote.speaker_text
        assert quote.article.text[quote.cue_start : quote.cue_end] == quote.cue_text


def test_the_search_knows_every_invented_row(archive):
    assert [lot for lot in check() if lot.wrong] == []


def test_every_invented_row_is_counted(archive):
    assert wrong_counts() == []


def test_an_invented_archive_has_what_a_real_one_has(archive):
    quotes = Quote.objects.all()
    assert quotes.filter(speaker=None).exists()
    assert quotes.filter(speaker_inferred=True).exists()
    assert quotes.filter(review="confirmed").exists()
    assert quotes.filter(review="rejected").exists()
    assert Person.objects.exclude(merged_into=None).exists()
    assert Article.objects.filter(published=None).count() < SIZE / 5
    assert all(200 <= len(article.text.split()) <= 850 for article in Article.objects.all())


def clear() -> None:
    call_command("flush", interactive=False)
    clear_index()


@pytest.mark.django_db(transaction=True)
def test_the_same_seed_makes_the_same_archive_and_another_seed_another():
    before, told = indexes(), []
    for seed in (SEED, SEED, SEED + 1):
        make_archive(SIZE, seed)
        told.append(
            [*Article.objects.order_by("pk").values_list("text", "published"), *Quote.objects.values_list("review")]
        )
        clear()
    assert told[0] == told[1] != told[2]
    assert indexes() == before


@pytest.mark.django_db(transaction=True)
def test_what_fails_on_the_way_leaves_the_database_as_it_was():
    before = indexes()
    with pytest.raises(ZeroDivisionError), bulk_loading():
        raise ZeroDivisionError
    assert indexes() == before


def test_rows_added_to_an_invented_archive_have_keys_of_their_own(archive):
    last = Person.objects.order_by("-pk").first()
    added = Person.objects.create(name="Somebody Else", slug="somebody-else", sort_name="Else, Somebody")
    assert added.pk > last.pk


def test_make_archive_wants_a_yes_where_people_may_work(db):
    with pytest.raises(CommandError, match="--yes-an-invented-archive"):
        call_command("make_archive", articles=1)


def test_make_archive_leaves_an_archive_alone(archive):
    with pytest.raises(CommandError, match="already"):
        call_command("make_archive", "--yes-an-invented-archive", articles=1)
