"""The list of people, and the page of one."""

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.generic import DetailView

from articles.models import Review
from entities.filters import PersonFilter
from entities.filters.base import DescribedFilterSet
from entities.folding import folded, unfold
from entities.models import Person
from entities.profile import read_profile
from entities.rows import person_rows
from entities.tabs import TABS, count_tabs, filter_tab, tab_asked_for, tabs_of
from entities.views.browse import BrowseView, LiveMixin, page_of, said


class PersonListView(BrowseView):
    queryset = Person.objects.current()
    filterset_class = PersonFilter
    template_name = "entities/person_list.html"
    context_object_name = "people"


class PersonDetailView(LiveMixin, DetailView):
    queryset = person_rows(Person.objects.select_related("survivor", "reviewed_by", "run"))
    template_name = "entities/person_detail.html"
    context_object_name = "person"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send readers of a merged person to the survivor, for as long as the merge stands."""
        self.object = person = self.get_object()
        if person.current.review == Review.REJECTED:
            return render(request, "entities/person_rejected.html", {"person": person}, status=404)
        if person.survivor:
            query = request.GET.urlencode()
            return HttpResponseRedirect(person.get_absolute_url() + (f"?{query}" if query else ""))
        return self.render_to_response(self.get_context_data(object=person))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, cluster = self.object, self.object.cluster()
        counts = count_tabs(person, cluster)
        tab = tab_asked_for(self.request.GET, counts)
        asked = filter_tab(tab, person, cluster, self.request.GET)
        page, count = _page(asked, self.request.GET.get("page"), fold=TABS[tab].of_quotes)
        return super().get_context_data(
            profile=read_profile(person, cluster),
            tabs=tabs_of(counts, current=tab),
            tab=tab,
            filter=asked,
            page_obj=page,
            rows=page.object_list,
            folded=count - page.paginator.count,
            **said(asked, count),
            **kwargs,
        )


def _page(asked: DescribedFilterSet, number: str | None, *, fold: bool) -> tuple[Page, int]:
    """A page of what is asked for, and how many rows there are; quotes of the same words are shown once."""
    if not asked.is_valid() or not fold:
        page = page_of(asked.qs if asked.is_valid() else asked.queryset.none(), number)
        return page, page.paginator.count
    among = asked.filtered()
    page = page_of(folded(asked.qs, among), number)
    unfold(page.object_list, among)
    return page, among.count()
