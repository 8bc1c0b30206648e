"""Form fields that understand what an address says, and answer in the reader's words.

Every field cleans to None, one `Chosen` or a list of them.
"""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import Model, Q

from entities.models import Alias, Event, Person
from entities.rows import people_told_apart, told_apart_by

MOST_VALUES = 20
LONGEST_VALUE = 300
CANDIDATES = 8
UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A value of a filter: `param` stands in the address, `label` is read, `key` goes to the QuerySet.

    In the sentence of a list it is `said`, where not by its label.
    """

    param: str
    label: str
    key: object
    said: str = ""


class Unclear(ValidationError):
    """Words that mean none or several of the choices.

    `candidates` are what they may mean, and `understood` the other values of the field.
    """

    def __init__(self, message: str, *, written: str, candidates: Sequence[Chosen] = ()):
        super().__init__(message, code="unclear")
        self.written = written
        self.candidates = candidates
        self.understood: list[Chosen] = []


class ListInput(forms.Widget):
    """Reads every value of a repeated parameter."""

    def value_from_datadict(self, data, files, name):
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])


class ListField(forms.Field):
    widget = ListInput

    def clean(self, value: Iterable[str] | None) -> list[Chosen]:
        written = list(dict.fromkeys(text.strip() for text in value or () if text.strip()))
        if len(written) > MOST_VALUES:
            raise ValidationError(f"At most {MOST_VALUES} values.")
        for text in written:
            check(text)
        return list({chosen.param: chosen for chosen in self.read(written)}.values())

    def read(self, written: list[str]) -> Iterable[Chosen]:
        """Return what the values mean, or raise ValidationError."""
        raise NotImplementedError


class ChoicesField(ListField):
    """Any number of a few fixed choices."""

    def __init__(self, *, choices: Sequence[tuple[str, str]], **kwargs):
        super().__init__(**kwargs)
        self.choices = dict(choices)

    def read(self, written):
        if unknown := [text for text in written if text not in self.choices]:
            raise ValidationError(f"“{_short(unknown[0])}” is none of: {', '.join(self.choices)}.")
        return [Chosen(text, self.choices[text], text) for text in written]


class ChoiceField(ChoicesField):
    """One of a few fixed choices, a mapping of param to (label, key)."""

    def clean(self, value) -> Chosen | None:
        chosen = super().clean(value)
        if len(chosen) > 1:
            raise ValidationError("Choose one.")
        return chosen[0] if chosen else None


class SortField(ChoiceField):
    """One of the orders of a list; `orders` maps param to (label, order_by arguments)."""

    def __init__(self, *, orders: dict[str, tuple[str, tuple]], **kwargs):
        super().__init__(choices=[(param, label) for param, (label, _) in orders.items()], **kwargs)
        self.orders = orders

    def read(self, written):
        return [Chosen(c.param, c.label, self.orders[c.param][1]) for c in super().read(written)]


class YearsField(ListField):
    """Years of four digits, and `undated`."""

    def read(self, written):
        if unknown := [text for text in written if not re.fullmatch(r"[0-9]{4}", text) and text != UNDATED]:
            raise ValidationError(f"“{_short(unknown[0])}” is no year: write four digits, or {UNDATED}.")
        return [
            Chosen(text, "without a date", None) if text == UNDATED else Chosen(text, text, int(text))
            for text in sorted(written)
        ]


class LookupField(ListField):
    """Values that the archive knows: asked for exactly, or by words that only one of them holds."""

    def __init__(self, *, noun: str, **kwargs):
        super().__init__(**kwargs)
        self.noun = noun

    def read(self, written):
        exact = self.find_exact(written) if written else {}
        found, unclear = [], None
        for text in written:
            try:
                found.append(exact.get(text) or self._only(text))
            except Unclear as error:
                unclear = unclear or error
        if unclear:
            unclear.understood = found
            raise unclear
        return found

    def _only(self, text: str) -> Chosen:
        found = self.find_like(text)
        if len(found) == 1:
            return found[0]
        if not found:
            raise Unclear(f"The archive knows no {self.noun} “{_short(text)}”.", written=text)
        raise Unclear(f"Several match “{_short(text)}”: choose one.", written=text, candidates=found)

    def find_exact(self, written: list[str]) -> dict[str, Chosen]:
        raise NotImplementedError

    def find_like(self, text: str) -> list[Chosen]:
        raise NotImplementedError


class PeopleField(LookupField):
    """People by slug or by name. A merged person counts as the survivor; the key is the cluster's primary keys."""

    def find_exact(self, written):
        people = Person.objects.visible().filter(slug__in=written).select_related("survivor")
        asked = {person.slug: person.current for person in people}
        clusters, names = _clusters(asked.values()), Counter(person.name for person in {*asked.values()})
        same = [person.pk for person in asked.values() if names[person.name] > 1]
        apart = people_told_apart(Person.objects.all()).in_bulk(same) if same else {}
        return {slug: Chosen(p.slug, _named(apart.get(p.pk, p), names), clusters[p.pk]) for slug, p in asked.items()}

    def find_like(self, text):
        aliases = Alias.objects.filter(name__icontains=text)
        named = (
            Q(name__icontains=text) | Q(pk__in=aliases.values("person")) | Q(stands_for__in=aliases.values("person"))
        )
        found = people_told_apart(Person.objects.current().filter(named)).distinct().order_by("sort_name", "pk")
        people = list(found[:CANDIDATES])
        same = [person for person in people if person.name.casefold() == text.casefold()]
        clusters, names = _clusters(people), Counter(person.name for person in people)
        return [Chosen(p.slug, _named(p, names), clusters[p.pk]) for p in (same if len(same) == 1 else people)]


