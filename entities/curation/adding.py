"""What the machine missed, added by an editor: rows over the article's own words, which every ingest leaves alone."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from django.contrib.auth.models import User
from django.db.models import Max, Model

from articles.extraction.directory import normalise
from articles.extraction.types import MentionKind, QuoteKind, Role, Span
from articles.models import Article, Review
from articles.same_words import words_key
from entities.curation.captions import BY_EDITOR
from entities.curation.checking import verb
from entities.curation.errors import CurationError
from entities.curation.events import Date, clean_name, parse_day
from entities.curation.ledger import Entry
from entities.curation.people import clean_name as clean_person_name
from entities.curation.quotes import DECIDED, refuse_rejected
from entities.curation.words import ends_of, refuse_words, stand_at
from entities.models import Alias, Decision, Event, EventMention, EventParticipant, Mention, Person, Quote, QuotePart
from entities.store.mentions import PLACES
from entities.store.names import alias_kind, free_slugs, sort_name
from entities.store.saving import is_free

OPENING_MARKS = "“\"‘'«„"


@verb
def add_quote(
    *,
    article: Article,
    spans: Iterable[Span | tuple[int, int]],
    speaker: Person | None = None,
    words: str = "",
    by: User,
    reason: str = "",
) -> Decision:
    """Add a quote: the words of the article in each of `spans`, in order, and who says them, if that is known.

    `words` are how the article names the speaker there. Words that stand in quotation marks are a
    direct quote, others are reported speech.
    """
    entry = Entry(Decision.Verb.ADD_QUOTE, by=by, reason=reason)
    article = entry.open(article)
    parts = [_stretch(article, start, end) for start, end in ends_of(spans)]
    _refuse_quote(article, parts)
    refuse_rejected([speaker] if speaker else [])
    words = " ".join(words.split())
    refuse_words(words, article.text, near=parts[0].start)
    in_marks = all(article.text[: part.start].rstrip()[-1:] in tuple(OPENING_MARKS) for part in parts)
    quote = Quote(
        article=article, start=parts[0].start, end=parts[-1].end, speaker=speaker, rule=BY_EDITOR,
        words_key=words_key(" ".join(part.of(article.text) for part in parts)),
        kind=QuoteKind.DIRECT if in_marks else QuoteKind.INDIRECT, speaker_evidence=DECIDED if speaker else "",
    )  # fmt: skip
    stand_at(quote, words, near=quote.start)
    entry.mark(quote, Review.EDITED)
    entry.add(quote)
    for order, part in enumerate(parts):
        entry.add(QuotePart(quote=quote, order=order, start=part.start, end=part.end, text=part.of(article.text)))
    return entry.close(target=quote)


@verb
def add_event(
    *,
    article: Article,
    start: int,
    end: int,
    name: str = "",
    date: Date = "",
    people: Iterable[Person] = (),
    event: Event | None = None,
    by: User,
    reason: str = "",
) -> Decision:
    """Add an event where the article tells of it, and who took part; `event` is one that the archive knows already.

    Without a name the event is called as the words have it.
    """
    entry = Entry(Decision.Verb.ADD_EVENT, by=by, reason=reason)
    article, people = entry.open(article), list({person.pk: person for person in people}.values())
    span = _stretch(article, start, end)
    words = _short(span.of(article.text), EventMention)
    refuse_rejected(people)
    if event is not None:
        if event.review == Review.REJECTED:
            raise CurationError("The event was rejected. Take that back first.")
        if article.event_mentions.filter(event=event, start=start, end=end, source_changed=False).exists():
            raise CurationError(f"“{words}” is a mention of {event} already.")
    else:
        event = _new_event(entry, clean_name(name or words), date)
    mention = EventMention(event=event, article=article, start=start, end=end, text=words, rule=BY_EDITOR)
    took_part = [EventParticipant(event=event, article=article, person=person, rule=BY_EDITOR) for person in people]
    there = set(article.event_participants.filter(event=event).values_list("person", flat=True))
    for row in [mention, *(row for row in took_part if row.person_id not in there)]:
        entry.mark(row, Review.EDITED)
        entry.add(row)
    return entry.close(target=event, concerns=[event])


@verb
def add_mention(
    *, article: Article, start: int, end: int, person: Person | None = None, name: str = "", by: User, reason: str = ""
) -> Decision:
    """Say that the article names a person in these words; without `person`, somebody new to the archive, by `name`."""
    entry = Entry(Decision.Verb.ADD_MENTION, by=by, reason=reason)
    article = entry.open(article)
    span = _stretch(article, start, end)
    words = _short(span.of(article.text), Mention)
    refuse_rejected([person] if person else [])
    for mention in article.mentions.filter(source_changed=False, start__lt=end, end__gt=start):
        raise CurationError(f"“{mention}” is a mention already. Say there who is meant.")
    person = person or _new_person(entry, name or words)
    chains = article.mentions.filter(person=person).order_by("start").values_list("chain", flat=True)
    last = article.mentions.aggregate(last=Max("chain"))["last"]
    role = next(role for begin, close, role in article.spans if begin <= start < close)
    row = Mention(
        article=article, person=person, start=start, end=end, text=words, kind=MentionKind.NAME, evidence=DECIDED,
        chain=chains[0] if chains else (0 if last is None else last + 1), rule=BY_EDITOR,
        place=PLACES.get(Role(role), Mention.Place.OTHER),
    )  # fmt: skip
    entry.mark(row, Review.EDITED)
    entry.add(row)
    return entry.close(target=row, label=f"{words} is {person}")


def _new_person(entry: Entry, name: str) -> Person:
    name = clean_person_name(Person, name)
    slug = free_slugs(Person, [name], fallback="person")[0]
    person = Person(name=name, slug=slug, sort_name=sort_name(name), rule=BY_EDITOR)
    entry.mark(person, Review.EDITED)
    entry.add(person)
    entry.add(Alias(person=person, name=name, normalised=normalise(name), kind=alias_kind(name, name)))
    return person


def _new_event(entry: Entry, name: str, date: Date) -> Event:
    day, precision = parse_day(date)
    slug = free_slugs(Event, [name], fallback="event")[0]
    event = Event(name=name, slug=slug, date=day, date_precision=precision, rule=BY_EDITOR)
    entry.mark(event, Review.EDITED)
    return entry.add(event)


def _stretch(article: Article, start: int, end: int) -> Span:
    if not 0 <= start < end <= len(article.text) or not article.text[start:end].strip():
        raise CurationError(f"There are no words from {start} to {end} in the article.")
    return Span(start, end)


def _short(words: str, model: type[Model]) -> str:
    if len(words) > (length := model._meta.get_field("text").max_length):
        raise CurationError(f"The words are longer than {length} characters.")
    return words


def _refuse_quote(article: Article, parts: Sequence[Span]) -> None:
    if not parts:
        raise CurationError("Choose the words that were said.")
    if any(after.start < before.end for before, after in pairwise(parts)):
        raise CurationError("The parts of a quote follow each other and do not overlap.")
    for quote in article.quotes.filter(source_changed=False).prefetch_related("parts"):
        if quote.review == Review.REJECTED:
            if (quote.start, quote.end) == (parts[0].start, parts[-1].end):
                raise CurationError("An editor said that these words are no quote. Take that back first.")
        elif not all(is_free(Span(part.start, part.end), parts) for part in quote.parts.all()):
            raise CurationError(f"{quote} is a quote already. Correct that one.")
