"""What every kind of work at the desk has in common: a question, the rows that wait, their order, the answers.

A new kind is one class in one file, named in `KINDS`; it says which rows wait and what the answers do.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.db.models import (
    Count,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from articles.models import Article, Reviewable
from entities import curation
from entities.filters.keyset import Key, Order
from entities.models import Decision, Mention, Person

Verb = Callable[..., Decision]

# Added to every doubt, so that rows of which a rule is certain are still told apart by how often they are seen.
LEAST_DOUBT = 0.05
# An effect is compared and paged by as a whole number.
SCALE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One reply to the question: a button with its key, and the verb it calls."""

    name: str
    label: str
    key: str
    verb: Verb
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Words of an article to look at: [start, end), what is marked there, and where the article's page has them."""

    article: Article
    start: int
    end: int
    marks: tuple[tuple[int | None, int | None, str], ...]
    anchor: str
    gone: str = ""  # the words as they were, where the article has them no longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Something to be filled in, for an answer that no button can give."""

    name: str
    label: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two that are compared: what is known of it, under the same names as of the other, and a sentence."""

    row: Any
    facts: list[tuple[str, str]]
    places: list[Place]


class Kind:
    """One kind of work. `rows` is what waits; everything else puts one such row before an editor."""

    slug = ""
    question = ""
    about = ""  # what waits, in words, after the count
    model: type[Reviewable]
    related: tuple[str, ...] = ("article", "reviewed_by")
    prefetched: tuple[str, ...] = ()
    # That of an index which has exactly these rows; its values are numbers, and its last tells any two rows apart.
    order: Order = (Key("confidence"), Key("pk"))
    template = "admin/queue/_places.html"
    choosing = ""  # what it means to choose a person; empty where nobody is to be chosen
    fillable = False  # whether `fields` are to be filled in

    def rows(self) -> QuerySet:
        raise NotImplementedError

    def seen(self) -> Combinable:
        """How often readers meet the row, for the database to compute."""
        return Value(1)

    def doubt(self) -> Combinable:
        """From 0 to 1 how much an answer is needed, for the database to compute."""
        return Value(1.0) - F("confidence")

    def state(self, row: Any) -> str:
        """The state in which a page shows the row; posted with the answer, see `lock`."""
        return curation.state_seen(row)

    def lock(self, row: Any, seen: str) -> None:
        """Lock the row. Raises CurationError where it is no longer in the state `seen`."""
        curation.lock_as_seen(row, seen)

    def subject(self, row: Any) -> Any:
        """The row whose page in the admin says more."""
        return row

    def asks(self, row: Reviewable) -> str:
        return self.question

    def line(self, row: Reviewable) -> str:
        """The row in a few words, for the list of what comes next."""
        return str(row)

    def places(self, row: Reviewable) -> list[Place]:
        raise NotImplementedError

    def evidence(self, row: Reviewable) -> list[tuple[str, str]]:
        """What the machine went by, each piece under a name."""
        return []

    def rating(self, row: Any) -> tuple[str, str]:
        """How sure the machine is, and by which rule."""
        return "Rule", f"{row.rule or 'not recorded'}, {row.confidence:.0%} sure"

    def sides(self, row: Any) -> list[Side]:
        """The two that a question compares."""
        return []

    def links(self, row: Any) -> list[tuple[str, str]]:
        """Addresses where more can be done than to answer, each with its words."""
        return []

    def again(self, touched: Sequence[tuple[str, int]]) -> int | None:
        """The question that waits again now that a decision on rows, each of a model's name and a key, is undone."""
        keys = [pk for model, pk in touched if model == self.model._meta.model_name]
        return self.rows().filter(pk__in=keys).order_by("pk").values_list("pk", flat=True).first()

    def proposals(self, row: Reviewable) -> tuple[str, str]:
        """The words on the two buttons that every row has: to confirm it and to reject it."""
        return "Right", "Wrong"

    def decided(self, row: Reviewable) -> list[Reviewable]:
        """The rows that an answer is about."""
        return [row]

    def candidates(self, row: Reviewable) -> list[Person]:
        """People who may be the answer, the likeliest first."""
        return []

    def choose(self, row: Reviewable, person: Person) -> Verb:
        raise NotImplementedError

    def fields(self, row: Reviewable) -> list[Field]:
        return []

    def fill(self, row: Reviewable, said: Mapping[str, str]) -> Verb:
        raise NotImplementedError

    def answers(self, row: Reviewable) -> list[Answer]:
        """The two answers that every row has."""
        rows = self.decided(row)
        yes, no = self.proposals(row)
        return [
            Answer(name="confirm", label=yes, key="Enter", verb=partial(curation.confirm, rows=rows)),
            Answer(name="reject", label=no, key="x", verb=partial(curation.reject, rows=rows)),
        ]

    def allows(self, user: User) -> bool:
        return user.has_perm(f"{self.model._meta.app_label}.change_{self.model._meta.model_name}")

    def weighed(self, rows: QuerySet) -> QuerySet:
        """Rows with their `effect`: uncertainty times how often they are seen."""
        effect = (self.doubt() + Value(LEAST_DOUBT)) * Cast(self.seen(), FloatField()) * Value(float(SCALE))
        return rows.annotate(effect=Cast(ExpressionWrapper(effect, output_field=FloatField()), IntegerField()))

    def find(self, pk: int) -> Any:
        """The row with its `effect`, its `place` in the order and whether it still `waits`; None where it is gone."""
        waits = Exists(self.rows().filter(pk=OuterRef("pk")))
        places = {f"place_{number}": F(key.path) for number, key in enumerate(self.order)}
        rows = self.model._default_manager.filter(pk=pk).annotate(waits=waits, **places)
        row = self.weighed(rows).select_related(*self.related).prefetch_related(*self.prefetched).first()
        if row:
            row.place = tuple(getattr(row, name) or 0 for name in places)
        return row

    def load(self, keys: Sequence[int]) -> list[Any]:
        """Rows in the order of the keys, with what their `line` takes."""
        found = self.model._default_manager.prefetch_related(*self.prefetched).in_bulk(keys)
        return [found[key] for key in keys if key in found]


def named_at(row: Mention) -> Place:
    """Where a mention stands."""
    return Place(
        article=row.article, start=row.start, end=row.end, marks=((row.start, row.end, "person"),), anchor=f"m-{row.pk}"
    )


def times(rows: QuerySet) -> Coalesce:
    """How many rows a subquery has, for the database to compute."""
    one = rows.order_by().annotate(one=Value(1)).values("one")
    return Coalesce(Subquery(one.annotate(times=Count("pk")).values("times"), output_field=IntegerField()), 0)
