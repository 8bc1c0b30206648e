"""Articles stored some at a time: one transaction asks and tells the database once for all of them."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction

from articles.extraction.types import RawArticle
from articles.readers.identity import page_identity
from entities.ingest.chain import Chain, Ready, prepare, save, store, stored
from entities.ingest.looking import Ended, Found, Item, Passed
from entities.report import FileReport
from entities.store import Following

# Articles that are stored in one transaction, which others wait for.
MOST = 8
# Items that wait at most.
LONGEST = 50


def settle_in_lots(items: Iterable[Item], chain: Chain) -> Iterator[tuple[Item, tuple[FileReport, ...]]]:
    """Every item in its order, with what came of it. What was read is stored even where the reading is broken off."""
    most = 1 if chain.options.fail_fast or chain.run is None else MOST
    lot = _Lot(chain)
    try:
        for item in items:
            if isinstance(item, Found) and lot.meets(item):
                yield from lot.settle()
            lot.add(item)
            if lot.is_full(most):
                yield from lot.settle()
    except GeneratorExit:  # whoever hears of the articles wants no more of them
        raise
    except BaseException:
        for _ in lot.settle():
            pass
        raise
    yield from lot.settle()


class _Lot:
    """Items that wait, and the articles among them that are ready to be stored."""

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        self._items: list[tuple[Item, FileReport | Ready | None]] = []
        self._names: set[str] = set()

    def is_full(self, most: int) -> bool:
        """Whether enough waits; where nothing is ready to be stored there is nothing to wait for."""
        ready = sum(isinstance(came, Ready) for _, came in self._items)
        return not ready or ready >= most or len(self._items) >= LONGEST

    def meets(self, item: Found) -> bool:
        """Whether what becomes of an article may hang on one that waits: another version of it, or its double."""
        return not self._names.isdisjoint(_names(item))

    def add(self, item: Item) -> None:
        if not isinstance(item, Found):
            self._items.append((item, None))
            return
        key = item.file.known.key if item.file.known else None
        self._items.append((item, prepare(item.article, self._chain, file=key, extraction=item.extraction)))
        self._names |= _names(item)

    def settle(self) -> Iterator[tuple[Item, tuple[FileReport, ...]]]:
        items, self._items, self._names = self._items, [], set()
        reports = iter(store_together([came for _, came in items if isinstance(came, Ready)], self._chain))
        for item, came in items:
            if isinstance(item, Passed):
                yield item, item.reports
            elif isinstance(item, Ended):
                yield item, ()
            else:
                yield item, (next(reports) if isinstance(came, Ready) else came,)


def _names(item: Found) -> set[str]:
    """What an article may be known by to another one: its text, what its sender calls it, and its address."""
    if not isinstance(item.article, RawArticle):
        return set()
    article = item.article
    return {article.text} | {article.provenance.identity, page_identity(article.url)} - {""}


def store_together(ready: Sequence[Ready], chain: Chain) -> list[FileReport]:
    """Store articles in one transaction, or, where one of them cannot be, each by itself. Raises Stopped."""
    if len(ready) > 1:
        try:
            return _stored(ready, chain)
        # Whatever it was, it is one article's fault, or another's who wrote at the same moment: each is tried alone.
        except Exception:  # noqa: S110
            pass
    return [store(one, chain) for one in ready]


@transaction.atomic
def _stored(ready: Sequence[Ready], chain: Chain) -> list[FileReport]:
    following = Following(chain.run)
    outcomes = [save(one, chain, following=following) for one in ready]
    following.follow()
    return [stored(one, outcome) for one, outcome in zip(ready, outcomes, strict=True)]
