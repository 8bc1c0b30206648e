"""Which outlet published a piece, read from its byline and its last lines."""

import re
from collections.abc import Sequence

from articles.extraction.blocks import Block
from articles.extraction.credits import is_agency
from articles.extraction.types import Credit
from articles.extraction.words import word_list

YEARS = r"(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?[\s,]*)?"
COPYRIGHT = re.compile(
    rf"(?i:copyright|©|\(c\))[\s,:©]*(?:\([cC]\)\s*)?{YEARS}(?:by\s)?(?P<name>[A-Z][^.,|©\d\n]{{1,60}})"
)
WORDS = r"[A-Z][\w&-]*(?: [A-Z][\w&-]*){0,4}"
NAMED = re.compile(
    rf"(?i:subscribe to|sign up (?:to|for)|letters to|get) (?P<name>(?:[Tt]he|THE) {WORDS}?)"
    r"(?=[.,]?$|['’]s\b| (?i:should|here|today|now|newsletters?|app)\b)"
    rf"|(?i:for more (?:of|from)|more of) (?P<owner>(?:the )?{WORDS})['’]s\b"
    rf"|^(?P<subject>{WORDS}) is published\b"
    rf"|^(?i:more from) (?P<more>[Tt]he {WORDS})$"
)
DOMAIN = re.compile(
    r"(?P<mail>(?<![\w.+-])[\w.+-]++@)?(?:https?://)?(?:www\.)?(?P<stem>[A-Za-z][\w-]{2,40})\.(?P<end>[A-Za-z]{2,10}(?:\.[a-z]{2})?)\b"
)
CAPITALISED = re.compile(r"(?:[Tt]he\s)?[A-Z][\w’'&]*(?:[ \u00a0][A-Z][\w’'&]*){0,4}")
CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z][a-z]+|[A-Z]+")
COMPANY_FORM = re.compile(
    r",?\s+(?:LLC|Inc|Ltd|Limited|PLC|plc|GmbH|Corp|Co|Company|All rights.*|Media Group)\b\.?.*$", re.IGNORECASE
)
SEARCHED = 200_000


def find_publisher(outlet: str, footers: Sequence[Block], credits: Sequence[Credit], text: str) -> tuple[str, str]:
    """Name and rule ("byline", "footer" or "credit"), or two empty strings.

    A byline's outlet is the strongest evidence, unless it is a wire service whose copy another
    outlet signs at the foot of the page; a picture taken "for" an outlet is the weakest.
    """
    lines = [block.one_line for block in footers]
    signed = next((name for line in lines if (name := _copyright_holder(line))), "")
    if outlet and not (is_agency(outlet) and signed):
        return _full_name(outlet, text, lines), "byline"
    found = signed or next((name for line in lines if (name := _named(line, text))), "")
    if found:
        return found, "footer"
    client = next((name for credit in credits if (name := _client(credit))), "")
    return (client, "credit") if client else ("", "")


def _client(credit: Credit) -> str:
    """The outlet a photographer worked for: "Photo: NAME for OUTLET"."""
    match = re.search(rf"{re.escape(credit.photographer)} for (?P<outlet>[A-Z][^/,]*)$", credit.raw)
    return match["outlet"] if match and credit.photographer and not is_agency(match["outlet"]) else ""


def _copyright_holder(line: str) -> str:
    match = COPYRIGHT.search(line)
    name = COMPANY_FORM.sub("", match["name"]).strip(" -–—") if match else ""
    return name if name[:1].isupper() and not name.lower().startswith("all rights") and not is_agency(name) else ""


def _named(line: str, text: str) -> str:
    """An outlet that a line of its own names, in words or as an address."""
    match = NAMED.search(line)
    name = next((words for words in match.groups() if words), "") if match else ""
    if name and name.isupper():
        name = _spelled_out(_letters(re.sub(r"^THE ", "", name)), text)
    if name[:1].isupper() or name.startswith("the "):
        return name.removeprefix("the ").strip()
    for address in DOMAIN.finditer(line):
        if address["stem"].lower() in word_list("platforms"):
            continue
        spelled = _spelled_out(_letters(address["stem"]), text)
        if spelled or not address["mail"]:
            return spelled or _split_camel(address["stem"]) or address.group()
    return ""


def _spelled_out(letters: str, text: str) -> str:
    """The name in the text whose letters are these: "foxglovenews" finds "Foxglove News".

    Words of the name that the text has only apart are put together, in the order of the letters.
    """
    apart: dict[str, str] = {}
    for match in CAPITALISED.finditer(text[:SEARCHED]):
        words = match.group().replace("\u00a0", " ").split(" ")
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                name = re.sub(r"['’]s?$", "", " ".join(words[start:end]))
                if _letters(name) == letters and not name.isupper() and not _split_camel(name):
                    return name
        apart.update({_letters(word): re.sub(r"['’]s?$", "", word) for word in words if len(word) > 3})
    for cut in range(3, len(letters) - 2):
        first, second = apart.get(letters[:cut]), apart.get(letters[cut:])
        if not second and letters[cut:] in word_list("organisation_words"):
            second = letters[cut:].capitalize()
        if first and second:
            return f"{first} {second}"
    return ""


def _full_name(outlet: str, text: str, lines: Sequence[str]) -> str:
    """A short form in a byline ("Gleaner staff") grown to the name that the footer's address spells."""
    if " " in outlet:
        return outlet
    for line in lines:
        for address in DOMAIN.finditer(line):
            stem = _letters(address["stem"])
            if stem.endswith(outlet.lower()) and (name := _spelled_out(stem, text)):
                return name
    return outlet


def _split_camel(stem: str) -> str:
    """ "HarbourPost" as "Harbour Post"; "" where capitals do not part the words."""
    words = CAMEL.findall(stem)
    return " ".join(words) if len(words) > 1 and "".join(words) == stem else ""


def _letters(words: str) -> str:
    return re.sub(r"['’]s$|[^a-z0-9]", "", words.lower())
