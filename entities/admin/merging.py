"""The page on which an editor sees what a merge means, before it happens."""

from dataclasses import dataclass
from itertools import combinations, islice
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from entities import curation
from entities.curation import CurationError
from entities.curation.merging import Together, seen_together, why_not_one
from entities.done import tell_done
from entities.models import Person

if TYPE_CHECKING:
    from entities.admin.people import PersonAdmin

# Sentences and photos shown of two people who are seen together.
MOST_EVIDENCE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """Two of the people who are seen together, and where."""

    one: Person
    other: Person
    seen: list[Together]


class MergeForm(forms.Form):
    keep = forms.ModelChoiceField(queryset=None, empty_label=None, widget=forms.RadioSelect)
    reason = forms.CharField(required=False, max_length=500)
    sure = forms.BooleanField(required=False)

    def __init__(self, people: list[Person], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].queryset = Person.objects.filter(pk__in=[person.pk for person in people])


def merge_view(model_admin: "PersonAdmin", request: HttpRequest) -> HttpResponse:
    """Show, side by side, who would become one; merge them when the form is posted."""
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    asked = {int(key) for key in request.GET.getlist("people") if key.isdecimal() and len(key) < 19}
    people = list(model_admin.get_queryset(request).filter(pk__in=asked).order_by("-article_count", "pk"))
    if len(people) < 2:
        messages.error(request, "Choose at least two people to merge.")
        return HttpResponseRedirect(reverse("admin:entities_person_changelist"))
    form = MergeForm(people, request.POST or None, initial={"keep": people[0].pk})
    if request.method == "POST" and form.is_valid() and _merge(request, people, form.cleaned_data):
        page = reverse("admin:entities_person_change", args=[form.cleaned_data["keep"].pk])
        return HttpResponseRedirect(page)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Is this one person?",
        "opts": model_admin.opts,
        "people": [(person, model_admin.sentences(person)) for person in people],
        "form": form,
        "kept": str(form["keep"].value()),
        "problems": [problem for one, other in combinations(people, 2) if (problem := why_not_one(one, other))],
        "warnings": _warnings(people),
    }
    return TemplateResponse(request, "admin/merge_people.html", context)


def _warnings(people: list[Person]) -> list[Warned]:
    pairs = [
        Warned(one=one, other=other, seen=list(islice(seen_together(one, other), MOST_EVIDENCE)))
        for one, other in combinations(people, 2)
    ]
    return [pair for pair in pairs if pair.seen]


def _merge(request: HttpRequest, people: list[Person], wanted: dict) -> bool:
    """Merge everyone into the one to keep: all of them, or none."""
    keep = wanted["keep"]
    try:
        with transaction.atomic():
            decisions = [
                curation.merge_people(
                    keep=keep, merge=person, by=request.user, reason=wanted["reason"], sure=wanted["sure"]
                )
                for person in people
                if person != keep
            ]
    except CurationError as refused:
        messages.error(request, str(refused))
        return False
    for decision in decisions:
        tell_done(request, decision)
    return True
