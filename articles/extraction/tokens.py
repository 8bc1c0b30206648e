"""What the model says of every token, as plain lists: going through a Doc makes an object of each token anew."""

from dataclasses import dataclass

import numpy as np
from spacy.attrs import DEP, HEAD, IDX, ORTH, POS, TAG
from spacy.tokens import Doc

KEPT = "plain"
"""Under this name a Doc keeps its lists, so that they are made once an article."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """One entry a token in each list."""

    starts: list[int]  # its first character
    text: list[str]
    lower: list[str]
    tag: list[str]
    pos: list[str]
    dep: list[str]
    heads: list[int]  # the token on which it hangs


def read_tokens(doc: Doc) -> Tokens:
    """The lists of a Doc that the model has read."""
    if KEPT not in doc.user_data:
        doc.user_data[KEPT] = _plain(doc)
    return doc.user_data[KEPT]


def _plain(doc: Doc) -> Tokens:
    if not len(doc):
        return Tokens([], [], [], [], [], [], [])
    starts, heads, *named = doc.to_array([IDX, HEAD, ORTH, TAG, POS, DEP]).T
    text, tag, pos, dep = (_words(doc, column) for column in named)
    lower = [word.lower() for word in text]
    heads = (heads.astype(np.int64) + np.arange(len(doc))).tolist()
    return Tokens(starts.tolist(), text, lower, tag, pos, dep, heads)


def _words(doc: Doc, keys: np.ndarray) -> list[str]:
    """The words behind the keys of the model's vocabulary."""
    listed = keys.tolist()
    words = {key: doc.vocab.strings[key] for key in set(listed)}
    return [words[key] for key in listed]
