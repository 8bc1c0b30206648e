"""What a query asks of the rows of a kind, as a condition that any list can be filtered by.

Words are asked of the index; a field is asked of the row itself where the row has it, else of the
article that it stands in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import and_, or_

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.index import Holding, is_frequent, is_indexed, matching
from articles.models import Article, Caption, Review
from articles.search import And, Field, Not, Or, Words
from articles.search.query import DATE_FIELDS, Node
from articles.search.values import Period
from entities.models import Depiction, Event, EventMention, EventParticipant, Mention, Person, Quote
from entities.models.event import of_events
from entities.models.quote import UNATTRIBUTED

NOTHING = Q(pk__in=())
CONFIRMED = (Review.CONFIRMED, Review.EDITED)
CAPTION_FIELDS = ("caption", "credit", "agency")


@dataclass(frozen=True, slots=True)
class Who:
    """Asks for someone, in whatever words they are named: the keys of the person and of everyone merged into them."""

    person: int
    cluster: tuple[int, ...]


def condition(node: Node | Who, kind: str) -> Q:
    """Rows of the kind that are what the node asks for."""
    if isinstance(node, Who):
        return _naming(node, kind)
    if is_indexed(kind, node):
        return Q(Holding(kind, node)) if is_frequent(kind, node) else Q(pk__in=matching(kind, node))
    if isinstance(node, Not) and is_indexed(kind, node.child):
        return ~Q(Holding(kind, node.child))  # most rows lack most words: a list meets enough of them at once
    if isinstance(node, Not):
        return ~condition(node.child, kind)
    if isinstance(node, And | Or):
        return _joined(node, kind)
    return _field(node, kind)


def joined(node: And | Or, kind: str) -> list[Node]:
    """The children of a node; all that the index can answer is one of them, as it is asked once."""
    inside, outside = [], []
    for child in _in_one_period(node.children) if isinstance(node, And) else node.children:
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


def _joined(node: And | Or, kind: str) -> Q:
    parts = [condition(child, kind) for child in joined(node, kind)]
    return reduce(and_ if isinstance(node, And) else or_, parts, Q())


def _naming(who: Who, kind: str) -> Q:
    """Rows that name the person; an event does so in its own name alone."""
    if kind == "article":
        return Q(pk__in=Mention.objects.visible().filter(person__in=who.cluster).values("article"))
    if kind == "quote":
        about = Quote.about.through.objects.filter(person__in=who.cluster).values("quote")
        return Q(speaker__in=who.cluster) | Q(pk__in=about)
    if kind == "caption":
        return Q(pk__in=Depiction.objects.visible().filter(person__in=who.cluster).values("caption"))
    return Q(pk=who.person) if kind == "person" else NOTHING


def _field(field: Field, kind: str) -> Q:
    asked = _OWN.get(kind, lambda _: None)(field)
    if asked is not None:
        return asked
    if field.name == "is":
        return _state(field.value, kind)
    if field.name in DATE_FIELDS:
        if kind in ("article", "quote", "caption"):
            return published_in(field.value, "" if kind == "article" else "article__")
        return _of_articles(Article.objects.filter(published_in(field.value)), kind)
    return _of_articles(Article.objects.filter(_articles(field)), kind)


def _of_articles(articles: QuerySet[Article], kind: str) -> Q:
    """Rows of the kind that stand in any of the articles."""
    if kind == "article":
        return Q(pk__in=articles.values("pk"))
    if kind == "person":
        mentions = Mention.objects.visible().filter(article__in=articles.values("pk"), person__isnull=False)
        return Q(pk__in=mentions.values("person")) | Q(stands_for__in=mentions.values("person"))
    if kind == "event":
        told = EventMention.objects.visible().filter(article__in=articles.values("pk"))
        return Q(pk__in=told.values("event")) | Q(stands_for__in=told.values("event"))
    return Q(article__in=articles.values("pk"))


def _articles(field: Field) -> Q:
    """Articles that are, or hold, what a field asks for."""
    if is_indexed("article", field):
        return Q(pk__in=matching("article", field))
    if field.name in CAPTION_FIELDS:
        rows = Caption.objects.visible().filter(pk__in=matching("caption", field))
    elif field.name == "speaker":
        rows = Quote.objects.visible().filter(_quotes(field))
    elif field.name == "person":
        rows = Mention.objects.visible().filter(person__in=people_named(field.value))
    else:
        rows = of_events(EventMention.objects.visible(), matching("event", field))
    return Q(pk__in=rows.values("article"))


def people_named(words: Words) -> QuerySet:
    """The keys of people one of whose names holds the words, and of everyone merged with them."""
    found = matching("person", Field("person", words))
    return Person.objects.filter(Q(pk__in=found) | Q(survivor__in=found)).order_by().values("pk")


def _quotes(field: Field) -> Q | None:
    if field.name == "speaker":
        unnamed = Quote.objects.filter(UNATTRIBUTED, pk__in=matching("quote", field))
        return Q(speaker__in=people_named(field.value)) | Q(pk__in=unnamed.values("pk"))
    if field.name == "person":
        people = people_named(field.value)
        about = Quote.about.through.objects.filter(person__in=people)
        return Q(speaker__in=people) | Q(pk__in=about.values("quote"))
    return None


def _captions(field: Field) -> Q | None:
    if field.name == "person":
        shown = Depiction.objects.visible().filter(person__in=people_named(field.value))
        return Q(pk__in=shown.values("caption"))
    return None


def _people(field: Field) -> Q | None:
    if field.name == "speaker":
        said = Quote.objects.visible().filter(speaker__isnull=False).values("speaker")
        named = Q(pk__in=matching("person", Field("person", field.value)))
        return named & (Q(pk__in=said) | Q(stands_for__in=said))
    return None


def _events(field: Field) -> Q | None:
    if field.name == "person":
        took_part = EventParticipant.objects.visible().filter(person__in=people_named(field.value))
        return Q(pk__in=took_part.values("event")) | Q(stands_for__in=took_part.values("event"))
    return dated_in(field.value) if field.name in DATE_FIELDS else None


def dated_in(period: Period) -> Q:
    first, last = period
    return Q(**({"date__gte": first} if first else {}), **({"date__lte": last} if last else {}), date__isnull=False)


_OWN = {"quote": _quotes, "caption": _captions, "person": _people, "event": _events}


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
