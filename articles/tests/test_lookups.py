"""Rows are looked for by any number of keys, and by those that no row can have."""

import pytest
from django.db import connection

from articles.models import Article, Caption
from entities.tests.factories import ArticleFactory, CaptionFactory

pytestmark = pytest.mark.django_db


def test_rows_are_found_by_their_keys_and_by_those_of_others():
    first, second, _ = ArticleFactory(), ArticleFactory(), ArticleFactory()
    caption = CaptionFactory(article=second)
    assert set(Article.objects.filter(pk__in=[first.pk, str(second.pk), first.pk, None, -1])) == {first, second}
    assert set(Caption.objects.filter(article__in=[second, first.pk, None])) == {caption}
    assert set(Caption.objects.filter(article__in=Article.objects.filter(pk__in=[second.pk]))) == {caption}
    assert set(Article.objects.exclude(pk__in=[first.pk, second.pk])).isdisjoint({first, second})


@pytest.mark.parametrize("keys", [[], [None], [-1], [2**62]])
def test_keys_of_no_row_find_none(keys):
    ArticleFactory()
    assert not Article.objects.filter(pk__in=keys).exists()
    assert not Caption.objects.filter(article__in=keys).exists()


def test_one_key_alone_is_no_list_of_which_an_index_has_lost_the_order():
    sql, _ = Caption.objects.filter(article__in=[7]).query.sql_with_params()
    assert "ANY" not in sql


@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL: SQLite plans in no time")
def test_any_number_of_keys_is_one_statement():
    few, many = (Article.objects.filter(pk__in=range(1, most)).query.sql_with_params()[0] for most in (3, 300))
    assert few == many
