"""Which column of a table is what: by its name, by what it holds where no name tells, or as whoever ingests says."""

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from statistics import fmean
from typing import Any

from articles.readers.column_dates import DateStyle, date_style

Row = Mapping[str, Any]

# What columns are called, the likeliest first; letters only, so that "Publish Date" is "publishdate".
NAMES = {
    "text": (
        *("text", "content", "body", "articlebody", "maintext", "fulltext", "articletext", "bodytext", "storytext"),
        *("article", "story", "bodyhtml", "contenthtml", "htmlbody", "copy", "paragraphs"),
        *("postcontent", "html", "plaintext", "volltext"),
    ),
    "headline": (
        *("headline", "title", "articletitle", "heading", "head", "hed", "storytitle", "webtitle", "posttitle"),
        *("titel", "ueberschrift", "berschrift"),
    ),
    "standfirst": (
        "standfirst",
        "subtitle",
        "subhead",
        "description",
        "summary",
        "abstract",
        "dek",
        "teaser",
        "excerpt",
        "customexcerpt",
        "postexcerpt",
    ),
    "authors": (
        *("authors", "author", "byline", "bylines", "writer", "writers", "reporter", "reporters", "creator", "autor"),
    ),
    "published": (
        *("published", "publishedat", "publishedon", "publishdate", "publisheddate", "datepublish", "datepublished"),
        *("pubdate", "publicationdate", "dateofpublication", "articledate", "firstpublished", "webpublicationdate"),
        *("dategmt", "postdategmt", "date", "postdate", "datum", "created"),
    ),
    "publisher": ("publisher", "publication", "outlet", "newspaper", "source", "sourcedomain", "domain", "sitename"),
    "section": ("section", "category", "desk", "rubric", "channel", "sectionname", "categories"),
    "language": ("language", "lang"),
    "url": ("url", "link", "sourceurl", "canonicalurl", "permalink", "weburl"),
    "identity": ("guid", "uuid", "uri", "id", "articleid", "storyid", "identity", "identifier"),
    "caption": ("caption", "photocaption", "imagecaption", "picturecaption", "cutline"),
    "photo_credit": ("photocredit", "imagecredit", "imagecredittext", "picturecredit", "photographer", "photoby"),
    "version": ("version", "revision", "versionnumber"),
    "modified": (
        *("modifiedgmt", "modified", "updated", "updatedat", "modifiedat", "lastmodified", "datemodified"),
        *("modifieddate", "postmodifiedgmt"),
    ),
    "status": ("pubstatus", "publicationstatus", "poststatus", "status"),
    "urgency": ("urgency",),
    "embargo": ("embargo", "embargoed", "embargoeduntil", "embargodate", "notbefore"),
    "holder": ("copyrightholder", "rightsholder"),
    "notice": ("copyright", "copyrightnotice", "rights"),
    "terms": ("usageterms", "terms", "license", "licence", "usagerights", "restrictions"),
    "credit": ("creditline", "credit"),
    "note": ("editorialnote", "ednote", "editornote", "instructions", "specialinstructions"),
}
LETTERS = re.compile(r"[^a-z]")
# What objects are called that hold the fields of an article: answers wrap them so.
WRAPPERS = frozenset(
    (
        *("fields", "meta", "metadata", "attributes", "data", "item", "article", "story", "source", "node"),
        *("properties", "embedded"),
    )
)
SAMPLE = 50  # rows that are looked at before the first is read
LEAST_TEXT, LEAST_WORDS = 120, 12  # characters and words, on average, of a column that can only be the text


