"""Captions with their names marked, quotes to cite, and who took part in an event."""

import re
from collections.abc import Iterator

from django import template
from django.template import RequestContext
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.extraction.types import MentionKind, Span
from articles.models import Article, Caption
from articles.templatetags.archive import highlight
from entities.citation import cite
from entities.models import Mention, Quote

register = template.Library()


@register.simple_tag
def caption_words(caption: Caption, words: str = "") -> SafeString:
    """The caption as published, every name in it a link; needs `rows.caption_rows`."""
    return format_html_join("", "{}", ((piece,) for piece in _pieces(caption, words)))


def _pieces(caption: Caption, words: str) -> Iterator[SafeString]:
    text, at, whole = caption.article.text, caption.start, Span(caption.start, caption.end)
    if whole.of(text) != caption.text:
        yield highlight(caption.text, words, "caption")
        return
    for mention in caption.article.names_in_captions:
        name = Span(mention.start, mention.end)
        if not whole.covers(name) or name.start < at:
            continue
        yield highlight(text[at : name.start], words, "caption")
        yield _name(mention, highlight(name.of(text), words, "caption"))
        at = name.end
    yield highlight(text[at : caption.end], words, "caption")


def _name(mention: Mention, words: SafeString) -> SafeString:
    if mention.person is None:
        return words
    person = mention.person.current
    if mention.is_machine and mention.kind != MentionKind.NAME:
        link = '<span class="mark person machine inferred"><a href="{}" title="{}, inferred">{}</a></span>'
        return format_html(link, person.get_absolute_url(), person, words)
    link = '<span class="mark person {}"><a href="{}">{}</a></span>'
    return format_html(link, mention.review, person.get_absolute_url(), words)


def credit_pieces(caption: Caption) -> list[tuple[str, str]]:
    """The credit as printed, in pieces, each with the column that it is the name of: "photographer", "agency" or ""."""
    found, at = [], 0
    names = ((field, getattr(caption, field)) for field in ("photographer", "agency"))
    there = [(match.span(), field) for field, name in names if name and (match := _first(name, caption.credit))]
    for (start, end), field in sorted(there):
        if start >= at:
            found += [(caption.credit[at:start], ""), (caption.credit[start:end], field)]
            at = end
    return [*found, (caption.credit[at:], "")]


def _first(name: str, text: str) -> re.Match | None:
    return re.search(re.escape(name), text, re.IGNORECASE)


@register.simple_tag(takes_context=True)
def citation(context: RequestContext, row: Quote | Caption | Article) -> str:
    """The words with their source and the full address of their page, to paste."""
    return cite(row, context["request"].build_absolute_uri(row.get_absolute_url()))
