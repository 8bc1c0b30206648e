"""What the database itself refuses, by name: each error says which rule was broken."""

from django.db import models
from django.db.models import F, Q

# Rows that no editor has decided on, for indexes that have what waits at the desk. The time of the decision, which
# has no index, says it: through an index of review or of speakers SQLite would go instead, and sort what it finds.
OPEN = Q(reviewed_at=None, source_changed=False)


def span_constraints(name):
    return [models.CheckConstraint(condition=Q(end__gt=F("start")), name=f"{name}_span_is_not_empty")]


def place_constraint(name, words):
    """The place of some words of a row: a span that is not empty, or none at all."""
    start, end = f"{words}_start", f"{words}_end"
    return models.CheckConstraint(
        condition=Q(**{start: None, end: None})
        | Q(**{f"{start}__isnull": False, f"{end}__isnull": False, f"{end}__gt": F(start)}),
        name=f"{name}_{words}_has_one_place",
    )


def date_constraint(name, date, precision, precisions):
    """A date and how exactly it is known, or neither."""
    none, known = Q(**{date: None, precision: ""}), Q(**{f"{date}__isnull": False, f"{precision}__in": precisions})
    return models.CheckConstraint(condition=none | known, name=f"{name}_{date}_has_a_precision")


def one_of(name, column, values):
    """A column that holds one of the values its choices offer, whoever writes it."""
    return models.CheckConstraint(condition=Q(**{f"{column}__in": list(values)}), name=f"{name}_{column}_is_known")


def share_constraint(name):
    return models.CheckConstraint(
        condition=Q(confidence__gte=0, confidence__lte=1), name=f"{name}_confidence_is_a_share"
    )


def not_empty(name, column):
    return models.CheckConstraint(condition=~Q(**{column: ""}), name=f"{name}_{column}_is_not_empty")


def web_address(name):
    """An address that a page may link to: nothing that a browser would run."""
    web = Q(url="") | Q(url__startswith="https://") | Q(url__startswith="http://")
    return models.CheckConstraint(condition=web, name=f"{name}_url_is_of_the_web")


def once_per_span(name, *fields):
    """One row a span. Rows whose words have gone point into an older text and claim no span of this one."""
    return models.UniqueConstraint(
        fields=[*fields, "start", "end"], condition=Q(source_changed=False), name=f"{name}_once_per_span"
    )
