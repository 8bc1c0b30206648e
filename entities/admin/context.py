"""Rows as an editor needs to see them: the sentence with the words marked, and who decided what."""

from collections.abc import Iterable

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.admin import stamp
from articles.models import Article, Reviewable
from entities.models import Quote
from entities.passage import sentence_at

STATES = {"machine": "machine", "confirmed": "confirmed", "edited": "changed", "rejected": "rejected"}
GONE = "the article has been changed since and no longer says this."

Marks = Iterable[tuple[int | None, int | None, str]]


def passage(article: Article, start: int, end: int, marks: Marks) -> SafeString:
    """The sentences that hold [start, end), each of the marked spans in them in a <mark> of its class."""
    return marked(article, *sentence_at(article, start, end), marks)


def marked(article: Article, first: int, last: int, marks: Marks) -> SafeString:
    """The words of [first, last), each of the marked spans that lie in them in a <mark> of its class."""
    pieces, at = [], first
    for begin, close, kind in sorted((b, c, k) for b, c, k in marks if b is not None and c is not None):
        if at <= begin < close <= last:
            pieces += [(article.text[at:begin], "", ""), ("", kind, article.text[begin:close])]
            at = close
    pieces.append((article.text[at:last], "", ""))
    words = format_html_join("", "{}{}", ((plain, _mark(kind, marked)) for plain, kind, marked in pieces))
    return format_html('<span class="passage">{}</span>', words)


def _mark(kind: str, words: str) -> SafeString | str:
    return format_html('<mark class="{}">{}</mark>', kind, words) if words else ""


def quote_in_context(quote: Quote) -> SafeString:
    """The passage with the quote's parts, its cue and its speaker marked."""
    if quote.source_changed:
        return format_html("{}: {}", quote.quoted, GONE)
    spans = [(part.start, part.end, "quote") for part in quote.parts.all()]
    spans += [(quote.speaker_start, quote.speaker_end, "person"), (quote.cue_start, quote.cue_end, "cue")]
    places = [place for begin, close, _ in spans if begin is not None for place in (begin, close)]
    near = [place for place in places if abs(place - quote.start) < 2000]
    return passage(quote.article, min(near), max(near), spans)


def words_in_context(row: Reviewable, kind: str) -> SafeString | str:
    """The sentence around a row of one span."""
    if row.source_changed:
        return f"“{row.text}”: {GONE}"
    return passage(row.article, row.start, row.end, [(row.start, row.end, kind)])


def place_link(article: Article, anchor: str) -> SafeString:
    """Link to the article's page, at the place of the row where it has one."""
    address = f"{article.get_absolute_url()}#{anchor}" if anchor else article.get_absolute_url()
    return format_html('<a href="{}">{}</a>', address, article.headline)


def row_link(row: Reviewable | None, words: str = "") -> SafeString | str:
    """Link to the row's own page in the admin."""
    if row is None:
        return "-"
    return format_html('<a href="{}">{}</a>', row_page(row), words or str(row))


def row_page(row: Model) -> str:
    """Address of the row's own page in the admin."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def bullets(shape: str, lines: Iterable[tuple]) -> SafeString:
    """A list with one item a tuple, each put into `shape`; a dash where there is none."""
    items = format_html_join("", f"<li>{shape}</li>", lines)
    return format_html('<ul class="lines">{}</ul>', items) if items else SafeString("-")


def badge(row: Reviewable) -> SafeString:
    """The review state in words."""
    changed = format_html(' <span class="badge changed">{}</span>', "source changed") if row.source_changed else ""
    return format_html('<span class="badge {}">{}</span>{}', row.review, STATES[row.review], changed)


def decided_by(row: Reviewable) -> str:
    """Who decided on the row and when, in words."""
    if row.is_machine:
        return "Found by the machine; no editor has decided on it."
    who = row.reviewed_by or "an editor"
    return f"{STATES[row.review].capitalize()} by {who}, {stamp(row.reviewed_at)}."
