"""What each list of the desk has in its columns when it is taken away as a file.

A person stands in it by the address of their page and by name, so that a file can say whom it means when it comes back.
"""

from typing import Any

from articles.exporting import Table, column, day, when
from articles.models import Review
from entities.curation import state_seen
from entities.models import Person


def _slug(name: str) -> Any:
    return lambda row: getattr(row, name).slug if getattr(row, name) else ""


def _name(name: str) -> Any:
    return lambda row: getattr(row, name).name if getattr(row, name) else ""


class ReviewedTable(Table):
    """Rows that editors decide on. `seen` is how the row stood: an import on top of a later decision is refused."""

    id = column("pk")
    review = column("review")
    reviewed_by = column(lambda row: row.reviewed_by.username if row.reviewed_by else "")
    reviewed_at = column(when("reviewed_at"))
    source_changed = column(lambda row: "yes" if row.source_changed else "no")
    rule = column("rule")
    confidence = column(lambda row: round(row.confidence, 3))
    seen = column(state_seen)


class InArticleTable(ReviewedTable):
    deferred = ("article__text", "article__spans", "article__decided_spans", "article__unquoted")

    article = column("article.headline")
    article_id = column("article_id")
    publisher = column("article.publisher")
    published = column(lambda row: day(row.article.published, row.article.published_precision))


class PersonTable(ReviewedTable):
    person = column("slug")
    name = column("name")
    description = column("description")
    aliases = column(lambda row: "; ".join(alias.name for alias in row.aliases.all()))
    merged_into = column(_slug("survivor"))
    articles = column("article_count")
    quotes = column("quote_count")
    photos = column("photo_count")

    class Meta:
        export_order = ("person", "name", "description", "aliases")


class AliasTable(Table):
    id = column("pk")
    person = column("person.slug")
    person_name = column("person.name")
    name = column("name")
    kind = column("kind")


class KeptApartTable(Table):
    first = column("first.slug")
    first_name = column("first.name")
    second = column("second.slug")
    second_name = column("second.name")
    reason = column("reason")
    by = column("by.username")
    at = column(when("at"))


class QuoteTable(InArticleTable):
    prefetched = ("about", "addressees")

    words = column("words")
    kind = column("kind")
    speaker = column(_slug("speaker"))
    speaker_name = column(_name("speaker"))
    as_written = column("speaker_text")
    inferred = column(lambda row: "yes" if row.speaker_inferred else "no")
    about = column(lambda row: "; ".join(person.slug for person in row.about.all()))
    said_to = column(lambda row: "; ".join(person.slug for person in row.addressees.all()))

    class Meta:
        export_order = ("id", "words", "speaker", "speaker_name", "as_written", "review")


class MentionTable(InArticleTable):
    words = column("text")
    person = column(_slug("person"))
    person_name = column(_name("person"))
    kind = column("kind")
    place = column("place")
    start = column("start")
    end = column("end")

    class Meta:
        export_order = ("id", "words", "person", "person_name", "review")


class CaptionTable(InArticleTable):
    words = column("text")
    credit = column("credit")
    photographer = column("photographer")
    agency = column("agency")
    pictured = column(lambda row: "; ".join(person.slug for person in _pictured(row)))
    place = column("place")
    date_text = column("date_text")

    class Meta:
        export_order = ("id", "words", "credit", "photographer", "agency", "pictured", "review")


def _pictured(row: Any) -> list[Person]:
    return [shown.person for shown in row.depictions.all() if shown.review != Review.REJECTED]


class EventTable(ReviewedTable):
    event = column("slug")
    name = column("name")
    kind = column("kind")
    date = column(lambda row: day(row.date, row.date_precision))
    end_date = column(lambda row: day(row.end_date, row.end_precision))
    date_text = column("date_text")
    place = column("place")

    class Meta:
        export_order = ("event", "name", "date", "end_date", "place", "review")


class DecisionTable(Table):
    id = column("pk")
    at = column(when("at"))
    by = column("by.username")
    verb = column("get_verb_display")
    label = column("label")
    reason = column("reason")
    undoes = column("undoes_id")
