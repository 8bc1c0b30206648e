"""Suggestions of the machine as a page shows them, beside the decision that stands."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Model, QuerySet

from entities.models import Quote, Suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    suggestion: Suggestion
    row: Model
    may_answer: bool

    @property
    def subject(self) -> str:
        """What the row is, in its own words."""
        return getattr(self.row, "quoted", "") or str(self.row)


def suggestions_for(user: User, suggestions: QuerySet[Suggestion]) -> list[Suggested]:
    """The suggestions that wait, each with its row, in a fixed number of queries; those whose row has gone do not."""
    waiting = list(suggestions.waiting().for_display())
    keys = defaultdict(set)
    for suggestion in waiting:
        keys[suggestion.row_type.model_class()].add(suggestion.row_id)
    rows: dict[tuple[type[Model], int], Model] = {}
    for model, pks in keys.items():
        found = model.objects.visible().filter(pk__in=pks)
        found = found.prefetch_related("parts") if model is Quote else found
        rows |= {(model, row.pk): row for row in found}
    pairs = ((s, rows.get((s.row_type.model_class(), s.row_id))) for s in waiting)
    return [Suggested(suggestion=s, row=row, may_answer=user.has_perm(permission(s))) for s, row in pairs if row]


def permission(suggestion: Suggestion) -> str:
    """What answering it takes: to be allowed to change its row."""
    return f"{suggestion.row_type.app_label}.change_{suggestion.row_type.model}"
