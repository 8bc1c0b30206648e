"""The list of events, and the page of one."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.generic import DetailView

from entities.answers import find_answers
from entities.filters import EventFilter, QuoteFilter
from entities.filters.facets import count_people
from entities.models import Event, EventParticipant, Quote
from entities.models.event import of_events
from entities.rows import event_rows
from entities.timeline import articles_on, days_of
from entities.views.browse import BrowseView, LiveMixin, page_of, said

ARTICLES_ON_A_PAGE = 20
MOST_PEOPLE = 40


class EventListView(BrowseView):
    queryset = Event.objects.current()
    filterset_class = EventFilter
    template_name = "entities/event_list.html"
    context_object_name = "events"


class EventDetailView(LiveMixin, DetailView):
    queryset = event_rows(Event.objects.visible()).select_related("survivor", "reviewed_by", "run")
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
        event = self.object
        statements = Quote.objects.visible().filter(article__in=articles_on(event).values("pk"))
        asked = QuoteFilter(self.request.GET, statements, scope=f"in articles on {event.name}")
        quotes = asked.qs if asked.is_valid() else statements.none()
        page = page_of(
            articles_on(event, only=quotes if asked.active or not asked.is_valid() else None),
            self.request.GET.get("page"),
            ARTICLES_ON_A_PAGE,
        )
        days = days_of(event, page.object_list, quotes, with_sentences=not asked.active)
        find_answers((quote for day in days for entry in day.entries for quote in entry.quotes), statements)
        took_part = of_events(EventParticipant.objects.visible(), [event])
        return super().get_context_data(
            filter=asked,
            page_obj=page,
            days=days,
            people=count_people(took_part, "person", of="article", most=MOST_PEOPLE),
            speakers=count_people(statements, "speaker", of="pk", most=MOST_PEOPLE, chosen=asked.picked("speaker")),
            **said(asked, quotes.count()),
            **kwargs,
        )
