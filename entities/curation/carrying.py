"""What becomes of decisions whose words the article no longer has."""

from django.contrib.auth.models import User
from django.db.models import Model

from articles.differences import ALIKE, likeness
from articles.models import Caption, Review, Reviewable
from entities.curation.checking import verb
from entities.curation.errors import CurationError
from entities.curation.ledger import Entry, name_of
from entities.curation.quotes import DECIDED
from entities.curation.review import restore
from entities.models import Decision, Quote
from entities.store.quotes import RELATIONS

# What of a row is the decision's, beside whether it stands.
CARRIED = {Quote: ("speaker_id",), Caption: ("photographer", "agency", "place")}


@verb
def carry_over(*, row: Reviewable, to: Reviewable, by: User, reason: str = "") -> Decision:
    """Let a decision whose words are gone stand with the words that the article has in their place.

    The new row takes what was decided, the old one goes back to the machine, which has no use for it.
    """
    entry = Entry(Decision.Verb.CARRY_OVER, by=by, reason=reason)
    old, new = entry.open(row), entry.open(to)
    _refuse(old, new)
    changed = [name for name in CARRIED[type(old)] if getattr(old, name) != getattr(new, name)]
    for name in changed:
        setattr(new, name, getattr(old, name))
    if isinstance(old, Quote):
        if changed:
            new.speaker_inferred, new.speaker_evidence = False, DECIDED
        for name in RELATIONS:
            people = set(getattr(old, name).values_list("pk", flat=True))
            changed += [name] if people != set(getattr(new, name).values_list("pk", flat=True)) else []
            entry.relate(new, name, people)
    stands = Review.EDITED if changed else Review.CONFIRMED
    entry.mark(new, Review.REJECTED if old.review == Review.REJECTED else stands)
    entry.mark(old, Review.MACHINE)
    return entry.close(target=new, label=f"{name_of(old)}, now {name_of(new)}")


def _refuse(old: Reviewable, new: Reviewable) -> None:
    if type(old) is not type(new) or type(old) not in CARRIED or old.article_id != new.article_id:
        raise CurationError("A decision is carried over to a row of the same kind in the same article.")
    if old.is_machine or not old.source_changed:
        raise CurationError("The words of this decision are still there, or nobody decided on them.")
    if not new.is_machine or new.source_changed:
        raise CurationError("An editor decided on the new words already.")


def successor_of(row: Model) -> Model | None:
    """The machine's row in this text that has the most words of a row whose own words are gone."""
    if type(row) not in CARRIED:
        return None
    rows = type(row).objects.unreviewed().filter(article=row.article_id, source_changed=False).order_by("start")
    rows = rows.prefetch_related("parts") if isinstance(row, Quote) else rows
    ranked = [(likeness(_words(row), _words(other)), -abs(other.start - row.start), other) for other in rows]
    score, _, best = max(ranked, key=lambda ranking: ranking[:2], default=(0, 0, None))
    return best if score >= ALIKE else None


@verb
def settle(*, row: Reviewable, by: User, reason: str = "") -> Decision:
    """Accept that the words of a decision are gone: it stands with the words in their place, or is taken back."""
    reason = reason or "The article no longer has these words."
    if successor := successor_of(row):
        return carry_over(row=row, to=successor, by=by, reason=reason)
    if isinstance(row, Caption) and row.is_machine:
        return restore(rows=row.depictions.decided(), by=by, reason=reason)
    return restore(rows=[row], by=by, reason=reason)


def _words(row: Model) -> str:
    return row.words if isinstance(row, Quote) else row.text
