"""Finds the rows that a query asks for: as many as are counted or shown, and no more.

Every node of a query can do two things: name the newest of its rows, and tell of some rows which are its own. What
several nodes ask together begins with one that has few rows, or else goes through the newest of one and asks the
others about them. So no question costs more for there being more rows; and where none of it has an end, the limits
of the search are one.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial, reduce

from django.db import connection
from django.db.models import QuerySet, Sum

from articles.index import Found, Limits, Spent, among, is_indexed, marks, scan, scan_each
from articles.search import And, Field, Not, Or, Words
from articles.search.hits import WordsOf
from articles.search.query import Node
from entities.keys import listed
from entities.models import Person, PersonCount, Tally
from entities.search.at_once import newest_each
from entities.search.conditions import Within, joined, rows_of
from entities.search.links import Both, Indexed, Own, Via, links
from entities.search.marked import Who, marked
from entities.search.telling import conditions

# Of a node that has no more rows than these all are taken, and the other nodes asked about them.
FEW = 2_000
# The same of a field: PostgreSQL looks sooner at the words of a row than SQLite finds it in its index.
FEW_LED = {"sqlite": 2_000, "postgresql": 5_000}
BATCH, LARGEST_BATCH = 2_000, 16_000
# Pairs of rows looked at to tell which of some rows lead to what is asked for; where there are more nobody can tell.
MOST_PAIRS = 120_000


@dataclass(frozen=True, slots=True)
class Finder:
    """Looks for rows of one kind within the limits of a search, and keeps what it has where they are reached.

    What was asked once in a search is `known` to all that look for other kinds in it: so many rows, or all there are.
    """

    kind: str
    limits: Limits
    known: dict[tuple, Found] = field(default_factory=dict)
    names: dict[Field, list[str]] = field(default_factory=dict)
    sizes: dict[Field, int] = field(default_factory=dict)
    members: dict[Words, list[int] | None] = field(default_factory=dict)

    def of(self, kind: str) -> "Finder":
        return replace(self, kind=kind)

    def newest(self, node: Node | Who | Within, most: int) -> Found:
        """The last rows read in that are what the node asks for, and whether these are all."""
        key, whole = (self.kind, node, most), self.known.get((self.kind, node))
        if whole is not None:
            return Found(whole.keys[:most], len(whole.keys) <= most)
        if key not in self.known:
            self.known[key] = Found([], False)
            if self.limits.are_reached:
                return self.known[key]
            with self.limits.stopping():
                self._keep(node, most, self._newest(node, most))
        return self.known[key]

    def at_least(self, node: Node, most: int) -> Found:
        """As `newest`, but of more than so many these may be any: whoever is named, who is asked first, has enough."""
        if isinstance(node, Or):
            for child in sorted(joined(node, self.kind), key=lambda child: not isinstance(child, Who)):
                found = self.newest(child, most)
                if len(found.keys) == most and not found.is_all:
                    return found
        return self.newest(node, most)

    def each(self, nodes: Sequence[Node]) -> list[Found]:
        """A few rows of each of some nodes that the index knows, asked at once."""
        found = [Found([], False) for _ in nodes]
        with self.limits.stopping():
            found = scan_each(self.kind, nodes, FEW)
            for node, rows in zip(nodes, found, strict=True):
                self._keep(node, FEW, rows)
        return found

    def at_once(self, node: Node, kinds: Sequence[str], most: int) -> dict[str, Found]:
        """The newest rows of some kinds by a single statement; of none where it is not answered in time."""
        found: dict[str, Found] = {}
        with self.limits.stopping():
            for kind, keys in newest_each(node, kinds, most).items():
                found[kind] = Found(sorted(keys, reverse=True)[:most], len(keys) <= most)
                self.of(kind)._keep(node, most, found[kind])
        return found

    def _keep(self, node: Node | Who | Within, most: int, found: Found) -> None:
        self.known[self.kind, node, most] = found
        if found.is_all:
            self.known[self.kind, node] = found

    def _newest(self, node: Node | Who | Within, most: int) -> Found:
        if isinstance(node, Who) and self.kind == "person":
            return Found([node.person], True)
        if is_indexed(self.kind, node):
            return scan(self.kind, node, most, limits=self.limits)
        if isinstance(node, Or):
            return _united([self.newest(child, most) for child in joined(node, self.kind)], most)
        if isinstance(node, And):
            nodes = joined(node, self.kind, self._marked)
            return self._all_of(nodes, most) if len(nodes) > 1 else self.newest(nodes[0], most)
        if isinstance(node, Not):
            return self._gone_through(None, [node], most)
        found: list[Found] = []
        for link in links(node, self.kind):
            found.append(self._led_to(link, most))
            if len(found[-1].keys) == most and not found[-1].is_all:
                return Found(_united(found, most).keys, False)
        return _united(found, most)

    def among(self, node: Node | Who | Within, keys: Collection[int]) -> set[int]:
        """Those of some rows that are what the node asks for. It is all of them or, at the limits, an error."""
        if not keys:
            return set()
        if self.limits.are_reached:
            raise Spent
        if known := self.known.get((self.kind, node)):
            return {*keys} & {*known.keys}
        if is_indexed(self.kind, node):
            return among(self.kind, node, keys)
        if isinstance(node, Not):
            return {*keys} - self.among(node.child, keys)
        if isinstance(node, And):
            return reduce(lambda left, child: self.among(child, left), joined(node, self.kind, self._marked), {*keys})
        if isinstance(node, Or):
            return set().union(*(self.among(child, keys) for child in joined(node, self.kind, self._marked)))
        return set().union(*(self._leading(link, keys) for link in links(node, self.kind)))

    def _led_to(self, link: Own | Indexed | Both | Via, most: int) -> Found:
        if self.limits.are_reached:
            return Found([], False)
        if isinstance(link, Own):
            return _first(link.rows.filter(link.wanted).order_by(link.order).values_list("pk", flat=True), most)
        if isinstance(link, Indexed):
            return self.newest(link.node, most)
        if isinstance(link, Both):
            if (known := self.known.get((self.kind, link.node))) is None:
                return self._gone_through(link.node, [link.own], most)
            keys = sorted(link.own.among(known.keys), reverse=True)
            return Found(keys[:most], len(keys) <= most)
        others = self.of(link.kind).newest(link.node, FEW)
        if not others.keys or self.limits.are_reached:
            return Found([], others.is_all and not others.keys)
        found = _first(link.beside(others.keys), most)
        return Found(found.keys, found.is_all and others.is_all)

    def _leading(self, link: Own | Indexed | Both | Via, keys: Collection[int]) -> set[int]:
        if isinstance(link, Own):
            return link.among(keys)
        if isinstance(link, Indexed):
            return self.among(link.node, keys)
        if isinstance(link, Both):
            return link.own.among(among(self.kind, link.node, keys))
        finder = self.of(link.kind)
        pairs = link.pairs.filter(**{f"{link.key}__in": listed(keys)}).order_by()
        others = finder.newest(link.node, FEW)
        if others.is_all:
            led = pairs.filter(**{f"{link.other}__in": listed(others.keys)})
            return set(led.values_list(link.key, flat=True))
        known = list(pairs.values_list(link.key, link.other)[: MOST_PAIRS + 1])
        if len(known) > MOST_PAIRS:
            raise Spent
        wanted = finder.among(link.node, {other for _, other in known})
        return {key for key, other in known if other in wanted}

    def _all_of(self, nodes: list[Node], most: int) -> Found:
        driving = next((node for node in nodes if is_indexed(self.kind, node)), None)
        others = [node for node in nodes if node is not driving]
        if driving is not None and (told := conditions(others, self)) is not None:
            way = partial(self._by_few, others, nodes, most)
            if self._ask_people_first(driving, others) and (found := way()):
                return found
            return scan(self.kind, driving, most, limits=self.limits, where=told, otherwise=way)
        return self._by_few(nodes, nodes, most) or self._gone_through(driving, others, most)

    def _ask_people_first(self, driving: Node, others: Sequence[Node]) -> bool:
        """Whether it takes PostgreSQL longer to tell of a row of a common word who speaks there than the other way."""
        names = [node.name for node in others if isinstance(node, Field)]
        is_slow = connection.vendor == "postgresql" and self.kind == "article" and "speaker" in names
        return is_slow and not self.newest(driving, FEW).is_all

    def _by_few(self, some: Sequence[Node], nodes: Sequence[Node], most: int) -> Found | None:
        """What all of the nodes ask together, where any of some of them has but few rows."""
        for node in some:
            is_quick = connection.vendor == "postgresql"  # where it need not be all of them
            if isinstance(node, Not) or (not is_quick and self._is_common(node)):
                continue
            found = self.newest(node, FEW_LED[connection.vendor])
            if not found.is_all and not is_quick:
                continue
            others, keys = [other for other in nodes if other is not node], []
            first = most + most // 4 if is_quick else len(found.keys)  # the newest may be enough
            for lot in (found.keys[:first], found.keys[first:]):
                keys += sorted(reduce(lambda keys, other: self.among(other, keys), others, {*lot}), reverse=True)
                if len(keys) > most:
                    break
            if found.is_all or len(keys) > most:
                return Found(keys[:most], found.is_all and len(keys) <= most)
        return None

    def _is_common(self, node: Node) -> bool:
        """Whether counters say of a field that it has more rows than are few."""
        if not isinstance(node, Field) or node.name not in ("source", "person", "speaker"):
            return False
        if node not in self.sizes and self.limits.are_reached:
            raise Spent
        if node not in self.sizes:
            self.sizes[node] = self._size(node)
        return self.sizes[node] > FEW_LED[connection.vendor]

    def _size(self, node: Field) -> int:
        """How many articles there are by the counters, some of them more than once."""
        if node.name == "source":
            rows, column = Tally.objects.filter(of="article", publisher__in=self.publishers(node)), "number"
        else:
            people = self.of("person").newest(Field("person", node.value), FEW)
            rows = PersonCount.objects.filter(person__in=listed(people.keys))
            column = "articles" if node.name == "person" else "quoted_in"
        return rows.aggregate(sum=Sum(column))["sum"] or 0

    def publishers(self, asked: Field) -> list[str]:
        """Those whose name holds the words: there are few publishers, and all are looked through."""
        if asked not in self.names and self.limits.are_reached:
            raise Spent
        if asked not in self.names:
            names = (
                Tally.objects.filter(of="article").exclude(publisher="").order_by().values_list("publisher", flat=True)
            )
            self.names[asked] = sorted(name for name in names.distinct() if WordsOf(name).runs(asked.value))
        return self.names[asked]

    def _marked(self, node: Node | Who | Within) -> Node | Who | Within:
        return marked(node, self.kind, self._members)

    def _members(self, words: Words) -> list[int] | None:
        """Everyone whose name holds the words, and whoever was merged into them, where these are few."""
        if words not in self.members:
            if (people := self.few("person", Field("person", words))) and len(people) <= marks.MOST:
                if self.limits.are_reached:
                    raise Spent
                merged = Person.objects.filter(survivor__in=people).order_by("pk").values_list("pk", flat=True)
                people = [*people, *merged[: marks.MOST + 1]]
            self.members[words] = people if people is not None and len(people) <= marks.MOST else None
        return self.members[words]

    def few(self, kind: str, node: Node) -> list[int] | None:
        """Rows of another kind that are what a node asks for, where these are few."""
        found = self.of(kind).newest(node, FEW)
        return found.keys if found.is_all else None

    def _gone_through(self, driving: Node | None, others: list[Node | Own], most: int) -> Found:
        """Rows of a node, or all there are, the newest first, of which the others are asked about each."""
        keys: list[int] = []
        with self.limits.stopping():
            for batch, is_last in self._batches(driving):
                found = {*batch}
                for other in others:
                    if self.limits.are_reached:
                        raise Spent
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
            if driving is not None:
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


def _united(parts: list[Found], most: int) -> Found:
    """What any of the parts found."""
    keys = sorted({key for part in parts for key in part.keys}, reverse=True)
    return Found(keys[:most], len(keys) <= most and all(part.is_all for part in parts))
