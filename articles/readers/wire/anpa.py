"""ANPA 1312, the format of American wires: a header of two lines, then the story, folded for the printer.

Agencies and the programs that stored their wires each keep another half of it: with the control characters or
without, with the marks for typesetters or without. What tells a message is its header.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from articles.extraction.provenance import Provenance
from articles.extraction.types import RawArticle, Role
from articles.readers.composing import Passage, compose
from articles.readers.content import Content
from articles.readers.decoding import decode
from articles.readers.errors import ReadError
from articles.readers.wire.holds import embargo_in, is_hold
from articles.readers.wire.story import BYLINE
from articles.readers.wire.teletype import AGENCY, full_year, printed

STX, ETX = b"\x02", b"\x03"
# a0123: the service and the number of the story. Behind it, or on the next line: priority, category, slug, date, words.
START = re.compile(
    rb"""
    (?:^|(?<=[\x01\n]))[ \t\x16]*+\x01?
    (?P<service>[a-zA-Z])(?P<number>\d{3,5})[ \t\x1c-\x1f]*+(?P<selector>(?:[\w-]{2,40})?)
    [ \t\x11-\x1f]*+\r?\n?[ \t\x11-\x1f]*+
    (?P<urgency>[a-zA-Z])[ \t](?P<category>[a-zA-Z])(?![\w-])(?:[ \t\x11-\x1f]*+\r?\n)?[ \t\x11-\x1f]{0,40}
    (?P<slug>[^\r\n\x02]{0,200}?)
    (?P<day>[ \t]++\d{1,2}-\d{1,2}(?:-\d{2,4})?)?(?P<words>[ \t]++\d{1,5})?[ \t]*+(?=[\r\n\x02])
    """,
    re.VERBOSE,
)
SLUG = re.compile(rb"(?:AM|PM|BC|AP|XX)[-/]", re.IGNORECASE)
# AP-NY-03-04-24 1530EST, or 03-04-24 1530EST behind the end of the text: when it was sent.
SENT = re.compile(
    r"(?:[A-Z]{2,5}-[A-Z]{2}-)?(?P<month>[01]\d)-(?P<day>[0-3]\d)-(?P<year>\d\d(?:\d\d)?)"
    r"\s+(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)\s?(?P<zone>[A-Za-z]{3,4})?\b"
)
ZONES = {
    "EST": "-05:00",
    "EDT": "-04:00",
    "CST": "-06:00",
    "CDT": "-05:00",
    "MST": "-07:00",
    "MDT": "-06:00",
    "PST": "-08:00",
    "PDT": "-07:00",
    "GMT": "Z",
    "UTC": "Z",
}
RAISED = re.compile(r"[ \t]*\^")  # a line set apart: headline, byline, note, heading
INDENTED = re.compile(r"(?: {2,}|\t[ \t]*)[^\s^]")
LINE_END = re.compile(r"(?<![<=])[<=]++[ \t]*+$")
NOTE = re.compile(
    r"eds?\b\.?:|editors?:|\(?(?:adds|updates|corrects|recasts|eds)\b|with photos?\b"
    r"|(?-i:[A-Z]{2,4}) photos?:?\s+(?-i:[A-Z]{2,})\d",
    re.IGNORECASE,
)
POST = re.compile(r"(?:For )?(?:[A-Z][\w’'.&-]*\s){0,4}(?:Writer|Staff|Correspondent|Press|Editor|News|Service)s?")
KILL = re.compile(r"(?:bulletin\s+)?(?:mandatory\s+)?(?:kill|withhold|elimination)\b", re.IGNORECASE)
# What stands over a story for the desk: "BC-Ferry Strike, 2nd Ld-Writethru,0345", "URGENT".
SLUG_LINE = re.compile(
    r"(?:AM|PM|BC|AP|XX)[-/][^.!?]*|[^.!?]*,\s?\d{2,4}|(?:urgent|bulletin|flash|advisory)", re.IGNORECASE
)
AND_ANOTHER = re.compile(r"and\s+[A-Z][\w.'’-]+\s+[A-Z]", re.IGNORECASE)
FURNITURE = re.compile(r"[-_*=\s]{3,}|\(?(?:PROFILE|MORE|END)\b[^.]{0,60}|---+")


@dataclass(frozen=True, slots=True)
class Message:
    header: re.Match[bytes]
    story: bytes
    foot: bytes


def is_anpa(content: Content) -> bool:
    """By the header of the first message."""
    found = START.search(content.head)
    return bool(found) and not printed(content.head[: found.start()]).strip() and _is_header(found)


def read_anpa(content: Content) -> Iterator[RawArticle | ReadError]:
    """An article for each message. Raises ReadError."""
    messages = list(_messages(content.data))
    for number, message in enumerate(messages, start=1):
        place = number if len(messages) > 1 else 0
        words, warning = decode(printed(message.story) or b" ", content.path)
        passages = _told_apart(_lines(words))
        if not any(passage.role is Role.BODY for passage in passages):
            yield ReadError(content.path, "a message without a story", "ask the sender for it again", item=place)
            continue
        raw = RawArticle(
            path=content.path, item=place, format="anpa1312", text="", warnings=(warning,) if warning else ()
        )
        yield compose(_with_fields(raw, message, passages), passages, most=content.limits.passages)


def _is_header(found: re.Match[bytes]) -> bool:
    return bool(found["day"] or SLUG.match(found["slug"]) or found[0].lstrip(b" \t\x16").startswith(b"\x01"))


def _messages(data: bytes) -> Iterator[Message]:
    starts = [found for found in START.finditer(data) if _is_header(found)]
    for found, following in zip_longest(starts, starts[1:]):
        rest = data[found.end() : following.start() if following else len(data)]
        before, mark, story = rest.partition(STX)
        story, _, foot = (story if mark and not printed(before).strip() else rest).partition(ETX)
        yield Message(found, story, foot)


def _lines(words: str) -> list[tuple[str, bool]]:
    """The parts of a story, each on one line, and whether it is set apart from the paragraphs.

    Paragraphs are indented, or parted by blank lines or by the typesetter's mark; above the first each line stands
    alone.
    """
    lines = words.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    is_over = False
    is_indented = any(map(INDENTED.match, lines))
    is_marked = not is_indented and any(map(LINE_END.search, lines))
    parts: list[list[str]] = [[]]
    story = not is_indented
    for line in lines:
        starts = INDENTED.match(line) if is_indented else None
        story = story or bool(starts)
        is_over = is_over or bool(SENT.match(line) or line.startswith("(PROFILE"))
        if not line.strip() or starts or RAISED.match(line) or not story or _is_raised(parts[-1]) or is_over:
            parts.append([])
        parts[-1].append(LINE_END.sub("", line))
        if is_marked and LINE_END.search(line):
            parts.append([])
    plain = ((" ".join(" ".join(part).replace("^", " ").split()), _is_raised(part)) for part in parts)
    return [part for part in plain if part[0]]


def _is_raised(part: list[str]) -> bool:
    return bool(part and RAISED.match(part[0]))


def _told_apart(parts: list[tuple[str, bool]]) -> list[Passage]:
    """Headline, byline and notes above the story; sub-headings in it; the line with the time below it."""
    has_marks = any(is_raised for _, is_raised in parts)
    passages, story, is_over = [], False, False
    for words, is_raised in parts:
        if (is_over := is_over or bool(SENT.match(words)) or words.startswith("(PROFILE")) or FURNITURE.fullmatch(
            words
        ):
            passages.append(Passage(role=Role.FOOTER, words=words))
        elif AND_ANOTHER.match(words) and not story and passages and passages[-1].role is Role.BYLINE:
            passages[-1] = replace(passages[-1], words=f"{passages[-1].words} {words}")
        elif story:
            is_note = is_raised and (NOTE.match(words) or words.startswith("("))
            role = Role.NOTE if is_note else Role.SUBHEADING if is_raised else Role.BODY
            passages.append(Passage(role=role, words=words))
        elif role := _role_above(words, passages, is_raised=is_raised or not has_marks):
            passages.append(Passage(role=role, words=words))
        else:
            story = True
            passages.append(Passage(role=Role.BODY, words=words))
    return passages if story else _as_story(passages)


def _as_story(passages: list[Passage]) -> list[Passage]:
    """A message of which nothing shows where its story begins, such as a flash or a table: all of it is the story."""
    above = (Role.HEADLINE, Role.STANDFIRST)
    return [replace(passage, role=Role.BODY) if passage.role in above else passage for passage in passages]


def _role_above(words: str, above: list[Passage], *, is_raised: bool) -> Role | None:
    """What a line over the story is; None where the story begins with it."""
    if AGENCY.search(words[:90]):
        return None
    roles = [passage.role for passage in above]
    if NOTE.match(words) or is_hold(words):
        return Role.NOTE
    if BYLINE.fullmatch(words) or (words.lower().startswith("by ") and len(words) < 80):
        return Role.BYLINE
    if Role.BYLINE in roles and POST.fullmatch(words):
        return Role.NOTE
    if not is_raised or (words.endswith((".", "”", '"', "''")) and len(words) > 60):
        return None
    if SLUG_LINE.fullmatch(words) or KILL.match(words):
        return Role.NOTE
    if Role.HEADLINE not in roles:
        return Role.HEADLINE
    return None if len(words) > 100 else Role.STANDFIRST


def _with_fields(raw: RawArticle, message: Message, passages: list[Passage]) -> RawArticle:
    said = {role: next((p.words for p in passages if p.role is role), "") for role in (Role.HEADLINE, Role.BODY)}
    foot = " ".join(passage.words for passage in passages if passage.role is Role.FOOTER)
    sent = SENT.search(printed(message.foot).decode("ascii", "ignore")) or SENT.search(foot)
    published = _moment(sent) if sent else ""
    agency = AGENCY.search(said[Role.BODY])
    header = {
        name: printed(words or b"").decode("ascii", "ignore") for name, words in message.header.groupdict().items()
    }
    notes = [passage.words for passage in passages if passage.role is Role.NOTE]
    publisher = agency["name"] if agency else ""
    name = f"{publisher or 'anpa'}:{header['service']}{header['number']}:{published[:10]}"
    return replace(
        raw,
        headline=said[Role.HEADLINE] or " ".join(header["slug"].split()),
        published=published,
        publisher=publisher,
        provenance=Provenance(
            identity=name if published else "",
            status="canceled" if any(map(KILL.match, notes)) else "",
            urgency=header["urgency"],
            note=next((words for words in notes if NOTE.match(words)), ""),
            embargo=embargo_in(notes, published),
        ),
    )


def _moment(sent: re.Match[str]) -> str:
    """When a message was sent, as a date with its zone: "2024-03-04T15:30-05:00"."""
    zone = ZONES.get((sent["zone"] or "").upper(), "")
    return f"{full_year(sent['year'])}-{sent['month']}-{sent['day']}T{sent['hour']}:{sent['minute']}{zone}"
