"""Titles of works: songs, films, programmes and books, quoted in the text."""

import re

from articles.extraction.types import Document, Span
from articles.extraction.words import word_list

QUOTED = re.compile(
    r"(?<![^\W_])(?:[\"“]([^\"“”\n]{2,80}?)[\"”]|[‘']((?=[A-Z0-9])[^\"“”‘\n]{2,80}?[^\s‘’'])['’])(?![^\W_])"
)
TITLE_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
CUE_WINDOW = 40
LONGEST_TITLE = 10
MOST_TITLES = 200
"""Titles of one article that are looked for without their marks, too."""
SENTENCE_WINDOW = 200
NAMING = frozenset(("called", "titled", "entitled", "dubbed"))


def find_works(document: Document) -> tuple[Span, ...]:
    """Return where titles of works are printed, without their quotation marks, in reading order.

    A title is quoted, written as titles are, and stands beside a noun for a work ('the "Salt
    Road" documentary'), or is long enough to be nothing else. Once known it is found without
    its marks too.
    """
    text = document.text
    found = {Span(*bounds) for match in QUOTED.finditer(text) if (bounds := _title_bounds(match, text))}
    known = {words for span in found if " " in (words := span.of(text)) and len(words) > 7}
    for words in sorted(known)[:MOST_TITLES]:
        found |= {Span(*match.span()) for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)}
    return _disjoint(sorted(found, key=lambda span: (span.start, -span.end)))


def _disjoint(spans: list[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _title_bounds(match: re.Match[str], text: str) -> tuple[int, int] | None:
    """Bounds of the title inside one pair of marks, or None where the words are no title."""
    group = 1 if match[1] else 2
    start, end = match.span(group)
    words = TITLE_WORD.findall(match[group])
    if (
        not any(map(str.isalpha, match[group]))
        or len(words) > LONGEST_TITLE
        or not is_title_case(words)
        or text[start].isspace()
    ):
        return None
    while end > start and text[end - 1] in ",.; ":
        end -= 1
    if end <= start or text[end - 1] == ":":
        return None
    if _has_cue(text, match.start(), match.end()) or _stands_alone(words, text, match):
        return start, end
    return None


def is_title_case(words: list[str]) -> bool:
    """Whether words are written as a title: the first and every longer one with a capital."""
    return bool(words) and all(
        not word[0].islower() for index, word in enumerate(words) if index == 0 or word not in word_list("title_words")
    )


def _has_cue(text: str, start: int, end: int) -> bool:
    """Whether a noun for a work, or for someone known for one, stands right beside the marks."""
    after = re.findall(r"[\w-]+", re.split(r"[.;:\n]", text[end : end + CUE_WINDOW])[0])[:2]
    before = re.findall(r"[\w-]+", re.split(r"[.;\n]", text[max(0, start - CUE_WINDOW) : start])[-1])[-2:]
    nouns = word_list("work_nouns")
    if any(word.lower() in nouns or word.lower() in word_list("people_of_works") for word in after):
        return text[end : end + 1] in " ’'"
    return any(word.lower() in nouns or word.lower() in NAMING for word in before)


def _stands_alone(words: list[str], text: str, match: re.Match[str]) -> bool:
    """Whether quoted words of three or more, with a small word among them, sit inside a plain sentence."""
    if len(words) < 3 or not any(word[0].islower() for word in words[1:]):
        return False
    window = max(0, match.start() - SENTENCE_WINDOW)
    line = text[max(window, text.rfind("\n", window, match.start()) + 1) : match.start()]
    before = TITLE_WORD.findall(line)
    return bool(before) and any(word[0].islower() and len(word) > 3 for word in before[-6:]) and line[-2:-1] not in ",:"
