"""Articles whose format says what each passage is: what it says is kept, and what it leaves open is read."""

from collections.abc import Sequence

from articles.extraction.blocks import make_block
from articles.extraction.bylines import Byline, read_byline
from articles.extraction.credit_tails import find_credit
from articles.extraction.credits import read_credit
from articles.extraction.head import Head
from articles.extraction.lines import judge_line
from articles.extraction.passages import Passages, read_passages
from articles.extraction.types import CaptionBlock, LabelledSpan, RawArticle, RelatedLine, Role, Span

LINKS = (Role.RELATED, Role.CROSSLINK)


def read_labelled(raw: RawArticle) -> tuple[Head, Passages]:
    """Roles that the format gave; its paragraphs of story are still read for captions, links and notes."""
    text = raw.text
    labels = sorted(trimmed for label in raw.labels if (trimmed := _trimmed(text, label)))
    story = [make_block(text, label.span.start, label.span.end) for label in labels if label.role is Role.BODY]
    passages = read_passages(text, story, typography=False)
    captions = {caption.span.start: caption for caption in raw.captions}
    links = {line.span.start: line for line in raw.related}
    head_labels: list[LabelledSpan] = []
    for index, label in enumerate(labels):
        if label.role is Role.CAPTION:
            given = captions.get(label.span.start) or _with_credit_beside(text, labels, index)
            _add_caption(passages, text, label, given)
        elif label.role is not Role.BODY:
            head_labels.append(label)
        if label.role in LINKS:
            passages.related.append(links.get(label.span.start) or _link(text, label))
        if label.role is Role.FOOTER:
            passages.footers.append(make_block(text, label.span.start, label.span.end))
    return _head(text, head_labels), passages


def _trimmed(text: str, label: LabelledSpan) -> LabelledSpan | None:
    words = label.span.of(text)
    if not words.strip() or label.role is Role.BLANK:
        return None
    start = label.span.start + len(words) - len(words.lstrip())
    return LabelledSpan(Span(start, start + len(words.strip())), label.role, label.rule or "format")


def _link(text: str, label: LabelledSpan) -> RelatedLine:
    """The line without a "RELATED:" of its own."""
    verdict = judge_line(make_block(text, label.span.start, label.span.end))
    skip = verdict.skip if verdict and verdict.role is Role.RELATED else 0
    return RelatedLine(span=Span(label.span.start + skip, label.span.end), kind=label.role)


def _head(text: str, labels: Sequence[LabelledSpan]) -> Head:
    said = {
        role: [" ".join(label.span.of(text).split()) for label in labels if label.role is role]
        for role in (Role.HEADLINE, Role.STANDFIRST, Role.DATELINE, Role.BYLINE)
    }
    bylines = [read_byline(line) or read_byline(f"By {line}") or Byline() for line in said[Role.BYLINE]]
    named = {name.casefold(): name for byline in reversed(bylines) for name in reversed(byline.authors)}
    return Head(
        labels=tuple(labels),
        headline=" ".join(said[Role.HEADLINE]),
        standfirst=" ".join(said[Role.STANDFIRST]),
        dateline=" ".join(said[Role.DATELINE]),
        authors=tuple(reversed(named.values())),
        outlet=next((byline.outlet for byline in bylines if byline.outlet), ""),
        published=next((byline.published for byline in bylines if byline.published), None),
    )


def _add_caption(passages: Passages, text: str, label: LabelledSpan, given: CaptionBlock) -> None:
    """A caption with the credit that the format gave, or else the one its words end in."""
    credited = None if given.credit else find_credit(text, label.span)
    if credited is None or credited.words_end <= label.span.start:
        passages.captions.append(given)
        passages.labels.append(label)
        return
    words = Span(label.span.start, credited.words_end)
    passages.captions.append(CaptionBlock(span=words, credit=credited.credit))
    passages.labels += [
        LabelledSpan(words, Role.CAPTION, label.rule),
        LabelledSpan(credited.outer, Role.CREDIT, credited.rule),
    ]


def _with_credit_beside(text: str, labels: Sequence[LabelledSpan], index: int) -> CaptionBlock:
    """A caption with the credit that stands above or below it with nothing but white space between."""
    caption = labels[index].span
    for other in (*labels[index + 1 : index + 2], *labels[max(0, index - 1) : index]):
        first, second = sorted((caption, other.span))
        if other.role is Role.CREDIT and first.end <= second.start and not text[first.end : second.start].strip():
            return CaptionBlock(span=caption, credit=read_credit(text, other.span))
    return CaptionBlock(span=caption)
