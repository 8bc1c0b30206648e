"""Measures who is found in articles, and which namings are one person.

    python benchmarks/people.py FOLDER [--split dev] [--evaluator eval_people.py] [--errors N]

FOLDER holds ``<split>/gold.jsonl`` and the evaluator, which prints its own account; the last table has
our figures beside those of the best other reader of the same articles.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from articles.extraction.nlp import load_nlp, parse
from articles.extraction.people.finding import find_people
from articles.extraction.quotes.finding import find_quotes
from articles.extraction.reference import add_references
from articles.extraction.structure import build_document
from articles.extraction.types import Document, PersonChain, RawArticle
from benchmarks.table import Row, show

NEWS = "gum_news"


def as_prediction(number: int, chain: PersonChain) -> dict:
    """One person in the evaluator's form."""
    mentions = [
        {"start": m.span.start, "end": m.span.end, "text": m.text, "kind": m.kind.value} for m in chain.mentions
    ]
    return {"id": number, "name": chain.name, "mentions": mentions}


def read_articles(gold: Path) -> Iterator[tuple[str, Document, tuple[PersonChain, ...]]]:
    """Yield file name, document and people of every article of a gold file."""
    nlp = load_nlp()
    with gold.open(encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            document = build_document(RawArticle(path=line["file"], text=line["text"]))
            doc = parse(document, nlp)
            named = find_people(doc, document)
            yield line["file"], document, add_references(doc, document, named, find_quotes(doc, document, named))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--evaluator", type=Path, help="default: eval_people.py in FOLDER")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the N articles with most errors")
    options = parser.parse_args()
    gold = options.folder / options.split / "gold.jsonl"
    began, words = time.process_time(), 0
    lines = []
    for file, document, chains in read_articles(gold):
        words += len(document.text.split())
        people = [as_prediction(number, chain) for number, chain in enumerate(chains)]
        lines.append({"file": file, "text": document.text, "people": people})
    print(f"{words / (time.process_time() - began):,.0f} words per CPU second", flush=True)
    evaluator = options.evaluator or options.folder / "eval_people.py"
    return 0 if show(rows(evaluate(evaluator, gold, lines, options.errors))) else 1


def evaluate(evaluator: Path, gold: Path, lines: list[dict], errors: int) -> dict:
    """What the evaluator prints and measures of predictions, one a line."""
    with tempfile.TemporaryDirectory() as folder:
        predictions, figures = Path(folder) / "predictions.jsonl", Path(folder) / "figures.json"
        predictions.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        command = [sys.executable, evaluator, gold, predictions, "--errors", str(errors), "--json", figures]
        subprocess.run(command, check=True)
        return json.loads(figures.read_text("utf-8"))


def rows(figures: dict) -> Iterator[Row]:
    names = figures["ALL"]
    yield Row(what="PERSON name mentions, strict F1", ours=names["strict"]["F1"], reach=85, peer=80.4)
    yield Row(what="people inside one article, B-cubed F1", ours=names["clusters"]["F1"], reach=84, peer=79.9)
    if news := figures.get(NEWS, {}).get("pronouns"):
        yield Row(what="he and she to the right person, news only, F1", ours=news["F1"], reach=68, peer=59.7)
        yield Row(what="  beside precision", ours=news["P"], reach=78, peer=70.0)


if __name__ == "__main__":
    sys.exit(main())
