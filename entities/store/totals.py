"""What the archive holds of the articles of a run, counted as the run goes on and in little memory."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from articles.models import Article, Caption
from entities.models import EventMention, EventParticipant, Mention, Quote
from entities.models.event import shown_under
from entities.store.rows import lots


@dataclass(frozen=True, slots=True)
class Totals:
    """Visible rows of a set of articles."""

    quotes: int = 0
    attributed: int = 0
    captions: int = 0
    people: int = 0
    events: int = 0


class Keys:
    """A set of primary keys, one bit for each key up to the largest."""

    def __init__(self) -> None:
        self._bits, self.count = bytearray(), 0

    def add(self, keys: Iterable[int]) -> None:
        for key in keys:
            place, bit = key >> 3, 1 << (key & 7)
            if place >= len(self._bits):
                self._bits.extend(bytes(place + 1 - len(self._bits)))
            if not self._bits[place] & bit:
                self._bits[place] |= bit
                self.count += 1


@dataclass(slots=True)
class Counting:
    """Totals in the making; a merged person counts once, under the survivor. An article is added once."""

    quotes: int = 0
    attributed: int = 0
    captions: int = 0
    _people: Keys = field(default_factory=Keys)
    _events: Keys = field(default_factory=Keys)

    def add(self, sources: Collection[str] = (), *, files: Collection[str] = ()) -> None:
        """Count in the articles of some sources, and all articles of some files."""
        for lot in lots(sources):
            self._add(list(Article.objects.filter(source__in=lot).values_list("pk", flat=True)))
        for lot in lots(files):
            for part in lots(Article.objects.filter(file__source__in=lot).values_list("pk", flat=True)):
                self._add(part)

    def _add(self, articles: list[int]) -> None:
        found = Quote.objects.visible().filter(article__in=articles, source_changed=False)
        self.quotes += found.count()
        self.attributed += found.attributed(["yes"]).count()
        self.captions += Caption.objects.visible().filter(article__in=articles, source_changed=False).count()
        named = Mention.objects.of_people().filter(article__in=articles).order_by()
        self._people.add(survivor or pk for pk, survivor in named.values_list("person", "person__survivor").distinct())
        for model in (EventMention, EventParticipant):
            told = model.objects.visible().filter(article__in=articles).exclude(event__review="rejected")
            self._events.add(shown_under(told).distinct())

    @property
    def totals(self) -> Totals:
        return Totals(self.quotes, self.attributed, self.captions, self._people.count, self._events.count)
