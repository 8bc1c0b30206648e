"""Where a caption ends and its credit starts.

The credit stands in brackets, behind a label ("Photo by"), behind a full stop, or alone on
a line. Each form asks for its own evidence, for prose ends in brackets too.
"""

import re
from dataclasses import dataclass

from articles.extraction import credit_patterns as patterns
from articles.extraction.credit_labels import LABEL_ABROAD, LABEL_SIGNS, LABEL_START, NO_SOURCE
from articles.extraction.credits import (
    SEPARATOR,
    is_agency,
    is_capitalised,
    is_person,
    names_organisation,
    read_credit,
    without_bare_label,
)
from articles.extraction.types import Credit, Span

TAIL = 400
MAX_BRACKETED, MAX_BRACKETED_WORDS, MAX_LINE = 200, 25, 120
MAX_WORDS, MAX_NAME_WORDS, LONGEST_ACRONYM = 12, 6, 5
BEHIND_DASH = "agency-behind-a-dash"


@dataclass(frozen=True, slots=True)
class CreditedText:
    """Where a caption's words end and its credit starts, and how that was seen."""

    words_end: int
    outer: Span  # the credit with its brackets
    credit: Credit
    rule: str

    @property
    def names_nobody(self) -> bool:
        return not (self.credit.photographer or self.credit.agency)

    @property
    def is_labelled(self) -> bool:
        """Printed behind "Photo:", "Credit:" or the like."""
        return self.rule in ("ends-in-labelled-credit", "credit-label")


def find_credit(text: str, span: Span) -> CreditedText | None:
    """The credit that ends the passage at `span`, or None where it ends in none."""
    end = _without_rights(text, span)
    tail = Span(max(span.start, end - TAIL), end)
    words = tail.of(text)
    low = words.lower()
    return (
        _bracketed(text, span, tail)
        or (any(map(low.__contains__, LABEL_SIGNS)) and _behind_label(text, span, tail))
        or _matched(patterns.BARE_TAIL, text, span, tail, rule="name-and-agency")
        or ("/" in words and _beside_stroke(text, span, tail))
        or _name_after_stop(text, span, tail)
        or _after_dash(text, span, tail)
    )


def _behind_label(text: str, span: Span, tail: Span) -> CreditedText | None:
    return (
        _matched(patterns.STAFF_TAIL, text, span, tail, rule="credit-label")
        or _matched(patterns.LABEL_TAIL, text, span, tail, rule="credit-label")
        or _matched(patterns.HANDED_TAIL, text, span, tail, rule="credit-label")
    )


def _beside_stroke(text: str, span: Span, tail: Span) -> CreditedText | None:
    return (
        _matched(patterns.DASH_TAIL, text, span, tail, rule="name-and-agency")
        or _matched(patterns.RUN_ON_TAIL, text, span, tail, rule="name-and-agency")
        or _matched(patterns.BAR_TAIL, text, span, tail, rule="name-and-agency")
    )


def is_credit_line(text: str) -> bool:
    """Whether a whole short line is nothing but a credit."""
    words = " ".join(text.split()).strip("()[] ")
    if not words or len(words) > MAX_LINE or words[-1] in "!?:;":
        return False
    label = LABEL_START.match(words)
    if label:
        rest = words[label.end() :]
        return bool(rest) and len(rest.split()) <= MAX_WORDS and _opens_as_name(rest) and _looks_credited(rest)
    parts = [part for part in SEPARATOR.split(words) if part]
    in_brackets = text.startswith("(") and text.endswith(")") and any(map(names_organisation, parts))
    credited = any(map(is_agency, parts)) or in_brackets or ("/" in words and any(map(is_person, parts)))
    return credited and all(is_agency(part) or is_capitalised(part) for part in parts)


def _opens_as_name(words: str) -> bool:
    """With a capital, or as an agency or "private" that is written without one."""
    first = next((part for part in SEPARATOR.split(words) if part), "")
    return words[0].isupper() or is_agency(first) or bool(NO_SOURCE.match(first))


