"""What waits for an editor, each kind with the question it asks."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from articles.extraction.types import QuoteKind
from entities.models import Mention, Quote

# A quote that its rule rates below this is read by an editor before anyone relies on it.
UNCERTAIN = 0.6

NAMELESS = Q(kind=QuoteKind.DIRECT, speaker=None, speaker_text="")
DOUBTFUL = Q(confidence__lt=UNCERTAIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    question: str
    kind: str  # in words, after the count
    count: int
    url_name: str  # where staff see the rows
    query: str


def ambiguous_names() -> QuerySet[Mention]:
    return Mention.objects.ambiguous().unreviewed()


def unclear_quotes() -> QuerySet[Quote]:
    """Quotes that nobody is said to have spoken, and those whose rule does not trust itself.

    "A viewer" is an answer: such a quote is not waiting for one.
    """
    return Quote.objects.unreviewed().filter(NAMELESS | DOUBTFUL)


def waiting() -> QuerySet:
    """Every row that waits, as one query of primary keys to be counted."""
    names, quotes = (rows.order_by().values("pk") for rows in (ambiguous_names(), unclear_quotes()))
    return quotes.union(names, all=True)


def queues() -> list[Queue]:
    """The kinds of work that wait, those with nothing in them left out."""
    nameless, doubtful = Quote.objects.unreviewed().filter(NAMELESS), unclear_quotes().exclude(NAMELESS)
    rows = [
        Queue(
            question="Who is meant?",
            kind="names that several people bear",
            count=ambiguous_names().count(),
            url_name="admin:entities_mention_changelist",
            query="review__exact=machine&person__isnull=True",
        ),
        Queue(
            question="Who says this?",
            kind="quotes for which the text names no speaker",
            count=nameless.count(),
            url_name="admin:entities_quote_changelist",
            query="review__exact=machine&kind__exact=direct&speaker__isnull=True&speaker_text__exact=",
        ),
        Queue(
            question="Is this quote right?",
            kind="quotes that the machine is not sure of",
            count=doubtful.count(),
            url_name="admin:entities_quote_changelist",
            query=f"review__exact=machine&confidence__lt={UNCERTAIN}",
        ),
    ]
    return [queue for queue in rows if queue.count]
