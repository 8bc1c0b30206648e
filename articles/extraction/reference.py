"""Who is "he", who is "the singer": pronouns and descriptions taken back to people.

Nothing is guessed: where two people are as likely, the answer is nobody. A person's
gender is evidence for this one reading of this one article, and goes no further.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from spacy.tokens import Doc, Token

from articles.extraction.roles import Roles, head_noun, printed_age, read_roles
from articles.extraction.types import Document, MentionKind, NameMention, PersonChain, Quotation, QuoteKind, Span
from articles.extraction.words import word_list

GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
LONGEST_LOOK = 200
"""Words of a quotation in which a name is looked for, before a pronoun."""
MOST_SEEN = 300
"""Names before a pronoun that are weighed, so that no text can make the work explode."""
SENTENCES_BACK = 14
STEP = 0.55
"""What a name loses with every sentence that lies between it and the pronoun."""
SUBJECT, REPORTED, OWNER, QUOTED, HEARD = 1.0, 1.2, -0.8, -2.0, 1.0
FRESH, FRESH_REACH = 1.0, 1
SAME, OWNER_OF_SUBJECT = 1.0, SUBJECT
OBLIQUE = frozenset({"his", "her", "hers", "him"})
OWNERS = frozenset({"his", "her", "their"})
MARGIN = 0.25
PRONOUN_CONFIDENCE = 0.8


@dataclass(frozen=True, slots=True)
class Referent:
    """The person behind a pronoun or a description, and the reason in words."""

    person: int
    reason: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention in the text: where, of whom, and how prominent it is there."""

    token: int
    person: int
    weight: float


@dataclass(slots=True)
class Discourse:
    """Who has been named up to every word, and who has spoken as far as has been read."""

    doc: Doc
    people: Sequence[PersonChain]
    sentences: list[int]  # number of the sentence of every token
    genders: list[str]
    seen: list[Seen]
    roles: list[Roles]  # what each person is called beside the name
    asides: list[int]  # number of the caption of every token; 0 in the running text
    voices: list[tuple[int, int]] = field(default_factory=list)  # token, person

    def heard(self, token: int, person: int | None) -> None:
        """Remember that a person was quoted, in words that end before this token."""
        if person is not None:
            self.voices.append((min(token, len(self.doc) - 1), person))

    def pronoun(self, index: int) -> Referent | None:
        """The person whom "he" or "she" at this token means; None where two are as likely."""
        gender = GENDERS.get(self.doc[index].lower_, "")
        scores = self._scores(index, gender) if gender else {}
        if not scores:
            return None
        ranked = sorted(scores, key=lambda person: (-scores[person], person))
        if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < MARGIN:
            return None
        last = self._last_voice(index, gender)
        return Referent(ranked[0], "the last person quoted" if ranked[0] == last else "the person named last")

    def named_beside(self, index: int, quoted: bytearray) -> Referent | None:
        """The only person named before "he" or "she" in the same quoted words: “Marsh came, and she stayed.”"""
        gender, found = GENDERS[self.doc[index].lower_], set()
        start = quoted.rfind(b"\x00", max(0, index - LONGEST_LOOK), index) + 1
        for position in range(bisect_left(self.seen, index, key=_token) - 1, -1, -1):
            seen = self.seen[position]
            if seen.token < start:
                break
            if self.genders[seen.person] in ("", gender):
                found.add(seen.person)
        return Referent(found.pop(), "named in the same words") if len(found) == 1 else None

    def _scores(self, index: int, gender: str) -> dict[int, float]:
        """How near and how prominent everybody is who may be meant."""
        scores: dict[int, float] = {}
        here = self.sentences[index]
        last_voice = max((token for token, _ in self.voices if token <= index), default=-1)
        nearest = bisect_left(self.seen, index, key=_token) - 1
        for position in range(nearest, max(-1, nearest - MOST_SEEN), -1):
            seen = self.seen[position]
            distance = here - self.sentences[seen.token]
            if distance > SENTENCES_BACK:
                break
            if self.asides[seen.token] not in (0, self.asides[index]):
                continue  # whom a photograph shows is not brought on in the text
            if self.genders[seen.person] in ("", gender):
                score = 8.0 - STEP * distance + seen.weight
                if seen.weight >= SUBJECT and seen.token > last_voice and distance <= FRESH_REACH:
                    score += FRESH
                if not distance and self.doc[index].lower_ in OBLIQUE:
                    score += SAME
                scores[seen.person] = max(scores.get(seen.person, score), score)
        for token, person in reversed(self.voices):
            if token <= index and self.genders[person] in ("", gender):
                distance = here - self.sentences[token]
                if distance <= SENTENCES_BACK:
                    scores[person] = max(scores.get(person, 0.0), 8.0 - STEP * distance + SUBJECT) + HEARD
                break
        return scores

    def _last_voice(self, index: int, gender: str) -> int | None:
        return next(
            (
                person
                for token, person in reversed(self.voices)
                if token <= index and self.genders[person] in ("", gender)
            ),
            None,
        )

    def description(self, start: int, end: int) -> Referent | None:
        """The person whom "the mayor" or "the singer" means; None unless one person alone fits.

        An office is known by its holder; a word for many ("the singer") goes back to whoever spoke last.
        """
        words = {self.doc[index].lower_ for index in range(start, end)}
        age = printed_age(self.doc[start:end].text)
        of_age = [person for person, roles in enumerate(self.roles) if age in roles.ages]
        if age and len(of_age) == 1:
            return Referent(of_age[0], "the only one here of that age")
        first = self.doc[start].lower_
        if first != "the" and first not in OWNERS and self.doc[start].pos_ != "NOUN":
            return None
        called = head_noun(self.doc[start:end].text)
        described = [person for person, roles in enumerate(self.roles) if called in roles.nouns]
        generic = not words.isdisjoint(word_list("renaming_nouns"))
        if len(described) == 1 and not generic:
            return Referent(described[0], "the only one here so described")
        if first != "the" or not generic:
            return None
        last = self.voices[-1] if self.voices else None
        if last is None or self.sentences[start] - self.sentences[last[0]] > SENTENCES_BACK // 4:
            return None
        between = {s.person for s in self.seen if last[0] <= s.token < start and s.weight >= SUBJECT}
        if between - {last[1]}:
            return None
        return Referent(last[1], "the last person quoted")


