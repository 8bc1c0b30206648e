"""Files made to do harm: each takes a folder and puts one into it. Nothing of them is kept in the project."""

import base64
import gzip
import io
import json
import os
import socket
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

SAID = "Ada Quill said on Friday that the lock would open."
WORDS = f"Lock opens\n\n“We waited nine years,” {SAID}\n"
HEAD = "<body.head><hedline><hl1>Lock opens</hl1></hedline></body.head>"
NITF = f"<nitf><body>{HEAD}<body.content>{{}}</body.content></body></nitf>"
HTML = "<!doctype html><html><head><title>Lock opens</title></head><body><article><h1>Lock opens</h1>{}</article>"
GIGABYTE = 1_000_000_000
SECRET = "the password is eel pie"

Make = Callable[[Path], None]
REFUSED: dict[str, tuple[Make, str]] = {}
READ: dict[str, Make] = {}


def _write(name: str, data: str | bytes) -> Make:
    def make(folder: Path) -> None:
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))

    return make


def _sparse(name: str, start: bytes) -> Make:
    """A file of a gigabyte in one line, which takes no room."""

    def make(folder: Path) -> None:
        with (folder / name).open("wb") as file:
            file.write(start)
            file.truncate(GIGABYTE)

    return make


def _zip(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def _tar(*entries: tuple[tarfile.TarInfo, bytes]) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for entry, data in entries:
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return held.getvalue()


def _entry(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, link
    return entry


def _zip_link() -> bytes:
    entry = zipfile.ZipInfo("link.txt")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    return held.getvalue()


def _overlapping() -> bytes:
    """A zip whose entries all point at the same bytes: each is small, all of them together are not."""
    data = bytearray(_zip({"a.txt": WORDS.encode() * 40}))
    at = data.index(b"PK\x01\x02")
    directory, end = bytes(data[at : data.index(b"PK\x05\x06")]), data.index(b"PK\x05\x06")
    many = 3_000
    tail = bytearray(data[end:])
    struct.pack_into("<HHLL", tail, 8, many, many, len(directory) * many, at)
    return bytes(data[:at]) + directory * many + bytes(tail)


def _encrypted() -> bytes:
    data = bytearray(_zip({"a.txt": WORDS.encode()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


def _lying_size() -> bytes:
    """A zip that says its file is small, and packs a large one."""
    data = bytearray(_zip({"a.txt": b"lock " * 5_000_000}))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 100)
    return bytes(data)


def _nested(depth: int) -> bytes:
    data = WORDS.encode()
    for level in range(depth):
        data = _zip({f"{level}.zip" if level else "a.txt": data})
    return data


def _bomb_in_bomb() -> bytes:
    inner = _zip({f"{n}.txt": b"lock " * 2_000_000 for n in range(3)})
    return _zip({f"{n}.zip": inner for n in range(3)})


def _fifo(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")


def _socket(folder: Path) -> None:
    listener = socket.socket(socket.AF_UNIX)
    here = os.getcwd()
    os.chdir(folder)  # the address of a socket is short
    try:
        listener.bind("socket.txt")
    finally:
        os.chdir(here)
        listener.close()


def _link(target: str, name: str = "link.txt") -> Make:
    return lambda folder: os.symlink(target, folder / name)


def _secret_beside(folder: Path) -> None:
    (folder.parent / "secret.txt").write_text(SECRET)
    os.symlink("../secret.txt", folder / "link.txt")


def _entities(depth: int) -> str:
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, depth))
    return f'<!DOCTYPE nitf [<!ENTITY e0 "lock lock lock ">{steps}]>'


def _cells(number: int) -> str:
    return ",".join(f"c{n}" for n in range(number))


REFUSED |= {
    # XML
    "deep-xml": (_write("a.xml", "<nitf>" * 100_000), "not well-formed XML"),
    "attributes-xml": (_write("a.xml", "<nitf " + " ".join(f'a{n}="1"' for n in range(300_000)) + "/>"), ""),
    "attributes-twice": (_write("a.xml", '<nitf a="1" a="2"/>'), "not well-formed XML"),
    "cut-xml": (_write("a.xml", NITF[:60]), "not well-formed XML"),
    "xml-of-another-encoding": (_write("a.xml", '<?xml version="1.0" encoding="no-such"?><nitf/>'), "XML"),
    "quadratic-entities": (
        _write("a.xml", f'<!DOCTYPE nitf [<!ENTITY a "{"x" * 100_000}">]><nitf>{"&a;" * 50_000}</nitf>'),
        "",
    ),
    "xml-of-nobodys-prefixes": (_write("a.xml", NITF.format("<a:p>a</b:p>" * 100_000)), "not well-formed XML"),
    # JSON
    "deep-json": (_write("a.json", '{"text": ' + "[" * 200_000), ""),
    "deep-json-objects": (_write("a.json", '{"text":' * 100_000 + "1" + "}" * 100_000), ""),
    "deep-json-line": (_write("a.jsonl", '{"a": ' + "[" * 100_000 + "\n" + '{"a": 1}\n'), ""),
    "number-without-end": (_write("a.json", '{"text": ' + "9" * 1_000_000 + "}"), ""),
    "json-that-is-none": (_write("a.json", '{"text": nope}'), "not JSON"),
    "no-article-in-json": (_write("a.json", "[1, 2, 3]"), ""),
    # archives
    "zip-bomb": (_write("a.zip", _zip({"a.txt": b"lock " * 4_000_000})), "times its size"),
    "zip-bomb-in-zip-bomb": (_write("a.zip", _bomb_in_bomb()), "times its size"),
    "zip-in-zip-in-zip": (_write("a.zip", _nested(8)), "deep"),
    "zip-that-lies": (_write("a.zip", _lying_size()), ""),
    "zip-with-a-password": (_write("a.zip", _encrypted()), "password"),
    "zip-with-a-link": (_write("a.zip", _zip_link()), "link"),
    "zip-cut": (_write("a.zip", _zip({"a.txt": WORDS.encode()})[:-30]), "broken archive"),
    "zip-with-a-broken-file": (
        _write("a.zip", _zip({"a.txt": WORDS.encode()}, zipfile.ZIP_STORED).replace(b"Lock opens", b"Lock opans")),
        "broken archive",
    ),
    "gzip-bomb": (_write("a.txt.gz", gzip.compress(b"lock " * 4_000_000)), "times its size"),
    "gzip-tail": (_write("a.txt.gz", gzip.compress(WORDS.encode()) + b"tail of rubbish"), "broken archive"),
    "gzip-cut": (_write("a.txt.gz", gzip.compress(WORDS.encode())[:-12]), "broken archive"),
    "tar-with-a-link": (_write("a.tar", _tar((_entry("l.txt", tarfile.SYMTYPE, "/etc/passwd"), b""))), "link"),
    "tar-with-a-hard-link": (_write("a.tar", _tar((_entry("l.txt", tarfile.LNKTYPE, "/etc/passwd"), b""))), "link"),
    "tar-with-a-device": (_write("a.tar", _tar((_entry("zero.txt", tarfile.CHRTYPE), b""))), "device"),
    "tar-with-a-pipe": (_write("a.tar", _tar((_entry("pipe.txt", tarfile.FIFOTYPE), b""))), "device"),
    "tar-cut": (_write("a.tar", _tar((_entry("a.txt"), WORDS.encode() * 50))[:1_000]), "broken archive"),
    # what is no file
    "pipe": (_fifo, "named pipe"),
    "socket": (_socket, "socket"),
    "link-to-a-device": (_link("/dev/zero"), "outside of what is read"),
    "link-out": (_secret_beside, "outside of what is read"),
    "link-to-a-folder-out": (_link("/etc", "folder"), "outside of what is read"),
    "link-to-nothing": (_link("nowhere.txt"), "does not exist"),
    "link-to-itself": (_link("link.txt"), "leads back to itself"),
    # a gigabyte in one line
    **{
        f"gigabyte-{ending}": (_sparse(f"a.{ending}", start), "")
        for ending, start in {
            "txt": b"Lock opens",
            "csv": b"title,text\n",
            "jsonl": b'{"text": "',
            "json": b'{"text": "',
            "xml": b"<nitf>",
            "html": b"<html><body>",
            "md": b"---\ntitle: ",
        }.items()
    },
    # what is no text
    "controls-named-text": (_write("a.txt", b"\0\1\2" * 50), "binary"),
    "picture-named-text": (_write("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20), "binary"),
    "pdf-named-text": (_write("a.txt", b"%PDF-1.7\n" + b"lock " * 100), "PDF"),
    "nothing": (_write("a.txt", b""), "empty"),
    "blank-lines": (_write("a.txt", "\n \n\t\n"), "blank"),
    "only-a-mark": (_write("a.txt", b"\xef\xbb\xbf"), "blank"),
    "nuls": (_write("a.txt", b"Lock opens\0\n\nIt did."), "NUL"),
    "all-nuls": (_write("a.txt", b"\0" * 5_000), ""),
    "half-utf8": (_write("a.txt", "Café — “Zoë”".encode() + b"\xff\xfe\xc3 and more"), "not valid UTF-8"),
    "half-utf16": (_write("a.txt", "Lock opens".encode("utf-16")[:-1]), "UTF-16"),
    "data-in-one-line": (_write("a.txt", "Lock opens\n\n" + "QUJD" * 200_000), "not made of words"),
    # tables
    "no-names-of-columns": (_write("a.csv", f'2024-03-04,"{WORDS * 3}"\n'), "names no columns"),
    "quotes-without-end": (_write("a.csv", 'title,text\nLock,"' + "It opens. " * 10_000), "broken table"),
    "columns-without-text": (_write("a.csv", _cells(50_000) + "\n" + _cells(50_000)), ""),
    # markdown
    "yaml-that-makes-objects": (
        _write("a.md", "---\ntitle: !!python/object/apply:os.system ['touch harm']\n---\n\nIt opens.\n"),
        "front matter",
    ),
    "yaml-too-deep": (_write("a.md", "---\ntitle: " + "[" * 20_000 + "\n---\n\nIt opens.\n"), "front matter"),
    # pages
    "elements-without-number": (_write("a.html", HTML.format("<p>Lock.</p>" * 70_000)), "elements"),
    "attributes-of-a-page": (
        _write("a.html", HTML.format("<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">x</p>")),
        "attributes",
    ),
    "page-without-words": (_write("a.html", HTML.format("<script>alert(1)</script>")), "no story"),
    # wires
    "wire-without-a-story": (_write("a.ip", b"\x01HPA0001\r\n\x02\r\n\x03\x04" * 3_000), "without a story"),
    "feed-without-entries": (_write("a.xml", "<rss><channel/></rss>"), "without articles"),
    "billion-laughs": (_write("a.xml", _entities(10) + NITF.format(f"<p>&e9;{SAID}</p>")), "entity amplification"),
    "deep-page": (_write("a.html", HTML.format("<div>" * 20_000 + f"<p>{SAID}</p><p>{SAID} Twice.</p>")), "no story"),
    "quotes-on-quotes": (_write("a.md", "# Lock\n\n" + ">" * 5_000 + " It opens.\n"), "no words"),
    "overlapping-zip": (_write("a.zip", _overlapping()), "overlap"),
    "headers-without-end": (
        _write("a.tst", b"a0123\n" * 50_000 + b"r i BC-Lock 03-04 0345\n^Lock opens<\n   It opens.<\n"),
        "",
    ),
}
READ |= {
    "xml-of-controls": _write("a.xml", NITF.format("<p>a\x01b said so.</p>")),
    "fields-without-end": _write(
        "a.txt", "HEADLINE: x\nSECTION: y\n" + "word word\n" * 100_000 + "BODY:\nIt was so.\n"
    ),
    "elements-in-elements": _write(
        "a.json",
        '{"headlines":{"basic":"x"},"content_elements":[' + '{"content_elements":[' * 80 + "]}" * 80 + ","
        '{"type":"text","content":"It was so."}]}',
    ),
    "yaml-bomb": _write(
        "a.md",
        "---\na: &a [x, x]\n"
        + "".join(
            f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}]\n"
            for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
        )
        + "title: *k\nauthor: *k\n---\n\n# Lock\n\nIt opens.\n",
    ),
    "entity-of-a-file": _write(
        "a.xml", f'<!DOCTYPE nitf [<!ENTITY s SYSTEM "../secret.txt">]>{NITF.format(f"<p>&s; {SAID}</p>")}'
    ),
    "entity-of-the-network": _write(
        "a.xml", f'<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/a.dtd">{NITF.format(f"<p>{SAID}</p>")}'
    ),
    "parameter-entity": _write(
        "a.xml", f'<!DOCTYPE nitf [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>{NITF.format(f"<p>{SAID}</p>")}'
    ),
    "xinclude": _write(
        "a.xml",
        NITF.format(f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="../secret.txt"/><p>{SAID}</p>'),
    ),
    "script-in-a-wire": _write("a.xml", NITF.format(f"<script>alert(1)</script><p onclick='x()'>{SAID}</p>")),
    "scripts-and-handlers": _write(
        "a.html",
        HTML.format(
            f"<script>alert(1)</script><p onclick='alert(2)'>{SAID}</p><p>{SAID} Twice.</p><svg onload=alert(3)></svg>"
            "<a href='javascript:alert(4)'>More about the lock in our pages</a><iframe src='file:///etc/passwd'></iframe>"
        ),
    ),
    "unclosed-page": _write(
        "a.html", f"<html><title>Lock</title><body><h1>Lock opens<p>{SAID}<p>{SAID} Twice.<p>{SAID} Thrice.<b><i>"
    ),
    "odd-characters-of-a-page": _write("a.html", HTML.format(f"<p>&#0;&#xD800;&#x110000; {SAID}</p><p>{SAID}</p>")),
    "page-data-without-end": _write(
        "a.html",
        HTML.format(f"<script type='application/ld+json'>{'[' * 50_000}</script><p>{SAID}</p><p>{SAID} Twice.</p>"),
    ),
    "feed-of-markup": _write(
        "a.xml",
        "<rss><channel><title>HP</title><item><title>&lt;script&gt;alert(1)&lt;/script&gt;Lock</title>"
        f"<link>javascript:alert(1)</link><guid>{'x' * 100_000}</guid><description>{SAID}</description>"
        "</item></channel></rss>",
    ),
    "lone-surrogates": _write("a.json", '{"title": "Lock \\ud800", "text": "Ada \\udfff Quill said: it opens."}'),
    "nuls-in-json": _write("a.json", json.dumps({"title": "Lo\0ck", "text": f"{SAID}\0"})),
    "keys-twice": _write("a.json", '{"title": "A", "title": "Lock", "text": "It opens."}'),
    "numbers-that-are-none": _write("a.json", '{"title": "Lock", "text": "It opens.", "date": NaN, "id": Infinity}'),
    "key-without-end": _write("a.json", json.dumps({"title": "Lock", "k" * 1_000_000: 1, "text": SAID})),
    "formulas": _write("a.csv", f'title,text,author\n=HYPERLINK("x"),{SAID},@SUM(1+1)\n'.replace('("x")', "(1)")),
    "columns-without-number": _write("a.csv", f"title,text,{_cells(20_000)}\nLock,It opens.,{_cells(20_000)}\n"),
    "nuls-in-a-table": _write("a.csv", "title,text\nLo\0ck,It op\0ens.\n"),
    "names-that-lead-out": _write(
        "a.zip", _zip({"../../out.txt": WORDS.encode(), "/etc/out.txt": WORDS.encode() + b"x"})
    ),
    "tar-names-that-lead-out": _write(
        "a.tar", _tar((_entry("../../out.txt"), WORDS.encode()), (_entry("/out2.txt"), b"Lock\n\nIt is shut."))
    ),
    "names-of-controls": _write("a.zip", _zip({"a\nb\x1b[31m.txt": WORDS.encode()})),
    "gzips-in-a-row": _write("a.txt.gz", gzip.compress(WORDS.encode()) + gzip.compress(b"\nMore of it.\n")),
    "right-to-left": _write("a.txt", "Lock opens\n\n“It opens,” said Ada \u202eQuill\u202c on Friday.\n"),
    "letters-of-two-alphabets": _write("a.txt", "Lock opens\n\n“It opens,” said Аda Quill on Friday.\n"),
    "no-width": _write("a.txt", "Lock opens\n\n“It opens,” said A\u200bda Quill on Friday.\n"),
    "marks-on-marks": _write("a.txt", "Lock opens\n\n“It opens,” said Ada Quill." + "\u0301" * 20_000 + "\n"),
    "escapes-of-a-terminal": _write("a.txt", "Lock opens \x1b[2J\n\n“It opens,” said Ada Quill.\n"),
    "brackets-without-end": _write("a.md", "# Lock\n\n" + "[" * 20_000 + "(" * 20_000 + " It opens.\n"),
    "quotation-marks": _write("a.txt", "Lock opens\n\n" + "“" * 20_000 + " said Ada Quill.\n"),
    "utf7": _write("a.html", HTML.format(f'<meta charset="utf-7"><p>+ADw-script+AD4- {SAID}</p><p>{SAID} Twice.</p>')),
}


def _package(number: int, *named: str) -> str:
    refs = "".join(f"<itemRef residref='{name}'/>" for name in named)
    meta = "<itemMeta><embargoed>2099-01-01T00:00:00Z</embargoed></itemMeta>"
    return f"<packageItem guid='p{number}'>{meta}<groupSet><group>{refs}</group></groupSet></packageItem>"


def _g2(inside: str) -> str:
    return f"<newsItem guid='a'><itemMeta/><contentSet>{inside}</contentSet></newsItem>"


def _ninjs(**said: object) -> str:
    return json.dumps({"uri": "urn:a", "versioncreated": "2024-03-04"} | said)


def _rss(entry: str) -> str:
    return (
        f"<rss xmlns:dc='d' xmlns:media='http://search.yahoo.com/mrss/'><channel><item>{entry}</item></channel></rss>"
    )


def _teletype(story: bytes) -> bytes:
    return b"\x01HPA0001\r\n\x02" + story + b"\r\n\r\n" + SAID.encode() + b"\x03"


def _mhtml(*types: str) -> bytes:
    """A page in parts inside each other, or beside each other."""
    parts = (f"Content-Type: {type}\n\n--b{number}\n" for number, type in enumerate(types, start=1))
    page = "Content-Type: text/html\n\n" + HTML.format(f"<p>{SAID}</p><p>{SAID} Twice.</p>")
    return f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b0\n\n--b0\n{''.join(parts)}{page}".encode()


def _anpa(header: bytes) -> bytes:
    return (
        b"\x01a0123\x1f\x1fi-----\r\nr i\x13\x11"
        + header
        + b"\r\n\x02^Lock opens<\r\n   "
        + SAID.encode()
        + b"\r\n\x03"
    )


REFUSED |= {
    "parts-without-number": (_write("a.mhtml", _mhtml() + b"\n--b0\n" * 500_000), "more than 10,000 parts"),
    "parameters-of-a-part": (_write("a.mhtml", _mhtml("text/html;" + " a*0=b;" * 500_000)), "a header of more than"),
    "parts-too-deep": (
        _write("a.mhtml", _mhtml(*(f"multipart/related; boundary=b{n}" for n in range(1, 5_000)))),
        "inside each other too deep",
    ),
    "packages-in-a-ring": (
        _write(
            "a.xml",
            "<newsMessage><itemSet>"
            + "".join(_package(n, f"p{(n + 1) % 3_000}", "far") for n in range(3_000))
            + "</itemSet></newsMessage>",
        ),
        "not in its file",
    ),
    "items-in-items": (
        _write("a.xml", f"<NewsML>{'<NewsItem><NewsComponent>' * 110}{'</NewsComponent></NewsItem>' * 110}</NewsML>"),
        "without words",
    ),
    "items-that-name-each-other": (
        _write(
            "a.xml",
            "<NewsML>"
            + "<NewsItem Duid='a'><NewsComponent><NewsItemRef NewsItem='#a'/></NewsComponent></NewsItem>" * 5_000
            + "</NewsML>",
        ),
        "without its items",
    ),
    "json-in-a-wire-too-deep": (
        _write("a.xml", _g2(f"<inlineData contenttype='application/json'>{'[' * 100_000}</inlineData>")),
        "without words",
    ),
    "base64-that-is-none": (_write("a.xml", _g2("<inlineData encoding='base64'>%%%%</inlineData>")), "without words"),
    "figures-in-figures": (_write("a.json", _ninjs(body_xhtml="<figure>" * 5_000 + SAID)), "without words"),
    "tags-without-number": (_write("a.json", _ninjs(body_html="<p>Lock." + "<b>a</b>" * 150_000)), "tags"),
    "answers-in-answers": (_write("a.json", '{"a":' * 90 + f'[{{"text": "{SAID}"}}]' + "}" * 90), "without a text"),
    "toml-too-deep": (_write("a.md", f"+++\na = {'[' * 5_000}\n+++\n\n{SAID}\n"), "not TOML"),
    "toml-of-names-without-end": (_write("a.md", f"+++\n{'a.' * 20_000}b = 1\n+++\n\n{SAID}\n"), "not TOML"),
    "cells-without-number": (_write("a.csv", f"title,text\nLock,{'It opens.,' * 200_000}\n"), "more cells"),
}
READ |= {
    "xml-of-controls": _write("a.xml", NITF.format("<p>a\x01b said so.</p>")),
    "lists-in-lists": _write("a.json", f'{{"title": "Lock", "text": {"[" * 900}"{SAID}"{"]" * 900}}}'),
    "alternatives-of-alternatives": _write(
        "a.xml",
        "<NewsML><NewsItem>"
        + "<NewsComponent EquivalentsList='yes'>" * 200
        + f"<ContentItem><DataContent>{SAID}</DataContent></ContentItem>"
        + "</NewsComponent>" * 200
        + "</NewsItem></NewsML>",
    ),
    "media-in-media": _write("a.xml", NITF.format("<media>" * 200 + SAID + "</media>" * 200 + f"<p>{SAID}</p>")),
    "base64-of-scripts": _write(
        "a.xml",
        _g2(
            "<inlineData contenttype='text/html' encoding='base64'>"
            + base64.b64encode(f"<script>alert(1)</script><p onclick='alert(2)'>{SAID}</p>".encode()).decode()
            + "</inlineData>"
        ),
    ),
    "captions-that-stay-open": _write(
        "a.xml", _rss(f"<title>Lock</title><description>{'[caption id=&quot;a&quot; ' * 50_000}{SAID}</description>")
    ),
    "names-without-end": _write(
        "a.xml",
        _rss(f"<title>Lock</title><dc:creator>{'Ada Quill, ' * 20_000}</dc:creator><description>{SAID}</description>"),
    ),
    "pictures-of-pictures": _write(
        "a.json",
        _ninjs(
            body_text=SAID,
            associations={
                str(n): {"type": "composite", "associations": {"a": {"type": "picture", "caption": SAID}}}
                for n in range(2_000)
            },
        ),
    ),
    "braces-that-stay-open": _write("a.md", "# Lock\n\n" + "{{< figure " * 20_000 + "{% " * 20_000 + f"\n\n{SAID}\n"),
    "scripts-in-markdown": _write(
        "a.md", f"# Lock\n\n<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n{SAID}\n"
    ),
    "json-over-a-text": _write("a.md", '{"a":' * 300 + "1" + "}" * 300 + f"\n\n{SAID}\n"),
    "embargoes-without-end": _write("a.tst", _teletype(b"EMBARGO " * 20_000)),
    "lines-without-end": _write("a.tst", _teletype(b"a-\n" * 50_000)),
    "capitals-without-end": _write("a.tst", _teletype(b"A" * 50_000 + b"a\r\n\r\n")),
    "blanks-without-end": _write("a.tst", _teletype(b"Lock" + b" " * 200_000 + b"opens\r\n\r\n")),
    "escapes-without-end": _write("a.tst", _teletype(b"\x1b[" * 100_000)),
    "blanks-below-a-story": _write("a.tst", _teletype(SAID.encode() + b"\r\n" + b" " * 300_000 + b"\x03")),
    "blanks-of-a-header": _write("a.anpa", _anpa(b"BC-Lock 03-04" + b" " * 100_000 + b"0345")),
    "ends-without-end": _write("a.anpa", _anpa(b"BC-Lock 03-04 0345\r\n" + b"<" * 200_000 + b"x")),
    "hashes-without-end": _write("a.md", f"---\ndate: 2024-03-04\n---\n\n# Lock {'#' * 200_000} opens\n\n{SAID}\n"),
    "author-without-end": _write(
        "a.xml",
        _rss(f"<title>Lock</title><dc:creator>{'a' * 500_000}</dc:creator><description>{SAID}</description>"),
    ),
    "address-without-end": _write(
        "a.xml",
        _rss(f"<title>Lock</title><author>{'@' * 500_000}</author><description>{SAID}</description>"),
    ),
    "rule-without-end": _write("a.json", json.dumps({"title": "Lock", "text": f"{SAID}\n\n{'-' * 300_000}"})),
    "charset-of-no-page": _write(
        "a.html", HTML.format(f"<meta charset=punycode><p>{SAID}</p><p>{SAID}</p>").encode() + b"\xff" * 2_000_000
    ),
    "parts-in-parts": _write("a.mhtml", _mhtml(*(f"multipart/related; boundary=b{n}" for n in range(1, 200)))),
    "headers-of-a-part": _write("a.mhtml", _mhtml("text/html\n" + "X: y\n" * 200_000)),
    "captions-in-data": _write(
        "a.html",
        HTML.format(f"<p>{SAID}</p><p>{SAID} Twice.</p>" + f"<a data-caption='{'<b>' * 300} alert'>x</a>" * 500),
    ),
    "articles-in-articles": _write(
        "a.html", HTML.format("<article>" * 150 + f"<p>{SAID}</p><p>{SAID} Twice.</p>" + "<figure>x</figure>" * 1_000)
    ),
}
