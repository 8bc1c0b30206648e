"""Pairs of people that may be one: found when an article is saved, and kept for an editor to answer."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Model, QuerySet

from articles.extraction.likeness import Likeness
from articles.extraction.people.likeness import compare_people
from articles.extraction.people.names import normalise, parts
from articles.extraction.people.ties import blocking_keys, tie_names
from articles.models import IngestRun, Review
from entities.models import Alias, NameKey, Person, PossibleDuplicate
from entities.models.alike import Pair
from entities.store.portraits import load_gallery, seen_together
from entities.store.rows import BATCH, lots

# From here on a pair is worth a question.
ASK = 0.35
# Bearers of like names who are looked at for the people of one article.
MOST_BEARERS = 3000
MOST_CANDIDATES = 200
Key = tuple[int, int]


def find_possible_duplicates(people: Collection[int], *, run: IngestRun | None = None) -> None:
    """Compare each of `people` who stands for themselves with everybody of a like name, and keep who may be one.

    Pairs of somebody merged or rejected stay as they were, for the undoing.
    """
    touched = _standing(people)
    wanted: dict[Key, Likeness] = {}
    if pairs := _alike(touched):
        gallery = load_gallery({pk for pair in pairs for pk in pair})
        together = seen_together(gallery, pairs)
        for one, other in pairs:
            known = {"together": together[one, other]} if (one, other) in together else {}
            likeness = compare_people(gallery.portraits[one], gallery.portraits[other], **known)
            if likeness.score >= ASK:
                wanted[one, other] = likeness
    save_pairs(PossibleDuplicate, PossibleDuplicate.objects.standing().with_any(touched), wanted, run)


def _standing(people: Collection[int]) -> set[int]:
    """Who stands for `people`, without those whom an editor rejected."""
    rows = (row for lot in lots(people) for row in Person.objects.filter(pk__in=lot).select_related("survivor"))
    return {row.current.pk for row in rows if row.current.review != Review.REJECTED}


def _alike(touched: Collection[int]) -> list[Key]:
    """Pairs, in order, of somebody touched and somebody in the archive whose names hang together."""
    ours = _names_of(Person.objects.filter(pk__in=touched) | Person.objects.filter(survivor__in=touched))
    keys_of = note_keys({name for names in ours.values() for name in names})
    by_key: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for person in sorted(ours):
        for name in _in_full(ours[person]):
            for key in keys_of[name]:
                by_key[key].append((person, name))
    found: dict[Key, None] = {}
    for person, names in _bearers(by_key).items():
        for name in _in_full(names):
            near = dict.fromkeys(bearer for key in blocking_keys(name) for bearer in by_key.get(key, ()))
            for other, theirs in near:
                pair = (min(person, other), max(person, other))
                if person != other and pair not in found and tie_names(name, theirs).found:
                    found[pair] = None
    return sorted(found)[:MOST_CANDIDATES]


def _names_of(people: QuerySet) -> dict[int, list[str]]:
    """The names of each by who stands for them."""
    names: dict[int, list[str]] = defaultdict(list)
    rows = Alias.objects.filter(person__in=people.order_by().values("pk")).order_by("pk")
    for person, survivor, name in rows.values_list("person", "person__survivor", "name"):
        names[survivor or person].append(name)
    return names


def _in_full(names: list[str]) -> list[str]:
    """Words alone tell nothing of somebody who is printed in full elsewhere."""
    return [name for name in names if parts(name).given] or names


def _bearers(keys: Iterable[str]) -> dict[int, list[str]]:
    """Who bears names that have one of the keys, by who stands for them, and which names."""
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for lot in lots(set(keys)):
        names = NameKey.objects.filter(key__in=lot).values("normalised")
        rows = Alias.objects.filter(normalised__in=names).exclude(person__review=Review.REJECTED)
        rows = rows.order_by("person", "pk").values_list("person", "person__survivor", "name")
        for person, survivor, name in rows[:MOST_BEARERS]:
            found[survivor or person][name] = None
    return {person: list(names) for person, names in found.items()}


def note_keys(names: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the keys of each name, and see to it that the archive has them."""
    keys_of = {name: blocking_keys(name) for name in names}
    wanted = {(normalise(name), key) for name, keys in keys_of.items() for key in keys if len(key) <= 200}
    for lot in lots({normalised for normalised, _ in wanted}):
        wanted -= set(NameKey.objects.filter(normalised__in=lot).values_list("normalised", "key"))
    rows = [NameKey(normalised=normalised, key=key) for normalised, key in sorted(wanted)]
    NameKey.objects.bulk_create(rows, batch_size=BATCH)
    return keys_of


def save_pairs(model: type[Pair], rows: QuerySet, wanted: Mapping[Key, Likeness], run: IngestRun | None) -> None:
    """Make `rows`, the pairs as they stand, those that are `wanted`."""
    had = {(row.first_id, row.second_id): row for row in rows}
    changed, new = [], []
    for pair, likeness in wanted.items():
        told = {
            "score": likeness.score,
            "reasons_for": list(likeness.for_),
            "reasons_against": list(likeness.against),
        }
        row = had.pop(pair, None)
        if row is None:
            new.append(model(first_id=pair[0], second_id=pair[1], run=run, **told))
        elif any(getattr(row, name) != value for name, value in told.items()):
            changed.append(_fill(row, told | {"run": run}))
    model.objects.filter(pk__in=[row.pk for row in had.values()]).delete()
    model.objects.bulk_update(changed, ["score", "reasons_for", "reasons_against", "run"], batch_size=BATCH)
    model.objects.bulk_create(new, batch_size=BATCH)


def _fill(row: Model, values: Mapping) -> Model:
    for name, value in values.items():
        setattr(row, name, value)
    return row
