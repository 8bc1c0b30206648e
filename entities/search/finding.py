"""Finds the rows that a query asks for: as many as are counted or shown, and no more.

Every node of a query can do two things: name the newest of its rows, and tell of some rows which are its own. What
several nodes ask together begins with one that has few rows, or else goes through the newest of one and asks the
others about them. So no question costs more for there being more rows; and where none of it has an end, the limits
of the search are one.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import reduce

from django.db.models import QuerySet

from articles.index import Found, Limits, Spent, among, is_indexed, matching, scan
from articles.search import And, Not, Or
from articles.search.query import Node
from entities.models import EventParticipant, Person
from entities.search.conditions import Who, joined, rows_of
from entities.search.links import Both, Own, Via, links, listed

# Of a node that has no more rows than these all are taken, and the other nodes asked about them.
FEW = 2_000
# The same of a field, whose rows are listed beside the archive's own.
FEW_LED = 16_000
BATCH, LARGEST_BATCH = 2_000, 16_000
# Pairs of rows looked at to tell which of some rows lead to what is asked for; where there are more nobody can tell.
MOST_PAIRS = 120_000


@dataclass(frozen=True, slots=True)
class Finder:
    """Looks for rows of one kind within the limits of a search, and keeps what it has where they are reached.

    What was asked once in a search is `known` to all that look for other kinds in it.
    """

    kind: str
    limits: Limits
    known: dict[tuple, Found] = field(default_factory=dict)

    def of(self, kind: str) -> "Finder":
        return Finder(kind, self.limits, self.known)

    def newest(self, node: Node | Who, most: int) -> Found:
        """The last rows read in that are what the node asks for, and whether these are all."""
        key = (self.kind, node, most)
        if key not in self.known:
            self.known[key] = Found([], False)
            if self.limits.are_reached:
                return self.known[key]
            with self.limits.stopping():
                self.known[key] = self._newest(node, most)
        return self.known[key]

    def _newest(self, node: Node | Who, most: int) -> Found:
        if is_indexed(self.kind, node):
            return scan(self.kind, node, most, limits=self.limits)
        if isinstance(node, Or):
            return _united([self.newest(child, most) for child in joined(node, self.kind)], most)
        if isinstance(node, And):
            return self._all_of(joined(node, self.kind), most)
        if isinstance(node, Not):
            return self._gone_through(None, [node], most)
        return _united([self._led_to(link, most) for link in links(node, self.kind)], most)

    def among(self, node: Node | Who, keys: Collection[int]) -> set[int]:
        """Those of some rows that are what the node asks for. It is all of them or, at the limits, an error."""
        if not keys:
            return set()
        if self.limits.are_reached:
            raise Spent
        known = self.known.get((self.kind, node, few := self.few(node)))
        if is_indexed(self.kind, node):
            known = self.newest(node, few)
        if known and known.is_all:
            return {*keys} & {*known.keys}
        if is_indexed(self.kind, node):
            return among(self.kind, node, keys)
        if isinstance(node, Not):
            return {*keys} - self.among(node.child, keys)
        if isinstance(node, And):
            return reduce(lambda left, child: self.among(child, left), joined(node, self.kind), {*keys})
        if isinstance(node, Or):
            return set().union(*(self.among(child, keys) for child in joined(node, self.kind)))
        return set().union(*(self._leading(link, keys) for link in links(node, self.kind)))

    def few(self, node: Node | Who) -> int:
        """As many rows of a node are taken to be few."""
        return FEW if is_indexed(self.kind, node) else FEW_LED

    def _led_to(self, link: Own | Both | Via, most: int) -> Found:
        if isinstance(link, Own):
            return _first(link.rows.filter(link.wanted).order_by(link.order).values_list("pk", flat=True), most)
        if isinstance(link, Both):
            rows = link.own.rows.filter(link.own.wanted, pk__in=matching(self.kind, link.node))
            return _first(rows.order_by("-pk").values_list("pk", flat=True), most)
        others = self.of(link.kind).newest(link.node, self.of(link.kind).few(link.node))
        if not others.keys:
            return Found([], others.is_all)
        keys = link.pairs.filter(**{f"{link.other}__in": listed(_everyone(link, others.keys))}).order_by(f"-{link.key}")
        found = _first(keys.values_list(link.key, flat=True).distinct(), most)
        return Found(found.keys, found.is_all and others.is_all)

    def _leading(self, link: Own | Both | Via, keys: Collection[int]) -> set[int]:
        if isinstance(link, Own):
            return link.among(keys)
        if isinstance(link, Both):
            return link.own.among(among(self.kind, link.node, keys))
        finder = self.of(link.kind)
        pairs = link.pairs.filter(**{f"{link.key}__in": listed(keys)}).order_by()
        others = finder.newest(link.node, finder.few(link.node))
        if others.is_all:
            led = pairs.filter(**{f"{link.other}__in": listed(_everyone(link, others.keys))})
            return set(led.values_list(link.key, flat=True))
        known = list(pairs.values_list(link.key, link.other)[: MOST_PAIRS + 1])
        if len(known) > MOST_PAIRS:
            raise Spent
        wanted = finder.among(link.node, {other for _, other in known})
        return {key for key, other in known if other in wanted}

    def _all_of(self, nodes: list[Node], most: int) -> Found:
        driving = None
        for node in nodes:
            if isinstance(node, Not):
                continue
            found = self.newest(node, self.few(node))
            if found.is_all:
                others = [other for other in nodes if other is not node]
                keys = sorted(reduce(lambda keys, other: self.among(other, keys), others, {*found.keys}), reverse=True)
                return Found(keys[:most], len(keys) <= most)
            driving = driving or (node if is_indexed(self.kind, node) else None)
        return self._gone_through(driving, [node for node in nodes if node is not driving], most)

    def _gone_through(self, driving: Node | None, others: list[Node | Own], most: int) -> Found:
        """Rows of a node, or all there are, the newest first, of which the others are asked about each."""
        keys: list[int] = []
        with self.limits.stopping():
            for batch, is_last in self._batches(driving):
                found = {*batch}
                for other in others:
                    found = other.among(found) if isinstance(other, Own) else self.among(other, found)
                keys += sorted(found, reverse=True)
                if len(keys) > most:
                    return Found(keys[:most], False)
                if is_last:
                    return Found(keys, True)
        return Found(keys, False)

    def _batches(self, driving: Node | None) -> Iterator[tuple[list[int], bool]]:
        before, size = None, BATCH
        while True:
            if driving is not None and before is None:
                found = self.newest(driving, size)
            elif driving is not None:
                found = scan(self.kind, driving, size, limits=self.limits, before=before)
            else:
                rows = rows_of(self.kind) if before is None else rows_of(self.kind).filter(pk__lt=before)
                found = _first(rows.order_by("-pk").values_list("pk", flat=True), size)
            yield found.keys, found.is_all
            if not found.keys:
                return
            before, size = found.keys[-1], min(8 * size, LARGEST_BATCH)


def _first(keys: QuerySet, most: int) -> Found:
    found = list(keys[: most + 1])
    return Found(sorted(found[:most], reverse=True), len(found) <= most)


def _everyone(link: Via, keys: Collection[int]) -> list[int]:
    """The keys; where the pairs are of the archive's own rows, also those of everyone merged into them."""
    if link.pairs.model is not EventParticipant:
        return [*keys]
    return [*keys, *Person.objects.filter(survivor__in=keys).order_by().values_list("pk", flat=True)]


def _united(parts: list[Found], most: int) -> Found:
    """What any of the parts found."""
    keys = sorted({key for part in parts for key in part.keys}, reverse=True)
    return Found(keys[:most], len(keys) <= most and all(part.is_all for part in parts))
