"""Word lists: data files with one entry a line, read once."""

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
UPPER = "".join(char for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00)) if (char := chr(code)).isupper())
"""Every capital of the Latin alphabets, for character classes: Ş and Ł begin names as S and L do."""


@cache
def word_list(name: str) -> frozenset[str]:
    """Lower-cased entries of data/<name>.txt; blank lines and # comments dropped."""
    lines = (DATA / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(line.strip().lower() for line in lines if line.strip() and not line.startswith("#"))
