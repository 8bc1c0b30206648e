"""Which mentions inside one article are one person."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.extraction.people.mentions import Candidate, Key, key_of
from articles.extraction.people.names import NameParts, is_suffix, parts, same_given, same_name
from articles.extraction.people.reading import Word


@dataclass(slots=True)
class Group:
    """A person in the making: the forms of the name, and which candidates use them."""

    keys: list[Key] = field(default_factory=list)
    names: list[NameParts] = field(default_factory=list)
    members: list[int] = field(default_factory=list)


def group_candidates(words: list[Word], found: Sequence[Candidate]) -> list[Group]:
    """Return groups of indices into `found`, ordered by first mention.

    Full names come first; a surname or a given name alone then belongs to the one person
    it fits, or to the one of them named last before it.
    """
    keys = [key_of(words, c.first, c.last) for c in found]
    groups: list[Group] = []
    home: dict[int, Group] = {}
    for index, key in sorted(enumerate(keys), key=lambda item: (-len(item[1]), item[0])):
        if len(key) > 1 and found[index].rule == "full-name":
            home[index] = _join_full(groups, key, " ".join(w.text for w in words[found[index].first : found[index].last]))
    for index, key in enumerate(keys):
        if index not in home:
            home[index] = _join_short(groups, home, key, index)
    for index in sorted(home):
        home[index].members.append(index)
    return sorted((group for group in groups if group.members), key=lambda group: group.members[0])


def _join_full(groups: list[Group], key: Key, name: str) -> Group:
    for group in groups:
        if key in group.keys:
            return group
    taken = parts(name)
    fitting = [g for g in groups if all(same_name(taken, other) for other in g.names) or _is_shortened(key, g)]
    group = fitting[0] if len(fitting) == 1 else Group()
    if group not in groups:
        groups.append(group)
    group.keys.append(key)
    group.names.append(taken)
    return group


def _is_shortened(key: Key, group: Group) -> bool:
    """Whether a name is the beginning of a longer one: "Ana Ruiz" of "Ana Ruiz Soler"."""
    return any(len(other) > len(key) and other[: len(key)] == key for other in group.keys)


def _join_short(groups: list[Group], home: dict[int, Group], key: Key, index: int) -> Group:
    fitting = [group for group in groups if _fits(key, group)]
    if not fitting:
        group = Group(keys=[key])
        groups.append(group)
        return group
    if len(fitting) == 1:
        return fitting[0]
    latest = [(i, group) for i, group in home.items() if i < index and any(group is g for g in fitting)]
    if latest:
        return max(latest, key=lambda item: item[0])[1]
    counts = [sum(1 for g in home.values() if g is group) for group in fitting]
    return fitting[counts.index(max(counts))]


def _fits(key: Key, group: Group) -> bool:
    """Whether a short form is a surname, a given name or the whole of a group's name."""
    for known in group.keys:
        bare = known[:-1] if is_suffix(known[-1]) and len(known) > 1 else known
        if bare[-len(key) :] == key or known == key:
            return True
        if len(key) == 1 and len(bare) > 1 and same_given(bare[0], key[0]) and len(key[0]) > 1 and len(bare[0]) > 1:
            return True
    return False
