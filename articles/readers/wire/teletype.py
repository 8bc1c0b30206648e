"""IPTC 7901, the European agencies' format for teleprinters, ruled by control characters."""

import re
from collections.abc import Iterator

from articles.extraction.provenance import Provenance
from articles.extraction.types import RawArticle, Role
from articles.readers.composing import Passage, compose
from articles.readers.content import Content
from articles.readers.decoding import decode
from articles.readers.errors import ReadError
from articles.readers.wire.holds import embargo_in, is_hold
from articles.readers.wire.story import BYLINE, SIGN_OFF

SOH, STX, ETX = b"\x01", b"\x02", b"\x03"
CONTROLS = bytes((*range(9), 11, *range(14, 32), 127))
# hpa0007 4 s 850: the service and the number of the message, how urgent it is, its category and how many words.
HEADER = re.compile(
    r"\s*(?P<source>[A-Za-z]{1,4})?(?P<number>\d{3,4})\b(?:\s+(?P<urgency>[1-9])(?=\s+[A-Za-z]{1,4}\b))?"
)
AGENCY = re.compile(r"\((?:\w+/)?(?P<name>[A-Z][\w&-]+|[a-z]{3,4})\)\s*(?:[-–—_]|--)")
# 131137 GMT Nov 13: the day, the time, the month and the year in two digits.
SENT = re.compile(
    r"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)\s*(?:GMT|UTC|Z)?\s*(?P<month>[A-Za-z]{3})[a-z]*\.?\s+(?P<year>\d\d(?:\d\d)?)\b"
)
NOT_FOR_PRINT = re.compile(
    r"(?:the following information is not|not for publication|notes? to editors|#{1,3} ?[a-z]|(?:\* ?){3,})",
    re.IGNORECASE,
)
# What an agency says of the message above the headline: "REFILE", "1ST LEAD", "URGENT".
FLAG = re.compile(r"(?:[A-Z0-9]++[\s/-]*+){0,3}")
MARKED_END = re.compile(r"=[\s^<]*$")
# A keyword line, "Vell-strike,2ndlead", and what an agency says of the message itself.
SLUG = re.compile(r"(?=\S*[-/,])\S++|(?:attention|eds?\b|editors?)\b.*|.*///", re.IGNORECASE)
PARAGRAPHS = re.compile(r"\n[ \t]*+\n|\n(?=(?:\t| {2})[ \t]*+\S)|\n(?=\(?MORE\)?[^\S\n]*+(?:\n|$))")
ESCAPES = re.compile(rb"\x1b\[[0-9;]{0,20}[A-Za-z]")
MOST_ABOVE = 5  # paragraphs that may stand over the one with the dateline
OTHER_MONTHS = {"mrz": 3, "mai": 5, "okt": 10, "dez": 12}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def is_teletype(content: Content) -> bool:
    """By a header between its controls: other binary files begin with these, too."""
    start, stx, _ = content.head.lstrip(b"\0\x16 \r\n").partition(STX)
    return start.startswith(SOH) and bool(stx) and any(map(str.isalnum, printed(start).decode("ascii", "ignore")))


def read_teletype(content: Content) -> Iterator[RawArticle | ReadError]:
    """An article for each message between its start and its end. Raises ReadError."""
    messages = [message for message in content.data.split(SOH) if STX in message]
    for number, message in enumerate(messages, start=1):
        yield _article(message, content, number if len(messages) > 1 else 0)


