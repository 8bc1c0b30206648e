"""Numbers that a counter has: where a list is asked for one thing alone, or for nothing."""

from collections import Counter

from entities.filters.conditions import standing
from entities.filters.counted import Counting
from entities.filters.facets import SHOWN
from entities.filters.fields import Chosen
from entities.filters.verbs import BAR
from entities.models import EventCount, PersonCount, PersonTally

# Questions whose values people are counted by.
TALLIED = {"year": PersonTally.By.YEAR, "source": PersonTally.By.SOURCE}


def _asked(asked: Counting, *apart: str) -> list[tuple[str, list[Chosen]]]:
    """What the filter is asked for beside some questions."""
    given = [(name, [value]) for name, value in asked.given.items()]
    return [*given, *((name, asked.chosen[name]) for name in asked.active if name not in apart)]


def of_people(asked: Counting, name: str, column: str) -> Counter | None:
    """Who has the most of something: in all, in one year or from one publisher."""
    others = _asked(asked, *asked.apart(name))
    if not others:
        rows, columns = PersonCount.objects.order_by(f"-{column}", "sort_name"), ("person", column)
    elif len(others) == 1 and others[0][0] in TALLIED and len(others[0][1]) == 1 and column in ("articles", "quotes"):
        by, [value] = TALLIED[others[0][0]], others[0][1]
        rows = PersonTally.objects.filter(by=by, value="" if value.key is None else str(value.key))
        rows, columns = rows.order_by(f"-{column}"), ("person", column)
    else:
        return None
    found = dict(rows.values_list(*columns)[:SHOWN])
    chosen = {standing(value.key) for value in asked.chosen.get(name, [])} - found.keys()
    found |= dict(rows.filter(person__in=chosen).values_list(*columns)) if chosen else {}
    return Counter({person: number for person, number in found.items() if number})


def of_events(asked: Counting) -> Counter | None:
    """Of which events the most articles tell, of all articles."""
    if _asked(asked, *asked.apart("event")):
        return None
    rows = EventCount.objects.order_by("-articles", "name", "event").values_list("event", "articles")
    found = dict(rows[:SHOWN])
    chosen = {value.key for value in asked.chosen.get("event", [])} - found.keys()
    found |= dict(rows.filter(event__in=chosen)) if chosen else {}
    return Counter({event: number for event, number in found.items() if number})


def of_person(asked: Counting, name: str, column: str, *, by: str = "") -> Counter | int | None:
    """How many rows one person has, who is all that is asked for beside `by`: in all, or by year or publisher."""
    others = _asked(asked, by, BAR + by) if by else _asked(asked)
    if len(others) != 1 or others[0][0] != name or len(others[0][1]) != 1 or (by and by not in TALLIED):
        return None
    person = standing(others[0][1][0].key)
    if not by:
        return PersonCount.objects.filter(person=person).values_list(column, flat=True).first() or 0
    rows = PersonTally.objects.filter(person=person, by=TALLIED[by], **{f"{column}__gt": 0}).values_list(
        "value", column
    )
    told = (lambda value: int(value) if value else None) if by == "year" else str
    return Counter({told(value): number for value, number in rows})


def of_the_event(asked: Counting, name: str) -> int | None:
    """How many articles tell of one event that is all that is asked for."""
    others = _asked(asked)
    if len(others) != 1 or others[0][0] != name or len(others[0][1]) != 1:
        return None
    return EventCount.objects.filter(event=others[0][1][0].key).values_list("articles", flat=True).first() or 0
