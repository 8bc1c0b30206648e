"""Lines that are not the story: links to other pieces, notes, boilerplate, sub-headings.

Each rule asks for evidence in the line itself, and is silent where a line reads like prose,
speech or a list: a paragraph lost to a rule would be lost to everybody.
"""

import re
from dataclasses import dataclass
from functools import cache

from articles.extraction.blocks import QUOTATION_MARKS, SENTENCE_END, SPEAKER_LINE, Block
from articles.extraction.types import Role
from articles.extraction.words import word_list

MAX_RELATED_WORDS, MAX_TEASER_WORDS = 40, 20
MAX_NOTE_WORDS, MAX_CREDITS_WORDS, MAX_LONE_WORDS = 60, 15, 4
BARE_LABEL = "related-heading"
AT_THE_END = "author-bio"  # prose anywhere else
MAX_FOOTER_WORDS = 45
MAX_SUBHEADING_WORDS = 16
MIN_PROSE_WORDS = 5
CROSSLINK_WORDS = range(6, 31)

BULLET = re.compile(r"[•*·►▶»>\-–—|→➡➜➤▸▪●■◆★\[\ufe0f]+\s*")
LIST_HEAD = re.compile(r"(?:(?:\d{1,3}[.):]|[a-z][.)]|[-–—•*·])\s|[-–—•*·](?=\w))")
CONTRIBUTION = re.compile(
    r"\(?(?:[Aa]dditional )?[Rr]eporting (?:and writing )?by\b.{3,300}$|\(?(?:Writing|Editing|Compiled) by\b.{3,300}$"
    r"|(?:The )?[A-Z].{2,160} contributed (?:to (?:this|the) (?:report|story|article|piece)\b.{0,60}|reporting\.?)$"
    r"|Contributing(?: writers?| reporters?)?:\s\S.{2,200}$"
    r"|Associated Press (?:\w+ ){1,2}[A-Z].{2,200} (?:contributed|reported from)\b.{0,120}$"
)
AUTHOR_BIO = re.compile(
    r"(?:(?:Dr|Prof|Rev)\. )?[A-Z][^.\n]{2,60}? (?:is|are|was) (?:an?|the) (?:[\w'’-]+ ){0,5}"
    r"(?:reporter|writer|columnist|correspondent|editor|contributor|journalist|fellow|critic|author|professor|lecturer|scholar)\b(?=.*(?:\bfor\b|\bat\b|\bof\b|[Ff]ollow|@|[Ee]mail|contact))"
)
AUTHOR_NOTE = re.compile(
    r"[A-Z][^.\n]{2,60}? can be (?:reached|contacted|followed)\b"
    r"|(?:You can )?[Ff]ollow (?:[\w.'’-]+ ){1,6}on "
    r"(?:Twitter|Facebook|Instagram|X|Threads|Bluesky|Mastodon|LinkedIn|TikTok)\b"
    r"|(?:[Ff]ollow|[Ee]mail|[Cc]ontact|[Ww]rite to)\b[^.\n]{0,60}?\S+@\S+"
    r"|(?:.{2,200}[.!] )?(?:[Rr]each|[Ee]mail|[Cc]ontact|[Ff]ollow) (?:him|her|them|me|us|[A-Z][^.\n]{2,40}?)"
    r" (?:at|on|@)\s?(?:\S+@\S+|@\w+|\(?\d{3}\S*\d{4}|X\b|Twitter\b).{0,120}$"
    r"|(?:[Tt]o contact the (?:reporter|author|editor))\b"
)
UPDATE = re.compile(
    r"This (?:article|story|post|report|piece|page) (?:has been|was) (?:since |first |originally )?"
    r"(?:updated|corrected|amended|edited|revised|clarified|republished|translated|published|produced)\b"
    r"|This (?:article|story|post|piece) (?:first|originally) (?:appeared|ran)\b"
    r"|This (?:article|story) is (?:part of|developing)\b|This is a (?:developing|breaking) (?:news )?story\b"
    r"|A version of this (?:article|story|piece|column)\b|Updates? \(?(?:\d|[A-Z][a-z]+\.? \d)[^:]{1,40}\)?:\s"
)
COPYRIGHT = re.compile(
    r"(?:Copyright|COPYRIGHT)\s(?:©|\([cC]\)|\d{4}\b|(?:[A-Z][\w&]*\s){1,6}\d{4}\.?$)|\d{4} (?:©|Copyright)"
)
BOILERPLATE = re.compile(
    r"(?:©|\(c\))\s?(?:copyright\s)?\w"
    r"|for (?:more|the latest)\b.{1,120}\b(?:sign up|subscribe|follow|click|visit|newsletter|download)\b"
    r"|.{1,120}\b(?:sign up|subscribe)\b.{0,40}\b(?:newsletters?|inbox|podcast|channel|alerts)\b.{0,10}$"
    r"|.{1,160}\ball rights reserved\b|.{0,120}\bwrite to \S+@\S+$|letters to .{2,60} should be\b"
    r"|(?:click|tap) (?:here|to)\b|.{1,80}\b(?:get|download) (?:the|our) .{0,40}\bapp\b[.!]?$"
    r"|(?:(?:last )?(?:published|updated|posted):? )?\d+ (?:minute|min|hour|day|week|month)s? ago$"
    r"|view \d+ (?:image|photo)s?$"
    r"|\d+ (?:of|/) \d+$|(?:\d+|no) comments?$|\d+ min(?:ute)?s?\.?(?: read)?$"
    r"|.{1,80}\b(?:by clicking|click|tap) here\b(?: for\b.{1,40})?[.!]?$|.{4,120}[.!?:] (?:click|tap) here\b.{0,60}$"
    r"|get (?:the|our) .{2,60} newsletters?\b|.{4,120} at:? https?://\S+$"
    r"|to (?:read on|(?:continue|keep) reading|unlock\b.{1,40}),? .{0,60}\b(?:subscribe|register|sign in|log in)\b"
    r"|more from the (?:\w+ ){0,4}\w+$|for confidential support\b|https?://\S+$"
    r"|.{2,60} (?:is|are) published (?:by|daily|weekly|monthly|(?:once|twice|\w+ times) a)\b",
    re.IGNORECASE,
)
RULED_LINE = re.compile(r"(?:[_=*~–—-]\s?){2,}")
STOP_MARK = re.compile(
    r"(?:#+\s*notebook\b.*|\* ?\* ?\*(?: ?\*)*|#{3,}|-?\s?30\s?-|\(?ends\)?|\(end\))$", re.IGNORECASE
)
END_MATTER = re.compile(r"[\s\S]{0,3}(?:#+\s*notebook\b|ends\b|-?\s?30|#{3})", re.IGNORECASE)
CLOSING = re.compile(
    r"(?:yours\b|sincerely\b|(?:kind|best|warm) (?:regards|wishes)\b|regards\b|respectfully\b)", re.IGNORECASE
)
SALUTATION = re.compile(
    r"(?:dear\s(?:sir|madam|editor|readers?|mr|mrs|ms|[A-Z])|sir[,:]|sirs[,:]|madam[,:]|to the editors?\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a line is and the rule that said so; `skip` characters at its start are a label."""

    role: Role
    rule: str
    skip: int = 0

    @property
    def names_outlet(self) -> bool:
        """Lines in which an outlet speaks of itself, which may name it."""
        return self.role is Role.FOOTER or self.rule == "author-note"


def judge_line(block: Block) -> Verdict | None:
    """What a line says of itself by its words; None for one that may be the story."""
    if block.word_count > 120 or not block.text.strip():
        return None
    if not any(char.isalnum() for char in block.text):
        return Verdict(Role.FOOTER, "ruled-line") if RULED_LINE.fullmatch(block.text) else None
    return _related(block) or _note(block) or _footer(block)


def is_crosslink(block: Block) -> bool:
    """Whether a line all in capitals points to another piece, as a headline in passing."""
    return _is_shouted(block) and block.word_count in CROSSLINK_WORDS and not block.text.endswith((".", ":", ","))


def is_subheading(block: Block, following: Block | None) -> bool:
    """Whether a short line without a full stop stands over a paragraph of prose."""
    if following is None or not is_prose(following) or block.word_count > MAX_SUBHEADING_WORDS:
        return False
    if LIST_HEAD.match(block.text) or SPEAKER_LINE.match(block.text) or not _starts_like_heading(block.text):
        return False
    if following.text[0].islower() or re.search(r"[.!?:,]['\"’”]*\s*['\"’”]$|[.!?]['\"’”]?\s|;\s\w+$", block.text):
        return False
    return not block.text.endswith((".", "!", "?", ":", ";", ",", "…", "—", "-", ")")) or (
        _is_shouted(block) and block.text[-1] in ".!?"
    )


def is_prose(block: Block) -> bool:
    """Whether a block reads as a paragraph: some words and the end of a sentence."""
    return (
        block.word_count >= MIN_PROSE_WORDS
        and not block.text.isupper()
        and block.text.endswith((*SENTENCE_END, "…", ")", "]", ",", "—", "»"))
    )


def is_end_mark(block: Block) -> bool:
    """A sign that copy ends, such as ``###``, ``-30-`` or a wire's ``# Notebook``."""
    return len(block.text) <= 40 and bool(STOP_MARK.match(block.one_line)) and bool(END_MATTER.match(block.text))


def is_salutation(block: Block) -> bool:
    return bool(SALUTATION.match(block.text))


def is_closing(block: Block) -> bool:
    """Whether a letter's last words stand here: "Yours faithfully," and the like."""
    return block.word_count <= 5 and bool(CLOSING.match(block.text))


@cache
def _openings(name: str) -> re.Pattern[str]:
    entries = "|".join(re.escape(entry) for entry in sorted(word_list(name)))
    return re.compile(rf"(?:{entries})(?!\w)", re.IGNORECASE)


@cache
def _related_pattern() -> re.Pattern[str]:
    labels = "|".join(re.escape(label) for label in sorted(word_list("related_labels"), key=lambda w: (-len(w), w)))
    about = r"(?:read )?more (?:on|from|about|in) [^:|.]{2,40}(?=\s?[:|])"
    return re.compile(rf"(?P<label>{about}|{labels})(?:\s?[:|]\s*|\s[–—-]\s|\s*$|(?P<gap>\s+))", re.IGNORECASE)


def _related(block: Block) -> Verdict | None:
    text = block.text
    bullet = BULLET.match(text)
    start = bullet.end() if bullet else 0
    match = _related_pattern().match(text, start)
    if not match or block.word_count > MAX_RELATED_WORDS:
        return None
    label, rest = match["label"], text[match.end() :]
    if match["gap"] and not (label.isupper() and label.count(" ") and not rest.isupper()):
        return None
    if not rest:
        return Verdict(Role.RELATED, BARE_LABEL) if " " in label or label.lower() == "related" else None
    sure = label.isupper() or "|" in match.group() or " " in label or label.lower().startswith("related")
    if not sure and (block.ends_sentence or block.word_count > MAX_TEASER_WORDS):
        return None
    if label.isupper() and " " not in label and rest[0] in QUOTATION_MARKS and label.lower() in ("more", "watch"):
        return None
    return Verdict(Role.RELATED, "related-label", skip=match.end())


def _note(block: Block) -> Verdict | None:
    text = block.text.lstrip("(*[_-–— ").replace("’", "'")
    if CONTRIBUTION.match(text) and block.word_count <= MAX_NOTE_WORDS:
        return Verdict(Role.NOTE, "contributors")
    if UPDATE.match(text) or (_opens_with(text, "notes") and not _is_reported(block)):
        return Verdict(Role.NOTE, "editors-note")
    if block.word_count <= MAX_CREDITS_WORDS and _opens_with(text, "makers"):
        return Verdict(Role.NOTE, "contributors")
    if block.word_count > MAX_NOTE_WORDS or _is_quoting(block):
        return None
    if AUTHOR_NOTE.match(text):
        return Verdict(Role.NOTE, "author-note")
    return Verdict(Role.NOTE, AT_THE_END) if AUTHOR_BIO.match(text) else None


def _footer(block: Block) -> Verdict | None:
    bullet = BULLET.match(block.text)
    text = block.one_line[bullet.end() if bullet else 0 :].replace("’", "'")
    if block.word_count > MAX_FOOTER_WORDS or _is_quoting(block):
        return None
    if text.lower() in word_list("footer_lines"):
        return Verdict(Role.FOOTER, "button")
    if _opens_with(text, "footers") or (block.word_count <= MAX_LONE_WORDS and _opens_with(text, "footer_words")):
        return Verdict(Role.FOOTER, "footer-opening")
    return Verdict(Role.FOOTER, "boilerplate") if BOILERPLATE.match(text) or COPYRIGHT.match(text) else None


def _opens_with(text: str, name: str) -> bool:
    """Whether the text starts with an entry of the list, ending at a word's end."""
    return _openings(name).match(text) is not None


def _is_reported(block: Block) -> bool:
    """Corrections can be news: a line that goes on without a colon or stop is prose about them."""
    words = block.one_line.lower()
    return words.startswith(("correction", "clarification")) and not re.match(
        r"\w+(?: [\w'&]+){0,3}\s?(?:[:(—–-]|\.?$)", words
    )


def _is_quoting(block: Block) -> bool:
    return any(mark in block.text for mark in '"“”«»')


def _is_shouted(block: Block) -> bool:
    """All in capitals, and neither a list head nor somebody's turn in a transcript."""
    return block.text.isupper() and not LIST_HEAD.match(block.text) and not SPEAKER_LINE.match(block.text)


def _starts_like_heading(text: str) -> bool:
    if not any(char.isalpha() for char in text):
        return False
    return text[0].isupper() or text[0].isdigit() or (text[0] in QUOTATION_MARKS and text[-1] in QUOTATION_MARKS)
