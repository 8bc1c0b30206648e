"""Plain text: one article a file, headline first."""

from collections.abc import Iterator

from articles.extraction.types import RawArticle
from articles.readers.content import Content
from articles.readers.errors import ReadError

MAX_LINE = 200_000
"""Characters in one line. A longer one is kept only where it is made of words."""
WORD_LENGTHS = (3, 20)
"""Least and most characters that the words of a long line have on average, each with its blank."""


def is_text(content: Content) -> bool:
    """Never by what it holds: what shows itself to be nothing else is read as text, or refused in its words."""
    return False


def read_text(content: Content) -> Iterator[RawArticle]:
    """The file as it is, with only a byte-order mark dropped and line ends made one. Raises ReadError."""
    decoded, warning = content.decoded
    text = decoded.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_unreadable(text, content.path)
    yield RawArticle(path=content.path, text=text, warnings=(warning,) if warning else ())


def _refuse_unreadable(text: str, path: str) -> None:
    if not text.strip():
        raise ReadError(path, "the file has only blank lines", "put an article into it or remove it")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ReadError(path, "a NUL character, which no text has", "remove it", line=line)
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE and not _has_words(line):
            problem = f"a line of {len(line):,} characters that is not made of words"
            raise ReadError(path, problem, "break it into paragraphs, or remove what is no article", line=number)


def _has_words(line: str) -> bool:
    """Whether a line can be prose: data in one line has no blanks, or little else."""
    shortest, longest = WORD_LENGTHS
    words = len(line.split())
    return words * shortest <= len(line) <= words * longest
