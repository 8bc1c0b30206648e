"""The archive's own account: that text, spans and rows agree, article by article, and where every mark went."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.db.models import F, Model, Q

from articles.extraction import EXTRACTION_VERSION
from articles.extraction.bounds import readable
from articles.extraction.languages import primary_language
from articles.extraction.quotes.accounting import Fate, account, count_alone
from articles.extraction.types import Document, LabelledSpan, Role, Span, Unquoted
from articles.models import Article, ArticleVersion, Caption, RelatedLink, Review
from entities.models import EntityMention, Event, EventMention, Mention, Person, Quote, QuotePart

LOT = 50
MOST_NAMED = 10
ROLES = set(Role)
# Words that a quote tells of itself beside what was said, each with its place.
PLACED = ("speaker", "cue", "quoting")


@dataclass(slots=True)
class Figure:
    """One line of the account: how many were looked at, and which of them are wrong."""

    what: str
    seen: int = 0
    wrong: int = 0
    named: list[str] = field(default_factory=list)

    def note(self, seen: int, wrong: Sequence[str]) -> None:
        self.seen += seen
        self.wrong += len(wrong)
        self.named += wrong[: MOST_NAMED - len(self.named)]

    def __str__(self) -> str:
        if not self.wrong:
            return f"{self.what}: {self.seen:,} of {self.seen:,}"
        more = ", …" if self.wrong > len(self.named) else ""
        return f"{self.what}: {self.seen - self.wrong:,} of {self.seen:,}; WRONG: {', '.join(self.named)}{more}"


@dataclass(slots=True)
class Account:
    """All figures of an archive or of some articles. Grows with the number of checks alone."""

    figures: dict[str, Figure] = field(default_factory=dict)
    fates: Counter[Fate] = field(default_factory=Counter)
    alone: int = 0  # double quotation marks that are in no pair
    roles: Counter[Role] = field(default_factory=Counter)  # characters

    def note(self, what: str, is_right: bool, name: str) -> None:
        self.note_lot(what, 1, [] if is_right else [name])

    def note_lot(self, what: str, seen: int, wrong: Sequence[str]) -> None:
        self.figures.setdefault(what, Figure(what)).note(seen, wrong)

    @property
    def pairs(self) -> int:
        """Pairs of quotation marks."""
        return self.fates.total()

    def kept(self) -> list[tuple[str, int]]:
        """What became of the pairs, in words, the most frequent first."""
        return [(str(fate), times) for fate, times in self.fates.most_common()]

    def shares(self) -> list[tuple[str, float]]:
        """Which per cent of the text each role has, the largest first."""
        whole = self.roles.total()
        return [(role.value, 100 * length / whole) for role, length in self.roles.most_common()]

    @property
    def wrong(self) -> int:
        return sum(figure.wrong for figure in self.figures.values())


def verify_articles(
    articles: Iterable[Sequence[Article]], on_lot: Callable[[int], None] = lambda done: None
) -> Account:
    """Check every article of some lots with all its rows, in flat memory."""
    told, done = Account(), 0
    for lot in articles:
        _verify_lot(lot, told)
        done += len(lot)
        on_lot(done)
    return told


def all_articles() -> Iterator[list[Article]]:
    last = 0
    while lot := list(Article.objects.filter(pk__gt=last).order_by("pk")[:LOT]):
        yield lot
        last = lot[-1].pk


def _verify_lot(articles: Sequence[Article], told: Account) -> None:
    keys = [article.pk for article in articles]
    parts: dict[int, list[QuotePart]] = defaultdict(list)
    for part in QuotePart.objects.filter(quote__article__in=keys).select_related("quote").order_by("quote", "order"):
        parts[part.quote.article_id].append(part)
    rows = {model: _by_article(model, keys) for model in (Mention, Caption, EntityMention, EventMention, RelatedLink)}
    quotes = _by_article(Quote, keys)
    newest = set(
        ArticleVersion.objects.filter(article__in=keys, text=None, content_hash=F("article__content_hash")).values_list(
            "article", flat=True
        )
    )
    for article in articles:
        name = f"article {article.pk}"
        told.note("articles whose every character has one role", _is_covered(article), name)
        told.note("articles whose newest version is their text", article.pk in newest, name)
        _verify_quotes(article, quotes[article.pk], parts[article.pk], told)
        for model, found in rows.items():
            for row in found[article.pk]:
                what = f"{model._meta.verbose_name_plural} whose words stand in the text"
                told.note(what, _stands(article.text, row.start, row.end, row.text, row), _name(row))
        for caption in rows[Caption][article.pk]:
            credit = article.text[caption.credit_start or 0 : caption.credit_end or 0]
            is_right = caption.credit_start is None or caption.source_changed or _is_cut(caption.credit, credit)
            told.note("credits that stand in the text", is_right, _name(caption))
        _account_for_marks(article, parts[article.pk], told)
        for start, end, role in article.spans:
            told.roles[Role(role)] += end - start


def _name(row: Model) -> str:
    return f"{row._meta.verbose_name} {row.pk}"


def _is_cut(kept: str, printed: str) -> bool:
    """Whether words are those printed, or as much of them as their column holds."""
    return kept == printed or (kept.endswith("…") and printed.startswith(kept[:-1]))


def _by_article(model: type[Model], keys: list[int]) -> dict[int, list]:
    found: dict[int, list] = defaultdict(list)
    for row in model._base_manager.filter(article__in=keys).order_by("pk"):
        found[row.article_id].append(row)
    return found


def _is_covered(article: Article) -> bool:
    """Invariant 3: sorted, side by side, from the first character to the last, each with a role that exists."""
    spans = article.spans
    if not article.text:
        return not spans
    return (
        bool(spans)
        and spans[0][0] == 0
        and spans[-1][1] == len(article.text)
        and all(start < end and role in ROLES for start, end, role in spans)
        and all(one[1] == other[0] for one, other in pairwise(spans))
    )


def _stands(text: str, start: int, end: int, words: str, row: Model) -> bool:
    """Invariant 1; a decided row whose words have gone keeps those of the text that was decided on."""
    return getattr(row, "source_changed", False) or text[start:end] == words


def _verify_quotes(article: Article, quotes: Sequence[Quote], parts: Sequence[QuotePart], told: Account) -> None:
    of_quote: dict[Quote, list[QuotePart]] = defaultdict(list)
    for part in parts:
        of_quote[part.quote].append(part)
        told.note(
            "parts of quotes whose words are those published",
            _stands(article.text, part.start, part.end, part.text, part.quote),
            f"quote {part.quote_id}",
        )
    for quote in quotes:
        own = sorted(of_quote.get(quote, []), key=lambda part: part.order)
        is_whole = (
            bool(own)
            and (quote.start, quote.end) == (own[0].start, own[-1].end)
            and all(one.end <= other.start for one, other in pairwise(own))
        )
        told.note("quotes that reach from their first part to their last", is_whole, f"quote {quote.pk}")
        placed = all(
            getattr(quote, f"{which}_start") is None
            or _stands(
                article.text, getattr(quote, f"{which}_start"), getattr(quote, f"{which}_end"),
                getattr(quote, f"{which}_text"), quote,
            )
            for which in PLACED
        )  # fmt: skip
        told.note("quotes whose speaker and verb stand in the text", placed, f"quote {quote.pk}")


def _account_for_marks(article: Article, parts: Sequence[QuotePart], told: Account) -> None:
    """Invariant: each pair of marks is in a quote, or a rule left it."""
    spans = tuple(LabelledSpan(Span(start, end), Role(role)) for start, end, role in article.spans)
    document = Document(path="", text=article.text, spans=spans, headline=article.headline)
    there = [part for part in parts if not part.quote.source_changed]
    is_read = primary_language(article.language) in ("", article.model[:2])
    left = article.unquoted and [Unquoted(span=Span(start, end), rule=rule) for start, end, rule in article.unquoted]
    fates = dict(
        account(
            document,
            quoted=[Span(part.start, part.end) for part in there if part.quote.review != Review.REJECTED],
            rejected=[Span(part.start, part.end) for part in there if part.quote.review == Review.REJECTED],
            unquoted=left,
            relabelled=[Span(start, end) for start, end, *_ in article.decided_spans if start is not None],
            read_to=len(readable(document).text) if is_read else 0,
        )
    )
    told.fates.update(fates.values())
    told.alone += count_alone(article.text, tuple(fates))
    lost = [f"article {article.pk} at {span.start}" for span, fate in fates.items() if fate is Fate.LOST]
    told.note_lot("pairs of quotation marks that are in a quote, or have the rule that left them", len(fates), lost)


def verify_people(told: Account) -> None:
    """Invariants 6 and 9: who is merged leads to somebody who stands for themselves; what is decided has an author."""
    for model in (Person, Event):
        merged = model.objects.exclude(merged_into=None).select_related("survivor")
        for row in merged.iterator(chunk_size=LOT):
            ends_well = row.survivor is not None and row.survivor.merged_into_id is None
            told.note(f"merged {model._meta.verbose_name_plural} that lead to their survivor", ends_well, _name(row))
    for model in (Person, Event, Mention, Quote, Caption, EventMention, EntityMention):
        machine = model._base_manager.filter(review=Review.MACHINE)
        # Until version 4 the rules gave no name to a caption that shows nobody.
        named = {"article__extraction_version": EXTRACTION_VERSION} if model is Caption else {}
        doubtful = Q(confidence__lt=0) | Q(confidence__gt=1) | Q(rule="", **named)
        silent = machine.filter(doubtful).order_by("pk")
        wrong = [_name(row) for row in silent.only("pk").iterator(chunk_size=LOT)]
        what = f"{model._meta.verbose_name_plural} found by the machine with their rule and confidence"
        told.note_lot(what, machine.count(), wrong)
