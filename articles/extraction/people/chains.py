"""Which mentions inside one article are one person."""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from articles.extraction.people.known import Key, key_of
from articles.extraction.people.mentions import Candidate
from articles.extraction.people.names import (
    NameParts,
    forms_of_given,
    gender_of_given,
    is_given,
    is_suffix,
    parts,
    same_given,
    same_name,
)
from articles.extraction.people.reading import Word
from articles.extraction.words import word_list

MOST_NEAR = 100
"""People with whom a name is compared, so that no list of names can make the work explode."""


@dataclass(slots=True, eq=False)
class Group:
    """A person in the making: the forms of the name, and which candidates use them."""

    keys: list[Key] = field(default_factory=list)
    names: list[NameParts] = field(default_factory=list)
    members: list[int] = field(default_factory=list)
    doubtful: set[int] = field(default_factory=set)  # members that would fit somebody else too
    lent: str = ""  # the surname of the next in a list, for a given name alone: "Bo and Ada Finch"
    address: Counter[str] = field(default_factory=Counter)  # "m" and "f" by forms of address: Mr, Ms


@dataclass(slots=True)
class Groups:
    """The groups of an article, found by the words of their names."""

    all: list[Group] = field(default_factory=list)
    by_word: dict[str, list[Group]] = field(default_factory=lambda: defaultdict(list))
    asked: dict[Key, list[Group]] = field(default_factory=dict)  # what `near` said since the last `add`

    def add(self, group: Group, key: Key) -> Group:
        """Note a form of a name for a group, which may be a new one."""
        self.asked.clear()
        if not group.keys:
            self.all.append(group)
        group.keys.append(key)
        initials = "".join(word[0] for word in key[:-1])
        for word in {*key, *forms_of_given(key[0]), initials}:
            self.by_word[word].append(group)
        return group

    def near(self, key: Key) -> list[Group]:
        """Groups that share a word with a name, or a form of its given name; the first `MOST_NEAR` of them."""
        if key not in self.asked:
            words = (*key, *forms_of_given(key[0]), *(word[0] for word in key[:1]))
            near = (group for word in words for group in self.by_word.get(word, ()))
            self.asked[key] = list(dict.fromkeys(islice(near, MOST_NEAR)))
        return self.asked[key]


def group_candidates(words: Sequence[Word], found: Sequence[Candidate]) -> list[Group]:
    """Return groups of indices into `found`, ordered by first mention.

    Full names come first; a surname or a given name alone then belongs to the one person
    it fits. In a family it belongs to the one whom the article is most about so far.
    """
    keys = [key_of(words, c.first, c.last) for c in found]
    groups = Groups()
    for index in sorted(range(len(keys)), key=lambda index: (-len(keys[index]), index)):
        if found[index].rule == "full-name" and not _is_end_of_another(keys[index], groups):
            name = " ".join(word.text for word in words[found[index].first : found[index].last])
            _join(_group_of_full_name(groups, keys[index], name), index, words, found)
    placed = {member for group in groups.all for member in group.members}
    for index, key in enumerate(keys):
        if index not in placed:
            group = _group_of_short_name(groups, key, index, _address(words, found[index]))
            if not group.members:
                group.lent = _lent_surname(words, found, index)
            _join(group, index, words, found)
    return sorted(groups.all, key=lambda group: group.members[0])


def _is_end_of_another(key: Key, groups: Groups) -> bool:
    """Whether a name of several words is the surname of a longer one: "van der Berg"."""
    near = groups.near(key)
    return any(len(other) > len(key) and other[-len(key) :] == key for group in near for other in group.keys)


def _join(group: Group, index: int, words: Sequence[Word], found: Sequence[Candidate]) -> None:
    insort(group.members, index)
    address = _address(words, found[index])
    if address:
        group.address[address] += 1


def _address(words: Sequence[Word], candidate: Candidate) -> str:
    """ "m" or "f" where a form of address or a kin word right before the name says so."""
    if not candidate.first or not words[candidate.first].joined:
        return ""
    before = words[candidate.first - 1].text.lower()
    if before in word_list("male_words"):
        return "m"
    return "f" if before in word_list("female_words") else ""


def _group_of_full_name(groups: Groups, key: Key, name: str) -> Group:
    taken, near = parts(name), groups.near(key)
    group = next((group for group in near if key in group.keys), None)
    if group is None:
        fitting = [g for g in near if all(same_name(taken, other) for other in g.names) or _is_shortened(key, g)]
        group = fitting[0] if len(fitting) == 1 else Group()
        group.names.append(taken)
        groups.add(group, key)
    return group


def _is_shortened(key: Key, group: Group) -> bool:
    """Whether a name is the beginning of a longer one: "Ana Ruiz" of "Ana Ruiz Soler"."""
    return any(len(other) > len(key) and other[: len(key)] == key for other in group.keys)


def _group_of_short_name(groups: Groups, key: Key, index: int, address: str) -> Group:
    """Whom a surname or a given name alone stands for; somebody new where it fits nobody."""
    fitting = [group for group in groups.near(key) if _fits(key, group)]
    if address:
        agreeing = [group for group in fitting if _gender(group) in (address, "")]
        fitting = [group for group in agreeing if _gender(group)] or agreeing
    if not fitting:
        return groups.add(Group(), key)
    group = max(fitting, key=lambda group: _prominence(group, index))
    if len(fitting) > 1:
        group.doubtful.add(index)
    return group


def _lent_surname(words: Sequence[Word], found: Sequence[Candidate], index: int) -> str:
    """The surname at the end of a list that a given name begins: "Bo, Cy and Ada Finch"; else ""."""
    here, linked = found[index], ""
    if here.last - here.first > 1 or not is_given(words[here.first].text):
        return ""
    for after in found[index + 1 :]:
        between = words[here.last : after.first]
        if words[after.first].opens or [word.text for word in between] not in ([], ["and"]):
            break
        linked = "and" if between else ","
        here = after
        if here.last - here.first > 1:
            return words[here.last - 1].text if linked == "and" else ""
    return ""


def _gender(group: Group) -> str:
    """ "m", "f" or "": by how the article addresses somebody, else by a given name that leaves no doubt."""
    if group.address["m"] != group.address["f"]:
        return max("mf", key=group.address.__getitem__)
    return next(filter(None, (gender_of_given(name.first) for name in group.names)), "")


def _prominence(group: Group, index: int) -> tuple[int, int, int]:
    """How likely a surname means somebody: named before it, named often before it, named close before it."""
    before = bisect_left(group.members, index)
    return (before, group.members[before - 1], 0) if before else (0, -1, len(group.members))


def _fits(key: Key, group: Group) -> bool:
    """Whether a short form is a surname, a given name, the initials or the whole of a group's name."""
    for known in group.keys:
        bare = known[:-1] if is_suffix(known[-1]) and len(known) > 1 else known
        if bare[-len(key) :] == key or known == key:
            return True
        if len(key) == 1 and len(bare) > 1 and min(len(bare[0]), len(key[0])) > 1 and same_given(bare[0], key[0]):
            return True
    return len(key) == 1 and any(key[0] == "".join(name.given) and len(name.given) > 1 for name in group.names)
