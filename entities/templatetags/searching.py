"""What the page of the search says of a query."""

import re

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.search import Problem, Query
from entities.search.results import LABELS, Search, Tab

register = template.Library()

_FIELD = re.compile(r'[^\W\d_]+:(?:["“”][^"“”]*["“”]|\S+)')
BEFORE = 12  # characters of the query shown before and after the place
LONGEST = 40


@register.simple_tag
def found_in_words(tab: Tab) -> str:
    """No articles; 1 quote; 1,000+ captions; no people found in time."""
    if not tab.count:
        return f"No {LABELS[tab.kind][1]}{' found in time' if tab.is_more else ''}"
    return f"{number_found(tab)} {LABELS[tab.kind][tab.count != 1]}"


@register.simple_tag
def number_found(tab: Tab) -> str:
    """0; 12; 1,000+; where nothing was found and not all was looked at: not yet searched."""
    if not tab.count and tab.is_more:
        return "not yet searched"
    return f"{intcomma(tab.count)}{'+' if tab.is_more else ''}"


@register.filter
def only_these_words(search: Search) -> str:
    """The query with its plain words in quotation marks."""
    return " ".join([f'"{" ".join(search.query.bare)}"', *_FIELD.findall(search.query.written)])


@register.simple_tag
def problem_place(query: Query, problem: Problem) -> SafeString:
    """The piece of the query that was not understood, marked, with a few letters around it."""
    start, end = problem.start, min(problem.end, problem.start + LONGEST)
    return format_html(
        '<code>{}{}<mark class="hit">{}</mark>{}</code>',
        "…" if start > BEFORE else "",
        query.written[max(0, start - BEFORE) : start],
        query.written[start:end],
        query.written[end : end + BEFORE],
    )
