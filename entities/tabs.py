"""The lists of a person's page: said by, said about, said to, pictured, mentioned, events."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from articles.models import Article, Caption
from entities.filters import ArticleFilter, CaptionFilter, EventFilter, QuoteFilter
from entities.filters.base import DescribedFilterSet
from entities.filters.counted import Number
from entities.filters.fields import Chosen
from entities.models import Event, Person, Quote
from entities.search.conditions import condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """`field` asks the full list of `url_name` for the rows of the tab; `counter` is what `person_rows` has of them."""

    label: str
    kind: str
    rows: Callable[[], QuerySet]
    filterset: type[DescribedFilterSet]
    url_name: str
    field: str
    counter: str

    @property
    def of_quotes(self) -> bool:
        return self.filterset is QuoteFilter


@dataclass(frozen=True, slots=True, kw_only=True)
class TabLink:
    key: str
    label: str
    number: Number | None  # where it is known
    current: bool
    query: str  # the address of the tab, with what of the filter it knows
    whole: str  # of the current one, the list of its rows with every question beside it


def _of_quotes(label: str, *, field: str, counter: str) -> Tab:
    return Tab(
        label=label,
        kind="quote",
        rows=Quote.objects.visible,
        filterset=QuoteFilter,
        url_name="quote_list",
        field=field,
        counter=counter,
    )


# Of tabs beside the one that is shown so many rows are counted; where a tab has more than are known at once, so many
# are looked at for words.
MOST_BESIDE, MOST_KNOWN, MOST_READ = 100, 5_000, 300
DEFAULT_TAB = "said"
TABS = {
    "said": _of_quotes("Said by", field="speaker", counter="quote_count"),
    "about": _of_quotes("Said about", field="about", counter="about_count"),
    "told": _of_quotes("Said to", field="told", counter="told_count"),
    "pictured": Tab(
        label="Pictured",
        kind="caption",
        rows=Caption.objects.visible,
        filterset=CaptionFilter,
        url_name="caption_list",
        field="person",
        counter="photo_count",
    ),
    "mentioned": Tab(
        label="Mentioned",
        kind="article",
        rows=Article.objects.all,
        filterset=ArticleFilter,
        url_name="article_list",
        field="person",
        counter="article_count",
    ),
    "events": Tab(
        label="Events",
        kind="event",
        rows=Event.objects.counted,
        filterset=EventFilter,
        url_name="event_list",
        field="person",
        counter="event_count",
    ),
}


def filter_tab(key: str, person: Person, cluster: Sequence[int], asked: QueryDict) -> DescribedFilterSet:
    tab = TABS[key]
    given = {tab.field: Chosen(person.slug, person.name, tuple(cluster))}
    known = getattr(person, tab.counter, None)
    return tab.filterset(asked, tab.rows(), carried={"tab": key}, given=given, known=known)


def count_tabs(person: Person) -> dict[str, Number]:
    """How many rows each tab has; `person` carries the counts of `person_rows`."""
    return {key: Number(getattr(person, tab.counter)) for key, tab in TABS.items()}


def tab_asked_for(asked: QueryDict, counts: dict[str, Number]) -> str:
    """The tab that an address names; one that names none shows the first that holds anything."""
    if "tab" not in asked:
        return next((key for key, number in counts.items() if number.count), DEFAULT_TAB)
    return asked["tab"] if asked["tab"] in TABS else DEFAULT_TAB


def tabs_of(
    current: str, asked: DescribedFilterSet, counts: dict[str, Number], filter_of: Callable[[str], DescribedFilterSet]
) -> list[TabLink]:
    """Every tab with its number under the filter, as far as the filter is one of its own; and its address with it.

    `asked` is the filter of the current one; `filter_of` brings that of another.
    """
    filtered = {}
    if asked.active:
        others = {key: filter_of(key) for key in TABS if key != current}
        filtered = {key: other for key, other in others.items() if other.is_valid() and other.active}
        counts = counts | {current: asked.number if asked.is_valid() else None}
    numbers = counts | _count_at_once(filtered, counts)
    filtered[current] = asked
    return [
        TabLink(
            key=key,
            label=tab.label,
            number=numbers[key],
            current=key == current,
            query=filtered[key].query() if key in filtered else f"?tab={key}",
            whole=_whole(tab, asked) if key == current else "",
        )
        for key, tab in TABS.items()
    ]


def _whole(tab: Tab, asked: DescribedFilterSet) -> str:
    here = [(name, value) for name, value in asked.params() if name not in asked.carried]
    return f"{reverse(tab.url_name)}?{urlencode([(tab.field, asked.given[tab.field].param), *here])}"


def _count_at_once(asked: Mapping[str, DescribedFilterSet], counts: Mapping[str, Number]) -> dict[str, Number | None]:
    """How many rows some filters find, in one statement: up to MOST_BESIDE each.

    Of somebody who has very many rows in a tab, words are looked for in the first MOST_READ: None where none of these
    has them.
    """
    parts, params = [], []
    asked = {key: other for key, other in asked.items() if counts[key].count}
    for key, other in asked.items():
        is_known = counts[key].count <= MOST_KNOWN or "q" not in other.chosen
        for rows in (_found(TABS[key], other, is_known=is_known), other.queryset.none() if is_known else _some(other)):
            try:
                sql, values = rows.query.sql_with_params()
            except EmptyResultSet:
                sql, values = "SELECT 0 WHERE 1 = 0", ()
            parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS found)")  # noqa: S608 (written by Django)
            params += values
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        numbers = cursor.fetchone()
    return {
        key: Number(min(found, MOST_BESIDE), found > MOST_BESIDE or read > MOST_READ)
        if found or read <= MOST_READ
        else None
        for key, found, read in zip(asked, numbers[::2], numbers[1::2], strict=True)
    }


def _some(asked: DescribedFilterSet) -> QuerySet:
    """The rows that are looked at for words, and one more."""
    return asked.filtered(without=["q"]).order_by().values("pk")[: MOST_READ + 1]


def _found(tab: Tab, asked: DescribedFilterSet, *, is_known: bool) -> QuerySet:
    if "q" not in asked.chosen:
        rows = asked.filtered()
    elif is_known:  # the index alone tells the words together with the person
        wanted = condition(asked.sought(), tab.kind, is_common=lambda *_: False)
        rows = asked.filtered(without=["q"]).filter(wanted)
    else:  # each row is asked by itself: how many have the words nobody looks up first
        wanted = condition(asked.chosen["q"][0].key, tab.kind, is_common=lambda *_: True)
        rows = tab.rows().filter(pk__in=_some(asked)).filter(wanted)
    return rows.order_by().values("pk")[: MOST_BESIDE + 1]
