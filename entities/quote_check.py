"""Is this quote exact, and who said it? The quotations of a draft, looked up among all that was printed."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from django.db.models import F, Q

from articles.drafts import MOST, Comparison, Pasted, compare, read_draft
from articles.extraction.directory import normalise
from articles.extraction.types import Span
from articles.index import matching, rank
from articles.models import Article
from articles.same_words import words_key
from articles.search import Or, Words
from articles.search.words import folded_words, read_words
from entities.models import Alias, Person, Quote, QuotePart
from entities.passage import Paragraph, paragraph_of, passage_of, sentence_at

ENOUGH = 0.6  # of the pasted words, in one printed stretch: it may be the same statement
FEWEST_SHARED = 3  # words; of fewer nobody is reminded
PROBES = 8  # runs of words of a quotation by which others like it are looked for
MOST_RANKED = 2_000
MOST_CANDIDATES = 300
MOST_COMPARED = 8  # different words, with one quotation
MOST_OTHERS = 200
LONGEST_PHRASE = 30  # words of a quotation that are looked for as they stand


class Verdict(StrEnum):
    VERBATIM = "verbatim"
    ALTERED = "altered"
    ANOTHER = "by another speaker"
    BOTH = "altered and by another speaker"
    UNQUOTED = "printed, but not found as a quote"
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What is known of one quotation; `named` are the people whom the draft names beside it."""

    pasted: Pasted
    verdict: Verdict
    comparison: Comparison | None = None
    quote: Quote | None = None
    article: Article | None = None
    passage: Sequence[Paragraph] = ()
    others: Sequence[Quote] = ()
    named: Sequence[Person] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    checked: Sequence[Checked] = ()
    left_out: int = 0  # quotations beyond those that are looked up

    @property
    def counts(self) -> dict[str, int]:
        """How many quotations have which verdict, in the order of the verdicts."""
        found = [one.verdict for one in self.checked]
        return {str(verdict): found.count(verdict) for verdict in Verdict if verdict in found}

    def __str__(self) -> str:
        """ "1 verbatim, 2 altered"; empty where no quotation was looked up."""
        return ", ".join(f"{number} {verdict}" for verdict, number in self.counts.items())


@dataclass(frozen=True, slots=True)
class _Found:
    quote: int
    comparison: Comparison


def check_draft(text: str) -> Check:
    """Look up every quotation of a draft, in a fixed number of queries."""
    draft = read_draft(text)
    pasted = draft[:MOST]
    if not pasted:
        return Check()
    named = _people_named(pasted)
    found = _closest(pasted, _candidates(pasted, {person.pk for people in named for person in people}))
    said = _speakers({one.quote for several in found for one in several})
    best = [_best(several, said, people) for several, people in zip(found, named, strict=True)]
    rows = Quote.objects.for_display().select_related("reviewed_by", "run")
    quotes = rows.in_bulk({one.quote for one in best if one})
    others = _others(quotes.values())
    printed = _printed([words for words, one in zip(pasted, best, strict=True) if one is None])
    checked = [
        _checked(words, people, one, quotes, others, printed.get(words.words))
        for words, people, one in zip(pasted, named, best, strict=True)
    ]
    return Check(checked=checked, left_out=len(draft) - len(pasted))


def _checked(
    pasted: Pasted,
    named: Sequence[Person],
    found: _Found | None,
    quotes: dict[int, Quote],
    others: dict[str, list[Quote]],
    printed: tuple[Article, Span] | None,
) -> Checked:
    if found is None:
        if printed is None:
            return Checked(pasted=pasted, verdict=Verdict.NOT_FOUND, named=named)
        article, span = printed
        window = Span(*sentence_at(article, span.start, span.end))
        passage = [paragraph_of(article.text, window, [span])]
        return Checked(pasted=pasted, verdict=Verdict.UNQUOTED, article=article, passage=passage, named=named)
    quote = quotes[found.quote]
    verdict = Verdict.VERBATIM if found.comparison.exact else Verdict.ALTERED
    is_told = pasted.are_beside and named and quote.named_speaker
    if is_told and quote.named_speaker not in named:
        verdict = Verdict.ANOTHER if verdict is Verdict.VERBATIM else Verdict.BOTH
    return Checked(
        pasted=pasted, verdict=verdict, comparison=found.comparison, quote=quote, article=quote.article,
        passage=passage_of(quote), named=named, others=[o for o in others[quote.words_key] if o.pk != quote.pk],
    )  # fmt: skip


def _people_named(pasted: Sequence[Pasted]) -> list[list[Person]]:
    """For each quotation the people who bear one of the names beside it."""
    names = {normalise(name) for one in pasted for name in one.names} - {""}
    aliases = Alias.objects.filter(normalised__in=names).select_related("person__survivor").order_by("person")
    bearers = defaultdict(dict)
    for alias in aliases:
        bearers[alias.normalised][alias.person.current.pk] = alias.person.current
    named = ({pk: p for name in one.names for pk, p in bearers[normalise(name)].items()}.values() for one in pasted)
    return [sorted(people, key=lambda person: (person.name, person.pk)) for people in named]


