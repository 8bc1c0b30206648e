from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import path
from django.utils.safestring import SafeString

from articles.exporting import ListExportMixin
from entities import curation
from entities.admin.adding import AddingAdmin
from entities.admin.base import ReadInline, ReviewableAdmin, Verb
from entities.admin.context import bullets, place_link, words_in_context
from entities.admin.forms import AddEventForm, EventForm
from entities.admin.merging import merge_view, to_merge_page
from entities.admin.splitting import split_view
from entities.admin.tables import EventTable
from entities.admin.work import EventWork, SampleEvents, Work
from entities.curation import CurationError
from entities.curation.words import find_words
from entities.models import Decision, Event, EventMention, EventParticipant
from entities.store.dates import prefix

# Sentences and people shown of an event that may be merged.
MOST_SHOWN = 8


class EventMentionInline(ReadInline):
    model = EventMention
    fields = ("in_context", "article", "state")
    verbose_name_plural = "where it is mentioned"

    def get_queryset(self, request: HttpRequest) -> QuerySet[EventMention]:
        return super().get_queryset(request).select_related("article", "reviewed_by")

    @admin.display(description="in the article")
    def in_context(self, mention: EventMention) -> SafeString | str:
        return words_in_context(mention, "event")


class EventParticipantInline(ReadInline):
    model = EventParticipant
    fields = ("person", "article", "state")
    verbose_name_plural = "who took part"

    def get_queryset(self, request: HttpRequest) -> QuerySet[EventParticipant]:
        return super().get_queryset(request).select_related("person", "event", "article", "reviewed_by")


@admin.register(Event)
class EventAdmin(ListExportMixin, AddingAdmin):
    resource_classes = [EventTable]
    form = EventForm
    decided = ("name",)
    actions = ("merge_rows", *ReviewableAdmin.actions)
    add_form = AddEventForm
    add_fields = ("article", "words", "name", "when", "people", "reason")
    search_fields = ("name", "place", "date_text", "participants__person__name")
    list_display = ("name", "kind", "known_date", "place", "state", "sure")
    list_filter = (EventWork, "review", "kind", SampleEvents, "rule")
    list_select_related = ("reviewed_by",)
    ordering = ("name", "pk")
    inlines = (EventMentionInline, EventParticipantInline)
    fieldsets = (
        (None, {"fields": ("name", ("kind", "place"))}),
        ("When", {"fields": (("when", "until"), "date_text")}),
    )

    def decide(self, form: ModelForm, row: Event) -> Iterable[Verb]:
        if "name" in form.decided:
            yield partial(curation.rename_event, event=row, name=form.cleaned_data["name"])
        if form.decided & {"when", "until"}:
            dates = {"date": form.cleaned_data["when"], "end": form.cleaned_data["until"]}
            yield partial(curation.set_event_date, event=row, **dates)

    def facts(self, event: Event) -> list[tuple[str, str]]:
        """What tells events apart that may be merged."""
        took_part = EventParticipant.objects.visible().filter(event__in=event.cluster()).select_related("person")
        return [
            ("When", self.known_date(event)),
            ("Kind", event.kind),
            ("Where", event.place),
            ("Who took part", ", ".join(dict.fromkeys(str(row.person) for row in took_part[:MOST_SHOWN]))),
            ("Stands for", ", ".join(map(str, event.stands_for.all()))),
        ]

    def sentences(self, event: Event) -> SafeString:
        rows = EventMention.objects.visible().filter(event__in=event.cluster()).select_related("article")
        said = rows.order_by("-article__first_seen", "article", "start")[:MOST_SHOWN]
        lines = ((words_in_context(row, "event"), place_link(row.article, f"e-{row.pk}")) for row in said)
        return bullets("{} {}", lines)

    def buttons(self, event: Event) -> list[tuple[str, str]]:
        if event.merged_into:
            return [("unmerge", f"Undo the merge into {event.merged_into}")]
        return super().buttons(event)

    def verbs(self) -> dict[str, Callable[[Event], Verb]]:
        return super().verbs() | {"unmerge": lambda event: partial(curation.unmerge_event, event=event)}

    def get_urls(self) -> list:
        merge, split = (self.admin_site.admin_view(partial(view, self)) for view in (merge_view, split_view))
        return [
            path("merge/", merge, name="entities_event_merge"),
            path("<path:object_id>/split/", split, name="entities_event_split"),
            *super().get_urls(),
        ]

    @admin.action(description="Merge the selected events…", permissions=["change"])
    def merge_rows(self, request: HttpRequest, queryset: QuerySet[Event]) -> HttpResponseRedirect | None:
        return to_merge_page(self, request, queryset)

    def add(self, form: AddEventForm, **why: Any) -> Decision:
        given = form.cleaned_data
        span = find_words(given["words"], given["article"].text, near=0)
        if span is None:
            raise CurationError(f"The article does not say “{given['words']}”. Copy the words out of it.")
        place = {"article": given["article"], "start": span.start, "end": span.end}
        return curation.add_event(**place, name=given["name"], date=given["when"], people=given["people"], **why)

    def choice_label(self, event: Event) -> str:
        return f"{event.name} – {self.known_date(event)}" if event.date else event.name

    @admin.display(description="date", ordering="date")
    def known_date(self, event: Event) -> str:
        dates = [prefix(event.date, event.date_precision), prefix(event.end_date, event.end_precision)]
        return " to ".join(filter(None, dates)) or "not known"


@admin.register(EventMention)
class EventMentionAdmin(ReviewableAdmin):
    search_fields = ("text", "event__name", "article__headline")
    list_display = ("text", "event", "article", "state", "sure")
    list_filter = (Work, "review", "article__sample", "rule")
    list_select_related = ("event", "article", "reviewed_by")
    view_on_site = False
    fieldsets = ((None, {"fields": ("text", "in_context", "at_its_place", "event")}),)

    @admin.display(description="in the article")
    def in_context(self, mention: EventMention) -> SafeString | str:
        return words_in_context(mention, "event")

    @admin.display(description="article")
    def at_its_place(self, mention: EventMention) -> SafeString:
        return place_link(mention.article, f"e-{mention.pk}")


@admin.register(EventParticipant)
class EventParticipantAdmin(ReviewableAdmin):
    search_fields = ("person__name", "event__name", "article__headline")
    list_display = ("person", "event", "article", "state", "sure")
    list_filter = (Work, "review", "article__sample", "rule")
    list_select_related = ("person", "event", "article", "reviewed_by")
    view_on_site = False
    fieldsets = ((None, {"fields": ("person", "event", "article")}),)
