"""What the sender of an item says decides: which article it is, which version, who may see it, if it still stands."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from spacy.tokens import Doc

from articles.extraction import EXTRACTION_VERSION
from articles.extraction.copies import COPY, runs_of, share
from articles.extraction.dates import parse_date
from articles.extraction.nlp import load_nlp
from articles.extraction.pipeline import extract
from articles.extraction.sequence import is_earlier
from articles.extraction.structure import build_document
from articles.extraction.types import Document, Extraction, RawArticle, Role
from articles.models import Article
from articles.readers.errors import ReadError
from articles.readers.identity import page_identity
from entities.models import HeldArticle
from entities.store import (
    BY_ADDRESS,
    Known,
    Outcome,
    Sought,
    better_name,
    first_moment,
    has_version,
    hold,
    keep_earlier,
    load_held,
    load_known,
    provenance_of,
    take_back_held,
    withdraw,
)

if TYPE_CHECKING:
    from entities.ingest.chain import Chain

# Least share of one text that another of the same address has, if they are one story.
ONE_STORY = 0.2
# Share of the length of a text below which another one of the same story, from elsewhere, is no full text.
EXCERPT = 0.6
LONGEST_IDENTITY = 500
LONGEST_WITHDRAWAL = 2_000

Parsed = tuple[Document, Doc | None]
Settled = tuple[Outcome, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One article on its way, and what it is known by."""

    raw: RawArticle
    source: str
    identity: str
    content_hash: str
    is_sample: bool
    extraction: Callable[[], Extraction] | None = None  # gives what others have read in it


def read(item: Incoming, chain: "Chain", parsed: Parsed | None = None) -> Extraction:
    """What is read in an article, by others or now; `parsed` is what the model has read in it already."""
    if item.extraction:
        return item.extraction()
    document, doc = parsed or (build_document(item.raw), None)
    return extract(document, load_nlp(chain.newsroom.model), doc)


def identity_of(raw: RawArticle, source: str) -> str:
    """What its sender calls it; a name that others may give as well is one of its file alone."""
    name = raw.provenance.identity
    if name and ":" not in name:
        name = f"{source.rpartition('#')[0] or source}:{name}"
    return name if len(name) <= LONGEST_IDENTITY else f"sha256:{hashlib.sha256(name.encode()).hexdigest()}"


def look_up(item: Incoming) -> Known:
    """What the archive has of it."""
    return look_up_all([item])[0]


def look_up_all(items: Sequence[Incoming]) -> list[Known]:
    """What the archive has of each of several items, in as many queries as for one."""
    sought = [
        Sought(item.source, item.content_hash, item.identity, page_identity(item.raw.url), bool(item.raw.item))
        for item in items
    ]
    return [_as_one_story(item, known) for item, known in zip(items, load_known(sought), strict=True)]


def _as_one_story(item: Incoming, known: Known) -> Known:
    """What is known, as far as it is of one story. An address that two different ones give for theirs names neither.

    A page and the entry of a feed that leads to it are one story where they have their headline, or most words, in
    common.
    """
    article, beside = known.article, known.beside
    is_named = article and article.identity.startswith(BY_ADDRESS) and article.source != item.source
    if is_named and not _is_one_story(item.raw, article, ONE_STORY):
        return load_known([Sought(item.source, item.content_hash)])[0]
    if beside and not known.twin and _is_one_story(item.raw, beside, COPY):
        displaced = None if known.displaced == beside else known.displaced
        return Known(beside, None, displaced, better_name(item.identity, beside))
    return known


def _is_one_story(raw: RawArticle, article: Article, least: float) -> bool:
    return raw.headline == article.headline or share(runs_of(raw.text), runs_of(article.text)) >= least


def heed(item: Incoming, known: Known, chain: "Chain") -> Settled | None:
    """What comes of an item that is no new text for the archive; None where it is to be stored as any other.

    Raises ReadError where it takes back what the archive never had.
    """
    for step in (_taken_back, _held_back, _earlier):
        if settled := step(item, known, chain):
            return settled
    return None


