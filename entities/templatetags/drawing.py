"""The macros of `templates/drawn`: what they may call, and the tag that draws with them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.template import defaultfilters
from django.template.defaultfilters import pluralize, urlencode
from django.urls import reverse
from django.utils.timezone import template_localtime
from jinja2 import Environment, StrictUndefined

from articles.drawing import draw
from articles.excerpts import excerpt_of
from articles.models import Review
from articles.partial_dates import partial_date
from articles.templatetags.archive import excerpt, highlight, in_words, opening, when
from entities.citation import cite
from entities.templatetags.browsing import caption_words, credit_pieces
from entities.templatetags.marked_text import percent, standing

register = template.Library()
register.simple_tag(draw)


def reviewed(review: str) -> str:
    """Found by the machine, confirmed by an editor. Django's own way to it is long."""
    return Review(review).label


def truncatechars(text: str, most: int) -> str:
    """As Django's, which goes through a short text too, character by character."""
    return text if len(text) <= most else defaultfilters.truncatechars(text, most)


FILTERS = (excerpt, excerpt_of, highlight, intcomma, opening, percent, pluralize)
FILTERS += (reviewed, standing, truncatechars, urlencode)
DATES = (in_words, partial_date)


def environment(**options: Any) -> Environment:
    """What a macro may use beside its inputs; anything that is missing is an error and not an empty place."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    drawn = Environment(**options)  # noqa: S701 (Django asks for escaping)
    drawn.filters |= {call.__name__: call for call in FILTERS} | {call.__name__: _local(call) for call in DATES}
    drawn.globals |= {"caption_words": caption_words, "cite": cite, "credit_pieces": credit_pieces}
    drawn.globals |= {"url": reverse, "when": when}
    return drawn


def _local(call: Callable[[date | None, str], str]) -> Callable[[date | None, str], str]:
    """As Django's own filters do it: a moment is told in the newsroom's time zone."""
    return lambda value, precision: call(template_localtime(value), precision)
