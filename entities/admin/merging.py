"""The page on which an editor sees what a merge means, before it happens."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from entities import curation
from entities.curation import CurationError
from entities.curation.happenings import why_not_one_event
from entities.curation.merging import Together, seen_together, why_not_one
from entities.done import tell_done
from entities.holdings import Holdings, held_by_events, held_by_people
from entities.keys import keys_in
from entities.models import Alias, Event, Person

# Sentences and photos shown of two people who are seen together.
MOST_EVIDENCE = 4
MOST_TO_MERGE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What merging rows of one kind takes."""

    verb: Callable[..., Any]
    fields: tuple[str, ...]  # of which it can be chosen whose to show
    held: Callable[[list[int]], Holdings]
    why_not: Callable[[Any, Any], str]
    title: str


MERGES: dict[type[Model], Merge] = {
    Person: Merge(
        verb=curation.merge_people, fields=("name", "description"), held=held_by_people, why_not=why_not_one,
        title="Is this one person?",
    ),
    Event: Merge(
        verb=curation.merge_events, fields=(), held=held_by_events, why_not=why_not_one_event,
        title="Is this one event?",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One of those who may become one: what they bring, and which of the choices fall on them."""

    row: Any
    held: Holdings
    chosen: frozenset[str]
    sentences: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What there would be after the merge."""

    keep: Any
    name: str
    description: str
    held: Holdings
    names: list[str]
    moves: list[tuple[Any, Holdings]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """Two of the people who are seen together, and where."""

    one: Person
    other: Person
    seen: list[Together]


class MergeForm(forms.Form):
    """Who is kept, and whose fields are shown; the survivor's own where nothing is said."""

    reason = forms.CharField(required=False, max_length=500)
    sure = forms.BooleanField(required=False)

    def __init__(self, rows: list[Model], fields: tuple[str, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {str(row.pk): row for row in rows}
        for name in ("keep", *fields):
            self.fields[name] = forms.ChoiceField(choices=[(pk, pk) for pk in self.rows], required=name == "keep")

    def chosen(self, name: str) -> Any:
        """Whom the form, as it stands, names for a choice."""
        known = self.rows.get(self[name].value() or "")
        return known or (self.chosen("keep") if name != "keep" else next(iter(self.rows.values())))


def to_merge_page(model_admin: admin.ModelAdmin, request: HttpRequest, rows: QuerySet) -> HttpResponseRedirect | None:
    """Lead from a list to the merge page of the rows chosen there."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[: MOST_TO_MERGE + 1])
    if not 2 <= len(keys) <= MOST_TO_MERGE:
        kind = model_admin.opts.verbose_name_plural
        messages.error(request, f"Choose two {kind} to merge, or up to {MOST_TO_MERGE}.")
        return None
    query = "&".join(f"{model_admin.opts.verbose_name_plural}={key}" for key in keys)
    return HttpResponseRedirect(f"{reverse(f'admin:entities_{model_admin.opts.model_name}_merge')}?{query}")


def merge_view(model_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Show, side by side, who would become one, and the result; merge them when the form is posted."""
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    kind, merge = str(model_admin.opts.verbose_name_plural), MERGES[model_admin.model]
    asked = keys_in(request.GET.getlist(kind))
    rows = list(model_admin.get_queryset(request).filter(pk__in=asked).order_by("pk")[:MOST_TO_MERGE])
    if len(rows) < 2:
        messages.error(request, f"Choose at least two {kind} to merge.")
        return HttpResponseRedirect(reverse(f"admin:entities_{model_admin.opts.model_name}_changelist"))
    held = {row.pk: merge.held(row.cluster()) for row in rows}
    rows.sort(key=lambda row: (-sum(held[row.pk].counts.values()), row.pk))
    form = MergeForm(rows, merge.fields, request.POST or None, initial=_initial(rows, merge))
    wants_merge = request.method == "POST" and "show" not in request.POST
    if wants_merge and form.is_valid() and _merge(request, form, merge):
        page = reverse(f"admin:entities_{model_admin.opts.model_name}_change", args=[form.chosen("keep").pk])
        return HttpResponseRedirect(page)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": merge.title,
        "opts": model_admin.opts,
        "facts": _facts(model_admin, rows),
        "columns": [_column(model_admin, row, held[row.pk], form, merge) for row in rows],
        "fields": merge.fields,
        "result": _result(form, held, merge),
        "form": form,
        "problems": [problem for one, other in combinations(rows, 2) if (problem := merge.why_not(one, other))],
        "warnings": _warnings(rows) if model_admin.model is Person else [],
    }
    return TemplateResponse(request, "admin/merge.html", context)


def _initial(rows: list[Any], merge: Merge) -> dict[str, str]:
    """The best known is kept, with the description of the first who has one."""
    initial = dict.fromkeys(("keep", *merge.fields), str(rows[0].pk))
    described = [row for row in rows if getattr(row, "description", "")]
    return initial | ({"description": str(described[0].pk)} if described else {})


def _column(model_admin: admin.ModelAdmin, row: Any, held: Holdings, form: MergeForm, merge: Merge) -> Column:
    chosen = frozenset(name for name in ("keep", *merge.fields) if form.chosen(name) == row)
    return Column(row=row, held=held, chosen=chosen, sentences=model_admin.sentences(row))


def _facts(model_admin: admin.ModelAdmin, rows: list[Any]) -> list[tuple[str, list[tuple[Any, str]]]]:
    """What is known of each, line by line, without the lines that say nothing of any."""
    known = [dict(model_admin.facts(row)) for row in rows]
    lines = [(label, [(row, facts[label]) for row, facts in zip(rows, known, strict=True)]) for label in known[0]]
    return [(label, told) for label, told in lines if any(words for _, words in told)]


def _result(form: MergeForm, held: dict[int, Holdings], merge: Merge) -> Result:
    rows, keep = form.rows.values(), form.chosen("keep")
    shown = {name: getattr(form.chosen(name), name) for name in merge.fields}
    keys = [pk for row in rows for pk in row.cluster()]
    aliases = Alias.objects.filter(person__in=keys) if isinstance(keep, Person) else Alias.objects.none()
    names = set(aliases.values_list("name", flat=True)) | {row.name for row in rows}
    return Result(
        keep=keep,
        name=shown.get("name", keep.name),
        description=shown.get("description", ""),
        held=merge.held(keys),
        names=sorted(names),
        moves=[(row, held[row.pk]) for row in rows if row != keep],
    )


def _warnings(people: list[Person]) -> list[Warned]:
    pairs = [
        Warned(one=one, other=other, seen=list(islice(seen_together(one, other), MOST_EVIDENCE)))
        for one, other in combinations(people, 2)
    ]
    return [pair for pair in pairs if pair.seen]


def _merge(request: HttpRequest, form: MergeForm, merge: Merge) -> bool:
    """Merge all the others into the one to keep, as one decision."""
    keep, said = form.chosen("keep"), form.cleaned_data
    others = [row for row in form.rows.values() if row != keep]
    more = {"sure": said["sure"], "fields": {name: form.chosen(name) for name in merge.fields}} if merge.fields else {}
    try:
        decision = merge.verb(keep=keep, merge=others, by=request.user, reason=said["reason"], **more)
    except CurationError as refused:
        messages.error(request, str(refused))
        return False
    tell_done(request, decision)
    return True
