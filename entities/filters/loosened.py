"""Where a list is empty: lists near it that hold something."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from typing import Self

from django.core.exceptions import ValidationError

from articles.index import limited
from articles.search import begun, parse_query
from entities.filters.counted import Number
from entities.filters.facets import NEWEST
from entities.filters.fields import Chosen
from entities.filters.words import NameField, QueryField
from entities.search.meant import find_meant

MOST_LOOSENED, MOST_MEANT = 6, 2
PATIENCE = 0.3  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A list one step away from this one: what it shows, in words, and its address."""

    text: str
    query: str
    current: bool = False


class Loosened:
    """The half of `DescribedFilterSet` that asks for less than it was asked for."""

    def loosened(self) -> list[Way]:
        """For an empty list: what there would be by a name that may be meant, with one condition fewer, or with one."""
        meant = [{**self.chosen, "q": [other]} for other in self._meant()]
        fewer = [{**self.chosen, name: values} for name in self.active for values in self._fewer(name)]
        alone = [{name: self.chosen[name] for name in self.chosen if name in (one, "sort")} for one in self.active]
        return self._ways([*meant, *fewer]) or self._ways(alone)

    def _meant(self) -> Iterator[Chosen]:
        """The words with the name of somebody who may be meant by them."""
        field = self.filters["q"].field if self.words else None
        if isinstance(field, QueryField | NameField):
            with limited(PATIENCE) as limits:
                meant = find_meant(parse_query(self.words), limits)[:MOST_MEANT]
            for one in meant:
                with suppress(ValidationError):  # where the name is too long
                    other = field.clean(one.written)
                    yield field.under_any_name(other) if isinstance(field, QueryField) else other

    def _fewer(self, name: str) -> Iterator[list[Chosen]]:
        """Less than was chosen of a field: all but one of what has to be met together, or nothing."""
        values, asked = self.chosen[name], self.filters[name]
        if isinstance(asked.field, QueryField) and (other := begun(parse_query(values[0].param))):
            with suppress(ValidationError):  # where one more letter is too much
                yield [asked.field.clean(other.written)]
        is_together = getattr(asked, "joined", "or") == "and" and not asked.barred and len(values) > 1
        yield from ([other for other in values if other is not value] for value in values) if is_together else [[]]

    def _ways(self, asked: Sequence[Mapping[str, list[Chosen]]]) -> list[Way]:
        """Lists that ask for something, those that hold anything."""
        others = [other for chosen in asked[:MOST_LOOSENED] if (other := self._asking(chosen)).active]
        counted = ((other, other.at_most()) for other in others)
        return [Way(text=other.describe(number), query=other.query()) for other, number in counted if number.count]

    def _asking(self, chosen: Mapping[str, list[Chosen]]) -> Self:
        """The same filter, asked for something else."""
        other = copy(self)
        for known in ("number", "questions", "_samples", "_tallied"):
            vars(other).pop(known, None)
        vars(other)["chosen"] = {name: values for name, values in chosen.items() if values}
        return other

    def at_most(self) -> Number:
        """As `number`, of a list that is not shown."""
        count = self.filtered()[: NEWEST + 1].count()
        return Number(min(count, NEWEST), count > NEWEST)
