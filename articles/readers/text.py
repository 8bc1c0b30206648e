"""Plain text: one article a file, headline first."""

from articles.extraction.types import RawArticle


def read_text(path: str) -> RawArticle:
    with open(path, encoding="utf-8-sig", newline=None) as file:
        return RawArticle(path=path, text=file.read())