def is_name_line(text: str) -> bool:
    """Whether a short line is nothing but the name of a person or an organisation."""
    words = " ".join(text.split())
    longest = MAX_WORDS if "/" in words else MAX_NAME_WORDS
    return (
        0 < len(words.split()) <= longest
        and words[0].isalpha()
        and not words.endswith((".", "!", "?", ":", ";", ","))
        and not any(char.isdigit() for char in words)
        and (not words.isupper() or len(words) <= LONGEST_ACRONYM)
        and is_capitalised(words)
    )


def _without_rights(text: str, span: Span) -> int:
    """End of the passage before a notice of rights or a wire's topic tags."""
    start = max(span.start, span.end - TAIL)
    words = text[start : span.end]
    match = patterns.RIGHTS_TAIL.search(words) if any(map(words.__contains__, patterns.RIGHTS_SIGNS)) else None
    if match and match.start():
        return start + match.start()
    capitals = patterns.CAPITALS_TAIL.search(words)
    return start + capitals.start() if capitals and _names_agency(words[: capitals.start()]) else span.end


def _names_agency(words: str) -> bool:
    """Whether an agency stands before a stroke, or last: "... at dawn. AP Photo/Ann Ferris"."""
    ends = (part.split()[-3:] for part in words[-MAX_LINE:].split("/"))
    return any(is_agency(" ".join(end[at:])) for end in ends for at in range(len(end)))


def _bracketed(text: str, span: Span, tail: Span) -> CreditedText | None:
    words = tail.of(text)
    closing = patterns.BRACKET_END.search(words)
    if not closing:
        return None
    opening = _matching_bracket(words, closing.start())
    if opening < 0 or tail.start + opening == span.start:
        return None
    inner = words[opening + 1 : closing.start()]
    stripped = inner.strip()
    before = words[:opening].rstrip()
    if words[closing.start()] == "]" and not (LABEL_START.match(stripped) or _is_credit_in_square(stripped, before)):
        return None
    rule = _bracket_rule(stripped, before)
    if not rule and closing.group() == ")" and patterns.CALL_SIGN.fullmatch(stripped):
        rule = "ends-in-credit"
    if not rule:
        return None
    start = tail.start + opening + 1 + inner.index(stripped)
    return CreditedText(
        words_end=tail.start + len(before),
        outer=Span(tail.start + opening, span.end),
        credit=read_credit(text, Span(start, start + len(stripped))),
        rule=rule,
    )


def _bracket_rule(inner: str, before: str) -> str:
    """Why the words in the last brackets are a credit; "" where they are not."""
    if not inner or len(inner) > MAX_BRACKETED or len(inner.split()) > MAX_BRACKETED_WORDS:
        return ""
    label = LABEL_START.match(inner)
    parts = [part for part in SEPARATOR.split(without_bare_label(inner)) if part]
    if label and label.end() < len(inner) and inner[label.end()].isalnum():
        return "ends-in-labelled-credit"
    if NO_SOURCE.match(inner) and len(inner.split()) <= 3:
        return "ends-in-credit"
    if any(map(is_agency, parts)) and all(is_agency(part) or not part[0].islower() for part in parts):
        return "ends-in-credit"
    if re.search(r"[^\W\d]\s?/\s?[^\W\d]", inner) and all(is_capitalised(part) for part in parts):
        return "ends-in-credit"
    return "ends-in-bracketed-name" if _is_name_after_sentence(inner, before) else ""


def _is_name_after_sentence(inner: str, before: str) -> bool:
    """A name alone in brackets is a credit only behind a whole sentence."""
    return (
        before.endswith((".", "!", "?", '."', ".”", ".’", ".'"))
        and is_capitalised(inner)
        and not inner.endswith((".", "!", "?"))
        and not (inner.isupper() and " " in inner)
        and not patterns.STAGE_DIRECTION.match(inner)
    )


