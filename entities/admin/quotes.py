from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import Field, QuerySet
from django.forms import Field as FormField
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin import ReadOnlyAdmin, is_list
from entities import curation
from entities.admin.base import ReviewableAdmin, Verb
from entities.admin.context import place_link, quote_in_context, row_link
from entities.admin.importing import DecisionImportMixin
from entities.admin.tables import QuoteTable
from entities.admin.work import QuoteWork
from entities.imports import QuoteFile
from entities.models import Quote, QuotePart

LINE_LENGTH = 160
SPEAKER_HELP = "In the article's own words: he, a viewer. Empty where it names nobody."


@admin.register(Quote)
class QuoteAdmin(DecisionImportMixin, ReviewableAdmin):
    resource_classes = [QuoteTable]
    file_class = QuoteFile
    decided = ("speaker", "speaker_text", "about", "addressees")
    autocomplete_fields = ("speaker",)
    search_fields = ("parts__text", "speaker__name", "speaker_text", "article__headline")
    list_display = ("line", "kind", "says_it", "state", "sure", "article")
    list_filter = (QuoteWork, "review", "kind", "speaker_inferred", "article__sample", "rule")
    ordering = ("-article__first_seen", "article", "start")
    fieldsets = (
        (None, {"fields": ("exact_words", "in_context", "at_its_place", "kind")}),
        ("Who says it", {"fields": ("speaker", "speaker_text", "speaker_evidence", "about", "addressees")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quote]:
        rows = super().get_queryset(request).select_related("article", "speaker", "reviewed_by", "run")
        rows = rows.defer("article__text", "article__spans") if is_list(request) else rows
        return rows.prefetch_related("parts")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Quote], search_term: str) -> tuple:
        rows, _ = super().get_search_results(request, queryset, search_term)
        return rows, True  # several parts of one quote may match

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> FormField | None:
        if db_field.name == "speaker_text":
            kwargs |= {"label": "Speaker as written", "help_text": SPEAKER_HELP}
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def decide(self, form: ModelForm, row: Quote) -> Iterable[Verb]:
        if form.decided & {"speaker", "speaker_text"}:
            person, words = form.cleaned_data["speaker"], form.cleaned_data["speaker_text"]
            if person and "speaker_text" not in form.decided:
                words = None  # those it has stay, even where a newer text has lost them
            yield partial(curation.set_speaker, quote=row, person=person, words=words)
        if "about" in form.decided:
            yield partial(curation.set_about, quote=row, people=form.cleaned_data["about"])
        if "addressees" in form.decided:
            yield partial(curation.set_addressees, quote=row, people=form.cleaned_data["addressees"])

    @admin.display(description="quote")
    def line(self, quote: Quote) -> str:
        words = quote.quoted
        return words if len(words) <= LINE_LENGTH else f"{words[:LINE_LENGTH]}…"

    @admin.display(description="who says it", ordering="speaker__sort_name")
    def says_it(self, quote: Quote) -> SafeString | str:
        """The speaker, and as the article has it where that is not the name."""
        if quote.speaker is None or quote.speaker_text in ("", quote.speaker.name):
            return quote.speaker or quote.speaker_text
        return format_html("{} <span>{}</span>", quote.speaker, quote.speaker_text)

    @admin.display(description="words")
    def exact_words(self, quote: Quote) -> SafeString:
        return format_html('<blockquote class="words">{}</blockquote>', quote.quoted)

    @admin.display(description="in the article")
    def in_context(self, quote: Quote) -> SafeString:
        return quote_in_context(quote)

    @admin.display(description="article")
    def at_its_place(self, quote: Quote) -> SafeString:
        return place_link(quote.article, f"quote-{quote.pk}")


@admin.register(QuotePart)
class QuotePartAdmin(ReadOnlyAdmin):
    search_fields = ("text", "quote__article__headline")
    list_display = ("text", "order", "of_quote")
    list_filter = ("quote__article__sample",)
    list_select_related = ("quote__article",)
    ordering = ("quote", "order")
    fields = ("of_quote", "order", "text", ("start", "end"))

    @admin.display(description="quote in")
    def of_quote(self, part: QuotePart) -> SafeString:
        return row_link(part.quote, part.quote.article.headline)
