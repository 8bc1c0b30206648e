"""Extraction in a process of its own, which is given articles and gives back what was read in them."""

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence

from articles.extraction.nlp import load_nlp, passing_words
from articles.extraction.pipeline import extract, parse_together
from articles.extraction.structure import build_document
from articles.extraction.types import Extraction, RawArticle

logger = logging.getLogger(__name__)


def prepare(model: str) -> None:
    """Load the model; leave it to the parent to hear an interruption, and end with the parent, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=[multiprocessing.parent_process()], daemon=True).start()
    load_nlp(model)


def _end_with(parent: multiprocessing.Process) -> None:
    parent.join()
    os._exit(1)


def read_article(article: RawArticle, model: str) -> Extraction:
    nlp = load_nlp(model)
    with passing_words(nlp):
        return extract(build_document(article), nlp)


def read_articles(articles: Sequence[RawArticle], model: str) -> list[Extraction | None]:
    """What is read in several articles, in less time than one by one; None where that fails."""
    nlp = load_nlp(model)
    try:
        with passing_words(nlp):
            documents = [build_document(article) for article in articles]
            docs = parse_together(documents, nlp)
            return [_tried(extract, document, nlp, doc) for document, doc in zip(documents, docs, strict=True)]
    except Exception:
        logger.exception("Articles could not be read together, and are read one by one")
        return [_tried(read_article, article, model) for article in articles]


def _tried(read: Callable[..., Extraction], *told: object) -> Extraction | None:
    try:
        return read(*told)
    except Exception:  # a rule may fail in any way, and fails again for whoever asks for this article alone
        logger.exception("An article could not be read")
        return None
