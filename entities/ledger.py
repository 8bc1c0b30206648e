"""The ledger for reading: each decision with what it changed, and how it can be taken back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Count, Model, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from articles.models import Article, Caption, RelatedLink, Review
from entities.curation import blockers
from entities.models import (
    Alias,
    Change,
    Decision,
    Depiction,
    EntityMention,
    Event,
    EventMention,
    EventParticipant,
    KeptApart,
    Mention,
    Person,
)
from entities.models.decision import TURNS
from entities.told import Line, told

# Rows told of a decision in the list, and on its own page.
FEW, MANY = 12, 200
# What taking a decision back takes: to be one who decides.
MAY_UNDO = "entities.change_quote"
# Who may decide on more rows at once than these, and take back what others decided on so many.
BULK, MOST_AT_ONCE = "entities.bulk_decide", 100
# What is read with a row so that its address can be told.
WITH = {
    Person: ["survivor"],
    Event: ["survivor"],
    Alias: ["person__survivor"],
    KeptApart: ["first__survivor"],
    EventParticipant: ["event__survivor"],
}
# How the places of rows are called on the page of their article.
ANCHORS = {Mention: "m", EventMention: "e", EntityMention: "n"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A decision, the rows that it changed, and what stands between it and its undoing."""

    decision: Decision
    address: str  # of what was decided on; empty where it has no page
    lines: Sequence[Line]
    rows: int
    turns: Sequence[Decision]  # its undoing, the undoing of that, and so on
    offered: Decision | None  # what a button undoes: the last of these, or the decision where there is none
    first: Decision | None  # the later decision that has to be undone before that
    is_refused: bool  # so many rows of somebody else are not this user's to take back

    @property
    def more(self) -> int:
        return self.rows - len(self.lines)

    @property
    def is_undone(self) -> bool:
        return len(self.turns) % 2 == 1


def is_too_much(decision: Decision, rows: int, *, user: User) -> bool:
    """Whether taking back a decision on so many rows is not for the user: what they did themselves they may undo."""
    return rows > MOST_AT_ONCE and decision.by_id != user.pk and not user.has_perm(BULK)


def entries(decisions: Iterable[Decision], *, user: User, most: int = FEW) -> list[Entry]:
    """Tell decisions (`for_ledger`) in a fixed number of queries, at most `most` rows of each."""
    decisions = list(decisions)
    numbered = Window(RowNumber(), partition_by="decision", order_by="pk")
    changes = Change.objects.filter(decision__in=decisions)
    counts = dict(changes.order_by().values_list("decision").annotate(rows=Count("pk")))
    first_few = changes.annotate(place=numbered).filter(place__lte=most).order_by("decision", "pk")
    lines = defaultdict(list)
    for line in told(first_few.select_related("decision__by")):
        lines[line.decision.pk].append(line)
    first = blockers(filter(None, map(_offered, decisions)))
    targets = _targets(decisions)
    return [
        Entry(
            decision=decision,
            address=_address(targets.get(decision.pk), at_the_desk=user.is_staff),
            lines=lines[decision.pk],
            rows=counts.get(decision.pk, 0),
            turns=_turns(decision),
            offered=(offered := _offered(decision)),
            first=first.get(offered.pk) if offered else None,
            is_refused=bool(offered) and is_too_much(offered, counts.get(decision.pk, 0), user=user),
        )
        for decision in decisions
    ]


def _turns(decision: Decision) -> list[Decision]:
    """What became of a decision, as far as `for_ledger` reads it."""
    turns = []
    while len(turns) < TURNS and (decision := getattr(decision, "undone_by", None)):
        turns.append(decision)
    return turns


def _offered(decision: Decision) -> Decision | None:
    """What a button undoes. What was undone and done again once too often is found at its last turn."""
    turns = _turns(decision)
    if not turns:
        return None if decision.is_final else decision
    return None if len(turns) == TURNS or decision.verb == Decision.Verb.UNDO else turns[-1]


def _targets(decisions: Iterable[Decision]) -> dict[int, Model]:
    """The rows that were decided on, by decision; those that are gone are left out."""
    keys = defaultdict(dict)
    for decision in decisions:
        if decision.target_type and decision.target_id:
            keys[decision.target_type.model_class()][decision.pk] = decision.target_id
    targets = {}
    for model, wanted in keys.items():
        found = model._base_manager.select_related(*WITH.get(model, ()))
        found = found.defer("text", "spans", "decided_spans", "unquoted") if model is Article else found
        rows = found.in_bulk(set(wanted.values()))
        targets |= {decision: rows[pk] for decision, pk in wanted.items() if pk in rows}
    return targets


def _address(row: Model | None, *, at_the_desk: bool) -> str:
    """The page that shows a row (read as `WITH` says): the archive's, or for what was rejected the desk's."""
    if row is None:
        return ""
    if getattr(row, "review", "") == Review.REJECTED:
        page = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
        return reverse(page, args=[row.pk]) if at_the_desk else ""
    if type(row) in ANCHORS:
        return f"{Article(pk=row.article_id).get_absolute_url()}#{ANCHORS[type(row)]}-{row.pk}"
    if isinstance(row, RelatedLink):
        return Article(pk=row.article_id).get_absolute_url()
    if isinstance(row, Depiction):
        return Caption(pk=row.caption_id).get_absolute_url()
    if isinstance(row, EventParticipant):
        return row.event.get_absolute_url()
    if isinstance(row, Alias | KeptApart):
        return (row.person if isinstance(row, Alias) else row.first).get_absolute_url()
    return row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""
