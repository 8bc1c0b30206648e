"""Pages as a browser saves them whole, with their pictures and styles in one file: MHTML (RFC 2557).

What is read is the page itself; the rest of the file goes with it.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from email.policy import Compat32

from articles.extraction.types import RawArticle
from articles.readers.content import Content
from articles.readers.decoding import charset
from articles.readers.errors import ReadError, TooMuch
from articles.readers.html import read_html

SIGN = re.compile(rb"^content-type:\s*+multipart/related\b", re.IGNORECASE | re.MULTILINE)
HEADER = re.compile(rb"(?:from|subject|date|mime-version|content-type|snapshot-content-location):", re.IGNORECASE)
PAGE = ("text/html", "application/xhtml+xml")
MARK = "utf-8-sig"
MOST_PARTS, LONGEST_HEADER = 10_000, 20_000


class Bounded(Compat32):
    """Headers as they are, but for one so long that its parameters would take its square to read."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        if sum(map(len, sourcelines)) > LONGEST_HEADER:
            raise TooMuch(f"a header of more than {LONGEST_HEADER:,} characters")
        return super().header_source_parse(sourcelines)


def is_mhtml(content: Content) -> bool:
    return bool(HEADER.match(content.head.lstrip()) and SIGN.search(content.head))


def read_mhtml(content: Content) -> Iterator[RawArticle]:
    """The one article of the page. Raises ReadError."""
    if content.data.count(b"\n--") > MOST_PARTS:
        raise ReadError(content.path, f"more than {MOST_PARTS:,} parts", "save the page alone")
    try:
        whole = message_from_bytes(content.data.lstrip(), policy=Bounded())
        page = next((part for part in whole.walk() if part.get_content_type() in PAGE), None)
    except RecursionError as error:
        raise ReadError(content.path, "parts inside each other too deep", "save the page again") from error
    words = page and _decoded(page)
    if not words:
        raise ReadError(content.path, "no page in this MHTML", "save the page again, or remove it")
    inner = Content(content.path, io.BytesIO(words), content.limits, content.inside, content.columns)
    for article in read_html(inner):
        yield replace(article, format="mhtml", url=article.url or _address(page, whole))


def _decoded(page: Message) -> bytes:
    """The bytes of the page, and what they are in: what its part says is nearer to it than what the page says."""
    words = page.get_payload(decode=True) or b""
    try:
        return words.decode(charset(page.get_content_charset() or "")).encode(MARK)
    except (LookupError, ValueError):
        return words


def _address(*parts: Message) -> str:
    said = (str(part.get(name, "")) for part in parts for name in ("Content-Location", "Snapshot-Content-Location"))
    return next((address for address in said if address.startswith(("https://", "http://"))), "")
