"""Processes that extract beside the one that writes, and hand back what they read in the order of the articles."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import partial
from itertools import islice

from articles.extraction.types import Extraction, RawArticle
from articles.extraction.working import prepare, read_article, read_articles
from articles.readers.errors import ReadError
from entities.ingest.chain import Chain, is_to_be_read
from entities.ingest.looking import Found, Item

# Articles that the model is given together, and such lots that are read ahead for each process.
# Memory grows with these, not with the number of files.
TOGETHER = 4
AHEAD = 2

Extracting = Callable[[], Extraction]


def extracted(items: Iterator[Item], chain: Chain) -> Iterator[Item]:
    """The same items in the same order; with several workers, articles are extracted some way ahead."""
    workers = chain.options.workers
    if workers == 1 or chain.run is None:
        yield from items
        return
    pool = _Pool(workers, chain.newsroom.model)
    ahead: deque[Item] = deque()
    try:
        while lot := list(islice(items, TOGETHER)):
            wanted = {
                at: item.article
                for at, item in enumerate(lot)
                if isinstance(item, Found)
                and isinstance(item.article, RawArticle)
                and is_to_be_read(item.article, chain)
            }
            begun = dict(zip(wanted, pool.begin(list(wanted.values())), strict=True))
            ahead += [replace(item, extraction=begun[at]) if at in begun else item for at, item in enumerate(lot)]
            while len(ahead) > AHEAD * TOGETHER * workers:
                yield ahead.popleft()
        while ahead:
            yield ahead.popleft()
        pool.finish()
    finally:
        pool.close()


class _Pool:
    """A pool that outlives its processes: one that dies takes no article with it but the one it dies of, twice."""

    def __init__(self, workers: int, model: str) -> None:
        self._workers, self._model = workers, model
        self._pool = self._open(workers)
        self._single: ProcessPoolExecutor | None = None  # ends with the last article that may need it

    def _open(self, workers: int) -> ProcessPoolExecutor:
        # Processes begun anew share neither the connection to the database nor a thread with this one.
        fresh = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(workers, mp_context=fresh, initializer=prepare, initargs=(self._model,))

    def begin(self, articles: Sequence[RawArticle]) -> list[Extracting]:
        """Have articles read together; each of the calls waits for one of them."""
        if not articles:
            return []
        try:
            future = self._pool.submit(read_articles, articles, self._model)
        except BrokenProcessPool:
            self._pool = self._open(self._workers)
            future = self._pool.submit(read_articles, articles, self._model)
        return [partial(self._result, future, at, article) for at, article in enumerate(articles)]

    def _result(self, future: Future, at: int, article: RawArticle) -> Extraction:
        try:
            return future.result()[at] or self._alone(article)
        except BrokenProcessPool:
            return self._alone(article)

    def _alone(self, article: RawArticle) -> Extraction:
        """Read an article in a process that reads one at a time; if one begun for it dies, it dies of this one."""
        while True:
            is_begun_for_it, self._single = self._single is None, self._single or self._open(1)
            try:
                return self._single.submit(read_article, article, self._model).result()
            except BrokenProcessPool as error:
                self._single = None
                if is_begun_for_it:
                    problem = "the process that read it was killed, twice"
                    remedy = "see whether it ran out of memory, and split the file"
                    raise ReadError(article.path, problem, remedy, item=article.item) from error

    def finish(self) -> None:
        """Wait for what was begun: whoever was given it may not have asked for it yet."""
        self._pool.shutdown()

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)
