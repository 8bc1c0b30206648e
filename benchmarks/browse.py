"""Measures every list, page, search and completion through the whole of HTTP, beside the same question in SQL.

    DATA_DIR=... DATABASE_URL=... python benchmarks/browse.py [--rounds N] [--only WORDS] [--keep FILE] [--beside FILE]

against a database made by `manage.py make_archive`. One worker of gunicorn answers on loopback, as `make run` starts
it; each page is asked for once in a fresh server (cold), then N times. The statements run in this process, in turns
with the pages, over a connection of their own; they bring what the page is about, and no more. The queries of a page
are counted by Django. A page misses the reach where its median is above 3 times the SQL plus 15 ms, where its 95th
percentile is above 3 times its median, or where it asks more than 25 queries. `--keep` writes the medians into a file;
`--beside` holds those of another archive, kept so, beside these: a page of the larger one should take twice as long at
most.
"""

import argparse
import http.client
import json
import os
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ["HTTPS"] = "False"

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from benchmarks.questions import Question, questions
from benchmarks.server import PORT, ask, reader, served

TIMES, MORE, SPREAD, MOST_QUERIES = 3, 15, 3, 25  # milliseconds
TWICE = 2


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds; and how many queries the page asked."""

    question: Question
    cold: float
    middle: float
    most: float
    sql: float
    queries: int
    failed: bool

    @property
    def misses(self) -> list[str]:
        reach = TIMES * self.sql + MORE
        told = [f"above {reach:.0f} ms"] if self.middle > reach else []
        told += ["uneven"] if self.most > SPREAD * self.middle else []
        told += ["too many queries"] if self.queries > MOST_QUERIES else []
        return ["FAILED"] if self.failed else told


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--only", default="", help="Questions whose name holds these words.")
    parser.add_argument("--keep", type=Path, help="Write the medians into this file.")
    parser.add_argument("--beside", type=Path, help="A file of medians of another archive.")
    options = parser.parse_args()
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    asked = [question for question in questions() if options.only in question.name]
    print(f"{Article.objects.count():,} articles, {connection.vendor}, {options.rounds} rounds; milliseconds")
    print(f"\n{'':42}{'cold':>8}{'p50':>8}{'p95':>8}{'SQL':>8}{'queries':>9}")
    with reader() as cookie, served():
        page = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
        first = {question: _took(lambda question=question: ask(page, question.address, cookie)) for question in asked}
        measured = [_measure(question, first[question], page, cookie, options.rounds) for question in asked]
    missing = sum(bool(one.misses) for one in measured)
    print(f"\n{len(measured) - missing} of {len(measured)} are within the reach.")
    middles = {one.question.name: round(one.middle, 1) for one in measured}
    if options.keep:
        options.keep.write_text(json.dumps(middles, indent=1), "utf-8")
    if options.beside:
        _compare(middles, json.loads(options.beside.read_text("utf-8")))
    return 1 if missing else 0


def _compare(middles: dict[str, float], others: dict[str, float]) -> None:
    """Say which pages take more than twice as long here as there, and how many take less."""
    times = {name: middle / others[name] for name, middle in middles.items() if name in others}
    for name, more in sorted(times.items(), key=lambda one: -one[1]):
        if more > TWICE:
            print(f"{name:42}{others[name]:8.1f}{middles[name]:8.1f}  {more:.1f} x")
    within = sum(more <= TWICE for more in times.values())
    print(f"{within} of {len(times)} take at most {TWICE} times as long as there.")


def _took(task) -> float:
    began = time.perf_counter()
    task()
    return 1000 * (time.perf_counter() - began)


def _measure(question: Question, cold: float, page, cookie: str, rounds: int) -> Measured:
    statuses, pages, statements = set(), [], []
    _ask_sql(question)
    for _ in range(rounds):
        pages.append(_took(lambda: statuses.add(ask(page, question.address, cookie)[0])))
        statements.append(_took(lambda: _ask_sql(question)))
    most = statistics.quantiles(pages, n=20)[-1] if rounds > 1 else pages[0]
    failed = statuses != {200}
    middle, sql = statistics.median(pages), statistics.median(statements)
    one = Measured(question, cold, middle, most, sql, _queries(question, cookie), failed)
    figures = f"{one.cold:8.1f}{one.middle:8.1f}{one.most:8.1f}{one.sql:8.1f}{one.queries:9}"
    print(f"{question.name:42}{figures}   {', '.join(one.misses)}".rstrip(), flush=True)
    return one


def _ask_sql(question: Question) -> None:
    with connection.cursor() as cursor:
        for sql, params in question.sql:
            cursor.execute(sql, params)
            cursor.fetchall()


def _queries(question: Question, cookie: str) -> int:
    client = Client(headers={"cookie": cookie})
    with CaptureQueriesContext(connection) as asked:
        client.get(question.address)
    return len(asked)


if __name__ == "__main__":
    sys.exit(main())
