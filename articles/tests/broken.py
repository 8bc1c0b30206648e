"""Files of every format, broken in any way: what the readers must take without an accident."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from random import Random

from articles.extraction.structure import build_document
from articles.readers.content import Content
from articles.readers.errors import ReadError
from articles.readers.formats import ENDINGS
from articles.readers.limits import Limits
from articles.readers.reading import read_content

SAMPLES = Path(__file__).parent / "cases" / "formats"
ENDS = ("", *sorted(ENDINGS))
ANPA = (
    b"\x16\x16\x01a0123\x1f\x1fi-----\r\nr i\x13\x11BC-Ferry 03-04 0345\r\n"
    b"\x02^Ferry stays in<\r\n   PORT (HP) _ It stayed.<\r\n\x03"
)
AP = (
    b'{"data": {"item": {"altids": {"itemid": "0f"}, "headline": "Ferry", '
    b'"body_nitf": "<block><p>It stayed.</p></block>"}}}'
)
PAGE = (
    b'<!doctype html><html><head><title>Ferry</title><script type="application/ld+json">{"@type": "NewsArticle", '
    b'"headline": "Ferry", "author": {"name": "Tom Reed"}}</script></head><body><article><h1>Ferry</h1><figure><img>'
    b"<figcaption>The quay. Photo: Ann Ferris</figcaption></figure><p>It stayed in harbour.</p></article></body></html>"
)
ANS = (
    b'{"type": "story", "_id": "A", "headlines": {"basic": "Ferry"}, "content_elements": [{"type": "text", "content": '
    b'"It <b>stayed</b>."}, {"type": "image", "caption": "The quay", "credits": {"by": [{"name": "Ann Ferris"}]}}]}'
)
LABELLED = (
    b"1 of 2 DOCUMENTS\n\nThe Courier\n\nMarch 4, 2024\n\nFerry stays in\n\nBYLINE: Tom Reed\n\nBODY:\n\nIt stayed.\n\n"
    b"LOAD-DATE: March 5, 2024\n\n2 of 2 DOCUMENTS\n\nTITLE: The quay\nDATE: 4 maart 2024\n\nBODY:\nIt closed.\n"
)
MHTML = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; "
    b"charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: http://a.example/\r\n\r\n"
    + PAGE.replace(b"=", b"=3D")
    + b"\r\n--b--\r\n"
)
MARKDOWN = b"---\ntitle: Ferry\nauthors: [Tom Reed]\n---\n\n# Ferry\n\nIt *stayed*.\n"
# What readers look for: put anywhere, it leads them on.
TOKENS = (
    b"<nitf>", b"</p>", b"<![CDATA[", b"&amp;", b"&#0;", b"&e;", b"<!DOCTYPE a [", b"]]>", b"<figcaption>", b"<script>",
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\x01", b"\x02", b"\x03", b"\x1f\x8b", b"PK\x03\x04", b"ustar", b'"', b"'",
    b"{", b"}", b"[", b"]", b",", b":", b"\\u", b"\\ud800", b"null", b"1e999", b"-", b"---\n", b"\r\n", b"\n\n", b"=",
    b"^", b"\xe2\x80\xae", b"\xe2\x80\x9c", b"a0123\n",
    b"BODY:\n", b"DATE: 4. M\xc3\xa4rz 2024\n", b'"articleBody": "',
    b" ", b"\t", b"A ", b"AA ", b"By ", b"Photo: ", b"(AP) ",
    b"2024-02-30", b"9999999999999", b"sep=;\n", b"<item>", b"</item>",
)  # fmt: skip


def samples() -> list[bytes]:
    """A good file of every format."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.md", MARKDOWN)
    files = [path.read_bytes() for path in sorted(SAMPLES.iterdir())]
    return [*files, ANPA, ANS, AP, LABELLED, MHTML, PAGE, MARKDOWN, b"Ferry stays in\n\nIt stayed.\n", held.getvalue()]


def broken(data: bytes, others: Iterable[bytes], random: Random, *, longest: int = 2_000) -> bytes:
    """The file with some of its bytes cut out, doubled, turned, or replaced by pieces of others and by tokens.

    A token comes once, or in a row of up to `longest`.
    """
    made, pool = bytearray(data), list(others)
    for _ in range(random.randint(1, 8)):
        at = random.randint(0, len(made))
        end = min(len(made), at + random.choice((0, 1, 4, 60, 1_000)))
        other = random.choice(pool)
        start = random.randint(0, max(0, len(other) - 1))
        made[at:end] = random.choice(
            (
                b"",
                random.choice(TOKENS),
                random.choice(TOKENS) * random.choice((2, 30, longest)),
                bytes(made[at:end]) * 2,
                other[start : start + random.choice((10, 200))],
                random.randbytes(random.randint(1, 8)),
            )
        )
    return bytes(made)


def accident(data: bytes) -> str:
    """What went wrong in reading a file; "" where it gave articles, or errors in words of ours.

    Its name ends in any way: where the words tell no format, the ending does.

    Raises what a reader, or the structure of what it gave, raises.
    """
    name = f"file{ENDS[len(data) % len(ENDS)]}"
    for found in read_content(Content(name, io.BytesIO(data), Limits(file_bytes=2_000_000))):
        if isinstance(found, ReadError):
            if found.problem.startswith("reading it failed"):
                return str(found)
            continue
        document = build_document(found)
        if "".join(label.span.of(document.text) for label in document.spans) != document.text:
            return "labels that do not cover the text"
    return ""
