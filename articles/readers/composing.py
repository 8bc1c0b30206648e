"""The canonical text of an article whose format is not plain text: made once, from its passages in their order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from textwrap import shorten

from articles.extraction.credits import read_credit
from articles.extraction.types import CaptionBlock, Credit, LabelledSpan, RawArticle, RelatedLine, Role, Span

# No text holds these: NUL and its like, and halves of characters, which JSON can spell.
NO_CHARACTER = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
WHITE = {ord(control): " " for control in "\v\f"}  # in a text white space, in a tree refused
LINE_ENDS = re.compile(r"\r\n?")
FIELDS = ("headline", "standfirst", "published", "publisher", "section", "language", "url")
IN_BRACKETS = re.compile(r"[(\[]\s*([^()\[\]]*[^()\[\]\s])\s*[)\]]\.?")
WEB = ("http://", "https://")  # addresses that a page may lead to: nothing that a browser would run
BETWEEN, BESIDE = "\n\n", "\n"
# Characters of the first passage that stand for a headline where an item has none, as many pictures do.
HEADLINE_LENGTH = 100
MOST_ABOVE = 12  # passages that may stand over the first paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A headline, paragraph or caption in the words of the format, with what the format says of it."""

    role: Role
    words: str
    rule: str = "format"
    url: str = ""  # where a related line leads
    credit: str = ""  # of a caption, as printed
    photographer: str = ""
    agency: str = ""


def compose(article: RawArticle, passages: Iterable[Passage], *, most: int) -> RawArticle:
    """The article with the text that its passages make, a blank line between them, each labelled.

    The credit of a caption stands on the line below it. Words stay as they are, but for what is no character.
    At most `most` passages are taken; a warning says where there were more.
    """
    written = _Text()
    passages = iter(passages)
    for passage in islice(passages, most):
        written.add(passage)
    more = next(passages, None) is not None
    warnings = (f"Only the first {most:,} paragraphs were read.",) if more else ()
    said = {name: clean_one_line(getattr(article, name)) for name in FIELDS}
    said["url"] = said["url"] if said["url"].lower().startswith(WEB) else ""
    said["headline"] = said["headline"] or shorten(written.opening, HEADLINE_LENGTH, placeholder=" …")
    return replace(
        article,
        **said,
        authors=tuple(dict.fromkeys(filter(None, map(clean_one_line, article.authors)))),
        text="".join(written.pieces),
        labels=tuple(written.labels),
        captions=tuple(written.captions),
        related=tuple(written.related),
        warnings=(*article.warnings, *warnings),
    )


def clean(words: str) -> str:
    """The words without what no text can hold and without the white space around them; line ends are made one."""
    return NO_CHARACTER.sub("", LINE_ENDS.sub("\n", words)).strip()


def for_a_tree(words: str) -> str:
    """The words without what no tree can hold."""
    return NO_CHARACTER.sub("", words.translate(WHITE))


def clean_one_line(words: str) -> str:
    return " ".join(clean(words).split())


class _Text:
    """A text as it grows, and the places in it."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.labels: list[LabelledSpan] = []
        self.captions: list[CaptionBlock] = []
        self.related: list[RelatedLine] = []
        self.length = 0

    def add(self, passage: Passage) -> None:
        words = clean(passage.words)
        if not words or self._says_again(passage.role, words):
            return
        span = self._write(words, BETWEEN)
        self.labels.append(LabelledSpan(span, passage.role, passage.rule))
        if passage.role is Role.CAPTION:
            self.captions.append(CaptionBlock(span=span, credit=self._credit(passage)))
        elif passage.role in (Role.RELATED, Role.CROSSLINK) and passage.url:
            self.related.append(RelatedLine(span=span, kind=passage.role, url=passage.url))

    def _says_again(self, role: Role, words: str) -> bool:
        """Whether a heading over the first paragraph is the headline once more."""
        if role is not Role.SUBHEADING or any(label.role is Role.BODY for label in self.labels[:MOST_ABOVE]):
            return False
        return any(label.role is Role.HEADLINE for label in self.labels[:1]) and self.opening == words

    @property
    def opening(self) -> str:
        return self.pieces[0] if self.pieces else ""

    def _credit(self, passage: Passage) -> Credit | None:
        printed = clean(passage.credit) or "/".join(filter(None, map(clean, (passage.photographer, passage.agency))))
        if not printed:
            return None
        outer = self._write(printed, BESIDE)
        self.labels.append(LabelledSpan(outer, Role.CREDIT, passage.rule))
        inside = IN_BRACKETS.fullmatch(printed)
        span = Span(outer.start + inside.start(1), outer.start + inside.end(1)) if inside else outer
        words = inside[1] if inside else printed
        read = read_credit(words, Span(0, len(words)))
        return replace(
            read,
            span=span,
            photographer=clean(passage.photographer) or read.photographer,
            agency=clean(passage.agency) or read.agency,
        )

    def _write(self, words: str, separator: str) -> Span:
        if self.pieces:
            self.pieces.append(separator)
            self.length += len(separator)
        self.pieces.append(words)
        start, self.length = self.length, self.length + len(words)
        return Span(start, self.length)
