"""The one form in which every benchmark shows its figures: ours beside those of others, and what must be reached."""

import importlib.util
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure. `reach` is the least that will do, or the most where `most` says so; None: it is only shown."""

    what: str
    ours: float
    reach: float | None = None
    most: bool = False
    peer: float | str = ""  # the best other reader on the same articles
    human: float | str = ""
    digits: int = 1

    @property
    def fails(self) -> bool:
        ours = round(self.ours, self.digits)
        return self.reach is not None and (ours > self.reach if self.most else ours < self.reach)


def show(rows: Iterable[Row]) -> bool:
    """Print the rows; whether every one reaches what it must."""
    rows = tuple(rows)
    print(f"\n{'':58}{'ours':>9}{'peer':>9}{'human':>7}{'reach':>10}")
    for row in rows:
        reach = "" if row.reach is None else f"{'<=' if row.most else '>='} {row.reach:g}"
        figures = f"{row.ours:>9,.{row.digits}f}{row.peer:>9}{row.human:>7}{reach:>10}"
        print(f"{row.what:58}{figures}{'   FAILS' if row.fails else ''}".rstrip())
    return not any(row.fails for row in rows)


def load_module(path: Path) -> ModuleType:
    """The evaluator that lies beside the articles."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None or not path.exists():
        sys.exit(f"{path}: no such evaluator")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
