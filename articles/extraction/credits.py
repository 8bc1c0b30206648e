"""Photo credits: where one ends a caption, and who took the picture for whom.

A photographer is named only where the words say so: a person's name beside an agency, or after
"Photo by". An agency alone, a family or a handout gives no photographer.
"""

import re
from dataclasses import dataclass

from articles.extraction.types import Credit, Span
from articles.extraction.words import word_list

TAIL = 400
LABEL = (
    r"(?:(?:Photo(?:graph)?s?|Images?|Pictures?|Pics?|Illustrations?|Graphics?|Video|Screen ?(?:grab|shot))"
    r"(?:\s?(?:credits?|courtesy|source))?\s?(?::|\b(?:by|courtesy of|via)\b)"
    r"|Credits?\s?:|CREDIT\s?:?|Courtesy(?: of|:)?\b|Source\s?:|Copyright\b:?|©|Handout\b:?|Supplied\b(?: by|:)?"
    r"|(?:Photograph|Picture|Photo|Image)ed by\b)"
)
LABEL_START = re.compile(rf"\s*{LABEL}\s*", re.IGNORECASE)
LABEL_TAIL = re.compile(
    rf"(?:(?<=[.!?\"”’)])\s*[-–—|/]?\s*|\s+[-–—|/]\s*|\s{{2,}}|\n\s*|(?<=\w)\s)(?P<credit>{LABEL}\s*\S[^\n]*)$",
    re.IGNORECASE,
)
BRACKET_END = re.compile(r"[)\]][.\s]*$")
RIGHTS_TAIL = re.compile(
    r"\s*(?:\([A-Z][A-Z ]+ - Tags:[^)]*\)|MANDATORY CREDIT\b.*|NO RESALES\b.*|RESTRICTED TO EDITORIAL USE\b.*"
    r"|(?:Purchase )?Licensing Rights\b.*|EDITORIAL USE ONLY\b.*)$",
    re.DOTALL,
)
NAME_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|(?:de|da|di|del|della|der|den|van|von|bin|ibn|al|el|la|le|du|dos|ten|ter)(?=\s))"
PERSON = re.compile(rf"(?:(?:Dr|Sgt|Pfc|Cpl)\.\s)?{NAME_WORD}(?:\s{{1,3}}{NAME_WORD}){{1,4}}(?:,? (?:Jr|Sr)\.)?$")
BARE_TAIL = re.compile(
    rf"(?:(?<=[.!?\"”’])\s+|\n\s*|\s{{2,}})(?P<credit>{NAME_WORD}(?:[ \u00a0]{NAME_WORD}){{0,4}}\s?/\s?\S[^\n]{{1,80}}"
    rf"|[^\n.]{{2,60}}\svia\s(?:Getty|AP|Reuters|AFP|PA)\b[^\n]{{0,30}})$"
)
SEPARATOR = re.compile(
    r"\s*/\s*(?:via\s+)?|\s*\|\s*|\s+via\s+|\s+for\s+(?:the\s+(?=[A-Z]))?|\s+-\s+|,\s+(?=[A-Z])"
    r"|\.\s+(?=Courtesy)"
)
NO_SOURCE = re.compile(
    r"(?:handout|supplied|file(?: (?:photo|image|picture))?|pool|stock(?: (?:photo|image))?|courtesy\b.*|undated"
    r"|submitted|staff|screen ?(?:grab|shot)|social media|provided|family (?:photo|handout)|contributed)$",
    re.IGNORECASE,
)
STAGE_DIRECTION = re.compile(
    r"(?:laugh|applau|cheer|crosstalk|inaudible|music|pause|video|audio|boo|end\b|sic\b|unintelligible|laughs)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CreditedText:
    """Where a caption's words end and its credit starts, and how that was seen."""

    words_end: int
    outer: Span  # the credit with its brackets
    credit: Credit
    rule: str


def read_credit(text: str, span: Span) -> Credit:
    """Photographer and agency of the credit printed at `span`."""
    raw = span.of(text)
    photographer, agency = _who(raw)
    return Credit(span=span, raw=raw, photographer=photographer, agency=agency)


def find_credit(text: str, span: Span, *, house_style: bool = False) -> CreditedText | None:
    """The credit that ends the passage at `span`, or None where it ends in none.

    With `house_style` a bare name in brackets after a full stop counts: the article prints
    its other captions that way.
    """
    end = _without_rights(text, span)
    tail = Span(max(span.start, end - TAIL), end)
    return (
        _bracketed(text, span, tail, house_style=house_style)
        or _matched(LABEL_TAIL, text, span, tail, rule="credit-label")
        or _matched(BARE_TAIL, text, span, tail, rule="name-and-agency")
    )


def is_credit_line(text: str) -> bool:
    """Whether a whole short line is nothing but a credit."""
    words = " ".join(text.split()).strip("()[] ")
    if not words or len(words) > 120 or words[-1] in "!?:;":
        return False
    label = LABEL_START.match(words)
    if label:
        rest = words[label.end() :]
        return bool(rest) and len(rest.split()) <= 12 and rest[0].isupper() and _looks_credited(rest)
    parts = [part for part in SEPARATOR.split(words) if part]
    credited = any(map(is_agency, parts)) or ("/" in words and any(map(is_person, parts)))
    return credited and all(is_agency(part) or _is_capitalised(part) for part in parts)


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
    tokens = [token.strip(".,'’").lower() for token in words.split()]
    if is_agency(words) or (words.isupper() and len(tokens) == 1):
        return False
    return bool(PERSON.fullmatch(words)) and not any(token in word_list("organisation_words") for token in tokens)


def _without_rights(text: str, span: Span) -> int:
    """End of the passage before a notice of rights or a wire's topic tags."""
    start = max(span.start, span.end - TAIL)
    match = RIGHTS_TAIL.search(text[start : span.end])
    return start + match.start() if match and match.start() else span.end


def _bracketed(text: str, span: Span, tail: Span, *, house_style: bool) -> CreditedText | None:
    words = tail.of(text)
    closing = BRACKET_END.search(words)
    if not closing:
        return None
    opening = _matching_bracket(words, closing.start())
    if opening < 0 or tail.start + opening == span.start:
        return None
    inner = words[opening + 1 : closing.start()]
    stripped = inner.strip()
    before = words[:opening].rstrip()
    if words[closing.start()] == "]" and not LABEL_START.match(stripped):  # newsletters name their sources so
        return None
    rule = _bracket_rule(stripped, before, house_style=house_style)
    if not rule:
        return None
    start = tail.start + opening + 1 + inner.index(stripped)
    return CreditedText(
        words_end=tail.start + len(before),
        outer=Span(tail.start + opening, span.end),
        credit=read_credit(text, Span(start, start + len(stripped))),
        rule=rule,
    )


def _bracket_rule(inner: str, before: str, *, house_style: bool) -> str:
    """Why the words in the last brackets are a credit; "" where they are not."""
    if not inner or len(inner) > 200 or len(inner.split()) > 25:
        return ""
    label = LABEL_START.match(inner)
    parts = [part for part in SEPARATOR.split(inner) if part]
    if label and label.end() < len(inner) and inner[label.end()].isalnum():
        return "ends-in-labelled-credit"
    if NO_SOURCE.match(inner) and len(inner.split()) <= 3:
        return "ends-in-credit"
    if any(map(is_agency, parts)) and all(is_agency(part) or not part[0].islower() for part in parts):
        return "ends-in-credit"
    if re.search(r"[^\W\d]\s?/\s?[^\W\d]", inner) and all(_is_capitalised(part) for part in parts):
        return "ends-in-credit"
    ends_sentence = before.endswith((".", "!", "?", '."', ".”", ".’", ".'"))
    if (
        not ends_sentence
        or not _is_capitalised(inner)
        or STAGE_DIRECTION.match(inner)
        or inner.endswith((".", "!", "?"))
    ):
        return ""
    if is_person(inner) or house_style or _names_organisation(inner):
        return "ends-in-bracketed-name"
    return ""


def _matching_bracket(words: str, closing: int) -> int:
    """Index of the bracket that the one at `closing` closes, or -1."""
    close = words[closing]
    opening = {")": "(", "]": "["}[close]
    depth = 0
    for index in range(closing, -1, -1):
        depth += (words[index] == close) - (words[index] == opening)
        if depth == 0:
            return index
    return -1


def _matched(pattern: re.Pattern[str], text: str, span: Span, tail: Span, *, rule: str) -> CreditedText | None:
    words = tail.of(text)
    match = pattern.search(words)
    if not match or tail.start + match.start("credit") <= span.start:
        return None
    printed = match["credit"].rstrip(" .\u00a0")
    label = LABEL_START.match(printed)
    names = printed[label.end() :] if label else printed
    if not names or len(names.split()) > 12 or not _looks_credited(names):
        return None
    start = tail.start + match.start("credit")
    return CreditedText(
        words_end=tail.start + len(words[: match.start("credit")].rstrip().rstrip("-–—|/").rstrip()),
        outer=Span(start, span.end),
        credit=read_credit(text, Span(start, start + len(printed))),
        rule=rule,
    )


def _looks_credited(names: str) -> bool:
    """Names in capitals with nothing of a sentence about them."""
    parts = [part for part in re.split(rf"{SEPARATOR.pattern}|\s+and\s+", names) if part]
    return bool(parts) and all(is_agency(part) or NO_SOURCE.match(part) or _is_capitalised(part) for part in parts)


def _is_capitalised(words: str) -> bool:
    """Every word but joining ones has a capital; digits and domain names may pass."""
    small = {
        "and",
        "of",
        "the",
        "for",
        "via",
        "de",
        "la",
        "van",
        "von",
        "der",
        "del",
        "al",
        "by",
        "at",
        "in",
        "on",
        "&",
    }
    tokens = words.split()
    return (
        bool(tokens)
        and tokens[0] not in small - {"the", "de", "van", "von", "al"}
        and all(
            token[0].isupper()
            or token.strip(".,").lower() in small
            or not token[0].isalpha()
            or "." in token[1:-1]
            or token.startswith("al-")
            for token in tokens
        )
    )


def _names_organisation(words: str) -> bool:
    tokens = [token.strip(".,'’").lower() for token in words.split()]
    return len(tokens) > 1 and any(token in word_list("organisation_words") for token in tokens)


def _who(raw: str) -> tuple[str, str]:
    """Photographer and agency; each "" where the words do not say."""
    words = " ".join(raw.split())
    label = LABEL_START.match(words)
    if label and re.match(r"courtesy|source|supplied", label.group().strip(), re.IGNORECASE):
        return "", ""
    names = words[label.end() :] if label else words
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
