"""Who took part in what, counted beside the list of people and the list of events."""

from entities.filters.conditions import standing
from entities.filters.counted import Counting
from entities.filters.facets import SHOWN, Facet, count_linked, named
from entities.models import AttendanceCount, Event, EventCount, Person, PersonCount

# Of rows that have more of the others together than these not everything is read.
MANY = 5_000


def facet_of(asked: Counting, name: str) -> Facet:
    """The question with whom the listed events were, or at which events the listed people."""
    model, counts, beside = (Person, PersonCount, "events") if name == "person" else (Event, EventCount, "people")
    listed, others = ("event", "people") if name == "person" else ("person", "events")
    picked = {standing(value.key) for value in asked.chosen.get(name, [])}
    if not [one for one in asked.active if one not in asked.apart(name)] and not asked.given:
        order = (f"-{beside}", "sort_name" if name == "person" else "name", "pk")
        rows = counts.objects.filter(**{f"{beside}__gt": 0})
        found = dict(rows.order_by(*order).values_list("pk", beside)[:SHOWN])
        found |= dict(rows.filter(pk__in=picked - found.keys()).values_list("pk", beside)) if picked else {}
        return asked.facet(name, named(model, found, chosen=asked.picked(name)))
    sample = asked.sample(*asked.apart(name)).within(f"counts__{others}", MANY)
    numbers = count_linked(AttendanceCount, listed, name, sample.values("pk"), chosen=picked)
    return asked.facet(name, named(model, numbers, chosen=asked.picked(name)), sampled=sample.sampled)
