"""Writes marked text into a page.

The tags, not the templates, write the words of an article: a template's own line ends and
indents would show up between them.
"""

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.drawing import draw
from articles.extraction.types import Role, Span
from articles.marking import Block, Mark, MarkKind, Segment, shares
from articles.models import Article, Review, Reviewable

register = template.Library()

ROLE_NAMES = {
    Role.HEADLINE: "headline",
    Role.STANDFIRST: "standfirst",
    Role.BYLINE: "byline",
    Role.DATELINE: "dateline",
    Role.BODY: "body",
    Role.SUBHEADING: "subheadings",
    Role.CAPTION: "captions",
    Role.CREDIT: "credits",
    Role.RELATED: "related lines",
    Role.CROSSLINK: "cross-links",
    Role.NOTE: "notes",
    Role.FOOTER: "footer",
}


# Which role is drawn like which: the strip has four paints, and its legend a line for each.
PAINTS = {
    Role.STANDFIRST: Role.HEADLINE,
    Role.SUBHEADING: Role.HEADLINE,
    Role.CREDIT: Role.CAPTION,
    **dict.fromkeys((Role.BYLINE, Role.DATELINE, Role.RELATED, Role.CROSSLINK, Role.NOTE, Role.FOOTER), "apart"),
}


@register.simple_tag
def marked(block: Block) -> SafeString:
    """The words of a block, character for character, with every mark a link and its note beside it."""
    return format_html_join(
        "",
        '<span class="run {}" data-start="{}">{}</span>',
        ((run.role, run.span.start, _pieces(run.segments)) for run in block.runs),
    )


def _pieces(segments: Iterable[Segment]) -> SafeString:
    return format_html_join("", "{}", ((_mark(s) if s.mark else s.text,) for s in segments))


def _mark(segment: Segment) -> SafeString:
    if segment.mark.kind is MarkKind.ENTITY:
        return format_html('<span class="mark entity">{}</span>', _pieces(segment.children))
    note, anchor = segment.mark.subject, segment.mark.anchor
    quote = segment.mark.kind is MarkKind.QUOTE
    words = _pieces(segment.children) if quote else _linked(segment)
    if not segment.opens:
        return format_html('<span class="mark {}">{}</span>', note.classes, words)
    return format_html(
        '<span class="mark {}" id="{}"><span class="note {}" id="note-{}" role="tooltip">{}</span>{}{}</span>',
        note.classes,
        anchor,
        note.classes,
        anchor,
        draw("marks.note", note),
        words,
        _handle(segment) if quote else "",
    )


def _linked(segment: Segment) -> SafeString:
    """The words of a person or event as links; words of another mark inside it keep their own.

    However many pieces that makes, the keyboard stops at one of them.
    """
    stop = next((child for child in segment.children if not child.mark), None) if segment.opens else None
    pieces = (_mark(c) if c.mark else _link(segment.mark, c.text, stop=c is stop) for c in segment.children)
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _link(mark: Mark, words: str, *, stop: bool) -> SafeString:
    if stop:
        return format_html('<a href="{}" aria-describedby="note-{}">{}</a>', mark.subject.leads_to, mark.anchor, words)
    return format_html('<a href="{}" tabindex="-1">{}</a>', mark.subject.leads_to, words)


def _handle(segment: Segment) -> SafeString:
    """A quote's link: its number, like a footnote's, drawn by the stylesheet so that no character is added."""
    note, quote = segment.mark.subject, segment.mark.subject.row
    speaker = quote.speaker.current if quote.speaker else quote.speaker_text or "speaker not identified"
    name = f"Quote {note.number}, {speaker}{' (inferred)' if note.inferred else ''}"
    return format_html(
        '<a class="handle" href="{}" data-number="{}" data-quote="{}" aria-label="{}" aria-describedby="note-{}"></a>',
        note.leads_to,
        note.number,
        quote.pk,
        f"{name}, {note.part}" if note.part else name,
        segment.mark.anchor,
    )


@register.simple_tag
def passage_handle(article: Article, block: Block) -> SafeString:
    """An editor's way to say what a passage is: a link that the stylesheet draws, so that no character is added."""
    start, end = block.span.start, block.span.end
    return format_html(
        '<a class="passage-handle" id="p-{}" href="{}?start={}&amp;end={}" aria-label="What this passage is: {}"></a>',
        start,
        reverse("article_passage", args=[article.pk]),
        start,
        end,
        ROLE_NAMES[block.role],
    )


@register.inclusion_tag("partials/_share_strip.html")
def share_strip(article: Article, quoted: list[Span]) -> dict:
    """Which share of the text is what: a drawing of the text from its first to its last character, and words."""
    length = len(article.text) or 1
    in_quotes = sum(span.end - span.start for span in quoted) / length
    return {
        "strip": [_stretch(start, end, length, role) for start, end, role in article.spans if role != Role.BLANK],
        "quoted": [_stretch(span.start, span.end, length, "quoted") for span in quoted],
        "shares": _painted_shares(shares(article.text, article.spans)),
        "quoted_share": percent(in_quotes) if quoted else "",
    }


def _painted_shares(found: dict[Role, float]) -> list[dict]:
    """The shares under the paint that draws them, in the order of the largest of each."""
    groups: dict[str, list[dict]] = {}
    for role, share in found.items():
        part = {"name": ROLE_NAMES[role], "share": percent(share)}
        groups.setdefault(PAINTS.get(role, role), []).append(part)
    return [{"role": paint, "parts": parts} for paint, parts in groups.items()]


def _stretch(start: int, end: int, length: int, role: str) -> dict:
    return {"role": PAINTS.get(role, role), "x": f"{start / length:.3%}", "width": f"{(end - start) / length:.3%}"}


@register.filter
def standing(rows: Iterable[Reviewable]) -> list[Reviewable]:
    """Those of some depictions at hand that no editor rejected, nor the person they show."""
    return [row for row in rows if Review.REJECTED not in (row.review, row.person.current.review)]


@register.filter
def percent(share: float) -> str:
    """83%; a little is never nothing."""
    return "under 1%" if 0 < share < 0.01 else f"{share:.0%}"
