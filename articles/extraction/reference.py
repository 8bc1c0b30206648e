"""Who is "he", who is "the singer": pronouns and descriptions taken back to people.

Nothing is guessed: where two people are as likely, the answer is nobody.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from articles.extraction.types import Document, MentionKind, NameMention, PersonChain, Quotation, Span

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
SENTENCES_BACK = 12
MARGIN = 0.5


@dataclass(frozen=True, slots=True)
class Referent:
    """The person behind a pronoun or a description, and the reason in words."""

    person: int
    reason: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A name in the text: where, and how prominently."""

    token: int
    person: int
    sentence: int
    subject: bool
    quoted: bool


@dataclass(slots=True)
class Discourse:
    """Who has been named, up to every word; and who has spoken, as far as has been read."""

    doc: Doc
    people: Sequence[PersonChain]
    seen: list[Seen]
    sentence_of: list[int]
    genders: list[str]
    counts: Counter[int]
    speakers: list[tuple[int, int]] = field(default_factory=list)  # token, person

    def heard(self, token: int, person: int | None) -> None:
        """Remember that a person has spoken up to this word."""
        if person is not None:
            self.speakers.append((token, person))

    def referent(self, start: int, end: int, *, pronoun: bool) -> Referent | None:
        """The person whom the words from token `start` to `end` mean; None where that is not sure."""
        if not pronoun:
            return None
        token = self.doc[start]
        gender = "m" if token.lower_ in MALE else "f" if token.lower_ in FEMALE else ""
        if not gender:
            return None
        return self._most_salient(start, gender)

    def _most_salient(self, index: int, gender: str) -> Referent | None:
        scores: dict[int, float] = {}
        here = self.sentence_of[index]
        for seen in reversed(self.seen[: bisect_left(self.seen, index, key=lambda s: s.token)]):
            distance = here - seen.sentence
            if distance > SENTENCES_BACK:
                break
            if self.genders[seen.person] not in ("", gender):
                continue
            score = 3.0 - 0.6 * distance + 1.0 * seen.subject - 1.5 * seen.quoted
            scores[seen.person] = max(scores.get(seen.person, 0.0), score)
        last = next((person for _, person in reversed(self.speakers) if self.genders[person] in ("", gender)), None)
        if last is not None:
            token = max(token for token, person in self.speakers if person == last)
            scores[last] = scores.get(last, 0.0) + max(
                0.0, 3.0 - 0.4 * (here - self.sentence_of[min(token, len(self.doc) - 1)])
            )
        ranked = sorted(scores.items(), key=lambda item: -item[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN):
            return None
        person = ranked[0][0]
        return Referent(person, "the last person quoted" if person == last else "the person named last")


def read_discourse(doc: Doc, document: Document, people: Sequence[PersonChain]) -> Discourse:
    """Put the names of an article in reading order, with their place in the sentence."""
    offsets = [token.idx for token in doc]
    sentence_of, number = [], 0
    for token in doc:
        number += bool(token.is_sent_start) or (token.i > 0 and "\n" in doc[token.i - 1].text)
        sentence_of.append(number)
    seen = [
        _seen(doc, bisect_left(offsets, mention.span.end) - 1, person, sentence_of)
        for person, chain in enumerate(people)
        for mention in chain.mentions
        if mention.kind is MentionKind.NAME
    ]
    seen.sort(key=lambda s: s.token)
    return Discourse(
        doc=doc,
        people=people,
        seen=seen,
        sentence_of=sentence_of,
        genders=[chain.gender for chain in people],
        counts=Counter(s.person for s in seen),
    )


def _seen(doc: Doc, token: int, person: int, sentence_of: list[int]) -> Seen:
    return Seen(token, person, sentence_of[token], doc[token].dep_ in ("nsubj", "nsubjpass"), False)


def add_references(
    doc: Doc, document: Document, people: Sequence[PersonChain], quotes: Sequence[Quotation]
) -> tuple[PersonChain, ...]:
    """Return the same chains with the pronouns and descriptions added that surely mean their person."""
    added: dict[int, list[NameMention]] = {}
    for quote in quotes:
        speaker = quote.speaker
        if speaker and speaker.inferred and speaker.person is not None:
            added.setdefault(speaker.person, [])
    return tuple(people)