class NoSuchColumn(ValueError):
    """A column or a field that was asked for is not there; the message names those that are."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of one table is. `given` names a column by field, "" for a field that is not to be read."""

    names: tuple[str, ...]
    given: Mapping[str, str] = field(default_factory=dict)
    guessed: Mapping[str, str] = field(default_factory=dict)  # by what the columns hold
    dates: Mapping[str, DateStyle] = field(default_factory=dict)

    def values(self, row: Row, wanted: str) -> Iterator[Any]:
        """What the columns of a field hold in a row, the likeliest first."""
        return (row[name] for name in self.of(wanted, row) if row[name] not in (None, ""))

    def of(self, wanted: str, names: Iterable[str] | None = None) -> list[str]:
        """The columns of a field, the likeliest first."""
        names = self.names if names is None else names
        if wanted in self.given:
            return [name for name in names if name == self.given[wanted]]
        taken = set(self.given.values())
        known = NAMES[wanted]
        called = [name for name in names if name not in taken and letters(name) in known]
        called.sort(key=lambda name: (known.index(letters(name)), "." in name))
        return called or [name for name in names if name not in taken and self.guessed.get(wanted) == name]

    def in_words(self) -> str:
        """What is read from where, for whoever ingests to look at."""
        read = {wanted: self.of(wanted) for wanted in NAMES}
        told = [f"{wanted}={' or '.join(names)}" for wanted, names in read.items() if names]
        used = {name for names in read.values() for name in names}
        left = [name for name in self.names if name not in used]
        beside = f"; not read: {', '.join(left)}" if left else ""
        return f"columns: {', '.join(told)}{beside}"


def parse_columns(words: str) -> dict[str, str]:
    """Columns by field, out of "headline=Title,text=Body". Raises NoSuchColumn where a field is none."""
    pairs = [pair.partition("=") for pair in next(csv.reader([words]), ())]
    for wanted, mark, _ in pairs:
        if wanted.strip() not in NAMES or not mark:
            known = ", ".join(NAMES)
            raise NoSuchColumn(f"“{wanted}{mark}”: write field=column, with commas between; the fields are: {known}")
    return {wanted.strip(): name.strip() for wanted, _, name in pairs}


def choose_columns(sample: Sequence[Row], given: Mapping[str, str]) -> Columns:
    """Read the columns off the first rows of a table. Raises NoSuchColumn, which says which there are."""
    names = tuple(dict.fromkeys(name for row in sample for name in row if name))
    for wanted, name in given.items():
        if name and name not in names:
            raise NoSuchColumn(f"no column “{name}” for {wanted}; the columns are: {', '.join(names) or 'none'}")
    known = Columns(names, given)
    guessed = {}
    if not known.of("text") and "text" not in given:
        taken = {name for wanted in NAMES for name in known.of(wanted)} | set(given.values())
        guessed = _by_contents([name for name in names if name not in taken], sample)
    known = Columns(names, given, guessed)
    dated = {name for wanted in ("published", "modified", "embargo") for name in known.of(wanted)}
    styles = {name: date_style(row.get(name) for row in sample) for name in sorted(dated)}
    return Columns(names, given, guessed, styles)


def names_no_columns(names: Collection[str]) -> bool:
    """Whether a first line holds an article instead of the names of columns."""
    return not any(field_of(name) for name in names) and any(len(name) > LEAST_TEXT for name in names)


@cache
def field_of(name: str) -> str:
    """The field that a column of this name is; "" for none."""
    return next((wanted for wanted, names in NAMES.items() if letters(name) in names), "")


@cache
def letters(name: str) -> str:
    """The letters of a name, without those of what it is only wrapped in: "fields.bodyText" is "bodytext"."""
    outer, _, inner = str(name).lower().rpartition(".")
    return LETTERS.sub("", inner if LETTERS.sub("", outer) in WRAPPERS else str(name).lower())


def _by_contents(names: Sequence[str], sample: Sequence[Row]) -> dict[str, str]:
    """The column with by far the longest words, if those are prose, is the text."""
    held = {name: [row[name] for row in sample if isinstance(row.get(name), str)] for name in names}
    sizes = {name: fmean(map(len, words)) for name, words in held.items() if any(words)}
    prose = {
        name: size
        for name, size in sizes.items()
        if size >= LEAST_TEXT and fmean(len(words.split()) for words in held[name]) >= LEAST_WORDS
    }
    return {"text": max(prose, key=prose.__getitem__)} if prose else {}
