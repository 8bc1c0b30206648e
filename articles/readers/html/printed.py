"""Who wrote an article and when, as it is printed under its headline."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from articles.extraction.bylines import BY, DATE_LABEL, PUBLISHED, UPDATED, is_date_line, read_byline, read_names
from articles.extraction.dates import parse_date
from articles.extraction.dates_abroad import in_english
from articles.readers.html.dates import is_comment, marked_kind
from articles.readers.html.tree import Line, words_of
from articles.readers.names import without_by

RUN_ON = re.compile(r"^(by|from)(?=[A-Z])", re.IGNORECASE)
BEFORE_DATE = re.compile(
    r"\s*(?:[|·•,–—-]\s*|\son\s+)?(?:(?:published|updated|posted|last)\b.*|(?:mon|tue|wed|thu|fri|sat|sun)\w*,?\s.*|\d.*"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?\s\d.*)$",
    re.IGNORECASE,
)
NAMED = re.compile(r"(?:^|[\s_-])(?:by-?lines?|authors?(?:-?names?)?|article-?author)(?:$|[\s_-])", re.IGNORECASE)
LONE_NAME = re.compile(r"[A-Z][\w.'’/&-]*(?: [A-Z/&][\w.'’/-]*){0,3}")
MOST_WORDS, MOST_MARKED = 30, 50


def is_byline(line: Line) -> bool:
    words = _apart(line.words)
    return len(words.split()) <= MOST_WORDS and (
        is_date_line(words) or read_byline(words) is not None or (BY.match(words) is not None and bool(_names(words)))
    )


def is_date(line: Line) -> bool:
    """Whether a line holds a date and nothing else."""
    return is_date_line(_apart(line.words))


def printed_authors(above: Sequence[Line]) -> tuple[str, ...]:
    """Names in bylines; failing that in what the page marks as an author."""
    found = [name for line in above if is_byline(line) for name in _names(_apart(line.words))]
    return tuple(dict.fromkeys(found or _marked(above)))


def marked_authors(root: HtmlElement) -> tuple[str, ...]:
    """Names that are marked as the author's anywhere on the page but in its comments: blogs sign below the story."""
    found = []
    marked = (element for element in root.iter() if element.get("itemprop") == "author")
    for element in islice(marked, MOST_MARKED):
        if len(list(islice(element.iter(), MOST_WORDS))) < MOST_WORDS and not any(
            map(is_comment, element.iterancestors())
        ):
            named = next((part for part in element.iter() if part.get("itemprop") == "name"), element)
            words = without_by(named.get("content") or words_of(named))
            found += [words] if LONE_NAME.fullmatch(words) else read_names(words)
    return tuple(dict.fromkeys(found))


def printed_date(above: Sequence[Line]) -> str:
    """The line with the date, or "": one that says "Published" before others, an update only where it is alone."""
    dated = [(_rank(line), words) for line in above if (words := _dated(_apart(line.words)))]
    return min(dated, key=lambda found: found[0], default=(0, ""))[1]


def _dated(words: str) -> str:
    """The words of a line that has a date, from the date of publication on or up to that of an update."""
    updated = UPDATED.search(words)
    words = words[: updated.start()] if updated and parse_date(words[: updated.start()]) else words
    byline = read_byline(words)
    if byline and byline.published:
        return byline.published.text
    return words if len(words.split()) <= MOST_WORDS and (date := parse_date(words)) and date.value else ""


def _rank(line: Line) -> int:
    """How likely a dated line has the day of publication; what it says counts more than how it is marked."""
    words = _apart(line.words)
    label = DATE_LABEL.match(words)
    said = label["kind"].lower() if label else ""
    if said in ("published", "posted", "issued"):
        return 0
    if UPDATED.fullmatch(said) or (UPDATED.search(words) and not PUBLISHED.search(words) and not _is_split(words)):
        return 2
    return {"published": 0, "updated": 2}.get("" if said else marked_kind(line.element), 1)


def _is_split(words: str) -> bool:
    """Whether another date stands before that of the update."""
    return parse_date(words[: UPDATED.search(words).start()]) is not None


def _apart(words: str) -> str:
    """A byline whose parts the page sets apart by looks alone: ``ByAnn Ferris``; its date in English."""
    return in_english(RUN_ON.sub(r"\1 ", words))


def _names(words: str) -> tuple[str, ...]:
    byline = read_byline(words) or read_byline(BEFORE_DATE.sub("", words))
    return byline.authors if byline else ()


def _marked(above: Sequence[Line]) -> Iterator[str]:
    for line in above:
        for element in line.element.iter():
            marked = (
                "author" in (element.get("rel") or "").split()
                or element.get("itemprop") == "author"
                or NAMED.search(element.get("class") or "")
            )
            if marked:
                words = without_by(words_of(element))
                yield from read_names(words) or ([words] if LONE_NAME.fullmatch(words) else [])
