"""The years of a list as bars that filter it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from entities.filters.fields import UNDATED

# Bars that fit beside a list, and above one.
MOST_BESIDE = 10
MOST_ABOVE = 30
LOWEST = 4  # a bar of one row among thousands can still be seen


class Filter(Protocol):
    active: Sequence[str]

    def year_counts(self) -> tuple[Counter, int]: ...
    def decade_counts(self, years: Counter) -> Counter: ...
    def picked(self, name: str) -> list[str]: ...
    def query(self, *, without: Sequence[str], more: Iterable[tuple[str, str]]) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class YearBar:
    """A bar of the year chart; `query` is the address that filters to it, or back."""

    label: str
    count: int
    height: int  # 0 to 100, of the highest
    chosen: bool
    query: str

    @property
    def top(self) -> int:
        return 100 - self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class YearChart:
    bars: Sequence[YearBar]
    undated: YearBar | None
    sampled: int  # of how many of the first rows the bars are, where not of all
    errors: Sequence[str]


def chart_of(asked: Filter, *, most: int, errors: Sequence[str] = ()) -> YearChart:
    """Years as bars, or decades that open into their years when one is chosen where there are more than `most`.

    One answer alone is nothing to choose among, unless it is chosen.
    """
    counts, sampled = asked.year_counts()
    if len(+counts) < 2 and not {"from", "to", "year"} & {*asked.active}:
        counts = Counter()
    spans = _spans(asked, counts, most=most)
    highest = max((count for _, _, count in spans), default=0)
    return YearChart(
        bars=[_bar(asked, span, highest) for span in spans],
        undated=_year(asked, UNDATED, counts[None], 0) if counts.get(None) else None,
        sampled=sampled,
        errors=errors,
    )


def by_decade(years: Counter) -> Counter:
    """Rows by the first year of each decade."""
    decades = Counter()
    for year, number in years.items():
        if year is not None:
            decades[year - year % 10] += number
    return decades


def _spans(asked: Filter, counts: Counter, *, most: int) -> list[tuple[int, int, int]]:
    """Return (first year, last year, rows) without a gap from the first to the last counted year."""
    years = sorted(year for year in counts if year is not None)
    if not years:
        return []
    step = 1 if years[-1] - years[0] < most else 10
    if step > 1:
        left_out = asked.picked("-year")
        counts = asked.decade_counts(Counter({y: n for y, n in counts.items() if str(y) not in left_out}))
    starts = range(years[0] - years[0] % step, years[-1] + 1, step)
    return [(start, start + step - 1, counts[start]) for start in starts]


def _bar(asked: Filter, span: tuple[int, int, int], highest: int) -> YearBar:
    first, last, count = span
    height = max(LOWEST, round(100 * count / highest)) if count else 0
    if first == last:
        return _year(asked, str(first), count, height)
    bounds = [("from", _within(asked.picked("from"), first, last)), ("to", _within(asked.picked("to"), last, first))]
    chosen = all(asked.picked(name) == [year] for name, year in bounds)
    query = asked.query(without=["from", "to", "year"], more=() if chosen else bounds)
    return YearBar(label=f"{first}s", count=count, height=height, chosen=chosen, query=query)


def _within(picked: Sequence[str], own: int, other: int) -> str:
    """One end of a span of years: that of the list, where it lies inside."""
    inside = [day for day in picked if min(own, other) <= int(day[:4]) <= max(own, other)]
    return inside[0] if inside else str(own)


def _year(asked: Filter, year: str, count: int, height: int) -> YearBar:
    chosen = year in asked.picked("year")
    query = asked.query(without=["year"], more=() if chosen else [("year", year)])
    return YearBar(label=year, count=count, height=height, chosen=chosen, query=query)
