"""Breaks files of every format in every way, and reads them: `python scripts/fuzz.py --seconds 60`.

With atheris (pip install atheris) what is tried next follows what the readers did; without it chance alone does. A file
that makes a reader fail is kept beside the database, and the exit status is 1.
"""

import argparse
import hashlib
import signal
import sys
import time
import traceback
from contextlib import nullcontext
from pathlib import Path
from random import Random, SystemRandom

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

try:
    import atheris  # an option: it has to be compiled for each Python
except ImportError:
    atheris, watched = None, nullcontext()
else:
    watched = atheris.instrument_imports(include=["articles"])  # what is imported there, it follows

with watched:
    from articles.tests.broken import accident, broken, samples

KEPT = Path(__file__).resolve().parent.parent / "var" / "fuzz"
MOST_SECONDS = 20  # of CPU, for a file of some hundred thousand bytes
LONGEST = 20_000  # of one token in a row: what takes its square to read is seen
EVERY_WAY = 0.5  # the share of files that are broken in our ways; libFuzzer breaks the others in its own


class Endless(BaseException):
    """A file is read for longer than any may take; no reader catches it."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3600, help="default: an hour")
    parser.add_argument("--seed", type=int, help="the same files again")
    options = parser.parse_args()
    seed = SystemRandom().randrange(1 << 32) if options.seed is None else options.seed
    print(f"{'with atheris' if atheris else 'by chance'}, seed {seed}", flush=True)
    return led(options.seconds, seed) if atheris else by_chance(options.seconds, seed)


def by_chance(seconds: float, seed: int) -> int:
    random, files = Random(seed), samples()  # noqa: S311 (files of no secret)
    end, tried = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        tried += 1
        if not is_fine(broken(random.choice(files), files, random, longest=LONGEST)):
            return 1
    print(f"{tried:,} files, no accident")
    return 0


def led(seconds: float, seed: int) -> int:
    """Never returns: libFuzzer ends the process, with status 77 where a file made a reader fail.

    What it found worth keeping is where the next run begins.
    """
    files = samples()
    corpus = KEPT / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for file in files:
        (corpus / named(file)).write_bytes(file)

    def mutated(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)  # noqa: S311 (files of no secret)
        made = broken(data, files, random) if random.random() < EVERY_WAY else bytes(atheris.Mutate(data, most))
        return made[:most]

    def one(data: bytes) -> None:
        if not is_fine(data):
            raise SystemExit(1)

    flags = (
        f"-max_total_time={int(seconds)}",
        f"-seed={seed}",
        "-max_len=20000",
        "-timeout=0",
        "-report_slow_units=60",
        f"-artifact_prefix={KEPT}/",
        "-rss_limit_mb=4096",
    )
    atheris.Setup([sys.argv[0], *flags, str(corpus)], one, custom_mutator=mutated)
    atheris.Fuzz()
    return 0


def is_fine(data: bytes) -> bool:
    """Read a file; where that fails or does not end, say how and keep it."""
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
    try:
        told = accident(data)
    except (Exception, Endless):
        told = traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    if told:
        path = KEPT / named(data)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(f"{told}\nkept as {path}", file=sys.stderr)
    return not told


def stop(_signal: int, _frame: object) -> None:
    raise Endless


def named(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


if __name__ == "__main__":
    signal.signal(signal.SIGVTALRM, stop)
    sys.exit(main())
