"""What the machine would now say of a decided row: an editor takes it, or says that it is not so."""

from collections.abc import Sequence
from itertools import pairwise

from django.contrib.auth.models import User
from django.db.models import Model

from articles.extraction.types import Span
from articles.models import Review
from articles.same_words import words_key
from entities.curation.captions import set_credit, set_pictured
from entities.curation.checking import verb
from entities.curation.errors import CurationError
from entities.curation.events import rename_event, set_event_date
from entities.curation.ledger import Entry
from entities.curation.locking import lock
from entities.curation.mentions import resolve_mention
from entities.curation.quotes import set_about, set_addressees, set_speaker
from entities.curation.words import ends_of
from entities.models import Decision, Person, Quote, QuotePart, Suggestion

Field = Suggestion.Field


@verb
def accept_suggestion(*, suggestion: Suggestion, by: User, reason: str = "") -> Decision:
    """Decide as the machine suggests, through the verb that an editor would have used."""
    row = suggestion.row
    if row is None:
        raise CurationError("What this was about is no longer in the archive.")
    lock(type(row)._base_manager.filter(pk=row.pk))
    found = lock(Suggestion.objects.filter(pk=suggestion.pk))
    if not found or found[0].value != suggestion.value:
        raise CurationError("A later ingest says something else. Look again.")
    reason = reason or f"As the machine suggests (rule {suggestion.rule})."
    decision = _decide(row, found[0], by=by, reason=reason)
    suggestion.delete()
    return decision


@verb
def dismiss_suggestion(*, suggestion: Suggestion, by: User, reason: str = "") -> Decision:
    """Stand by the decision. The same suggestion is not made again until the machine says something else."""
    entry = Entry(Decision.Verb.DISMISS_SUGGESTION, by=by, reason=reason)
    suggestion = entry.open(suggestion)
    if suggestion.dismissed_at:
        raise CurationError("This was dismissed already.")
    suggestion.dismissed_by, suggestion.dismissed_at = by, entry.at
    row = suggestion.row
    return entry.close(target=row, label=f"{row}: {suggestion}", concerns=[row] if row else [])


@verb
def set_reach(*, quote: Quote, spans: Sequence[tuple[int, int]], by: User, reason: str = "") -> Decision:
    """Set where a quote begins and ends, part by part, in characters of the article's text."""
    entry = Entry(Decision.Verb.SET_REACH, by=by, reason=reason)
    quote = entry.open(quote)
    text, parts = quote.article.text, entry.open_all(quote.parts.all())
    wanted = _spans(ends_of(spans), len(text))
    _refuse_reach(quote, wanted)
    if [Span(part.start, part.end) for part in parts] == wanted:
        raise CurationError("The quote begins and ends there already. Confirm it if that is right.")
    for order, span in enumerate(wanted):
        part = parts[order] if order < len(parts) else QuotePart(quote=quote, order=order)
        part.start, part.end, part.text = span.start, span.end, span.of(text)
        if part.pk is None:
            entry.add(part)
    for part in parts[len(wanted) :]:
        entry.remove(part)
    quote.start, quote.end = wanted[0].start, wanted[-1].end
    quote.words_key = words_key(" ".join(span.of(text) for span in wanted))
    entry.mark(quote, Review.EDITED)
    return entry.close(target=quote)


def _spans(places: Sequence[tuple[int, int]], length: int) -> list[Span]:
    bounds = [bound for place in places for bound in place]
    if not bounds or bounds[0] < 0 or bounds[-1] > length or not all(one <= other for one, other in pairwise(bounds)):
        raise CurationError("The parts of a quote stand in the text, in their order, and do not overlap.")
    if any(start == end for start, end in places):
        raise CurationError("A part of a quote has at least one character.")
    return [Span(start, end) for start, end in places]


def _refuse_reach(quote: Quote, wanted: Sequence[Span]) -> None:
    if quote.review == Review.REJECTED:
        raise CurationError("The quote was rejected. Take that back first.")
    if quote.source_changed:
        raise CurationError("The article no longer has the words of this quote.")
    others = QuotePart.objects.filter(quote__article=quote.article_id, quote__source_changed=False)
    others = others.exclude(quote=quote).exclude(quote__review=Review.REJECTED)
    for other in others.filter(start__lt=wanted[-1].end, end__gt=wanted[0].start).select_related("quote"):
        if any(span.overlaps(Span(other.start, other.end)) for span in wanted):
            raise CurationError(f"“{other.text[:60]}” belongs to another quote. Reject that one first.")


def _decide(row: Model, suggestion: Suggestion, *, by: User, reason: str) -> Decision:
    value, told = suggestion.value, {"by": by, "reason": reason}
    match suggestion.field:
        case Field.SPEAKER:
            [person] = _people([value["person"]] if value["person"] else []) or [None]
            return set_speaker(quote=row, person=person, words=value["words"] or None, **told)
        case Field.REACH:
            return set_reach(quote=row, spans=[tuple(part) for part in value["parts"]], **told)
        case Field.ABOUT:
            return set_about(quote=row, people=_people(value["people"]), **told)
        case Field.ADDRESSEES:
            return set_addressees(quote=row, people=_people(value["people"]), **told)
        case Field.PICTURED:
            return set_pictured(caption=row, people=_people(value["people"]), **told)
        case Field.CREDIT:
            return set_credit(caption=row, **value, **told)
        case Field.NAME:
            return rename_event(event=row, name=value["name"], **told)
        case Field.DATE:
            return set_event_date(event=row, date=value["date"], end=value["end"], **told)
        case _:
            [person] = _people([value["person"]])
            return resolve_mention(mention=row, person=person, **told)


def _people(keys: Sequence[int]) -> list[Person]:
    found = Person.objects.in_bulk(keys)
    if len(found) < len(set(keys)):
        raise CurationError("Somebody it names is no longer in the archive: a later ingest removed them.")
    return [found[key].current for key in keys]
