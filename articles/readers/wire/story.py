"""The story of an item, in NITF, XHTML or HTML: its paragraphs, sub-headings and captions in their order."""

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from articles.extraction.credit_tails import find_credit
from articles.extraction.datelines import read_dateline
from articles.extraction.types import Role, Span
from articles.readers.composing import Passage
from articles.readers.errors import TooMuch
from articles.readers.wire.xml import BREAK, one_line, pieces

HEADINGS = frozenset({"hl1", "hl2", "hl3", "h1", "h2", "h3", "h4", "h5", "h6"})
MEDIA = frozenset({"media", "figure"})
UNSEEN = frozenset({"script", "style", "template", "noscript", "iframe", "object", "head", "media-metadata"})
ROLES = {"byline": Role.BYLINE, "note": Role.NOTE, "tagline": Role.NOTE, "dateline": Role.DATELINE}
BLOCKS = (
    HEADINGS
    | MEDIA
    | ROLES.keys()
    | {
        "p",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "bq",
        "block",
        "blockquote",
        "pre",
        "table",
        "tr",
        "td",
        "th",
        "caption",
    }
    | {"div", "section", "article", "header", "footer", "aside", "body", "body.content", "hr", "nav", "main", "tbody"}
)
CELLS = frozenset({"td", "th"})
# What a figure may hold beside a picture.
EXHIBITS = ("table", "blockquote", "pre", "bq")
PULLED = re.compile(r"pull-?_?quote", re.IGNORECASE)
CAPTION = re.compile(r"(?:^|[\s_-])(?:caption|cutline)(?:-?text)?(?:$|\s)", re.IGNORECASE)
ADDRESS = re.compile(r"https?://\S+")
PARAGRAPH_BREAK = re.compile(rf"{BREAK}\s*{BREAK}[\s{BREAK}]*")
TERMS = re.compile(
    r"(.*?)((?:RESTRICTED TO|MANDATORY CREDIT|EDITORIAL USE ONLY|FOR EDITORIAL USE|NO RESALES?|NO ARCHIVES?"
    r"|NO COMMERCIAL|NOT FOR SALE|NO USE WITH)\b.*)?",
    re.DOTALL,
)
# More than any article may have: what says that there were more is told of by then.
MOST_PASSAGES = 50_000
MOST_TAGS = 200_000  # that open or close an element
TAG = re.compile(r"</?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>")
LINES = re.compile(r"\n\s*\n")
SENTENCE_END = (".", "!", "?", ":", '"', "”", "’")
# "By Ida Marsh" alone in the first paragraph; "By" opens a sentence where the line goes on.
BYLINE = re.compile(r"By\s+[A-Z][^.!?:;]{2,80}")
# What an agency puts behind its story: initials, its own name in brackets, "ENDS", "(MORE)".
SIGN_OFF = re.compile(
    r"\(?[A-Z][\w&.-]*\)|[a-z]{1,4}(?:[/-][a-z]{1,4})+|[A-Z]{2,5}(?: [a-z]{2,4}){1,4}"
    r"|\(?(?:MORE|more to come|more follows)\)?|-*\s*(?:ENDS|ends|Ends)\s*-*|[#*\s-]{2,}|\(\([^()]*@[^()]*\)\)"
)
# What is new in a later version, over its first paragraph: "(Adds quotes, background)".
CHANGES = re.compile(
    r"\((?:adds?|updates?|corrects?|recasts?|refiles?|removes?|fixes|rewrites?|clarifies|eds|with)\b[^()]*\)",
    re.IGNORECASE,
)


def parse_markup(markup: str) -> etree._Element | None:
    """A piece of HTML as a tree; None where it holds nothing. Raises TooMuch."""
    parser = HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    if not markup.strip():
        return None
    if markup.count("<") > MOST_TAGS:
        raise TooMuch(f"a story of more than {MOST_TAGS:,} tags")
    tree = document_fromstring(f"<div>{markup}</div>", parser=parser)
    etree.strip_elements(tree, "script", "style", with_tail=False)
    return tree


def story_passages(element: etree._Element) -> list[Passage]:
    """The passages of a story; a byline at its head and the sign-offs at its foot are told from its paragraphs."""
    return _told_apart(list(islice((passage for passage in _walk(element) if passage.words.strip()), MOST_PASSAGES)))


def _told_apart(passages: list[Passage]) -> list[Passage]:
    body = [index for index, passage in enumerate(passages) if passage.role is Role.BODY]
    while len(body) > 1 and CHANGES.fullmatch(passages[body[0]].words):
        index = body.pop(0)
        passages[index] = Passage(role=Role.NOTE, words=passages[index].words, rule="changes")
    if body and BYLINE.fullmatch(passages[body[0]].words):
        passages[body[0]] = Passage(role=Role.BYLINE, words=passages[body[0]].words, rule="first-paragraph")
    for index in reversed(body):
        if not SIGN_OFF.fullmatch(passages[index].words):
            break
        passages[index] = Passage(role=Role.FOOTER, words=passages[index].words, rule="sign-off")
    return passages


def under_dateline(dateline: str, story: list[Passage]) -> Iterator[Passage]:
    """The story with the dateline that its format has apart from it, unless the first paragraph has one as well."""
    opening = next((passage.words for passage in story if passage.role is Role.BODY), "")
    if dateline and not opening.startswith(dateline) and not read_dateline(opening, first=True):
        yield Passage(role=Role.DATELINE, words=dateline)
    yield from story


def words_passages(words: str) -> list[Passage]:
    """The passages of a story in a string, which may hold markup as characters."""
    markup = parse_markup(words) if TAG.search(words) else None
    return plain_passages(words) if markup is None else story_passages(markup)


