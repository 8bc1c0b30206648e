"""Articles stored some at a time: one transaction asks and tells the database once for all of them."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction

from articles.extraction.types import RawArticle
from articles.readers.identity import page_identity
from entities.ingest.chain import Chain, Ready, incoming, prepare, read_all, save, store, stored
from entities.ingest.looking import Found, Item, Passed
from entities.ingest.sender import look_up_all
from entities.report import FileReport
from entities.store import Following, Known, wait_for_turn

# Articles that are stored in one transaction, which others wait for.
MOST = 16
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
    """Items that wait."""

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        self._items: list[Item] = []
        self._names: set[str] = set()
        self._articles = 0

    def is_full(self, most: int) -> bool:
        """Whether enough waits; where there are no articles there is nothing to wait for."""
        return not self._articles or self._articles >= most or len(self._items) >= LONGEST

    def meets(self, item: Found) -> bool:
        """Whether what becomes of an article may hang on one that waits: another version of it, or its double."""
        return not self._names.isdisjoint(_names(item))

    def add(self, item: Item) -> None:
        self._items.append(item)
        if isinstance(item, Found):
            self._articles += 1
            self._names |= _names(item)

    def settle(self) -> Iterator[tuple[Item, tuple[FileReport, ...]]]:
        items, self._items, self._names, self._articles = self._items, [], set(), 0
        found = [item for item in items if isinstance(item, Found)]
        came = iter(_settled(found, self._chain) if found else ())
        for item in items:
            if isinstance(item, Passed):
                yield item, item.reports
            else:
                yield item, (next(came),) if isinstance(item, Found) else ()


def _settled(found: Sequence[Found], chain: Chain) -> list[FileReport]:
    """Look up, read and store articles, none of which hangs on another."""
    prepared = [
        prepare(
            one.article,
            chain,
            file=one.file.known.key if one.file.known else None,
            extraction=one.extraction,
            known=known,
        )
        for one, known in zip(found, _known(found, chain), strict=True)
    ]
    came: list[FileReport | Ready] = []
    try:
        for one in read_all(prepared, chain):
            came.append(one)
    finally:
        reports = iter(store_together([one for one in came if isinstance(one, Ready)], chain))
    return [next(reports) if isinstance(one, Ready) else one for one in came]


def _known(found: Sequence[Found], chain: Chain) -> list[Known | None]:
    """What the archive has of each; None where it is still to be asked, for that article alone."""
    try:
        known = iter(
            look_up_all([incoming(one.article, chain) for one in found if isinstance(one.article, RawArticle)])
        )
    except Exception:  # one article's fault: it fails again when it is its turn
        return [None] * len(found)
    return [next(known) if isinstance(one.article, RawArticle) else None for one in found]


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
    wait_for_turn()
    known = look_up_all([one.item for one in ready])
    # What is there already may be changed by the articles ahead: it is looked up again when it is its turn.
    outcomes = [
        save(one, chain, known=None if had.is_any else had, following=following)
        for one, had in zip(ready, known, strict=True)
    ]
    following.follow()
    return [stored(one, outcome) for one, outcome in zip(ready, outcomes, strict=True)]
