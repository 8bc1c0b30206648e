"""Who said it, about whom and to whom. The words themselves are the article's and no verb touches them."""

from collections.abc import Iterable

from django.contrib.auth.models import User

from articles.models import Review
from entities.curation.checking import verb
from entities.curation.errors import CurationError
from entities.curation.ledger import Entry
from entities.curation.words import refuse_words, stand_at
from entities.models import Decision, Person, Quote

DECIDED = "An editor says so."


@verb
def set_speaker(
    *, quote: Quote, person: Person | None = None, words: str | None = None, by: User, reason: str = ""
) -> Decision:
    """Set who says it: a person, or only the article's words for them ("a viewer"), or neither.

    With a person, `words` are how the article names them there; without, the words it has stay.
    Raises CurationError for words that do not stand in the article.
    """
    entry = Entry(Decision.Verb.SET_SPEAKER, by=by, reason=reason)
    quote = entry.open(quote)
    words = " ".join(words.split()) if words is not None else None
    _refuse_speaker(quote, person, words)
    before = quote.speaker, quote.speaker_text
    if person is None or words is not None:
        stand_at(quote, words or "", near=quote.start)
    if (person, quote.speaker_text) == before:
        raise CurationError("That is the speaker already. Confirm the quote if it is right.")
    quote.speaker = person
    quote.speaker_inferred, quote.speaker_evidence = False, DECIDED
    entry.mark(quote, Review.EDITED)
    return entry.close(target=quote)


@verb
def set_about(*, quote: Quote, people: Iterable[Person], by: User, reason: str = "") -> Decision:
    """Set the people that a quote is about."""
    entry = Entry(Decision.Verb.SET_ABOUT, by=by, reason=reason)
    return _relate(
        entry, quote, "about", people, already="The quote is about them already. Confirm it if that is right."
    )


@verb
def set_addressees(*, quote: Quote, people: Iterable[Person], by: User, reason: str = "") -> Decision:
    """Set the people to whom a quote was said."""
    entry = Entry(Decision.Verb.SET_ADDRESSEES, by=by, reason=reason)
    already = "The quote was said to them already. Confirm it if that is right."
    return _relate(entry, quote, "addressees", people, already=already)


def _relate(entry: Entry, quote: Quote, name: str, people: Iterable[Person], *, already: str) -> Decision:
    quote, people = entry.open(quote), list(people)
    refuse_rejected(people)
    if {person.pk for person in people} == set(getattr(quote, name).values_list("pk", flat=True)):
        raise CurationError(already)
    entry.relate(quote, name, [person.pk for person in people])
    entry.mark(quote, Review.EDITED)
    return entry.close(target=quote)


def refuse_rejected(people: Iterable[Person]) -> None:
    for person in people:
        if person.review == Review.REJECTED:
            raise CurationError(f"{person} was rejected. Take that back first, or choose someone else.")


def _refuse_speaker(quote: Quote, person: Person | None, words: str | None) -> None:
    if quote.review == Review.REJECTED:
        raise CurationError("The quote was rejected. Take that back first.")
    refuse_rejected([person] if person else [])
    refuse_words(words or "", quote.article.text, near=quote.start)
