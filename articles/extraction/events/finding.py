"""Named and dated happenings, with who took part and when.

Each way of writing an event is a rule of its own:

- ``year-name``: a year, capitals and an event noun ("the 2004 Harbour Lights Festival")
- ``name``: capitals and an event noun, or a name that the model calls an event
- ``year-noun``: a year before an event noun ("a 2003 interview between A and B")
- ``noun-with-day``: an event noun of somebody's with a day ("her performance ... on 2 May 2008")
- ``happening``: what happens once to somebody or something named ("the resignation of Ines Calder")
- ``place-noun``, ``noun-in-place``: an event noun that a place tells from others ("the Southmoor bombing")
- ``day-noun``, ``weekday-noun``: one that its day tells from others ("the March 15 primary", "Friday's hearing on")
- ``release``: a titled work that comes out ("the release of the documentary “Salt”")

Headlines in title case show capitals on every word, so names are not read from them.
"""

from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc
from spacy.tokens import Span as Sentence

from articles.extraction.events.context import Context
from articles.extraction.events.happenings import (
    RELEASES,
    happening_at,
    happening_nouns,
    happening_told_by,
    releases_in,
    telling_verbs,
)
from articles.extraction.events.merge import merge
from articles.extraction.events.names import event_at, event_kinds, model_events
from articles.extraction.tokens import Tokens, read_tokens
from articles.extraction.types import Document, EventReading, PersonChain, Role, Span

TITLE_CASE_SHARE = 0.8
NOUNS = frozenset({"NOUN", "PROPN"})
PAST = frozenset({"VBD", "VBN"})
READ_ROLES = frozenset({Role.STANDFIRST, Role.BODY, Role.CAPTION})


def find_events(doc: Doc, document: Document, people: tuple[PersonChain, ...]) -> tuple[EventReading, ...]:
    """Return the events of an article in the order of their first mention, each once."""
    person_at = {mention.span.start: index for index, chain in enumerate(people) for mention in chain.mentions}
    entities = defaultdict(list)
    for entity in doc.ents:
        entities[entity.sent.start].append(entity)
    context = Context(doc, document, people, person_at, entities)
    found = sorted(_sightings(context), key=lambda event: (event.mentions[0], -event.confidence))
    return tuple(merge(found))


def _sightings(context: Context) -> Iterator[EventReading]:
    kinds, tokens = event_kinds(), read_tokens(context.doc)
    for sent in context.doc.sents:
        if context.document.role_at(sent.start_char) not in READ_ROLES or _is_in_title_case(sent, tokens):
            continue
        places = range(sent.start, sent.end)
        heads = [context.doc[i] for i in places if tokens.pos[i] in NOUNS and tokens.lower[i] in kinds]
        releases = list(releases_in(context, sent))
        yield from releases
        read: list[Span] = []
        for head in heads:
            if head.lower_ in RELEASES and releases:
                continue
            if event := event_at(context, head):
                read.extend(event.mentions)
                yield event
        for index in places:
            if tokens.pos[index] in NOUNS and tokens.lower[index] in happening_nouns():
                event = happening_at(context, context.doc[index])
            elif tokens.tag[index] in PAST and tokens.lower[index] in telling_verbs():
                event = happening_told_by(context, context.doc[index])
            else:
                event = None
            if event:
                yield event
        yield from model_events(context, sent, read)


def _is_in_title_case(sent: Sentence, tokens: Tokens) -> bool:
    """Whether nearly every longer word has a capital and no full stop follows, as in headlines of other articles."""
    words = tokens.text[sent.start : sent.end]
    if next((word for word in reversed(words) if not word.isspace()), "").endswith("."):
        return False
    long = [word for word in words if len(word) > 3 and word.isalpha()]
    return len(long) > 3 and sum(word[0].isupper() for word in long) >= TITLE_CASE_SHARE * len(long)
