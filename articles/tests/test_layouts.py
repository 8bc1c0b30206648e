"""Articles in the layouts of many publishers: each line of layouts.txt is what it says it is."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from articles.extraction.structure import build_document
from articles.extraction.types import Document, RawArticle, Role

ROLES = {
    "H": {Role.HEADLINE},
    "S": {Role.STANDFIRST},
    "Y": {Role.BYLINE},
    "B": {Role.BODY},
    "D": {Role.DATELINE, Role.BODY},
    "U": {Role.SUBHEADING},
    "C": {Role.CAPTION, Role.CREDIT},
    "K": {Role.CREDIT},
    "R": {Role.RELATED, Role.CROSSLINK},
    "L": {Role.RELATED, Role.CROSSLINK, Role.FOOTER},
    "N": {Role.NOTE, Role.FOOTER},
    "F": {Role.FOOTER, Role.NOTE, Role.RELATED},
}


@dataclass
class Layout:
    name: str
    text: str = ""
    blocks: list[tuple[str, int, list[str]]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)

    def add(self, line: str) -> None:
        tag, _, words = line.partition("|")
        if tag.startswith("#"):
            self.fields[tag[1:]] = words
            return
        parts = words.replace("~", "\u00a0").replace(r"\n", "\n").split("‖")
        if self.text:
            self.text += "\n" if tag.startswith("+") else "\n\n"
        self.blocks.append((tag.lstrip("+"), len(self.text), parts))
        self.text += "".join(parts[:2])


def layouts() -> list[Layout]:
    found: list[Layout] = []
    for line in (Path(__file__).parent / "layouts.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            found.append(Layout(line[3:]))
        elif line and found:
            found[-1].add(line)
    return found


def credit_of(document: Document, start: int) -> tuple[str, ...]:
    """Words, credit, photographer and agency of the caption at `start`."""
    found = next((caption for caption in document.captions if caption.span.start == start), None)
    if found is None:
        return ("no caption",)
    credit = found.credit
    named = (credit.raw, credit.photographer, credit.agency) if credit else ("", "", "")
    return (found.span.of(document.text), *named)


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_each_line_is_what_it_is(layout):
    document = build_document(RawArticle(path="a.txt", text=layout.text + "\n"))
    for tag, start, parts in layout.blocks:
        words = "".join(parts[:2])
        roles = {document.role_at(start + at) for at, char in enumerate(words) if not char.isspace()}
        assert roles - {Role.BLANK} <= ROLES[tag], words
        if tag == "C":
            wanted = [parts[0].strip(), *parts[2:], "", "", ""][:4]
            assert credit_of(document, start) == tuple(wanted)
        elif tag == "D":
            assert document.dateline == re.sub(r"[\s:–—-]+$", "", parts[0])
    assert len(document.captions) == sum(tag == "C" for tag, _, _ in layout.blocks)
    assert fields_of(document, layout.fields) == layout.fields


def fields_of(document: Document, wanted: dict[str, str]) -> dict[str, str]:
    known = {
        "authors": "; ".join(document.authors),
        "date": document.published.value if document.published else "",
        "publisher": document.publisher,
    }
    return {name: known[name] for name in wanted}
