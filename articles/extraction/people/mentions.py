"""Where people are named: decided once an article, with the evidence of all of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.extraction.people.known import LONGEST_NAME, KnownNames, key_of, known_names, may_begin, person_runs
from articles.extraction.people.names import fold, is_title
from articles.extraction.people.reading import Word
from articles.extraction.types import Span
from articles.extraction.words import word_list

PLACES = frozenset(("GPE", "LOC", "NORP"))
NO_NAMES = frozenset(("EVENT", "LAW", "LANGUAGE", "TIME"))
"""What the model is hardly ever wrong about where one word is concerned."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name of a person where it stands: words[first:last] of the article."""

    first: int
    last: int
    rule: str
    confidence: float


def find_candidates(text: str, words: list[Word], works: Iterable[Span]) -> list[Candidate]:
    """Return every naming of a person, in reading order and without overlaps."""
    barred = _inside(words, works)
    seeds = [run for run in person_runs(words) if run[0] not in barred]
    known = known_names(text, words, seeds)
    beginnings = known.beginnings
    found: list[Candidate] = []
    index = 0
    while index < len(words):
        candidate = None
        if index not in barred and may_begin(words[index]) and fold(words[index].text) in beginnings:
            candidate = _name_at(words, index, known)
        if candidate:
            found.append(candidate)
        index = candidate.last if candidate else index + 1
    return found


def _inside(words: list[Word], spans: Iterable[Span]) -> set[int]:
    """Indices of the words inside any of the spans."""
    inside: set[int] = set()
    index = 0
    for span in spans:
        while index < len(words) and words[index].end <= span.start:
            index += 1
        while index < len(words) and words[index].start < span.end:
            inside.add(index)
            index += 1
    return inside


def _name_at(words: list[Word], index: int, known: KnownNames) -> Candidate | None:
    """The longest name of a person that begins at a word, or None."""
    for last in range(min(len(words), index + LONGEST_NAME), index, -1):
        if not all(word.joined for word in words[index + 1 : last]):
            continue
        key = key_of(words, index, last)
        if key in known.full:
            if _is_part_of_more(words, index, last):
                return None
            return Candidate(index, last, "full-name", 0.95)
        if key in known.surnames and _may_stand_alone(words, index, last):
            return Candidate(index, last, "surname", 0.9)
        if last == index + 1 and key[0] in known.single and _may_stand_alone(words, index, last):
            return Candidate(index, last, "single-name", 0.6)
        if (
            last == index + 1
            and key[0] in known.given
            and (words[index].label not in PLACES or _is_titled(words, index))
            and _may_stand_alone(words, index, last)
        ):
            return Candidate(index, last, "given-name", 0.8)
    return None


def _is_titled(words: list[Word], index: int) -> bool:
    """Whether a title with a capital stands right before a word: "*Father* Casimir"."""
    before = words[index - 1] if index and words[index].joined else None
    return before is not None and before.capital and is_title(before.text)


def _is_part_of_more(words: list[Word], first: int, last: int) -> bool:
    """Whether a name only lends itself to a body or a place: "the Ada Finch Foundation"."""
    if last >= len(words) or not words[last].joined or not words[last].capital:
        return False
    if fold(words[last].text) in word_list("organisation_words"):
        return True
    entity, label = words[first].entity, words[first].label
    return label not in ("", "PERSON") and words[last].entity == entity


def _is_title_of_next(words: list[Word], first: int, last: int) -> bool:
    """Whether a surname is a title here: "*King* Felipe" beside "Ada King"."""
    goes_on = last < len(words) and words[last].joined and words[last].capital and not words[first].headline
    return goes_on and last == first + 1 and is_title(words[first].text)


def _may_stand_alone(words: list[Word], first: int, last: int) -> bool:
    """Whether one part of a name stands for the person here, and not for a namesake or a thing."""
    word = words[first]
    if _is_part_of_more(words, first, last) or word.label in NO_NAMES or _is_title_of_next(words, first, last):
        return False
    if not word.headline and last < len(words) and words[last].joined and words[last].capital:
        following = fold(words[last].text)
        if following in word_list("place_words") or (words[last].entity == word.entity >= 0 and word.label != "PERSON"):
            return False
    if first and word.joined:
        before = words[first - 1]
        if before.capital and not before.headline and not is_title(before.text) and before.entity == word.entity >= 0:
            return False
    return True
