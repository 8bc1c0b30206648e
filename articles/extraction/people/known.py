"""Which names of an article are people's, decided with the evidence of all of it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from articles.extraction.people.evidence import Run, person_score, speaks_of_itself
from articles.extraction.people.names import (
    fold,
    gender_of_given,
    is_given,
    is_honorific,
    is_initial,
    is_office,
    is_particle,
    is_suffix,
    is_title,
)
from articles.extraction.people.reading import Word
from articles.extraction.words import word_list

LONGEST_NAME = 6
SIDE = r"(?:(?:far|second|third) )?(?:left|right|cent(?:er|re))"
POSITION_AFTER = re.compile(rf", {SIDE}(?:,| and\b)| \({SIDE}\)")
SPEAKING_SURNAME = 1.6
"""For a full name whose surname alone says something of itself."""
GIVEN_NAMES_TOO = frozenset(("dean", "duke", "earl"))
NAMES_OF_WORKS_BEGIN = frozenset(("Star",))  # "Star Trek": its capital says that it is no title
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What the article as a whole says about its names, in folded words."""

    full: frozenset[Key]
    surnames: frozenset[Key]
    given: frozenset[str]
    single: frozenset[str]

    @property
    def beginnings(self) -> frozenset[str]:
        """The words that a name of any kind begins with."""
        return self.given | self.single | {key[0] for key in (*self.full, *self.surnames)}


def known_names(text: str, words: list[Word], seeds: list[Run]) -> KnownNames:
    """Decide which names are people's, each with the evidence of all its places in the article."""
    titled = {key_of(words, *run) for run in (*_titled_runs(words), *_pictured_runs(text, words))}
    candidates = {key_of(words, *run) for run in seeds} | {key_of(words, *run) for run in _capital_runs(words)}
    places = _places_of(words, candidates)
    small = frozenset(word.text for word in words if not word.capital)
    speaking = _speaking_of_themselves(text, words)
    scores = {key: person_score(text, words, places[key], small) for key in candidates}
    accepted = {key for key in candidates if scores[key] + SPEAKING_SURNAME * _is_of(key, speaking) > 0} | titled
    full = {key for key in accepted if len(key) > 1}
    full -= {key for key in full if _is_stretched(key, places[key], words, full)}
    full -= {key for key in full if key[1:] in full and _has_label_in_front(key, places)}
    full -= {key for key in full if is_particle(key[0]) and any(other[-len(key) :] == key != other for other in full)}
    surnames = {form for key in full for form in _surnames_of(key)}
    given = {key[0] for key in full if len(key[0]) > 1}
    single = {key[0] for key in accepted if len(key) == 1}
    return KnownNames(frozenset(full), frozenset(surnames), frozenset(given), frozenset(single))


def _speaking_of_themselves(text: str, words: list[Word]) -> frozenset[str]:
    """Single names that, standing alone, are said to say something of themselves: "Finch claims she"."""
    return frozenset(
        fold(word.text)
        for index, word in enumerate(words)
        if word.capital
        and (word.opens or not word.joined or not words[index - 1].capital)
        and speaks_of_itself(text, word.end)
    )


def _is_of(key: Key, surnames: frozenset[str]) -> bool:
    """Whether a name of two words ends in one of these surnames."""
    return len(key) == 2 and key[-1] in surnames


def _is_stretched(key: Key, places: list[Run], words: list[Word], full: set[Key]) -> bool:
    """Whether a name that only headlines have is a shorter one with the next word: "Ada Finch Wins"."""
    return any(key[:cut] in full for cut in range(2, len(key))) and all(words[first].headline for first, _ in places)


def _has_label_in_front(key: Key, places: dict[Key, list[Run]]) -> bool:
    """Whether a name is another's with a word before it, just once: "Northerner Ada Finch"."""
    once = len(places[key]) == 1 < len(places[key[1:]]) - 1
    return once and len(key) > 2 and len(key[0]) > 1 and not is_given(key[0]) and not gender_of_given(key[0])


def _places_of(words: list[Word], keys: set[Key]) -> dict[Key, list[Run]]:
    """Every place where each of the names is printed."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for key in keys:
        lengths[key[0]].add(len(key))
    places: dict[Key, list[Run]] = defaultdict(list)
    for index, word in enumerate(words):
        for length in lengths.get(fold(word.text), ()):
            key = key_of(words, index, index + length)
            if (
                len(key) == length
                and key in keys
                and may_begin(word)
                and all(later.joined for later in words[index + 1 : index + length])
            ):
                places[key].append((index, index + length))
    return places


def _surnames_of(key: Key) -> Iterator[Key]:
    """The last word, or that with the particles that lead up to it; with and without Jr."""
    end = len(key)
    while end > 1 and is_suffix(key[end - 1]):
        end -= 1
    cut = end - 1
    yield key[cut:end]
    yield key[cut:]
    while cut > 1 and is_particle(key[cut - 1]):
        cut -= 1
        yield key[cut:end]


def _capital_runs(words: list[Word]) -> Iterator[Run]:
    """Yield two to four capitalised words in a row that the model does not take for a person's name."""
    index = 0
    while index < len(words):
        last = index + 1
        while words[index].capital and last < len(words) and _continues(words, last):
            last += 1
        if 1 < last - index < 8 and not words[index].headline:
            trimmed = None if _is_read_otherwise(words[index:last]) else _trimmed(words, index, last)
            if trimmed and trimmed[1] - trimmed[0] > 1:
                yield trimmed
        index = last


def _continues(words: list[Word], index: int) -> bool:
    """Whether a word goes on with capitals in a row, as "de" and "la" do before another one."""
    word = words[index]
    if word.joined and not word.capital and is_particle(word.text) and index + 1 < len(words):
        return _continues(words, index + 1)
    return word.joined and word.capital and word.text.lower() not in word_list("small_words")


