"""The filters of the pages, asked by programs: the same names, the same messages, and nothing passed over.

A page shows what it understood; a program would not see the difference. So a parameter that is not
known, is empty or given twice is refused here.
"""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import Field
from django.http import QueryDict
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from rest_framework.views import APIView

from entities.filters.base import DescribedFilterSet
from entities.filters.fields import (
    LONGEST_VALUE,
    MOST_VALUES,
    UNDATED,
    ChoiceField,
    ChoicesField,
    DayField,
    ListField,
    NamesField,
    YearsField,
)
from entities.filters.verbs import BAR
from entities.filters.words import LONGEST_QUERY, WordsField
from newsroom.api.paging import NAMES
from newsroom.api.problems import Errors, Refused

NOT = "not_"
# Any words at all: at least one character that shows, and no null character. JSON Schema has fewer spaces than Python.
WORDS = r"^[^\x00]*[^\s\x00\x1c-\x1f\x85][^\x00]*$"
YEAR = rf"^([0-9]{{4}}|{UNDATED})$"
_LEAP = r"(1[5-9]|2[01])(0[48]|[2468][048]|[13579][26])|1600|2000"
_MONTHS = {
    "0?[13578]|1[02]": "0?[1-9]|[12][0-9]|3[01]",
    "0?[469]|11": "0?[1-9]|[12][0-9]|30",
    "0?2": "0?[1-9]|1[0-9]|2[0-8]",
}
_DAYS = "|".join(f"({month})(-({day}))?" for month, day in _MONTHS.items())
DAY = rf"^((1[5-9]|2[01])[0-9]{{2}}(-({_DAYS}))?|({_LEAP})-0?2-29)$"


class ArchiveFilters(BaseFilterBackend):
    """Filters a list by its view's `filterset_class`."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: APIView) -> DescribedFilterSet:
        """The valid filter of the rows, which is what they are paged by."""
        asked: DescribedFilterSet = view.filterset_class(as_pages_ask(request.query_params), queryset)
        fields = {name: asked.filters[name].field for name in asked.filters}
        fields |= {named(name): field for name, field in fields.items()}
        lists = {name for name, field in fields.items() if is_list(field)}
        errors = misused(request, known=(*fields, *NAMES), lists=lists)
        if errors or not asked.is_valid():
            raise Refused(asked.form.errors.as_data() | errors)
        return asked

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        filters = view.filterset_class(None, view.get_queryset()).filters
        return [_parameter(named(name), one.label, one.field) for name, one in filters.items()]


def named(name: str) -> str:
    """`not_source` for the pages' `-source`, which generated clients could not tell from `source`; both are taken."""
    return name.replace(BAR, NOT, 1) if name.startswith(BAR) else name


def as_pages_ask(params: QueryDict) -> QueryDict:
    asked = params.copy()
    for name in [name for name in params if name.startswith(NOT)]:
        asked.setlist(BAR + name.removeprefix(NOT), asked.pop(name))
    return asked


def misused(request: Request, *, known: Collection[str], lists: Collection[str] = ()) -> Errors:
    """What is wrong with the parameters of a request before anybody asks what they mean."""
    errors = {}
    for name, values in request.query_params.lists():
        if name not in known:
            there = ", ".join(sorted(known))
            message = f"There is no such parameter. There are: {there}." if there else "Nothing can be asked of it."
        elif len(values) > 1 and name not in lists:
            message = "Give it once."
        elif not all(value.strip() for value in values):
            message = "It is empty: leave it out, or give it a value."
        else:
            continue
        errors[name] = [ValidationError(message, code="invalid")]
    return errors


def is_list(field: Field) -> bool:
    return isinstance(field, ListField) and not isinstance(field, ChoiceField)


def _parameter(name: str, label: str, field: Field) -> dict[str, Any]:
    schema = schema_of(field)
    if is_list(field):
        schema = {"type": "array", "items": schema, "minItems": 1, "maxItems": MOST_VALUES}
    return {"name": name, "in": "query", "description": f"{label}. {_explained(field)}", "schema": schema}


def schema_of(field: Field) -> dict[str, Any]:
    """One value of a field, exactly as the field takes it."""
    if isinstance(field, ChoicesField):
        return {"type": "string", "enum": list(field.choices)}
    if isinstance(field, YearsField):
        return {"type": "string", "pattern": YEAR}
    if isinstance(field, DayField):
        return {"type": "string", "pattern": DAY}
    longest = LONGEST_QUERY if isinstance(field, WordsField) else LONGEST_VALUE
    return {"type": "string", "minLength": 1, "maxLength": longest, "pattern": WORDS}


def _explained(field: Field) -> str:
    if isinstance(field, ChoicesField):
        said = "; ".join(f"`{value}`: {label}" for value, label in field.choices.items())
        return f"{said}." + ("" if is_list(field) else f" `{next(iter(field.choices))}` unless told.")
    if isinstance(field, YearsField):
        return f"Four digits, or `{UNDATED}`."
    if isinstance(field, DayField):
        return "YYYY, YYYY-MM or YYYY-MM-DD."
    if isinstance(field, WordsField):
        return 'In the language of the search: words, "phrases", OR, -not, beginnings*, fields.'
    if isinstance(field, NamesField):
        return "The exact name, or words that only one name holds."
    return "By slug, by name, or by words that only one name holds."
