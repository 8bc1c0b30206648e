"""Plain text with named fields over the story, as databases of newspapers export it: "HEADLINE: Ferry sinks"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from articles.extraction.dates import parse_date
from articles.extraction.provenance import Provenance
from articles.extraction.types import Precision, RawArticle, Role
from articles.readers.composing import Passage, compose
from articles.readers.content import Content
from articles.readers.errors import ReadError
from articles.readers.names import names_in
from articles.readers.wire.story import plain_passages

# By what a field is called, in small letters.
FIELDS = {
    "headline": "headline", "title": "headline", "subject": "headline", "byline": "authors", "author": "authors",
    "authors": "authors", "section": "section", "date": "published", "publication date": "published",
    "published": "published", "publication": "publisher", "publication title": "publisher", "source": "publisher",
    "newspaper": "publisher", "dateline": "dateline", "highlight": "standfirst", "abstract": "standfirst",
    "graphic": "caption", "language": "language", "copyright": "notice", "length": "", "load-date": "", "url": "url",
    "from": "", "to": "",
}  # fmt: skip
FIELD = re.compile(r"[ \t]*(?P<name>[A-Za-z][A-Za-z -]{1,20}):[ \t]*(?P<words>.*)")
BODY = re.compile(r"[ \t]*(?:body|full text)[ \t]*(?::[ \t]*(?P<words>.*))?", re.IGNORECASE)
# What stands below a story and is none of it; such names stand in stories too, all but these.
BELOW = re.compile(r"[ \t]*(?:classification[ \t]*|(?:load-date|publication-type|graphic):.*)", re.IGNORECASE)
START = re.compile(r"^[ \t]*\d+ of \d+ documents[ \t]*$", re.IGNORECASE | re.MULTILINE)
END = re.compile(r"^[ \t]*(?:end of document|_{20,}|-{40,})[ \t]*$", re.IGNORECASE | re.MULTILINE)
FURNITURE = re.compile(r"page \d+ of \d+|.*\bedition|.*\bcorrection appended.*|links?:.*", re.IGNORECASE)
COPYRIGHT = re.compile(r"(?:copyright|©)\b.*", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
# Fields that show such a text: without a line that says where the story begins, and with it.
LEAST, LEAST_OVER_BODY = 3, 2
MOST_ABOVE, LONGEST = 60, 1_000  # lines over a story, and characters of a field that goes on below its line


@dataclass(slots=True)
class _Parts:
    """What stands over a story under its name and without one, the story, and what stands below it."""

    said: dict[str, str] = field(default_factory=dict)
    above: list[str] = field(default_factory=list)
    story: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


def is_labelled(content: Content) -> bool:
    """By the names of several fields over the story; without a line that says "Body" the first line is one."""
    lines = [line for line in content.opening.splitlines() if line.strip()][:MOST_ABOVE]
    body = next((place for place, line in enumerate(lines) if BODY.fullmatch(line)), None)
    if body is not None:
        is_numbered = bool(START.search(content.opening))
        return len({_name(line) for line in lines[:body]} - {None}) + is_numbered >= LEAST_OVER_BODY
    run = next((place for place, line in enumerate(lines) if _name(line) is None), len(lines))
    return run >= LEAST and len({_name(line) for line in lines[:run]}) >= LEAST


def read_labelled(content: Content) -> Iterator[RawArticle | ReadError]:
    """An article a document. Raises ReadError."""
    decoded, warning = content.decoded
    words = decoded.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    documents = [part for whole in START.split(words) for part in END.split(whole) if part.strip()]
    for number, document in enumerate(documents, start=1):
        place = number if len(documents) > 1 else 0
        parts = _parts(document.split("\n"))
        passages = list(islice(_passages(parts), content.limits.passages + 1))
        if not any(passage.role is Role.BODY for passage in passages):
            yield ReadError(
                content.path, "a document without a story", "export it again with its full text", item=place
            )
            continue
        said = parts.said
        raw = RawArticle(
            path=content.path,
            item=place,
            format="labelled",
            text="",
            **{
                name: said.get(name, "")
                for name in ("headline", "section", "published", "publisher", "language", "url")
            },
            authors=names_in(said.get("authors", "")),
            provenance=Provenance(notice=said.get("notice", "")),
            warnings=(warning,) if warning else (),
        )
        yield compose(raw, passages, most=content.limits.passages)


def _name(line: str) -> str | None:
    """What a line is called that is a field; None for any other."""
    found = FIELD.fullmatch(line)
    name = found["name"].strip().lower() if found else ""
    return name if name in FIELDS else None


def _parts(lines: list[str]) -> _Parts:
    parts = _Parts()
    has_body = any(map(BODY.fullmatch, lines))
    is_story, last = False, ""
    for place, line in enumerate(lines):
        body = None if is_story or not has_body else BODY.fullmatch(line)
        if is_story and BELOW.fullmatch(line):
            parts.below += lines[place:]
            break
        if is_story:
            parts.story.append(line)
        elif body:
            is_story = True
            parts.story.append(body["words"] or "")
        elif name := _name(line):
            last = FIELDS[name]
            if last and (words := FIELD.fullmatch(line)["words"].strip()):
                parts.said.setdefault(last, words)
        elif has_body:
            last = last if line.strip() else ""
            _add_above(parts, line.strip(), last)
        else:
            is_story = bool(line.strip() or parts.said)
            parts.story.append(line)
    _fill(parts)
    return parts


def _add_above(parts: _Parts, line: str, last: str) -> None:
    """A line without a name goes on with the field above it, unless a blank line parts them."""
    if last and line and last in parts.said and len(parts.said[last]) < LONGEST:
        parts.said[last] = f"{parts.said[last]} {line}"
    elif len(parts.above) == MOST_ABOVE:
        parts.below.append(line)
    elif line and not FURNITURE.fullmatch(line):
        parts.above.append(line)


def _fill(parts: _Parts) -> None:
    """What no name tells: the day, the paper on the line over it, and the headline over both, or else below them."""
    said, above = parts.said, [line for line in parts.above if not COPYRIGHT.fullmatch(line)]
    said.setdefault("notice", next(filter(COPYRIGHT.fullmatch, parts.above), ""))
    dated = next((place for place, line in enumerate(above) if _is_day(line)), None)
    if dated is not None:
        said.setdefault("published", above[dated])
        if dated:
            said.setdefault("publisher", IN_BRACKETS.sub("", above[dated - 1]))
    named = above if dated is None else above[: max(dated - 1, 0)] or above[dated + 1 :]
    if named:
        said.setdefault("headline", named[0])


def _is_day(line: str) -> bool:
    date = parse_date(line) if len(line) < MOST_ABOVE else None
    return bool(date) and date.precision in (Precision.DAY, Precision.MINUTE)


def _passages(parts: _Parts) -> Iterator[Passage]:
    said = parts.said
    yield Passage(role=Role.HEADLINE, words=said.get("headline", ""))
    yield Passage(role=Role.BYLINE, words=said.get("authors", ""))
    yield Passage(role=Role.STANDFIRST, words=said.get("standfirst", ""))
    yield Passage(role=Role.DATELINE, words=said.get("dateline", ""))
    yield from plain_passages("\n".join(parts.story))
    for line in filter(str.strip, parts.below):
        found = FIELD.fullmatch(line)
        is_caption = found and FIELDS.get(found["name"].lower()) == "caption"
        yield Passage(role=Role.CAPTION if is_caption else Role.FOOTER, words=found["words"] if is_caption else line)
