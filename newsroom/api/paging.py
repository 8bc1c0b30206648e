"""Pages of a list for programs: the walk of the pages, with addresses that say how many rows a page has."""

from typing import Any

from django.db.models import Model
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from entities.filters.base import DescribedFilterSet
from entities.filters.keyset import LONGEST_TOKEN, field_at, read_token
from entities.filters.paging import page_of_list
from newsroom.api.problems import refuse

PAGE_SIZE, LARGEST_PAGE = 40, 100
NOTES = {"type": "array", "items": {"$ref": "#/components/schemas/Note"}}
NUMBER = {
    "count": {"type": "integer", "minimum": 0, "description": "Rows in the list, as far as they were counted."},
    "more": {"type": "boolean", "description": "Whether there are more than were counted."},
}
LINK = {"type": ["string", "null"], "format": "uri"}
PLACE = {"type": "string", "minLength": 1, "maxLength": LONGEST_TOKEN, "pattern": r"^[\w:.-]+$"}
NO_PLACE = "There is no such place in this list: take it from `next` or `previous`."
WAYS = {
    "after": "After which row the page begins: taken from `next`, as it is. It fits one `sort` only.",
    "before": "Before which row the page ends: taken from `previous`, as it is.",
}
SIZE = {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE}
PARAMETERS = [
    *({"name": way, "in": "query", "description": about, "schema": PLACE} for way, about in WAYS.items()),
    {"name": "page_size", "in": "query", "description": "Rows of a page.", "schema": SIZE},
]
NAMES = (*WAYS, "page_size")


class Keyset(BasePagination):
    """`after` or `before`, and `page_size`, with links to the next and the previous page."""

    def paginate_queryset(
        self, queryset: DescribedFilterSet, request: Request, view: APIView | None = None
    ) -> list[Model]:
        """Takes a valid filter, which knows its rows, their order and the addresses around them."""
        size = page_size(request)
        queryset.carried = {"page_size": str(size)} if "page_size" in request.query_params else {}
        _refuse_unknown_place(queryset, request)
        self.page = page_of_list(queryset, request.query_params, size=size, dress=queryset.dressed)
        self.request, self.notes, self.number = request, queryset.searched.problems, queryset.number
        return list(self.page.object_list)

    def get_paginated_response(self, data: list[dict[str, Any]]) -> Response:
        """`count` rows are in the list, `more` where more than were counted; `notes` say what was not understood."""
        notes = [{"start": note.start, "end": note.end, "message": note.message} for note in self.notes]
        links = {"next": self._link(self.page.next), "previous": self._link(self.page.previous)}
        number = {"count": self.number.count, "more": self.number.is_more}
        return Response({**number, **links, "notes": notes, "results": data})

    def _link(self, query: str) -> str | None:
        return self.request.build_absolute_uri(self.request.path + query) if query else None

    def get_paginated_response_schema(self, schema: dict) -> dict:
        properties = {**NUMBER, "next": LINK, "previous": LINK, "notes": NOTES, "results": schema}
        return {"type": "object", "required": list(properties), "properties": properties}

    def get_schema_operation_parameters(self, view: APIView) -> list[dict]:
        return PARAMETERS


def page_size(request: Request) -> int:
    """How many rows are asked for. Raises Refused for what is no number, or too many."""
    asked = request.query_params.get("page_size", str(PAGE_SIZE))
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 0
    if not 1 <= number <= LARGEST_PAGE:
        raise refuse("page_size", f"Write a whole number from 1 to {LARGEST_PAGE}.")
    return number


def _refuse_unknown_place(asked: DescribedFilterSet, request: Request) -> None:
    """A page shows the first rows for rubbish; a program would walk in a circle."""
    columns = [field_at(asked.queryset, key.path) for key in asked.order.key]
    for way in WAYS:
        token = request.query_params.get(way)
        if token is not None and read_token(token, asked.order.param, columns) is None:
            raise refuse(way, NO_PLACE, code="nothing")
