"""Locks on the rows that a decision changes, always in one order, so that no two editors wait in a circle."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import Model, Q, QuerySet

from articles.models import Article
from entities.models import Depiction, QuotePart

# The way from a row to the article that it was read from, where it is not a column of its own.
THROUGH = {Depiction: "caption__article", QuotePart: "quote__article"}
# Locked, and made again, in this order: what others point to comes first.
ORDER = ("article", "person", "event", "caption", "quote")
# Rows that are read, changed and written together where there may be any number of them.
BATCH = 500


def batches(keys: Iterable[Any]) -> Iterator[list]:
    """Cut what may be long into lists of at most `BATCH`."""
    keys = iter(keys)
    while batch := list(islice(keys, BATCH)):
        yield batch


def lock(rows: QuerySet) -> list:
    """Lock rows and read them anew, after the articles that they were read from.

    An ingest holds its article while it writes: a decision on what stands there comes before all
    of it or after all of it. Every lock is taken in the order of keys, so that two editors never
    wait for each other, and none keeps an ingest from pointing new rows at a locked one.
    """
    lock_articles(rows)
    return list(rows.order_by("pk").select_for_update(of=("self",), no_key=True))


def lock_articles(*rows: QuerySet) -> None:
    """Lock the articles that rows of any kinds were read from, in the order of their keys."""
    wanted = Q()
    for some in rows:
        if path := path_to_article(some.model):
            wanted |= Q(pk__in=some.order_by().values(path))
    if wanted:
        articles = Article.objects.filter(wanted).order_by("pk")
        list(articles.select_for_update(no_key=True).values_list("pk"))


def rank(model: type[Model]) -> tuple[int, str]:
    """Where a kind of row stands in the order in which rows are locked and made again."""
    name = model._meta.model_name
    return (ORDER.index(name) if name in ORDER else len(ORDER)), name


def path_to_article(model: type[Model]) -> str:
    if model in THROUGH:
        return THROUGH[model]
    if model is Article:
        return "pk"
    return "article" if "article" in {field.name for field in model._meta.fields} else ""
