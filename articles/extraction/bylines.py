"""Bylines and date lines: who wrote a piece, for whom, and when it came out."""

import re
from dataclasses import dataclass

from articles.extraction.calendar_words import MONTH, WEEKDAY
from articles.extraction.credits import is_agency, is_person
from articles.extraction.dates import parse_date
from articles.extraction.types import PartialDate
from articles.extraction.words import UPPER, word_list

MAX_BYLINE, MAX_POST_WORDS = 200, 8
ABROAD = "Von|VON|Par|PAR|Por|Door"  # what stands for "By" in other languages, before a whole name
BY = re.compile(
    r"(?:[|•·]\s*)?(?:(?:written|words|story|report|reported|analysis|opinion|commentary|review|interview|text|compiled|posted|submitted)"
    r"(?: and \w+)?\s+)?"
    rf"by:?\s+|(?-i:(?:{ABROAD})\s+(?=[{UPPER}][\w.'’-]*\s+\w))|authors?:\s+|byline:\s+"
    r"|from\s+(?=[A-Z][\w.'’-]+ [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)? in )",
    re.IGNORECASE,
)
FIELD = re.compile(r"(?:(?<!\s)\s+)?[|·•]\s*|(?<!\s)\s+[–—-]{1,2}\s+|\t+")
PARTICLE = r"(?:de|da|di|del|della|der|den|van|von|bin|ibn|al|el|la|le|du|dos|ten|ter|af|av)"
WORD = rf"(?:(?!AND\b)[{UPPER}][\w'’.-]*|al-[A-Z][\w'’-]+|[dl]['’][{UPPER}][\w-]+)"
NAME = rf"{WORD}(?:\s(?:{PARTICLE}\s){{0,2}}{WORD}){{1,4}}(?:,? (?:Jr|Sr|III?)\b\.?)?"
ALSO = "and|AND|und|UND|et|ET|y|en|och|og"
NAMES = re.compile(
    rf"(?P<names>{NAME}(?:(?:,\s|\s?&\s|,?\s(?:{ALSO})\s|\s?/\s?){NAME}){{0,7}})"
    r"(?P<rest>(?:,\s|\s(?:in|for|at|of|from|with)\s|\s\().*)?$"
)
AND = re.compile(rf",\s(?:and\s)?|\s?&\s|\s(?:{ALSO})\s|\s?/\s?", re.IGNORECASE)
FOR = re.compile(r"(?:^|\s)(?:for|of)\s(?:the\s(?=[a-z]))?(?P<outlet>[A-Z].{1,60})$")
ROLE_WORDS = re.compile(
    r"\b(?:reporter|writer|editor|correspondent|columnist|critic|staff|contributor|photographer|journalist|producer|bureau"
    r"|chief|senior|special|our own|political|deputy|associate|updated|published|posted)s?\b|\d.?min(?:ute)?s?\b|@",
    re.IGNORECASE,
)
BEAT = re.compile(
    r"(?:[A-Z][\w'’-]* ){2,3}?(?P<beat>[A-Z][a-z]+ (?:and [a-z]+ )?)"
    r"(?=(?:editor|reporter|correspondent|writer|critic)$)"
)
PLACE_TAIL = re.compile(r"(?:in|at) [A-Z][\w.'’-]+(?:,? (?:and )?[A-Z][\w.'’-]+){0,3}$")
DESK = re.compile(
    r"(?:[A-Z][\w&.-]* ){1,4}?(?:(?:Web|News|Digital|Online) )?(?:Staff|Newsroom|Desk)"
    r"(?: (?:Reports?|Reporter|Writer))?$|Staff Reports?$"
)
DATE_LABEL = re.compile(
    r"^[\W_]*(?:(?:first\s|last\s|originally\s)?(?P<kind>published|posted|updated|modified|created|date|issued|filed|revised)"
    r"(?:\s(?:on|at))?\s?:?\s*)",
    re.IGNORECASE,
)
PUBLISHED = re.compile(r"\b(?:published|posted)\b", re.IGNORECASE)
UPDATED = re.compile(r"\b(?:updated|modified|revised)\b", re.IGNORECASE)
DATE_NOISE = re.compile(
    rf"{WEEKDAY}|{MONTH}|\d{{1,2}}\s?[ap]\.?m(?!(?-i:[a-z]))\.?|\d{{1,4}}(?:st|nd|rd|th)?|\b(?:at|on|of|the|am|pm|a\.m|p\.m|published|posted|updated|first|last|date|"
    r"originally|modified|issued|filed|noon|midnight|and|hours?|ago|edition|print|online|min(?:ute)?s? read"
    r"|[A-Z]{1,5}T|GMT|UTC|Z|T)\b|[\W_]",
    re.IGNORECASE,
)
MAIL = re.compile(r"[\s|,·]*\S+@\S+\.\w+\s*$")
POST = re.compile(
    r"(?:(?:[A-Z][\w&'’.-]*|and|of|the) ){0,4}(?:[Ss]taff|[Rr]eporter|[Ww]riter|[Ee]ditor|[Cc]orrespondent|[Cc]olumnist"
    r"|[Cc]ritic|[Cc]ontributor|[Pp]roducer|[Bb]ureau [Cc]hief)s?\b(?:,? (?:of |for |at |in )?(?:the )?[A-Z][\w'’ ]*)?$"
    r"|[Ss]pecial(?: [Cc]ontributor)? (?:to|for) \S.*$"
)
PHOTOGRAPHER = re.compile(r"photograph|\bphotos?\b", re.IGNORECASE)
# Behind the writers of a page: ". Photographs by Ann Ferris".
PICTURED = re.compile(
    r"\s*[.;,|]?\s+(?:and\s+)?(?:photo(?:graph)?s|photography|pictures|illustrations?|graphics?|video)\s+by\s.*$",
    re.IGNORECASE,
)
LONE_YEAR = re.compile(r"\W*\d{4}\W*")
STAFF_OUTLET = re.compile(
    r"^(?P<outlet>[A-Z][\w'’&-]*(?:\s[A-Z][\w'’&-]*){0,4}),?\s(?:[Ss]taff|[Rr]eporters?|[Cc]orrespondents?|[Ww]riters?)\b"
)


