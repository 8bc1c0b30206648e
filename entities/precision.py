"""How often the machine was right, as far as editors have said: counted from what they decided.

A row that an editor confirmed was right in every field; one that was rejected was not there to find;
one that was changed was found rightly and was wrong in the field that the editor changed. Nothing is
concluded about the other fields of a changed row, from an undone decision, or from a row that an
editor added.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import sqrt

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from articles.models import Caption, RelatedLink, Review, Reviewable
from entities.curation.captions import BY_EDITOR
from entities.models import Change, Decision, Depiction, Event, EventMention, EventParticipant, Mention, Person, Quote

FOUND = "found at all"
Verb = Decision.Verb

# What editors judge of each kind of row, beside whether it is there: the field, the verb that corrects it,
# and the columns by which an import is known to have done so.
FIELDS: dict[type[Reviewable], dict[str, tuple[Verb, list[str]]]] = {
    Quote: {
        "speaker": (Verb.SET_SPEAKER, ["speaker_id", "speaker_text"]),
        "about": (Verb.SET_ABOUT, ["about"]),
        "said to": (Verb.SET_ADDRESSEES, ["addressees"]),
    },
    Mention: {"who is meant": (Verb.RESOLVE_MENTION, ["person_id"])},
    Person: {"name": (Verb.RENAME_PERSON, ["name"])},
    Caption: {"credit": (Verb.SET_CREDIT, ["photographer", "agency"])},
    Depiction: {},
    Event: {"name": (Verb.RENAME_EVENT, ["name"]), "date": (Verb.SET_EVENT_DATE, ["date", "end_date"])},
    EventMention: {},
    EventParticipant: {},
    RelatedLink: {},
}

# The share of a normal distribution within this many standard deviations is 95 %.
Z = 1.96


@dataclass(frozen=True, slots=True)
class Judged:
    """Some rows of one kind in one field that editors judged, all right or all wrong."""

    model: type[Reviewable]
    field: str
    rule: str
    reader: str
    month: date
    right: bool
    count: int


@dataclass(slots=True, kw_only=True)
class Score:
    """What editors said of one group."""

    names: tuple
    right: int = 0
    wrong: int = 0

    @property
    def judged(self) -> int:
        return self.right + self.wrong

    @property
    def precision(self) -> float:
        """The share that was right, 0 to 1."""
        return self.right / self.judged

    @property
    def percent(self) -> int:
        return round(100 * self.precision)

    @property
    def surely_wrong(self) -> float:
        """The lower end of the 95 % interval (Wilson) of the share that was wrong: few rows prove little."""
        share, square = self.wrong / self.judged, Z**2 / self.judged
        half = Z * sqrt(share * (1 - share) / self.judged + square / (4 * self.judged))
        return max(0.0, (share + square / 2 - half) / (1 + square))


def judged() -> list[Judged]:
    """Everything that editors judged, in a fixed number of queries."""
    return [found for model, verbs in FIELDS.items() for found in _judged(model, verbs)]


def scores(rows: list[Judged], *names: str) -> list[Score]:
    """Group by attributes of `Judged`; the groups that editors most surely overrule come first."""
    groups: dict[tuple, Score] = {}
    for row in rows:
        key = tuple(getattr(row, name) for name in names)
        score = groups.setdefault(key, Score(names=key))
        if row.right:
            score.right += row.count
        else:
            score.wrong += row.count
    return sorted(groups.values(), key=lambda score: (-score.surely_wrong, -score.judged, str(score.names)))


def months(rows: list[Judged]) -> list[Score]:
    """The groups by month of the decision, the newest first."""
    return sorted(scores(rows, "month"), key=lambda score: score.names, reverse=True)


def _judged(model: type[Reviewable], verbs: dict[str, tuple[Verb, list[str]]]) -> Iterator[Judged]:
    rows = model._default_manager.decided().exclude(rule=BY_EDITOR)
    there: defaultdict[tuple, int] = defaultdict(int)
    for *group, review, count in _counts(rows, "review"):
        there[*group, review != Review.REJECTED] += count
    for (*group, right), count in there.items():
        yield Judged(model, FOUND, *group, right, count)
    kind = ContentType.objects.get_for_model(model)
    for field, (verb, columns) in verbs.items():
        made = Q(decision__verb=verb) | Q(decision__verb=Verb.IMPORT, before__has_any_keys=columns)
        corrections = Change.objects.filter(made, row_type=kind, row_id=OuterRef("pk"), decision__undone_by=None)
        kept = rows.exclude(review=Review.REJECTED).annotate(corrected=Exists(corrections))
        for *group, review, corrected, count in _counts(kept, "review", "corrected"):
            if corrected or review == Review.CONFIRMED:
                yield Judged(model, field, *group, not corrected, count)


def _counts(rows: QuerySet, *names: str) -> QuerySet:
    grouped = rows.order_by().annotate(month=TruncMonth("reviewed_at"))
    group = ("rule", "run__model", "month", *names)
    return grouped.values(*group).annotate(count=Count("pk")).values_list(*group, "count")
