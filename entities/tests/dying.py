"""A reader that kills its own process over one article: a module of its own, as processes load it without Django."""

import os
import signal

from articles.extraction.types import Extraction, RawArticle
from articles.extraction.working import read_article

DEADLY = "m00.txt"


def read_or_die(article: RawArticle, model: str) -> Extraction:
    if article.path.endswith(DEADLY):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_article(article, model)
