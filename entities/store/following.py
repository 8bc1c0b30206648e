"""What follows the rows of articles: pairs that may be one, lists and counters, the index of words.

Whoever stores several articles in one transaction follows them together, which asks the database once for all of them.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from articles.models import IngestRun
from entities.counting import count_articles, hold_people
from entities.indexing import index_articles
from entities.store.alike import find_possible_duplicates
from entities.store.alike_events import find_possible_same_events


@dataclass(slots=True)
class Following:
    """Articles that were stored in this transaction and have not been followed yet."""

    run: IngestRun
    articles: set[int] = field(default_factory=set)  # of those whose rows changed
    named: set[int] = field(default_factory=set)  # everybody whom any of the articles names or named
    events: set[int] = field(default_factory=set)
    before: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))  # what stood in changed ones

    def add(
        self, article: int, *, before: Mapping[str, Collection[int]], people: set[int], events: set[int], changed: bool
    ) -> None:
        """Note an article, what it had `before`, by kind, and the people and events that it has now."""
        self.named |= people | before["person"]
        self.events |= events | before["event"]
        if changed:
            self.articles.add(article)
            for kind, keys in before.items():
                self.before[kind] |= keys

    def follow(self) -> None:
        find_possible_duplicates(self.named, run=self.run)
        find_possible_same_events(self.events, run=self.run)
        if self.articles:
            hold_people(self.named)
            heads = {"person": self.before["person"], "event": self.before["event"]}
            count_articles(sorted(self.articles), heads=heads)
            index_articles(self.articles, self.before)