def _is_credit_in_square(inner: str, before: str) -> bool:
    """``[Ann Ferris/Reuters]``, and ``[AFP]`` behind no sentence: newsletters name their sources so."""
    parts = [part for part in SEPARATOR.split(inner) if part]
    people = any(map(is_person, parts))
    if "/" in inner and people and all(map(is_capitalised, parts)):
        return True
    return any(map(is_agency, parts)) and (people or not before.endswith((".", "!", "?", '"', "”")))


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
    if label and not names and NO_SOURCE.match(printed.split()[-1]):
        names = printed.split()[-1]  # "Photo: Handout"
    if not names or len(names.split()) > MAX_WORDS or not _looks_credited(names) or _runs_on(words, match, printed):
        return None
    start = tail.start + match.start("credit")
    before = words[: match.start("credit")].rstrip()
    mark = len(before) - len(before.rstrip("-–—|/"))
    return CreditedText(
        words_end=tail.start + len(before.rstrip("-–—|/").rstrip()),
        outer=Span(tail.start + len(before) - mark if mark else start, span.end),
        credit=read_credit(text, Span(start, start + len(printed))),
        rule=rule,
    )


def _runs_on(words: str, match: re.Match[str], printed: str) -> bool:
    """Prose that only looks like a credit: ``... were supplied by Dale Motors``, ``... the poet. Bo Lund, Dale``."""
    groups = match.groupdict()
    outlet, agency = groups.get("outlet"), groups.get("agency")
    if outlet and not (names_organisation(outlet) or is_agency(outlet)):
        return True
    if (agency and not is_agency(agency)) or (groups.get("person") and not is_person(groups["person"])):
        return True
    before = words[: match.start("credit")].rstrip()
    inside = before[-1:].isalnum() or before.endswith(("'", "’"))
    if inside and LABEL_ABROAD.match(printed) and not _names_somebody(printed):
        return True  # "Das ganze Bild: Chaos"
    return printed[0].islower() and before[-1:].isalnum()


def _names_somebody(printed: str) -> bool:
    names = printed[label.end() :] if (label := LABEL_START.match(printed)) else printed
    return any(is_agency(part) or is_person(part) or NO_SOURCE.match(part) for part in SEPARATOR.split(names) if part)


def _name_after_stop(text: str, span: Span, tail: Span) -> CreditedText | None:
    """A person or an agency that is all there is behind the last full stop."""
    match = patterns.NAME_TAIL.search(tail.of(text))
    name = match["credit"] if match else ""
    if (
        not name
        or name.endswith((".", "'", "’"))
        or not (is_agency(name) or is_person(name) or names_organisation(name))
    ):
        return None
    return _matched(patterns.NAME_TAIL, text, span, tail, rule="name-behind-a-stop")


def _after_dash(text: str, span: Span, tail: Span) -> CreditedText | None:
    """An agency behind a sentence and a dash, with a name or "pic", or a name with an organisation.

    An agency alone stands so at the end of its stories as well: the rule tells.
    """
    match = patterns.STOP_DASH_TAIL.search(tail.of(text))
    if not match:
        return None
    first, second = match["first"], match["second"] or ""
    if not (is_agency(first) or (is_person(first) and second and not is_person(second))):
        return None
    rule = "name-behind-a-stop" if match["picture"] else BEHIND_DASH
    return _matched(patterns.STOP_DASH_TAIL, text, span, tail, rule=rule)


def _looks_credited(names: str) -> bool:
    """Names in capitals with nothing of a sentence about them."""
    names = re.sub(r"\s(?:pic|photo)$", "", names)  # "Reuters pic"
    parts = [part for part in re.split(rf"{SEPARATOR.pattern}|\s+and\s+", names) if part]
    return bool(parts) and all(is_agency(part) or NO_SOURCE.match(part) or is_capitalised(part) for part in parts)
