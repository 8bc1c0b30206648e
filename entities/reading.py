"""An article as an editor reads it: the text with its marks, and what stands in the margin."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from django.db.models import Prefetch
from django.urls import reverse

from articles.extraction.types import EntityType, MentionKind, QuoteKind, Role, Span
from articles.marking import Block, Mark, MarkKind, blocks
from articles.models import Article, Caption, Review, Reviewable, ReviewableQuerySet
from entities.models import Depiction, Event, EventMention, Mention, Person, Quote, QuotePart
from entities.rows import untold_of

# A headline this many blocks into the text still opens the page; one further down stays where it is.
HEADLINE_WITHIN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What stands beside a mark: the row it comes from, and what to call it."""

    kind: MarkKind
    row: Reviewable
    href: str
    inferred: bool = False
    number: str = ""  # quotes are numbered as in the margin: 3, or 3a and 3b for two parts
    part: str = ""  # "part 2 of 3"

    reported: bool = False  # a quote without quotation marks
    sought: bool = False  # a mention of the person whom the reader came for
    edit: str = ""  # where an editor decides on it; empty for readers

    @property
    def leads_to(self) -> str:
        """Where the mark leads: readers to its page, editors to where they decide on it."""
        return self.edit or self.href

    @property
    def classes(self) -> str:
        extra = {"inferred": self.inferred, "reported": self.reported, "sought": self.sought}
        return " ".join([self.kind, self.row.review, *(name for name, applies in extra.items() if applies)])


@dataclass(slots=True, kw_only=True)
class PersonEntry:
    name: str
    person: Person | None  # None where several people bear the name
    chain: int
    pictured: bool
    anchors: list[str] = field(default_factory=list)

    @property
    def times(self) -> int:
        return len(self.anchors)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteEntry:
    number: int
    quote: Quote


@dataclass(slots=True, kw_only=True)
class EventEntry:
    event: Event
    anchors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """`lead` ends with the headline; `rest` is everything after it. Together they are the whole text."""

    lead: list[Block]
    rest: list[Block]
    people: list[PersonEntry]
    quotes: list[QuoteEntry]
    captions: list[Caption]
    events: list[EventEntry]
    gone: list[Quote]  # decided on, and their words have left the text since
    quoted: list[Span]


def read_article(article: Article, *, editing: bool = False, sought: Person | None = None) -> ArticlePage:
    """Everything that the page of one article shows, in a fixed number of queries; for editors its marks lead on.

    The mentions of the person who is `sought` stand out.
    """
    mentions = _in_text(article.mentions.select_related("person__survivor", "reviewed_by").defer(*untold_of("person")))
    mentions = [mention for mention in mentions if _person_stands(mention)]
    quotes = article.quotes.select_related("speaker__survivor", "reviewed_by").defer(*untold_of("speaker"))
    stored = _in_order(quotes.with_pieces().with_told().visible())
    quotes = [quote for quote in stored if not quote.source_changed]
    depictions = Prefetch(
        "depictions", Depiction.objects.select_related("person__survivor").defer(*untold_of("person"))
    )
    captions = _in_text(article.captions.select_related("reviewed_by").prefetch_related(depictions))
    events = _in_text(article.event_mentions.select_related("event__survivor", "reviewed_by"))
    events = [mention for mention in events if mention.event.current.review != Review.REJECTED]
    numbered = [QuoteEntry(number=number, quote=quote) for number, quote in zip(count(1), quotes, strict=False)]
    marks = [
        *(_mark(caption, "c", editing) for caption in captions),
        *(mark for entry in numbered for mark in _quote_marks(entry, editing)),
        *(_mark(mention, "e", editing) for mention in events),
        *_entity_marks(article, events),
        *(_mark(mention, "m", editing, sought=_names(mention, sought)) for mention in mentions),
    ]
    page = blocks(article.text, article.spans, marks)
    opening = _length_of_lead(page)
    return ArticlePage(
        lead=page[:opening],
        rest=page[opening:],
        people=_people(mentions, captions),
        quotes=numbered,
        captions=captions,
        events=_events(events),
        gone=[quote for quote in stored if quote.source_changed],
        quoted=[_span(part) for quote in quotes if quote.kind != QuoteKind.INDIRECT for part in quote.pieces],
    )


def _in_text(rows: ReviewableQuerySet) -> list:
    """The rows that no editor rejected and whose words stand in this version of the text, in its order."""
    return _in_order(rows.visible().filter(source_changed=False))


def _in_order(rows: ReviewableQuerySet) -> list:
    """The rows as they stand in the text: of so few, sorting here takes less than writing a statement that sorts."""
    return sorted(rows.order_by(), key=lambda row: (row.start, row.pk))


