"""The nouns of extraction. People are referred to by their index in `Extraction.people`.

Every offset is a half-open range ``[start, end)`` of Unicode code points into `Document.text`.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

from articles.extraction.provenance import Provenance
from articles.extraction.spans import Span


class Role(StrEnum):
    """What a stretch of an article is. Every character has exactly one role."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    SUBHEADING = "subheading"
    CAPTION = "caption"
    CREDIT = "credit"
    RELATED = "related"
    CROSSLINK = "crosslink"
    NOTE = "note"
    FOOTER = "footer"
    BLANK = "blank"


class MentionKind(StrEnum):
    NAME = "name"
    PRONOUN = "pronoun"
    NOMINAL = "nominal"


class QuoteKind(StrEnum):
    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Precision(StrEnum):
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"


@dataclass(frozen=True, slots=True, order=True)
class LabelledSpan:
    span: Span
    role: Role
    rule: str = ""  # the evidence that gave the role, e.g. "ends-in-credit"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A date exactly as precise as the words allow; nothing is ever filled in.

    `value` is an ISO 8601 prefix: ``2004``, ``2008-12``, ``2008-12-02``, ``2021-02-12T18:04`` (with an offset such as
    ``-05:00`` only where one is printed), or None for words without a date (a weekday without a publication date).
    """

    value: str | None
    precision: Precision | None
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A photo credit. `raw` is as printed, without the brackets around it."""

    span: Span
    raw: str
    photographer: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionBlock:
    """A caption as structure found it: words and credit, not yet who is shown."""

    span: Span
    credit: Credit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedLine:
    span: Span
    kind: Role  # RELATED or CROSSLINK
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """One article as a reader found it. `text` already has ``\\n`` line ends and no BOM.

    A format that says what a passage is (HTML, NITF) fills `labels` and the fields; plain text leaves them empty.
    """

    path: str  # as given by the user, for messages
    item: int = 0  # position, from 1, in a file that may hold several articles
    format: str = "text"
    text: str
    labels: tuple[LabelledSpan, ...] = ()
    captions: tuple[CaptionBlock, ...] = ()  # of those labelled so, what the format says of their credits
    related: tuple[RelatedLine, ...] = ()  # of those labelled so, where they lead
    headline: str = ""
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""  # as printed or as the format gives it
    publisher: str = ""
    section: str = ""
    language: str = ""
    url: str = ""
    provenance: Provenance = field(default_factory=Provenance)
    warnings: tuple[str, ...] = ()
    told: tuple[str, ...] = ()  # to whoever ingests; it is not kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article as one canonical text whose every character has a role.

    `spans` are sorted, do not overlap and cover the whole of `text`.
    """

    path: str
    item: int = 0
    format: str = "text"
    text: str
    spans: tuple[LabelledSpan, ...]
    headline: str
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    published: PartialDate | None = None
    publisher: str = ""
    publisher_rule: str = ""  # "byline", "footer", "format": how we know
    section: str = ""
    language: str = ""
    dateline: str = ""
    url: str = ""
    captions: tuple[CaptionBlock, ...] = ()
    related: tuple[RelatedLine, ...] = ()
    provenance: Provenance = field(default_factory=Provenance)
    warnings: tuple[str, ...] = ()

    def role_at(self, offset: int) -> Role:
        """Role of the character at `offset`; raises IndexError outside the text."""
        return self.label_at(offset).role

    def label_at(self, offset: int) -> LabelledSpan:
        """The labelled span that holds the character at `offset`; raises IndexError outside the text."""
        index = bisect_right(self.spans, offset, key=lambda labelled: labelled.span.start) - 1
        if index < 0 or offset >= self.spans[index].span.end:
            raise IndexError(offset)
        return self.spans[index]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMention:
    """Words that refer to a person. Titles and possessive 's are outside names."""

    span: Span
    text: str
    kind: MentionKind
    rule: str
    confidence: float
    descriptor: str = ""  # title or description printed beside a name: "mayor", "co-host"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChain:
    """One person inside one article: every mention of them, in reading order.

    `gender` is evidence from this article for resolving pronouns ("m", "f" or "");
    it is never stored.
    """

    name: str  # the fullest form printed
    mentions: tuple[NameMention, ...]
    aliases: tuple[str, ...] = ()  # other name forms, in order of appearance
    descriptors: tuple[str, ...] = ()
    gender: str = ""
    rule: str = ""
    confidence: float = 1.0


class EntityType(StrEnum):
    ORGANISATION = "organisation"
    PLACE = "place"
    WORK = "work"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityMention:
    """An organisation, place or titled work, kept where it was mentioned."""

    span: Span
    text: str
    type: EntityType
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who says it, as written. `person` is None for "a viewer" or an organisation."""

    span: Span
    text: str
    person: int | None = None
    inferred: bool = False  # reached through a pronoun, a description or a chain of quotes
    evidence: str = ""  # in words: 'he = Justin Timberlake, the last person quoted'


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words attributed to someone.

    `parts` hold the words without their quotation marks, in order; a statement over
    several paragraphs, or interrupted by "he said", is one quotation.
    """

    kind: QuoteKind
    parts: tuple[Span, ...]
    speaker: Speaker | None
    cue: Span | None
    rule: str
    confidence: float
    about: tuple[int, ...] = ()
    addressees: tuple[int, ...] = ()  # to whom it was said: told Zane Lowe, said to Lowe
    quoting: Speaker | None = None  # whose words the speaker repeats: Marsh said that the board called it “a shame”


@dataclass(frozen=True, slots=True, kw_only=True)
class Unquoted:
    """Words between quotation marks, marks included, that are nobody's quotation, and the rule that left them."""

    span: Span
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Depicted:
    person: int
    position: str | None = None  # as said: "left", "centre", "second from left"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionReading:
    span: Span
    text: str
    credit: Credit | None
    people: tuple[Depicted, ...] = ()
    date: PartialDate | None = None
    place: str = ""
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReading:
    name: str
    kind: str  # performance, interview, release, ... see data/event_nouns.txt
    mentions: tuple[Span, ...]
    people: tuple[int, ...] = ()
    date: PartialDate | None = None
    end: PartialDate | None = None
    place: str = ""
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was read out of one document. Knows no primary keys."""

    document: Document
    people: tuple[PersonChain, ...] = ()
    quotes: tuple[Quotation, ...] = ()
    unquoted: tuple[Unquoted, ...] = ()
    captions: tuple[CaptionReading, ...] = ()
    events: tuple[EventReading, ...] = ()
    entities: tuple[EntityMention, ...] = ()
    model: str = ""  # "en_core_web_md 3.8.0"
    version: str = ""
    warnings: tuple[str, ...] = ()
