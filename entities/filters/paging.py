"""One page of a list, and the addresses of those around it: each says after which row, or before which, it begins."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from entities.filters.base import DescribedFilterSet
from entities.filters.keyset import Listed, Values, field_at, read_token, walk, write_token
from entities.keys import listed

PAGE_SIZE = 24
# Addresses from before name pages by number; as far as this they still lead there.
MOST_PAGES = 50
END = "end"


@dataclass(slots=True)
class Page:
    """Rows of a list; the addresses around them are empty where there is nothing there."""

    object_list: Sequence[Model] = field(default_factory=list)
    first: str = ""
    previous: str = ""
    next: str = ""
    last: str = ""

    @property
    def has_other_pages(self) -> bool:
        return bool(self.previous or self.next)


def page_of_list(
    asked: DescribedFilterSet,
    address: QueryDict,
    *,
    among: Q | None = None,
    within: Collection[int] | None = None,
    links: DescribedFilterSet | None = None,
    size: int = PAGE_SIZE,
    dress: Callable[[QuerySet], Iterable[Model]] | None = None,
) -> Page:
    """The page of a valid filter's list that the address asks for: the first for rubbish, the last for what is past it.

    `among` is met by the rows of the filter that the list shows, where it does not show all, or else `within` has
    their keys; `links` is the filter whose addresses lead to the other pages, where it is another. `dress` brings
    the rows with what is read of them, where that is more than a page shows.
    """
    within = asked.all_keys if among is None and within is None else within
    told = {"among": among, "within": within, "links": links, "size": size, "dress": dress}
    order, rows = asked.order, _gone_through(asked, among, within)
    columns = [field_at(asked.queryset, key.path) for key in order.key]
    after, before = (read_token(address.get(name, ""), order.param, columns) for name in ("after", "before"))
    back = before is not None or address.get("before") == END
    if back:
        found = walk(rows, order.key, at=before, back=True, limit=size + 1)
        shown, has_previous, has_next = found[:size][::-1], len(found) > size, before is not None
    else:
        skipped = 0 if after else size * (_number(address.get("page", "")) - 1)
        limit = skipped + size + 1
        if after is None and among is None and not asked.number.is_more:
            limit = min(limit, asked.number.count if within is None else len(within))  # and ask no further
        found = walk(rows, order.key, at=after, limit=limit)
        shown, has_previous, has_next = found[skipped:][:size], bool(after or skipped), len(found) > skipped + size
    if not shown and has_previous:
        return page_of_list(asked, _at_the_end(), **told)
    if back and not has_previous and len(shown) < size and has_next:
        return page_of_list(asked, QueryDict(), **told)  # the first page is a whole one
    named = asked.queryset.model._default_manager.filter(pk__in=[values[-1] for values in shown])
    dressed = {row.pk: row for row in (dress or asked.furnished)(named)} if shown else {}
    return _page(asked, links or asked, shown, dressed, has_previous=has_previous, has_next=has_next)


def _gone_through(asked: DescribedFilterSet, among: Q | None, within: Collection[int] | None) -> Listed:
    if within is not None:  # what the filter asks for need not be asked again
        return asked.listed(without=asked.active).where(Q(pk__in=listed(within)))
    return asked.listed() if among is None else asked.listed().where(among)


def _at_the_end() -> QueryDict:
    address = QueryDict(mutable=True)
    address["before"] = END
    return address


def _page(
    asked: DescribedFilterSet,
    links: DescribedFilterSet,
    shown: Sequence[Values],
    rows: Mapping[int, Model],
    *,
    has_previous: bool,
    has_next: bool,
) -> Page:
    def way(name: str, values: Values) -> str:
        return links.query(more=[(name, write_token(asked.order.param, values[:-1]))])

    return Page(
        object_list=[rows[values[-1]] for values in shown if values[-1] in rows],
        first=links.query() if has_previous else "",
        previous=way("before", shown[0]) if has_previous else "",
        next=way("after", shown[-1]) if has_next else "",
        last=links.query(more=[("before", END)]) if has_next else "",
    )


def _number(asked: str) -> int:
    is_number = asked.isascii() and asked.isdecimal() and len(asked) < 10
    return min(max(1, int(asked)), MOST_PAGES) if is_number else 1