def _token(seen: Seen) -> int:
    return seen.token


def read_discourse(
    doc: Doc,
    document: Document,
    people: Sequence[PersonChain],
    quoted: Sequence[int],
    reports: frozenset[int] = frozenset(),
) -> Discourse:
    """Put the names of an article in reading order.

    `quoted` has 1 for each token inside quotation marks, `reports` the tokens of reporting
    verbs: whoever is said to have said something is likelier to be "he" than a bystander.
    """
    offsets = [token.idx for token in doc]
    seen = []
    for person, chain in enumerate(people):
        for mention in chain.mentions:
            if mention.kind is MentionKind.NAME:
                index = bisect_left(offsets, mention.span.end) - 1
                seen.append(Seen(index, person, _weight(doc[index], quoted, reports)))
    seen.sort(key=_token)
    return Discourse(
        doc=doc,
        people=people,
        sentences=_sentence_numbers(doc, quoted),
        genders=[chain.gender or _gender_of_name(chain.name) for chain in people],
        seen=seen,
        roles=read_roles(doc, offsets, people),
        asides=_captions(offsets, document),
    )


def _captions(offsets: Sequence[int], document: Document) -> list[int]:
    """Number of the caption of every token, 0 outside captions."""
    numbers = [0] * len(offsets)
    for number, caption in enumerate(document.captions, 1):
        first, last = bisect_left(offsets, caption.span.start), bisect_left(offsets, caption.span.end)
        numbers[first:last] = [number] * (last - first)
    return numbers


