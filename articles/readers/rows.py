"""The article in one row of a table, or in the front matter of a text."""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from articles.extraction.bylines import POST, read_names
from articles.extraction.credits import is_agency
from articles.extraction.provenance import EMBARGOED, WITHHELD, Provenance, embargo_of
from articles.extraction.types import RawArticle, Role
from articles.readers.column_dates import DateStyle, date_words
from articles.readers.columns import Columns, Row
from articles.readers.composing import Passage, compose
from articles.readers.content import Content
from articles.readers.identity import page_identity
from articles.readers.names import list_in, people_in, without_by, without_place
from articles.readers.wire.json_items import number_of, words_of
from articles.readers.wire.story import TAG, parse_markup
from articles.readers.wire.xml import one_line

AND = re.compile(r"\s*(?:;|\||,|\band\b|&)\s*")
TURNED = re.compile(r"(?P<family>[^\W\d_][\w'’-]+),\s(?P<given>[^\W\d_][\w'’.-]+(?:\s[A-Z]\.?)?)")  # "Marsh, Ida"
IN_UTC = re.compile(r"(?:gmt|utc)$", re.IGNORECASE)
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?")
# What systems call articles that are not out.
UNPUBLISHED = frozenset({"draft", "auto-draft", "pending", "private", "trash", "unpublished"})
SCHEDULED = frozenset({"future", "scheduled"})
INSIDE, MOST_INSIDE, LONGEST_NAME = 3, 1_000, 300  # objects inside each other; their fields; characters
PLAIN = ("publisher", "section", "language", "url")
PROVENANCE = ("version", "status", "urgency", "holder", "notice", "terms", "credit", "note")
Story = Callable[[str], Iterable[Passage]]  # from the headline to what stands below it


def flat(row: Row) -> dict[str, Any]:
    """The row with what its objects hold beside it, as far as INSIDE, under the names of all: "meta.title"."""
    found = level = {str(name): value for name, value in row.items() if name}
    for _ in range(INSIDE):
        level = dict(islice(_inside(level), MOST_INSIDE))
        if not level:
            break
        found = found | level
    return found


def _inside(level: Row) -> Iterator[tuple[str, Any]]:
    for name, held in level.items():
        if isinstance(held, Mapping) and len(name) <= LONGEST_NAME:
            yield from ((f"{name}.{str(key)[:LONGEST_NAME]}", value) for key, value in held.items())


def text_of(value: Any) -> str:
    """The words of a cell; a list holds a paragraph each."""
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(number_of, value)))
    return number_of(value)


def row_article(row: Row, columns: Columns, content: Content, *, number: int, format: str, story: Story) -> RawArticle:
    """The article that a row is, with the story that is not looked for in it."""

    def said(wanted: str) -> str:
        words = next(filter(None, map(number_of, columns.values(row, wanted))), "")
        markup = parse_markup(words) if TAG.search(words) else None
        return html.unescape(words) if markup is None else one_line(markup)

    def moment(wanted: str) -> str:
        found = ((name, number_of(row[name])) for name in columns.of(wanted, row))
        name, words = next(((name, words) for name, words in found if words), ("", ""))
        in_utc = "Z" if IN_UTC.search(name) and MOMENT.fullmatch(words) else ""
        return f"{date_words(words, columns.dates.get(name, DateStyle.OPEN))}{in_utc}"

    plain = {wanted: said(wanted) for wanted in PLAIN}
    headline = _without_outlet(said("headline"), plain["publisher"])
    raw = RawArticle(
        path=content.path,
        item=number,
        format=format,
        text="",
        headline=headline,
        standfirst=said("standfirst"),
        authors=_authors(columns.values(row, "authors")),
        published=moment("published"),
        **plain,
        provenance=Provenance(
            identity=_identity(said("identity"), plain["url"]),
            embargo=_embargo(said("status"), moment("published"), moment("embargo")),
            modified=moment("modified"),
            **{wanted: said(wanted) for wanted in PROVENANCE},
        ),
    )
    return compose(raw, _passages(headline, story, said), most=content.limits.passages)


def _passages(headline: str, story: Story, said: Callable[[str], str]) -> Iterator[Passage]:
    yield Passage(role=Role.HEADLINE, words=headline)
    yield Passage(role=Role.STANDFIRST, words=said("standfirst"))
    yield from story(headline)
    yield Passage(role=Role.CAPTION, words=said("caption"), credit=said("photo_credit"))


def _identity(name: str, url: str) -> str:
    """What a row is known by: a name that nobody else gives, its address, or a number of its table alone."""
    return name if ":" in name else page_identity(url) or name


def _embargo(status: str, published: str, moment: str) -> str:
    """What holds a row back: what is not out yet, and what comes out at its time."""
    status = status.lower()
    if status in SCHEDULED:
        return moment or published or EMBARGOED
    return embargo_of(WITHHELD if status in UNPUBLISHED else status, moment)


def _authors(values: Iterable[Any]) -> tuple[str, ...]:
    """The names of a list, or of words with commas or "and" between them."""
    return next(filter(None, map(_names, values)), ())


def _names(value: Any) -> tuple[str, ...]:
    if isinstance(value, Mapping):
        value = value.get("authors") or value.get("author") or value
    if isinstance(value, str) and (listed := list_in(value)) is not None:
        value = listed
    if isinstance(value, list):
        return people_in(value)
    words = without_by(words_of(value))
    if (turned := TURNED.fullmatch(words)) and not is_agency(turned["family"]):
        return (f"{turned['given']} {turned['family']}",)
    return tuple(name for part in AND.split(words) if part and not POST.fullmatch(part) for name in _joined(part))


def _joined(words: str) -> tuple[str, ...]:
    """The name in the words, or those that the "and" of another language joins."""
    names = read_names(words)
    return names if len(names) > 1 else (without_place(words),)


def _without_outlet(headline: str, publisher: str) -> str:
    """The headline without the outlet's name that a page's title ends in: "Ferry sinks - The Courier"."""
    for mark in (" - ", " | ", " – ", " — "):
        words, _, last = headline.rpartition(mark)
        if words and last.casefold() == publisher.casefold():
            return words
    return headline
