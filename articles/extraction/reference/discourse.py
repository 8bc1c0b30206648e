"""Who has been named, and who is meant: the people of an article in reading order.

A pronoun goes to whoever weighs most: by how near and how prominent somebody was named, by
the build of the sentence, by who spoke last. A pronoun that was understood keeps its person
in mind as a name would. Where two people weigh the same, the answer is nobody.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from articles.extraction.people.names import is_title
from articles.extraction.reference.binding import SUBJECTS, Bond, bonds
from articles.extraction.roles import Roles, head_noun, printed_age
from articles.extraction.tokens import Tokens
from articles.extraction.types import PersonChain
from articles.extraction.words import word_list

GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
MOST_SEEN = 300
"""Mentions before a pronoun that are weighed, so that no text can make the work explode."""
LONGEST_LOOK = 200
"""Words of a quotation in which a name is looked for, before a pronoun."""
SENTENCES_BACK = 14
BASE = 8.0
STEP = 0.55
"""What a mention loses with every sentence that lies between it and the pronoun."""
SUBJECT, HEARD, FRESH = 1.0, 1.0, 1.0
FRESH_SPEAKER = 2.0
"""What FRESH is for whoever speaks: Finch left the room. “It is gone,” she said."""
FRESH_REACH = 1
BONDS = {Bond.OWN: 3.0, Bond.OUTER: 1.0, Bond.LATER: 0.5}
BARRED = -4.0
FURTHER = 0.5
"""What a subject loses with every other one between it and the pronoun."""
MARGIN, MARGIN_QUOTED = 0.25, 2.0
NOBODY = -1
"""Somebody whom the article does not name."""
Fits = Callable[[int], bool]
OTHER_GENDER = {"m": "female_words", "f": "male_words"}
INDEFINITE = frozenset({"a", "an", "another", "some"})
PARENT = re.compile(r"the (?:[\w-]+ )?((?:grand)?(?:mother|father)|mum|mom|dad)[- ]of[- ]\w+", re.IGNORECASE)
OWNERS = frozenset({"his", "her", "their"})


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
class Scale:
    """What speaks for each person whom a pronoun may mean."""

    scores: dict[int, float] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    barred: set[int] = field(default_factory=set)

    def raise_to(self, person: int, score: float) -> None:
        self.scores[person] = max(self.scores.get(person, score), score)

    def add(self, person: int, weight: float, reason: str) -> None:
        self.scores[person] += weight
        self.reasons.setdefault(person, reason)

    def bar(self, person: int) -> None:
        """Marsh saw her: not Marsh; but a parse can err, so that hardly anybody else will do either."""
        self.scores[person] = self.scores.get(person, 0.0) + BARRED
        self.barred.add(person)

    def winner(self, margin: float) -> Referent | None:
        """Whoever outweighs all others clearly."""
        ranked = sorted(self.scores, key=lambda person: (-self.scores[person], person))
        if not ranked or ranked[0] in (NOBODY, *self.barred):
            return None
        if len(ranked) > 1 and self.scores[ranked[0]] - self.scores[ranked[1]] < margin:
            return None
        return Referent(ranked[0], self.reasons.get(ranked[0], "the person named last"))


@dataclass(slots=True)
class Discourse:
    """Who has been mentioned up to every word, and who has spoken as far as has been read."""

    doc: Doc
    tokens: Tokens
    people: Sequence[PersonChain]
    sentences: list[int]  # number of the sentence of every token
    genders: list[str]
    names: list[Seen]  # in reading order
    roles: list[Roles]  # what each person is called beside the name
    asides: list[int]  # number of the caption of every token; 0 in the running text
    quoted: bytearray  # 1 for each token inside quotation marks
    subjects: Mapping[int, int]  # of each verb
    reports: frozenset[int]  # the reporting verbs
    persons: dict[int, int]  # who stands at a token: the last word of a name, an understood pronoun
    voices: list[tuple[int, int]] = field(default_factory=list)  # token, person
    seen: list[Seen] = field(default_factory=list)  # names and understood pronouns, up to `read`
    read: int = 0
    coming: int = 0  # the first of `names` that has not been seen
    answers: dict[int, Referent | None] = field(default_factory=dict)

    def heard(self, token: int, person: int | None) -> None:
        """Remember that a person was quoted, in words that end before this token."""
        if person is not None:
            self.voices.append((min(token, len(self.doc) - 1), person))

    def pronoun(self, index: int) -> Referent | None:
        """The person whom "he" or "she" at this token means; None where two are as likely."""
        self._read_to(index)
        if index not in self.answers:
            self.answers[index] = self._understood(index)
        return self.answers[index]

    def in_quotation(self, index: int, speaker: int | None) -> Referent | None:
        """Whom "he" or "she" means in words that somebody else says."""
        self._read_to(index)
        start = self.quoted.rfind(b"\x00", max(0, index - LONGEST_LOOK), index) + 1
        beside = self._named_beside(index, start)
        if beside or any(_is_somebody(token) for token in self.doc[start:index]):
            return beside
        return self._understood(index, speaker)

    def _read_to(self, end: int) -> None:
        """Take in the names and pronouns up to a token."""
        for index in range(self.read, end + 1):
            while self.coming < len(self.names) and self.names[self.coming].token <= index:
                self.seen.append(self.names[self.coming])
                self.coming += 1
            if self.tokens.lower[index] in GENDERS and not self.quoted[index]:
                if index not in self.answers:
                    self.answers[index] = self._understood(index)
                if referent := self.answers[index]:
                    self.persons[index] = referent.person
                    self.seen.append(
                        Seen(index, referent.person, SUBJECT if self.tokens.dep[index] in SUBJECTS else 0.0)
                    )
        self.read = max(self.read, end + 1)

    def _understood(self, index: int, speaker: int | None = None) -> Referent | None:
        gender = GENDERS.get(self.tokens.lower[index], "")
        if not gender:
            return None

        def fits(person: int) -> bool:
            return person == NOBODY or (self.genders[person] in ("", gender) and person != speaker)

        scale = self._weighed(index, fits)
        return scale.winner(MARGIN_QUOTED if self.quoted[index] else MARGIN)

    def _named_beside(self, index: int, start: int) -> Referent | None:
        """The only person named before "he" or "she" in the same quoted words: “Marsh came, and she stayed.”"""
        gender, found = GENDERS[self.doc[index].lower_], set()
        for position in range(bisect_left(self.seen, index, key=_token) - 1, -1, -1):
            seen = self.seen[position]
            if seen.token < start:
                break
            if self.genders[seen.person] in ("", gender):
                found.add(seen.person)
        return Referent(found.pop(), "named in the same words") if len(found) == 1 else None

    def _weighed(self, index: int, fits: Fits) -> Scale:
        """How near and how prominent everybody is who may be meant."""
        scale = Scale()
        last_voice = next((token for token, _ in self._voices_before(index)), -1)
        fresh = FRESH_SPEAKER if self.tokens.heads[index] in self.reports else FRESH
        nearest = bisect_left(self.seen, index, key=_token) - 1
        for position in range(nearest, max(-1, nearest - MOST_SEEN), -1):
            seen = self.seen[position]
            distance = self.sentences[index] - self.sentences[seen.token]
            if distance > SENTENCES_BACK:
                break
            # whom a photograph shows is not brought on in the text
            if fits(seen.person) and self.asides[seen.token] in (0, self.asides[index]):
                brought_on = seen.weight >= SUBJECT and seen.token > last_voice and distance <= FRESH_REACH
                scale.raise_to(seen.person, BASE - STEP * distance + seen.weight + fresh * brought_on)
        self._weigh_voice(index, fits, scale)
        if not self.quoted[index]:
            self._weigh_bonds(index, fits, scale)
        return scale

    def _voices_before(self, index: int) -> Iterator[tuple[int, int]]:
        """Where people ended speaking and who they were, nearest first."""
        for token, person in reversed(self.voices):
            if self.sentences[index] - self.sentences[token] > SENTENCES_BACK:
                return
            if token <= index:
                yield token, person

    def _weigh_voice(self, index: int, fits: Fits, scale: Scale) -> None:
        """Whoever was quoted last is still in mind: “It is gone.” She paused."""
        for token, person in self._voices_before(index):
            if fits(person):
                distance = self.sentences[index] - self.sentences[token]
                scale.raise_to(person, BASE - STEP * distance + SUBJECT)
                scale.add(person, HEARD, "the last person quoted")
                return

    def _weigh_bonds(self, index: int, fits: Fits, scale: Scale) -> None:
        """Marsh said she knew: the build of the sentence is for Marsh. Marsh saw her: it is against."""
        lost = 0.0
        for bound in bonds(self.doc[index], self.subjects):
            person = self.persons.get(bound.token)
            if person is None and _is_stranger(self.doc[bound.token], GENDERS[self.doc[index].lower_]):
                person = NOBODY
            if person is None or not fits(person):
                continue
            if bound.bond is Bond.BARRED:
                scale.bar(person)
            else:
                scale.raise_to(person, BASE + SUBJECT)
                scale.add(person, BONDS[bound.bond] - lost, "the subject of the same sentence")
                lost += FURTHER

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
        parent = PARENT.fullmatch(self.doc[start:end].text)
        described = [person for person, roles in enumerate(self.roles) if called in roles.nouns]
        generic = bool(parent) or not words.isdisjoint(word_list("renaming_nouns"))
        if len(described) == 1 and not generic:
            return Referent(described[0], "the only one here so described")
        if first != "the" or not generic:
            return None
        last = self.voices[-1] if self.voices else None
        if last is None or self.sentences[start] - self.sentences[last[0]] > SENTENCES_BACK // 4:
            return None
        between = {s.person for s in self.names if last[0] <= s.token < start and s.weight >= SUBJECT}
        if between - {last[1]} or (parent and self.genders[last[1]] not in ("", _gender_of(parent[1]))):
            return None
        return Referent(last[1], "the last person quoted")


def _gender_of(word: str) -> str:
    return "f" if word in word_list("female_words") else "m"


def _is_stranger(token: Token, gender: str) -> bool:
    """Whether a word brings on somebody without a name: *a* brother, *another* driver."""
    if not _is_somebody(token) or token.lower_ in word_list(OTHER_GENDER[gender]):
        return False
    return any(left.lower_ in INDEFINITE for left in token.lefts)


def _is_somebody(token: Token) -> bool:
    """Whether a word stands for a person whom it does not name: a young *woman*, the *secretary*."""
    word = token.lower_
    return token.tag_ == "NN" and (
        is_title(word) or word in word_list("male_words") or word in word_list("female_words")
    )


def _token(seen: Seen) -> int:
    return seen.token
