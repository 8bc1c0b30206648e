"""A text that is written from its beginning to its end, with a label on every character and its folded words."""

from dataclasses import dataclass, field

from articles.extraction.types import Role
from newsroom.invented.words import Words

Place = tuple[int, int]


@dataclass(slots=True)
class Page:
    at: int = 0
    parts: list[str] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)
    spans: list[tuple[int, int, str]] = field(default_factory=list)

    def put(self, words: Words) -> Place:
        """Write words; return where they stand."""
        start = self.at
        self.parts.append(words.text)
        self.folded.append(words.folded)
        self.at += len(words.text)
        return start, self.at

    def mark(self, marks: str) -> None:
        """Write what is no word: spaces, commas, quotation marks."""
        self.parts.append(marks)
        self.at += len(marks)

    def between(self, words: Words) -> None:
        """Write words that join what stands before to what comes."""
        self.mark(" ")
        self.put(words)
        self.mark(" ")

    def since(self, start: int, folded: int) -> Words:
        """What was written from a character on, and from a folded word on."""
        return Words(self.text[start:], " ".join(self.folded[folded:]))

    def close(self, role: Role, start: int, gap: str = "\n\n") -> Place:
        """Label what was written from `start` on, and leave a gap behind it."""
        end = self.at
        self.spans.append((start, end, role.value))
        if gap:
            self.mark(gap)
            self.spans.append((end, self.at, Role.BLANK.value))
        return start, end

    def end(self) -> None:
        """Nothing stands behind the last words."""
        self.parts.pop()
        self.at = self.spans.pop()[0]

    @property
    def text(self) -> str:
        return "".join(self.parts)
