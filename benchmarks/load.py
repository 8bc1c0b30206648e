"""Measures fifty readers at once: how many pages a second, how long they wait, what fails, and what memory it takes.

    DATA_DIR=... DATABASE_URL=... python benchmarks/load.py [--readers N] [--seconds N]

against a database made by `manage.py make_archive`. The archive is served on loopback as `make run` serves it, with
two workers of four threads. Each reader asks one page after the other, in an order of their own. They begin with a
quarter of the time that does not count: whether the memory of a worker is flat shows once each has made each page.
"""

import argparse
import http.client
import os
import statistics
import sys
import threading
import time
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ["HTTPS"] = "False"

import django

django.setup()

from benchmarks.questions import questions
from benchmarks.server import PORT, ask, memory, reader, served
from benchmarks.table import Row, show

MOST_PAGES = 10_000  # of one reader, whatever the clock says


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    addresses = [question.address for question in questions()]
    took: list[float] = []
    errors: list[str] = []
    with reader() as cookie, served(workers=2, threads=4) as server:
        _crowd(addresses, cookie, options.readers, options.seconds / 4, [], errors)
        before = memory(server)
        _crowd(addresses, cookie, options.readers, options.seconds, took, errors)
        after = memory(server)
    for error in sorted(set(errors))[:10]:
        print(error)
    return 0 if show(_rows(took, errors, before, after, options.seconds)) else 1


def _crowd(addresses: list[str], cookie: str, readers: int, seconds: float, took: list, errors: list) -> None:
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_read, args=(addresses, cookie, until, seed, took, errors)) for seed in range(readers)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def _read(addresses: list[str], cookie: str, until: float, seed: int, took: list, errors: list) -> None:
    rng, connection = Random(seed), http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    for _ in range(MOST_PAGES):
        if time.monotonic() > until:
            break
        address = rng.choice(addresses)
        began = time.perf_counter()
        try:
            status, _ = ask(connection, address, cookie)
        except (OSError, http.client.HTTPException) as error:
            errors.append(f"{address}: {error!r}")
            connection.close()
            continue
        took.append(time.perf_counter() - began)
        if status != 200:
            errors.append(f"{address}: {status}")
    connection.close()


def _rows(took: list[float], errors: list[str], before: float, after: float, seconds: int) -> list[Row]:
    return [
        Row(what="pages a second", ours=len(took) / seconds),
        Row(what="seconds that a reader waits, median", ours=statistics.median(took), digits=2),
        Row(what="seconds that a reader waits, 95th percentile", ours=statistics.quantiles(took, n=20)[-1], digits=2),
        Row(what="errors", ours=len(errors), reach=0, most=True, digits=0),
        Row(what="MB of the workers before", ours=before, digits=0),
        Row(what="MB of the workers after, share of before", ours=after / before, reach=1.2, most=True, digits=2),
    ]


if __name__ == "__main__":
    sys.exit(main())
