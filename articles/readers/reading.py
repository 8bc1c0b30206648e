"""A file of any format to the articles in it."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from articles.extraction.types import RawArticle
from articles.readers.content import Content, open_content
from articles.readers.errors import ReadError, TooMuch, in_words
from articles.readers.formats import find_format, is_beside
from articles.readers.limits import Limits


def read_file(
    path: str, *, limits: Limits, columns: Mapping[str, str] | None = None
) -> Iterator[RawArticle | ReadError]:
    """Every article of a file in its order, and in the place of each that cannot be read the error that says why.

    `columns` names columns of tables by what they hold. Raises nothing; an error may also stand alone, for the whole
    file, or last, where the rest of a file is lost.
    """
    try:
        with open_content(path, limits, columns) as content:
            yield from read_content(content)
    except ReadError as error:
        yield error


def read_stream(file: BinaryIO, path: str, *, limits: Limits) -> Iterator[RawArticle | ReadError]:
    """The articles of an open, seekable file, as `read_file` gives them; `path` is what messages call it."""
    return read_content(Content(path, file, limits))


def read_content(content: Content) -> Iterator[RawArticle | ReadError]:
    found, is_read = 0, False
    try:
        for article in find_format(content).read(content):
            if isinstance(article, Content) and is_beside(article):
                continue
            is_read = True
            if isinstance(article, Content):
                yield from read_content(article)
                continue
            found += 1
            if found > content.limits.articles:
                problem = f"more than {content.limits.articles:,} articles"
                raise ReadError(content.path, problem, "split the file")
            yield article
        if not is_read:
            raise ReadError(content.path, "nothing in it that could be an article", "check what it is, or remove it")
    except ReadError as error:
        yield error
    except TooMuch as error:
        yield error.at(content.path)
    # Libraries that read a format may fail in any way on a file made for it; it stays with the file.
    except Exception as error:
        yield ReadError(content.path, in_words(error), "check that the file is whole")
