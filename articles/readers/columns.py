"""Which column of a table is what: by its name, by what it holds where no name tells, or as whoever ingests says."""

import csv
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from statistics import fmean
from typing import Any

from articles.extraction.bylines import read_date_line
from articles.readers.column_dates import NUMERIC, DateStyle, date_style, date_words

Row = Mapping[str, Any]

# What columns are called, the likeliest first; letters only, so that "Publish Date" is "publishdate".
NAMES = {
    "text": (
        *("text", "content", "body", "articlebody", "maintext", "fulltext", "articletext", "bodytext", "storytext"),
        *("article", "story", "bodyhtml", "contenthtml", "htmlbody", "copy", "paragraphs"),
        *("postcontent", "html", "plaintext", "volltext"),
        *("inhalt", "corps", "contenu", "texte", "cuerpo", "contenido", "texto", "corpo", "conteudo", "testo"),
    ),
    "headline": (
        *("headline", "title", "articletitle", "heading", "head", "hed", "storytitle", "webtitle", "posttitle"),
        *("titel", "ueberschrift", "uberschrift", "titre", "titular", "titulo", "titolo"),
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
        *("chapo", "entradilla"),
    ),
    "authors": (
        *("authors", "author", "byline", "bylines", "writer", "writers", "reporter", "reporters", "creator", "autor"),
        *("autoren", "auteur", "auteurs", "autores", "autore", "autori"),
    ),
    "published": (
        *("published", "publishedat", "publishedon", "publishdate", "publisheddate", "datepublish", "datepublished"),
        *("pubdate", "publicationdate", "dateofpublication", "articledate", "firstpublished", "webpublicationdate"),
        *("dategmt", "postdategmt", "date", "postdate", "datum", "created"),
        *("pubtime", "publishtime", "publicationtime", "releasedate", "datetime", "timestamp"),
        *("datepublication", "datedepublication", "fecha", "fechapublicacion", "fechadepublicacion"),
    ),
    "publisher": (
        *("publisher", "publication", "outlet", "newspaper", "source", "sourcedomain", "domain", "sitename"),
        *("medio", "zeitung", "journal", "periodico"),
    ),
    "section": (
        *("section", "category", "desk", "rubric", "channel", "sectionname", "categories"),
        *("ressort", "rubrique", "seccion"),
    ),
    "language": ("language", "lang", "sprache", "langue", "idioma"),
    "url": ("url", "link", "sourceurl", "canonicalurl", "permalink", "weburl"),
    "identity": ("guid", "uuid", "uri", "id", "articleid", "storyid", "identity", "identifier"),
    "caption": (
        *("caption", "photocaption", "imagecaption", "picturecaption", "cutline"),
        *("bildunterschrift", "legende", "piedefoto", "legenda"),
    ),
    "photo_credit": (
        *("photocredit", "imagecredit", "imagecredittext", "picturecredit", "photographer", "photoby"),
        *("fotograf", "fotografin", "bildnachweis", "creditphoto", "photographe", "fotografo"),
    ),
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
        *("properties", "embedded", "dates"),
    )
)
# What columns of dates are called that say of something else when it was.
OTHER_DATES = re.compile(
    r"access|birth|crawl|delet|download|dump|event|expir|extract|fetch|harvest|import|index|insert|modif|retriev|scrap"
    r"|updat|valid"
)
WORD = re.compile(r"[^\W\d_]{4}")
LEAST_DATES, NEARLY_ALL, LONGEST_DATE = 3, 0.9, 60  # cells; their part of those with words; characters
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
        called.sort(key=lambda name: (known.index(letters(name)), name.count(".")))
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
    if not known.of("published") and "published" not in given:
        taken = {name for wanted in NAMES for name in Columns(names, given, guessed).of(wanted)} | set(given.values())
        guessed |= _by_dates([name for name in names if name not in taken], sample)
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
    *outer, inner = (_plain_letters(part) for part in str(name).lower().split("."))
    return inner if all(part in WRAPPERS for part in outer) else _plain_letters(str(name).lower())


def _plain_letters(name: str) -> str:
    """Those of a to z, without what stands over or under them: "légende" is "legende"."""
    return LETTERS.sub("", unicodedata.normalize("NFKD", name))


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


def _by_dates(names: Sequence[str], sample: Sequence[Row]) -> dict[str, str]:
    """The one column that holds nearly nothing but dates, unless its name says of what else."""
    dated = [
        name
        for name in names
        if not OTHER_DATES.search(name.lower()) and _are_dates([row[name] for row in sample if row.get(name)])
    ]
    return {"published": dated[0]} if len(dated) == 1 else {}


def _are_dates(cells: Sequence[Any]) -> bool:
    found = sum(isinstance(cell, str) and _is_date(cell) for cell in cells)
    return found >= max(LEAST_DATES, NEARLY_ALL * len(cells))


def _is_date(cell: str) -> bool:
    if len(cell) > LONGEST_DATE or cell.strip().isdigit():
        return False
    numeric = NUMERIC.fullmatch(cell)
    if numeric and not WORD.search(numeric["rest"]):
        return True
    return bool(read_date_line(date_words(cell, DateStyle.OPEN)))
