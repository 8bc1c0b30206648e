"""What a new text of an article changed: the words, what was read in them, and the decisions at risk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model

from articles.differences import ALIKE, Difference, Kind, differences, likeness
from articles.extraction.types import Span
from articles.models import Article, ArticleVersion, Caption, RelatedLink, Reviewable
from entities.curation import state_seen, successor_of
from entities.models import EntityMention, EventMention, Mention, Quote
from entities.publications import printed_elsewhere
from entities.store.anchoring import Alignment, align
from entities.store.versions import rows_read

# Whatever may keep a decision whose words have gone.
ANCHORED = (Quote, Caption, Mention, EventMention, EntityMention, RelatedLink)
AROUND = 1  # paragraphs that did not change, shown before and after one that did
MOST_PAIRS = 2000  # of rows whose words changed, compared to find which became which
MOST_SEARCHED = 20  # touched quotes looked up in other articles

Read = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs in a row; those that are `folded` did not change and are far from any that did."""

    folded: bool
    paragraphs: list[Difference]


@dataclass(slots=True, kw_only=True)
class Touched:
    """A quote or caption of which a new text changed the words or the place."""

    kind: str
    what: str  # changed, moved, gone, new
    before: str = ""
    after: str = ""
    who_before: str = ""
    who_after: str = ""
    url: str = ""
    elsewhere: list[Quote] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtRisk:
    """A decision whose words the article no longer has, and the row that has come in their place."""

    row: Reviewable
    successor: Reviewable | None
    permission: str

    @property
    def key(self) -> str:
        return f"{self.row._meta.label_lower}:{self.row.pk}"

    @property
    def kind(self) -> str:
        return str(self.row._meta.verbose_name)

    @property
    def words(self) -> str:
        return getattr(self.row, "quoted", "") or self.row.text

    @property
    def seen(self) -> str:
        return state_seen(self.row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    stretches: list[Stretch]
    touched: list[Touched]
    is_same: bool


def compare(article: Article, old: ArticleVersion, new: ArticleVersion) -> Comparison:
    """Everything that the page of two versions shows of what lies between them."""
    paragraphs = differences(old.words, new.words)
    touched = list(_touched(_read(article, old), _read(article, new), align(old.words, new.words)))
    for row in [row for row in touched if row.kind == "quote" and row.before and row.what != "moved"][:MOST_SEARCHED]:
        row.elsewhere = printed_elsewhere(row.before, outside=article)
    _link(touched)
    return Comparison(
        stretches=list(_fold(paragraphs)),
        touched=touched,
        is_same=all(paragraph.kind is Kind.SAME for paragraph in paragraphs),
    )


def decisions_at_risk(article: Article) -> list[AtRisk]:
    """The decisions on this article whose words have gone from it."""
    rows: list[Reviewable] = []
    for model in ANCHORED:
        gone = model.objects.filter(article=article, source_changed=True).select_related("reviewed_by")
        gone = gone.prefetch_related("parts") if model is Quote else gone
        rows += [row for row in gone.order_by("start", "pk") if not row.is_machine or _holds_decisions(row)]
    return [AtRisk(row=row, successor=successor_of(row), permission=_permission(row)) for row in rows]


def may_settle(user: User, risks: Iterable[AtRisk]) -> list[AtRisk]:
    """Those of the decisions that the user may take back or carry over."""
    return [risk for risk in risks if user.has_perm(risk.permission)]


def _permission(row: Reviewable) -> str:
    return f"{row._meta.app_label}.change_{row._meta.model_name}"


def _holds_decisions(row: Reviewable) -> bool:
    return isinstance(row, Caption) and row.depictions.decided().exists()


def _read(article: Article, version: ArticleVersion) -> list[Read]:
    """The rows of a version, each with its words and spans."""
    rows = rows_read(article) if version.text is None else version.rows
    text = version.words
    return [{**row, "words": " ".join(text[start:end] for start, end in row["parts"])} for row in rows]


def _touched(before: list[Read], after: list[Read], alignment: Alignment) -> Iterator[Touched]:
    for old, new in _paired(before, after):
        if old and new and old["words"] == new["words"]:
            if _moved(old, new, alignment) or old["who"] != new["who"]:
                yield _row(old, new, "moved" if old["who"] == new["who"] else "changed")
        else:
            yield _row(old, new, "changed" if old and new else "gone" if old else "new")


def _row(old: Read | None, new: Read | None, what: str) -> Touched:
    row = Touched(kind=(old or new)["kind"], what=what)
    if old:
        row.before, row.who_before = old["words"], old["who"]
    if new:
        row.after, row.who_after, row.url = new["words"], new["who"], str(new["key"])
    return row


def _paired(before: list[Read], after: list[Read]) -> Iterator[tuple[Read | None, Read | None]]:
    """Pair the rows of two texts: those of the same words, then one row with itself, then the most alike."""
    left, pairs = list(after), []
    unmatched = list(before)
    for is_pair in (_same_words, _same_row, _alike):
        if is_pair is _alike and len(unmatched) * len(left) > MOST_PAIRS:
            break
        for old in list(unmatched):
            if new := next((row for row in left if row["kind"] == old["kind"] and is_pair(old, row)), None):
                pairs.append((old, new))
                left.remove(new)
                unmatched.remove(old)
    yield from sorted(pairs, key=lambda pair: pair[1]["parts"])
    yield from ((old, None) for old in unmatched)
    yield from ((None, new) for new in left)


def _same_words(old: Read, new: Read) -> bool:
    return old["words"] == new["words"]


def _same_row(old: Read, new: Read) -> bool:
    return old["key"] == new["key"]


def _alike(old: Read, new: Read) -> bool:
    return likeness(old["words"], new["words"]) >= ALIKE


def _moved(old: Read, new: Read, alignment: Alignment) -> bool:
    """Whether words stand elsewhere, and not only further down because something was put before them."""
    shifted = [alignment.shift(Span(start, end)) for start, end in old["parts"]]
    return shifted != [Span(start, end) for start, end in new["parts"]]


def _link(touched: list[Touched]) -> None:
    """Lead to the rows that are still there."""
    for kind, model in (("quote", Quote), ("caption", Caption)):
        keys = {int(row.url) for row in touched if row.kind == kind and row.url}
        rows = model.objects.visible().in_bulk(keys)
        for row in touched:
            if row.kind == kind and row.url:
                found: Model | None = rows.get(int(row.url))
                row.url = found.get_absolute_url() if found else ""


def _fold(paragraphs: list[Difference]) -> Iterator[Stretch]:
    changed = [place for place, paragraph in enumerate(paragraphs) if paragraph.kind is not Kind.SAME]
    near = {place + by for place in changed for by in range(-AROUND, AROUND + 1)}
    for folded, group in groupby(enumerate(paragraphs), key=lambda pair: pair[0] not in near):
        yield Stretch(folded, [paragraph for _, paragraph in group])
