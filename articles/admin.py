"""What was published, for reading at the desk. Nobody edits an article here: its text is its source's."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import dateformat, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.exporting import ArticleTable, ListExportMixin
from articles.models import Article, ArticleVersion, IngestRun, RelatedLink
from articles.partial_dates import partial_date

# Failures shown of one run; the rest is counted.
MOST_FAILURES = 50


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that are looked at and never added, changed or deleted by hand."""

    show_full_result_count = False
    list_per_page = 50
    actions = None

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        title = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        title = str(self.opts.verbose_name).capitalize()
        return super().changeform_view(request, object_id, form_url, {"title": title, **(extra_context or {})})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def stamp(moment: datetime | None) -> str:
    """22 November 2026, 20:52 in the newsroom's own time."""
    return dateformat.format(timezone.localtime(moment), "j F Y, H:i") if moment else ""


def is_list(request: HttpRequest) -> bool:
    """Whether a list of rows is asked for, which needs no article's whole text."""
    return request.resolver_match.url_name.endswith(("_changelist", "autocomplete"))


def changelist_link(model: str, query: str, words: str) -> SafeString:
    """Link to the rows of another model that belong to this one; `query` is what filters them."""
    return format_html('<a href="{}?{}">{}</a>', reverse(f"admin:{model}_changelist"), query, words)


class RelatedLinkInline(admin.TabularInline):
    model = RelatedLink
    fields = readonly_fields = ("kind", "text", "url", "review")
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Article)
class ArticleAdmin(ListExportMixin, ReadOnlyAdmin):
    resource_classes = [ArticleTable]
    search_fields = ("headline", "publisher", "source")
    list_display = ("headline", "publisher", "known_date", "seen", "sample")
    list_filter = ("sample", "publisher", "year", "format", "language")
    date_hierarchy = "first_seen"
    ordering = ("-first_seen", "-pk")
    inlines = (RelatedLinkInline,)
    fieldsets = (
        (None, {"fields": ("headline", "standfirst", "byline", "publisher", "known_date")}),
        ("At the desk", {"fields": ("rows",)}),
        ("Text as published", {"fields": ("as_published",)}),
        (
            "Where this comes from",
            {
                "fields": (
                    ("source", "format", "sample"),
                    ("section", "language", "dateline"),
                    "url",
                    "publisher_rule",
                    ("run", "model", "extraction_version"),
                    ("seen", "read_last"),
                    "content_hash",
                    "notes",
                )
            },
        ),
        ("Said by its sender", {"fields": ("identity", "sender")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        rows = super().get_queryset(request).select_related("run")
        return rows.defer("text", "spans") if is_list(request) else rows

    def choice_label(self, article: Article) -> str:
        told = [article.publisher, partial_date(article.published, article.published_precision)]
        return " – ".join(filter(None, [article.headline, ", ".join(filter(None, told))]))

    @admin.display(description="rights, notes, version", empty_value="nothing")
    def sender(self, article: Article) -> SafeString | None:
        said = article.said_by_sender
        return format_html_join("", "<p><b>{}</b>: {}</p>", said) if said else None

    @admin.display(description="published", ordering="published")
    def known_date(self, article: Article) -> str:
        return partial_date(article.published, article.published_precision) or "date not in the text"

    @admin.display(description="first seen", ordering="first_seen")
    def seen(self, article: Article) -> str:
        return stamp(article.first_seen)

    @admin.display(description="last ingested")
    def read_last(self, article: Article) -> str:
        return stamp(article.last_ingested)

    @admin.display(description="byline")
    def byline(self, article: Article) -> str:
        return ", ".join(article.authors)

    @admin.display(description="rows found in it")
    def rows(self, article: Article) -> SafeString:
        query = f"article__id__exact={article.pk}"
        links = [
            ("entities_quote", "Quotes"),
            ("articles_caption", "Captions"),
            ("entities_mention", "Mentions of people"),
            ("entities_eventmention", "Mentions of events"),
            ("entities_entitymention", "Organisations, places and works"),
        ]
        return format_html_join(" · ", "{}", ((changelist_link(model, query, words),) for model, words in links))

    @admin.display(description="text")
    def as_published(self, article: Article) -> SafeString:
        return format_html('<div class="published" tabindex="0" role="region" aria-label="Text">{}</div>', article.text)

    @admin.display(description="notes of the reader")
    def notes(self, article: Article) -> str:
        return "; ".join(map(str, article.warnings))


@admin.register(ArticleVersion)
class ArticleVersionAdmin(ReadOnlyAdmin):
    search_fields = ("article__headline", "source")
    list_display = ("article", "number", "first_seen", "source")
    list_filter = ("article__sample",)
    list_select_related = ("article",)
    ordering = ("-seen", "-pk")
    fields = ("article", "number", "first_seen", "run", "source", "content_hash", "as_published")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ArticleVersion]:
        rows = super().get_queryset(request).select_related("article", "run")
        return rows.defer("text", "spans", "rows", "article__text", "article__spans") if is_list(request) else rows

    @admin.display(description="first seen", ordering="seen")
    def first_seen(self, version: ArticleVersion) -> str:
        return stamp(version.seen)

    @admin.display(description="text")
    def as_published(self, version: ArticleVersion) -> SafeString:
        return format_html(
            '<div class="published" tabindex="0" role="region" aria-label="Text">{}</div>', version.words
        )


@admin.register(IngestRun)
class IngestRunAdmin(ReadOnlyAdmin):
    search_fields = ("model", "extraction_version", "by__username")
    list_display = ("when", "by", "outcome", "failed", "seconds", "model", "extraction_version")
    list_filter = ("extraction_version", "model")
    list_select_related = ("by",)
    date_hierarchy = "started"
    fields = ("when", "seconds", "by", "options", "outcome", "model", "extraction_version", "failed_files")

    @admin.display(description="started", ordering="started")
    def when(self, run: IngestRun) -> str:
        return stamp(run.started)

    @admin.display(description="outcome")
    def outcome(self, run: IngestRun) -> str:
        return ", ".join(f"{count} {what.replace('_', ' ')}" for what, count in _counts(run.counts))

    @admin.display(description="failed")
    def failed(self, run: IngestRun) -> int:
        return run.counts.get("failed", 0)

    @admin.display(description="failed files")
    def failed_files(self, run: IngestRun) -> SafeString | str:
        if not (failed := run.failed.count()):
            return "None."
        lines = format_html_join("", "<li>{}</li>", ((str(row),) for row in run.failed.all()[:MOST_FAILURES]))
        more = failed - MOST_FAILURES
        return format_html("<ul>{}</ul>{}", lines, f"and {more} more" if more > 0 else "")


def _counts(counts: dict[str, Any]) -> list[tuple[str, int]]:
    """Counts that are not nought, in the order in which the run wrote them."""
    return [(what, count) for what, count in counts.items() if isinstance(count, int) and count]
