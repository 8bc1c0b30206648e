"""A folder of short articles and a model that reads them at once, for tests of many files and of processes killed."""

from pathlib import Path

import spacy

PEOPLE = ("Ada Quill", "Ben Marlow", "Ada Marlow", "Cy Quill")
STORY = """{place} opens its lock

"We waited nine years for number {number}," {first} said on Friday. "So did we," {second} said.

{last} was glad. The lock was closed in 2015.

{first}, left, at {place} on May 3, 2019. (Ana Ferris/Lamp Photos)
"""


def make_model(folder: Path) -> Path:
    """A model that knows four people by name and nothing else; it loads in no time."""
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": name} for name in PEOPLE])
    nlp.to_disk(folder)
    return folder


def write_papers(folder: Path, number: int) -> Path:
    """Articles of which each names people that others name too, one double, one file that cannot be read, one table."""
    folder.mkdir()
    for n in range(number):
        first, second = PEOPLE[n * 5 % 4], PEOPLE[(n * 7 + 1) % 4]
        words = {"place": f"Quay {n % 7}", "first": first, "second": second, "last": second.split()[1], "number": n}
        (folder / f"{n:04}.txt").write_text(STORY.format(**words))
    (folder / "double.txt").write_text((folder / "0000.txt").read_text())
    (folder / "empty.txt").write_text("")
    rows = [f'Table {n},"Lock {n} at the quay was closed, Ada Quill said."' for n in range(3)]
    (folder / "table.csv").write_text("title,text\n" + "\n".join(rows) + "\n")
    return folder
