"""Which article a file is: known by what its sender calls it, or else by where it lies."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.db.models import Q

from articles.extraction.provenance import Provenance
from articles.extraction.sequence import is_earlier
from articles.extraction.types import Document
from articles.models import Article, ArticleVersion, IngestRun
from entities.store.rows import fit

COLUMNS = (
    "source",
    "identity",
    "address",
    "content_hash",
    "extraction_version",
    "model",
    "sample",
    "provenance",
    "headline",
    "file",
)
BY_ADDRESS = "page:"
FIELDS = frozenset(field.name for field in fields(Provenance))


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive has of a file: its own article, and another one with the same text.

    `displaced` is another story, which had this place in the file before; `identity` what the article goes by.
    `beside` is the only article of its address in another file, where neither its place nor its name leads to any.
    """

    article: Article | None
    twin: Article | None
    displaced: Article | None = None
    identity: str = ""
    beside: Article | None = None

    @property
    def is_any(self) -> bool:
        return bool(self.article or self.twin or self.displaced or self.beside)


@dataclass(frozen=True, slots=True)
class Sought:
    """What a file is looked up by: where it is, what it says, what its sender calls it, and its address.

    `is_part`: it is one of several articles of a file, where another story may stand in its place tomorrow.
    """

    source: str
    content_hash: str
    identity: str = ""
    address: str = ""
    is_part: bool = False


def load_known(sought: Sequence[Sought]) -> list[Known]:
    """What the archive has of each of several files, in one query. What two of them find is one and the same row."""
    wanted = Q(source__in=[one.source for one in sought]) | Q(content_hash__in=[one.content_hash for one in sought])
    for name in ("identity", "address"):
        if words := {getattr(one, name) for one in sought} - {""}:
            # SQLite uses an index of some rows only where the query says that they are meant.
            wanted |= Q(**{f"{name}__in": sorted(words)}) & ~Q(**{name: ""})
    rows = list(Article.objects.filter(wanted).only(*COLUMNS).order_by("pk"))
    return [_known(one, rows) for one in sought]


def _known(sought: Sought, rows: Sequence[Article]) -> Known:
    source, content_hash, identity = sought.source, sought.content_hash, sought.identity
    here = next((row for row in rows if row.source == source), None)
    own = next((row for row in rows if identity and row.identity == identity), None)
    displaced = None
    if own and own is not here and own.content_hash == content_hash and _file(own.source) != _file(source):
        return Known(None, own, None, identity)
    if own and here and own is not here and not here.identity:
        own, identity = None, ""  # two articles by now: an ingest makes no one of them
    elif here and own is not here and (own or (sought.is_part and identity and here.identity not in ("", identity))):
        here, displaced = None, here
    article = own or here
    others = (row for row in rows if row not in (article, displaced) and row.content_hash == content_hash)
    there = [row for row in rows if sought.address and row.address == sought.address and _lies_elsewhere(row, source)]
    return Known(
        article,
        next(others, None),
        displaced,
        better_name(identity, article),
        there[0] if article is None and len(there) == 1 else None,
    )


def better_name(identity: str, article: Article | None) -> str:
    """What an article goes by: its sender's own name for it sooner than an address."""
    if article and article.identity and (not identity or identity.startswith(BY_ADDRESS)):
        return article.identity
    return identity


def _lies_elsewhere(article: Article, source: str) -> bool:
    """Whether an article is in another file than this place, or in this very place."""
    return article.source == source or _file(article.source) != _file(source)


def _file(source: str) -> str:
    return source.partition("#")[0]


def displace(article: Article) -> None:
    """Give up the place that an article had in its file: another story stands there now."""
    article.source = fit(Article, "source", f"{article.source}@{article.identity or article.pk}")
    article.save(update_fields=["source"])


def said(provenance: Provenance) -> dict[str, str]:
    """What is kept of it: the words that are there."""
    return {name: words for name, words in asdict(provenance).items() if words}


def provenance_of(row: Mapping[str, Any]) -> Provenance:
    return Provenance(**{name: words for name, words in row.items() if name in FIELDS})


def newest_said(article: Article, provenance: Provenance) -> dict[str, str]:
    """What the sender said last: a text that is read again does not undo that it was withdrawn since."""
    stored = provenance_of(article.provenance)
    is_undone = article.is_withdrawn and not is_earlier(stored, provenance)
    return article.provenance if is_undone or is_earlier(provenance, stored) else said(provenance)


def has_version(article: Article, content_hash: str) -> bool:
    return article.versions.filter(content_hash=content_hash).exists()


def keep_earlier(
    article: Article, document: Document, *, source: str, content_hash: str, run: IngestRun, now: Any
) -> None:
    """Keep a version that came after a newer one, below it: the article stays as it is."""
    newest = article.versions.select_for_update().get(text=None)
    number = newest.number
    newest.number = number + 1
    newest.save(update_fields=["number"])
    ArticleVersion.objects.create(
        article=article,
        number=number,
        source=source,
        content_hash=content_hash,
        text=document.text,
        spans=[[span.span.start, span.span.end, span.role.value] for span in document.spans],
        provenance=said(document.provenance),
        run=run,
        seen=now,
    )


def withdraw(article: Article, provenance: Provenance, words: str) -> bool:
    """Note that the sender took the article back, and why. Return whether that is new."""
    told = article.provenance | said(provenance) | ({"withdrawal": words} if words else {})
    if told == article.provenance:
        return False
    article.provenance = told
    article.save(update_fields=["provenance"])
    return True
