"""Measures a whole ingest, from files to rows, beside the spaCy pipeline alone on the same texts.

    python benchmarks/throughput.py [--articles N] [--rounds N] [--memory [FILES]]

Everything runs on a fresh archive in a folder of its own: SQLite, or with DATABASE_URL a database of PostgreSQL that
may be emptied (its name has to end in "_throughput"). The articles are those of the fictional sample, each with a line
of its own, so that no two are the same. One process is measured in CPU seconds, several are in seconds on the wall, of
which a busy machine makes nonsense; the best of the rounds counts, and each round measures everything once. The
pipeline alone is as spaCy loads it, given eight texts at a time as in an ingest, with its attribute ruler, in whose
place an ingest looks the same classes up, and with spaCy's own arithmetic, where an ingest lets NumPy multiply. How
much faster two workers are is measured beyond the first 16 articles, by a run over these alone: two processes load the
model at once, which takes as long as in one, and is not the reading of files. What storing an article takes is the CPU
of the process that has two others read, and reading it what one process takes beside that. Unchanged files are small
ones, 2,000 of them. With --memory the peaks of two runs over small articles are compared, of 1,000 files and of so
many, each with somebody new, which takes a while.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.table import Row, show

SAMPLE = ROOT / "seeds" / "fictional"
FEW, MANY = 1_000, 100_000
UNCHANGED = 2_000
FIRST = 16
SYLLABLES = ("bar", "den", "fol", "gar", "hal", "kin", "len", "mor", "nor", "pel")  # of a digit each


def write_articles(folder: Path, number: int) -> list[str]:
    """So many articles, each of its own: those of the sample with a number in every place of their names."""
    folder.mkdir(parents=True)
    sample = [path.read_text("utf-8-sig") for path in sorted(SAMPLE.rglob("*.txt"))]
    texts = []
    for n in range(number):
        text = sample[n % len(sample)] + f"\n\nThis is edition {n} of the archive's own measure.\n"
        (folder / f"{n // 1000:03}").mkdir(exist_ok=True)
        (folder / f"{n // 1000:03}" / f"{n:06}.txt").write_text(text, "utf-8")
        texts.append(text)
    return texts


def write_small(folder: Path, number: int) -> None:
    """So many short articles, each with somebody of its own: who is known grows as the files do."""
    for n in range(number):
        (folder / f"{n // 1000:03}").mkdir(parents=True, exist_ok=True)
        text = f"Lock {n} opens\n\n“Number {n} opened on Friday,” said Ada {_surname(n)}, a keeper.\n"
        (folder / f"{n // 1000:03}" / f"{n:06}.txt").write_text(text, "utf-8")


def _surname(number: int) -> str:
    """A surname that no other number has."""
    return "".join(SYLLABLES[int(digit)] for digit in str(number)).capitalize()


def alone(texts: list[str]) -> float:
    """CPU seconds that the pipeline takes by itself."""
    from articles.extraction.nlp import bare_pipeline  # the model loads only where it is measured

    nlp = bare_pipeline()
    list(nlp.pipe(texts[:2]))
    began = time.process_time()
    for _ in nlp.pipe(texts, batch_size=8):
        pass
    return time.process_time() - began


def known(data: Path) -> dict[str, str]:
    """The environment of the archive that is measured."""
    return os.environ | {"DATA_DIR": str(data), "SECRET_KEY": "measure" * 10, "HTTPS": "False"}


def manage(data: Path, *command: str) -> None:
    subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *command], env=known(data), check=True, capture_output=True
    )


def ingest(data: Path, folder: Path, workers: int = 1) -> tuple[float, float]:
    """Seconds on the wall and CPU seconds of a run in a process of its own, once Python and the model are there."""
    code = (
        "import os, sys, time, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'newsroom.settings'; django.setup();"
        "from articles.extraction.nlp import load_nlp; from entities.configured import newsroom_settings;"
        "from entities.ingest import IngestOptions, ingest;"
        "workers = int(sys.argv[2]); load_nlp(newsroom_settings().model) if workers == 1 else None;"
        "began, cpu = time.perf_counter(), time.process_time(); options = IngestOptions(workers=workers);"
        "report = ingest([sys.argv[1]], newsroom=newsroom_settings(), options=options);"
        "print(time.perf_counter() - began, time.process_time() - cpu, report.seen, report.failed)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(folder), str(workers)],
        env=known(data), check=True, capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    wall, cpu, seen, failed = told.stdout.split()
    assert (failed, int(seen) > 0) == ("0", True), told.stdout
    return float(wall), float(cpu)


def empty(data: Path) -> None:
    manage(data, "migrate", "--verbosity", "0")
    manage(data, "flush", "--no-input", "--verbosity", "0")
    manage(data, "rebuild_search")  # whose tables are no models', which `flush` empties


def peak(data: Path, folder: Path) -> float:
    """The most memory, in MB, that a run over a folder took; runs before it are none of it."""
    command = [sys.executable, str(ROOT / "manage.py"), "ingest_seeds", str(folder)]
    run = subprocess.Popen(command, env=known(data), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(run.pid, 0)
    assert status == 0, "the ingest failed"
    return usage.ru_maxrss / 1024


def measure(data: Path, place: Path, articles: int, rounds: int) -> list[Row]:
    texts, _ = write_articles(place / "articles", articles), write_articles(place / "first", FIRST)
    took: dict[str, list[float]] = {"alone": [], "one": [], "one cpu": [], "two": [], "two cpu": []}
    for _ in range(rounds):
        took["alone"].append(alone(texts))
        for workers, name in ((2, "two"), (1, "one")):
            empty(data)
            start, _ = ingest(data, place / "first", workers)
            empty(data)
            wall, cpu = ingest(data, place / "articles", workers)
            took[name].append(wall - start)
            took[f"{name} cpu"].append(cpu)
    best = {what: min(times) for what, times in took.items()}
    number = len(texts)
    return [
        Row(what="articles a CPU second, the pipeline alone", ours=number / best["alone"], digits=1),
        Row(what="articles a CPU second, files to rows, one process", ours=number / best["one cpu"], digits=1),
        Row(
            what="files to rows, share of the pipeline alone", ours=best["alone"] / best["one cpu"], reach=0.8, digits=2
        ),
        Row(what="articles a second, files to rows, one process", ours=(number - FIRST) / best["one"], digits=1),
        Row(what="articles a second, files to rows, two workers", ours=(number - FIRST) / best["two"], digits=1),
        Row(what="two workers beside one process", ours=best["one"] / best["two"], reach=1.8, digits=2),
        Row(what="CPU ms to store an article (S)", ours=1000 * best["two cpu"] / number, digits=1),
        Row(what="CPU ms to read one (E)", ours=1000 * (best["one cpu"] - best["two cpu"]) / number, digits=1),
    ]


def passing_by(data: Path, folder: Path, rounds: int) -> Row:
    write_small(folder, UNCHANGED)
    empty(data)
    ingest(data, folder)
    took = min(ingest(data, folder)[1] for _ in range(rounds))
    return Row(what="unchanged files passed by, a CPU second", ours=UNCHANGED / took, reach=2000, digits=0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=int, nargs="?", const=MANY, metavar="FILES", help=f"{MANY:,} unless told")
    options = parser.parse_args()
    if (url := os.environ.get("DATABASE_URL", "")) and not url.endswith("_throughput"):
        parser.error("DATABASE_URL: everything in it would be removed; name a database that ends in _throughput")
    with tempfile.TemporaryDirectory() as place:
        data = Path(place) / "data"
        data.mkdir()
        rows = measure(data, Path(place), options.articles, options.rounds)
        rows.append(passing_by(data, Path(place) / "unchanged", options.rounds))
        if options.memory:
            peaks = {}
            for number in (FEW, options.memory):
                write_small(Path(place) / f"small{number}", number)
                empty(data)
                peaks[number] = peak(data, Path(place) / f"small{number}")
                rows.append(Row(what=f"MB at the peak, {number:,} files", ours=peaks[number], digits=0))
            growth = peaks[options.memory] / peaks[FEW]
            rows.append(Row(what="the one beside the other", ours=growth, reach=1.2, most=True, digits=2))
    return 0 if show(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
