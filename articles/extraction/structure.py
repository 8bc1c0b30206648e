"""From a raw article to a document: one canonical text, and a role for every character of it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from articles.extraction.blocks import find_blocks
from articles.extraction.dates import parse_date
from articles.extraction.dates_abroad import in_english
from articles.extraction.head import Head, read_head
from articles.extraction.labelled import read_labelled
from articles.extraction.languages import guess_language
from articles.extraction.passages import Passages, read_passages
from articles.extraction.publishers import find_publisher
from articles.extraction.types import Document, LabelledSpan, PartialDate, RawArticle, Role, Span


def build_document(raw: RawArticle) -> Document:
    """Label the whole of `raw.text`, which stays as it is.

    What the format said is kept: its labels, but for paragraphs that turn out to be captions,
    links or notes, and its fields. The rest is read from the words.
    """
    if raw.labels:
        head, passages = read_labelled(raw)
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
        dateline=passages.dateline.words if passages.dateline else head.dateline,
        url=raw.url,
        provenance=raw.provenance,
        captions=tuple(sorted(passages.captions, key=lambda caption: caption.span)),
        related=tuple(sorted(passages.related, key=lambda line: line.span)),
        warnings=raw.warnings,
    )


def _published(raw: RawArticle, head: Head, passages: Passages) -> PartialDate | None:
    """The format's date, the one printed under the headline, or that of a dateline with a year."""
    given = parse_date(in_english(raw.published)) if raw.published else None
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
