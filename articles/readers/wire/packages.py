"""What holds a package back holds back the items that it names, as far as they came with it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from articles.extraction.dates import parse_date
from articles.readers.errors import ReadError


@dataclass(frozen=True, slots=True)
class Package:
    """What an item that is made of others is called, until when it is held back, and which others it names."""

    name: str
    embargo: str
    named: frozenset[str]


def embargoes_of(packages: Iterable[Package]) -> dict[str, str]:
    """What holds each named item back, also in a package inside another: whichever lasts longest."""
    by_name = defaultdict(list)
    for package in packages:
        by_name[package.name].append(package)
    held = [package for found in by_name.values() for package in found if package.embargo]
    reached: dict[str, str] = {}
    for outer in sorted(held, key=lambda package: _until(package.embargo), reverse=True):
        waiting = [outer]
        while waiting:
            named = waiting.pop().named - reached.keys()
            reached |= dict.fromkeys(named, outer.embargo)
            waiting += [inner for name in sorted(named) for inner in by_name.get(name, ())]
    return reached


def longest(*embargoes: str) -> str:
    return max(embargoes, key=_until)


def out_of_reach(packages: Iterable[Package], items: Iterable[str], path: str) -> list[ReadError]:
    """What is told of packages under embargo that name items which came, or will come, in other files.

    Those say for themselves when they may be published: what was read before cannot be taken back, and what is not
    here yet is not known.
    """
    packages, known = list(packages), set(items)
    known |= {package.name for package in packages}
    held = [package for package in packages if package.embargo and package.named - known]
    if not held:
        return []
    missing = sorted({name for package in held for name in package.named} - known)
    problem = f"a package under embargo ({held[0].embargo:.100}) names {_counted(missing)} not in its file"
    return [ReadError(path, problem, "check that each says its own embargo, or ingest them in one message")]


def _counted(names: Sequence[str]) -> str:
    return f"an item ({names[0]:.100})" if len(names) == 1 else f"{len(names):,} items ({names[0]:.100} and others)"


def _until(embargo: str) -> tuple[bool, bool, float]:
    """What embargoes are compared by: one without a moment that can be read lasts longest."""
    if not embargo:
        return False, False, 0.0
    date = parse_date(embargo)
    try:
        moment = datetime.fromisoformat(date.value if date and date.value else embargo)
    except ValueError:
        return True, True, 0.0
    return True, False, (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
