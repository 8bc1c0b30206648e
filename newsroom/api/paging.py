"""Pages by what stands at their edge, not by number: page 5,000 costs what page 1 costs, and no row is met twice.

Works on any queryset that is ordered by columns, each with its empty values last, the key among them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param
from rest_framework.views import APIView

from newsroom.api.problems import refuse

PAGE_SIZE, LARGEST_PAGE = 40, 100
CURSOR = {
    "name": "cursor",
    "in": "query",
    "description": "Where a page begins: taken from `next` or `previous`, as it is. It fits one `sort` only.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 8000, "pattern": r"^[\w:.-]+$"},
}
SIZE = {
    "name": "page_size",
    "in": "query",
    "description": "Rows of a page.",
    "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
}
LINK = {"type": ["string", "null"], "format": "uri"}
NO_CURSOR = "There is no such cursor: take it from `next` or `previous`."
_signer = Signer(salt="newsroom.api.paging")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that rows are ordered by; `path` leads to it from the row."""

    path: str
    descending: bool
    may_be_empty: bool

    def value(self, row: Model) -> Any:
        """What the column holds in a row, as JSON has it."""
        found: Any = row
        for name in self.path.split("__"):
            found = getattr(found, name, None)
        if isinstance(found, Model):
            found = found.pk
        return found.isoformat() if isinstance(found, date) else found

    def equal(self, value: Any) -> Q:
        return Q(**({f"{self.path}__isnull": True} if value is None else {self.path: value}))

    def beyond(self, value: Any, *, backwards: bool) -> Q:
        """Rows that this column alone puts after the value, or before it; empty ones stand last."""
        if value is None:
            return Q(**{f"{self.path}__isnull": False}) if backwards else Q(pk__in=())
        sign = "lt" if self.descending is not backwards else "gt"
        further = Q(**{f"{self.path}__{sign}": value})
        return further | Q(**{f"{self.path}__isnull": True}) if self.may_be_empty and not backwards else further

    def order(self, *, backwards: bool) -> OrderBy:
        """Only what may be empty says where that stands: else PostgreSQL would not take its index."""
        empty = {"nulls_first" if backwards else "nulls_last": True} if self.may_be_empty else {}
        return OrderBy(F(self.path), descending=self.descending is not backwards, **empty)


def columns_of(rows: QuerySet) -> list[Column]:
    """What a queryset is ordered by."""
    return [
        Column(entry.expression.name, entry.descending, bool(entry.nulls_last))
        if isinstance(entry, OrderBy)
        else Column(entry.removeprefix("-"), entry.startswith("-"), may_be_empty=False)
        for entry in rows.query.order_by
    ]


def beside(rows: QuerySet, columns: Sequence[Column], values: Sequence[Any], *, backwards: bool) -> QuerySet:
    """The rows after the one that has these values, or before it, nearest first."""
    wanted, same = Q(), Q()
    for column, value in zip(columns, values, strict=True):
        wanted |= same & column.beyond(value, backwards=backwards)
        same &= column.equal(value)
    return rows.filter(wanted).order_by(*(column.order(backwards=backwards) for column in columns))


class Keyset(BasePagination):
    """`cursor` and `page_size`, with links to the next and the previous page."""

    params = ("cursor", "page_size")

    def paginate_queryset(self, queryset: QuerySet, request: Request, view: APIView | None = None) -> list[Model]:
        size = page_size(request)
        columns, cursor = columns_of(queryset), request.query_params.get("cursor")
        order = [[column.path, column.descending] for column in columns]
        backwards, rows = False, queryset
        if cursor is not None:
            backwards, asked, values = _read(cursor)
            if asked != order:
                raise refuse("cursor", "This cursor is of a list in another order: begin anew.", code="nothing")
            rows = beside(queryset, columns, values, backwards=backwards)
        found = list(rows[: size + 1])
        more, page = len(found) > size, found[:size]
        if backwards:
            page.reverse()
        self.request = request
        edges = {edge: [order, [column.value(row) for column in columns]] for edge, row in _ends(page)}
        self.next = self._link(False, edges.get("last")) if more or backwards else None
        self.previous = self._link(True, edges.get("first")) if (more if backwards else cursor is not None) else None
        return page

    def _link(self, backwards: bool, edge: list | None) -> str | None:
        """A page's address; of an empty page no other is known but the first."""
        url = self.request.build_absolute_uri()
        if edge is None:
            return remove_query_param(url, "cursor")
        return replace_query_param(url, "cursor", _signer.sign_object([backwards, *edge], compress=True))

    def get_paginated_response(self, data: list) -> Response:
        return Response({"next": self.next, "previous": self.previous, "results": data})

    def get_paginated_response_schema(self, schema: dict) -> dict:
        properties = {"next": LINK, "previous": LINK, "results": schema}
        return {"type": "object", "required": list(properties), "properties": properties}

    def get_schema_operation_parameters(self, view: APIView) -> list[dict]:
        return [CURSOR, SIZE]


def page_size(request: Request) -> int:
    """How many rows are asked for. Raises Refused for what is no number, or too many."""
    asked = request.query_params.get("page_size", str(PAGE_SIZE))
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 0
    if not 1 <= number <= LARGEST_PAGE:
        raise refuse("page_size", f"Write a whole number from 1 to {LARGEST_PAGE}.")
    return number


def _read(cursor: str) -> list:
    try:
        return _signer.unsign_object(cursor)
    except (BadSignature, ValueError) as err:
        raise refuse("cursor", NO_CURSOR, code="nothing") from err


def _ends(page: list[Model]) -> list[tuple[str, Model]]:
    return [("first", page[0]), ("last", page[-1])] if page else []
