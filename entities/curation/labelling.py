"""What a stretch of an article is: headline, body, caption, related link."""

from django.contrib.auth.models import User

from articles.extraction.types import Role, Span
from articles.labels import overlay
from articles.models import Article, Caption, RelatedLink, Review
from entities.curation.captions import BY_EDITOR
from entities.curation.checking import verb
from entities.curation.errors import CurationError
from entities.curation.ledger import CUT, Entry
from entities.models import Decision

LINKS = frozenset({Role.RELATED, Role.CROSSLINK})
# Where nobody is quoted: what the machine took for a quote there is none.
NOTHING_SAID = LINKS | {Role.BYLINE, Role.CREDIT, Role.FOOTER}
SHOWN_OF_WORDS = 60


@verb
def relabel_span(*, article: Article, start: int, end: int, role: Role | str, by: User, reason: str = "") -> Decision:
    """Say what a stretch of an article is. Every later ingest keeps the label, with the words where they move.

    What was read there follows. A stretch that is a caption or a link now becomes one, if none of its
    kind stands there. Captions and links that lie in a stretch which is none are rejected, and so are
    quotes with words in a link, a byline, a credit or a footer.
    """
    entry = Entry(Decision.Verb.RELABEL_SPAN, by=by, reason=reason)
    article = entry.open(article)
    if role not in list(Role):
        raise CurationError(f"“{role}” is no label. Choose one of: {', '.join(Role)}.")
    if not 0 <= start < end <= len(article.text) or not article.text[start:end].strip():
        raise CurationError(f"There are no words from {start} to {end} in the article.")
    role, span = Role(role), Span(start, end)
    spans = overlay(article.spans, start, end, role)
    if spans == article.spans:
        raise CurationError(f"These words are labelled {role} already.")
    article.spans = spans
    article.decided_spans = [*_beside(article, span), [start, end, role.value, span.of(article.text)]]
    _follow(entry, article, span, role)
    words = " ".join(span.of(article.text).split())
    words = words if len(words) <= SHOWN_OF_WORDS else words[:SHOWN_OF_WORDS] + CUT
    return entry.close(target=article, label=f"“{words}” as {role}")


def _beside(article: Article, span: Span) -> list[list]:
    """The labels decided before, but for those that this one covers whole."""
    return [label for label in article.decided_spans if label[0] is None or not span.covers(Span(label[0], label[1]))]


def _follow(entry: Entry, article: Article, span: Span, role: Role) -> None:
    _follow_rows(entry, article, span, Caption, fits=role is Role.CAPTION, may_stay=role is Role.CREDIT)
    kind = {"kind": role.value} if role in LINKS else {}
    _follow_rows(entry, article, span, RelatedLink, fits=role in LINKS, **kind)
    if role in NOTHING_SAID:
        said = article.quotes.visible().filter(source_changed=False, parts__start__lt=span.end)
        for quote in entry.open_all(article.quotes.filter(pk__in=said.filter(parts__end__gt=span.start).values("pk"))):
            if any(span.overlaps(Span(part.start, part.end)) for part in quote.parts.all()):
                entry.mark(quote, Review.REJECTED)


def _follow_rows(
    entry: Entry,
    article: Article,
    span: Span,
    model: type[Caption | RelatedLink],
    *,
    fits: bool,
    may_stay: bool = False,
    **fields: str,
) -> None:
    """Make the stretch a row of its kind, or reject the rows that lie in it and are none any more."""
    here = model.objects.filter(article=article, source_changed=False, start__lt=span.end, end__gt=span.start)
    rows = entry.open_all(here)
    if not fits:
        for row in rows:
            if row.review != Review.REJECTED and not may_stay and span.covers(Span(row.start, row.end)):
                entry.mark(row, Review.REJECTED)
        return
    same = next((row for row in rows if (row.start, row.end) == (span.start, span.end)), None)
    if same is None and any(row.review != Review.REJECTED for row in rows):
        return
    row = same or model(article=article, start=span.start, end=span.end, text=span.of(article.text), rule=BY_EDITOR)
    for name, value in fields.items():
        setattr(row, name, value)
    entry.mark(row, Review.EDITED)
    if same is None:
        entry.add(row)
