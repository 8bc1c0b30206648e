"""Names in a query: whose other names to look for as well, and what may have been meant."""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Q

from articles.extraction.directory import normalise
from articles.index import Limits, names_starting
from articles.models import Review
from articles.search import And, Field, Or, Query, Words
from articles.search.query import Node
from articles.search.words import folded_words
from entities.models import Alias, Person
from entities.search.conditions import Who

MOST_NAMES = 30
MOST_WORDS = 7  # of a name with a nickname
MOST_CANDIDATES = 200  # of one beginning
MOST_MEANT = 3
SHORTEST_MEANT, MOST_SLIPS = 3, 3  # letters of a word that may be a slip of the pen, and words that are looked at


@dataclass(frozen=True, slots=True)
class Named:
    """The one person who bears the name that a query is."""

    person: Person
    names: tuple[str, ...]  # the others that are looked for as well, fullest first

    def asked(self, words: Words | And) -> Or:
        """The words, the other names, and whatever else names the person. A surname alone is that of others too."""
        others = [tuple(folded_words(name)) for name in self.names]
        phrases = (Words(name, exact=True) for name in others if len(name) > 1)
        return Or((words, *phrases, Who(self.person.pk)))


def find_named(query: Query) -> Named | None:
    """The person whose name the plain words of a query are, if it is one person's alone."""
    asked = query.name
    people = _bearing(asked) if asked else {}
    if len(people) != 1:
        return None
    person = next(iter(people.values()))
    if person.review == Review.REJECTED:
        return None
    everyone = Person.objects.filter(Q(pk=person.pk) | Q(survivor=person)).order_by().values("pk")
    aliases = Alias.objects.filter(person__in=everyone).order_by("pk").values_list("name", flat=True)
    names = Counter({name: len(name) for name in aliases if folded_words(name) != [*asked]})
    return Named(person, tuple(name for name, _ in names.most_common(MOST_NAMES)))


def _bearing(asked: tuple[str, ...]) -> dict[int, Person]:
    """Whose name the words are; else whose they are with a nickname, which an alias is not looked up by."""
    words = " ".join(asked)
    bearing = Alias.objects.exclude(person__review=Review.REJECTED).select_related("person__survivor")
    found = list(bearing.filter(normalised__in={normalise(words), words})[:MOST_NAMES])
    if not found and 2 < len(asked) <= MOST_WORDS:
        places = combinations(range(1, len(asked)), 2)
        without = {normalise(" ".join(asked[:first] + asked[last:])) for first, last in places}
        near = bearing.filter(normalised__in=without)[:MOST_NAMES]
        found = [alias for alias in near if folded_words(alias.name) == [*asked]]
    return {alias.person.current.pk: alias.person.current for alias in found}


def wanted_of(query: Query, named: Named | None) -> Node:
    """What is asked for; where that is a name, also what names the person otherwise."""
    if named is None:
        return query.root
    parts = query.root.children if isinstance(query.root, And) else (query.root,)
    words = tuple(part for part in parts if isinstance(part, Words))
    fields = [part for part in parts if isinstance(part, Field)]
    asked = named.asked(words[0] if len(words) == 1 else And(words))
    return And((asked, *fields)) if fields else asked


def find_meant(query: Query, limits: Limits) -> list[Person]:
    """People whose name is that of the query but for a letter or two, nearest first; of many the most spoken of."""
    words = [word for word in query.bare if len(word) >= SHORTEST_MEANT][:MOST_SLIPS]
    starts = {start for word in words for start in (word[:4], word[:3], word[:2], word[1] + word[0], word[0] + word[2])}
    asked, found = list(query.bare), {}
    with limits.stopping():
        names = names_starting("person", starts, MOST_CANDIDATES)
        near = sorted((apart, key) for key, name in names if (apart := _apart(asked, name.split())))
        found = Person.objects.current().in_bulk([key for _, key in near[:MOST_MEANT]]) if near else {}
        return [found[key] for _, key in near[:MOST_MEANT] if key in found]
    return []


def _apart(asked: list[str], name: list[str]) -> int:
    """How many letters lie between a query and a name, word by word; 0 where it is too far, or no slip at all."""
    total = 0
    for word in asked:
        most = 2 if len(word) > 5 else 1 if len(word) >= SHORTEST_MEANT else 0
        best = min((letters_apart(word, other, most) for other in name), default=most + 1)
        if best > most:
            return 0
        total += best
    return total


def letters_apart(one: str, other: str, most: int = 2) -> int:
    """Letters to add, take out, change or swap with their neighbour to make one word the other; `most` + 1 for more."""
    if one == other or abs(len(one) - len(other)) > most or len({*one} ^ {*other}) > 2 * most:
        return 0 if one == other else most + 1
    before, row = [], list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