def _candidates(pasted: Iterable[Pasted], named: Collection[int]) -> dict[int, str]:
    """The words of quotes that are those of a quotation, or share a run of words with one, by key.

    However often the same words are printed, those of the people who are named are among them.
    """
    pasted = list(pasted)
    probes = {Words(probe, exact=True) for one in pasted for probe in _probes(folded_words(one.words))}
    like: list[int] = []
    if probes:
        node = Or(tuple(sorted(probes, key=lambda words: words.words)))
        rows = Quote.objects.visible().filter(pk__in=matching("quote", node)).order_by("-pk")
        like = rank("quote", node, list(rows.values_list("pk", flat=True)[:MOST_RANKED]))[:MOST_CANDIDATES]
    same = Quote.objects.visible().filter(words_key__in={words_key(one.words) for one in pasted})
    by_named = same.filter(Q(speaker__in=named) | Q(speaker__survivor__in=named))
    keys = {key for rows in (same, by_named) for key in rows.values_list("pk", flat=True)[:MOST_CANDIDATES]}
    words = defaultdict(list)
    for quote, text in (
        QuotePart.objects.filter(quote__in=keys.union(like)).order_by("quote", "order").values_list("quote", "text")
    ):
        words[quote].append(text)
    return {quote: " ".join(texts) for quote, texts in words.items()}


def _probes(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Runs of words spread over a quotation, so that one of them is likely to be left as it was."""
    size = 4 if len(words) >= 12 else 3 if len(words) >= 6 else 2
    if len(words) <= size:
        yield tuple(words)
        return
    last = len(words) - size
    for start in sorted({round(number * last / (PROBES - 1)) for number in range(PROBES)}):
        yield tuple(words[start : start + size])


def _closest(pasted: Sequence[Pasted], candidates: dict[int, str]) -> list[list[_Found]]:
    """For each quotation the printed ones that are it or may have been it, the likest first."""
    printed, by_pair = defaultdict(list), defaultdict(set)
    for key, text in candidates.items():
        printed[text].append(key)
    for text in printed:
        for pair in _pairs(text):
            by_pair[pair].add(text)
    return [
        sorted((_Found(key, found) for text, found in _compared(one, by_pair) for key in printed[text]), key=_likest)
        for one in pasted
    ]


def _pairs(text: str) -> set[tuple[str, str]]:
    words = folded_words(text)
    return set(pairwise(words))


def _compared(pasted: Pasted, by_pair: dict[tuple[str, str], set[str]]) -> Iterator[tuple[str, Comparison]]:
    """The printed words that share the most with a quotation, as often as they may be printed."""
    shared = Counter(text for pair in _pairs(pasted.words) for text in by_pair[pair])
    for text in sorted(shared, key=lambda text: (-shared[text], text))[:MOST_COMPARED]:
        found = compare(text, pasted.words)
        if found.exact or (found.share >= ENOUGH and found.share * len(pasted.words.split()) >= FEWEST_SHARED):
            yield text, found


def _likest(found: _Found) -> tuple:
    return not found.comparison.exact, -found.comparison.share, found.quote


def _speakers(quotes: Collection[int]) -> dict[int, int | None]:
    """Who says each of the quotes: the people whose pages are led to, by key."""
    rows = Quote.objects.filter(pk__in=quotes).values_list("pk", "speaker", "speaker__survivor")
    return {quote: survivor or speaker for quote, speaker, survivor in rows}


def _best(found: Sequence[_Found], said: Mapping[int, int | None], named: Sequence[Person]) -> _Found | None:
    """The likest; among those that are equally like it, one of somebody whom the draft names."""
    wanted = {person.pk for person in named}
    return min(found, key=lambda one: (_likest(one)[:2], said[one.quote] not in wanted), default=None)


def _others(quotes: Iterable[Quote]) -> dict[str, list[Quote]]:
    """Every quote of the same words, the first published first, by their key."""
    keys = {quote.words_key for quote in quotes} - {""}
    rows = Quote.objects.visible().filter(words_key__in=keys).for_display()
    found = defaultdict(list)
    for row in rows.order_by(F("article__published").asc(nulls_last=True), "pk")[:MOST_OTHERS]:
        found[row.words_key].append(row)
    return found


def _printed(pasted: Sequence[Pasted]) -> dict[str, tuple[Article, Span]]:
    """Where words stand in an article that are no quote there."""
    wanted = {one.words: folded_words(one.words)[:LONGEST_PHRASE] for one in pasted}
    phrases = [Words(tuple(words), exact=True) for words in wanted.values() if len(words) >= FEWEST_SHARED]
    if not phrases:
        return {}
    rows = Article.objects.filter(pk__in=matching("article", Or(tuple(phrases))))
    found = {}
    for article in rows.order_by(F("published").asc(nulls_last=True), "pk")[:MOST]:
        words = list(read_words(article.text))
        for text, run in wanted.items():
            if text not in found and len(run) >= FEWEST_SHARED and (span := _span(words, run)):
                found[text] = article, span
    return found


def _span(words: Sequence, run: Sequence[str]) -> Span | None:
    for index in range(len(words) - len(run) + 1):
        if words[index].folded == run[0] and [word.folded for word in words[index : index + len(run)]] == run:
            return Span(words[index].start, words[index + len(run) - 1].end)
    return None
