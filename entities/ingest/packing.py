"""What was read in a file as bytes, for another process or machine to store."""

import importlib
import io
import pickle
import zlib
from dataclasses import replace
from typing import Any

from articles.extraction.types import Extraction
from articles.readers.errors import ReadError
from entities.ingest.looking import Found, Item

# Nothing else is made out of packed bytes, whoever wrote them: plain values, and what reading a file gives.
OURS = (
    "articles.extraction.types",
    "articles.extraction.spans",
    "articles.extraction.provenance",
    "articles.readers.fingerprint",
    "entities.ingest.looking",
    "entities.report",
    "entities.store.articles",
    "entities.store.files",
)
PLAIN = {"frozenset", "set"}


def pack(item: Item, extraction: Extraction | None = None) -> bytes:
    known = item.file.known and replace(item.file.known, failures=[])
    item = replace(item, file=replace(item.file, known=known))
    error = None
    if isinstance(item, Found) and isinstance(item.article, ReadError):
        told = item.article
        error, item = (told.path, told.problem, told.remedy, told.line, told.item), replace(item, article=None)
    return zlib.compress(pickle.dumps((item, error, extraction), protocol=5), level=1)


def unpack(packed: bytes) -> Item:
    """Raises pickle.UnpicklingError for anything that `pack` does not make."""
    item, error, extraction = _Careful(io.BytesIO(zlib.decompress(packed))).load()
    if error:
        path, problem, remedy, line, place = error
        return replace(item, article=ReadError(path, problem, remedy, line=line, item=place))
    return replace(item, extraction=lambda: extraction) if extraction else item


class _Careful(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module in OURS or (module == "builtins" and name in PLAIN):
            found = getattr(importlib.import_module(module), name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is nothing that was read in a file")