def _is_read_otherwise(run: list[Word]) -> bool:
    """Whether capitals in a row begin with "The" and its like, or hold a person of the model already.

    Not where a given name begins them: the model sees "Finch" alone in "Ada Finch" now and then.
    """
    if run[0].text.lower() in word_list("small_words"):
        return True
    return any(word.label == "PERSON" for word in run) and not is_given(run[0].text)


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


def _pictured_runs(text: str, words: list[Word]) -> Iterator[Run]:
    """Yield single names with a position in a photo: "Zora, left, holds", "Zora (right)"."""
    for index, word in enumerate(words):
        alone = word.capital and (word.opens or not word.joined or not words[index - 1].capital)
        beside = alone and word.label in ("", "PERSON") and text.startswith((", ", " ("), word.end)
        if beside and POSITION_AFTER.match(text, word.end):
            trimmed = _trimmed(words, index, index + 1)
            if trimmed == (index, index + 1):
                yield trimmed


def person_runs(words: list[Word]) -> Iterator[Run]:
    """Yield the person entities of the model, cut to the bare name."""
    index = 0
    while index < len(words):
        last = index + 1
        while last < len(words) and words[last].entity == words[index].entity and words[index].entity >= 0:
            last += 1
        if words[index].label == "PERSON":
            # "Ada Finch of the Tern"
            named = next((at for at in range(index + 1, last) if words[at].text == "of"), last)
            for run in _pieces(words, index, named):
                trimmed = _trimmed(words, *run)
                if trimmed:
                    yield trimmed
        index = last


def _pieces(words: list[Word], first: int, last: int) -> Iterator[Run]:
    """Cut words at commas, ends of lines and possessives; a quoted nickname does not cut.

    A capital right behind that the model left out is tried too: "Ada [Finch] Or".
    """
    cuts = [first, *(index for index in range(first + 1, last) if not words[index].joined), last]
    yield from pairwise(cuts)
    if last < len(words) and _goes_on(words[last]) and not words[first].headline:
        yield cuts[-2], last + 1


def _goes_on(word: Word) -> bool:
    return not word.label and _continues([word], 0)


def _trimmed(words: list[Word], first: int, last: int) -> Run | None:
    """The bare name inside a run: no titles and small words around it, suffix and initials with it."""
    while last > first and _is_no_end(words, first, last):
        last -= 1
    while first < last and _is_no_beginning(words, first, last):
        first += 1
    for index in range(last - 2, first, -1):  # "Borough Superintendent Ada Finch"
        if is_office(words[index].text):
            first = index + 1
            break
    if first == last:
        return None
    while last < len(words) and words[last].nickname:
        last += 1
    while last < len(words) and words[last].joined and is_suffix(words[last].text) and words[last].capital:
        last += 1
    while first and words[first].joined and _leads_in(words[first - 1].text):
        first -= 1
    return (first, last) if _is_name_like(words, first, last) else None


def _leads_in(word: str) -> bool:
    """Whether a word belongs to the name after it: an initial, or "van" and its like."""
    return (is_initial(word) and word != "I") or (is_particle(word) and word.lower() not in ("la", "le", "el", "das"))


def _is_no_end(words: list[Word], first: int, last: int) -> bool:
    word = words[last - 1]
    low = word.text.lower()
    if not word.capital or low in word_list("postnominals") or _is_abbreviation_behind(words, first, last):
        return True
    return last - first > 1 and word.headline and low in word_list("headline_verbs")


def _is_abbreviation_behind(words: list[Word], first: int, last: int) -> bool:
    """Whether a name of two words is followed by capitals that are no part of it: "Ada Finch GPS"."""
    letters = words[last - 1].text
    name = words[first : last - 1]
    if len(name) < 2 or is_suffix(letters) or any(word.text.isupper() for word in name):
        return False
    return len(letters) > 2 and letters.isupper()


def _is_no_beginning(words: list[Word], first: int, last: int) -> bool:
    word = words[first]
    if not word.capital:
        return not (is_particle(word.text) and first + 1 < last and words[first + 1].capital)
    if last - first == 1:
        return False
    if word.headline and word.text.lower() in word_list("headline_verbs"):
        return True
    earl = last - first == 2 and fold(word.text) in GIVEN_NAMES_TOO  # Earl Finch
    if earl or (word.text in NAMES_OF_WORKS_BEGIN and not word.opens):
        return False
    quoting = last - first > 2 and word.text.endswith("ing") and not is_given(word.text)  # Quoting Ada Finch
    return is_title(word.text) or (word.opens and (quoting or fold(word.text) in word_list("not_people")))


def _is_name_like(words: list[Word], first: int, last: int) -> bool:
    folded = key_of(words, first, last)
    if first and words[first].joined and words[first - 1].text in ("St", "St.") and words[first].label != "PERSON":
        return False
    if "st" in folded or folded[0] in word_list("place_beginnings"):
        return False
    if all(is_particle(word) or is_suffix(word) for word in folded):
        return False
    if last - first > LONGEST_NAME or any(word in word_list("organisation_words") for word in folded):
        return False
    sure_beginning = len(folded) > 1 and (is_initial(words[first].text) or is_given(words[first].text))
    if folded[-1] in word_list("not_people") and not sure_beginning:
        return False
    return not (
        len(folded) == 1 and (is_initial(words[first].text) or is_title(words[first].text) or len(folded[0]) < 2)
    )


def may_begin(word: Word) -> bool:
    return word.capital or is_particle(word.text)


def key_of(words: list[Word], first: int, last: int) -> Key:
    return tuple(fold(word.text) for word in words[first:last])
