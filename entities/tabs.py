"""The lists of a person's page: said by, said about, said to, pictured, mentioned, events."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

from articles.models import Article, Caption
from entities.filters import ArticleFilter, CaptionFilter, EventFilter, QuoteFilter
from entities.filters.base import DescribedFilterSet
from entities.filters.conditions import mentioning_all, showing_all
from entities.models import Event, Person, Quote
from entities.rows import count_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """`rows` are the tab's rows for a cluster; `field` asks the full list of `url_name` for the same."""

    label: str
    rows: Callable[[Sequence[int]], QuerySet]
    filterset: type[DescribedFilterSet]
    scope: str
    url_name: str
    field: str

    @property
    def of_quotes(self) -> bool:
        return self.filterset is QuoteFilter


@dataclass(frozen=True, slots=True, kw_only=True)
class TabLink:
    key: str
    label: str
    count: int
    current: bool
    url_name: str
    field: str


DEFAULT_TAB = "said"
TABS = {
    "said": Tab(
        label="Said by",
        rows=lambda cluster: Quote.objects.visible().by([cluster]),
        filterset=QuoteFilter,
        scope="by {}",
        url_name="quote_list",
        field="speaker",
    ),
    "about": Tab(
        label="Said about",
        rows=lambda cluster: Quote.objects.visible().about_all([cluster]),
        filterset=QuoteFilter,
        scope="about {}",
        url_name="quote_list",
        field="about",
    ),
    "told": Tab(
        label="Said to",
        rows=lambda cluster: Quote.objects.visible().told_to_all([cluster]),
        filterset=QuoteFilter,
        scope="said to {}",
        url_name="quote_list",
        field="told",
    ),
    "pictured": Tab(
        label="Pictured",
        rows=lambda cluster: showing_all(Caption.objects.visible(), [cluster]),
        filterset=CaptionFilter,
        scope="showing {}",
        url_name="caption_list",
        field="person",
    ),
    "mentioned": Tab(
        label="Mentioned",
        rows=lambda cluster: mentioning_all(Article.objects.all(), [cluster]),
        filterset=ArticleFilter,
        scope="mentioning {}",
        url_name="article_list",
        field="person",
    ),
    "events": Tab(
        label="Events",
        rows=lambda cluster: Event.objects.current().with_all([cluster]),
        filterset=EventFilter,
        scope="with {}",
        url_name="event_list",
        field="person",
    ),
}


def filter_tab(key: str, person: Person, cluster: Sequence[int], asked: QueryDict) -> DescribedFilterSet:
    tab = TABS[key]
    return tab.filterset(asked, tab.rows(cluster), scope=tab.scope.format(person.name), carried={"tab": key})


def count_tabs(person: Person, cluster: Sequence[int]) -> dict[str, int]:
    """How many rows each tab has; `person` carries the counts of `person_rows`."""
    known = {"said": person.quote_count, "pictured": person.photo_count, "mentioned": person.article_count}
    known |= count_all(person, {key: tab.rows(cluster) for key, tab in TABS.items() if key not in known})
    return {key: known[key] for key in TABS}


def tab_asked_for(asked: QueryDict, counts: dict[str, int]) -> str:
    """The tab that an address names; one that names none shows the first that holds anything."""
    if "tab" not in asked:
        return next((key for key, count in counts.items() if count), DEFAULT_TAB)
    return asked["tab"] if asked["tab"] in TABS else DEFAULT_TAB


def tabs_of(counts: dict[str, int], *, current: str) -> list[TabLink]:
    return [
        TabLink(
            key=key, label=tab.label, count=counts[key], current=key == current, url_name=tab.url_name, field=tab.field
        )
        for key, tab in TABS.items()
    ]
