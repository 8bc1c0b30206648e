"""The search for programs: the words of the box, one kind of row a time, with what was not understood."""

from collections.abc import Sequence
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Model, prefetch_related_objects
from django.http import QueryDict
from drf_spectacular.utils import (
    OpenApiParameter,
    PolymorphicProxySerializer,
    extend_schema,
    extend_schema_field,
)
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from articles.search.parsing import LONGEST_QUERY
from entities.search.results import LABELS, ORDERS, Search, search
from newsroom.api.asking import WORDS, misused
from newsroom.api.kinds import KINDS
from newsroom.api.paging import LINK, NO_PLACE, PLACE
from newsroom.api.problems import Refused, refuse
from newsroom.api.serializers.base import PersonRef

_signer = Signer(salt="newsroom.api.searching")
_WORDS = {"type": "string", "minLength": 1, "maxLength": LONGEST_QUERY, "pattern": WORDS}
_KIND = {"type": "string", "enum": list(LABELS)}
_ORDER = {"type": "string", "enum": list(ORDERS), "default": "best"}
PARAMETERS = [
    OpenApiParameter("q", _WORDS, required=True, description="What to look for, in the language of the search box."),
    OpenApiParameter("kind", _KIND, description="The kind of rows; unless told the first that has any."),
    OpenApiParameter("sort", _ORDER, description="The best match first, or the newest."),
    OpenApiParameter("after", PLACE, description="Where the page begins: taken from `next` or `previous`, as it is."),
]


class Count(serializers.Serializer):
    """How many rows of a kind are found; `more` where there are more than were counted, `hurried` where time was up."""

    kind = serializers.ChoiceField(list(LABELS))
    count = serializers.IntegerField()
    more = serializers.BooleanField(source="is_more")
    hurried = serializers.BooleanField(source="is_hurried")


class Note(serializers.Serializer):
    """What in the query was not understood or asks for what such rows do not have, where, and what was made of it."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    message = serializers.CharField()


class SearchSerializer(serializers.Serializer):
    """What a search found."""

    query = serializers.CharField(source="query.written", read_only=True)
    kind = serializers.SerializerMethodField(help_text="Of the results; null where there is nothing to look for.")
    counts = Count(source="tabs", many=True, read_only=True)
    notes = Note(many=True, read_only=True)
    named = serializers.SerializerMethodField()
    meant = PersonRef(
        source="people_meant", many=True, read_only=True, help_text="People whose names are nearly what was asked for."
    )
    cut = serializers.BooleanField(source="is_cut", read_only=True, help_text="There are more than can be shown.")
    rough = serializers.BooleanField(
        source="is_rough", read_only=True, help_text="Only the rows last read in are in their order."
    )
    next = serializers.SerializerMethodField()
    previous = serializers.SerializerMethodField()
    results = serializers.SerializerMethodField()

    @extend_schema_field({"type": ["string", "null"], "enum": [*LABELS, None]})
    def get_kind(self, found: Search) -> str | None:
        return found.kind or None

    @extend_schema_field(LINK)
    def get_next(self, found: Search) -> str | None:
        return self._link(found, found.page.next_page_number()) if found.page and found.page.has_next() else None

    @extend_schema_field(LINK)
    def get_previous(self, found: Search) -> str | None:
        page = found.page
        return self._link(found, page.previous_page_number()) if page and page.has_previous() else None

    def _link(self, found: Search, number: int) -> str:
        url = self.context["request"].build_absolute_uri()
        return replace_query_param(url, "after", _signer.sign_object([found.kind, number]))

    @extend_schema_field(PersonRef(allow_null=True))
    def get_named(self, found: Search) -> dict[str, Any] | None:
        """The person, or the first, whose name stands in the query; what names them otherwise is found too."""
        return PersonRef(found.named[0].person, context=self.context).data if found.named else None

    @extend_schema_field(
        PolymorphicProxySerializer(
            component_name="Row",
            serializers={kind.name: kind.serializer for kind in KINDS.values()},
            resource_type_field_name="type",
            many=True,
        )
    )
    def get_results(self, found: Search) -> list[dict[str, Any]]:
        if not found.page:
            return []
        rows: Sequence[Model] = list(found.page.object_list)
        kind = KINDS[found.kind]
        prefetch_related_objects(rows, *kind.also)
        return kind.serializer(rows, many=True, context=self.context).data


class SearchView(APIView):
    """The search box for programs. A query that is not wholly understood finds what it can, and says so in `notes`."""

    @extend_schema(operation_id="search", parameters=PARAMETERS, responses=SearchSerializer)
    def get(self, request: Request) -> Response:
        asked = request.query_params
        if errors := misused(request, known=("q", "kind", "sort", "after")):
            raise Refused(errors)
        written = " ".join(asked.get("q", "").split())
        if not written or len(written) > LONGEST_QUERY or "\0" in written:
            raise refuse("q", f"Write what to look for, in at most {LONGEST_QUERY} characters.")
        for name, choices in (("kind", LABELS), ("sort", ORDERS)):
            if name in asked and asked[name] not in choices:
                raise refuse(name, f"It is none of: {', '.join(choices)}.")
        kind, number = _place(asked)
        dress = {name: one.filterset.dressed for name, one in KINDS.items()}
        found = search(written, kind=kind, order=asked.get("sort", ""), number=number, dress=dress)
        return Response(SearchSerializer(found, context={"request": request, "view": self}).data)


def _place(asked: QueryDict) -> tuple[str, int]:
    """The kind and the page that an address says; a search ranks anew each time, so its pages are numbered."""
    if "after" not in asked:
        return asked.get("kind", ""), 1
    try:
        kind, number = _signer.unsign_object(asked["after"])
    except (BadSignature, ValueError) as err:
        raise refuse("after", NO_PLACE, code="nothing") from err
    if asked.get("kind", kind) != kind:
        raise refuse("after", f"This place is one of {LABELS[kind][1]}: begin anew.", code="nothing")
    return kind, number
