"""What a page holds, for machines that read schema.org."""

from typing import Any

from django.utils.timezone import localtime

from articles.exporting import day
from articles.extraction.credits import is_agency, names_organisation
from articles.extraction.types import Precision, QuoteKind
from articles.models import Article, Caption
from entities.citation import standing
from entities.models import Person, Quote


def linked(row: Article | Quote | Caption | Person, site: str) -> dict[str, Any]:
    """The row as JSON-LD. A quote that was reported without quotation marks is not called a quotation."""
    said = {Article: _article, Quote: _quote, Caption: _caption, Person: _person}[type(row)](row, site)
    return {"@context": "https://schema.org"} | _known(said | {"url": f"{site}{row.get_absolute_url()}"})


def _article(article: Article, site: str) -> dict[str, Any]:
    return {
        "@type": "NewsArticle",
        "headline": article.headline,
        "author": [_named(_kind_of(name), name) for name in article.authors],
        "publisher": _named("Organization", article.publisher),
        "datePublished": _moment(article),
        "articleSection": article.section,
        "inLanguage": article.language,
        "sameAs": article.url,
        "creativeWorkStatus": "fictional sample" if article.sample else "",
    }


def _moment(article: Article) -> str:
    """As much as is known of when it was published; a time with its zone."""
    if article.published and article.published_precision == Precision.MINUTE:
        return localtime(article.published).isoformat(timespec="minutes")
    return day(article.published, article.published_precision)


def _quote(quote: Quote, site: str) -> dict[str, Any]:
    who = quote.named_speaker
    return {
        "@type": "CreativeWork" if quote.kind == QuoteKind.INDIRECT else "Quotation",
        "text": f"{quote.reported} {quote.quoted}".strip() if quote.reported or len(quote.pieces) > 1 else quote.words,
        "creator": _person(who, site) if who else _named("Person", quote.speaker_text),
        "creativeWorkStatus": standing(quote),
        "isPartOf": _part_of(quote.article, site),
    }


def _caption(caption: Caption, site: str) -> dict[str, Any]:
    return {
        "@type": "ImageObject",
        "caption": caption.text,
        "creditText": caption.credit,
        "creator": _named("Person", caption.photographer),
        "copyrightHolder": _named("Organization", caption.agency),
        "dateCreated": day(caption.date, caption.date_precision),
        "contentLocation": _named("Place", caption.place),
        "isPartOf": _part_of(caption.article, site),
    }


def _person(person: Person, site: str) -> dict[str, Any]:
    return _known(
        {
            "@type": "Person",
            "name": person.name,
            "description": person.description,
            "url": f"{site}{person.get_absolute_url()}",
        }
    )


def _part_of(article: Article, site: str) -> dict[str, Any]:
    return _known(_article(article, site) | {"url": f"{site}{article.get_absolute_url()}"})


def _kind_of(author: str) -> str:
    return "Organization" if is_agency(author) or names_organisation(author) else "Person"


def _named(kind: str, name: str) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _known(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value}
