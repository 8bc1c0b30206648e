"""Quotes, captions and articles for reference managers: RIS and CSL-JSON. What is not known is left out."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Model, QuerySet
from django.utils.timezone import localtime

from articles.extraction.credits import is_person
from articles.extraction.types import Precision
from articles.models import Article, Caption
from entities.citation import speaker, standing
from entities.models import Quote
from entities.store.names import sort_name

# How many of year, month and day a precision vouches for.
KNOWN = {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3, Precision.MINUTE: 3}
TEXT = ("text", "spans", "decided_spans", "unquoted", "warnings")
OF_ARTICLE = tuple(f"article__{name}" for name in TEXT)
DATABASE = "The Editorial Archive"


def referenced(kind: str) -> QuerySet | None:
    """Rows of a kind with everything that a reference reads; None for what cannot be cited."""
    if kind == "article":
        return Article.objects.defer(*TEXT)
    if kind == "caption":
        return Caption.objects.visible().select_related("article").defer(*OF_ARTICLE)
    return Quote.objects.visible().for_display().defer(*OF_ARTICLE) if kind == "quote" else None


def write_csl(rows: Iterable[Model], site: str) -> Iterator[bytes]:
    yield b"["
    for number, row in enumerate(rows):
        yield f"{',' if number else ''}\n{json.dumps(csl(row, site), ensure_ascii=False)}".encode()
    yield b"\n]\n"


def write_ris(rows: Iterable[Model], site: str) -> Iterator[bytes]:
    for row in rows:
        yield (
            "".join(f"{tag}  - {' '.join(words.split())}\r\n" for tag, words in ris(row, site)) + "ER  - \r\n\r\n"
        ).encode()


def csl(row: Quote | Caption | Article, site: str) -> dict:
    """A row as CSL-JSON has it: a quote is cited as its article, with its words and who says so as the note."""
    article = row if isinstance(row, Article) else row.article
    found = {
        "id": f"{row._meta.model_name}-{row.pk}",
        "type": "article-newspaper",
        "title": article.headline,
        "author": [_creator(name) for name in article.authors],
        "container-title": article.publisher,
        "section": article.section,
        "issued": {"date-parts": [_date(article)]} if _date(article) else None,
        "language": article.language,
        "URL": article.url or f"{site}{article.get_absolute_url()}",
        "archive": DATABASE,
        "archive_location": f"{site}{row.get_absolute_url()}",
        "note": _note(row),
    }
    if isinstance(row, Caption):
        by = [_creator(row.photographer)] if row.photographer else []
        found |= {"type": "graphic", "title": row.text, "author": by, "publisher": row.agency}
    return {name: value for name, value in found.items() if value}


def ris(row: Quote | Caption | Article, site: str) -> Iterator[tuple[str, str]]:
    """A row as the lines of RIS, but for the last."""
    said = csl(row, site)
    yield "TY", "FIGURE" if isinstance(row, Caption) else "NEWS"
    yield "ID", said["id"]
    yield "TI", said["title"]
    yield from (("AU", ", ".join(author.values())) for author in said.get("author", ()))
    if date := said.get("issued"):
        year, *rest = date["date-parts"][0]
        yield "PY", f"{year:04}"
        yield "DA", "/".join([f"{year:04}", *[*(f"{part:02}" for part in rest), "", ""][:2], ""])
    for tag, name in (
        ("T2", "container-title"),
        ("PB", "publisher"),
        ("SE", "section"),
        ("LA", "language"),
        ("N1", "note"),
    ):
        if name in said:
            yield tag, said[name]
    yield "UR", said["URL"]
    yield "L2", said["archive_location"]
    yield "DB", DATABASE


def _creator(name: str) -> dict[str, str]:
    """A person's name in its parts, the surname first, as both formats sort it; an agency's or a desk's as printed."""
    parts = sort_name(name).split(", ") if is_person(name) else ()
    return dict(zip(("family", "given", "suffix"), parts, strict=False)) if len(parts) > 1 else {"literal": name}


def _note(row: Quote | Caption | Article) -> str:
    """The words of a quote as published, whose they are, and who says so."""
    if isinstance(row, Article):
        return "fictional sample" if row.sample else ""
    if isinstance(row, Caption):
        return f"Caption in “{row.article.headline}”; {row.credit or 'no credit printed'}; {standing(row)}"
    return f"{row.reported} {row.quoted} – {speaker(row)} ({standing(row)})".strip()


def _date(article: Article) -> list[int]:
    if not article.published or not article.published_precision:
        return []
    day: datetime = localtime(article.published)
    return [day.year, day.month, day.day][: KNOWN[Precision(article.published_precision)]]
