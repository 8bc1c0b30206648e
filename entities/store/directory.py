"""The people of the archive who bear certain names, as the directory wants them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache

from articles.extraction.directory import Directory, KnownPerson, normalise
from articles.extraction.people.names import NameParts, parts
from articles.extraction.people.ties import may_share_given
from articles.models import Review
from entities.store.asking import CLUSTER, ask, of_surnames
from entities.store.names import sort_name

# So many people with one surname are more than anything but their company could tell apart.
CROWD = 100

BEARERS = """SELECT a.normalised, root.id, root.review FROM entities_alias a
JOIN entities_person p ON p.id = a.person_id JOIN entities_person root ON root.id = COALESCE(p.survivor_id, p.id)
WHERE a.normalised IN names"""
SHARED = "SELECT normalised, COUNT(*) FROM entities_alias WHERE normalised IN names GROUP BY normalised"
IN_COMPANY = """SELECT DISTINCT m.person_id FROM entities_mention beside
JOIN entities_mention m ON m.article_id = beside.article_id JOIN entities_alias a ON a.person_id = m.person_id
WHERE beside.person_id IN people AND beside.review <> 'rejected' AND m.review <> 'rejected' AND a.normalised IN names"""
MEMBERS = f"SELECT id, survivor_id, name, description, review FROM entities_person WHERE id IN {CLUSTER} ORDER BY id"  # noqa: S608
NAMES = "SELECT person_id, name FROM entities_alias WHERE person_id IN people ORDER BY id"
DESCRIPTORS = """SELECT DISTINCT person_id, descriptor FROM entities_mention
WHERE person_id IN people AND review <> 'rejected' AND descriptor <> '' ORDER BY person_id, descriptor"""
TOGETHER = """SELECT DISTINCT article_id, person_id FROM entities_mention
WHERE person_id IN people AND review <> 'rejected' AND article_id IN (
    SELECT article_id FROM entities_mention WHERE person_id IN people AND review <> 'rejected'
    GROUP BY article_id HAVING COUNT(DISTINCT person_id) > 1
)"""


def load_directory(names: Iterable[str]) -> Directory:
    """Load everybody in the archive whom one of `names` may mean, in a fixed number of queries.

    "J. Smith" may be John Smith: where nobody is called so, people with that surname, or with one half of a double one,
    are loaded whose given names may be the same. Of those who share a surname that is printed alone, and are a
    crowd, only those are loaded who have been named beside somebody whom another of `names` may mean.
    Whoever was merged away is known under the survivor, with all the names of both.
    Rejected people are not offered: a name that an editor called no person matches nobody.
    """
    names = set(names)
    alone = {normalise(name) for name in names if not parts(name).given}
    crowds = _crowds(alone)
    roots = _bearers({name for name in names if normalise(name) not in crowds})
    roots |= _in_company(crowds, roots)
    members = ask(MEMBERS, people=roots)
    root_of = {pk: survivor or pk for pk, survivor, *_ in members}
    aliases, descriptors = defaultdict(list), defaultdict(list)
    for person, name in ask(NAMES, people=root_of):
        aliases[root_of[person]].append(name)
    for person, words in ask(DESCRIPTORS, people=root_of):
        descriptors[root_of[person]].append(words)
    companions = _companions(root_of)
    known = [
        KnownPerson(
            id=pk,
            name=name,
            aliases=tuple(dict.fromkeys(aliases[pk])),
            descriptors=tuple(dict.fromkeys(filter(None, [description, *descriptors[pk]]))),
            companions=frozenset(companions[pk]),
        )
        for pk, survivor, name, description, review in members
        if survivor is None and review != Review.REJECTED
    ]
    return Directory(known, kept_apart=_kept_apart(root_of), crowds=crowds)


def _bearers(names: set[str]) -> set[int]:
    """Primary keys of those who bear one of the names, or where nobody does one that is nearly the same."""
    borne = ask(BEARERS, names={*map(normalise, names)})
    known = {name for name, _, review in borne if review != Review.REJECTED}
    given: dict[str, set[NameParts]] = defaultdict(set)  # by surname, and by each half of one
    for name in names:
        if normalise(name) in known:
            continue
        surname, _, rest = sort_name(name).partition(", ")
        for half in {surname, *surname.split("-")} if rest else ():
            given[half].add(_given(rest))
    near = set()
    for pk, printed in ask(of_surnames(), surnames=given):
        surname, _, rest = printed.partition(", ")
        for wanted in given.get(surname) or given[surname.partition("-")[0]]:
            if may_share_given(wanted, _given(rest)):
                near.add(pk)
    return {root for _, root, _ in borne} | _survivors(near)


@lru_cache(maxsize=10_000)
def _given(rest: str) -> NameParts:
    """What a sort name has behind the surname, taken apart as the given names of one surname for all."""
    return parts(f"{rest.partition(',')[0]} Surname")


def _crowds(alone: set[str]) -> dict[str, int]:
    """How many people bear each of some single names, of those that a crowd bears."""
    return {name: people for name, people in ask(SHARED, names=alone) if people > CROWD}


def _in_company(crowds: Collection[str], roots: set[int]) -> set[int]:
    """Who of a crowd has been named in an article with one of the people known by more than their surname."""
    return _survivors({person for (person,) in ask(IN_COMPANY, people=roots, names=crowds)})


def _survivors(people: set[int]) -> set[int]:
    return {
        root
        for (root,) in ask("SELECT COALESCE(survivor_id, id) FROM entities_person WHERE id IN people", people=people)
    }


def _companions(root_of: dict[int, int]) -> dict[int, set[int]]:
    """Who of the known people has been named in an article with whom."""
    casts: dict[int, set[int]] = defaultdict(set)
    for article, person in ask(TOGETHER, people=root_of):
        casts[article].add(root_of[person])
    companions: dict[int, set[int]] = defaultdict(set)
    for cast in casts.values():
        for person in cast:
            companions[person] |= cast - {person}
    return companions


def _kept_apart(root_of: dict[int, int]) -> frozenset[tuple[int, int]]:
    """Pairs of known people of whom an editor said that they are not one, smaller key first."""
    sql = "SELECT first_id, second_id FROM entities_keptapart WHERE first_id IN people AND second_id IN people"
    pairs = {tuple(sorted((root_of[first], root_of[second]))) for first, second in ask(sql, people=root_of)}
    return frozenset(pair for pair in pairs if pair[0] != pair[1])
