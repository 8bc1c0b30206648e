"""The names of people, and those who only share one."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest

from articles.admin import stamp
from articles.exporting import ListExportMixin
from entities import curation
from entities.admin.base import LedgerMixin
from entities.admin.forms import AddForm
from entities.admin.importing import DecisionImportMixin
from entities.admin.tables import AliasTable, KeptApartTable
from entities.curation import CurationError
from entities.imports import KeptApartFile
from entities.models import Alias, KeptApart, Person


class AliasFormset(forms.BaseInlineFormSet):
    """Names to be added and removed; saving is the verbs' work."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if "name" in form.fields:
            form.fields["name"].widget.attrs["aria-label"] = "New name"
        if DELETION_FIELD_NAME in form.fields:
            label = f"Remove {form.instance.name}" if form.instance.pk else "Remove the new name"
            form.fields[DELETION_FIELD_NAME].widget.attrs["aria-label"] = label

    def added(self) -> list[str]:
        new = [form for form in self.extra_forms if form.has_changed() and not self._should_delete_form(form)]
        return [form.cleaned_data["name"] for form in new]

    def removed(self) -> list[Alias]:
        return [form.instance for form in self.initial_forms if self._should_delete_form(form)]


class AliasInline(admin.TabularInline):
    model = Alias
    formset = AliasFormset
    fields = ("name", "kind")
    extra = 1
    verbose_name_plural = "names, as written and as added"

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return ("kind",)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A name is added or removed; nobody rewrites one that articles print."""
        return False


class LedgerOnlyAdmin(LedgerMixin, admin.ModelAdmin):
    """Rows that verbs add and remove, and that nobody changes."""

    show_full_result_count = False
    list_per_page = 50
    actions = None

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict | None = None) -> Any:
        """Show the form again with the reason where the verb refuses."""
        try:
            return super().add_view(request, form_url, extra_context)
        except CurationError as refused:
            request.refusal = str(refused)
            return super().add_view(request, form_url, extra_context)

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> type:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", "")
        return form

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> Any:
        try:
            return super().delete_view(request, object_id, extra_context)
        except CurationError as refused:
            self.message_user(request, str(refused), "error")
            return self.response_post_save_change(request, None)


@admin.register(Alias)
class AliasAdmin(ListExportMixin, LedgerOnlyAdmin):
    resource_classes = [AliasTable]
    form = AddForm
    autocomplete_fields = ("person",)
    search_fields = ("name", "person__name")
    list_display = ("name", "kind", "person")
    list_filter = ("kind",)
    list_select_related = ("person",)

    def get_fields(self, request: HttpRequest, obj: Alias | None = None) -> tuple[str, ...]:
        return ("person", "name", "kind", "normalised") if obj else ("person", "name", "reason")

    def save_model(self, request: HttpRequest, obj: Alias, form: AddForm, change: bool) -> None:
        reason = form.cleaned_data["reason"]
        curation.add_alias(person=obj.person, name=obj.name, by=request.user, reason=reason)
        obj.pk = Alias.objects.get(person=obj.person, name=" ".join(obj.name.split())).pk

    def delete_model(self, request: HttpRequest, obj: Alias) -> None:
        curation.remove_alias(alias=obj, by=request.user)


@admin.register(KeptApart)
class KeptApartAdmin(DecisionImportMixin, LedgerOnlyAdmin):
    resource_classes = [KeptApartTable]
    file_class = KeptApartFile
    form = AddForm
    autocomplete_fields = ("first", "second")
    search_fields = ("first__name", "second__name", "reason")
    list_display = ("first", "second", "reason", "by", "when")
    list_filter = ("by",)
    list_select_related = ("first", "second", "by")

    def get_fields(self, request: HttpRequest, obj: KeptApart | None = None) -> tuple[str, ...]:
        return ("first", "second", "reason", "by", "when") if obj else ("first", "second", "reason")

    @admin.display(description="when", ordering="at")
    def when(self, ruling: KeptApart) -> str:
        return stamp(ruling.at)

    def save_model(self, request: HttpRequest, obj: KeptApart, form: AddForm, change: bool) -> None:
        curation.keep_apart(a=obj.first, b=obj.second, by=request.user, reason=form.cleaned_data["reason"])
        pair = sorted((obj.first_id, obj.second_id))
        obj.pk = KeptApart.objects.get(first=pair[0], second=pair[1]).pk

    def delete_model(self, request: HttpRequest, obj: KeptApart) -> None:
        curation.end_keep_apart(ruling=obj, by=request.user)


def save_names(request: HttpRequest, person: Person, formset: AliasFormset, reason: str) -> list:
    """Carry out what an editor did to a person's names; return the decisions."""
    verbs = [partial(curation.remove_alias, alias=alias) for alias in formset.removed()]
    verbs += [partial(curation.add_alias, person=person, name=name) for name in formset.added()]
    return [verb(by=request.user, reason=reason) for verb in verbs]