@dataclass(frozen=True, slots=True)
class Byline:
    authors: tuple[str, ...] = ()
    outlet: str = ""
    published: PartialDate | None = None


def read_byline(line: str, *, offset: int = 0) -> Byline | None:
    """What a byline says; None for a line that is none. `offset` is the line's place in the text.

    Reads "By A and B | Outlet", "A · Outlet ·", "By A - Agency - Friday, 3 May 2024", "By A, Outlet staff".
    """
    if len(line) > MAX_BYLINE or line.endswith(("?", "!", ":")) or line.startswith("Dear "):
        return None
    if (pictured := PICTURED.search(line)) and BY.match(line):
        line = line[: pictured.start()]
    if " / " in line and read_date_line(line.rpartition(" / ")[2]):
        line = line.replace(" / ", " | ")
    opening = BY.match(line)
    start = opening.end() if opening else 0
    fields = _fields(line, start)
    if not fields:
        return None
    published = next((date for at, words in fields if (date := read_date_line(words, offset=offset + at))), None)
    words = [field for at, field in fields if read_date_line(field) is None]
    if not words:
        return None
    people = _people(words[0])
    if people is None and opening:
        people = _people_and_agencies(words[0])
    if people is None and not (opening and _is_desk(words[0])):
        return None
    if not opening and len(fields) < 2 and "·" not in line:
        return None
    authors, rest = people or ((), "")
    if not opening and not (published or _is_outlet(words[1] if len(words) > 1 else rest)):
        return None
    if line.endswith(".") and not re.search(r"\b(?:[A-Z]|Jr|Sr|Inc|Co)\.$", line):
        return None
    return Byline(authors=authors, outlet=_outlet(words, rest), published=published)


def read_names(line: str) -> tuple[str, ...]:
    """The people of a line that holds nothing but their names; empty for any other line."""
    if len(line) > MAX_BYLINE:
        return ()
    people, rest = _people(MAIL.sub("", line)) or ((), "")
    return (
        people
        if (not rest or is_agency(rest) or PLACE_TAIL.match(rest))
        and all(is_person(name) or is_agency(name) for name in people[1:])
        and all(map(is_person, people[:1]))
        else ()
    )


def read_titled_name(line: str) -> Byline | None:
    """A line that is somebody with their post, or a desk: "Ann Ferris, Staff Reporter", "Dale News Staff"."""
    if len(line) > MAX_BYLINE or line.endswith((".", "?", "!", ":")) or PHOTOGRAPHER.search(line):
        return None
    if DESK.fullmatch(line):
        return Byline(outlet=line.split(" Staff")[0] if _is_organisation(line.split(" Staff")[0]) else "")
    beat = BEAT.match(line)
    line = f"{line[: beat.start('beat')].rstrip()}, {line[beat.end('beat') :]}" if beat else line
    people, rest = _people(line) or ((), "")
    if not people or not all(map(is_person, people)) or len(rest.split()) > MAX_POST_WORDS:
        return None
    return Byline(authors=people, outlet=_outlet([line], rest)) if POST.match(rest) else None


