"""Names as words: what is a title, what is the name, and whether two names can be one person's."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from articles.extraction.words import DATA, word_list

REGNAL = frozenset(
    ("king", "queen", "prince", "princess", "pope", "emperor", "empress", "sultan", "emir", "tsar", "sister")
)
NICKNAME = re.compile(r"(?<=\s)[\"“‘'(][^\"“”()]{1,25}[\"”’')](?=\s)")
ALSO_NAMES = frozenset(("dean", "earl", "duke", "judge", "major", "marshal", "star", "forward", "bishop", "count"))
TRADE = re.compile(r".{3,}(?:maker|keeper|master|mistress|monger|worker|grower|fighter|dealer)$")
INITIAL = re.compile(r"[^\W\d_]|(?:[^\W\d_]\.){1,4}")


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart. Every part is folded: lower case, no accents, no full stops."""

    given: tuple[str, ...]
    surname: str
    suffix: str = ""
    nickname: str = ""  # printed in quotation marks inside the name

    @property
    def first(self) -> str:
        return self.given[0] if self.given else ""


@lru_cache(maxsize=10_000)
def fold(word: str) -> str:
    """A word for comparison: lower case, without accents, full stops and curly apostrophes."""
    if word.isascii():
        return word.replace(".", "").lower()
    plain = unicodedata.normalize("NFKD", word.replace("’", "'").replace("‘", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c) and c != ".").casefold()


def normalise(name: str) -> str:
    """A name for looking up: case, accents, apostrophes, full stops, hyphens and nicknames do not count.

    ``Zoë "Bee" O’Hara-Lund Jr.`` and ``Zoe O'Hara Lund Jr`` are both ``zoe ohara lund jr``.
    """
    folded = fold(NICKNAME.sub(" ", name)).replace("'", "")
    return " ".join(re.findall(r"\w+", folded))


def is_title(word: str) -> bool:
    """Whether a word may stand before a name as a title: "Mr.", "Senator", "coach", "clockmaker", "AG"."""
    low = word.lower()
    if word.isupper() and low in word_list("role_letters"):
        return True
    return is_honorific(word) or low in word_list("titles") or bool(TRADE.match(low))


def is_honorific(word: str) -> bool:
    low = word.lower()
    return any(form in word_list("honorifics") for form in (low, low.rstrip("."), f"{low}."))


def is_office(word: str) -> bool:
    """Whether a word inside a run of capitals ends a title: "Borough *Superintendent* Ada Finch"."""
    return is_title(word) and not is_regnal(word) and fold(word) not in ALSO_NAMES


def is_regnal(word: str) -> bool:
    """Whether a title is what its bearer is known by: "Pope", "Queen"."""
    return word.lower() in REGNAL


def is_suffix(word: str) -> bool:
    return word.lower() in word_list("suffixes")


def is_particle(word: str) -> bool:
    return word.lower() in word_list("particles")


def is_initial(word: str) -> bool:
    """Whether a word is nothing but initials: "J.", "W", "J.K."."""
    return word.isupper() and bool(INITIAL.fullmatch(word))


@lru_cache(maxsize=10_000)
def parts(name: str) -> NameParts:
    """Take a bare name apart: ``J.K. "Jo" van der Berg Jr.`` -> (j, k), "van der berg", "jr", "jo"."""
    nickname = NICKNAME.search(name)
    words = re.split(r"[\s,]+", NICKNAME.sub(" ", name).strip())
    suffix = ""
    while len(words) > 1 and is_suffix(words[-1]):
        suffix = fold(words.pop())
    cut = len(words) - 1
    while cut > 0 and is_particle(words[cut - 1]) and (cut > 1 or words[0].islower() or is_particle(words[1])):
        cut -= 1
    given = tuple(part for word in words[:cut] for part in _given(word))
    surname = " ".join(fold(word) for word in words[cut:])
    return NameParts(given, surname, suffix, fold(nickname[0].strip("\"“”‘’'()")) if nickname else "")


def is_given(word: str) -> bool:
    """Whether a word is a common given name, as far as the lists go; of "Jean-Louis" the first half counts."""
    given = fold(word)
    return given in _given_names() or given.split("-")[0] in _given_names()


def gender_of_given(word: str) -> str:
    """Return "m" or "f" for a folded given name that only men or only women commonly bear, else ""."""
    if word in _names("unisex_names"):
        return ""
    return "f" if word in _names("women_names") else "m" if word in _names("men_names") else ""


@cache
def _given_names() -> frozenset[str]:
    lists = ("men_names", "women_names", "unisex_names", "given_names")
    return frozenset(_nicknames()).union(*map(_names, lists))


@cache
def _names(name: str) -> frozenset[str]:
    return frozenset(word for line in word_list(name) for word in line.split())


def _given(word: str) -> list[str]:
    if is_initial(word) or (len(word) == 2 and word.isupper()):  # J.K., JK
        return [fold(letter) for letter in word if letter.isalpha()]
    return [fold(word)]


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    """The families a given name belongs to: "bill" -> {william}."""
    families: dict[str, set[str]] = {}
    for line in (DATA / "nicknames.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            full, *short = line.split()
            for name in (full, *short):
                families.setdefault(name, set()).add(full)
    return {name: frozenset(full) for name, full in families.items()}


def forms_of_given(word: str) -> frozenset[str]:
    """The full names that a folded given name may be short for: "bill" -> {"william"}."""
    return _nicknames().get(word, frozenset())


def same_given(one: str, other: str) -> bool:
    """Whether two folded given names can be one: equal, an initial, or short forms of one name."""
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[:1] == other[:1]
    families = _nicknames()
    return bool(families.get(one, frozenset((one,))) & families.get(other, frozenset((other,))))


def same_name(one: NameParts, other: NameParts) -> bool:
    """Whether two full names can be one person's: same surname, given names that agree.

    Junior and Senior differ; a middle name may be missing on one side but not disagree.
    """
    if one.surname != other.surname or not one.given or not other.given:
        return False
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return False
    if other.nickname == one.first or one.nickname == other.first:
        return True
    if not same_given(one.first, other.first):
        return False
    return all(same_given(a, b) for a, b in zip(one.given[1:], other.given[1:], strict=False))
