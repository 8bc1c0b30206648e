"""Lists and single rows of each kind, the search, and the description of it all."""

from typing import Any

from django.db.models import Model, QuerySet, prefetch_related_objects
from django.http import HttpResponseRedirect
from django.urls import reverse
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from articles.index import LONGEST_IN_A_LIST, limited
from articles.models import Review
from entities.filters.base import DescribedFilterSet
from newsroom.api.asking import misused
from newsroom.api.description import description
from newsroom.api.kinds import KINDS, whole
from newsroom.api.problems import Refused, refuse
from newsroom.api.serializers import WholeArticleSerializer

TOO_LONG = (
    f"These words were not found within {LONGEST_IN_A_LIST} seconds: add a person, a source or a year, or leave out "
    "the most frequent word."
)


class RowsView(ReadOnlyModelViewSet):
    """The list of a kind, filtered as its page is, and each row by itself."""

    kind: str

    @property
    def filterset_class(self):
        return KINDS[self.kind].filterset

    def get_serializer_class(self) -> type:
        return KINDS[self.kind].serializer

    def get_queryset(self) -> QuerySet:
        kind = KINDS[self.kind]
        return kind.listed() if self.action == "list" else kind.kept()

    def filter_queryset(self, queryset: QuerySet) -> DescribedFilterSet | QuerySet:
        """The filter of a list; or the rows of which one is asked for, which take no filter."""
        if self.action == "list":
            return super().filter_queryset(queryset)
        if errors := misused(self.request, known=()):
            raise Refused(errors)
        return self.filterset_class.dressed(queryset).prefetch_related(*KINDS[self.kind].also)

    def paginate_queryset(self, queryset: DescribedFilterSet) -> list[Model]:
        """A page of rows with everything that their answers read."""
        rows = super().paginate_queryset(queryset)
        prefetch_related_objects(rows, *KINDS[self.kind].also)
        return rows

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        if not request.query_params.get("q"):
            return super().list(request, *args, **kwargs)
        with limited(LONGEST_IN_A_LIST, in_a_hurry=False) as limits, limits.stopping():
            return super().list(request, *args, **kwargs)
        raise refuse("q", TOO_LONG)


class MergedView(RowsView):
    """Rows that may be merged: whoever asks for one is sent on to the one that it is, while the merge stands."""

    lookup_field = "slug"

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response | HttpResponseRedirect:
        row = self.get_object()
        if row.current.review == Review.REJECTED:
            raise NotFound
        if row.survivor:
            return HttpResponseRedirect(reverse(f"api_{self.kind}_detail", args=[row.survivor.slug]))
        return Response(self.get_serializer(row).data)


class ArticlesView(RowsView):
    """Articles: in the list without their text, by themselves with everything that was found in them."""

    kind = "article"

    def get_serializer_class(self) -> type:
        return super().get_serializer_class() if self.action == "list" else WholeArticleSerializer

    def filter_queryset(self, queryset: QuerySet) -> DescribedFilterSet | QuerySet:
        rows = super().filter_queryset(queryset)
        return rows if self.action == "list" else whole(rows.defer(None))


class PeopleView(MergedView):
    """People, by every name that they are written by."""

    kind = "person"


class QuotesView(RowsView):
    """Quotes: exactly the words that were published, and who is said to have said them."""

    kind = "quote"


class CaptionsView(RowsView):
    """Captions: the words under a photograph, who is shown, and whose photograph it is."""

    kind = "caption"


class EventsView(MergedView):
    """Events: what happened, when as far as known, and who took part."""

    kind = "event"


class DescriptionView(APIView):
    """What the API is, as OpenAPI 3.1 has it."""

    schema = None

    def get(self, request: Request) -> Response:
        return Response(description())


class NowhereView(APIView):
    """Any other address below that of the API."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise NotFound("There is no such address; each ends with a slash. /api/v1/openapi.json lists them.")
