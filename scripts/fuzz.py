"""Breaks files of every format in every way, and reads them: `python scripts/fuzz.py --seconds 60`.

With atheris (pip install atheris) what is tried next follows what the readers did; without it chance alone does. A file
that makes a reader fail is kept beside the database, and the exit status is 1.
"""

import argparse
import hashlib
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
        if not is_fine(broken(random.choice(files), files, random)):
            return 1
    print(f"{tried:,} files, no accident")
    return 0


def led(seconds: float, seed: int) -> int:
    """Never returns: libFuzzer ends the process, with status 77 where a file made a reader fail."""
    files = samples()

    def one(data: bytes) -> None:
        random = Random(hashlib.sha256(data).digest())  # noqa: S311 (files of no secret)
        made = data if len(data) > 200 else broken(random.choice(files), [*files, data or b"\0"], random)
        if not is_fine(made):
            raise SystemExit(1)

    atheris.Setup([sys.argv[0], f"-max_total_time={int(seconds)}", f"-seed={seed}", "-max_len=4000"], one)
    atheris.Fuzz()
    return 0


def is_fine(data: bytes) -> bool:
    """Read a file; where that fails, say how and keep it."""
    try:
        told = accident(data)
    except Exception:
        told = traceback.format_exc()
    if told:
        KEPT.mkdir(parents=True, exist_ok=True)
        path = KEPT / hashlib.sha256(data).hexdigest()[:16]
        path.write_bytes(data)
        print(f"{told}\nkept as {path}", file=sys.stderr)
    return not told


if __name__ == "__main__":
    sys.exit(main())
