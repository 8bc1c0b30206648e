"""Pages as a browser or a crawler saved them."""

import html
import re
from collections.abc import Iterator, Sequence

from articles.extraction.credits import is_agency, is_person
from articles.extraction.dates import parse_date
from articles.extraction.types import Precision, RawArticle, Role
from articles.readers.composing import Passage, compose
from articles.readers.content import Content
from articles.readers.decoding import decode_markup
from articles.readers.errors import ReadError
from articles.readers.html.dates import address_date
from articles.readers.html.facts import read_facts
from articles.readers.html.page import read_page
from articles.readers.html.printed import marked_authors
from articles.readers.html.tree import parse_page
from articles.readers.wire.story import words_passages

SHOWN = 0.5  # of a story, from which on the page itself is read
SIGN = re.compile(r"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


def _clearer(said: str, printed: str) -> str:
    """The date of the page's data, unless only what is printed says the day: 03/04/2024 may be two of them."""
    date = parse_date(said)
    is_open = bool(date) and date.precision is Precision.YEAR
    beside = parse_date(printed) if is_open and printed else None
    return printed if beside and (beside.value or "").startswith(date.value) else said or printed


def _named(printed: Sequence[str], house: tuple[str, ...]) -> tuple[str, ...]:
    """Who is printed as the author; where the data names the outlet, that gives way to a person or an agency only."""
    own = " ".join(house).lower()
    others = (name for name in printed if name.lower() not in own and (is_person(name) or is_agency(name)))
    return tuple(others if house else printed) or house


def is_html(content: Content) -> bool:
    return content.opening.startswith("<") and bool(SIGN.match(content.opening))


def read_html(content: Content) -> Iterator[RawArticle]:
    """The one article of a page. Raises ReadError."""
    markup, warning = decode_markup(content.data, content.path)
    root = parse_page(markup, content)
    facts = read_facts(root)
    page = read_page(root, facts)
    article = RawArticle(
        path=content.path,
        format="html",
        text="",
        headline=facts.headline,
        authors=facts.authors or _named(page.authors or marked_authors(root), facts.house),
        published=_clearer(facts.published, page.published) or address_date(facts.url) or facts.updated or page.told,
        publisher=facts.publisher,
        section=facts.section,
        language=facts.language,
        url=facts.url,
        provenance=facts.provenance,
        warnings=(warning,) if warning else (),
    )
    passages = _with_story(page.passages, facts.story)
    if not any(passage.role is Role.BODY for passage in passages):
        raise ReadError(content.path, "no story on the page", "check that it was saved whole, or remove it")
    yield compose(article, passages, most=content.limits.passages)


def _with_story(passages: Sequence[Passage], told: str) -> Sequence[Passage]:
    """The page with the story of its data, where scripts or a paywall would put most of that into it."""
    shown = sum(len(passage.words) for passage in passages if passage.role is Role.BODY)
    if not told or shown > len(told) * SHOWN:
        return passages
    return [*(passage for passage in passages if passage.role is not Role.BODY), *words_passages(html.unescape(told))]
