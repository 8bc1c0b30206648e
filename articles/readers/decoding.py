"""Bytes to text: which encoding a file is in, or a clear word that it is in none."""

import codecs
import re
from typing import BinaryIO

import charset_normalizer

from articles.readers.errors import ReadError

# UTF-32 stands before UTF-16: its little-endian mark begins with the one of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SIGNATURES = {b"%PDF-": "a PDF", b"PK\x03\x04": "a ZIP archive or an office document", b"\x1f\x8b": "a gzip archive"}
# Word processors write a line break inside a paragraph as a vertical tab.
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v")) + b"\x7f"
HIGH = bytes(range(128, 256))
SAVE_AS_UTF8 = "save it as UTF-8 text"

WESTERN = "cp1252"
# What news text in a western encoding has beside ASCII: letters with accents, quotation marks, dashes, signs.
WESTERN_CHARACTERS = re.compile(r"[À-ÖØ-öø-ÿŒœŠšŽžŸ‘’“”‚„‹›«»–—…•€£¥©®™°§·½¼¾¡¿º\u00a0]")
# No western language has so many accented letters in a row: this is another alphabet.
OTHER_ALPHABET = re.compile(r"[À-ÖØ-öø-ÿ]{4}")
MOST_MARKS = 0.25  # share of characters outside ASCII in a western text
UTF8_SEQUENCE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# charset-normalizer's measure of mess, 0 to 1; a clean text in its own encoding stays far below.
MOST_MESS = 0.05
LETTERS_FOR_A_GUESS = 40
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
MARKUP_HEAD = 4096
PIECE, MOST_PIECES = 1_000_000, 100
# Browsers read these labels so.
LABELS = {
    "iso-8859-1": WESTERN,
    "latin1": WESTERN,
    "latin-1": WESTERN,
    "us-ascii": WESTERN,
    "ascii": WESTERN,
}
# Ways to spell characters that Python calls encodings too: no page is in them, and some take its square to read.
SPELLINGS = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined"})


def decode(data: bytes, path: str) -> tuple[str, str]:
    """Return the text of `data` and a warning that says which encoding was used ("" for UTF-8).

    A byte-order mark is dropped. Raises ReadError where the bytes are no text, or where
    more than one encoding would do.
    """
    _refuse_binary(data, path)
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, path), _used(encoding) if encoding != "utf-8" else ""
    if b"\0" in data:
        encoding = _utf16_by_zeros(data) or _refuse_zeros(data, path)
        return _strictly(data, encoding, path), _used(encoding)
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        encoding = _legacy_encoding(data)
        if encoding is None:
            raise _undecodable(data, error, path) from error
    return data.decode(encoding), _used(encoding)


