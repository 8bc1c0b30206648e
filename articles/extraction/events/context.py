"""What the grammar around a noun says of an event: whose it was, who took part, when and where."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from articles.extraction.dates import find_dates
from articles.extraction.tokens import read_tokens
from articles.extraction.types import Document, EventReading, PartialDate, PersonChain, Precision, Role, Span

PARTICIPANT_PREPOSITIONS = frozenset({"between", "with", "by", "of", "against", "from"})
COMPLEMENT_PREPOSITIONS = frozenset({"on", "of", "with", "into", "about", "against", "for", "between"})
WITHIN = frozenset({"in", "at", "during", "where", "when"})  # what opens a clause about the event itself
MAX_NAME = 120  # characters


@dataclass(frozen=True, slots=True)
class Context:
    doc: Doc
    document: Document
    people: tuple[PersonChain, ...]
    person_at: dict[int, int]  # first character of a mention -> person
    entities: dict[int, list[SpacySpan]]  # first token of a sentence -> what the model named in it
    dates: dict[int, tuple[PartialDate, ...]] = field(default_factory=dict)  # the same -> what `dates_of` found

    def dates_of(self, sent: SpacySpan) -> tuple[PartialDate, ...]:
        if sent.start not in self.dates:
            found = find_dates(sent.text, offset=sent.start_char, published=self.document.published)
            self.dates[sent.start] = found
        return self.dates[sent.start]

    def people_in(self, tokens: list[Token]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self.person_at[t.idx] for t in tokens if t.idx in self.person_at))

    def person_named(self, token: Token) -> tuple[int, ...]:
        """Whose name the token ends."""
        end = token.idx + len(token)
        ends = (i for i, chain in enumerate(self.people) for m in chain.mentions if m.span.end == end)
        return tuple(dict.fromkeys(ends))[:1]


def event_of(
    context: Context,
    head: Token,
    span: Span,
    name: str,
    kind: str,
    rule: str,
    confidence: float,
    *,
    year: Token | None = None,
    date: PartialDate | None = None,
) -> EventReading:
    if date is None and year is not None and (finer := date_of(context, head)) and finer.value.startswith(year.text):
        date = finer
    elif date is None and year is not None:
        place = Span(year.idx, year.idx + len(year))
        date = PartialDate(value=year.text, precision=Precision.YEAR, text=year.text, span=place)
    return EventReading(
        name=_titled(name)[:MAX_NAME],
        kind=kind,
        mentions=(span,),
        people=participants_of(context, head),
        date=date or date_of(context, head),
        place=place_of(context, head),
        rule=rule,
        confidence=confidence,
    )


def _titled(name: str) -> str:
    """With a capital: ``Hearing on the bridge``. A name that has one further on, as iGEM, stays as it is."""
    return name[:1].upper() + name[1:] if name.partition(" ")[0].islower() else name


def owners_of(context: Context, head: Token) -> tuple[int, ...]:
    """Whose it was. "Her" that nobody resolved is whoever owned something just before, or the subject."""
    owner = next((token for token in head.lefts if token.dep_ == "poss"), None)
    if owner is None:
        return ()
    people = context.people_in(list(owner.subtree))
    if people or owner.lower_ not in {"his", "her"}:
        return people
    before = head.doc[head.sent.start : owner.i]
    for dep in ("poss", "nsubj"):
        nearest = next((token for token in reversed(before) if token.dep_ == dep), None)
        if nearest is not None and (people := context.people_in(list(nearest.subtree))):
            return people[:1]
    return ()


def people_with(context: Context, head: Token) -> tuple[int, ...]:
    """People whom a preposition puts into an event: between A and B, with C."""
    preps = [child for child in head.rights if child.dep_ == "prep" and child.lower_ in PARTICIPANT_PREPOSITIONS]
    return context.people_in([token for prep in preps for token in _objects(prep)])


def participants_of(context: Context, head: Token) -> tuple[int, ...]:
    """People whom the grammar ties to an event: whose it is, between or with whom, who did what in it."""
    tied: list[Token] = []
    for child in head.children:
        if child.dep_ == "acl" or (child.dep_ == "relcl" and child.left_edge.lower_ in WITHIN):
            tied.extend(child.subtree)
    verb = head.head
    if head.dep_ in {"dobj", "nsubj"} and verb.pos_ == "VERB":
        tied.extend(token for child in verb.lefts if child.dep_ == "nsubj" for token in child.subtree)
    if context.document.role_at(head.idx) is Role.CAPTION:
        tied = [*head.doc[head.sent.start : head.i], *tied]
    others = context.people_in(sorted(tied, key=lambda token: token.i))
    return tuple(dict.fromkeys([*owners_of(context, head), *people_with(context, head), *others]))


def _objects(prep: Token) -> Iterator[Token]:
    """Whoever a preposition names, without what is said of them: ``A, who met B, and C`` gives A and C."""
    waiting = [child for child in prep.rights if child.dep_ == "pobj"]
    while waiting:
        token = waiting.pop(0)
        yield token
        waiting.extend(child for child in token.children if child.dep_ in {"conj", "compound", "appos", "poss", "nmod"})


def date_of(context: Context, head: Token) -> PartialDate | None:
    """A date inside the noun's own phrase, or beside it under the same verb."""
    dates = context.dates_of(head.sent)
    if not dates:
        return None
    reach = {token.i for token in head.subtree}
    verb = head.head.head if head.dep_ == "pobj" else head.head
    if head.pos_ == "VERB":
        clauses = [child for child in head.children if child.dep_ in {"prep", "npadvmod"}]
        reach = {token.i for child in clauses for token in child.subtree}
    elif verb.pos_ in {"VERB", "AUX"} and head.dep_ in {"dobj", "nsubj", "nsubjpass", "pobj"}:
        for child in verb.children:
            if child.dep_ in {"prep", "npadvmod"}:
                reach |= {token.i for token in child.subtree}
    starts = read_tokens(context.doc).starts
    for date in dates:
        places = range(bisect_left(starts, date.span.start), bisect_left(starts, date.span.end))
        if date.value and not reach.isdisjoint(places):
            return date
    return None


def place_of(context: Context, head: Token) -> str:
    inside = {token.i for token in head.subtree}
    for entity in context.entities.get(head.sent.start, ()):
        if entity.label_ in {"GPE", "LOC"} and entity.root.i in inside and entity.root.head.dep_ == "prep":
            return entity.text.removeprefix("the ")
    return ""


def complement_of(context: Context, head: Token) -> str:
    """The words right after a noun that say what it was about or on, up to place and date."""
    last = head
    while (nearest := _object_after(last)) is not None and (last is head or nearest[0].lower_ == "of"):
        last = nearest[1]
    if last is head:
        return ""
    text, end = context.document.text, last.idx + len(last)
    closing = text[end : end + 1] in set("\"”’'")
    return clean(text[head.idx + len(head) : end + closing])


def _object_after(noun: Token) -> tuple[Token, Token] | None:
    """The preposition right after a noun and what it governs, unless that is a time."""
    for prep in noun.rights:
        if prep.i == noun.i + 1 and prep.lower_ in COMPLEMENT_PREPOSITIONS:
            found = next((child for child in prep.rights if child.dep_ == "pobj"), None)
            return (prep, found) if found is not None and found.ent_type_ not in {"DATE", "TIME"} else None
    return None


def possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def clean(words: str) -> str:
    return " ".join(words.split())
