"""How two names hang together, for one person may be printed in many ways."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from articles.extraction.people.names import NameParts, normalise, parts, same_given

LONG_ENOUGH = 5
"""Letters from which a word with one letter changed is more likely a slip than another name."""

UNDECOMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "a", "œ": "o", "ı": "i", "þ": "th"})
SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^[ae]l[- ]", ""),
        (r"tsch|tch", "ch"),
        (r"kh|ck|q", "k"),
        (r"dh", "d"),
        (r"dzh|dj|zh", "j"),
        (r"ph|ff$", "f"),
        (r"gu(?=[ei])", "g"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"f$", "v"),
        (r"[ij]?[yj]+$|ii$|ie$", "i"),
        (r"y|j(?![aeiou])", "i"),
        (r"ou|oo|ue", "u"),
        (r"ee", "i"),
        (r"oe", "o"),
        (r"e", "a"),
        (r"o", "u"),
        (r"(.)\1+", r"\1"),
        (r"[aiu](?=r$)", ""),
    )
]
"""Spellings that languages and agencies write for one sound: Sergey and Sergei, Müller and Mueller."""


class Tie(StrEnum):
    """One way in which two names can be one person's."""

    SAME = "same"
    SETTING = "setting"
    MIDDLE = "middle"
    SHORT = "short"
    SOUND = "sound"
    ORDER = "order"
    DOUBLE = "double"
    INITIAL = "initial"
    SUFFIX = "suffix"
    LETTER = "letter"
    SINGLE = "single"
    SURNAME = "surname"
    GIVEN = "given"


SURE = frozenset((Tie.SAME, Tie.SETTING, Tie.MIDDLE))


@dataclass(frozen=True, slots=True)
class Ties:
    """The ways in which two names hang together, or in words why they do not."""

    found: frozenset[Tie] = frozenset()
    clash: str = ""


def tie_names(one: str, other: str) -> Ties:
    """Say how two printed names can be one person's: ``Bill Lund`` is short for ``William Lund-Reed``."""
    if normalise(one) == normalise(other):
        alone = Tie.SINGLE if not parts(one).given else Tie.SAME if one == other else Tie.SETTING
        return Ties(frozenset((alone,)))
    a, b = parts(one), parts(other)
    if not (a.given and b.given):
        return _tie_to_one_word(a, b)
    if a.given == (b.surname,) and b.given == (a.surname,):
        return Ties(frozenset((Tie.ORDER,)))
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return Ties(clash=f"one is {a.suffix.title()} and the other {b.suffix.title()}")
    surname, given = _tie_surnames(a, b), _tie_given(a, b)
    if not surname:
        return Ties(clash="their surnames differ")
    if not given:
        return Ties(clash="their given names differ")
    if {surname, given} <= {Tie.LETTER, Tie.DOUBLE}:
        return Ties(clash="both given name and surname differ a little")
    if given in SURE and surname is not Tie.DOUBLE and _middle_names_clash(a, b):
        return Ties(clash="their middle names differ")
    return Ties(frozenset((surname, given)) | ({Tie.SUFFIX} if a.suffix != b.suffix else frozenset()))


def may_share_given(one: NameParts, other: NameParts) -> bool:
    """Whether the given names of two full names can be one person's: William, Bill, W., Wiliam, (John) William."""
    first, second = one.first, other.first
    if one.nickname or other.nickname or len(first) == 1 or len(second) == 1:
        return _tie_given(one, other) is not None
    return _may_be_one(first, second) or first in other.given[1:] or second in one.given[1:]


@lru_cache(maxsize=10_000)
def _may_be_one(one: str, other: str) -> bool:
    """Whether two first names alone can be one person's: many people have few of them."""
    return _tie_given(NameParts((one,), ""), NameParts((other,), "")) is not None


@lru_cache(maxsize=10_000)
def sound_of(word: str) -> str:
    """A folded word as it sounds, whatever alphabet it was carried over from: ``sergey``, ``sergei``."""
    word = word.translate(UNDECOMPOSED)
    for pattern, sound in SOUNDS:
        word = pattern.sub(sound, word)
    return word


def blocking_keys(name: str) -> frozenset[str]:
    """Keys of which two names that hang together share at least one.

    The sounds of each half of the surname, of middle names, and of the two words in whatever
    order; a given name alone has none but its own, and a slip in a surname often escapes them.
    """
    taken = parts(name)
    words = [word for word in (*taken.given[1:], *_pieces(taken.surname)) if len(word) > 1]
    turned = " ".join(sorted(map(sound_of, (taken.first, taken.surname))))
    return frozenset((*map(sound_of, words), turned))


def _tie_to_one_word(a: NameParts, b: NameParts) -> Ties:
    """A surname or a given name alone against a longer name, or against another word."""
    short, long = (a, b) if not a.given else (b, a)
    if not long.given:
        return _tie_words(short.surname, long.surname)
    if short.surname == long.surname or short.surname in _pieces(long.surname):
        return Ties(frozenset((Tie.SURNAME,)))
    if short.surname == long.nickname or same_given(short.surname, long.first):
        return Ties(frozenset((Tie.GIVEN,)))
    return Ties(clash="their names differ")


def _tie_words(one: str, other: str) -> Ties:
    if sound_of(one) == sound_of(other):
        return Ties(frozenset((Tie.SINGLE, Tie.SOUND)))
    return Ties(clash="their names differ")


def _tie_surnames(a: NameParts, b: NameParts) -> Tie | None:
    if a.surname == b.surname:
        return Tie.SAME
    if sound_of(a.surname) == sound_of(b.surname):
        return Tie.SOUND
    if _is_one_of_two(a, b) or _is_one_of_two(b, a):
        return Tie.DOUBLE
    return Tie.LETTER if _is_one_letter_off(a.surname, b.surname) else None


def _is_one_of_two(a: NameParts, b: NameParts) -> bool:
    """Whether one surname is half of the other: Lund and Lund-Reed, or Lund and (Ann) Lund Reed."""
    halves = _pieces(b.surname)
    return (len(halves) > 1 and a.surname in halves) or a.surname in b.given[1:]


def _pieces(surname: str) -> list[str]:
    return surname.replace("‐", "-").split("-")


def _tie_given(a: NameParts, b: NameParts) -> Tie | None:
    one, other = a.first, b.first
    if one == other:
        return Tie.SAME if len(a.given) == len(b.given) else Tie.MIDDLE
    if len(one) == 1 or len(other) == 1:
        return Tie.INITIAL if one[0] == other[0] else None
    if same_given(one, other) or a.nickname == other or b.nickname == one:
        return Tie.SHORT
    if sound_of(one) == sound_of(other):
        return Tie.SOUND
    if one in b.given[1:] or other in a.given[1:]:
        return Tie.MIDDLE
    return Tie.LETTER if _is_one_letter_off(one, other) else None


def _middle_names_clash(a: NameParts, b: NameParts) -> bool:
    """Whether both have a middle name, and not the same: Ann Eva Lund and Ann Ruth Lund."""
    if a.first != b.first:
        return False
    return any(not same_given(x, y) for x, y in zip(a.given[1:], b.given[1:], strict=False))


def _is_one_letter_off(one: str, other: str) -> bool:
    """Whether one long word becomes the other by one letter more, less, changed, or two swapped."""
    if min(len(one), len(other)) < LONG_ENOUGH or abs(len(one) - len(other)) > 1:
        return False
    same = next((i for i, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other)))
    x, y = one[same:], other[same:]
    return x[1:] == y or x == y[1:] or x[1:] == y[1:] or (x[2:] == y[2:] and x[:2] == y[1::-1])
