from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import Min, OuterRef, Prefetch, QuerySet, Subquery
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.search import folded_words, parse_query
from entities import curation
from entities.admin.adding import AddingAdmin
from entities.admin.base import ReviewableAdmin, Verb
from entities.admin.context import bullets, place_link, row_link, words_in_context
from entities.admin.forms import AddForm
from entities.admin.importing import DecisionImportMixin
from entities.admin.merging import merge_view, to_merge_page
from entities.admin.names import AliasFormset, AliasInline, save_names
from entities.admin.splitting import split_view
from entities.admin.tables import PersonTable
from entities.admin.work import PersonWork, SamplePeople
from entities.imports import PersonFile
from entities.models import Alias, Decision, Mention, Person, Quote
from entities.rows import person_label, person_rows
from entities.search.conditions import condition

# Sentences shown on a person's page; the rest is read in the archive.
MOST_SENTENCES = 8


@admin.register(Person)
class PersonAdmin(DecisionImportMixin, AddingAdmin):
    resource_classes = [PersonTable]
    file_class = PersonFile
    decided = ("name", "description")
    add_form = AddForm
    add_fields = ("name", "description", "reason")
    search_fields = ("name", "aliases__name", "description")
    list_display = ("name", "description", "written_as", "numbers", "state", "stands")
    list_filter = (PersonWork, "review", SamplePeople, "rule")
    ordering = ("sort_name", "pk")
    actions = ("merge_rows", "keep_rows_apart", *ReviewableAdmin.actions)
    inlines = (AliasInline,)
    fieldsets = (
        (None, {"fields": ("name", "description", "numbers", "stands")}),
        ("In the articles", {"fields": ("sentences", "quotes")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        people = super().get_queryset(request).select_related("survivor", "merged_into", "run", "reviewed_by")
        rows = person_rows(people)
        first = Mention.objects.visible().filter(person=OuterRef("pk")).order_by().values("person")
        rows = rows.annotate(first_seen=Subquery(first.annotate(first=Min("article__published")).values("first")))
        return rows.prefetch_related(Prefetch("aliases", queryset=Alias.objects.order_by("name")), "stands_for")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Person], search_term: str) -> tuple:
        """Offer, where somebody is to be chosen, people who stand for themselves, by the beginnings of their names."""
        if request.path == reverse("admin:autocomplete"):
            query = parse_query(" ".join(f"{word}*" for word in folded_words(search_term) if len(word) > 1))
            people = queryset.current()
            return people.filter(condition(query.root, "person")) if query else people, False
        rows, _ = super().get_search_results(request, queryset, search_term)
        return rows, bool(search_term)

    def add(self, form: AddForm, **why: Any) -> Decision:
        return curation.add_person(name=form.cleaned_data["name"], description=form.cleaned_data["description"], **why)

    def choice_label(self, person: Person) -> str:
        return person_label(person)

    def buttons(self, person: Person) -> list[tuple[str, str]]:
        if person.merged_into:
            return [("unmerge", f"Undo the merge into {person.merged_into}")]
        return super().buttons(person)

    def verbs(self) -> dict[str, Callable[[Person], Verb]]:
        return super().verbs() | {"unmerge": lambda person: partial(curation.unmerge, person=person)}

    def decide(self, form: ModelForm, row: Person) -> Iterable[Verb]:
        if "name" in form.decided:
            yield partial(curation.rename_person, person=row, name=form.cleaned_data["name"])
        if "description" in form.decided:
            yield partial(curation.describe_person, person=row, description=form.cleaned_data["description"])

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: AliasFormset, change: bool) -> None:
        request.decisions += save_names(request, form.instance, formset, form.cleaned_data["reason"])

    def get_urls(self) -> list:
        merge, split = (self.admin_site.admin_view(partial(view, self)) for view in (merge_view, split_view))
        return [
            path("merge/", merge, name="entities_person_merge"),
            path("<path:object_id>/split/", split, name="entities_person_split"),
            *super().get_urls(),
        ]

    @admin.action(description="Merge the selected people…", permissions=["change"])
    def merge_rows(self, request: HttpRequest, queryset: QuerySet[Person]) -> HttpResponseRedirect | None:
        return to_merge_page(self, request, queryset)

    @admin.action(description="Keep the two selected apart", permissions=["change"])
    def keep_rows_apart(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        people = list(queryset.order_by("pk")[:3])
        if len(people) != 2:
            self.message_user(request, "Choose exactly two people to keep apart.", "error")
            return
        self.carry_out(request, partial(curation.keep_apart, a=people[0], b=people[1]))

    @admin.display(description="written as")
    def written_as(self, person: Person) -> str:
        return ", ".join(alias.name for alias in person.aliases.all() if alias.name != person.name)

    @admin.display(description="what is known")
    def numbers(self, person: Person) -> str:
        years = " to ".join(dict.fromkeys(str(day.year) for day in (person.first_seen, person.last_seen) if day))
        counts = [("article", person.article_count), ("quote", person.quote_count), ("photo", person.photo_count)]
        known = [f"{count} {noun}{'' if count == 1 else 's'}" for noun, count in counts if count]
        return ", ".join([*known, f"seen {years}"] if years else known) or "nothing"

    @admin.display(description="stands for")
    def stands(self, person: Person) -> SafeString | str:
        if person.merged_into_id:
            return format_html("merged into {}", row_link(person.merged_into))
        others = person.stands_for.all()
        return format_html_join(", ", "{}", ((row_link(other),) for other in others))

    def facts(self, person: Person) -> list[tuple[str, str]]:
        """What tells people apart who may be merged."""
        seen = [f"{day:%B %Y}" for day in (person.first_seen, person.last_seen) if day]
        names = [alias.name for alias in person.aliases.all()]
        return [
            ("Written as", ", ".join(names)),
            ("Seen", " to ".join(dict.fromkeys(seen)) or "date not known"),
            ("Stands for", ", ".join(map(str, person.stands_for.all()))),
        ]

    @admin.display(description="mentioned")
    def sentences(self, person: Person) -> SafeString:
        rows = Mention.objects.visible().filter(person__in=person.cluster()).select_related("article")
        said = rows.order_by("-article__first_seen", "article", "start")[:MOST_SENTENCES]
        lines = ((words_in_context(row, "person"), place_link(row.article, f"m-{row.pk}")) for row in said)
        return bullets("{} {}", lines)

    @admin.display(description="quoted")
    def quotes(self, person: Person) -> SafeString:
        rows = Quote.objects.visible().filter(speaker__in=person.cluster()).for_display()
        said = rows.order_by("-article__first_seen", "article", "start")[:MOST_SENTENCES]
        return bullets("{} {}", ((quote.quoted, row_link(quote, quote.article.headline)) for quote in said))
