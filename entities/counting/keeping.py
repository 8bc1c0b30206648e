"""Keeps lists and counters true: whoever writes rows says which, in the same transaction."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model, Q

from articles.models import Article, Caption, Review
from entities.counting.facts import APPEARANCES, ARTICLES, FACTS, HEADS, Fact, Row
from entities.counting.scope import ARTICLE, EVENT, PERSON, Scope, is_postgresql, run
from entities.counting.totals import Totals, note_odd_names
from entities.models import (
    Appearance,
    Depiction,
    EntityMention,
    Event,
    EventMention,
    EventParticipant,
    Mention,
    Person,
    Quote,
    Report,
)

Told = dict[str, set[int]]

LOT = 500
MODELS = {PERSON: Person, EVENT: Event}
LISTED = {PERSON: Appearance, EVENT: Report}
# Rows that are counted in the article that they stand in.
IN_ARTICLE = (Mention, Quote, Caption, EventMention, EventParticipant)


@transaction.atomic
def count_anew(scope: Scope, *, heads: Mapping[str, Collection[int]] | None = None) -> Told:
    """Bring the narrow tables up to date for a scope, and the counters with them.

    Returns, by kind, the people and events of whom more articles tell now, or fewer.
    `heads` are people and events who may have come, gone or been renamed, beside those in the rows that changed.
    """
    totals, seen = Totals(), {PERSON: set(), EVENT: set(), **{of: set(keys) for of, keys in (heads or {}).items()}}
    for fact in FACTS[scope.of]:
        gone, new = _differing(fact, scope)
        _write(fact, gone, new, totals)
        for of in (PERSON, EVENT):
            # Of those at an event whose scope it is, the rest is still to be counted, and the other way round.
            if f"{of}_id" in fact.columns and scope.of in (ARTICLE, of):
                place = fact.columns.index(f"{of}_id")
                seen[of] |= {row[place] for row in (*gone.values(), *new.values())}
        if fact is APPEARANCES and scope.of == PERSON and (crowds := _crowds(gone, new)):
            _write(ARTICLES, *_differing(ARTICLES, Scope(ARTICLE, crowds)), totals)
    away = {}
    for of, keys in seen.items():
        gone, new = _differing(HEADS[of], Scope(of, keys)) if keys else ({}, {})
        _write(HEADS[of], gone, new, totals)
        away[of] = gone.keys() - new.keys()
    totals.move()
    note_odd_names(scope, seen[PERSON])
    for of, keys in away.items():
        HEADS[of].drop(keys)
    return totals.told()


def _differing(fact: Fact, scope: Scope) -> tuple[dict[Row, Row], dict[Row, Row]]:
    """The rows of a table that are not as they should be, as they are and as they should be."""
    held, wanted = fact.load_held(scope), fact.load_wanted(scope)
    gone = {key: row for key, row in held.items() if wanted.get(key) != row}
    return gone, {key: row for key, row in wanted.items() if held.get(key) != row}


def _write(fact: Fact, gone: Mapping[Row, Row], new: Mapping[Row, Row], totals: Totals) -> None:
    if fact not in HEADS.values():  # whose counters are still to be moved
        fact.drop(gone.keys() - new.keys())
    fact.put(new.values())
    totals.add(fact, gone.values(), -1)
    totals.add(fact, new.values())


def _crowds(gone: Mapping[Row, Row], new: Mapping[Row, Row]) -> set[int]:
    """Articles that have more or fewer people in them than before."""
    article, mentions = APPEARANCES.columns.index("article_id"), APPEARANCES.columns.index("mentions")
    moved = Counter(row[article] for row in new.values() if row[mentions])
    moved.subtract(row[article] for row in gone.values() if row[mentions])
    return {key for key, number in moved.items() if number}


def count_articles(keys: Iterable[int], *, heads: Mapping[str, Collection[int]] | None = None) -> Told:
    """Follow what was written in articles; `heads` are people and events who may have come or gone with it."""
    ordered, told = sorted(set(keys)), {PERSON: set(), EVENT: set()}
    for start in range(0, len(ordered), LOT):
        _join(told, count_anew(Scope(ARTICLE, ordered[start : start + LOT]), heads=heads))
        heads = None
    if heads:
        _join(told, count_anew(Scope(ARTICLE, ()), heads=heads))
    return told


def _join(told: Told, more: Told) -> None:
    for of, keys in more.items():
        told[of] |= keys


def count_named(of: str, keys: Collection[int]) -> Told:
    """Follow people or events who were merged, parted, renamed, rejected or brought back."""
    model = MODELS[of]
    ends = model._base_manager.filter(pk__in=keys).values_list("survivor_id", flat=True)
    roots = {*keys, *ends} - {None}
    cluster = model._base_manager.filter(Q(pk__in=roots) | Q(survivor__in=roots)).values_list("pk", flat=True)
    return count_anew(Scope(of, sorted({*roots, *cluster})), heads={of: {*roots, *cluster}})


class Touched:
    """What a decision touched, gathered while it is made and counted when it is all written."""

    def __init__(self) -> None:
        self.articles: set[int] = set()
        self.captions: set[int] = set()
        self.changed: dict[str, set[int]] = defaultdict(set)
        self.heads: dict[str, set[int]] = defaultdict(set)

    def add(self, row: Model, before: Mapping[str, Any]) -> None:
        """Note a row, with its columns as they were before."""
        if isinstance(row, Article):
            self.articles.add(row.pk)
        elif isinstance(row, IN_ARTICLE):
            self.articles |= {row.article_id, before.get("article_id", row.article_id)}
        elif isinstance(row, Depiction):
            self.captions |= {row.caption_id, before.get("caption_id", row.caption_id)}
        elif isinstance(row, EntityMention):
            self.heads[PERSON] |= set(Person.objects.filter(name=row.text).values_list("pk", flat=True))
        for of, model in MODELS.items():
            if isinstance(row, model):
                ends = {row.pk, row.survivor_id, before.get("survivor_id")} - {None}
                (self.changed if _shows(row, before) else self.heads)[of] |= ends

    def count(self) -> Told:
        """Count what was touched."""
        told: Told = {PERSON: set(), EVENT: set()}
        for of in MODELS:
            # Of whoever is gone, or is back, rows may have been handed on that no decision opened.
            known = set(MODELS[of]._base_manager.filter(pk__in=self.heads[of]).values_list("pk", flat=True))
            listed = LISTED[of].objects.filter(**{f"{of}__in": self.heads[of] - known})
            self.articles |= set(listed.values_list("article", flat=True))
        self.articles |= set(Caption.objects.filter(pk__in=self.captions).values_list("article", flat=True))
        hold_people({*self.changed[PERSON], *self.heads[PERSON]})
        for of, keys in sorted(self.changed.items()):
            if keys:
                _join(told, count_named(of, keys))
        _join(told, count_articles(self.articles, heads=self.heads))
        return told


def _shows(row: Person | Event, before: Mapping[str, Any]) -> bool:
    """Whether lists show another name, or somebody else, than before."""
    was_rejected, is_rejected = (review == Review.REJECTED for review in (before.get("review"), row.review))
    name = "sort_name" if isinstance(row, Person) else "name"
    is_same = before.get("survivor_id") == row.survivor_id and before.get(name) == getattr(row, name)
    return was_rejected != is_rejected or not is_same


def hold_people(keys: Collection[int]) -> None:
    """Wait for whoever merges or rejects any of these people: only then is it known who stands for them."""
    if is_postgresql() and keys:
        scope = Scope(PERSON, keys)
        sql = f"SELECT 1 FROM entities_person WHERE {scope.within('id')} ORDER BY id FOR SHARE"  # noqa: S608 (our own names)
        run(sql, scope.params)