def _weight(token: Token, quoted: Sequence[int], reports: frozenset[int]) -> float:
    """How prominent a name is by its part in the sentence."""
    if quoted[token.i]:
        return QUOTED
    if token.dep_ == "conj" and token.head.dep_ in ("nsubj", "nsubjpass"):
        token = token.head
    if token.dep_ in ("nsubj", "nsubjpass"):
        return SUBJECT + (REPORTED if token.head.i in reports else 0.0)
    if token.dep_ == "poss":
        return OWNER_OF_SUBJECT if token.head.dep_ in ("nsubj", "nsubjpass") else OWNER
    return 0.0


def _sentence_numbers(doc: Doc, quoted: Sequence[int]) -> list[int]:
    """Number of the sentence of every token; a quotation counts as part of the sentence around it."""
    numbers, number = [], 0
    for token in doc:
        if (
            not quoted[token.i]
            and token.i
            and (doc[token.i - 1].text in (".", "!", "?") or "\n" in doc[token.i - 1].text)
        ):
            number += 1
        numbers.append(number)
    return numbers


def _gender_of_name(name: str) -> str:
    first = name.split()[0].lower() if len(name.split()) > 1 else ""
    return "f" if first in _names("women_names") else "m" if first in _names("men_names") else ""


@cache
def _names(name: str) -> frozenset[str]:
    return frozenset(word for line in word_list(name) for word in line.split())


def add_references(
    doc: Doc, document: Document, people: Sequence[PersonChain], quotes: Sequence[Quotation]
) -> tuple[PersonChain, ...]:
    """Return the same chains, in the same order, with the pronouns and descriptions that surely mean their person."""
    added: list[dict[Span, NameMention]] = [{} for _ in people]
    for quote in quotes:
        speaker = quote.speaker
        if speaker and speaker.inferred and speaker.person is not None and speaker.evidence.startswith(speaker.text):
            kind = MentionKind.PRONOUN if speaker.text.lower() in GENDERS else MentionKind.NOMINAL
            added[speaker.person][speaker.span] = _mention(
                speaker.span, speaker.text, kind, "speaker", quote.confidence
            )
    for index, referent in _pronouns(doc, document, people, quotes):
        span = Span(doc[index].idx, doc[index].idx + len(doc[index]))
        if not any(span in mentions for mentions in added):
            words = span.of(document.text)
            added[referent.person][span] = _mention(span, words, MentionKind.PRONOUN, "salience", PRONOUN_CONFIDENCE)
    return tuple(_with_mentions(chain, mentions.values()) for chain, mentions in zip(people, added, strict=True))


def _pronouns(
    doc: Doc, document: Document, people: Sequence[PersonChain], quotes: Sequence[Quotation]
) -> Iterator[tuple[int, Referent]]:
    """Pronouns of the article's own words with the people they mean, in reading order."""
    offsets = [token.idx for token in doc]
    quoted = bytearray(len(doc))
    voices = []
    for quote in quotes:
        if quote.kind is not QuoteKind.INDIRECT:
            for part in quote.parts:
                start, end = bisect_left(offsets, part.start), bisect_left(offsets, part.end)
                quoted[start:end] = b"\x01" * (end - start)
        if quote.speaker and quote.speaker.person is not None:
            voices.append((bisect_left(offsets, quote.parts[-1].end), quote.speaker.person))
    discourse = read_discourse(doc, document, people, quoted)
    waiting = sorted(voices, reverse=True)
    for token in doc:
        while waiting and waiting[-1][0] <= token.i:
            discourse.heard(*waiting.pop())
        if token.lower_ in GENDERS:
            referent = discourse.named_beside(token.i, quoted) if quoted[token.i] else discourse.pronoun(token.i)
            if referent:
                yield token.i, referent


def _mention(span: Span, text: str, kind: MentionKind, rule: str, confidence: float) -> NameMention:
    return NameMention(span=span, text=text, kind=kind, rule=rule, confidence=confidence)


def _with_mentions(chain: PersonChain, added: Iterable[NameMention]) -> PersonChain:
    mentions = {mention.span: mention for mention in (*added, *chain.mentions)}
    return replace(chain, mentions=tuple(mentions[span] for span in sorted(mentions)))
