"""The list of people, and the page of one."""

from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.views.generic import DetailView

from articles.models import Review
from entities.filters import PersonFilter
from entities.filters.base import DescribedFilterSet
from entities.filters.facets import NEWEST
from entities.filters.paging import Page, page_of_list
from entities.folding import alike_among, folded, is_first, unfold
from entities.models import Person, Quote
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
        asked = filter_tab(tab, person, cluster, self.request.GET)
        page, more_printings = _page(asked, self.request.GET, fold=TABS[tab].of_quotes)
        return super().get_context_data(
            profile=SimpleLazyObject(partial(read_profile, person, cluster)),  # a list that follows shows none of it
            tabs=tabs_of(counts, current=tab),
            tab=tab,
            filter=asked,
            page_obj=page,
            rows=page.object_list,
            folded=more_printings,
            **said(asked),
            **kwargs,
        )


def _page(asked: DescribedFilterSet, address: QueryDict, *, fold: bool) -> tuple[Page, int | None]:
    """A page of what is asked for; quotes of the same words are shown once. And how many are not, if that is known."""
    if not asked.is_valid():
        return Page(), 0
    if not fold:
        return page_of_list(asked, address), 0
    if asked.number.count > NEWEST or asked.number.is_more:
        among = asked.filtered()
        page = page_of_list(asked, address, among=is_first(among))
        unfold(page.object_list, alike_among(page.object_list, among))
        return page, None
    rows = asked.sample()
    printings = folded(rows)
    page = page_of_list(asked, address, within=printings)
    others = [key for quote in page.object_list for key in printings[quote.pk]]
    unfold(page.object_list, Quote.objects.filter(pk__in=others))
    return page, len(rows.rows) - len(printings)
