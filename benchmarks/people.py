"""Measures who is found in articles, and which namings are one person.

    python benchmarks/people.py FOLDER [--split dev] [--evaluator eval_people.py] [--errors N]

FOLDER holds ``<split>/gold.jsonl`` and the evaluator. Our figures are printed by the evaluator;
those of the best other reader measured on the same articles stand beside them.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from articles.extraction.nlp import load_nlp, parse
from articles.extraction.people import find_people
from articles.extraction.quotes import find_quotes
from articles.extraction.reference import add_references
from articles.extraction.structure import build_document
from articles.extraction.types import PersonChain, RawArticle

BASELINE = {"strict": 80.4, "relaxed": 82.8, "clusters": 79.9}


def as_prediction(number: int, chain: PersonChain) -> dict:
    """One person in the evaluator's form."""
    mentions = [
        {"start": m.span.start, "end": m.span.end, "text": m.text, "kind": m.kind.value} for m in chain.mentions
    ]
    return {"id": number, "name": chain.name, "mentions": mentions}


def read_articles(gold: Path):
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
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as predictions:
        for file, document, chains in read_articles(gold):
            words += len(document.text.split())
            people = [as_prediction(number, chain) for number, chain in enumerate(chains)]
            predictions.write(json.dumps({"file": file, "text": document.text, "people": people}) + "\n")
        predictions.flush()
        print(f"{words / (time.process_time() - began):,.0f} words per CPU second", flush=True)
        evaluator = options.evaluator or options.folder / "eval_people.py"
        command = [sys.executable, str(evaluator), str(gold), predictions.name, "--errors", str(options.errors)]
        status = subprocess.run(command, check=False).returncode
    print("best other reader, F1:", ", ".join(f"{name} {figure}" for name, figure in BASELINE.items()))
    return status


if __name__ == "__main__":
    sys.exit(main())
