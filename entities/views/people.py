"""The list of people, and the page of one."""

from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.views.generic import DetailView

from articles.models import Review
from entities.filters import PersonFilter
from entities.filters.paging import Page, page_of_list
from entities.folding import page_folded
from entities.models import Person
from entities.profile import read_profile
from entities.rows import person_rows
from entities.tabs import TABS, count_tabs, filter_tab, tab_asked_for, tabs_of
from entities.views.browse import BrowseView, ListMixin, said


class PersonListView(BrowseView):
    queryset = Person.objects.counted()
    filterset_class = PersonFilter
    template_name = "entities/person_list.html"
    context_object_name = "people"


class PersonDetailView(ListMixin, DetailView):
    queryset = person_rows(Person.objects.select_related("survivor", "reviewed_by", "run")).annotate(
        stands_for_others=Exists(Person.objects.filter(survivor=OuterRef("pk")))
    )
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
        person = self.object
        cluster = person.cluster() if person.stands_for_others else [person.pk]
        counts = count_tabs(person)
        tab = tab_asked_for(self.request.GET, counts)
        filter_of = partial(filter_tab, person=person, cluster=cluster, asked=self.request.GET)
        asked = filter_of(tab)
        if TABS[tab].of_quotes:
            page, more_printings = page_folded(asked, self.request.GET)
        else:
            page, more_printings = page_of_list(asked, self.request.GET) if asked.is_valid() else Page(), 0
        tabs = tabs_of(tab, asked, counts, filter_of)
        return super().get_context_data(
            profile=SimpleLazyObject(partial(read_profile, person, cluster)),  # a list that follows shows none of it
            tabs=tabs,
            others_tabs=[one for one in tabs if asked.active and not one.current and one.number and one.number.count],
            tab=tab,
            filter=asked,
            page_obj=page,
            rows=page.object_list,
            folded=more_printings,
            **said(asked),
            **kwargs,
        )
