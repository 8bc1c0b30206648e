"""Who took part in what, counted beside the list of people and the list of events.

Where the rows of the list are in few articles, it is counted which events, or people, they have most in common.
Else those are counted that most articles tell of: their numbers are as true, and others are found by name.
"""

from collections import Counter
from dataclasses import replace

from django.db.models import Q
from django.db.models.functions import Coalesce

from entities.filters.conditions import standing
from entities.filters.counted import Counting
from entities.filters.facets import SHOWN, Facet, named
from entities.models import Event, EventCount, EventParticipant, Person, PersonCount

MODELS = {"person": (Person, PersonCount), "event": (Event, EventCount)}
# Of rows that are in more articles than these not everything is read.
MANY = 5_000


def facet_of(asked: Counting, name: str) -> Facet:
    """The question with whom the listed events were, or at which events the listed people."""
    listed = "event" if name == "person" else "person"
    sample, (model, counts) = asked.sample(*asked.apart(name)), MODELS[name]
    picked = {standing(value.key) for value in asked.chosen.get(name, [])}
    is_read = sample.is_all and sum(sample.values("counts__articles")) <= MANY
    if is_read:
        within = _anybody(listed, sample.values("pk"))
    else:
        told = counts.objects.order_by("-articles", "name" if name == "event" else "sort_name", "pk")
        within = _anybody(name, [*told.values_list("pk", flat=True)[:SHOWN], *picked])
    is_bare = not [one for one in asked.active if one not in asked.apart(name)] and not asked.given
    pairs = set(_pairs(name, listed).filter(within))
    there = None if is_bare else {*sample.values("pk")}
    numbers = Counter(one for one, row in pairs if there is None or row in there)
    top = sorted(numbers.items(), key=lambda item: (item[0] not in picked, -item[1], item[0]))[: SHOWN + len(picked)]
    choices = named(model, dict(top), chosen=asked.picked(name))
    facet = asked.facet(name, choices, sampled=0 if is_bare else sample.sampled)
    return facet if is_read else replace(facet, search=True)


def _anybody(who: str, keys: list[int]) -> Q:
    """Rows of any of the people or events, or of those merged into them."""
    model, _ = MODELS[who]
    return Q(**{f"{who}__in": model.objects.filter(Q(pk__in=keys) | Q(survivor__in=keys)).order_by().values("pk")})


def _pairs(*who: str):
    """Who took part in what, as those that stand for others and are in a list."""
    stand = {f"{one}_shown": Coalesce(f"{one}__survivor__counts__pk", f"{one}__counts__pk") for one in who}
    rows = EventParticipant.objects.visible().annotate(**stand).order_by()
    return rows.filter(**{f"{one}__isnull": False for one in stand}).values_list(*stand).distinct()
