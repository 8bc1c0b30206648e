"""Measures taking lists away: rows a second, and what memory a worker takes for many rows beside few.

    DATA_DIR=... DATABASE_URL=... python benchmarks/exports.py [--rows N]

against a database made by `manage.py make_archive`. The archive is served on loopback by one worker, as
`make run` would serve it. Each form of the quotes, the widest table, is asked for over the whole of HTTP: of a year
that has about so many of them, for the time; and of all, cut off after so many times its bytes, for the memory.
"""

import argparse
import http.client
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ["HTTPS"] = "False"

import django

django.setup()

from django.db.models import Sum

from benchmarks.server import PORT, memory, reader, served
from benchmarks.table import Row, show
from entities.models import Tally

FORMS = ("csv", "json", "xlsx")
TIMES = 3  # as much again is read for the memory
PIECE = 1 << 16


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000)
    options = parser.parse_args()
    years = Tally.objects.filter(of="quote", year__gt=0).values_list("year").annotate(rows=Sum("number"))
    year, number = min(years, key=lambda one: abs(one[1] - options.rows))
    rows = []
    with reader() as cookie:
        for form in FORMS:
            with served(threads=2) as server:  # one thread alone is taken for dead after 30 s
                _taken(f"/quotes.{form}?year={year}&sort=newest", cookie, 2_000_000)
                before = memory(server)
                size, seconds = _taken(f"/quotes.{form}?year={year}", cookie)
                _taken(f"/quotes.{form}", cookie, TIMES * size)
                after = memory(server)
            rows.append(Row(what=f"{form}: rows a second, of {number:,}", ours=number / seconds, reach=5_000, digits=0))
            rows.append(
                Row(
                    what=f"{form}: MB of the worker, share of before",
                    ours=after / before,
                    reach=1.2,
                    most=True,
                    digits=2,
                )
            )
    return 0 if show(rows) else 1


def _taken(address: str, cookie: str, most: int = sys.maxsize) -> tuple[int, float]:
    """How many bytes of an address were read, at most `most`; and in how many seconds."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=600)
    began, size = time.perf_counter(), 0
    connection.request("GET", address, headers={"Cookie": cookie})
    answer = connection.getresponse()
    if answer.status != 200:
        sys.exit(f"{address}: {answer.status}")
    while size < most and (piece := answer.read(PIECE)):
        size += len(piece)
    seconds = time.perf_counter() - began
    connection.close()
    return size, seconds


if __name__ == "__main__":
    sys.exit(main())
