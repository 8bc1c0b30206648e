"""Rows on their way into their tables: the columns that differ are given, all others hold what the model says."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import JSONField, Model

from articles.models import Article, ArticleVersion, Caption, RelatedLink
from entities.models import (
    Alias,
    Depiction,
    EntityMention,
    Event,
    EventMention,
    EventParticipant,
    Mention,
    Person,
    Quote,
    QuotePart,
)

REVIEW = ("rule", "confidence", "run_id", "review", "reviewed_by_id", "reviewed_at")
SPAN = ("start", "end", "text")
COLUMNS: dict[type[Model], tuple[str, ...]] = {
    Person: ("name", "slug", "sort_name", "description", "merged_into_id", "survivor_id", "created", *REVIEW),
    Alias: ("person_id", "name", "normalised", "kind"),
    Event: ("name", "slug", "kind", "date", "date_precision", "date_text", "place", *REVIEW),
    Article: (
        *("source", "content_hash", "headline", "authors", "publisher", "publisher_rule", "language", "dateline"),
        *("published", "published_precision", "year", "text", "spans"),
        *("run_id", "extraction_version", "model", "first_seen", "last_ingested"),
    ),
    ArticleVersion: ("article_id", "number", "source", "content_hash", "run_id", "seen"),
    Mention: ("article_id", "person_id", "chain", *SPAN, "kind", "place", "evidence", *REVIEW),
    EntityMention: ("article_id", *SPAN, "type", *REVIEW),
    Quote: (
        *("article_id", "kind", "start", "end", "words_key", "speaker_id", "speaker_text"),
        *("speaker_start", "speaker_end", "speaker_inferred", "cue_text", "cue_start", "cue_end", *REVIEW),
    ),
    QuotePart: ("quote_id", "order", *SPAN),
    Quote.about.through: ("quote_id", "person_id"),
    Caption: (
        *("article_id", *SPAN, "credit", "credit_start", "credit_end", "photographer", "agency"),
        *("date", "date_precision", "date_text", "place", *REVIEW),
    ),
    Depiction: ("caption_id", "person_id", "order", "position", *REVIEW),
    EventMention: ("event_id", "article_id", *SPAN, *REVIEW),
    EventParticipant: ("event_id", "person_id", "article_id", *REVIEW),
    RelatedLink: ("article_id", "kind", *SPAN, *REVIEW),
}


@dataclass(slots=True)
class Sheet:
    """Rows of one table that are not written yet; `last` is the key of the one added last."""

    model: type[Model]
    last: int = 0
    rows: list[tuple] = field(default_factory=list)

    def add(self, *values: Any) -> int:
        self.last += 1
        self.rows.append((self.last, *values))
        return self.last

    @property
    def columns(self) -> tuple[str, ...]:
        return ("id", *COLUMNS[self.model], *(column for column, _ in self._others()))

    def take(self) -> Iterable[tuple]:
        """The rows with all their columns; the sheet is empty then."""
        others = tuple(value for _, value in self._others())
        rows, self.rows = self.rows, []
        return (row + others for row in rows)

    def _others(self) -> list[tuple[str, Any]]:
        given = {"id", *COLUMNS[self.model]}
        fields = [one for one in self.model._meta.concrete_fields if one.column not in given]
        return [(one.column, _default(one)) for one in fields]


def _default(column) -> Any:
    value = column.get_default()
    return json.dumps(value) if isinstance(column, JSONField) and value is not None else value


def new_sheets() -> dict[type[Model], Sheet]:
    return {model: Sheet(model) for model in COLUMNS}
