"""Keeps the index of words true: whoever writes rows says which, in the same transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Model, Q, When

from articles import index
from articles.index import Columns, columns_of, marks
from articles.models import Article, Caption, Review
from entities.models import (
    Alias,
    Depiction,
    Event,
    EventCount,
    EventMention,
    Mention,
    Person,
    PersonCount,
    Quote,
    QuotePart,
)

MODELS: dict[str, type[Model]] = {
    "article": Article,
    "quote": Quote,
    "caption": Caption,
    "person": Person,
    "event": Event,
}
# Whose words change with a row, and the column that has its key.
OWNERS: dict[type[Model], tuple[tuple[str, str], ...]] = {
    Article: (("article", "id"),),
    Mention: (("article", "article_id"),),
    Quote: (("quote", "id"), ("article", "article_id")),
    QuotePart: (("quote", "quote_id"),),
    Caption: (("caption", "id"),),
    Depiction: (("caption", "caption_id"),),
    Person: (("person", "id"), ("person", "survivor_id")),
    Alias: (("person", "person_id"),),
    Event: (("event", "id"), ("event", "survivor_id")),
}
# An article is long: it is read again only where one of these columns of a row in it changed, or it was rejected.
TOLD_OF = {Mention: ("person_id",), Quote: ("speaker_id", "speaker_text")}
# What a row has of its article.
PRINTED = {name: F(f"article__{name}") for name in ("publisher", "published", "year")}
LOT = 500
VISIBLE = ~Q(review=Review.REJECTED)
KNOWN = Case(When(~Q(speaker__review=Review.REJECTED), then="speaker"))  # the speaker of a quote, if it is known


def reindex(kind: str, keys: Collection[int]) -> None:
    """Write what the index should hold of rows: nothing of those that are gone, rejected or merged into another."""
    ordered = sorted({*keys} - {None})
    for start in range(0, len(ordered), LOT):
        lot = ordered[start : start + LOT]
        if kind in ("person", "event"):
            lot = sorted({*lot, *MODELS[kind]._base_manager.filter(stands_for__in=lot).values_list("pk", flat=True)})
        index.lock(kind, lot)  # and only then look at the rows: whoever held them has finished
        wanted = contents(kind, lot)
        gone = {*lot} - wanted.keys()
        index.put(kind, wanted)
        index.drop(kind, gone)
        if kind in index.NAMED:
            index.put_starts(kind, starts(kind, wanted))
            index.drop_starts(kind, gone)


def index_articles(articles: Collection[int], before: Mapping[str, Collection[int]]) -> None:
    """Follow an ingest, once it is counted: articles, all in them and everyone they name, now and `before`."""
    named = Person.objects.filter(
        Q(pk__in=Mention.objects.filter(article__in=articles).values("person"))
        | Q(pk__in=Quote.objects.filter(article__in=articles).values("speaker"))
        | Q(pk__in=Depiction.objects.filter(caption__article__in=articles).values("person"))
    )
    now = {
        "article": articles,
        "quote": Quote.objects.filter(article__in=articles).values_list("pk", flat=True),
        "caption": Caption.objects.filter(article__in=articles).values_list("pk", flat=True),
        "person": named.values_list("pk", flat=True),
        "event": EventMention.objects.filter(article__in=articles).values_list("event", flat=True),
    }
    for kind, keys in now.items():
        reindex(kind, {*keys, *before.get(kind, ())})


class Reworded:
    """What a decision touched, by kind: gathered while it is made, and followed when it is all written and counted."""

    def __init__(self) -> None:
        self.keys: dict[str, set[int]] = defaultdict(set)
        self.speakers: set[int] = set()  # whom the archive knows no longer, or again

    def add(self, row: Model, before: Mapping[str, Any], *, is_whole: bool) -> None:
        """Note a row, with its columns as they were before; `is_whole` where it was made, or is gone."""
        for kind, name in OWNERS.get(type(row), ()):
            columns = TOLD_OF.get(type(row)) if kind == "article" else None
            if is_whole or columns is None or _is_otherwise(row, before, columns):
                self.keys[kind] |= {getattr(row, name), before[name]}
        if isinstance(row, Person) and _is_otherwise(row, before, ()):
            self.speakers.add(row.pk)

    def index(self, told: Mapping[str, Collection[int]]) -> None:
        """Follow what was touched, and who is `told` of in more articles or fewer."""
        if self.speakers:
            for quote, article in Quote.objects.filter(speaker__in=self.speakers).values_list("pk", "article"):
                self.keys["quote"].add(quote)
                self.keys["article"].add(article)
        for kind in sorted({*self.keys, *told}):
            reindex(kind, {*self.keys[kind], *told.get(kind, ())})


def _is_otherwise(row: Model, before: Mapping[str, Any], names: Iterable[str]) -> bool:
    """Whether any of some columns is another than before, or the row was rejected or taken back."""
    reviews = {before["review"], row.review} if "review" in before else set()
    is_judged = len(reviews) == 2 and Review.REJECTED in reviews
    return is_judged or any(before[name] != getattr(row, name) for name in names)


@dataclass(frozen=True, slots=True)
class Lot:
    """Some rows of one kind that were compared with the index, or written anew."""

    kind: str
    rows: int
    wrong: tuple[int, ...] = ()  # keys whose words are not in the index as they should be, or no longer belong there


def rebuild() -> Iterator[Lot]:
    """Write the whole index anew, lot by lot, while the archive is in use: no row is ever missing from it meanwhile."""
    for kind, keys in _lots():
        with transaction.atomic():
            reindex(kind, keys)
        yield Lot(kind, len(keys))


def check() -> Iterator[Lot]:
    """Compare the index with the rows, lot by lot."""
    for kind, keys in _lots():
        with transaction.atomic():
            index.lock(kind, keys)
            wanted = contents(kind, keys)
            wrong = index.differing(kind, wanted)
            wrong |= {*index.indexed_keys(kind, keys[0] - 1, len(keys))} & {*keys} - wanted.keys()
            if kind in index.NAMED:
                wrong |= index.differing_starts(kind, starts(kind, wanted))
                wrong |= {*index.started_keys(kind, keys[0] - 1, len(keys))} & {*keys} - wanted.keys()
        yield Lot(kind, len(keys), tuple(sorted(wrong)))


def _lots() -> Iterator[tuple[str, list[int]]]:
    """Every key that has a row, or that the index knows, in lots and in order."""
    for kind, model in MODELS.items():
        last = 0
        while True:
            there = model._base_manager.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:LOT]
            known = [*index.indexed_keys(kind, last, LOT)]
            known += index.started_keys(kind, last, LOT) if kind in index.NAMED else []
            keys = sorted({*there, *known})[:LOT]
            if not keys:
                break
            yield kind, keys
            last = keys[-1]


def contents(kind: str, keys: Collection[int]) -> dict[int, Columns]:
    """What the index should hold of those rows that can be found, by key."""
    return _CONTENTS[kind](keys)


def starts(kind: str, found: Mapping[int, Columns]) -> dict[int, index.Name]:
    """How the names in the index are completed: by their words, and the more articles tell of them the sooner."""
    counted = PersonCount if kind == "person" else EventCount
    articles = dict(counted.objects.filter(pk__in=found).values_list("pk", "articles"))
    return {key: index.named(articles.get(key, 0), columns[0].split()) for key, columns in found.items()}


def _articles(keys: Collection[int]) -> dict[int, Columns]:
    mentions = Mention.objects.filter(VISIBLE, article__in=keys, person__isnull=False)
    named = _together(mentions.values_list("article", "person"))
    quotes = Quote.objects.filter(VISIBLE, article__in=keys).order_by().annotate(known=KNOWN)
    said = list(quotes.values_list("article", "known", "speaker_text"))
    saying = _together((article, known) for article, known, _ in said if known)
    called = _together((article, words) for article, known, words in said if words and not known)
    columns = ("pk", "headline", "publisher", "text", "published", "year")
    return {
        pk: columns_of(
            a=[headline],
            b=[publisher],
            c=called[pk],
            d=[text],
            marks=[*marks.named(named[pk]), *marks.saying(saying[pk]), *marks.of_dates(published, year)],
        )
        for pk, headline, publisher, text, published, year in Article.objects.filter(pk__in=keys).values_list(*columns)
    }


def _quotes(keys: Collection[int]) -> dict[int, Columns]:
    about, told = (table.objects.filter(quote__in=keys) for table in (Quote.about.through, Quote.addressees.through))
    others = _together(chain(about.values_list("quote", "person"), told.values_list("quote", "person")))
    quotes = Quote.objects.visible().filter(pk__in=keys).order_by("pk").prefetch_related("parts")
    quotes = quotes.annotate(known=KNOWN, **PRINTED)
    return {
        quote.pk: columns_of(
            a=[quote.speaker_text],
            b=[quote.publisher],
            d=[quote.words],
            marks=[*marks.of_quote(quote.known, others[quote.pk]), *marks.of_dates(quote.published, quote.year)],
        )
        for quote in quotes
    }


def _captions(keys: Collection[int]) -> dict[int, Columns]:
    captions = Caption.objects.visible().filter(pk__in=keys).order_by("pk")
    shown = _together(Depiction.objects.filter(VISIBLE, caption__in=keys).values_list("caption", "person"))
    captions = captions.annotate(**PRINTED)
    return {
        caption.pk: columns_of(
            a=[caption.agency],
            b=[caption.credit, caption.photographer],
            c=[caption.publisher],
            d=[caption.text],
            marks=[*marks.named(shown[caption.pk]), *marks.of_dates(caption.published, caption.year)],
        )
        for caption in captions
    }


def _together(pairs: Iterable[tuple[int, Any]]) -> dict[int, list]:
    """What comes with each key, in order and once."""
    found: dict[int, set] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return defaultdict(list, {key: sorted(values) for key, values in found.items()})


def _people(keys: Collection[int]) -> dict[int, Columns]:
    people = {person.pk: person for person in Person.objects.current().filter(pk__in=keys)}
    names = {pk: {person.name: None} for pk, person in people.items()}
    merged = list(Person.objects.filter(survivor__in=people).order_by("pk").values_list("pk", "survivor", "name"))
    cluster = Alias.objects.filter(person__in={*people, *(pk for pk, *_ in merged)})
    for pk, survivor, name in chain(
        merged,
        cluster.order_by("pk").values_list("person", "person__survivor", "name"),
    ):
        names[survivor or pk][name] = None
    return {pk: columns_of(a=names[pk], d=[person.description]) for pk, person in people.items()}


def _events(keys: Collection[int]) -> dict[int, Columns]:
    events = {event.pk: event for event in Event.objects.current().filter(pk__in=keys)}
    clusters = {pk: [event] for pk, event in events.items()}
    for event in Event.objects.filter(survivor__in=events).order_by("pk"):
        clusters[event.survivor_id].append(event)
    return {
        pk: columns_of(
            a=[event.name for event in cluster],
            d=[words for event in cluster for words in (event.place, event.date_text) if words],
        )
        for pk, cluster in clusters.items()
    }


_CONTENTS = {"article": _articles, "quote": _quotes, "caption": _captions, "person": _people, "event": _events}
