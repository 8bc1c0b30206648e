"""Named and dated happenings, with who took part and when.

Four ways of writing an event are read, each a rule of its own:

- ``year-name``: a year, capitals and an event noun ("the 2004 Harbour Lights Festival")
- ``name``: capitals and an event noun, or a name that the model calls an event
- ``year-noun``: a year before an event noun ("a 2003 interview between A and B")
- ``noun-with-day``: an event noun of somebody's with a day ("her performance ... on 2 May 2008")
- ``release``: a titled work that comes out ("the release of the documentary “Salt”")

Headlines in title case show capitals on every word, so names are not read from them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token

from articles.extraction.dates import find_dates
from articles.extraction.types import Document, EventReading, PartialDate, PersonChain, Precision, Role, Span
from articles.extraction.words import DATA, word_list

READ_ROLES = frozenset({Role.STANDFIRST, Role.BODY, Role.CAPTION})
YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
TITLE = re.compile(r"[\"“‘']([A-Z0-9][^\"“”\n]{0,80}?)[,.]?[\"”’'](?!\w)")
DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "its", "his", "her", "their", "our", "my"})
RELEASES = frozenset({"release", "premiere", "publication", "launch", "broadcast"})
RELEASED = {"released": "Release", "premiered": "Premiere", "published": "Publication", "aired": "Broadcast"}
PARTICIPANT_PREPOSITIONS = frozenset({"between", "with", "by", "of", "against", "from"})
COMPLEMENT_PREPOSITIONS = frozenset({"on", "of", "with", "into", "about", "against", "for", "between"})
MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
MAX_MODIFIERS = 6  # words
MAX_NAME = 120  # characters


@dataclass(frozen=True, slots=True)
class _Context:
    doc: Doc
    document: Document
    people: tuple[PersonChain, ...]
    person_at: dict[int, int]  # first character of a mention -> person

    def people_in(self, tokens: list[Token]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self.person_at[t.idx] for t in tokens if t.idx in self.person_at))


def find_events(doc: Doc, document: Document, people: tuple[PersonChain, ...]) -> tuple[EventReading, ...]:
    """Return the events of an article in the order of their first mention, each once."""
    person_at = {mention.span.start: index for index, chain in enumerate(people) for mention in chain.mentions}
    context = _Context(doc, document, people, person_at)
    found = sorted(_sightings(context), key=lambda event: (event.mentions[0], -event.confidence))
    return tuple(_merge(found))


@cache
def event_kinds() -> dict[str, tuple[str, bool]]:
    """Event noun -> its kind, and whether a name with it can stand without a date."""
    kinds = {}
    for line in (DATA / "event_nouns.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            noun, kind = line.split(": ")
            kinds[noun.rstrip("*")] = (kind, not noun.endswith("*"))
    return kinds


def _sightings(context: _Context) -> Iterator[EventReading]:
    kinds = event_kinds()
    for sent in context.doc.sents:
        if context.document.role_at(sent.start_char) not in READ_ROLES:
            continue
        heads = [token for token in sent if token.lower_ in kinds and token.pos_ in {"NOUN", "PROPN"}]
        releases = list(_releases(context, sent))
        yield from releases
        for head in heads:
            if head.lower_ in RELEASES and releases:
                continue
            if event := _event_at(context, head):
                yield event
        yield from _model_events(context, sent, heads)


def _event_at(context: _Context, head: Token) -> EventReading | None:
    """The event that a noun heads, by the first rule that fits."""
    kind, stands_alone = event_kinds()[head.lower_]
    following = head.nbor() if head.i + 1 < head.sent.end else None
    if following is not None and following.text[0].isupper() and head.text[0].isupper():
        return None  # "Election Commission": the name goes on
    before = _words_before(head)
    if any(token.lower_ in event_kinds() and token.text[0].isupper() for token in before):
        return None  # "Halftime Show performance": the name ends at "Show"
    year = next((token for token in before if YEAR.match(token.text)), None)
    name_words = [token for token in before if token.text[0].isupper()]
    capital = head.text[0].isupper() and bool(name_words)
    start = (before or [head])[0]
    span = Span(start.idx, head.idx + len(head))
    while head.dep_ == "compound" and head.head.i > head.i:
        head = head.head  # "Halftime Show performance": people and dates hang on the last noun
    if capital and year:
        return _event(context, head, span, _clean(span.of(context.document.text)), kind, "year-name", 0.9, year=year)
    if capital and stands_alone and name_words[-1] is before[-1]:
        span = Span(name_words[0].idx, span.end)
        return _event(context, head, span, _clean(span.of(context.document.text)), kind, "name", 0.75)
    if year:
        event = _event(context, head, span, _year_noun_name(context, head, span), kind, "year-noun", 0.75, year=year)
        return event if len(before) > 1 or event.people or event.place else None
    return _dated_noun(context, head, span, kind, stands_alone)


def _words_before(head: Token) -> list[Token]:
    """The unbroken run of modifiers on the left of a noun, without determiners and possessors."""
    words: list[Token] = []
    for token in reversed(list(head.doc[max(head.sent.start, head.i - MAX_MODIFIERS) : head.i])):
        if token.pos_ not in MODIFIERS or token.lower_ in DETERMINERS or token.dep_ == "poss":
            break
        words.insert(0, token)
        if YEAR.match(token.text):
            break
    return words


def _event(
    context: _Context,
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
    if date is None and year is not None:
        place = Span(year.idx, year.idx + len(year))
        date = PartialDate(value=year.text, precision=Precision.YEAR, text=year.text, span=place)
    return EventReading(
        name=name[:MAX_NAME],
        kind=kind,
        mentions=(span,),
        people=_participants(context, head),
        date=date or _date_of(context, head),
        place=_place_of(head),
        rule=rule,
        confidence=confidence,
    )


def _dated_noun(context: _Context, head: Token, span: Span, kind: str, stands_alone: bool) -> EventReading | None:
    """``her performance on "Morning Call" at the Tent on December 2, 2008``: somebody's, on a day."""
    date = _date_of(context, head)
    if date is None or date.precision not in {Precision.DAY, Precision.MINUTE}:
        return None
    owners = _owners(context, head)
    words = _clean(span.of(context.document.text))
    complement = _complement(context, head)
    if owners:
        name = f"{_possessive(context.people[owners[0]].name)} {words} {complement}".strip()
    elif stands_alone and (complement or " " in words):
        name = f"{words} {complement}".strip()
    else:
        return None
    return _event(context, head, span, name, kind, "noun-with-day", 0.7 if owners else 0.6, date=date)