def _names(mention: Mention, person: Person | None) -> bool:
    return person is not None and mention.person is not None and mention.person.current == person


def _person_stands(mention: Mention) -> bool:
    return mention.person is None or mention.person.current.review != Review.REJECTED


def _length_of_lead(page: list[Block]) -> int:
    printed = [place for place, block in enumerate(page) if block.role is not Role.BLANK]
    headline = next((place for place in printed[:HEADLINE_WITHIN] if page[place].role is Role.HEADLINE), None)
    return 0 if headline is None else headline + 1


def note_of(row: Mention | Quote | Caption | EventMention, *, editing: bool = False, **more: str | bool) -> Note:
    """What stands beside the mark of a row."""
    kind, href, inferred = _described(row)
    edit = reverse("mark", args=[row.article_id, kind, row.pk]) if editing else ""
    reported = kind is MarkKind.QUOTE and row.kind == QuoteKind.INDIRECT
    return Note(kind=kind, row=row, href=href, inferred=inferred, reported=reported, edit=edit, **more)


def _described(row: Mention | Quote | Caption | EventMention) -> tuple[MarkKind, str, bool]:
    """What kind of mark a row makes, where it leads, and whether it was inferred."""
    match row:
        case Mention():
            href = row.person.get_absolute_url() if row.person else f"#chain-{row.chain}"
            return MarkKind.PERSON, href, row.is_machine and row.kind != MentionKind.NAME
        case Quote():
            return MarkKind.QUOTE, row.get_absolute_url(), row.is_machine and row.speaker_inferred
        case EventMention():
            return MarkKind.EVENT, row.event.get_absolute_url(), False
        case _:
            return MarkKind.CAPTION, row.get_absolute_url(), False


def _mark(row: Mention | Caption | EventMention, prefix: str, editing: bool, **more: bool) -> Mark:
    note = note_of(row, editing=editing, **more)
    return Mark(span=_span(row), kind=note.kind, anchor=f"{prefix}-{row.pk}", subject=note)


def _entity_marks(article: Article, events: Iterable[EventMention]) -> Iterator[Mark]:
    """Places and organisations, but for those in the words of an event, which lead to the event."""
    named = [_span(mention) for mention in events]
    entities = article.entity_mentions.visible().filter(
        source_changed=False, type__in=(EntityType.PLACE, EntityType.ORGANISATION)
    )
    for key, start, end in entities.order_by().values_list("pk", "start", "end"):
        span = Span(start, end)
        if not any(span.overlaps(event) for event in named):
            yield Mark(span=span, kind=MarkKind.ENTITY, anchor=f"n-{key}")


def _quote_marks(entry: QuoteEntry, editing: bool) -> Iterator[Mark]:
    """One mark a part, all with the number of their quote; the first has the quote's own anchor."""
    quote, parts = entry.quote, entry.quote.pieces
    for order, part in enumerate(parts, start=1):
        several = len(parts) > 1
        note = note_of(
            quote,
            editing=editing,
            number=f"{entry.number}{_letter(order) if several else ''}",
            part=f"part {order} of {len(parts)}" if several else "",
        )
        anchor = f"quote-{quote.pk}" if order == 1 else f"quote-{quote.pk}-{order}"
        yield Mark(span=_span(part), kind=note.kind, anchor=anchor, subject=note)


def _letter(order: int) -> str:
    """a, b … z, then the figure itself: a quote in more parts than letters is still told apart."""
    return chr(ord("a") + order - 1) if order <= 26 else f".{order}"


def _span(row: Mention | EventMention | Caption | QuotePart) -> Span:
    return Span(row.start, row.end)


def _people(mentions: Iterable[Mention], captions: Iterable[Caption]) -> list[PersonEntry]:
    """One entry a person, the most mentioned first; names that several people bear have an entry of their own."""
    shown = {depiction.person.current.pk for caption in captions for depiction in caption.depictions.all()}
    entries: dict[tuple[str, int], PersonEntry] = {}
    for mention in mentions:
        person = mention.person and mention.person.current
        key = ("person", person.pk) if person else ("chain", mention.chain)
        entry = entries.setdefault(
            key,
            PersonEntry(
                name=person.name if person else mention.text,
                person=person,
                chain=mention.chain,
                pictured=bool(person) and person.pk in shown,
            ),
        )
        entry.anchors.append(f"m-{mention.pk}")
    return sorted(entries.values(), key=lambda entry: -entry.times)


def _events(mentions: Iterable[EventMention]) -> list[EventEntry]:
    entries: dict[int, EventEntry] = {}
    for mention in mentions:
        entry = entries.setdefault(mention.event.current.pk, EventEntry(event=mention.event.current))
        entry.anchors.append(f"e-{mention.pk}")
    return list(entries.values())
