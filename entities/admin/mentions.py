"""Where people, organisations, places and works are mentioned."""

from collections.abc import Iterable
from functools import partial

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.safestring import SafeString

from articles.admin import is_list
from articles.exporting import ListExportMixin
from articles.models import RelatedLink
from entities import curation
from entities.admin.base import ReviewableAdmin, Verb
from entities.admin.context import place_link, words_in_context
from entities.admin.tables import MentionTable
from entities.admin.work import MentionWork, Work
from entities.models import Depiction, EntityMention, Mention


@admin.register(Mention)
class MentionAdmin(ListExportMixin, ReviewableAdmin):
    resource_classes = [MentionTable]
    decided = ("person",)
    autocomplete_fields = ("person",)
    search_fields = ("text", "person__name", "article__headline")
    list_display = ("text", "person", "in_context", "article", "state", "sure")
    list_filter = (MentionWork, "review", "kind", "place", "article__sample", "rule")
    ordering = ("-article__first_seen", "article", "start")
    view_on_site = False
    fieldsets = (
        (None, {"fields": ("text", "in_context", "at_its_place", ("kind", "place"), "descriptor")}),
        ("Who is meant", {"fields": ("person", "evidence", "others")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mention]:
        return super().get_queryset(request).select_related("article", "person", "run", "reviewed_by")

    def decide(self, form: ModelForm, row: Mention) -> Iterable[Verb]:
        if "person" in form.decided:
            yield partial(curation.resolve_mention, mention=row, person=form.cleaned_data["person"])

    @admin.display(description="in the article")
    def in_context(self, mention: Mention) -> SafeString | str:
        return words_in_context(mention, "person")

    @admin.display(description="article")
    def at_its_place(self, mention: Mention) -> SafeString:
        return place_link(mention.article, f"m-{mention.pk}")

    @admin.display(description="also decides on")
    def others(self, mention: Mention) -> str:
        """The mentions that an answer to this one answers too."""
        chain = Mention.objects.unreviewed().filter(
            article=mention.article_id, chain=mention.chain, person=mention.person_id
        )
        others = list(chain.exclude(pk=mention.pk).values_list("text", flat=True))
        if not others:
            return "no other mention"
        words = "1 other mention" if len(others) == 1 else f"{len(others)} other mentions"
        return f"{words} in this article: {', '.join(dict.fromkeys(others))}"


@admin.register(Depiction)
class DepictionAdmin(ReviewableAdmin):
    search_fields = ("person__name", "caption__text")
    list_display = ("person", "position", "caption", "state", "sure")
    list_filter = (Work, "review", "caption__article__sample", "rule")
    list_select_related = ("person", "caption", "reviewed_by")
    view_on_site = False
    fieldsets = ((None, {"fields": ("person", "caption", "position", "order")}),)


@admin.register(EntityMention)
class EntityMentionAdmin(ReviewableAdmin):
    search_fields = ("text", "article__headline")
    list_display = ("text", "type", "article", "state", "sure")
    list_filter = (Work, "review", "type", "article__sample", "rule")
    list_select_related = ("article", "reviewed_by")
    ordering = ("-article__first_seen", "article", "start")
    view_on_site = False
    fieldsets = ((None, {"fields": ("text", "type", "in_context", "at_its_place")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[EntityMention]:
        rows = super().get_queryset(request)
        return rows.defer("article__text", "article__spans") if is_list(request) else rows

    @admin.display(description="in the article")
    def in_context(self, mention: EntityMention) -> SafeString | str:
        return words_in_context(mention, "entity")

    @admin.display(description="article")
    def at_its_place(self, mention: EntityMention) -> SafeString:
        return place_link(mention.article, f"n-{mention.pk}")


@admin.register(RelatedLink)
class RelatedLinkAdmin(ReviewableAdmin):
    search_fields = ("text", "url", "article__headline")
    list_display = ("text", "kind", "article", "state", "sure")
    list_filter = (Work, "review", "kind", "article__sample", "rule")
    list_select_related = ("article", "reviewed_by")
    ordering = ("-article__first_seen", "article", "start")
    view_on_site = False
    fieldsets = ((None, {"fields": ("text", "kind", "url", "in_context", "at_its_place")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[RelatedLink]:
        rows = super().get_queryset(request)
        return rows.defer("article__text", "article__spans") if is_list(request) else rows

    @admin.display(description="in the article")
    def in_context(self, link: RelatedLink) -> SafeString | str:
        return words_in_context(link, "link")

    @admin.display(description="article")
    def at_its_place(self, link: RelatedLink) -> SafeString:
        return place_link(link.article, "")
