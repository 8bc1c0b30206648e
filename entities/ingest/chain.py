"""One article's way through the whole chain: read already, looked up, extracted, stored, reported."""

import hashlib
import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field

from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction

from articles.extraction import EXTRACTION_VERSION
from articles.extraction.nlp import load_nlp, passing_words
from articles.extraction.pipeline import parse_together
from articles.extraction.structure import build_document
from articles.extraction.types import Extraction, RawArticle
from articles.models import Article, IngestRun
from articles.readers.errors import ReadError, in_words, named
from entities.ingest.options import Clock, IngestOptions, NewsroomSettings, place_of
from entities.ingest.sender import Incoming, Parsed, heed, identity_of, look_up, read
from entities.ingest.troubles import Stopped, is_of_database, told
from entities.report import Failure, FileReport
from entities.store import (
    Following,
    Known,
    Outcome,
    displace,
    let_go,
    load_directory,
    rename_article,
    save_extraction,
    set_file,
    wait_for_turn,
)

logger = logging.getLogger(__name__)

Extracting = Callable[[], Extraction]

# What a format says of an article beside its text.
SAID = ("headline", "standfirst", "authors", "published", "publisher", "section", "language", "url", "provenance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """What stays the same from one file of a run to the next; `run` is None in a dry run."""

    newsroom: NewsroomSettings
    options: IngestOptions
    model_version: str
    run: IngestRun | None
    clock: Clock
    would_create: dict[str, str] = field(default_factory=dict)  # content hash to source, in a dry run

    def rules(self, is_sample: bool) -> str:
        """What else than a file's bytes decides what comes of it."""
        told = [EXTRACTION_VERSION, self.model_version, self.newsroom.max_file_bytes]
        if columns := sorted(self.options.columns.items()):
            told.append(hashlib.sha256(json.dumps(columns).encode()).hexdigest()[:16])
        if is_sample:
            told.append("sample")
        return " ".join(map(str, told))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An article that is to be stored."""

    item: Incoming
    file: int | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """An article of which everything is known but who in the archive its people are."""

    item: Incoming
    read: Extraction
    file: int | None
    notes: tuple[str, ...] = ()


def prepare(
    article: RawArticle | ReadError,
    chain: Chain,
    *,
    file: int | None = None,
    extraction: Extracting | None = None,
    known: Known | None = None,
) -> FileReport | Unread:
    """All that comes before an article is read; or what came of it, where it is not to be stored. Raises Stopped.

    `known` is what the archive has of it, where that was asked already.
    """
    place, is_sample = place_of(article.path, chain.newsroom)
    with _Blame(named(place, article.item), article, is_sample) as blame:
        if isinstance(article, ReadError):
            raise article
        item = incoming(article, chain, extraction)
        prepared = _prepare(item, known or look_up(item), chain, file)
        return prepared if isinstance(prepared, Unread) else _reported(article, item.source, is_sample, *prepared)
    return blame.report


def read_all(prepared: Sequence[FileReport | Unread], chain: Chain) -> Iterator[FileReport | Ready]:
    """Read the articles that are to be, and leave the reports of others where they are. Raises Stopped."""
    unread = [one for one in prepared if isinstance(one, Unread) and not one.item.extraction]
    with passing_words(load_nlp(chain.newsroom.model)) if unread else nullcontext():
        parsed = _parsed(unread, chain)
        for one in prepared:
            yield _read(one, parsed, chain) if isinstance(one, Unread) else one


def _parsed(unread: Sequence[Unread], chain: Chain) -> dict[str, Parsed]:
    """Documents by their source, with what the model reads in them; none where it fails at any of them."""
    if len(unread) < 2:
        return {}
    try:
        documents = [build_document(one.item.raw) for one in unread]
        docs = parse_together(documents, load_nlp(chain.newsroom.model))
    except Exception:  # each is tried by itself, and fails where it is to blame
        return {}
    return {one.item.source: found for one, *found in zip(unread, documents, docs, strict=True)}


def _read(unread: Unread, parsed: Mapping[str, Parsed], chain: Chain) -> FileReport | Ready:
    item = unread.item
    with _Blame(item.source, item.raw, item.is_sample) as blame:
        found = read(item, chain, parsed.get(item.source))
        return Ready(item=item, read=found, file=unread.file, notes=unread.notes)
    return blame.report


def store(ready: Ready, chain: Chain) -> FileReport:
    """Store an article in a transaction of its own. Raises Stopped."""
    item = ready.item
    with _Blame(item.source, item.raw, item.is_sample) as blame:
        try:
            outcome = save(ready, chain)
        except (IntegrityError, OperationalError, InterfaceError):
            # An editor wrote the same rows at the same moment, or the server was restarted: a second look finds out.
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
            outcome = save(ready, chain)
        return stored(ready, outcome)
    return blame.report


def stored(ready: Ready, outcome: Outcome | Article) -> FileReport:
    """What came of an article that was saved, or that turned out to be stored already."""
    item = ready.item
    if isinstance(outcome, Article):
        return _reported(item.raw, item.source, item.is_sample, None, (_not_twice(outcome.source),))
    return _reported(item.raw, item.source, item.is_sample, outcome, (*ready.notes, *ready.read.warnings))


def _reported(
    article: RawArticle, source: str, is_sample: bool, outcome: Outcome | None, notes: tuple[str, ...]
) -> FileReport:
    return FileReport(
        source=source, outcome=outcome, is_duplicate=outcome is None, is_sample=is_sample,
        notes=tuple(f"{source}: {note}" for note in (*article.told, *notes)),
    )  # fmt: skip


class _Blame:
    """Keeps what goes wrong with an article to that article, and says so in a `report`. Raises Stopped."""

    def __init__(self, source: str, article: RawArticle | ReadError, is_sample: bool) -> None:
        self.source, self._article, self._is_sample = source, article, is_sample
        self.report: FileReport | None = None

    def __enter__(self) -> "_Blame":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        if is_of_database(error):
            raise Stopped(told(error)) from error
        if not isinstance(error, Exception):
            return False
        if isinstance(error, ReadError):
            failure = Failure(path=self.source, line=error.line, problem=error.problem, remedy=error.remedy)
        else:  # one article must never stop the run, and the rules that read it may fail in any way
            logger.error("Ingest of %s failed", self.source, exc_info=error)
            remedy = "the log has the details; report it with the file"
            failure = Failure(path=self.source, problem=in_words(error), remedy=remedy)
        lies_in_file = isinstance(self._article, ReadError)
        self.report = FileReport(
            source=self.source, failure=failure, is_sample=self._is_sample, lies_in_file=lies_in_file
        )
        return True


def incoming(raw: RawArticle, chain: Chain, extraction: Extracting | None = None) -> Incoming:
    place, is_sample = place_of(raw.path, chain.newsroom)
    source = named(place, raw.item)
    return Incoming(raw, source, identity_of(raw, source), _content_hash(raw), is_sample, extraction)


def _prepare(
    item: Incoming, known: Known, chain: Chain, file: int | None
) -> Unread | tuple[Outcome | None, tuple[str, ...]]:
    """What an article is to the archive. The outcome is None where it doubles another file."""
    if settled := heed(item, known, chain):
        return settled
    article, notes = known.article, ()
    if article is None or article.content_hash != item.content_hash:
        twin = known.twin.source if known.twin else chain.would_create.get(item.content_hash)
        if article is None and known.twin and not _exists(known.twin.source, chain):
            article, notes = known.twin, (f"same text as {twin}, which is gone: recorded under its new name",)
            if chain.run:
                rename_article(article, item.source)
        elif twin:
            return None, (_not_twice(twin),)
    if article and not chain.options.force and _is_current(article, item, chain):
        if chain.run:
            set_file(article, file)
        return Outcome.UNCHANGED, notes
    if chain.run is None:
        chain.would_create.setdefault(item.content_hash, item.source)
        return (Outcome.UPDATED if article else Outcome.CREATED), notes
    return Unread(item=item, file=file, notes=notes)


def is_to_be_read(raw: RawArticle, chain: Chain) -> bool:
    """Whether an article has to be extracted, as far as can be told before those ahead of it are stored."""
    item = incoming(raw, chain)
    known = look_up(item)
    if known.article is None or known.article.content_hash != item.content_hash:
        return not known.twin
    return chain.options.force or not _is_current(known.article, item, chain)


def _content_hash(raw: RawArticle) -> str:
    """What tells a changed article from an unchanged one: its text, and what its format says beside it."""
    said = "" if raw.format == "text" else json.dumps([getattr(raw, name) for name in SAID], default=asdict)
    return hashlib.sha256((raw.text + said).encode("utf-8")).hexdigest()


def _exists(source: str, chain: Chain) -> bool:
    """Whether the file that an article was read from is still there."""
    return any((chain.newsroom.base_dir / path).exists() for path in (source, source.rpartition("#")[0]) if path)


def _not_twice(twin: str) -> str:
    return f"same text as {twin}: not stored twice"


def _is_current(article: Article, item: Incoming, chain: Chain) -> bool:
    stored = (article.content_hash, article.extraction_version, article.model, article.sample)
    return stored == (item.content_hash, EXTRACTION_VERSION, chain.model_version, item.is_sample)


@transaction.atomic
def save(
    ready: Ready, chain: Chain, *, known: Known | None = None, following: Following | None = None
) -> Outcome | Article:
    """Ask the archive who the article's people are, and store it, in one transaction.

    `known` is what the archive has of it, where that was asked in the same transaction. Returns the article that has
    this text already where another ingest stored it meanwhile.
    """
    extraction, item = ready.read, ready.item
    if known is None:
        wait_for_turn()
        known = look_up(item)
    if known.twin and (known.article is None or known.article.content_hash != item.content_hash):
        return known.twin
    if known.displaced:
        displace(known.displaced)
    let_go(item.source, known.identity, by=item.raw.provenance)
    return save_extraction(
        extraction,
        load_directory(person.name for person in extraction.people).resolve_all(extraction),
        run=chain.run,
        source=item.source,
        identity=known.identity,
        article=known.article,
        is_unknown=not known.article,
        content_hash=item.content_hash,
        sample=item.is_sample,
        now=chain.clock(),
        time_zone=chain.newsroom.time_zone,
        file=ready.file,
        following=following,
    )