def _article(message: bytes, content: Content, place: int) -> RawArticle | ReadError:
    header, _, rest = message.partition(STX)
    story, _, footer = rest.partition(ETX)
    words, warning = decode(printed(story), content.path)
    paragraphs = [part for part in PARAGRAPHS.split(words.replace("\r\n", "\n").replace("\r", "\n")) if part.strip()]
    paragraphs = [part.strip("\n") for part in paragraphs] or [""]
    start = next((n for n, part in enumerate(paragraphs[:MOST_ABOVE]) if n and AGENCY.search(part[:90])), 1)
    lines, body = _head_lines(paragraphs[:start]), paragraphs[start:]
    if not body:  # a flash is its headline
        body = [line for line in lines if line and _role_above(line) is None]
    if not body:
        return ReadError(content.path, "a message without a story", "ask the sender for it again", item=place)
    sent, agency = SENT.search(printed(footer).decode("ascii", "ignore")), AGENCY.search(body[0])
    published = _date(sent) if sent else ""
    raw = RawArticle(
        path=content.path,
        item=place,
        format="iptc7901",
        text="",
        headline=next((line for line in lines if _role_above(line) is None), "") or lines[-1],
        published=published,
        publisher=agency["name"] if agency else "",
        provenance=_provenance(header, published, lines),
        warnings=(warning,) if warning else (),
    )
    return compose(raw, _passages(lines, body), most=content.limits.passages)


def _head_lines(paragraphs: list[str]) -> list[str]:
    """The lines over a story; one that goes on in small letters, before an end is marked, is folded."""
    found: list[str] = []
    is_open = False
    for line in (line for paragraph in paragraphs for line in [*paragraph.split("\n"), ""]):
        words = " ".join(line.rstrip().rstrip("=^<").split())
        if is_open and words[:1].islower() and _role_above(words) is None and _role_above(found[-1]) is None:
            found[-1] = f"{found[-1]} {words}"
        elif words:
            found.append(words)
        is_open = bool(words) and not MARKED_END.search(line)
    return found or [""]


def _provenance(header: bytes, published: str, lines: list[str]) -> Provenance:
    """The name of the message: services count from 1 every day, or every few days."""
    found = HEADER.match(printed(header).decode("ascii", "ignore"))
    if found is None:
        return Provenance(embargo=embargo_in(lines, published))
    name = f"iptc7901:{found['source'] or ''}{found['number']}:{published[:10]}"
    return Provenance(
        identity=name if published else "",
        urgency=found["urgency"] or "",
        embargo=embargo_in(lines, published),
    )


def full_year(digits: str) -> str:
    """A year of two digits as most programs read it: 69 is 2069, 70 is 1970."""
    return digits if len(digits) == 4 else f"{'20' if int(digits) < 70 else '19'}{digits}"


def printed(part: bytes) -> bytes:
    """What of some bytes is for paper."""
    return ESCAPES.sub(b"", part).translate(None, CONTROLS)


def _role_above(line: str) -> Role | None:
    """What a line over the story is, if neither headline nor standfirst."""
    if FLAG.fullmatch(line) or SLUG.fullmatch(line) or is_hold(line):
        return Role.NOTE
    return Role.BYLINE if BYLINE.fullmatch(line) or line.lower().startswith("by ") else None


def _passages(lines: list[str], body: list[str]) -> Iterator[Passage]:
    roles = iter((Role.HEADLINE,))
    for line in lines:
        yield Passage(role=_role_above(line) or next(roles, Role.STANDFIRST), words=line)
    role = Role.BODY
    for part in _signed_apart(body):
        words = " ".join(part.split())
        role = Role.FOOTER if NOT_FOR_PRINT.match(words) else role
        yield Passage(role=Role.FOOTER if SIGN_OFF.fullmatch(words) else role, words=words)


def _signed_apart(body: list[str]) -> list[str]:
    """The paragraphs, with the initials on the last line of the last one by themselves."""
    above, _, last = body[-1].rpartition("\n")
    return [*body[:-1], above, last] if above and SIGN_OFF.fullmatch(last.strip()) else body


def _date(sent: re.Match[str]) -> str:
    """When a message was sent, in UTC: "2013-11-13T11:37Z"; "" where there is no such month."""
    month = sent["month"].lower()
    number = OTHER_MONTHS.get(month) or (MONTHS.index(month) + 1 if month in MONTHS else 0)
    if not number:
        return ""
    return f"{full_year(sent['year'])}-{number:02}-{sent['day']}T{sent['hour']}:{sent['minute']}Z"
