"""Measures who is found to say what.

    python benchmarks/quotes.py FOLDER [--split dev] [--cache FOLDER] [--errors N]

FOLDER holds ``gold_<split>.jsonl``, ``texts/<split>/*.txt``, the evaluator ``eval_quotes.py``
and, for the people behind pronouns, ``names_<split>.json``. A table shows whether our confidence
can be believed; the last one our figures beside those of the best other reader of the same
articles. With --cache, parsed articles are kept in a folder, so that a changed rule is measured
in seconds.
"""

import argparse
import hashlib
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from spacy.language import Language
from spacy.tokens import Doc

from articles.extraction import nlp as reading
from articles.extraction.people.finding import find_people
from articles.extraction.quotes.finding import find_quotes
from articles.extraction.structure import build_document
from articles.extraction.types import Document, PersonChain, Quotation, RawArticle, Span
from benchmarks.table import Row, load_module, show

# "Marsh, who once called it": we name Marsh; the evaluator wants to know of the word beside the cue, too.
RELATIVE = re.compile(r"\b(who|which|that)\s(?:\w+\s){0,5}$")
DOUBLE_MARKS = ('"', "“", "”", "``", "''", "«", "»")


def parsed(document: Document, nlp: Language, cache: Path | None) -> Doc:
    """The parsed article, from the cache where the text and the parsing are the same."""
    if cache is None:
        return reading.parse(document, nlp)
    starts = [labelled.span.start for labelled in document.spans]
    identity = f"{reading.model_version(nlp)}{Path(reading.__file__).read_text()}{starts}{document.text}"
    path = cache / hashlib.sha256(identity.encode()).hexdigest()
    if path.exists():
        return Doc(nlp.vocab).from_bytes(path.read_bytes())
    doc = reading.parse(document, nlp)
    cache.mkdir(parents=True, exist_ok=True)
    path.write_bytes(doc.to_bytes(exclude=["tensor"]))
    return doc


def predictions(quotes: tuple[Quotation, ...], people: tuple[PersonChain, ...], text: str) -> Iterator[dict]:
    """One row a part. The evaluator knows double marks only: words in single ones count as indirect."""
    for quote in quotes:
        for part in quote.parts:
            kind = quote.kind.value if _in_double_marks(part, text) else "indirect"
            row = {"start": part.start, "end": part.end, "text": part.of(text), "kind": kind}
            row |= {"rule": quote.rule, "confidence": quote.confidence}
            if speaker := quote.speaker:
                row |= {"speaker_start": speaker.span.start, "speaker_end": speaker.span.end}
                row |= {"speaker_text": speaker.text}
                if quote.cue and (relative := RELATIVE.search(text, max(0, quote.cue.start - 40), quote.cue.start)):
                    row |= {"mention_start": relative.start(1), "mention_end": relative.end(1)}
                if speaker.person is not None:
                    row["speaker_name"] = people[speaker.person].name
            yield row


def _in_double_marks(part: Span, text: str) -> bool:
    return text[max(0, part.start - 3) : part.start].rstrip().endswith(DOUBLE_MARKS)


def read_articles(folder: Path, split: str, cache: Path | None) -> tuple[dict, float, int]:
    """Predictions by file, CPU seconds for quotations alone, and words read."""
    nlp, found, seconds, words = reading.load_nlp(), {}, 0.0, 0
    for path in sorted((folder / "texts" / split).glob("*.txt")):
        document = build_document(RawArticle(path=path.name, text=path.read_text(encoding="utf-8")))
        doc = parsed(document, nlp, cache)
        people = find_people(doc, document)
        began = time.process_time()
        quotes = find_quotes(doc, document, people)
        seconds += time.process_time() - began
        words += len(document.text.split())
        found[path.stem] = {"file": path.stem, "quotes": list(predictions(quotes, people, document.text))}
    return found, seconds, words


def of_all_pronouns(measured: dict, gold: dict, names: dict[str, str]) -> float:
    """The share of all quotations by "he" or "she" that were found and given to the right person."""
    pronouns = [
        f"{file}#{string['id']}"
        for file, article in gold.items()
        for string in article["strings"]
        if string["status"] == "attributed" and string["source"] and string["source"]["type"] == "pronoun"
    ]
    right = measured["entity_acc_pronoun"] * measured["entity_n_pronoun"]
    return right / sum(pronoun in names for pronoun in pronouns)


def calibration(evaluator, gold: dict, found: dict) -> dict[float, Counter]:
    """By tenth of confidence: how many attributed strings were given to the right speaker."""
    table: dict[float, Counter] = defaultdict(Counter)
    for file, article in gold.items():
        for string in article["strings"]:
            if string["status"] not in ("attributed", "unattributed"):
                continue
            rows = [
                row for row in found[file]["quotes"] if row["start"] < string["end"] and string["start"] < row["end"]
            ]
            for row in rows[:1]:
                right = string.get("source") and row.get("speaker_text") and evaluator.speaker_ok(row, string["source"])
                table[int(row["confidence"] * 10) / 10]["right" if right else "wrong"] += 1
                table[row["rule"]]["right" if right else "wrong"] += 1
    return table


def rows(measured: dict, gold: dict, names: dict[str, str] | None) -> Iterator[Row]:
    yield Row(what="who said what: end-to-end F1", ours=100 * measured["e2e_F"], reach=90, peer=79, human=97)
    claims = 100 * measured["fp_rate_unattributed"]
    yield Row(what="false claims on titles and scare quotes, %", ours=claims, reach=25, most=True, peer="5-33")
    yield Row(what="  beside recall of attributed quotes", ours=100 * measured["det_R"], reach=96, peer="48-76")
    if names:
        of_all = 100 * of_all_pronouns(measured, gold, names)
        yield Row(what="right person behind he said and she said, of all", ours=of_all, reach=78, peer=40)
        yield Row(what="  of those found", ours=100 * measured["entity_acc_pronoun"], peer=66)
    yield Row(what="indirect speech F1", ours=100 * measured["ind_F"], reach=55, peer=44, human=77)


def show_confidence(table: dict) -> None:
    print("\nconfidence, or rule       right of found")
    for key in sorted(table, key=str):
        right, found = table[key]["right"], table[key].total()
        print(f"  {key!s:22} {right:5} {found:5}   {right / found:.2f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--cache", type=Path, help="keep parsed articles in this folder")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N errors of each kind")
    options = parser.parse_args()
    evaluator = load_module(options.folder / "eval_quotes.py")
    gold = evaluator.load(options.folder / f"gold_{options.split}.jsonl")
    path = options.folder / f"names_{options.split}.json"
    names = json.loads(path.read_text("utf-8")) if path.exists() else None
    found, seconds, words = read_articles(options.folder, options.split, options.cache)
    measured, errors = evaluator.evaluate(gold, found, names)
    evaluator.show(measured, options.split)
    print(f"{words / seconds:,.0f} words per CPU second for quotations alone")
    show_confidence(calibration(evaluator, gold, found))
    shown = Counter()
    for kind, file, words_missed, ours, theirs in errors:
        shown[kind] += 1
        if shown[kind] <= options.errors:
            print(f"{kind}: {file[:30]} | {words_missed[:90]!r} | ours {ours!r}, gold {theirs!r}")
    return 0 if show(rows(measured, gold, names)) else 1


if __name__ == "__main__":
    sys.exit(main())
