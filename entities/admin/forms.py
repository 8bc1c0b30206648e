"""Forms that show what an editor may decide on, and remember what they were looking at."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.widgets import AdminTextInputWidget, AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from articles.models import Article, Caption, Review
from entities.curation import state_seen
from entities.models import Depiction, Event, EventMention, EventParticipant, Person
from entities.rows import person_label
from entities.store.dates import prefix

FORM_ONLY = ("reason", "seen", "pictured", "when", "until")


class InOrder(AutocompleteSelectMultiple):
    """Shows what is chosen in the order in which it was chosen, each to be removed by itself."""

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict:
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}

    def optgroups(self, name: str, value: list[str], attrs: dict | None = None) -> list:
        groups = super().optgroups(name, value, attrs)
        for _, options, _ in groups:
            options.sort(key=lambda option: value.index(str(option["value"])))
        return groups


class PeopleChoice(forms.ModelMultipleChoiceField):
    """People in the order in which they were chosen."""

    def label_from_instance(self, person: Person) -> str:
        return person_label(person)

    def clean(self, value: Any) -> list[Person]:
        chosen: QuerySet[Person] = super().clean(value)
        place = {str(pk): number for number, pk in enumerate(value or ())}
        return sorted(chosen, key=lambda person: place[str(person.pk)])

    def has_changed(self, initial: list[int] | None, data: list[str] | None) -> bool:
        return [str(pk) for pk in initial or ()] != [str(pk) for pk in data or ()]


class ReasonActionForm(ActionForm):
    everything = forms.BooleanField(required=False, label="all that match, on every page: ")
    reason = forms.CharField(required=False, max_length=500, label="Why: ")


class DecisionForm(forms.ModelForm):
    """Saves nothing itself: what changed goes to a verb of `entities.curation`, which may refuse."""

    refusal = ""

    reason = forms.CharField(
        required=False, max_length=500, label="Why", help_text="For those who ask later. Kept in the ledger."
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = state_seen(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.refusal:
            raise ValidationError(self.refusal)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """Leave the row to the verb: it is never written as this form has it."""
        return {field.name for field in self._meta.model._meta.fields}

    @property
    def decided(self) -> set[str]:
        """The fields that the editor changed."""
        return set(self.changed_data) - {"reason", "seen"}


def shown_in(caption: Caption) -> list[int]:
    """Primary keys of the people in the photo, in order, each as the person who stands for them."""
    rows = caption.depictions.visible().exclude(person__review=Review.REJECTED)
    rows = rows.select_related("person").order_by("order", "pk")
    return list(dict.fromkeys(row.person.survivor_id or row.person_id for row in rows))


class CaptionForm(DecisionForm):
    pictured = PeopleChoice(
        queryset=Person.objects.current(),
        required=False,
        help_text="In the order in which the caption names them. Whoever you leave out stays out of this photo.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "pictured" in self.fields:
            self.fields["pictured"].widget = InOrder(Depiction._meta.get_field("person"), admin.site)
            self.fields["pictured"].widget.choices = self.fields["pictured"].choices
            self.initial["pictured"] = shown_in(self.instance)


class EventForm(DecisionForm):
    when = forms.CharField(
        required=False, max_length=10, help_text="YYYY, YYYY-MM or YYYY-MM-DD, as exactly as it is known."
    )
    until = forms.CharField(required=False, max_length=10, help_text="Where it lasted longer.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event: Event = self.instance
        self.initial["when"] = prefix(event.date, event.date_precision)
        self.initial["until"] = prefix(event.end_date, event.end_precision)


class AddForm(forms.ModelForm):
    refusal = ""
    reason = forms.CharField(required=False, max_length=500, label="Why", widget=AdminTextInputWidget)

    def clean(self) -> dict[str, Any]:
        if self.refusal:
            raise ValidationError(self.refusal)
        return super().clean()

    def _get_validation_exclusions(self) -> set[str]:
        """Leave the row to the verb, which brings it into order and says in words what is wrong."""
        return {field.name for field in self._meta.model._meta.fields}


class AddEventForm(AddForm):
    article = forms.ModelChoiceField(queryset=Article.objects.defer("text", "spans"))
    words = forms.CharField(
        widget=AdminTextInputWidget,
        max_length=300,
        help_text="How the article puts it, in its own words; the first place where they stand is taken.",
    )
    name = forms.CharField(
        required=False, max_length=300, help_text="Empty: as the words have it.", widget=AdminTextInputWidget
    )
    when = forms.CharField(required=False, max_length=10, help_text="YYYY, YYYY-MM or YYYY-MM-DD.")
    people = PeopleChoice(queryset=Person.objects.current(), required=False, label="Who took part")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["article"].widget = AutocompleteSelect(EventMention._meta.get_field("article"), admin.site)
        self.fields["people"].widget = InOrder(EventParticipant._meta.get_field("person"), admin.site)
        for name in ("article", "people"):
            self.fields[name].widget.choices = self.fields[name].choices