def _owners(context: _Context, head: Token) -> tuple[int, ...]:
    owner = next((token for token in head.lefts if token.dep_ == "poss"), None)
    return context.people_in(list(owner.subtree)) if owner is not None else ()


def _year_noun_name(context: _Context, head: Token, span: Span) -> str:
    """``2003 interview`` with the names of those who took part, so that it is known apart from others."""
    words = _clean(span.of(context.document.text))
    owners = _owners(context, head)
    others = [index for index in _participants(context, head) if index not in owners]
    if owners:
        words = f"{_possessive(context.people[owners[0]].name)} {words}"
    if others:
        names = " and ".join(context.people[index].name for index in others)
        words += f" {'with' if owners or len(others) == 1 else 'between'} {names}"
    return words


def _complement(context: _Context, head: Token) -> str:
    """The words right after a noun that say what it was about or on, up to place and date."""
    for prep in head.rights:
        if prep.i == head.i + 1 and prep.lower_ in COMPLEMENT_PREPOSITIONS:
            objects = [child for child in prep.rights if child.dep_ == "pobj"]
            if objects and objects[0].ent_type_ not in {"DATE", "TIME"}:
                end = objects[0].idx + len(objects[0])
                closing = context.document.text[end : end + 1]
                return _clean(context.document.text[prep.idx : end + (closing in "\"”’'" and closing != "")])
    return ""


def _participants(context: _Context, head: Token) -> tuple[int, ...]:
    """People whom the grammar ties to an event: whose it is, between or with whom, who did what in it."""
    tied: list[Token] = []
    for child in head.children:
        if child.dep_ in {"poss", "relcl", "acl"}:
            tied.extend(child.subtree)
        elif child.dep_ == "prep" and child.lower_ in PARTICIPANT_PREPOSITIONS:
            tied.extend(_objects(child))
    verb = head.head
    if head.dep_ in {"dobj", "nsubj"} and verb.pos_ == "VERB":
        tied.extend(token for child in verb.lefts if child.dep_ == "nsubj" for token in child.subtree)
    if context.document.role_at(head.idx) is Role.CAPTION:
        tied = [*head.sent.root.doc[head.sent.start : head.i], *tied]
    return context.people_in(sorted(tied, key=lambda token: token.i))


def _objects(prep: Token) -> Iterator[Token]:
    """Whoever a preposition names, without what is said of them: ``A, who met B, and C`` gives A and C."""
    waiting = [child for child in prep.rights if child.dep_ == "pobj"]
    while waiting:
        token = waiting.pop(0)
        yield token
        waiting.extend(child for child in token.children if child.dep_ in {"conj", "compound", "appos", "poss", "nmod"})


def _date_of(context: _Context, head: Token) -> PartialDate | None:
    """A date inside the noun's own phrase, or beside it under the same verb."""
    reach = {token.i for token in head.subtree}
    verb = head.head.head if head.dep_ == "pobj" else head.head
    if verb.pos_ in {"VERB", "AUX"} and head.dep_ in {"dobj", "nsubj", "nsubjpass", "pobj"}:
        for child in verb.children:
            if child.dep_ in {"prep", "npadvmod"}:
                reach |= {token.i for token in child.subtree}
    sent = head.sent
    dates = find_dates(sent.text, offset=sent.start_char, published=context.document.published)
    for date in dates:
        if date.value and date.span and any(t.i in reach for t in sent if date.span.start <= t.idx < date.span.end):
            return date
    return None


