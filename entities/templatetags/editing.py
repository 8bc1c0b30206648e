"""What the notes of an article show to editors beside what they show to all."""

from django import template
from django.db.models import Model
from django.urls import reverse

from entities.models import Event, Person
from entities.rows import told_apart_by
from entities.store.dates import prefix

register = template.Library()


@register.filter
def told_apart(person: Person) -> str:
    """Role, years and number of articles."""
    return told_apart_by(person)


@register.filter
def begins(event: Event) -> str:
    """The date as an editor writes it: 2004, 2004-02, 2004-02-01."""
    return prefix(event.date, event.date_precision)


@register.filter
def ends(event: Event) -> str:
    return prefix(event.end_date, event.end_precision)


@register.filter
def admin_page(row: Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
