"""From a raw article to a document: one canonical text, and a role for every character of it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from articles.extraction.blocks import find_blocks, make_block
from articles.extraction.credit_tails import find_credit
from articles.extraction.credits import read_credit
from articles.extraction.dates import parse_date
from articles.extraction.head import Head, read_head
from articles.extraction.languages import guess_language
from articles.extraction.lines import judge_line
from articles.extraction.passages import Passages, read_passages
from articles.extraction.publishers import find_publisher
from articles.extraction.types import (
    CaptionBlock,
    Document,
    LabelledSpan,
    PartialDate,
    RawArticle,
    RelatedLine,
    Role,
    Span,
)


def build_document(raw: RawArticle) -> Document:
    """Label the whole of `raw.text`, which stays as it is.

    What the format said is kept: its labels, but for paragraphs that turn out to be captions,
    links or notes, and its fields. The rest is read from the words.
    """
    if raw.labels:
        head, passages = _read_labelled(raw)
    else:
        blocks = find_blocks(raw.text)
        head = read_head(blocks)
        passages = read_passages(raw.text, [block for i, block in enumerate(blocks) if i not in head.claimed])
    publisher, rule = (raw.publisher, "format") if raw.publisher else ("", "")
    if not publisher:
        credits = [caption.credit for caption in passages.captions if caption.credit]
        publisher, rule = find_publisher(head.outlet, passages.footers, credits, raw.text)
    labels = [*head.labels, *passages.labels]
    return Document(
        path=raw.path,
        item=raw.item,
        format=raw.format,
        text=raw.text,
        spans=tuple(_cover(raw.text, labels)),
        headline=raw.headline or head.headline,
        standfirst=raw.standfirst or head.standfirst,
        authors=raw.authors or head.authors or passages.signature,
        published=_published(raw, head, passages),
        publisher=publisher,
        publisher_rule=rule,
        section=raw.section,
        language=raw.language or guess_language(" ".join(_story(raw.text, labels))),
        dateline=passages.dateline.words if passages.dateline else "",
        url=raw.url,
        captions=tuple(sorted(passages.captions, key=lambda caption: caption.span)),
        related=tuple(sorted(passages.related, key=lambda line: line.span)),
        warnings=raw.warnings,
    )


def _published(raw: RawArticle, head: Head, passages: Passages) -> PartialDate | None:
    """The format's date, the one printed under the headline, or that of a dateline with a year."""
    given = parse_date(raw.published) if raw.published else None
    return given or head.published or (passages.dateline.date if passages.dateline else None)


def _story(text: str, labels: Iterable[LabelledSpan]) -> Iterator[str]:
    return (label.span.of(text) for label in labels if label.role is Role.BODY)


def _cover(text: str, labels: list[LabelledSpan]) -> Iterator[LabelledSpan]:
    """The labels in order with every gap between them labelled: white space is blank, words are story.

    Where labels of a format overlap, the first keeps the words.
    """
    position = 0
    for label in sorted(labels):
        if label.span.end <= position:
            continue
        start = max(position, label.span.start)
        yield from _gap(text, position, start)
        yield replace(label, span=Span(start, label.span.end))
        position = label.span.end
    yield from _gap(text, position, len(text))


def _gap(text: str, start: int, end: int) -> Iterator[LabelledSpan]:
    if start < end:
        blank = not text[start:end].strip()
        yield LabelledSpan(Span(start, end), Role.BLANK if blank else Role.BODY, "" if blank else "unlabelled")


def _read_labelled(raw: RawArticle) -> tuple[Head, Passages]:
    """Roles that the format gave; its paragraphs of story are still read for captions, links and notes."""
    text = raw.text
    labels = [trimmed for label in raw.labels if (trimmed := _trimmed(text, label))]
    story = [make_block(text, label.span.start, label.span.end) for label in labels if label.role is Role.BODY]
    passages = read_passages(text, story, typography=False)
    head_labels: list[LabelledSpan] = []
    for label in labels:
        if label.role is Role.CAPTION:
            _add_labelled_caption(passages, text, label, labels)
        elif label.role is not Role.BODY:
            head_labels.append(label)
        if label.role in (Role.RELATED, Role.CROSSLINK):
            passages.related.append(_labelled_link(text, label))
        if label.role is Role.FOOTER:
            passages.footers.append(make_block(text, label.span.start, label.span.end))
    return _labelled_head(text, head_labels), passages


def _labelled_link(text: str, label: LabelledSpan) -> RelatedLine:
    """The line without a "RELATED:" of its own."""
    verdict = judge_line(make_block(text, label.span.start, label.span.end))
    skip = verdict.skip if verdict and verdict.role is Role.RELATED else 0
    return RelatedLine(span=Span(label.span.start + skip, label.span.end), kind=label.role)


def _labelled_head(text: str, labels: list[LabelledSpan]) -> Head:
    headline, standfirst = (
        " ".join(" ".join(label.span.of(text).split()) for label in labels if label.role is role)
        for role in (Role.HEADLINE, Role.STANDFIRST)
    )
    return Head(labels=tuple(labels), headline=headline, standfirst=standfirst)


def _trimmed(text: str, label: LabelledSpan) -> LabelledSpan | None:
    words = label.span.of(text)
    if not words.strip() or label.role is Role.BLANK:
        return None
    start = label.span.start + len(words) - len(words.lstrip())
    return LabelledSpan(Span(start, start + len(words.strip())), label.role, label.rule or "format")


def _add_labelled_caption(passages: Passages, text: str, label: LabelledSpan, labels: list[LabelledSpan]) -> None:
    """A caption with the credit the format put beside it, or else the one its words end in."""
    beside = next(
        (other.span for other in labels if other.role is Role.CREDIT and _touch(text, label.span, other.span)), None
    )
    credited = None if beside else find_credit(text, label.span)
    if beside:
        passages.captions.append(CaptionBlock(span=label.span, credit=read_credit(text, beside)))
        passages.labels.append(label)
    elif credited and credited.words_end > label.span.start:
        words = Span(label.span.start, credited.words_end)
        passages.captions.append(CaptionBlock(span=words, credit=credited.credit))
        passages.labels += [
            LabelledSpan(words, Role.CAPTION, label.rule),
            LabelledSpan(credited.outer, Role.CREDIT, credited.rule),
        ]
    else:
        passages.captions.append(CaptionBlock(span=label.span))
        passages.labels.append(label)


def _touch(text: str, caption: Span, credit: Span) -> bool:
    """Whether nothing but white space stands between a caption and a credit, in either order."""
    first, second = sorted((caption, credit))
    return first.end <= second.start and not text[first.end : second.start].strip()
