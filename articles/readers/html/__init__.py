"""Pages as a browser or a crawler saved them."""

import re
from collections.abc import Iterator

from articles.extraction.dates import parse_date
from articles.extraction.types import Precision, RawArticle, Role
from articles.readers.composing import compose
from articles.readers.content import Content
from articles.readers.decoding import decode_markup
from articles.readers.errors import ReadError
from articles.readers.html.facts import read_facts
from articles.readers.html.page import read_page
from articles.readers.html.tree import parse_page

SIGN = re.compile(r"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


def _clearer(said: str, printed: str) -> str:
    """The date of the page's data, unless only what is printed says the day: 03/04/2024 may be two of them."""
    date = parse_date(said)
    is_open = bool(date) and date.precision is Precision.YEAR
    beside = parse_date(printed) if is_open and printed else None
    return printed if beside and (beside.value or "").startswith(date.value) else said or printed


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
        authors=facts.authors or page.authors,
        published=_clearer(facts.published, page.published),
        publisher=facts.publisher,
        section=facts.section,
        language=facts.language,
        url=facts.url,
        provenance=facts.provenance,
        warnings=(warning,) if warning else (),
    )
    if not any(passage.role is Role.BODY for passage in page.passages):
        raise ReadError(content.path, "no story on the page", "check that it was saved whole, or remove it")
    yield compose(article, page.passages, most=content.limits.passages)
