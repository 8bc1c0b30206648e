"""Extraction in a process of its own, which is given articles and gives back what was read in them."""

import multiprocessing
import os
import signal
import threading

from articles.extraction.nlp import load_nlp
from articles.extraction.pipeline import extract
from articles.extraction.structure import build_document
from articles.extraction.types import Extraction, RawArticle


def prepare(model: str) -> None:
    """Load the model; leave it to the parent to hear an interruption, and end with the parent, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=[multiprocessing.parent_process()], daemon=True).start()
    load_nlp(model)


def _end_with(parent: multiprocessing.Process) -> None:
    parent.join()
    os._exit(1)


def read_article(article: RawArticle, model: str) -> Extraction:
    return extract(build_document(article), load_nlp(model))
