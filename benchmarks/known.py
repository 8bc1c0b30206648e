"""Measures what it costs to find out who an article's people are where very many are known.

    python benchmarks/known.py [--people N] [--articles N]

A fresh archive, SQLite in a folder of its own or with DATABASE_URL a database of PostgreSQL that may be emptied (its
name has to end in "_throughput"), is filled with 1,000 invented people and the names that articles print for them, then
with N. At either size the people of the same number of articles are looked up and resolved, in a process of its own: of
eight people six are known by the full name that is printed, one is known to nobody, one is printed by surname alone.
Times are of the CPU, in PostgreSQL, which works in another process, of the wall.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from string import ascii_uppercase

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.table import Row, show

FEW, MANY, LOT = 1_000, 1_000_000, 50_000
KNOWN = 6
MERGED = 250  # of so many people one has been merged into another
NOBODY = "Xerxes"


def start_archive() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django  # the settings are read only where an archive is measured

    django.setup()


def names() -> Iterator[str]:
    """Names that are all different, in an order of their own."""
    from newsroom.invented.words import words  # of the archive

    given, roots, endings = words("given_names"), words("surname_roots"), words("surname_endings")
    number, step, place = len(given) * len(ascii_uppercase) * len(roots) * len(endings), 7_368_787, 0
    while True:
        rest, first = divmod(place, len(given))
        rest, middle = divmod(rest, len(ascii_uppercase))
        root, ending = divmod(rest, len(endings))
        yield f"{given[first]} {ascii_uppercase[middle]}. {roots[root]}{endings[ending]}"
        place = (place + step) % number


def fill(first: int, last: int) -> None:
    """Make the people from one number to another known, each with the names that articles print for them."""
    from itertools import islice

    from django.utils import timezone

    from articles.extraction.people.names import normalise
    from entities.models import Alias, Person
    from entities.store.names import alias_kind, sort_name
    from newsroom.invented.loading import bulk_loading, count_on, write
    from newsroom.invented.sheets import Sheet

    people, aliases, now = Sheet(Person, last=first), Sheet(Alias, last=2 * first), timezone.now()
    review = ("full-name", 0.9, None, "machine", None, None)
    with bulk_loading():
        for number, name in enumerate(islice(names(), first, last), start=first + 1):
            survivor = None if number % MERGED else number - 1
            people.add(name, f"person-{number}", sort_name(name), "", survivor, survivor, now, *review)
            for alias in (name, name.split()[-1]):
                aliases.add(number, alias, normalise(alias), alias_kind(alias, name))
            if number % LOT == 0 or number == last:
                write(people)
                write(aliases)
    count_on([Person, Alias])


def look_up(people: int, articles: int) -> dict[str, float]:
    """Resolve the people of some articles; milliseconds of the middle one and of one in twenty, and megabytes."""
    from itertools import islice

    from django.db import connection

    from articles.extraction.structure import build_document
    from articles.extraction.types import Extraction, PersonChain, RawArticle
    from entities.store import load_directory

    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    rng = Random(7)
    known = [name for number, name in enumerate(islice(names(), people), start=1) if number % MERGED]
    document = build_document(RawArticle(path="a.txt", text="Lock opens\n\nIt opened on Friday."))
    casts = []
    for _ in range(articles + 1):
        *full, stranger, short = rng.sample(known, KNOWN + 2)
        surname = short.split()[-1]
        chains = [PersonChain(name=name, aliases=(name.split()[-1],), mentions=()) for name in full]
        chains.append(PersonChain(name=f"{NOBODY} {stranger.split()[-1]}", mentions=()))
        chains.append(PersonChain(name=surname, mentions=()))
        casts.append((Extraction(document=document, people=tuple(chains)), full))
    del known
    before, times, wrong = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, [], 0
    for extraction, full in casts:
        began = clock()
        resolved = load_directory(chain.name for chain in extraction.people).resolve_all(extraction)
        times.append(1000 * (clock() - began))
        said = [one.person.name if one.person else one.outcome.value for one in resolved]
        wrong += said != [*full, "new", "ambiguous"]
    times = sorted(times[1:])  # the first one opens the connection
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "p50": times[len(times) // 2], "p95": times[len(times) * 95 // 100],
        "MB": (peak - before) / 1024, "wrong": wrong / len(casts),
    }  # fmt: skip


def own_process(data: Path, *options: object) -> str:
    known = {"DATA_DIR": str(data), "SECRET_KEY": "measure" * 10, "HTTPS": "False"}
    command = [sys.executable, *map(str, options)]
    return subprocess.run(
        command, env=os.environ | known, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=MANY)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--fill", type=int, nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--look-up", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if (url := os.environ.get("DATABASE_URL", "")) and not url.endswith("_throughput"):
        parser.error("DATABASE_URL: everything in it would be removed; name a database that ends in _throughput")
    if options.fill or options.look_up:
        start_archive()
        print(fill(*options.fill) if options.fill else json.dumps(look_up(options.look_up, options.articles)))
        return 0
    with tempfile.TemporaryDirectory() as place:
        data, told, rows = Path(place), {}, []
        own_process(data, "manage.py", "migrate", "--verbosity", "0")
        own_process(data, "manage.py", "flush", "--no-input", "--verbosity", "0")
        for first, people in ((0, FEW), (FEW, options.people)):
            own_process(data, __file__, "--fill", first, people)
            looked = own_process(data, __file__, "--look-up", people, "--articles", options.articles)
            told[people] = json.loads(looked)
            for what, unit in (("p50", "ms, p50"), ("p95", "ms, p95"), ("MB", "MB more")):
                rows.append(Row(what=f"an article's people, {people:,} known, {unit}", ours=told[people][what]))
            rows.append(Row(what="share of articles resolved wrongly", ours=told[people]["wrong"], reach=0, most=True))
        for what in ("p50", "p95"):
            ratio = told[options.people][what] / told[FEW][what]
            rows.append(Row(what=f"the one beside the other, {what}", ours=ratio, reach=2, most=True, digits=2))
    return 0 if show(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
