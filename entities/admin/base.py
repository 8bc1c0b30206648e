"""What the admin pages of all reviewable rows have in common.

A form shows everything and lets an editor set only what `decided` names; saving it calls a verb of
`entities.curation`. The words, spans and provenance of a row can be posted by nobody.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.db.models import Field, Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.safestring import SafeString

from articles.models import Review, Reviewable
from entities import curation
from entities.admin.bulk import ACTIONS, decide_on_all, everything_asked
from entities.admin.context import badge, decided_by
from entities.admin.forms import FORM_ONLY, DecisionForm, InOrder, ReasonActionForm
from entities.curation import CurationError
from entities.done import tell_done
from entities.history import steps
from entities.ledger import BULK, MAY_UNDO, MOST_AT_ONCE
from entities.models import Decision, Event, Person, Suggestion
from entities.templatetags.marked_text import percent

Verb = Callable[..., Decision]

# What turns out to be two at times.
SPLIT = (Person, Event)

PROVENANCE = ("Where this comes from", {"fields": (("rule", "confidence"), ("run", "decided_by"))})
WHY = (None, {"fields": ("reason", "seen")})

REVIEW_VERBS = {"confirm": curation.confirm, "reject": curation.reject, "restore": curation.restore}
BUTTONS = {"confirm": "Confirm", "reject": "Reject", "restore": "Take the decision back"}
BUTTONS_FOR = {
    Review.MACHINE: ("confirm", "reject"),
    Review.CONFIRMED: ("reject", "restore"),
    Review.EDITED: ("reject", "restore"),
    Review.REJECTED: ("confirm", "restore"),
}


class LedgerMixin:
    """History from the ledger and its records, and no log of the admin's beside them."""

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> None:
        """Write nothing: the verb has written the ledger."""

    log_change = log_addition

    def log_deletions(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Write nothing: the verb has written the ledger."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": "History",
            "subtitle": str(row)[:100],
            "opts": self.opts,
            "object": row,
            "steps": steps(row, user=request.user),
            "may_undo": request.user.has_perm(MAY_UNDO),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/history.html", context)


class ReviewableAdmin(LedgerMixin, admin.ModelAdmin):
    form = DecisionForm
    decided: tuple[str, ...] = ()  # the fields of the form that an editor may set

    change_form_template = "admin/decide_form.html"
    action_form = ReasonActionForm
    actions = ("confirm_rows", "reject_rows", "restore_rows")
    empty_value_display = ""
    show_full_result_count = False
    list_per_page = 50
    view_on_site = True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody deletes a derived row: a rejected one stays away, a deleted one comes back."""
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list:
        fieldsets = [*self.fieldsets, PROVENANCE]
        if not self.has_change_permission(request, obj):
            return [(name, options | {"fields": _without_form_only(options["fields"])}) for name, options in fieldsets]
        return [*fieldsets, WHY]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        shown = flatten_fieldsets(self.get_fieldsets(request, obj))
        return [name for name in shown if name not in self.decided and name not in FORM_ONLY]

    def formfield_for_manytomany(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> forms.Field:
        return super().formfield_for_manytomany(db_field, request, widget=InOrder(db_field, self.admin_site), **kwargs)

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> type:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", "")
        for field in form.base_fields.values():
            for able in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
                setattr(field.widget, able, False)
        return form

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        everything_asked(request)
        title = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        """Show the form again with the reason where a verb refuses; by then nothing is written."""
        context = {"title": self.opts.verbose_name.capitalize(), **(extra_context or {})}
        show = partial(super().changeform_view, request, object_id, form_url, context)
        try:
            return show()
        except CurationError as refused:
            request.refusal = str(refused)
            return show()

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        row = kwargs.get("obj")
        may_decide = row is not None and self.has_change_permission(request, row)
        context |= {
            "verbs": self.buttons(row) if may_decide else [],
            "may_save": row is None or (may_decide and bool(self.decided)),
        }
        context["may_split"] = may_decide and self.model in SPLIT
        context["suggestions"] = Suggestion.objects.waiting().on(row) if row else []
        return super().render_change_form(request, context, *args, **kwargs)

    def buttons(self, row: Reviewable) -> list[tuple[str, str]]:
        """The verbs that fit the row as it stands: name and label."""
        return [(verb, BUTTONS[verb]) for verb in BUTTONS_FOR[row.review]]

    def verbs(self) -> dict[str, Callable[[Reviewable], Verb]]:
        """What the buttons do: from a row to the verb with the row filled in."""
        return {name: lambda row, verb=verb: partial(verb, rows=[row]) for name, verb in REVIEW_VERBS.items()}

    def decide(self, form: forms.ModelForm, row: Model) -> Iterable[Verb]:
        """Yield the verbs that carry out what the editor changed in the form; `row` is as stored."""
        return ()

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> list:
        """Say nothing: the ledger does."""
        return []

    def save_model(self, request: HttpRequest, obj: Model, form: forms.ModelForm, change: bool) -> None:
        row = curation.lock_as_seen(obj, form.cleaned_data["seen"])
        decisions = [verb(by=request.user, reason=form.cleaned_data["reason"]) for verb in self.decide(form, row)]
        request.decisions = getattr(request, "decisions", []) + decisions
        obj.refresh_from_db()

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Iterable, change: bool) -> None:
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)

    def response_change(self, request: HttpRequest, obj: Model) -> HttpResponse:
        for decision in request.decisions:
            tell_done(request, decision)
        if not request.decisions:
            self.message_user(request, "Nothing was changed.", messages.INFO)
        if "_continue" in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        return self.response_post_save_change(request, obj)

    def get_urls(self) -> list:
        name = f"{self.opts.app_label}_{self.opts.model_name}_decide"
        view = self.admin_site.admin_view(self.decide_view)
        return [path("<path:object_id>/decide/", view, name=name), *super().get_urls()]

    def decide_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Carry out the verb of one button, and show the row's page again."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        verb = self.verbs().get(request.POST.get("verb", ""))
        if verb is None:
            raise BadRequest("No such verb.")
        self.carry_out(request, partial(self._as_seen, row, verb, request.POST.get("seen", "")))
        page = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(f"{page}?{query}" if query else page)

    @transaction.atomic
    def _as_seen(self, row: Reviewable, verb: Callable[[Reviewable], Verb], seen: str, **why: Any) -> Decision:
        """Carry out a verb on the row unless somebody has decided on it since it was `seen`."""
        return verb(curation.lock_as_seen(row, seen))(**why)

    def carry_out(self, request: HttpRequest, verb: Verb) -> bool:
        """Call a verb and tell the editor what came of it."""
        try:
            decision = verb(by=request.user, reason=request.POST.get("reason", ""))
        except CurationError as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return False
        tell_done(request, decision)
        return True

    def decide_on(self, request: HttpRequest, queryset: QuerySet, action: str) -> HttpResponse | None:
        """Decide on the rows that were ticked at once, and on all that match once that is confirmed."""
        if not request.user.has_perm(BULK) and (number := queryset.count()) > MOST_AT_ONCE:
            words = f"{number:,} rows are more than {MOST_AT_ONCE}: an archivist decides on so many. Nothing was done."
            self.message_user(request, words, messages.ERROR)
            return None
        if request.POST.get("select_across") == "1":
            return decide_on_all(self, request, queryset, action)
        self.carry_out(request, partial(ACTIONS[action][1], rows=queryset))
        return None

    @admin.action(description="Confirm the selected", permissions=["change"])
    def confirm_rows(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self.decide_on(request, queryset, "confirm_rows")

    @admin.action(description="Reject the selected", permissions=["change"])
    def reject_rows(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self.decide_on(request, queryset, "reject_rows")

    @admin.action(description="Take the decisions on the selected back", permissions=["change"])
    def restore_rows(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self.decide_on(request, queryset, "restore_rows")

    @admin.display(description="review", ordering="review")
    def state(self, row: Reviewable) -> SafeString:
        return badge(row)

    @admin.display(description="sure", ordering="confidence")
    def sure(self, row: Reviewable) -> str:
        return percent(row.confidence)

    @admin.display(description="review")
    def decided_by(self, row: Reviewable) -> str:
        return decided_by(row)


class ReadInline(admin.TabularInline):
    """Rows of an object, for reading in place; each links to its own page."""

    extra = 0
    can_delete = False
    show_change_link = True
    # More than these are read on the list that belongs to them.
    most = 30

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        parent = request.resolver_match.kwargs.get("object_id")
        first = rows.filter(**{self.parent_field: unquote(parent)}).values_list("pk", flat=True)[: self.most]
        return rows.filter(pk__in=list(first))

    @property
    def parent_field(self) -> str:
        return self.fk_name or next(f.name for f in self.model._meta.fields if f.related_model is self.parent_model)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return tuple(self.fields)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission

    @admin.display(description="review")
    def state(self, row: Reviewable) -> SafeString:
        return badge(row)


def _without_form_only(fields: Iterable) -> list:
    return [field for field in fields if field not in FORM_ONLY]
