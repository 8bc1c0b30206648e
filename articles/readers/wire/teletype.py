"""IPTC 7901, the European agencies' format for teleprinters, ruled by control characters."""

import re
from collections.abc import Iterator

from articles.extraction.provenance import Provenance
from articles.extraction.types import RawArticle, Role
from articles.readers.composing import Passage, compose
from articles.readers.content import Content
from articles.readers.decoding import decode
from articles.readers.errors import ReadError
from articles.readers.wire.story import BYLINE

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
    r"(?:the following information is not|not for publication|notes? to editors|##? ?\w+ contacts)", re.IGNORECASE
)
# What an agency says of the message above the headline: "REFILE", "1ST LEAD", "URGENT".
FLAG = re.compile(r"(?:[A-Z0-9]+[\s/-]*){0,3}")
ENDS = re.compile(r"[=^<]*\s*$")
PARAGRAPHS = re.compile(r"\n[ \t]*\n|\n(?=[ \t]{2,}\S)")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def is_teletype(content: Content) -> bool:
    return content.head.lstrip(b"\0\x16 \r\n").startswith(SOH) and STX in content.head


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
    head, *body = [part.strip("\n") for part in paragraphs] or [""]
    lines = [line for part in head.split("\n") if (line := " ".join(ENDS.sub("", part).split()))]
    if not body:
        return ReadError(content.path, "a message without a story", "ask the sender for it again", item=place)
    sent, agency = SENT.search(printed(footer).decode("ascii", "ignore")), AGENCY.search(body[0])
    published = _date(sent) if sent else ""
    raw = RawArticle(
        path=content.path,
        item=place,
        format="iptc7901",
        text="",
        headline=next((line for line in lines if not FLAG.fullmatch(line)), ""),
        published=published,
        publisher=agency["name"] if agency else "",
        provenance=_provenance(header, published),
        warnings=(warning,) if warning else (),
    )
    return compose(raw, _passages(lines, body), most=content.limits.passages)


def _provenance(header: bytes, published: str) -> Provenance:
    """The name of the message: services count from 1 every day, or every few days."""
    found = HEADER.match(printed(header).decode("ascii", "ignore"))
    if found is None:
        return Provenance()
    name = f"iptc7901:{found['source'] or ''}{found['number']}:{published[:10]}"
    return Provenance(identity=name if published else "", urgency=found["urgency"] or "")


def full_year(digits: str) -> str:
    """A year of two digits as most programs read it: 69 is 2069, 70 is 1970."""
    return digits if len(digits) == 4 else f"{'20' if int(digits) < 70 else '19'}{digits}"


def printed(part: bytes) -> bytes:
    """What of some bytes is for paper."""
    return part.translate(None, CONTROLS)


def _passages(lines: list[str], body: list[str]) -> Iterator[Passage]:
    roles = iter((Role.HEADLINE,))
    for line in lines:
        is_byline = BYLINE.fullmatch(line) or line.lower().startswith("by ")
        beside = Role.NOTE if FLAG.fullmatch(line) else Role.BYLINE if is_byline else None
        yield Passage(role=beside or next(roles, Role.STANDFIRST), words=line)
    role = Role.BODY
    for part in body:
        words = " ".join(part.split())
        role = Role.FOOTER if NOT_FOR_PRINT.match(words) or words.startswith("##") else role
        yield Passage(role=role, words=words)


def _date(sent: re.Match[str]) -> str:
    """When a message was sent, in UTC: "2013-11-13T11:37Z"; "" where there is no such month."""
    month = sent["month"].lower()
    if month not in MONTHS:
        return ""
    return f"{full_year(sent['year'])}-{MONTHS.index(month) + 1:02}-{sent['day']}T{sent['hour']}:{sent['minute']}Z"
