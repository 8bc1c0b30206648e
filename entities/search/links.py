"""What a field asks of the rows of a kind: of their own columns, or of rows of another kind that lead to them.

All is asked of the narrow lists beside the archive's rows, in which people and events stand for whoever is merged
into them and nothing that was rejected is left.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db.models import BooleanField, Case, Q, QuerySet, When

from articles.models import Review
from articles.search import Field
from articles.search.query import DATE_FIELDS, Node
from entities.keys import listed
from entities.models import (
    Appearance,
    ArticleCount,
    EventCount,
    PersonCount,
    Photo,
    Report,
    Statement,
    Voice,
)
from entities.models.listed import Dated
from entities.search.conditions import (
    CAPTION_FIELDS,
    CONFIRMED,
    NAMING,
    Within,
    dated_in,
    published_in,
    rows_of,
)
from entities.search.marked import Who, unknown


@dataclass(frozen=True, slots=True)
class Own:
    """Those rows that are `wanted`, of some with the keys of the kind, and the order in which an index has them."""

    rows: QuerySet
    wanted: Q
    order: str = "-pk"

    def among(self, keys: Collection[int]) -> set[int]:
        """Those of some rows that are wanted: looked up by their keys, and not by what the others have in common."""
        told = Case(When(self.wanted, then=True), default=False, output_field=BooleanField())
        rows = self.rows.filter(pk__in=listed(keys)).annotate(is_wanted=told).filter(is_wanted=True)
        return set(rows.order_by().values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Indexed:
    """Rows that the index of the kind finds."""

    node: Node


@dataclass(frozen=True, slots=True)
class Both:
    """Rows whose words the index of the kind finds, and that are among some others."""

    node: Field
    own: Own


@dataclass(frozen=True, slots=True)
class Via:
    """Pairs of a row of the kind, whose key is in `key`, and of one of another kind in `other`, which is asked."""

    kind: str
    node: Node | Who
    pairs: QuerySet
    key: str
    other: str

    def beside(self, others: Collection[int]) -> QuerySet:
        """The keys of rows paired with any of the others; of one alone those last published, as an index is."""
        pairs = self.pairs.filter(**{f"{self.other}__in": others if len(others) == 1 else listed(others)})
        is_ordered = len(others) == 1 and issubclass(pairs.model, Dated)
        keys = pairs.order_by(*(("-published", f"-{self.key}") if is_ordered else (f"-{self.key}",)))
        keys = keys.values_list(self.key, flat=True)
        return keys if is_ordered else keys.distinct()


@dataclass(frozen=True, slots=True)
class Way:
    """From one kind to another: rows that know both."""

    kind: str
    pairs: Callable[[], QuerySet]
    key: str
    other: str

    def to(self, node: Node | Who) -> Via:
        return Via(self.kind, node, self.pairs(), self.key, self.other)


QUOTED = Way("quote", Statement.objects.all, "article", "quote")
CAPTIONED = Way("caption", Photo.objects.all, "article", "caption")
TOLD = Way("event", Report.objects.all, "article", "event")
QUOTING = Way("person", lambda: Appearance.objects.filter(quotes__gt=0), "article", "person")
SAID = Way("person", lambda: Voice.objects.filter(said=True), "quote", "person")
# Ways from a kind to the people whom its rows name, and to the article that they stand in.
TO_PEOPLE = {kind: Way("person", rows, kind, "person") for kind, rows in NAMING.items()}
STANDING = {
    "quote": Way("article", Statement.objects.all, "quote", "article"),
    "caption": Way("article", Photo.objects.all, "caption", "article"),
    "person": Way("article", lambda: Appearance.objects.filter(mentions__gt=0), "person", "article"),
    "event": Way("article", Report.objects.all, "event", "article"),
}


PUBLISHED = {"article": ArticleCount, "quote": Statement, "caption": Photo}


def links(asked: Field | Who | Within, kind: str) -> list[Own | Indexed | Both | Via]:
    """Where to look for the rows that a field asks for; whatever any of them leads to is asked for."""
    if isinstance(asked, Who):
        return _naming(asked, kind)
    if isinstance(asked, Within):
        way = STANDING[kind] if asked.kind == "article" else CAPTIONED if asked.kind == "caption" else QUOTED
        return [way.to(asked.node)]
    if asked.name == "person":
        return [TO_PEOPLE[kind].to(asked)]
    if asked.name == "speaker" and kind in ("quote", "person"):
        return _speaking(asked, kind)
    if asked.name == "speaker" and kind == "article":
        return [QUOTING.to(Field("person", asked.value)), QUOTED.to(unknown(asked.value))]
    if asked.name == "is" and kind != "article":
        return _reviewed(asked.value, kind)
    if asked.name in DATE_FIELDS and kind in PUBLISHED:
        return [Own(PUBLISHED[kind].objects.all(), published_in(asked.value), "-published")]
    if asked.name in DATE_FIELDS and kind == "event":
        return [Own(EventCount.objects.all(), dated_in(asked.value), "-date")]
    if kind == "article":
        return [(CAPTIONED if asked.name in CAPTION_FIELDS else TOLD if asked.name == "event" else QUOTED).to(asked)]
    return [STANDING[kind].to(asked)]


def _naming(who: Who, kind: str) -> list[Own | Via]:
    """Rows that name the person; an event does so in its own name alone."""
    if kind == "event":
        return []
    return [Own(rows_of(kind), Q(pk=who.person))] if kind == "person" else [TO_PEOPLE[kind].to(who)]


def _speaking(asked: Field, kind: str) -> list[Indexed | Both | Via]:
    """Who says something under that name; quotes also of those whom nobody knows but by the words for them."""
    if kind == "person":
        return [Both(Field("person", asked.value), Own(PersonCount.objects.all(), Q(quotes__gt=0)))]
    return [SAID.to(Field("person", asked.value)), Indexed(unknown(asked.value))]


def _reviewed(state: str, kind: str) -> list[Own]:
    if state == "unattributed":
        return [Own(Statement.objects.all(), Q(voice=None), "-published")] if kind == "quote" else []
    found = Q(review__in=CONFIRMED) if state == "confirmed" else Q(review=Review.MACHINE)
    return [Own(rows_of(kind), found)]
