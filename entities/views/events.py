"""The list of events, and the page of one."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.generic import DetailView

from entities.answers import find_answers
from entities.filters import EventFilter
from entities.filters.facets import people_linked
from entities.filters.paging import page_of_list
from entities.models import Event, PossibleSameEvent, Quote, Voice
from entities.rows import event_heads
from entities.timeline import days_of, filter_articles, filter_statements, people_at
from entities.views.browse import BrowseView, ListMixin, said

ARTICLES_ON_A_PAGE = 6
MOST_PEOPLE = 40
MOST_ALIKE = 3


class EventListView(BrowseView):
    queryset = Event.objects.counted()
    filterset_class = EventFilter
    template_name = "entities/event_list.html"
    context_object_name = "events"


class EventDetailView(ListMixin, DetailView):
    queryset = event_heads(Event.objects.visible()).select_related("survivor", "reviewed_by", "run")
    template_name = "entities/event_detail.html"
    context_object_name = "event"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send readers of a merged event to the survivor, for as long as the merge stands."""
        self.object = event = self.get_object()
        if event.survivor:
            query = request.GET.urlencode()
            return HttpResponseRedirect(event.get_absolute_url() + (f"?{query}" if query else ""))
        return self.render_to_response(self.get_context_data(object=event))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        event, address = self.object, self.request.GET
        asked, articles = filter_statements(event, address), filter_articles(event)
        valid = asked.is_valid()
        quotes = asked.filtered() if valid else Quote.objects.none()
        page = page_of_list(
            articles,
            address,
            among=_has_any(quotes) if asked.active or not valid else None,
            links=asked,
            size=ARTICLES_ON_A_PAGE,
        )
        days = days_of(event, page.object_list, quotes, with_sentences=not asked.active)
        find_answers((quote for day in days for entry in day.entries for quote in entry.quotes), event)
        statements = asked.sample("speaker")
        told = {"most": MOST_PEOPLE, "chosen": asked.picked("speaker"), "said": True}
        return super().get_context_data(
            filter=asked,
            page_obj=page,
            days=days,
            people=people_at(event, most=MOST_PEOPLE),
            maybe=_may_be(event),
            speakers=people_linked(Voice, "quote", statements.values("pk"), **told),
            of_statements=statements.sampled,
            **said(asked),
            **kwargs,
        )


def _may_be(event: Event) -> list[Event]:
    """Others that may be the same event; no editor has said."""
    pairs = PossibleSameEvent.objects.waiting().with_any([event.pk]).select_related("first", "second")
    return [pair.second if pair.first_id == event.pk else pair.first for pair in pairs[:MOST_ALIKE]]


def _has_any(quotes: QuerySet) -> Q:
    """Articles that have any of the quotes."""
    return Q(Exists(quotes.order_by().filter(article=OuterRef("pk"))))
