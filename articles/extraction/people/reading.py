"""An article as words: where each stands, what the model calls it, and what joins it to the one before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from articles.extraction.nlp import reading_text
from articles.extraction.people.names import is_initial, is_suffix
from articles.extraction.types import Document, LabelledSpan, Role
from articles.extraction.words import word_list

READ = frozenset((Role.HEADLINE, Role.STANDFIRST, Role.BODY, Role.SUBHEADING, Role.CAPTION, Role.NOTE))
"""Where people count as people in the news; bylines, credits and links have roles of their own."""

TAIL = (
    "aged|appointed|backed|based|born|bred|educated|era|inspired|led|linked|made|owned|raised|run|style|themed|trained"
)
WORD = re.compile(
    rf"(?:[^\W\d_]\.){{1,4}}(?![^\W\d_])"
    rf"|[^\W\d_][^\W_]*(?:(?:['’](?=[^\W\d_])|[-‐](?=[^\W\d_])(?!(?:{TAIL})\b))[^\W_]*)*\.?"
)
"""Names and words; the tail of "Harrow-based" or "Finch-led" is a word of its own."""
POSSESSIVES = ("'s", "’s", "'S", "’S")
PREFIXED = re.compile(r"(?:al|el|ul|bin|ibn|[a-z])[-'’][A-Z]")  # al-Amin, d'Arcy
CONTRIBUTORS = re.compile(r"\b(?:reporting|writing|editing|contributed|compiled|photos?|translated)\b", re.IGNORECASE)
FOLLOW = re.compile(r"(?:You can )?[Ff]ollow\b.{0,60}\bon (?:Twitter|Facebook|Instagram|X|Bluesky|Mastodon)\b")
OPENERS = re.compile(r"[.!?:\"“\n•]|^$")
NICKNAME = re.compile(r"[A-Z][\w.'’-]* [\"“‘']((?:The )?[A-Z][\w-]+(?: [A-Z][\w-]+)?)[\"”’'] (?=[A-Z])")
TITLE_CASE_SHARE = 0.7


@dataclass(slots=True, eq=False)  # frozen would make each of many cost four times as much
class Word:
    """A word of an article, without its possessive 's."""

    start: int
    end: int
    text: str
    joined: bool  # only a blank stands between it and the word before
    nickname: bool  # in quotation marks inside a name, or right after: Ada "Bee" Finch
    capital: bool
    opens: bool  # first of a sentence, a quotation or a line
    headline: bool  # in a line where nearly every word has a capital
    label: str  # what the model calls the entity that it is in, or ""
    entity: int  # index of that entity in doc.ents, or -1
    function: str  # what that entity is to its sentence: nsubj, pobj, compound...


def read_words(doc: Doc, document: Document) -> list[Word]:
    """Return the words of the parts of an article that tell the news, in reading order."""
    text = reading_text(document)
    entities = [(ent.start_char, ent.end_char, ent.label_, ent.root.dep_) for ent in doc.ents]
    nicknames = _nicknames(text)
    words: list[Word] = []
    cursor = 0
    for labelled in document.spans:
        if labelled.role not in READ or _is_about_the_authors(labelled, text):
            continue
        end_before = -1
        for start, end, headline in _lines(text, labelled.span.start, labelled.span.end):
            printed = text[start:end]
            bare = printed[:-2] if printed.endswith(POSSESSIVES) else printed
            gap = text[end_before:start] if end_before >= 0 else ""
            while cursor < len(entities) and entities[cursor][1] <= start:
                cursor += 1
            inside = cursor < len(entities) and entities[cursor][0] < start + len(bare)
            words.append(
                Word(
                    start=start,
                    end=start + len(bare),
                    text=bare,
                    joined=start in nicknames or (gap.isspace() and len(gap) < 3 and not (headline and "\n" in gap)),
                    nickname=start in nicknames,
                    capital=bare[0].isupper() or (not bare.islower() and bool(PREFIXED.match(bare))),
                    opens=gap != " " and bool(OPENERS.search(gap)),
                    headline=headline,
                    label=entities[cursor][2] if inside else "",
                    entity=cursor if inside else -1,
                    function=entities[cursor][3] if inside else "",
                )
            )
            end_before = start + len(bare)
    return words


def _is_about_the_authors(labelled: LabelledSpan, text: str) -> bool:
    """Whether a block names only those who made the article: "Follow Ada Finch on Twitter"."""
    start, end = labelled.span.start, min(labelled.span.end, labelled.span.start + 300)
    return bool(
        FOLLOW.match(text, start, end) or (labelled.role is Role.NOTE and CONTRIBUTORS.search(text, start, end))
    )


def _nicknames(text: str) -> frozenset[int]:
    """Where words stand that a quoted nickname joins to the name around it."""
    inside = (match.start(1) + word.start() for match in NICKNAME.finditer(text) for word in WORD.finditer(match[1]))
    return frozenset(inside) | {match.end() for match in NICKNAME.finditer(text)}


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield bounds of the words of a block, and whether their line is in title case."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        found = [_without_stop(text, *match.span()) for match in WORD.finditer(text, start, stop)]
        long = [text[begin] for begin, finish in found if finish - begin > 3]
        headline = len(long) > 1 and sum(map(str.isupper, long)) >= TITLE_CASE_SHARE * len(long)
        for begin, finish in found:
            yield begin, finish, headline
        start = stop + 1


def _without_stop(text: str, start: int, end: int) -> tuple[int, int]:
    """Bounds of a word without the full stop that ends its sentence; initials and abbreviations keep theirs."""
    if text[end - 1] != ".":
        return start, end
    word = text[start:end]
    kept = is_initial(word) or is_suffix(word) or word.lower() in word_list("honorifics")
    return start, end if kept else end - 1