def unpacked(words: str) -> str:
    """The text that base64 stands for; "" where that is none."""
    try:
        return b64decode("".join(words.split()), validate=True).decode("utf-8-sig")
    except ValueError:
        return ""


def plain_passages(words: str) -> list[Passage]:
    """The paragraphs of a story without markup: a blank line parts them, an indent, or each line end."""
    words = words.replace("\r\n", "\n").replace("\r", "\n").strip()
    parts = LINES.split(words) if LINES.search(words) else _by_indent(words.split("\n"))
    return _told_apart([Passage(role=Role.BODY, words=" ".join(part.split())) for part in parts if part.strip()])


def _by_indent(lines: list[str]) -> list[str]:
    """The paragraphs of lines that are folded, their first lines indented; else the lines as they are."""
    starts = [index for index, line in enumerate(lines) if index == 0 or line[:1] in (" ", "\t")]
    folded = [above for above, line in pairwise(lines) if line[:1] not in (" ", "\t")]
    ended = sum(line.rstrip().endswith(SENTENCE_END) for line in folded)
    if len(starts) < 2 or not folded or ended * 2 > len(folded):
        return lines
    return [" ".join(lines[start:end]) for start, end in pairwise([*starts, len(lines)])]


def _walk(element: etree._Element) -> Iterator[Passage]:
    """Every block in its order; words that stand between blocks make a paragraph of their own."""
    loose = [element.text or ""]
    for child in element:
        if child.tag in UNSEEN:
            loose.append(child.tail or "")
        elif _holds_blocks(child):
            yield from _paragraphs(loose)
            yield from _block(child)
            loose = [child.tail or ""]
        else:
            loose += [*pieces(child), child.tail or ""]
    yield from _paragraphs(loose)


def _paragraphs(words: Iterable[str]) -> Iterator[Passage]:
    """The paragraphs that two line breaks in a row part."""
    for part in PARAGRAPH_BREAK.split("".join(words)):
        yield Passage(role=Role.BODY, words=" ".join(part.split()))


def _holds_blocks(element: etree._Element) -> bool:
    return element.tag in BLOCKS or any(part.tag in BLOCKS for part in element.iterdescendants("*"))


def _block(element: etree._Element) -> Iterator[Passage]:
    if PULLED.search(element.get("class", "")):
        yield Passage(role=Role.FOOTER, words=one_line(element), rule="pull-quote")
    elif element.tag in MEDIA:
        yield from media_passages(element)
    elif _is_caption(element):
        yield Passage(role=Role.CAPTION, words=one_line(element))
    elif element.tag in HEADINGS:
        yield Passage(role=Role.SUBHEADING, words=one_line(element))
    elif element.tag in ROLES:
        yield Passage(role=ROLES[element.tag], words=one_line(element))
    elif element.tag == "tr" and any(map(_is_caption, element)):
        yield from _walk(element)
    elif element.tag == "tr":
        yield Passage(role=Role.BODY, words=" ".join(filter(None, map(one_line, element.iterchildren(*CELLS)))))
    elif element.tag == "pre":
        yield from plain_passages("".join(element.itertext()))
    elif any(part.tag in BLOCKS for part in element.iterdescendants("*")):
        yield from _walk(element)
    else:
        yield from _paragraphs(pieces(element))


def _is_caption(element: etree._Element) -> bool:
    """Whether it is marked as the words under a picture, and is no more than they."""
    return bool(CAPTION.search(element.get("class", ""))) and element.find(".//img") is None


def caption_passages(words: str, *, photographer: str = "", agency: str = "", credit: str = "") -> Iterator[Passage]:
    """The words under a picture, whose own credit goes before that of other fields, and terms of use apart.

    A line of credit that names the photographer says both.
    """
    if photographer and photographer in agency:
        agency, credit = "", agency
    if "<" in words and (markup := parse_markup(words)) is not None:
        words = one_line(markup)
    said, terms = TERMS.fullmatch(words).groups()
    said = " ".join(said.split())
    if said and find_credit(said, Span(0, len(said))):
        photographer = agency = credit = ""
    if said:
        yield Passage(role=Role.CAPTION, words=said, photographer=photographer, agency=agency, credit=credit)
        yield Passage(role=Role.NOTE, words=" ".join((terms or "").split()))


def media_passages(element: etree._Element) -> Iterator[Passage]:
    """The captions of a picture, or of each in a group of them, with who took it, and what else stands beside it."""
    own = [part for part in element.iterdescendants("*") if next(part.iterancestors(*MEDIA)) is element]
    for part in own:
        if part.tag in MEDIA:
            yield from media_passages(part)
        elif part.tag in EXHIBITS:
            yield from _block(part)
    words = " ".join(filter(None, (one_line(part) for part in own if part.tag in ("media-caption", "figcaption"))))
    producer = next((said for part in own if part.tag == "media-producer" and (said := one_line(part))), "")
    if not words and element.tag == "figure" and not any(part.tag in (*MEDIA, *EXHIBITS) for part in own):
        words = "" if ADDRESS.fullmatch(said := one_line(element)) else said
    if words:
        beside = "" if producer or find_credit(words, Span(0, len(words))) else _credit_in_metadata(own)
        yield Passage(role=Role.CAPTION, words=words, credit=producer or beside)
    elif producer:
        yield Passage(role=Role.CREDIT, words=producer)


def _credit_in_metadata(parts: Iterable[etree._Element]) -> str:
    """The credit in the named values beside a picture: who took it, and for whom."""
    said = {part.get("name", "").lower(): part.get("value", "") for part in parts if part.tag == "media-metadata"}
    photographer = next(filter(None, (said.get(name, "").strip() for name in ("photographer", "byline"))), "")
    credit = said.get("credit", "").strip()
    return credit if not photographer or photographer in credit else "/".join(filter(None, (photographer, credit)))
