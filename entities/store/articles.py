"""The one way in: an extraction becomes rows, and nothing that an editor decided is touched."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any

from django.db import transaction

from articles.extraction.directory import Resolution
from articles.extraction.types import Extraction
from articles.labels import with_labels
from articles.models import Article, IngestRun
from articles.readers.identity import page_identity
from entities.store.anchoring import Alignment, align
from entities.store.captions import StoredCaptions, anchor_captions, load_captions, save_captions
from entities.store.copies import save_copies
from entities.store.dates import first_moment
from entities.store.events import StoredEvents, load_events, save_events
from entities.store.following import Following
from entities.store.identity import newest_said
from entities.store.labels import move_labels
from entities.store.mentions import load_mentions, save_entities, save_links, save_mentions
from entities.store.people import cast_people, save_aliases
from entities.store.quotes import StoredQuotes, anchor_quotes, load_quotes, save_quotes
from entities.store.rows import Stored, fit, web_address
from entities.store.saving import Saving, anchor
from entities.store.suggestions import drafts, save_suggestions
from entities.store.unused import remove_unused_events, remove_unused_people
from entities.store.versions import keep_replaced, start_version


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    HELD = "held"  # under embargo


@transaction.atomic
def save_extraction(
    extraction: Extraction,
    resolutions: Sequence[Resolution],
    *,
    run: IngestRun,
    source: str,
    content_hash: str,
    sample: bool,
    now: datetime,
    time_zone: tzinfo,
    file: int | None = None,
    identity: str = "",
    article: Article | None = None,
    is_unknown: bool = False,
    following: Following | None = None,
) -> Outcome:
    """Bring the archive up to one extraction, in one short transaction.

    Machine rows that are found again keep their primary keys and with them their addresses; those that read otherwise
    now are updated, those no longer found are deleted. Rows that an editor decided on are never changed, nor doubled by
    a machine row over the same words: in another text they move with their words, or stay, flagged `source_changed`.
    `file` is the key of its SourceFile, `article` the one that `identity` found: otherwise that of this source, but for
    an article that `is_unknown`, as whoever calls has just seen in the same transaction.
    Whoever gives a `following` calls its `follow` in the same transaction, for several articles at once.
    """
    article, is_new = (Article(first_seen=now), True) if is_unknown else _locked(article, source, now)
    alignment = align(article.text, extraction.document.text)
    fields = _fields(extraction, content_hash=content_hash, sample=sample, time_zone=time_zone)
    fields |= _sent(article, extraction, source, identity) | _labelled(article, fields["spans"], alignment)
    changed = any(getattr(article, name) != value for name, value in fields.items())
    if (has_new_text := is_new or not alignment.is_identity) and not is_new:
        keep_replaced(article)
    _write(article, {**fields, "run": run, "last_ingested": now, "file_id": file})
    if has_new_text:
        start_version(article, run=run, now=now, is_new=is_new)
        save_copies(article, is_new=is_new)
    saving = Saving(article, extraction, run, alignment, is_new)
    with _followed(following, run) as follower:
        changed |= _save_rows(saving, resolutions, follower, has_changed=changed)
    return Outcome.CREATED if is_new else Outcome.UPDATED if changed else Outcome.UNCHANGED


def _write(article: Article, columns: dict[str, Any]) -> None:
    for name, value in columns.items():
        setattr(article, name, value)
    article.save()


@contextmanager
def _followed(following: Following | None, run: IngestRun) -> Iterator[Following]:
    """What notes the articles: whoever gave it follows them, or nobody did, and they are followed at once."""
    follower = following or Following(run)
    yield follower
    if following is None:
        follower.follow()


def _locked(known: Article | None, source: str, now: datetime) -> tuple[Article, bool]:
    """The article that is to be brought up to date, or a new one, and whether it is new."""
    wanted = {"pk": known.pk} if known else {"source": source}
    article = Article.objects.select_for_update().filter(**wanted).first()
    return article or Article(first_seen=now), article is None


def _labelled(article: Article, spans: list[list], alignment: Alignment) -> dict[str, Any]:
    """The columns of what each stretch of the text is, with what editors said of some."""
    decided = move_labels(article.decided_spans, alignment)
    return {"decided_spans": decided, "spans": with_labels(spans, decided)}


def _sent(article: Article, extraction: Extraction, source: str, identity: str) -> dict[str, Any]:
    """The columns of an article that say where it came from, and what its sender says of it."""
    said = newest_said(article, extraction.document.provenance)
    address = fit(Article, "address", page_identity(extraction.document.url))
    return {"source": source, "identity": identity or article.identity, "address": address, "provenance": said}


def _fields(extraction: Extraction, *, content_hash: str, sample: bool, time_zone: tzinfo) -> dict[str, Any]:
    """The columns of an article that its extraction decides."""
    document = extraction.document
    published, precision, year = first_moment(document.published, time_zone)
    cut = {
        name: fit(Article, name, getattr(document, name))
        for name in ("headline", "publisher", "publisher_rule", "section", "language", "dateline", "format")
    }
    return {
        **cut,
        "url": web_address(Article, document.url),
        "content_hash": content_hash,
        "sample": sample,
        "standfirst": document.standfirst,
        "authors": list(document.authors),
        "published": published,
        "published_precision": precision,
        "year": year,
        "text": document.text,
        "unquoted": [[left.span.start, left.span.end, left.rule] for left in extraction.unquoted],
        "spans": [[s.span.start, s.span.end, s.role.value] for s in document.spans],
        "extraction_version": extraction.version,
        "model": extraction.model,
        "warnings": list(extraction.warnings),
    }


def _save_rows(saving: Saving, resolutions: Sequence[Resolution], following: Following, *, has_changed: bool) -> bool:
    """Write every derived row of the article, whose own columns may have changed. Return whether any row did."""
    mentions, quotes = load_mentions(saving), load_quotes(saving)
    captions, events = load_captions(saving), load_events(saving)
    before = _held(mentions, quotes, captions, events)
    people_before, events_before = before["person"], before["event"]
    lost_mentions = anchor(saving, mentions.rows)
    lost_quotes = anchor_quotes(saving, quotes)
    lost_captions = anchor_captions(saving, captions)
    lost_events = anchor(saving, events.mentions.rows)
    cast = cast_people(
        saving.extraction,
        resolutions,
        mentions=[row for row in mentions.rows if row not in lost_mentions],
        known_before=people_before,
        run=saving.run,
    )
    changed = [
        save_mentions(saving, cast, mentions, lost_mentions),
        save_quotes(saving, cast, quotes, lost_quotes),
        save_captions(saving, cast, captions, lost_captions),
        save_events(saving, cast, events, lost_events),
        save_entities(saving),
        save_links(saving),
        save_aliases(saving.article, cast),
    ]
    save_suggestions(saving, drafts(saving, cast, mentions, quotes, captions, events))
    if not saving.is_new:
        remove_unused_people(people_before)
        remove_unused_events(events_before)
    following.add(
        saving.article.pk,
        before=before,
        people={person.pk for person in cast.people if person},
        events={event.pk for _, event in events.told},
        changed=any(changed) or has_changed,
    )
    return any(changed)


def _held(
    mentions: Stored, quotes: StoredQuotes, captions: StoredCaptions, events: StoredEvents
) -> dict[str, set[int]]:
    """Keys, by kind, of what the article's rows are and name before they are saved anew."""
    named = (mentions, captions.depictions, events.participants, quotes.about, quotes.addressees)
    people = {row.person_id for stored in named for row in stored.rows}
    return {
        "quote": {row.pk for row in quotes.quotes.rows},
        "caption": {row.pk for row in captions.captions.rows},
        "person": (people | {row.speaker_id for row in quotes.quotes.rows}) - {None},
        "event": {row.event_id for stored in (events.mentions, events.participants) for row in stored.rows},
    }
