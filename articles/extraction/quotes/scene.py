"""What the rules look at: the words, who is named where, and what stands in quotation marks."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from articles.extraction.quotes.left import NO_WORDS, SPOKEN_OF
from articles.extraction.quotes.marks import Marked, Paragraph, find_marked, read_paragraphs
from articles.extraction.quotes.mentions import is_mentioned
from articles.extraction.quotes.titles import title_rule
from articles.extraction.quotes.words import Words
from articles.extraction.tokens import read_tokens
from articles.extraction.types import Document, MentionKind, PersonChain, Span, Unquoted


@dataclass(frozen=True, slots=True)
class QuotedString:
    """A `Marked` stretch with its place among the tokens: `inner` is the words, `outer` with marks."""

    marked: Marked
    inner: Words
    outer: Words


@dataclass(frozen=True, slots=True)
class Name:
    """A name at its place among the tokens."""

    words: Words
    person: int
    doubtful: bool  # a surname that somebody else of the article has, too


@dataclass(frozen=True, slots=True)
class Scene:
    """One article, ready for the rules."""

    doc: Doc
    document: Document
    people: Sequence[PersonChain]
    paragraphs: tuple[Paragraph, ...]
    places: tuple[Words, ...]  # the tokens of each paragraph
    strings: tuple[tuple[QuotedString, ...], ...]  # by paragraph
    names: dict[int, Name]  # by each token of the name
    offsets: list[int]  # where each token begins
    words: list[str]  # each token as printed: cheaper to go through than the tokens
    lower: list[str]  # the same in small letters
    tags: list[str]
    quoted: bytearray  # 1 for each token inside quotation marks, marks included
    titled: bytearray  # 1 for each token inside marks that hold a title
    unquoted: tuple[Unquoted, ...]  # words between marks that no rule is asked about

    @property
    def text(self) -> str:
        return self.document.text

    def span(self, words: Words) -> Span:
        """Characters of a run of tokens."""
        last = self.doc[words.end - 1]
        return Span(self.doc[words.start].idx, last.idx + len(last))


def read_scene(doc: Doc, document: Document, people: Sequence[PersonChain]) -> Scene:
    """Find the quotation marks and put everything that has offsets in its place among the tokens."""
    tokens = read_tokens(doc)
    offsets = tokens.starts
    paragraphs = read_paragraphs(document)
    strings: list[list[QuotedString]] = [[] for _ in paragraphs]
    quoted, titled, unquoted = bytearray(len(doc)), bytearray(len(doc)), []
    for marked in find_marked(document.text, paragraphs):
        string = QuotedString(marked, tokens_of(offsets, marked.words), tokens_of(offsets, marked.outer))
        rule = _silent_rule(doc, string)
        if rule:
            unquoted.append(Unquoted(span=marked.outer, rule=rule))
            titled[string.outer.start : string.outer.end] = b"\x01" * len(string.outer)
        else:
            strings[marked.paragraph].append(string)
            quoted[string.outer.start : string.outer.end] = b"\x01" * len(string.outer)
    return Scene(
        doc=doc,
        document=document,
        people=people,
        paragraphs=paragraphs,
        places=tuple(tokens_of(offsets, paragraph.span) for paragraph in paragraphs),
        strings=tuple(map(tuple, strings)),
        names=_names(offsets, people),
        offsets=offsets,
        lower=tokens.lower,
        tags=tokens.tag,
        words=tokens.text,
        quoted=quoted,
        titled=titled,
        unquoted=tuple(unquoted),
    )


def _silent_rule(doc: Doc, string: QuotedString) -> str:
    """The rule by which words between marks are no speech, whoever is near; "" where they may be."""
    if not string.inner:
        return NO_WORDS
    return title_rule(doc, string.inner, string.outer) or (
        SPOKEN_OF if is_mentioned(doc, string.inner, string.outer) else ""
    )


def without_paragraphs(scene: Scene, left_out: Collection[int]) -> Scene:
    """The same scene, with some paragraphs read as if they were not there."""
    if not left_out:
        return scene
    kept = [index for index in range(len(scene.paragraphs)) if index not in left_out]
    return replace(
        scene,
        paragraphs=tuple(scene.paragraphs[index] for index in kept),
        places=tuple(scene.places[index] for index in kept),
        strings=tuple(scene.strings[index] for index in kept),
    )


def tokens_of(offsets: Sequence[int], span: Span) -> Words:
    """Tokens that begin inside a span of characters."""
    return Words(bisect_left(offsets, span.start), bisect_left(offsets, span.end))


def _names(offsets: Sequence[int], people: Sequence[PersonChain]) -> dict[int, Name]:
    names = {}
    for person, chain in enumerate(people):
        for mention in chain.mentions:
            if mention.kind is MentionKind.NAME:
                words = tokens_of(offsets, mention.span)
                names.update(dict.fromkeys(words, Name(words, person, mention.rule == "name-in-family")))
    return names
