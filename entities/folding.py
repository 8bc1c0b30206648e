"""Quotes of nearly the same words shown once, with where else they were published and in which words."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from articles.extraction.types import QuoteKind
from entities.models import Quote

ALIKE, MOST = 1_000, 200  # rows of nearly the same words looked at, and other publications read for a page
# What was reported stands by itself: of the same words one report may say that somebody denied them.
REPORTED = Q(kind=QuoteKind.INDIRECT.value)


def is_first(among: QuerySet) -> Q:
    """Quotes whose words, or nearly the same, no earlier row of `among` has from that speaker."""
    same = {"words_key": OuterRef("words_key"), "speaker": OuterRef("speaker")}
    earlier = among.order_by().filter(~REPORTED, **same, words_key__gt="", pk__lt=OuterRef("pk"))
    return REPORTED | ~Q(Exists(earlier))


def number_folded(among: QuerySet) -> int:
    """How many rows of `among`, which have to be few, are not shown by themselves."""
    rows = among.order_by().filter(~REPORTED, words_key__gt="", speaker__isnull=False)
    alike = Counter(rows.values_list("words_key", "speaker"))
    return alike.total() - len(alike)


def unfold(quotes: Sequence[Quote], among: QuerySet) -> None:
    """Give each of the quotes `others`: the rows of `among` that are folded under it, the first published first."""
    keys = {quote.words_key for quote in quotes if quote.kind != QuoteKind.INDIRECT} - {""}
    # First the few of these words, then which of them are among the rows: asked for both at once, a database may
    # go through all that somebody said.
    speakers = {quote.speaker_id for quote in quotes}
    alike = Quote.objects.order_by().filter(~REPORTED, words_key__in=keys, speaker__in=speakers)
    found = {*alike.values_list("pk", flat=True)[:ALIKE]} - {quote.pk for quote in quotes}
    rows = among.order_by().filter(pk__in=found) if found else among.none()
    rows = rows.select_related("article").defer("article__text", "article__spans").with_pieces()
    others = defaultdict(list)
    for row in rows.order_by(F("article__published").asc(nulls_last=True), "pk")[:MOST]:
        others[row.words_key, row.speaker_id].append(row)
    for quote in quotes:
        quote.others = [] if quote.kind == QuoteKind.INDIRECT else others[quote.words_key, quote.speaker_id]
