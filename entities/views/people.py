"""The list of people, and the page of one."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.generic import DetailView

from articles.models import Review
from entities.filters import PersonFilter
from entities.folding import folded, unfold
from entities.models import Person
from entities.profile import read_profile
from entities.rows import person_rows
from entities.tabs import DEFAULT_TAB, TABS, filter_tab, tabs_of
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
        asked_for = self.request.GET.get("tab", DEFAULT_TAB)
        tab = asked_for if asked_for in TABS else DEFAULT_TAB
        asked = filter_tab(tab, person, cluster, self.request.GET)
        rows = asked.qs if asked.is_valid() else asked.queryset.none()
        among, is_folded = asked.filtered(), asked.is_valid() and TABS[tab].of_quotes
        page = page_of(folded(rows, among) if is_folded else rows, self.request.GET.get("page"))
        statements = page.paginator.count
        count = among.count() if is_folded else statements
        if is_folded:
            unfold(page.object_list, among)
        return super().get_context_data(
            profile=read_profile(person, cluster),
            tabs=tabs_of(person, cluster, current=tab),
            tab=tab,
            filter=asked,
            page_obj=page,
            rows=page.object_list,
            folded=count - statements,
            **said(asked, count),
            **kwargs,
        )
