"""The pronouns and descriptions of an article, given to the people they mean."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from articles.extraction.reference.discourse import GENDERS, Discourse, Referent
from articles.extraction.reference.prepare import read_discourse
from articles.extraction.tokens import read_tokens
from articles.extraction.types import Document, MentionKind, NameMention, PersonChain, Quotation, QuoteKind, Span

CONFIDENCE = 0.8
CONFIDENCE_QUOTED = 0.7


@dataclass(slots=True)
class Spoken:
    """What the quotations of an article say of its pronouns, by token."""

    quoted: bytearray
    speakers: dict[int, int | None] = field(default_factory=dict)  # of the words inside marks
    voices: list[tuple[int, int]] = field(default_factory=list)  # where somebody ends speaking, who
    answers: dict[int, Referent | None] = field(default_factory=dict)  # pronouns beside a quotation


def add_references(
    doc: Doc, document: Document, people: Sequence[PersonChain], quotes: Sequence[Quotation]
) -> tuple[PersonChain, ...]:
    """Return the same chains, in the same order, with the pronouns and descriptions that surely mean their person."""
    added: list[dict[Span, NameMention]] = [{} for _ in people]
    taken = set()
    for quote in quotes:
        speaker = quote.speaker
        if speaker and speaker.inferred and speaker.person is not None and speaker.evidence.startswith(speaker.text):
            kind = MentionKind.PRONOUN if speaker.text.lower() in GENDERS else MentionKind.NOMINAL
            added[speaker.person][speaker.span] = _mention(
                speaker.span, speaker.text, kind, "speaker", quote.confidence
            )
            taken.add(speaker.span)
    spoken = _spoken(doc, quotes)
    for index, referent in _pronouns(spoken, read_discourse(doc, document, people, spoken.quoted)):
        span = Span(doc[index].idx, doc[index].idx + len(doc[index]))
        if span not in taken:
            rule, confidence = ("in-quotation", CONFIDENCE_QUOTED) if spoken.quoted[index] else ("salience", CONFIDENCE)
            words = span.of(document.text)
            added[referent.person][span] = _mention(span, words, MentionKind.PRONOUN, rule, confidence)
    return tuple(_with_mentions(chain, mentions.values()) for chain, mentions in zip(people, added, strict=True))


def _spoken(doc: Doc, quotes: Sequence[Quotation]) -> Spoken:
    offsets = read_tokens(doc).starts
    spoken = Spoken(bytearray(len(doc)))
    for quote in quotes:
        speaker = quote.speaker
        person = speaker.person if speaker else None
        if quote.kind is not QuoteKind.INDIRECT:
            for part in quote.parts:
                start, end = bisect_left(offsets, part.start), bisect_left(offsets, part.end)
                spoken.quoted[start:end] = b"\x01" * (end - start)
                spoken.speakers.update(dict.fromkeys(range(start, end), person))
        if speaker and person is not None:
            spoken.voices.append((bisect_left(offsets, quote.parts[-1].end), person))
            if speaker.inferred and speaker.text.lower() in GENDERS:
                spoken.answers[bisect_left(offsets, speaker.span.start)] = Referent(person, speaker.evidence)
    return spoken


def _pronouns(spoken: Spoken, discourse: Discourse) -> Iterator[tuple[int, Referent]]:
    """Pronouns with the people they mean, in reading order."""
    discourse.answers.update(spoken.answers)
    waiting = sorted(spoken.voices, reverse=True)
    for index, word in enumerate(discourse.tokens.lower):
        while waiting and waiting[-1][0] <= index:
            discourse.heard(*waiting.pop())
        if word in GENDERS:
            quoted = spoken.quoted[index]
            referent = discourse.in_quotation(index, spoken.speakers[index]) if quoted else discourse.pronoun(index)
            if referent:
                yield index, referent


def _mention(span: Span, text: str, kind: MentionKind, rule: str, confidence: float) -> NameMention:
    return NameMention(span=span, text=text, kind=kind, rule=rule, confidence=confidence)


def _with_mentions(chain: PersonChain, added: Iterable[NameMention]) -> PersonChain:
    mentions = {mention.span: mention for mention in (*added, *chain.mentions)}
    return replace(chain, mentions=tuple(mentions[span] for span in sorted(mentions)))
