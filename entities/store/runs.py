"""The record of a run, and what the archive holds of the articles it saw."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from articles.models import Article, Caption, IngestRun
from entities.models import EventMention, EventParticipant, Mention, Quote
from entities.models.event import shown_under
from entities.store.rows import lots


@dataclass(frozen=True, slots=True)
class Totals:
    """Visible rows of a set of articles."""

    quotes: int = 0
    attributed: int = 0
    captions: int = 0
    people: int = 0
    events: int = 0


def start_run(*, started: datetime, options: dict[str, Any], model: str, version: str) -> IngestRun:
    return IngestRun.objects.create(started=started, options=options, model=model, extraction_version=version)


def finish_run(run: IngestRun, *, seconds: float, counts: dict[str, int], failures: list[dict[str, Any]]) -> None:
    run.seconds, run.counts, run.failures = seconds, counts, failures
    run.save(update_fields=["seconds", "counts", "failures"])


def load_totals(sources: Collection[str]) -> Totals:
    """Count what the archive holds of some articles; a merged person counts once, under the survivor."""
    quotes = attributed = captions = 0
    people: set[int] = set()
    events: set[int] = set()
    for lot in lots(sources):
        articles = list(Article.objects.filter(source__in=lot).values_list("pk", flat=True))
        found = Quote.objects.visible().filter(article__in=articles, source_changed=False)
        quotes += found.count()
        attributed += found.attributed(["yes"]).count()
        captions += Caption.objects.visible().filter(article__in=articles, source_changed=False).count()
        named = Mention.objects.of_people().filter(article__in=articles)
        people |= {survivor or pk for pk, survivor in named.values_list("person", "person__survivor").distinct()}
        for model in (EventMention, EventParticipant):
            told = model.objects.visible().filter(article__in=articles).exclude(event__review="rejected")
            events |= set(shown_under(told).distinct())
    return Totals(quotes, attributed, captions, len(people), len(events))


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive has of a file: its own article, and another one with the same text."""

    article: Article | None
    twin: Article | None


def load_known(source: str, content_hash: str) -> Known:
    """Look a file up by where it is and by what it says, in one query."""
    found = list(
        Article.objects.filter(Q(source=source) | Q(content_hash=content_hash))
        .only("source", "content_hash", "extraction_version", "model", "sample")
        .order_by("pk")
    )
    article = next((row for row in found if row.source == source), None)
    return Known(article, next((row for row in found if row is not article and row.content_hash == content_hash), None))


def rename_article(article: Article, source: str) -> None:
    """Record that the file of an article now lies elsewhere."""
    article.source = source
    article.save(update_fields=["source"])
