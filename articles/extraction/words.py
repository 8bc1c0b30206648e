"""Word lists: data files with one entry a line, read once."""

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@cache
def word_list(name: str) -> frozenset[str]:
    """Lower-cased entries of data/<name>.txt; blank lines and # comments dropped."""
    lines = (DATA / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(line.strip().lower() for line in lines if line.strip() and not line.startswith("#"))