def _taken_back(item: Incoming, known: Known, chain: "Chain") -> Settled | None:
    """The sender withdraws an article: it is kept, and shown as withdrawn."""
    raw, article = item.raw, known.article
    if not raw.provenance.is_withdrawn or (article and article.content_hash == item.content_hash):
        return None
    words = _body(raw)[:LONGEST_WITHDRAWAL]
    if article is None:
        held = load_held(item.source, item.identity)
        if held is None and words:
            return None
        if held is None:
            remedy = "ingest the item itself first, or leave this message out"
            raise ReadError(raw.path, "it takes back an item that the archive does not have", remedy, item=raw.item)
        is_new = bool(chain.run) and take_back_held(held, raw.provenance)
    elif is_earlier(raw.provenance, provenance_of(article.provenance)):
        return Outcome.UNCHANGED, ()
    else:
        why = "" if words in article.text else words
        is_new = bool(chain.run) and withdraw(article, raw.provenance, why)
    note = ("withdrawn by its sender: kept, and shown as withdrawn",) if is_new else ()
    return (Outcome.UPDATED if is_new else Outcome.UNCHANGED), note


def _held_back(item: Incoming, known: Known, chain: "Chain") -> Settled | None:
    """The sender holds an item back: it is read, and kept where nobody but editors sees it."""
    is_held, until = embargo_of(item.raw, chain)
    if not is_held or (known.article and known.article.content_hash == item.content_hash):
        return None
    held = load_held(item.source, item.identity)
    if held and not chain.options.force and _is_same(held, item, chain):
        return Outcome.UNCHANGED, ()
    if held and is_earlier(item.raw.provenance, provenance_of(held.provenance)):
        return Outcome.UNCHANGED, ("an earlier version of an article under embargo: left out",)
    if chain.run:
        hold(
            read(item, chain),
            source=item.source,
            identity=known.identity,
            content_hash=item.content_hash,
            until=until,
            sample=item.is_sample,
            run=chain.run,
            now=chain.clock(),
        )
    moment = f"until {item.raw.provenance.embargo}" if until else "until further notice"
    return Outcome.HELD, (f"under embargo {moment}: only editors see it",)


def embargo_of(raw: RawArticle, chain: "Chain") -> tuple[bool, datetime | None]:
    """Whether an item is held back now, and until when; no moment where its sender gives none that can be read."""
    said = raw.provenance.embargo
    if not said:
        return False, None
    until, _, _ = first_moment(parse_date(said), chain.newsroom.time_zone)
    return until is None or until > chain.clock(), until


def _is_same(held: HeldArticle, item: Incoming, chain: "Chain") -> bool:
    stored = (held.source, held.content_hash, held.extraction_version, held.model, held.sample)
    return stored == (item.source, item.content_hash, EXTRACTION_VERSION, chain.model_version, item.is_sample)


def _earlier(item: Incoming, known: Known, chain: "Chain") -> Settled | None:
    """An earlier version that comes after a later one is kept below it; one that is kept already is left alone."""
    article = known.article
    if article is None or article.content_hash == item.content_hash:
        return None
    is_other = item.identity != article.identity and item.source != article.source
    shorter = is_other and _is_excerpt(item.raw.text, of=article.text)
    fuller = is_other and _is_excerpt(article.text, of=item.raw.text)
    earlier = shorter or (not fuller and is_earlier(item.raw.provenance, provenance_of(article.provenance)))
    if not earlier and (article.source == item.source or not has_version(article, item.content_hash)):
        return None
    if has_version(article, item.content_hash):
        return Outcome.UNCHANGED, ()
    if chain.run:
        document = build_document(item.raw)
        with transaction.atomic():
            keep_earlier(
                article,
                document,
                source=item.source,
                content_hash=item.content_hash,
                run=chain.run,
                now=chain.clock(),
            )
    what = "a shorter text of" if shorter else "an earlier version of"
    return Outcome.UPDATED, (f"{what} {article.source}: kept below it, which stays",)


def _is_excerpt(text: str, *, of: str) -> bool:
    """Whether one text of a story is only some of the other: the few lines of a saved page that its feed has."""
    return len(text) < EXCERPT * len(of)


def _body(raw: RawArticle) -> str:
    """The words of the story alone."""
    if not raw.text.strip():
        return ""
    document = build_document(raw)
    return "\n\n".join(span.span.of(document.text) for span in document.spans if span.role is Role.BODY)