def encoding_of(file: BinaryIO, path: str) -> tuple[str, str]:
    """The encoding of a file that is too large to be held, and a warning ("" for UTF-8). Raises ReadError.

    It is looked through, though not to the end of a very large one; the first piece that is no UTF-8 tells what it is.
    """
    file.seek(0)
    head = file.read(PIECE)
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return ("utf-8-sig", "") if encoding == "utf-8" else (encoding[:6], _used(encoding))
    if b"\0" in head and (encoding := _utf16_by_zeros(head[: len(head) // 2 * 2])):
        return encoding, _used(encoding)
    decoder, piece, seen = codecs.getincrementaldecoder("utf-8")(), head, 0
    while piece and seen < MOST_PIECES:
        seen += 1
        try:
            decoder.decode(piece)
        except UnicodeDecodeError as error:
            if encoding := _legacy_encoding(piece):
                return encoding, _used(encoding)
            raise _undecodable(piece, error, path) from error
        piece = file.read(PIECE)
    return "utf-8", ""


def decode_markup(data: bytes, path: str) -> tuple[str, str]:
    """As `decode`, for a page, which may name its encoding and is read in any case: a browser does so too."""
    _refuse_binary(data, path)
    declared = CHARSET.search(data[:MARKUP_HEAD])
    name = declared[1].decode("ascii").lower() if declared else ""
    for encoding in ("utf-8", charset(name)):
        try:
            return data.decode(encoding), "" if name == encoding or encoding == "utf-8" else _used(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    try:
        return decode(data, path)
    except ReadError:
        if not name and not _is_damaged_utf8(data):
            return data.decode(WESTERN, "replace"), _used(WESTERN)
        return data.decode("utf-8", "replace"), f"Not valid UTF-8: what is not is shown as \ufffd. {SAVE_AS_UTF8}."


def charset(label: str) -> str:
    """The encoding that a page means by a label; "" for one that no page is in."""
    label = LABELS.get(label.lower(), label)
    try:
        return "" if codecs.lookup(label).name.replace("_", "-") in SPELLINGS else label
    except (LookupError, ValueError):
        return ""


def _used(encoding: str) -> str:
    return f"Not UTF-8: read as {encoding}. If accents or quotation marks look wrong, {SAVE_AS_UTF8}."


def _strictly(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error, path) from error


def _undecodable(data: bytes, error: UnicodeDecodeError, path: str) -> ReadError:
    line = data.count(b"\n", 0, error.start) + 1
    problem = f"not valid {error.encoding.upper()} (byte 0x{data[error.start]:02x}) and no other encoding is certain"
    return ReadError(path, problem, SAVE_AS_UTF8, line=line)


def _refuse_binary(data: bytes, path: str) -> None:
    for signature, what in SIGNATURES.items():
        if data.startswith(signature):
            raise ReadError(path, f"this is {what}, not a text file", "export the article as plain text")
    if data.startswith(tuple(mark for mark, _ in MARKS)) or _utf16_by_zeros(data):
        return
    controls = len(data) - len(data.translate(None, CONTROLS))
    if controls > max(1, len(data) // 100):
        raise ReadError(path, "this is a binary file, not text", "export the article as plain text")


def _utf16_by_zeros(data: bytes) -> str | None:
    """The byte order of unmarked UTF-16, seen from where the zero bytes of its ASCII letters stand."""
    even, odd, pairs = data[::2].count(0), data[1::2].count(0), len(data) // 2
    if len(data) % 2 or not pairs:
        return None
    if odd > pairs * 0.5 and even < pairs * 0.02:
        return "utf-16-le"
    if even > pairs * 0.5 and odd < pairs * 0.02:
        return "utf-16-be"
    return None


def _refuse_zeros(data: bytes, path: str) -> str:
    line = data.count(b"\n", 0, data.index(b"\0")) + 1
    raise ReadError(path, "a NUL byte, which no text has", f"remove it, or {SAVE_AS_UTF8}", line=line)


def _legacy_encoding(data: bytes) -> str | None:
    """The one encoding the bytes can be in, or None where that is not certain.

    Text with a few marks in a western encoding is told by what the marks become. Bytes that are for the most part
    good UTF-8 are a damaged UTF-8 file, which no encoding repairs; a few pairs of any Chinese text look so by chance.
    """
    if UTF8_SEQUENCE.search(data):
        return None if _is_damaged_utf8(data) else _detected(data)
    return WESTERN if _is_western(data) else _detected(data)


def _is_damaged_utf8(data: bytes) -> bool:
    good = sum(len(found[0]) for found in UTF8_SEQUENCE.finditer(data))
    return good * 2 >= len(data) - len(data.translate(None, HIGH))


def _is_western(data: bytes) -> bool:
    try:
        text = data.decode(WESTERN)
    except UnicodeDecodeError:
        return False
    marks = [character for character in text if not character.isascii()]
    is_plausible = len(marks) < len(text) * MOST_MARKS and not OTHER_ALPHABET.search(text)
    return is_plausible and all(map(WESTERN_CHARACTERS.match, marks))


def _detected(data: bytes) -> str | None:
    """What charset-normalizer finds, where there is enough text and it finds one clean answer."""
    if len(data) - len(data.translate(None, HIGH)) < LETTERS_FOR_A_GUESS:
        return None
    best = charset_normalizer.from_bytes(data).best()
    if best is None or best.percent_chaos > MOST_MESS * 100 or best.percent_coherence == 0:
        return None
    return best.encoding
