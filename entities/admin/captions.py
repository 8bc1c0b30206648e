from collections.abc import Iterable
from functools import partial

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin import is_list
from articles.models import Caption, Review
from entities import curation
from entities.admin.base import ReviewableAdmin, Verb
from entities.admin.context import badge, bullets, place_link, row_link
from entities.admin.forms import CaptionForm
from entities.admin.importing import DecisionImportMixin
from entities.admin.tables import CaptionTable
from entities.admin.work import CaptionWork
from entities.imports import CaptionFile
from entities.models import Depiction


@admin.register(Caption)
class CaptionAdmin(DecisionImportMixin, ReviewableAdmin):
    resource_classes = [CaptionTable]
    file_class = CaptionFile
    form = CaptionForm
    decided = ("photographer", "agency")
    search_fields = ("text", "credit", "photographer", "agency", "depictions__person__name")
    list_display = ("text", "pictured_people", "photographer", "agency", "article", "state")
    list_filter = (CaptionWork, "review", "agency", "article__sample", "rule")
    ordering = ("-article__first_seen", "article", "start")
    fieldsets = (
        (None, {"fields": ("words", "at_its_place", ("date_text", "place"))}),
        ("Who is pictured", {"fields": ("pictured", "as_found")}),
        ("Who took it", {"fields": ("credit", "photographer", "agency")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Caption]:
        people = Depiction.objects.select_related("person", "reviewed_by").order_by("order", "pk")
        rows = super().get_queryset(request).select_related("article", "run", "reviewed_by")
        rows = rows.defer("article__text", "article__spans") if is_list(request) else rows
        return rows.prefetch_related(Prefetch("depictions", queryset=people))

    def decide(self, form: ModelForm, row: Caption) -> Iterable[Verb]:
        if "pictured" in form.decided:
            yield partial(curation.set_pictured, caption=row, people=form.cleaned_data["pictured"])
        if form.decided & {"photographer", "agency"}:
            credit = {name: form.cleaned_data[name] for name in ("photographer", "agency")}
            yield partial(curation.set_credit, caption=row, **credit)

    @admin.display(description="caption")
    def words(self, caption: Caption) -> SafeString:
        return format_html('<blockquote class="words">{}</blockquote>', caption.text)

    @admin.display(description="article")
    def at_its_place(self, caption: Caption) -> SafeString:
        return place_link(caption.article, f"c-{caption.pk}")

    @admin.display(description="pictured")
    def pictured_people(self, caption: Caption) -> str:
        shown = [row.person.name for row in caption.depictions.all() if row.review != Review.REJECTED]
        return ", ".join(shown) or "nobody named"

    @admin.display(description="one by one")
    def as_found(self, caption: Caption) -> SafeString:
        shown = caption.depictions.all()
        return bullets("{} {} {}", ((row_link(row, row.person.name), row.position, badge(row)) for row in shown))
