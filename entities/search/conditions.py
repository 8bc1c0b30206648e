"""What a query asks of the rows of a kind, as a condition that any list can be filtered by.

Words are asked of the index; a field is asked of the row itself where the row has it, else of the
article that it stands in. Who is named where is asked of the narrow rows that lists are read from.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial, reduce
from operator import and_, or_

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.index import Holding, is_frequent, is_indexed, matching
from articles.models import Article, Caption, Review
from articles.search import And, Field, Not, Or, Words
from articles.search.query import DATE_FIELDS, Node
from articles.search.values import Period
from entities.models import (
    Appearance,
    ArticleCount,
    Attendance,
    Event,
    Person,
    PersonCount,
    Photo,
    Portrait,
    Quote,
    Report,
    Statement,
    Voice,
)
from entities.models.quote import UNATTRIBUTED
from entities.search.marked import Who, marked, unknown

NOTHING = Q(pk__in=())
CONFIRMED = (Review.CONFIRMED, Review.EDITED)
CAPTION_FIELDS = ("caption", "credit", "agency")
# Fields that rows of a kind do not have themselves: those of one kind are asked of one and the same row of it.
TOGETHER = {
    "article": {"caption": CAPTION_FIELDS, "quote": ("speaker", "is")},
    "quote": {"article": ("headline", "source", "event", *CAPTION_FIELDS)},
    "caption": {"article": ("headline", "source", "event", "speaker")},
    "person": {"article": ("headline", "source", "event", *CAPTION_FIELDS, *DATE_FIELDS)},
    "event": {"article": ("headline", "source", "speaker", *CAPTION_FIELDS)},
}
# The narrow rows that pair those of a kind with people, who stand for everyone merged into them.
NAMING = {
    "article": lambda: Appearance.objects.filter(mentions__gt=0),
    "quote": Voice.objects.all,
    "caption": Portrait.objects.all,
    "event": Attendance.objects.all,
}


@dataclass(frozen=True, slots=True)
class Within:
    """Asks for what is beside one row of another kind that is all that the node asks for."""

    kind: str
    node: And


def condition(node: Node | Who | Within, kind: str, is_common: Callable[[str, Node], bool] = is_frequent) -> Q:
    """Rows of the kind that are what the node asks for.

    Of words that are common each row is asked by itself; whether they are is found out of the database, unless told.
    """
    if isinstance(node, Who):
        return _naming(node, kind)
    if isinstance(node, Within):
        rows = rows_of(node.kind).filter(condition(node.node, node.kind, is_common)).order_by()
        return _of_articles(rows.values("pk" if node.kind == "article" else "article"), kind)
    if is_indexed(kind, node):
        return Q(Holding(kind, node)) if is_common(kind, node) else Q(pk__in=matching(kind, node))
    if isinstance(node, Not) and is_indexed(kind, node.child):
        return ~Q(Holding(kind, node.child))  # most rows lack most words: a list meets enough of them at once
    if isinstance(node, Not):
        return ~condition(node.child, kind, is_common)
    if isinstance(node, And | Or):
        parts = [condition(child, kind, is_common) for child in joined(node, kind, partial(marked, kind=kind))]
        return reduce(and_ if isinstance(node, And) else or_, parts, Q())
    return _field(node, kind)


def joined(
    node: And | Or, kind: str, told: Callable[[Node | Who], Node | Who] = lambda child: child
) -> list[Node | Who | Within]:
    """The children of a node, as they are `told`; all that the index can answer is one of them, as it is asked once."""
    inside, outside = [], []
    children = _in_one_row(_in_one_period(node.children), kind) if isinstance(node, And) else node.children
    for child in map(told, children):
        bare = child.child if isinstance(child, Not) and isinstance(node, And) else child
        (inside if is_indexed(kind, bare) else outside).append(child)
    together = type(node)(tuple(inside))
    return [together, *outside] if len(inside) > 1 and is_indexed(kind, together) else [*inside, *outside]


def _in_one_period(children: Sequence[Node]) -> Sequence[Node]:
    """Several periods as the one that they have in common: who has no date is asked for one and the same article."""
    dated = [child for child in children if isinstance(child, Field) and child.name in DATE_FIELDS]
    if len(dated) < 2:
        return children
    first = max((child.value[0] for child in dated if child.value[0]), default=None)
    last = min((child.value[1] for child in dated if child.value[1]), default=None)
    return [*(child for child in children if child not in dated), Field("year", (first, last))]


def _in_one_row(children: Sequence[Node], kind: str) -> Sequence[Node | Within]:
    """What is asked of other rows as one question; of several who speak in an article each has quotes of their own."""
    for other, names in TOGETHER.get(kind, {}).items():
        asked = [child for child in children if _asks(child, names)]
        if len(asked) > 1 and (other != "quote" or sum(_asks(child, ("speaker",)) for child in asked) == 1):
            children = [*(child for child in children if child not in asked), Within(other, And(tuple(asked)))]
    return children


def _asks(node: Node, names: Sequence[str]) -> bool:
    """Whether it is one of some fields, or one or the other of them."""
    if isinstance(node, Or):
        return all(_asks(child, names) for child in node.children)
    return isinstance(node, Field) and node.name in names


def _naming(who: Who, kind: str) -> Q:
    """Rows that name the person; an event does so in its own name alone."""
    if kind == "event":
        return NOTHING
    return Q(pk=who.person) if kind == "person" else Q(pk__in=NAMING[kind]().filter(person=who.person).values(kind))


def _field(field: Field, kind: str) -> Q:
    asked = _OWN[kind](field) if kind in _OWN else None
    if asked is not None:
        return asked
    if field.name == "person" and kind in NAMING:
        return Q(pk__in=NAMING[kind]().filter(person__in=_named(field.value)).values(kind))
    if field.name == "is":
        return _state(field.value, kind)
    if field.name in DATE_FIELDS:
        if kind in ("article", "quote", "caption"):
            return published_in(field.value, "" if kind == "article" else "article__")
        return _of_articles(ArticleCount.objects.filter(published_in(field.value)).values("pk"), kind)
    return reduce(or_, (_of_articles(keys, kind) for keys in _articles(field)))


def _of_articles(keys: QuerySet | RawSQL, kind: str) -> Q:
    """Rows of the kind that stand in any of some articles, of which there are the keys."""
    if kind == "article":
        return Q(pk__in=keys)
    if kind == "person":
        return Q(pk__in=NAMING["article"]().filter(article__in=keys).values("person"))
    if kind == "event":
        return Q(pk__in=Report.objects.filter(article__in=keys).values("event"))
    return Q(article__in=keys)


def _articles(field: Field) -> list[QuerySet | RawSQL]:
    """The keys of articles that are, or hold, what a field asks for: of all that any of the queries brings."""
    if is_indexed("article", field):
        return [matching("article", field)]
    if field.name == "speaker":
        said = Appearance.objects.filter(quotes__gt=0, person__in=_named(field.value))
        return [said.values("article"), _unnamed(field).values("article")]
    if field.name in CAPTION_FIELDS:
        rows = Photo.objects.filter(pk__in=matching("caption", field))
    else:
        rows = Report.objects.filter(event__in=matching("event", field))
    return [rows.values("article")]


def _named(words: Words) -> QuerySet:
    """The keys of people one of whose names holds the words; each stands for everyone merged into them."""
    return matching("person", Field("person", words))


def _unnamed(field: Field) -> QuerySet:
    """Quotes of nobody who is known, but by such words for them."""
    return Statement.objects.filter(pk__in=matching("quote", unknown(field.value)))


def _quotes(field: Field) -> Q | None:
    if field.name == "speaker":
        said = Voice.objects.filter(said=True, person__in=_named(field.value))
        return Q(pk__in=said.values("quote")) | Q(pk__in=_unnamed(field).values("pk"))
    return None


def _people(field: Field) -> Q | None:
    if field.name == "speaker":
        return Q(pk__in=_named(field.value)) & Q(pk__in=PersonCount.objects.filter(quotes__gt=0).values("pk"))
    return None


def _events(field: Field) -> Q | None:
    return dated_in(field.value) if field.name in DATE_FIELDS else None


def dated_in(period: Period) -> Q:
    first, last = period
    return Q(**({"date__gte": first} if first else {}), **({"date__lte": last} if last else {}), date__isnull=False)


_OWN = {"quote": _quotes, "person": _people, "event": _events}


def published_in(period: Period, article: str = "") -> Q:
    """Published in the period; an article known to be of 2003 alone is of its first day."""
    first, last = period
    found = Q(**{f"{article}published__isnull": False})
    if first:
        found &= Q(**{f"{article}published__gte": _midnight(first)})
    if last:
        found &= Q(**{f"{article}published__lt": _midnight(last + timedelta(days=1))})
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_current_timezone())


def _state(state: str, kind: str) -> Q:
    """`is:` speaks of what was found in an article; an article is what one of its quotes is."""
    if kind == "article":
        return Q(pk__in=Quote.objects.visible().filter(_state(state, "quote")).values("article"))
    if state == "unattributed":
        return Q(pk__in=Quote.objects.filter(UNATTRIBUTED).values("pk")) if kind == "quote" else NOTHING
    return Q(review__in=CONFIRMED) if state == "confirmed" else Q(review=Review.MACHINE)


def rows_of(kind: str) -> QuerySet:
    """Every row of the kind that can be found."""
    return {
        "article": Article.objects.all,
        "quote": Quote.objects.visible,
        "caption": Caption.objects.visible,
        "person": Person.objects.current,
        "event": Event.objects.current,
    }[kind]()