class EventsField(LookupField):
    """Events by slug or by name. A merged event counts as the survivor; the key is the primary key."""

    def find_exact(self, written):
        events = Event.objects.visible().filter(slug__in=written).select_related("survivor")
        return {e.slug: Chosen(e.current.slug, e.current.name, e.current.pk) for e in events}

    def find_like(self, text):
        named = Q(name__icontains=text) | Q(stands_for__name__icontains=text)
        events = Event.objects.current().filter(named).distinct().order_by("name", "pk")[:CANDIDATES]
        return [Chosen(e.slug, e.name, e.pk) for e in events]


class NamesField(LookupField):
    """Words of one column: publishers, agencies, places."""

    def __init__(self, *, model: type[Model], column: str, **kwargs):
        super().__init__(**kwargs)
        self.model = model
        self.column = column

    def find_exact(self, written):
        rows = self.model.objects
        return {text: Chosen(text, text, text) for text in written if rows.filter(**{self.column: text}).exists()}

    def find_like(self, text):
        return self._names(**{f"{self.column}__icontains": text})

    def _names(self, **condition) -> list[Chosen]:
        rows = self.model.objects.filter(**condition).order_by(self.column)
        names = rows.values_list(self.column, flat=True).distinct()[: max(CANDIDATES, MOST_VALUES)]
        return [Chosen(name, name, name) for name in names]


class DayField(forms.Field):
    """A year, month or day as YYYY, YYYY-MM or YYYY-MM-DD; the key is its first or its last day."""

    widget = forms.TextInput

    def __init__(self, *, last: bool, **kwargs):
        super().__init__(**kwargs)
        self.last = last

    def clean(self, value: str | None) -> Chosen | None:
        text = (value or "").strip()
        if not text:
            return None
        check(text)
        match = re.fullmatch(r"(1[5-9][0-9]{2}|2[01][0-9]{2})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?", text)
        try:
            year, month, day = (int(part) if part else None for part in match.groups()) if match else (0, 0, 0)
            key = _bound(year, month, day, last=self.last)
        except ValueError as err:
            raise ValidationError(f"“{_short(text)}” is no date: write YYYY, YYYY-MM or YYYY-MM-DD.") from err
        return Chosen(text, _say_day(key, month, day), key)


def first_problem(form: forms.Form) -> str:
    """What was written wrongly first: "Sort: “evil” is none of: newest, oldest."."""
    return next((f"{form[name].label}: {problems[0]}" for name, problems in form.errors.items()), "")


def _bound(year: int, month: int | None, day: int | None, *, last: bool) -> date:
    if month is None:
        return date(year, 12, 31) if last else date(year, 1, 1)
    first = date(year, month, day or 1)
    return first.replace(day=monthrange(year, month)[1]) if last and not day else first


def _say_day(key: date, month: int | None, day: int | None) -> str:
    if month is None:
        return str(key.year)
    return f"{key.day} {key:%B %Y}" if day else f"{key:%B %Y}"


def check(text: str, longest: int = LONGEST_VALUE) -> None:
    ProhibitNullCharactersValidator()(text)
    if len(text) > longest:
        raise ValidationError(f"At most {longest} characters.")


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _named(person: Person, names: Mapping[str, int]) -> str:
    """The name; of several who bear it, with what tells them apart."""
    return f"{person.name} ({told_apart_by(person)})" if names[person.name] > 1 else person.name


def _clusters(people: Iterable[Person]) -> dict[int, tuple[int, ...]]:
    """Return for each person the primary keys of everyone they stand for, in one query."""
    clusters = {person.pk: [person.pk] for person in people}
    merged = Person.objects.filter(survivor__in=clusters).order_by("pk").values_list("survivor", "pk")
    for survivor, pk in merged if clusters else ():
        clusters[survivor].append(pk)
    return {pk: tuple(members) for pk, members in clusters.items()}
