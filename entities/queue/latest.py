"""What an editor did last, to be undone."""

from django.contrib.auth.models import User
from django.db.models import QuerySet

from entities.models import Decision

# Decisions shown under the question.
MOST = 5
NOT_UNDONE = (Decision.Verb.UNDO, Decision.Verb.RELEASE)


def latest_of(user: User) -> QuerySet[Decision]:
    """The newest decisions of an editor that stand."""
    return Decision.objects.filter(by=user, undone_by=None).exclude(verb__in=NOT_UNDONE)[:MOST]