def _place_of(head: Token) -> str:
    inside = {token.i for token in head.subtree}
    for entity in head.sent.ents:
        if entity.label_ in {"GPE", "LOC"} and entity.root.i in inside and entity.root.head.dep_ == "prep":
            return entity.text.removeprefix("the ")
    return ""


def _releases(context: _Context, sent) -> Iterator[EventReading]:
    """A titled work comes out: ``the release of "Salt"``, ``the documentary "Salt" was released``."""
    text = context.document.text[sent.start_char : sent.end_char]
    for match in TITLE.finditer(text):
        title = Span(sent.start_char + match.start(1), sent.start_char + match.end(1))
        words = [token for token in sent if title.start <= token.idx < title.end]
        head = _release_of(words) if words else None
        if head is None:
            continue
        noun = RELEASED.get(head.lower_) or head.text.capitalize()
        first = min(head.idx, sent.start_char + match.start())
        last = max(head.idx + len(head), sent.start_char + match.end())
        named = [
            i
            for i, chain in enumerate(context.people)
            if chain.name.casefold() in title.of(context.document.text).casefold()
        ]
        event = _event(
            context, head, Span(first, last), f"{noun} of “{_clean(match.group(1))}”", "release", "release", 0.8
        )
        yield replace(event, people=tuple(dict.fromkeys([*event.people, *named])))


def _release_of(title: list[Token]) -> Token | None:
    """The word that says that a title came out, reached through at most a work noun."""
    node = title[0]
    inside = {token.i for token in title}
    while node.head.i in inside and node.head.i != node.i:
        node = node.head
    for _ in range(4):
        parent = node.head
        if parent.i == node.i:
            return None
        if parent.lower_ in RELEASES and node.lower_ == "of":
            return parent
        if parent.lower_ in RELEASED and parent.pos_ == "VERB" and node.dep_ in {"nsubj", "nsubjpass"}:
            return parent
        if parent.lower_ not in word_list("work_nouns") and parent.lower_ != "of":
            return None
        node = parent
    return None


def _model_events(context: _Context, sent, heads: list[Token]) -> Iterator[EventReading]:
    """What the model calls an event, where no rule has read it: two capitals or more."""
    for entity in sent.ents:
        words = [token for token in entity if token.lower_ not in DETERMINERS]
        if entity.label_ != "EVENT" or any(head in entity for head in heads):
            continue
        if len(words) < 2 or not all(token.text[0].isupper() or YEAR.match(token.text) for token in words):
            continue
        previous = context.doc[entity.start - 1] if entity.start else None
        if words[-1].lower_ in word_list("agreements") or (previous and (previous.is_quote or previous.like_num)):
            continue
        span = Span(words[0].idx, entity.end_char)
        yield _event(context, entity.root, span, _clean(span.of(context.document.text)), "event", "model", 0.7)


def _merge(found: list[EventReading]) -> Iterator[EventReading]:
    """One reading an event: the same name, or the same kind of thing at one date with someone in common."""
    events: list[EventReading] = []
    for new in found:
        for index, known in enumerate(events):
            if _same(known, new):
                events[index] = _joined(known, new)
                break
        else:
            events.append(new)
    yield from events


def _same(a: EventReading, b: EventReading) -> bool:
    dates = a.date and a.date.value, b.date and b.date.value
    if all(dates) and not (dates[0].startswith(dates[1]) or dates[1].startswith(dates[0])):
        return False
    if any(mine.overlaps(other) for mine in a.mentions for other in b.mentions):
        return True
    names = _key(a.name), _key(b.name)
    if names[0] == names[1]:
        return True
    if min(map(len, names)) >= 2 and (names[0] < names[1] or names[1] < names[0]):
        return a.kind == b.kind
    return a.kind == b.kind and all(dates) and bool(set(a.people) & set(b.people)) and {a.rule, b.rule} == {"year-noun"}


def _joined(a: EventReading, b: EventReading) -> EventReading:
    """The fuller of two readings, with the mentions and people of both."""
    better, other = (b, a) if (len(b.people), b.confidence) > (len(a.people), a.confidence) else (a, b)
    mentions = sorted({*a.mentions, *b.mentions})
    apart = [m for i, m in enumerate(mentions) if i == 0 or not m.overlaps(mentions[i - 1])]
    return replace(
        better,
        mentions=tuple(apart),
        people=tuple(dict.fromkeys([*a.people, *b.people])),
        date=max((d for d in (a.date, b.date) if d), key=lambda d: len(d.value or ""), default=None),
        place=better.place or other.place,
    )


def _key(name: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", name.casefold()) if not YEAR.match(word) and word != "s")


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _clean(words: str) -> str:
    return " ".join(words.split())
