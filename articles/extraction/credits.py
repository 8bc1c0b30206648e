"""Photo credits: who took the picture, and for whom.

A photographer is named only where the words say so: a person's name beside an agency, or after
"Photo by". An agency alone, a family or a handout gives no photographer.
"""

import re

from articles.extraction.credit_labels import BARE_LABEL, LABEL_START, NO_SOURCE, UNSIGNED
from articles.extraction.types import Credit, Span
from articles.extraction.words import UPPER, word_list

NAME_WORD = (
    rf"(?:(?:[{UPPER}]\.)+|(?:St|Jr|Sr|Dr)\.|[{UPPER}][\w'’-]*(?:\.\w[\w-]*)*"
    r"|(?:de|da|di|del|della|der|den|van|von|bin|ibn|al|el|la|le|du|dos|ten|ter)(?=\s)|al-[A-Z][\w'’-]*)"
)
PERSON = re.compile(rf"(?:(?:Dr|Sgt|Pfc|Cpl)\.\s)?{NAME_WORD}(?:\s{{1,3}}{NAME_WORD}){{1,4}}(?:,? (?:Jr|Sr)\.)?$")
SEPARATOR = re.compile(
    r"\s*/\s*(?:via\s+)?|\s*\|\s*|\s+via\s+|\s+for\s+(?:the\s+(?=[A-Z]))?|\s+-\s+|[,;]\s+(?=[A-Z])"
    r"|\.\s+(?=Courtesy)|:\s+(?=[A-Z])"
)
JOINING = frozenset(["and", "of", "the", "for", "via", "by", "at", "in", "on", "&"])


def read_credit(text: str, span: Span) -> Credit:
    """Photographer and agency of the credit printed at `span`."""
    raw = span.of(text)
    photographer, agency = _who(raw)
    return Credit(span=span, raw=raw, photographer=photographer, agency=agency)


def is_agency(words: str) -> bool:
    """Whether the words are a known agency, alone or with an addition ("Getty Images Europe")."""
    words = " ".join(words.split()).strip(" ,.()")
    if len(words) <= 3 and words.istitle():  # a state or a county: "Pa.", "Ap."
        return False
    words = re.sub(r"^the\s", "", words.lower())
    known = word_list("agencies")
    first_words = words.split(" ")
    return words in known or any(" ".join(first_words[:n]) in known for n in (2, 3) if len(first_words) > n)


def is_person(words: str) -> bool:
    """Whether the words have the shape of a person's name and none of an organisation's."""
    words = " ".join(words.split())
    tokens = [token.strip(".,'’") for token in words.split()]
    if is_agency(words) or not PERSON.fullmatch(words):
        return False
    if not words.isupper() and (_is_acronym(tokens[-1], longest=3) or (_is_acronym(tokens[0]) and len(tokens[0]) > 2)):
        return False  # "Dale RF", "ABC Rural"; but "Ann FERRIS"
    return not names_organisation(words)


def without_bare_label(words: str) -> str:
    """The words behind "foto" or "Photo" without a colon, where a name follows that needs none."""
    label = BARE_LABEL.match(words)
    names = words[label.end() :] if label else ""
    first = next((part for part in SEPARATOR.split(names) if part), "")
    return names if is_agency(first) or is_person(first) else words


def _is_acronym(word: str, *, longest: int = 4) -> bool:
    return word.isupper() and len(word) <= longest


def names_organisation(words: str) -> bool:
    """Whether a word of several is one that companies, outlets and offices go by."""
    tokens = [token.strip(".,'’").lower() for token in words.split()]
    return len(tokens) > 1 and any(token in word_list("organisation_words") for token in tokens)


def is_capitalised(words: str) -> bool:
    """Whether every word but joining ones has a capital; figures and addresses may pass."""
    first, *rest = words.split() or [""]
    return _has_capital(first) and all(_has_capital(word) or word.lower() in JOINING for word in rest)


def _has_capital(word: str) -> bool:
    return bool(word) and (
        word[0].isupper()
        or word.lower() in word_list("particles")
        or not word[0].isalpha()
        or "." in word[1:-1]
        or word.startswith("al-")
    )


def _who(raw: str) -> tuple[str, str]:
    """Photographer and agency; each "" where the words do not say."""
    words = " ".join(raw.split())
    label = LABEL_START.match(words)
    names = words[label.end() :] if label else without_bare_label(words)
    if label and UNSIGNED.search(label.group()):
        agencies = all(is_agency(part.of(names)) for part in _parts(names))
        return "", names if names_organisation(names) or agencies else ""
    parts = [part for part in _parts(names) if not NO_SOURCE.match(part.of(names))]
    photographer = next((part for part in parts if _is_photographer(part.of(names))), None)
    others = [part for part in parts if part != photographer]
    if photographer and others and others[0] < photographer < others[-1]:
        agency = "/".join(part.of(names) for part in others)
    else:
        agency = names[others[0].start : others[-1].end] if others else ""
    return (photographer.of(names) if photographer else ""), agency


def _parts(names: str) -> list[Span]:
    """Names between separators; a year of copyright belongs to none."""
    found, start = [], 0
    for match in [*SEPARATOR.finditer(names), None]:
        end = match.start() if match else len(names)
        part = re.sub(r"^(?:via\s|\d{4}\s)|\s\d{4}$", "", names[start:end]).strip(" .,")
        if part:
            at = names.index(part, start)
            found.append(Span(at, at + len(part)))
        start = match.end() if match else end
    return found


def _is_photographer(part: str) -> bool:
    people = re.split(r"\s+(?:and|&)\s+", part)
    return all(is_person(name) for name in people)
