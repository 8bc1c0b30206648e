"""Everybody in the archive compared anew, and every event: after an upgrade, or when rules have changed."""

from collections.abc import Callable, Collection, Iterator

from django.db import transaction
from django.db.models import Model

from entities.models import Alias, Event, NameKey, Person
from entities.store.alike import find_possible_duplicates, note_keys
from entities.store.alike_events import find_possible_same_events
from entities.store.turns import wait_for_turn

LOT = 100


def compare_everything(on_lot: Callable[[int], None] | None = None) -> tuple[int, int]:
    """Return how many people and how many events were compared; ingests take turns with each lot of them."""
    with transaction.atomic():
        wait_for_turn()
        NameKey.objects.all().delete()
        for names in _lots(Alias, "name"):
            note_keys(set(names))
    people = _compare(Person, find_possible_duplicates, on_lot)
    return people, _compare(Event, find_possible_same_events, on_lot)


def _compare(model: type[Model], find: Callable[[Collection[int]], None], on_lot: Callable | None) -> int:
    done = 0
    for keys in _lots(model, "pk"):
        with transaction.atomic():
            wait_for_turn()
            find(keys)
        done += len(keys)
        if on_lot:
            on_lot(done)
    return done


def _lots(model: type[Model], column: str) -> Iterator[list]:
    """A column of a whole table, in the order of the keys and some rows at a time."""
    last, rows = 0, model.objects.order_by("pk").values_list("pk", column)
    while found := list(rows.filter(pk__gt=last)[:LOT]):
        last = found[-1][0]
        yield [value for _, value in found]
