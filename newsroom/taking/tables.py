"""The columns of each list as a reader takes it away: what the page says, in words, with addresses that last."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model, Prefetch, QuerySet
from import_export.fields import Field

from articles.batches import BATCH, in_batches
from articles.exporting import Table, column, day
from articles.extraction.types import QuoteKind
from articles.models import Article, Caption, Review
from entities.models import Depiction, Event, Person, Quote
from entities.rows import article_rows, event_rows, participants, person_rows
from newsroom.listings import Listing

# Rows share their articles and people: each of these is fetched once a batch.
ARTICLES = Article.objects.only("headline", "publisher", "published", "published_precision", "sample")
PEOPLE = Person.objects.only("name", "slug", "review", "survivor").prefetch_related("survivor")
KINDS = {
    QuoteKind.DIRECT: "direct",
    QuoteKind.MIXED: "mixed: a sentence with quoted words in it",
    QuoteKind.INDIRECT: "indirect: reported, not quoted",
}


def names(people: Any) -> str:
    return "; ".join(person.current.name for person in people)


def quoted(quote: Quote) -> str:
    line = "{}" if quote.kind == QuoteKind.INDIRECT else "“{}”"
    return " ".join(line.format(part.text) for part in quote.pieces)


def yes(get: Callable[[Any], Any]) -> Field:
    return column(lambda row: "yes" if get(row) else "no")


def link(get: Callable[[Any], Model | None] = lambda row: row) -> Field:
    """The permanent address of a row, or of one that it belongs to; `Taken` puts the archive's own before it."""

    field = column(get)
    field.is_address = True
    return field


class Taken(Table):
    """`site` is the archive's own address, such as https://archive.example."""

    def __init__(self, site: str = "", **kwargs: Any):
        super().__init__(**kwargs)
        for field in self.fields.values():
            if getattr(field, "is_address", False):
                field.dehydrate_method = _at(site, field.dehydrate_method)

    @staticmethod
    def rows() -> QuerySet:
        """Any row of the kind, with everything that the columns read."""
        raise NotImplementedError

    def lines_of_listing(self, listing: Listing) -> Iterator[list[Any]]:
        return self.lines_of(in_batches(listing.in_order(), self.rows()))


def _at(site: str, shown: Callable[[Any], Model | None]) -> Callable[[Any], str]:
    """The address of the row that a column shows; rows that share their article or speaker ask for it once."""
    last: dict[int, str] = {}

    def get(row: Model) -> str:
        found = shown(row)
        if found is None:
            return ""
        if found.pk not in last:
            if len(last) > BATCH:
                last.clear()
            last[found.pk] = f"{site}{found.get_absolute_url()}"
        return last[found.pk]

    return get


class Reviewed(Taken):
    """Who says so: the machine, how sure it is and by which rule, or an editor."""

    review = column(lambda row: Review(row.review).label)
    confidence = column(lambda row: round(row.confidence, 3) if row.is_machine else "")
    rule = column(lambda row: row.rule if row.is_machine else "")
    source_changed = yes(lambda row: row.source_changed)


class InArticle(Reviewed):
    article = column("article.headline")
    publisher = column("article.publisher")
    published = column(lambda row: day(row.article.published, row.article.published_precision))
    published_precision = column(lambda row: row.article.published_precision or "not known")
    sample = yes(lambda row: row.article.sample)
    address = link()
    article_address = link(lambda row: row.article)
    start = column("start")
    end = column("end")


class Articles(Taken):
    headline = column("headline")
    publisher = column("publisher")
    published = column(lambda row: day(row.published, row.published_precision))
    published_precision = column(lambda row: row.published_precision or "not known")
    authors = column(lambda row: "; ".join(row.authors))
    section = column("section")
    language = column("language")
    people = column("person_count")
    quotes = column("quote_count")
    captions = column("caption_count")
    sample = yes(lambda row: row.sample)
    source = column("source")
    published_at = column("url")
    address = link()

    @staticmethod
    def rows() -> QuerySet[Article]:
        return article_rows(Article.objects.defer("text", "spans", "decided_spans", "unquoted", "warnings"))


