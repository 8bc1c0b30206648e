"""Quotes of nearly the same words shown once, with where else they were published and in which words."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import QueryDict

from articles.extraction.types import QuoteKind
from entities.filters import QuoteFilter
from entities.filters.facets import NEWEST, Sample
from entities.filters.paging import Page, page_of_list
from entities.models import Quote
from entities.rows import UNTOLD_OF_ARTICLE

ALIKE, MOST = 1_000, 200  # rows of nearly the same words looked at, and other publications read for a page
# What was reported stands by itself: of the same words one report may say that somebody denied them.
REPORTED = Q(kind=QuoteKind.INDIRECT.value)


def is_first(among: QuerySet) -> Q:
    """Quotes whose words, or nearly the same, no earlier row of `among` has from that speaker."""
    same = {"words_key": OuterRef("words_key"), "speaker": OuterRef("speaker")}
    earlier = among.order_by().filter(~REPORTED, **same, words_key__gt="", pk__lt=OuterRef("pk"))
    return REPORTED | ~Q(Exists(earlier))


def folded(rows: Sample) -> dict[int, list[int]]:
    """The same of rows that are all at hand: the keys of those that are shown, each with those folded under it."""
    alike = defaultdict(list)
    columns = ("pk", "words_key", "speaker", "kind")
    for key, words, speaker, kind in zip(*map(rows.values, columns), strict=True):
        stands_alone = kind == QuoteKind.INDIRECT or not words or speaker is None
        alike[key if stands_alone else (words, speaker)].append(key)
    return {keys[0]: keys[1:] for keys in map(sorted, alike.values())}


def alike_among(quotes: Sequence[Quote], among: QuerySet) -> QuerySet:
    """The rows of `among` that have the words of any of the quotes, or nearly the same."""
    keys = {quote.words_key for quote in quotes if quote.kind != QuoteKind.INDIRECT} - {""}
    # First the few of these words, then which of them are among the rows: asked for both at once, a database may
    # go through all that somebody said.
    speakers = {quote.speaker_id for quote in quotes}
    alike = Quote.objects.order_by().filter(~REPORTED, words_key__in=keys, speaker__in=speakers)
    return among.filter(pk__in=alike.values("pk")[:ALIKE]) if keys else among.none()


def unfold(quotes: Sequence[Quote], alike: QuerySet) -> None:
    """Give each of the quotes `others`: the rows that are folded under it, the first published first."""
    rows = alike.order_by(F("article__published").asc(nulls_last=True), "pk").exclude(pk__in=[q.pk for q in quotes])
    rows = rows.select_related("article").defer(*UNTOLD_OF_ARTICLE).with_pieces()
    others = defaultdict(list)
    for row in rows[:MOST]:
        others[row.words_key, row.speaker_id].append(row)
    for quote in quotes:
        quote.others = [] if quote.kind == QuoteKind.INDIRECT else others[quote.words_key, quote.speaker_id]
        for other in quote.others:
            other.speaker = quote.speaker


def page_folded(asked: QuoteFilter, address: QueryDict) -> tuple[Page, int | None]:
    """A page of what is asked for, the same words once. And how many rows are not shown for it, if that is known."""
    if not asked.is_valid():
        return Page(), 0
    if asked.number.count > NEWEST or asked.number.is_more:
        among = asked.filtered()
        page = page_of_list(asked, address, among=is_first(among))
        unfold(page.object_list, alike_among(page.object_list, among))
        return page, None
    rows = asked.sample()
    printings = folded(rows)
    page = page_of_list(asked, address, within=printings)
    others = [key for quote in page.object_list for key in printings[quote.pk]]
    unfold(page.object_list, Quote.objects.filter(pk__in=others))
    return page, len(rows.rows) - len(printings)
