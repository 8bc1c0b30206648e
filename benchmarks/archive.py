"""Measures whether people are recognised across articles.

    python benchmarks/archive.py FOLDER [--split archive_dev] [--evaluator eval_archive.py] [--errors N]

FOLDER holds ``<split>/gold.jsonl`` and the evaluator. The articles enter an archive in memory one
after the other, as they would at ingest; people left to an editor stay alone. Stories are not
measured here.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from articles.extraction.directory import Directory, KnownPerson, lookup_names, normalise
from articles.extraction.types import Document, Extraction, PersonChain
from benchmarks.people import as_prediction, evaluate, read_articles
from benchmarks.table import Row, show


@dataclass
class Archive:
    """What the database would know: people, their names, and who is named beside whom."""

    people: list[KnownPerson] = field(default_factory=list)
    bearers: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def enter(self, document: Document, chains: tuple[PersonChain, ...]) -> tuple[list[int | None], list[str]]:
        """Resolve the people of one article and remember them; ids (None: left open) and outcomes."""
        names = frozenset().union(*map(lookup_names, chains))
        candidates = {number for name in names for number in self.bearers.get(name, ())}
        directory = Directory([self.people[number] for number in sorted(candidates)])
        resolutions = directory.resolve_all(Extraction(document=document, people=chains))
        ids: list[int | None] = []
        for chain, resolution in zip(chains, resolutions, strict=True):
            if resolution.outcome == "new":
                self.people.append(KnownPerson(id=len(self.people), name=chain.name))
                ids.append(len(self.people) - 1)
            else:
                ids.append(resolution.person.id if resolution.person else None)
        present = frozenset(number for number in ids if number is not None)
        for number, chain in zip(ids, chains, strict=True):
            if number is not None:
                self._remember(number, chain, present)
        return ids, [resolution.outcome for resolution in resolutions]

    def _remember(self, number: int, chain: PersonChain, present: frozenset[int]) -> None:
        person = self.people[number]
        self.people[number] = KnownPerson(
            id=number,
            name=max(person.name, chain.name, key=lambda name: len(name.split())),
            aliases=tuple(dict.fromkeys((*person.aliases, chain.name, *chain.aliases))),
            descriptors=tuple(dict.fromkeys((*person.descriptors, *chain.descriptors))),
            companions=person.companions | present - {number},
        )
        for name in (chain.name, *chain.aliases):
            self.bearers[normalise(name)].add(number)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", default="archive_dev")
    parser.add_argument("--evaluator", type=Path, help="default: eval_archive.py in FOLDER")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the N people with most errors")
    options = parser.parse_args()
    gold = options.folder / options.split / "gold.jsonl"
    archive, outcomes, lines = Archive(), Counter(), []
    for file, document, chains in read_articles(gold):
        ids, found = archive.enter(document, chains)
        outcomes.update(found)
        people = [
            {**as_prediction(n, chain), "archive_id": number}
            for n, (chain, number) in enumerate(zip(chains, ids, strict=True))
        ]
        lines.append({"file": file, "text": document.text, "story": None, "people": people})
    print(", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items())), flush=True)
    figures = evaluate(options.evaluator or options.folder / "eval_archive.py", gold, lines, options.errors)
    return 0 if show(rows(figures["people"])) else 1


def rows(people: dict) -> Iterator[Row]:
    yield Row(what="people across articles, B-cubed F1", ours=people["F1"], reach=88, peer=86.4)
    yield Row(what="  beside precision", ours=people["P"], reach=98, peer=99.0)


if __name__ == "__main__":
    sys.exit(main())