class People(Reviewed):
    name = column("name")
    description = column("description")
    also_written = column(lambda row: "; ".join(a.name for a in row.aliases.all() if a.name != row.name))
    articles = column("article_count")
    quotes = column("quote_count")
    photos = column("photo_count")
    last_seen = column(lambda row: row.last_seen.year if row.last_seen else "")
    sample = yes(lambda row: row.is_sample)
    address = link()

    class Meta:
        export_order = ("name", "description", "also_written", "articles", "quotes", "photos", "last_seen", "review")

    @staticmethod
    def rows() -> QuerySet[Person]:
        return person_rows(Person.objects.prefetch_related("aliases"))


class Quotes(InArticle):
    """`words` are those published; of a quote in several parts each stands in quotation marks of its own."""

    words = column(lambda row: row.pieces[0].text if len(row.pieces) == 1 else quoted(row))
    parts = column(lambda row: len(row.pieces))
    kind = column(lambda row: KINDS[row.kind])
    speaker = column(lambda row: row.named_speaker.name if row.named_speaker else "")
    speaker_as_written = column("speaker_text")
    speaker_inferred = yes(lambda row: row.speaker_inferred and row.is_machine)
    cue = column("cue_text")
    quoting = column("quoting_text")
    about = column(lambda row: names(row.people))
    said_to = column(lambda row: names(row.told))
    speaker_address = link(lambda row: row.named_speaker)

    class Meta:
        export_order = (
            "words", "parts", "kind", "speaker", "speaker_as_written", "speaker_inferred", "cue", "quoting", "about",
            "said_to",
        )  # fmt: skip

    @staticmethod
    def rows() -> QuerySet[Quote]:
        return Quote.objects.defer("reviewed_at").prefetch_related(
            Prefetch("article", queryset=ARTICLES),
            Prefetch("speaker", queryset=PEOPLE),
            Prefetch("parts", to_attr="pieces"),
            Prefetch("about", queryset=PEOPLE.exclude(review=Review.REJECTED), to_attr="people"),
            Prefetch("addressees", queryset=PEOPLE.exclude(review=Review.REJECTED), to_attr="told"),
        )


class Captions(InArticle):
    words = column("text")
    shown = column(lambda row: names(depicted.person for depicted in row.shown))
    credit = column("credit")
    photographer = column("photographer")
    agency = column("agency")
    taken = column(lambda row: day(row.date, row.date_precision))
    taken_as_printed = column("date_text")
    place = column("place")

    class Meta:
        export_order = ("words", "shown", "credit", "photographer", "agency", "taken", "taken_as_printed", "place")

    @staticmethod
    def rows() -> QuerySet[Caption]:
        shown = Depiction.objects.visible().prefetch_related(Prefetch("person", queryset=PEOPLE))
        return Caption.objects.prefetch_related(
            Prefetch("article", queryset=ARTICLES), Prefetch("depictions", queryset=shown, to_attr="shown")
        )


class Events(Reviewed):
    name = column("name")
    kind = column("kind")
    date = column(lambda row: day(row.date, row.date_precision))
    date_precision = column(lambda row: row.date_precision or "not known")
    until = column(lambda row: day(row.end_date, row.end_precision))
    date_as_printed = column("date_text")
    place = column("place")
    took_part = column(lambda row: names(part.person for part in participants(row)))
    articles = column("article_count")
    sample = yes(lambda row: row.is_sample)
    address = link()

    class Meta:
        export_order = ("name", "kind", "date", "date_precision", "until", "date_as_printed", "place", "took_part")

    @staticmethod
    def rows() -> QuerySet[Event]:
        return event_rows(Event.objects.all())


TABLES: dict[str, type[Taken]] = {
    "article": Articles,
    "person": People,
    "quote": Quotes,
    "caption": Captions,
    "event": Events,
}
