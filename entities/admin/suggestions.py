"""What the machine would now say differently, for reading; it is answered at the row or in the article."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from articles.admin import ReadOnlyAdmin, stamp
from entities.admin.context import row_link
from entities.models import Suggestion


class Waiting(admin.SimpleListFilter):
    title = "answer"
    parameter_name = "answer"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("waiting", "waiting"), ("dismissed", "dismissed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "waiting":
            return queryset.waiting()
        return queryset.exclude(dismissed_at=None) if self.value() == "dismissed" else queryset


@admin.register(Suggestion)
class SuggestionAdmin(ReadOnlyAdmin):
    search_fields = ("words", "rule", "article__headline")
    list_display = ("words", "field", "article", "rule", "dismissed")
    list_filter = (Waiting, "field", "article__sample", "rule")
    list_select_related = ("article", "dismissed_by")
    fields = ("subject", "field", "words", "article", ("rule", "confidence"), "run", "dismissed")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Suggestion]:
        return super().get_queryset(request).defer("article__text", "article__spans")

    @admin.display(description="suggested for")
    def subject(self, suggestion: Suggestion) -> SafeString | str:
        row = suggestion.row
        return row_link(row, str(row)) if row else "no longer in the archive"

    @admin.display(description="dismissed", ordering="dismissed_at")
    def dismissed(self, suggestion: Suggestion) -> str:
        return f"{suggestion.dismissed_by}, {stamp(suggestion.dismissed_at)}" if suggestion.dismissed_at else ""
