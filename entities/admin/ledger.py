"""The ledger: every decision, for reading."""

from django.contrib import admin
from django.contrib.admin.filters import RelatedOnlyFieldListFilter
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin import ReadOnlyAdmin, stamp
from articles.exporting import ListExportMixin
from entities.admin.tables import DecisionTable
from entities.models import Change, Decision
from entities.told import told

# Rows told on the page of one decision; the rest is counted.
MOST_ROWS = 100


@admin.register(Decision)
class DecisionAdmin(ListExportMixin, ReadOnlyAdmin):
    resource_classes = [DecisionTable]
    search_fields = ("label", "reason", "by__username", "changes__label")
    list_display = ("when", "by", "what", "subject", "reason")
    list_display_links = ("when",)
    list_filter = (("by", RelatedOnlyFieldListFilter), "verb", ("target_type", RelatedOnlyFieldListFilter))
    list_select_related = ("by", "target_type")
    date_hierarchy = "at"
    fields = ("when", "by", "what", "subject", "reason", "rows")

    @admin.display(description="when", ordering="at")
    def when(self, decision: Decision) -> str:
        return stamp(decision.at)

    @admin.display(description="did", ordering="verb")
    def what(self, decision: Decision) -> str:
        return decision.get_verb_display()

    @admin.display(description="to what")
    def subject(self, decision: Decision) -> SafeString | str:
        model = decision.target_type and decision.target_type.model_class()
        if model is None or decision.target_id is None:
            return decision.label
        page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[decision.target_id])
        return format_html('<a href="{}">{}</a>', page, decision.label)

    @admin.display(description="row by row")
    def rows(self, decision: Decision) -> SafeString:
        changes = decision.changes.select_related("decision__by")
        lines = told(changes.order_by("pk")[:MOST_ROWS])
        return render_to_string("partials/_changes.html", {"lines": lines, "more": changes.count() - len(lines)})


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    """Reached from the decision and from the row; a list of its own would only repeat the ledger."""

    search_fields = ("label",)
    list_display = ("label", "row_type", "decision")
    list_filter = ("row_type",)
    list_select_related = ("row_type", "decision__by")
    fields = ("decision", "label", "row_type", "before", "after")

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return {}
