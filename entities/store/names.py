"""What a person's name becomes in the archive: an address, a place in the alphabet, a kind of alias."""

from collections.abc import Iterable, Sequence

from django.db.models import Model, Q
from django.utils.text import slugify

from articles.extraction.people.names import is_particle, is_suffix
from entities.models import Alias
from entities.store.rows import begins_with, lots

# Conditions in one statement: a database refuses an expression of a thousand.
CONDITIONS = 100


def sort_name(name: str) -> str:
    """Return the name with the surname first: "Spears, Britney", "van der Berg, Jan", "Downey, Robert, Jr."."""
    words = name.replace(",", " ").split()
    suffix = words.pop() if len(words) > 2 and is_suffix(words[-1]) else ""
    first = len(words) - 1
    while first > 1 and is_particle(words[first - 1]):
        first -= 1
    surname, given = " ".join(words[first:]), " ".join(words[:first])
    return ", ".join(filter(None, [surname, given, suffix]))


def alias_kind(alias: str, name: str) -> Alias.Kind:
    """Say which form of `name`, the fullest one printed, an alias is."""
    if alias == name:
        return Alias.Kind.FULL if " " in name else Alias.Kind.OTHER
    surname, _, given = sort_name(name).partition(", ")
    if alias == surname:
        return Alias.Kind.SURNAME
    if given and alias == given.split()[0]:
        return Alias.Kind.FIRST
    return Alias.Kind.FULL if " " in alias else Alias.Kind.OTHER


def free_slugs(model: type[Model], names: Sequence[str], *, fallback: str) -> list[str]:
    """Return one unused slug a name, in order: the name's own, or with the lowest free number after it."""
    length = model._meta.get_field("slug").max_length - 10
    bases = [slugify(name)[:length].strip("-") or fallback for name in names]
    taken = {row.slug for row in with_slugs(model, bases)}
    slugs = []
    for base in bases:
        slug, number = base, 1
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        taken.add(slug)
        slugs.append(slug)
    return slugs


def with_slugs(model: type[Model], bases: Iterable[str]) -> list[Model]:
    """Return the rows whose slug is one of `bases` or begins with one and a hyphen, by primary key."""
    found = []
    for batch in lots(set(bases), CONDITIONS):
        condition = Q()
        for base in batch:
            condition |= Q(slug=base) | begins_with("slug", f"{base}-")
        found += model.objects.filter(condition)
    return sorted({row.pk: row for row in found}.values(), key=lambda row: row.pk)
