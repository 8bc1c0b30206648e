"""A reader that kills its own process over one article: a module of its own, as processes load it without Django."""

import os
import signal
from collections.abc import Sequence

from articles.extraction.types import Extraction, RawArticle
from articles.extraction.working import read_article, read_articles

DEADLY = "m00.txt"


def read_or_die(article: RawArticle, model: str) -> Extraction:
    if article.path.endswith(DEADLY):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_article(article, model)


def read_all_or_die(articles: Sequence[RawArticle], model: str) -> list[Extraction | None]:
    if any(article.path.endswith(DEADLY) for article in articles):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_articles(articles, model)
