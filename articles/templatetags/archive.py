"""What every list and page writes: honest dates, marked words, excerpts."""

from datetime import date, datetime

from django import template
from django.template.defaultfilters import truncatewords
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles import search
from articles.addresses import address_of
from articles.excerpts import excerpt_of
from articles.extraction.types import Precision, Role
from articles.models import Article
from articles.partial_dates import partial_date

register = template.Library()
register.filter(address_of)  # {{ "person_detail"|address_of:slug }}, where {% url %} would look for the page every time

MACHINE_FORMATS = {Precision.YEAR: "%Y", Precision.MONTH: "%Y-%m", Precision.DAY: "%Y-%m-%d"}


@register.simple_tag
def when(value: date | None, precision: str, unknown: str = "date not in the text") -> SafeString | str:
    """A date as precisely as it is known, readable by machines too; `unknown` where there is none."""
    if not value or not precision:
        return unknown
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    form = MACHINE_FORMATS.get(precision)
    written = f"{local:{form}}" if form else local.isoformat(timespec="minutes")
    return mark_safe(f'<time datetime="{written}">{partial_date(local, precision)}</time>')  # noqa: S308 (a date is safe)


@register.filter
def shortened(text: str, words: int) -> str:
    """The first words; the mark of omission stays beside the last of them."""
    return truncatewords(text, words).replace(" …", "\u00a0…")


@register.filter(expects_localtime=True)
def in_words(value: date | None, precision: str) -> str:
    """in 2004, in December 2008, on 2 December 2008; or: date not known."""
    if not value or not precision:
        return "date not known"
    return f"{'in' if precision in (Precision.YEAR, Precision.MONTH) else 'on'} {partial_date(value, precision)}"


@register.filter
def highlight(text: str, query: str, *fields: str) -> SafeString:
    """The text, escaped, with every word marked that was looked for everywhere, or in one of the fields."""
    if not query:
        return conditional_escape(text)
    pieces, end = [], 0
    for start, stop in search.hits(text, query, *fields):
        pieces += [("", text[end:start]), ("hit", text[start:stop])]
        end = stop
    pieces.append(("", text[end:]))
    return format_html_join("", "{}", ((_hit(words) if kind else words,) for kind, words in pieces))


def _hit(words: str) -> SafeString:
    return format_html('<mark class="hit">{}</mark>', words)


@register.filter
def opening(article: Article) -> str:
    """The standfirst, or else the first paragraph of the body that is more than a salutation ("To the Editor:")."""
    bodies = [article.text[start:end] for start, end, role in article.spans if role == Role.BODY]
    said = (body for body in bodies if not body.rstrip().endswith((":", ",")))
    return article.standfirst or next(said, "".join(bodies[:1]))


register.filter(excerpt_of)


@register.filter
def excerpt(text: str, query: str = "") -> str:
    return search.excerpt(text, query or "")
