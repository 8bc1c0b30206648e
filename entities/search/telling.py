"""What a field says of one row, as a condition that the index is asked together with the words.

Of a common word the newest rows are gone through in the database, each looked up in the narrow lists; where a
field cannot be told so, `finding` asks about lists of keys.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.expressions import RawSQL

from articles.index import Condition, holding
from articles.models import Review
from articles.search import Field, Not
from articles.search.query import DATE_FIELDS, Node
from entities.keys import listed
from entities.models import (
    Appearance,
    ArticleCount,
    EventCount,
    Photo,
    Report,
    Statement,
    Voice,
)
from entities.search.conditions import CONFIRMED, NAMING, dated_in, published_in, rows_of
from entities.search.marked import unknown

# Rows of a kind that are in print, and the column that leads to the row itself.
PRINTED = {
    "article": (ArticleCount.objects.all, "pk"),
    "quote": (Statement.objects.all, "pk"),
    "caption": (Photo.objects.all, "pk"),
    "person": (lambda: Appearance.objects.filter(mentions__gt=0), "person"),
    "event": (Report.objects.all, "event"),
}
# From a row to the article that it stands in.
THROUGH = {"caption": ("entities_photo", "caption_id"), "event": ("entities_report", "event_id")}
ROW = "found.rowid"


class Knowing(Protocol):
    """Whoever looks for rows of a kind, and knows what leads to them."""

    kind: str

    def publishers(self, asked: Field) -> list[str]: ...

    def few(self, kind: str, node: Node) -> list[int] | None: ...


@dataclass(frozen=True, slots=True)
class Told:
    """Rows of a narrow list: where there is one with the key of a row, that row is what is asked for.

    `through` is the list that leads from the row to the article of which that is asked, and its column.
    """

    rows: QuerySet
    key: str = "pk"
    through: tuple[str, str] | None = None

    @property
    def condition(self) -> Condition:
        rows = self.rows.order_by().filter(**{self.key: RawSQL(ROW, (), BigIntegerField())})  # noqa: S611 (our own SQL)
        try:
            sql, params = rows.values("pk").query.sql_with_params()
        except EmptyResultSet:
            return "1 = 0", ()
        if connection.vendor == "postgresql":
            sql += " OFFSET 0"  # asked row by row: else it may gather all such rows first
        if self.through is None:
            return f"EXISTS ({sql})", params
        table, column = self.through
        sql = sql.replace(ROW, "via.article_id")
        return f"EXISTS (SELECT 1 FROM {table} AS via WHERE via.{column} = {ROW} AND EXISTS ({sql}))", params  # noqa: S608


def conditions(nodes: Sequence[Node], finder: Knowing) -> list[Condition] | None:
    """What all of the nodes say of a row of the kind; None where one of them cannot be told so."""
    found = []
    for node in nodes:
        told = _told(node.child if isinstance(node, Not) else node, finder)
        if told is None:
            return None
        parts = [one.condition for one in told]
        sql, params = " OR ".join(sql for sql, _ in parts), [param for _, params in parts for param in params]
        found.append((f"{'NOT ' if isinstance(node, Not) else ''}({sql})", params))
    return found


def _told(asked: Node, finder: Knowing) -> list[Told] | None:
    if not isinstance(asked, Field):
        return None
    if asked.name in DATE_FIELDS:
        if finder.kind == "event":
            return [Told(EventCount.objects.filter(dated_in(asked.value)))]
        return [_printed(finder.kind, published_in(asked.value))]
    if asked.name == "source":
        return [_printed(finder.kind, Q(publisher__in=finder.publishers(asked)))]
    if asked.name == "is":
        return _reviewed(asked.value, finder.kind)
    return _named(asked, finder)


def _printed(kind: str, wanted: Q) -> Told:
    rows, key = PRINTED[kind]
    return Told(rows().filter(wanted), key)


def _reviewed(state: str, kind: str) -> list[Told] | None:
    if state == "unattributed":
        key = {"quote": "pk", "article": "article"}.get(kind)
        return key and [Told(Statement.objects.filter(voice=None), key)]
    wanted = Q(review__in=CONFIRMED) if state == "confirmed" else Q(review=Review.MACHINE)
    return [
        Told(Statement.objects.filter(wanted), "article") if kind == "article" else Told(rows_of(kind).filter(wanted))
    ]


def _named(asked: Field, finder: Knowing) -> list[Told] | None:
    """By people and events, where it is few who are called so."""
    if asked.name == "event" and finder.kind == "article":
        events = finder.few("event", asked)
        return None if events is None else [Told(Report.objects.filter(event__in=listed(events)), "article")]
    if asked.name not in ("person", "speaker") or (people := finder.few("person", _called(asked))) is None:
        return None
    if asked.name == "speaker":
        return _speaking(asked, finder, people)
    if (rows := NAMING.get(finder.kind)) is None:
        return None
    return [Told(rows().filter(person__in=people), finder.kind)]


def _called(asked: Field) -> Field:
    return Field("person", asked.value)


def _speaking(asked: Field, finder: Knowing, people: Sequence[int]) -> list[Told] | None:
    """Who says something under that name; also those of whom nobody knows more than the words for them."""
    if finder.kind == "person":
        return None
    if (others := finder.few("quote", unknown(asked.value))) is None:
        condition, params = holding("quote", asked, "entities_statement.quote_id")
        unnamed = Statement.objects.filter(voice=None).extra(where=[condition], params=params)  # noqa: S610 (our own SQL)
    else:
        unnamed = Statement.objects.filter(pk__in=listed(others))
    if finder.kind == "quote":
        found = [Told(Voice.objects.filter(said=True, person__in=people), "quote"), Told(unnamed)]
    else:
        said, through = Appearance.objects.filter(quotes__gt=0, person__in=people), THROUGH.get(finder.kind)
        found = [Told(said, "article", through), Told(unnamed, "article", through)]
    return found[:1] if others == [] else found
