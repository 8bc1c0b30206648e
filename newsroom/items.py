"""A row of any list in a few lines of words, for where there is no page around it: a mail, a feed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from textwrap import shorten

from django.db.models import Model

from articles.excerpts import excerpt_of
from articles.models import Article, Caption
from articles.partial_dates import partial_date
from articles.search import hits
from entities.citation import source, speaker, standing
from entities.models import Event, Person, Quote
from entities.rows import participants

LONGEST_WORDS = 70  # of a headline


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """`words` are as published, or the row's name; `facts` say whose they are and who says so."""

    title: str
    words: str
    facts: tuple[str, ...]
    path: str
    seen: datetime | None = None  # when the archive read it, or an editor decided on it
    found: tuple[str, ...] = ()  # those of its words that were looked for, each once, as they stand there
    is_nameless: bool = False  # its title says only whose the words are

    @property
    def headline(self) -> str:
        """A title that tells it from others: with the first of its words where it has no name."""
        return (
            f"{self.title}: {shorten(self.words, LONGEST_WORDS, placeholder=' …')}" if self.is_nameless else self.title
        )


def item_of(row: Model, looked_for: str = "") -> Item:
    """What a mail or a feed says of a row that is dressed as its list dresses it."""
    item = _item_of(row)
    if isinstance(row, Article) and looked_for and not hits(f"{item.title} {item.words}", looked_for):
        item = replace(item, words=excerpt_of(row, looked_for))
    text = f"{item.title} {item.words}"
    found = dict.fromkeys(text[start:end] for start, end in hits(text, looked_for))
    return replace(item, found=tuple(found))


def _item_of(row: Model) -> Item:
    if isinstance(row, Quote):
        words = f"{row.reported} {row.quoted}".strip()
        item = _item(row, speaker(row), words, [source(row.article), standing(row)], _last_told(row))
        return replace(item, is_nameless=True)
    if isinstance(row, Caption):
        facts = [row.credit or "no credit printed", source(row.article), standing(row)]
        item = _item(row, "Photo, kept in words only", row.text, facts, _last_told(row))
        return replace(item, is_nameless=True)
    if isinstance(row, Article):
        facts = [f"by {', '.join(row.authors)}" if row.authors else "", "fictional sample" if row.sample else ""]
        return _item(row, row.headline, row.standfirst, [source(row), *facts], row.last_ingested)
    if isinstance(row, Person):
        counted = [_number(row.article_count, "article"), _number(row.quote_count, "quote")]
        return _item(row, row.name, row.description, [*counted, row.get_review_display()])
    return _event(row)


def _last_told(row: Quote | Caption) -> datetime:
    """When its article was read last, or an editor decided on it, whichever came later."""
    return max(filter(None, (row.article.last_ingested, row.reviewed_at)))


def _event(event: Event) -> Item:
    when = _day(event.date, event.date_precision)
    people = ", ".join(part.person.current.name for part in participants(event))
    facts = [when, event.place, _number(event.article_count, "article"), event.get_review_display()]
    return _item(event, event.name, people, facts)


def _item(row: Model, title: str, words: str, facts: Iterable[str], seen: datetime | None = None) -> Item:
    return Item(title=title, words=words, facts=tuple(filter(None, facts)), path=row.get_absolute_url(), seen=seen)


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _day(value: date | None, precision: str) -> str:
    return partial_date(value, precision) or "date not known"
