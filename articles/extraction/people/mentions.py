"""Where people are named: decided once an article, with the evidence of all of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.extraction.people.evidence import person_score
from articles.extraction.people.names import fold, is_honorific, is_initial, is_particle, is_suffix, is_title
from articles.extraction.people.reading import Word
from articles.extraction.types import Span
from articles.extraction.words import word_list

LONGEST_NAME = 6
Key = tuple[str, ...]
Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name of a person where it stands: words[first:last] of the article."""

    first: int
    last: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What the article as a whole says about its names, in folded words."""

    full: frozenset[Key]
    surnames: frozenset[Key]
    given: frozenset[str]
    single: frozenset[str]


def find_candidates(text: str, words: list[Word], works: Iterable[Span]) -> list[Candidate]:
    """Return every naming of a person, in reading order and without overlaps."""
    barred = _inside(words, works)
    seeds = [run for run in _person_runs(words) if run[0] not in barred]
    known = _known_names(text, words, seeds)
    found: list[Candidate] = []
    index = 0
    while index < len(words):
        candidate = None if index in barred or not _may_begin(words[index]) else _name_at(words, index, known)
        if candidate:
            found.append(candidate)
        index = candidate.last if candidate else index + 1
    return found


def _may_begin(word: Word) -> bool:
    return word.capital or is_particle(word.text)


def key_of(words: list[Word], first: int, last: int) -> Key:
    return tuple(fold(word.text) for word in words[first:last])


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


# --- names as the model has them, put right -----------------------------------------------


def _person_runs(words: list[Word]) -> Iterator[Run]:
    """Yield the person entities of the model, cut to the bare name."""
    index = 0
    while index < len(words):
        last = index + 1
        while last < len(words) and words[last].entity == words[index].entity and words[index].entity >= 0:
            last += 1
        if words[index].label == "PERSON":
            for run in _pieces(words, index, last):
                trimmed = _trimmed(words, *run)
                if trimmed:
                    yield trimmed
        index = last


def _pieces(words: list[Word], first: int, last: int) -> Iterator[Run]:
    """Cut words at commas, ends of lines and possessives; a quoted nickname does not cut."""
    begin = first
    for index in range(first + 1, last + 1):
        if index == last or not words[index].joined:
            yield begin, index
            begin = index


def _trimmed(words: list[Word], first: int, last: int) -> Run | None:
    """The bare name inside a run: no titles and small words around it, suffix and initials with it."""
    while last > first and (not words[last - 1].capital or words[last - 1].text.lower() in word_list("postnominals")):
        last -= 1
    while first < last and _is_no_beginning(words, first, last):
        first += 1
    if first == last:
        return None
    while last < len(words) and words[last].nickname:
        last += 1
    while last < len(words) and words[last].joined and is_suffix(words[last].text) and words[last].capital:
        last += 1
    while first and words[first].joined and is_initial(words[first - 1].text) and words[first - 1].text != "I":
        first -= 1
    return (first, last) if _is_name_like(words, first, last) else None


def _is_no_beginning(words: list[Word], first: int, last: int) -> bool:
    word = words[first]
    if not word.capital:
        return not (is_particle(word.text) and first + 1 < last and words[first + 1].capital)
    if last - first == 1:
        return False
    return is_title(word.text) or fold(word.text) in word_list("not_people") and word.opens


def _is_name_like(words: list[Word], first: int, last: int) -> bool:
    folded = key_of(words, first, last)
    if last - first > LONGEST_NAME or any(word in word_list("organisation_words") for word in folded):
        return False
    if folded[-1] in word_list("not_people") and not (len(folded) > 1 and is_initial(words[first].text)):
        return False
    return not (len(folded) == 1 and (is_initial(words[first].text) or is_title(words[first].text) or len(folded[0]) < 2))


# --- what the article as a whole says ------------------------------------------------------


def _known_names(text: str, words: list[Word], seeds: list[Run]) -> KnownNames:
    """Decide which names are people's, each with the evidence of all its places in the article."""
    titled = {key_of(words, *run) for run in _titled_runs(words)}
    candidates = {key_of(words, *run) for run in seeds} | {key_of(words, *run) for run in _capital_runs(words)}
    places = _places_of(words, candidates)
    small = frozenset(word.text for word in words if not word.capital)
    accepted = {key for key in candidates if person_score(text, words, places[key], small) > 0} | titled
    full = {key for key in accepted if len(key) > 1}
    surnames = {key[cut:] for key in full for cut in _surname_cuts(key)}
    given = {key[0] for key in full if len(key[0]) > 1}
    single = {key[0] for key in accepted if len(key) == 1}
    return KnownNames(frozenset(full), frozenset(surnames), frozenset(given), frozenset(single))


