"""Facets: what each choice would bring, counted under the filter as it is.

A facet whose choices widen each other (source A *or* B) is counted without its own field, so that
every choice stays visible. One whose choices narrow (A *and* B in one article) is counted under all.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from articles.models import Review
from entities.filters.fields import Chosen

SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    param: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One question of the filter. `search` gives it a box to name a choice, where not every choice is shown.

    `suggests` says what kind of name the box completes while it is typed, if any.
    """

    name: str
    label: str
    choices: Sequence[Choice] = ()
    search: bool = False
    suggests: str = ""
    written: str = ""
    errors: Sequence[str] = ()
    candidates: Sequence[Chosen] = ()

    @property
    def is_shown(self) -> bool:
        """A question with one possible answer is none; errors and searches always show."""
        return self.search or len(self.choices) > 1 or bool(self.errors) or any(c.chosen for c in self.choices)


def count_people(
    rows: QuerySet, path: str, *, of: str, chosen: Collection[str] = (), most: int = SHOWN
) -> list[Choice]:
    """Count distinct `of` by the people at `path`, merged people as their survivor."""
    return _top(
        rows.exclude(**{f"{path}__review": Review.REJECTED}),
        param=Coalesce(f"{path}__survivor__slug", f"{path}__slug"),
        label=Coalesce(f"{path}__survivor__name", f"{path}__name"),
        of=of,
        chosen=chosen,
        most=most,
    )


def count_events(rows: QuerySet, path: str, *, of: str, chosen: Collection[str] = ()) -> list[Choice]:
    """Count distinct `of` by the events at `path`, merged ones as their survivor."""
    visible = rows.exclude(**{f"{path}__review": Review.REJECTED})
    return _top(
        visible,
        param=Coalesce(f"{path}__survivor__slug", f"{path}__slug"),
        label=Coalesce(f"{path}__survivor__name", f"{path}__name"),
        of=of,
        chosen=chosen,
    )


def count_names(rows: QuerySet, path: str, *, of: str, chosen: Collection[str] = ()) -> list[Choice]:
    """Count distinct `of` by the words at `path`; empty words are no choice."""
    return _top(rows.exclude(**{path: ""}), param=F(path), label=F(path), of=of, chosen=chosen)


def count_answers(
    rows: QuerySet, path: str, *, of: str, choices: dict[str, str], chosen: Collection[str]
) -> list[Choice]:
    """Count distinct `of` by whether the column at `path` is true ('yes') or not ('no')."""
    counts = dict(rows.order_by().values_list(path).annotate(rows=Count(of, distinct=True)))
    return [
        Choice(param=param, label=label, count=counts[param == "yes"], chosen=param in chosen)
        for param, label in choices.items()
        if (param == "yes") in counts
    ]


def _top(rows: QuerySet, *, param, label, of: str, chosen: Collection[str], most: int = SHOWN) -> list[Choice]:
    """The chosen values and then the most frequent ones, in one query."""
    counted = (
        rows.order_by()
        .annotate(choice=param, its_label=label)
        .filter(choice__isnull=False)
        .values("choice", "its_label")
        .annotate(rows=Count(of, distinct=True))
        .order_by(Case(When(choice__in=list(chosen), then=Value(0)), default=Value(1)), "-rows", "its_label")
    )
    return [
        Choice(param=row["choice"], label=row["its_label"], count=row["rows"], chosen=row["choice"] in chosen)
        for row in counted[: most + len(chosen)]
    ]


class CrossTab:
    """Counts of a few small columns together: one query answers every facet among them."""

    def __init__(self, rows: QuerySet, columns: dict[str, object]):
        self.columns = list(columns)
        named = {f"of_{name}": column for name, column in columns.items()}
        counted = rows.order_by().annotate(**named).values_list(*named).annotate(rows=Count("pk", distinct=True))
        self.rows = [(dict(zip(self.columns, row, strict=False)), row[-1]) for row in counted]

    def counts(self, column: str, chosen: dict[str, Collection]) -> Counter:
        """Rows by value of a column, under what is chosen in the other columns."""
        counts = Counter()
        for row, number in self.rows:
            others = (name for name in self.columns if name != column and chosen.get(name))
            if all(row[name] in chosen[name] for name in others):
                counts[row[column]] += number
        return counts


def yes_no(*conditions: Q, **lookups) -> Case:
    """A column that says 'yes' where the conditions hold and 'no' elsewhere."""
    return Case(When(*conditions, **lookups, then=Value("yes")), default=Value("no"))