def read_date_line(line: str, *, offset: int = 0) -> PartialDate | None:
    """The date of a line that holds nothing else; one that says only "Updated" is no publication date."""
    if len(line) > MAX_BYLINE or not any(char.isdigit() for char in line) or LONE_YEAR.fullmatch(line):
        return None
    line = _without_outlet(line)
    if DATE_NOISE.sub("", line):
        return None
    label = DATE_LABEL.match(line)
    if label and UPDATED.fullmatch(label["kind"]):
        printed = PUBLISHED.search(line, label.end())
        return parse_date(line[printed.start() :], offset=offset + printed.start()) if printed else None
    updated = UPDATED.search(line)
    return parse_date(line[: updated.start()] if updated else line, offset=offset)


def is_date_line(line: str) -> bool:
    """Whether a line holds a date and nothing else, of publication or of an update."""
    if read_date_line(line):
        return True
    label = DATE_LABEL.match(line)
    return bool(label and len(line) <= MAX_BYLINE and not DATE_NOISE.sub("", line) and parse_date(line))


def _without_outlet(line: str) -> str:
    """A date line without the outlet behind it: "March 4, 2025 / 6:02 PM / Dale News"."""
    start, mark, outlet = line.rpartition(" / ")
    return start if mark and _is_organisation(outlet) else line


def _fields(line: str, start: int) -> list[tuple[int, str]]:
    """Parts of a line between bars, dots and dashes, with their places; empty parts left out."""
    found = []
    for match in [*FIELD.finditer(line, start), None]:
        end = match.start() if match else len(line)
        words = line[start:end]
        if words.strip():
            found.append((start + len(words) - len(words.lstrip()), words.strip()))
        start = match.end() if match else end
    return _with_trailing_date(found)


def _with_trailing_date(fields: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Split "Jane Doe, 2 June 2024" into the name and the date."""
    if not fields:
        return []
    start, first = fields[0]
    comma = first.find(", ")
    if comma > 0 and read_date_line(first[comma + 2 :]):
        return [(start, first[:comma]), (start + comma + 2, first[comma + 2 :]), *fields[1:]]
    return fields


def _people(words: str) -> tuple[tuple[str, ...], str] | None:
    """Names at the start of a byline, and the words after them; None where no name starts it."""
    match = NAMES.match(words)
    if not match:
        return None
    parted = [_without_role(name.strip()) for name in AND.split(match["names"])]
    if not parted[0][0]:
        return None
    rest = [
        next((other for _, other in parted if other), ""),
        re.sub(r"^with ", "", (match["rest"] or "").strip(" ,()")),
    ]
    return tuple(person for person, _ in parted if person), " ".join(filter(None, rest))


def _people_and_agencies(words: str) -> tuple[tuple[str, ...], str] | None:
    """ "Associated Press", "Ann Ferris and AP": organisations count as authors where a byline names them so."""
    names, _, rest = words.partition(", ")
    parts = [part.strip() for part in AND.split(names)]
    return (tuple(parts), rest) if all(part[:1].isupper() and _is_author(part) for part in parts) else None


def _is_author(words: str) -> bool:
    if " for " in words or ROLE_WORDS.search(words):
        return False
    return is_person(words) or _is_organisation(words)


def _without_role(name: str) -> tuple[str, str]:
    """Part "Ann Ferris Staff Writer" or "Ann Ferris Reuters" into the name and what follows it."""
    tokens = name.split()
    if tokens[0].lower() == "the" or ROLE_WORDS.fullmatch(tokens[0]):
        return "", name
    for index in range(2, len(tokens)):
        tail = " ".join(tokens[index:])
        if is_agency(tail) or ROLE_WORDS.search(tokens[index]):
            return " ".join(tokens[:index]), tail
    return ("", name) if _is_organisation(name) or ROLE_WORDS.search(name) else (name, "")


def _outlet(fields: list[str], rest: str) -> str:
    """The outlet a byline names in a field of its own or after the names; "" where it names none."""
    if len(fields) == 1 and is_agency(fields[0]):
        return fields[0]
    for words in [*fields[1:], rest]:
        staff = STAFF_OUTLET.match(words)
        if staff and not ROLE_WORDS.search(staff["outlet"]):
            return staff["outlet"]
        named = FOR.search(words)
        if named:
            return named["outlet"]
        if _is_outlet(words) and (words != rest or _is_organisation(words)):
            return words
    return ""


def _is_outlet(words: str) -> bool:
    return (
        bool(words)
        and words[0].isupper()
        and len(words.split()) <= 6
        and not ROLE_WORDS.search(words)
        and not PHOTOGRAPHER.match(words)
    )


def _is_organisation(words: str) -> bool:
    return is_agency(words) or any(
        token.strip(".,").lower() in word_list("organisation_words") for token in words.split()
    )


def _is_desk(words: str) -> bool:
    """ "Our Correspondent", "Staff and agencies": a byline that names nobody."""
    return len(words.split()) <= 6 and bool(ROLE_WORDS.search(words)) and not words.endswith(".")