def _places_of(words: list[Word], keys: set[Key]) -> dict[Key, list[Run]]:
    """Every place where each of the names is printed."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for key in keys:
        lengths[key[0]].add(len(key))
    places: dict[Key, list[Run]] = defaultdict(list)
    for index, word in enumerate(words):
        for length in lengths.get(fold(word.text), ()):
            key = key_of(words, index, index + length)
            if len(key) == length and key in keys and _may_begin(word) and all(later.joined for later in words[index + 1 : index + length]):
                places[key].append((index, index + length))
    return places


def _surname_cuts(key: Key) -> Iterator[int]:
    """Where a surname may begin: at the last word, or before the particles and words that lead up to it."""
    end = len(key)
    while end > 1 and is_suffix(key[end - 1]):
        end -= 1
    yield end - 1
    cut = end - 1
    while cut > 1 and is_particle(key[cut - 1]):
        cut -= 1
        yield cut


def _capital_runs(words: list[Word]) -> Iterator[Run]:
    """Yield two to four capitalised words in a row that the model does not take for a person's name."""
    index = 0
    while index < len(words):
        last = index + 1
        while last < len(words) and words[last].joined and words[last].capital:
            last += 1
        if 1 < last - index < 5 and words[index].capital and not words[index].headline:
            if all(word.label != "PERSON" for word in words[index:last]) and words[index].text.lower() not in word_list("small_words"):
                trimmed = _trimmed(words, index, last)
                if trimmed and trimmed[1] - trimmed[0] > 1:
                    yield trimmed
        index = last


def _titled_runs(words: list[Word]) -> Iterator[Run]:
    """Yield names that follow a form of address: "Mr. Finch", "Sen. Ada Finch"."""
    for index in range(1, len(words)):
        if not (words[index].joined and words[index].capital and is_honorific(words[index - 1].text)):
            continue
        before = words[index - 1]
        sure = before.text.lower() in word_list("sure_titles") or words[index].label == "PERSON"
        if not before.capital or not sure or is_honorific(words[index].text):
            continue
        last = index + 1
        while last < len(words) and words[last].joined and words[last].capital and last - index < 4:
            last += 1
        trimmed = _trimmed(words, index, last)
        if trimmed and words[index].label in ("", "PERSON", "ORG", "GPE"):
            yield trimmed


# --- every naming ---------------------------------------------------------------------------


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
        if last == index + 1 and key[0] in known.given and _may_stand_alone(words, index, last):
            return Candidate(index, last, "given-name", 0.8)
    return None


def _is_part_of_more(words: list[Word], first: int, last: int) -> bool:
    """Whether a name only lends itself to a body or a place: "the Ada Finch Foundation"."""
    if last >= len(words) or not words[last].joined or not words[last].capital:
        return False
    if fold(words[last].text) in word_list("organisation_words"):
        return True
    entity, label = words[first].entity, words[first].label
    return label not in ("", "PERSON") and words[last].entity == entity


def _may_stand_alone(words: list[Word], first: int, last: int) -> bool:
    """Whether one part of a name stands for the person here, and not for a namesake or a thing."""
    if _is_part_of_more(words, first, last):
        return False
    word = words[first]
    if not word.headline and last < len(words) and words[last].joined and words[last].capital:
        following = fold(words[last].text)
        if following in word_list("place_words") or words[last].entity == word.entity >= 0 and word.label != "PERSON":
            return False
    if first and word.joined:
        before = words[first - 1]
        if before.capital and not before.headline and not is_title(before.text) and before.entity == word.entity >= 0:
            return False
    return True
