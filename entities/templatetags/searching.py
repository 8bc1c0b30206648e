"""What the page of the search says of a query."""

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.search import Field, Problem, Query, Words
from articles.search.tokens import MARKS
from entities.search.names import by_words, leading_name, words_of
from entities.search.offers import Offer
from entities.search.results import LABELS, Search, Tab

register = template.Library()

OPERATORS = {"or", "and", "not", "near"}
BEFORE = 12  # characters of the query shown before and after the place
LONGEST = 40


@register.simple_tag
def found_in_words(tab: Tab | Offer) -> str:
    """No articles; 1 quote; 1,000+ captions; no people found in time."""
    if not tab.count:
        return f"No {LABELS[tab.kind][1]}{' found in time' if tab.is_more else ''}"
    return f"{number_found(tab)} {LABELS[tab.kind][tab.count != 1]}"


@register.simple_tag
def number_found(tab: Tab | Offer) -> str:
    """0; 12; 1,000+; where nothing was found and not all was looked at: not yet searched."""
    if not tab.count and tab.is_more:
        return "not yet searched"
    return f"{intcomma(tab.count)}{'+' if tab.is_more else ''}"


@register.filter
def in_marks(words: str) -> str:
    """In quotation marks, where they are in none of their own."""
    is_marked = len(words) > 1 and words[0] in MARKS and words[-1] in MARKS
    return words if is_marked else f"“{words}”"


@register.filter
def advice(query: Query) -> str:
    """What may find more than a query that finds nothing; "" where nobody can tell."""
    if not query.is_plain:
        return ""
    if meant := OPERATORS & {*query.bare}:
        return f"In small letters {min(meant)} is a word like others: write {min(meant).upper()} where it is none."
    if len(query.places) > 1:
        return "Fewer words, or the beginning of one with *, may find more."
    asked = query.places[0].node if query.places else None
    words = asked.value if isinstance(asked, Field) else asked
    if not isinstance(words, Words):
        return ""
    if words.quoted:
        return "The words without quotation marks may find more."
    return (
        "A shorter beginning may find more." if words.prefix else "A shorter beginning, with * after it, may find more."
    )


@register.filter
def only_these_words(search: Search) -> str:
    """The query with the names that stand in it in quotation marks."""
    written, places, named = search.query.written, search.query.places, by_words(search.named)
    pieces, at, first = [], 0, 0
    while first < len(places):
        run = leading_name([place.node for place in places[first:]], named)
        if run:
            pieces += [written[at : places[first].start], f'"{" ".join(words_of(run))}"']
            at = places[first + len(run) - 1].end
        first += max(1, len(run))
    return "".join([*pieces, written[at:]])


@register.simple_tag
def problem_place(query: Query, problem: Problem) -> SafeString:
    """The piece of the query that was not understood, marked, with a few letters around it."""
    start, end = problem.start, min(problem.end, problem.start + LONGEST)
    first, last = max(0, start - BEFORE), end + BEFORE
    if first:  # cut between two words, where there are two
        first = query.written.find(" ", first, start) + 1 or start
    if last < len(query.written):
        last = max(end, query.written.rfind(" ", end, last + 1))
    return format_html(
        '<code>{}{}<mark class="hit">{}</mark>{}{}</code>',
        "…" if first else "",
        query.written[first:start],
        query.written[start:end],
        query.written[end:last],
        "…" if last < len(query.written) else "",
    )
