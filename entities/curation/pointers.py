"""Merging is a pointer: `merged_into` is what an editor decided, `survivor` the end of that chain."""

from collections.abc import Collection, Iterable, Mapping

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q

from articles.models import Review
from entities.curation.errors import CurationError
from entities.curation.rulings import in_words, ruling_within
from entities.models import Event, Person

Merged = Person | Event


def take_turn(model: type[Merged]) -> None:
    """Wait for every other merge: two that met in one chain would each miss the other's part."""
    kinds = ContentType.objects.filter(app_label=model._meta.app_label, model=model._meta.model_name)
    kinds.select_for_update(no_key=True).get()


def cluster_keys(model: type[Merged], keys: Collection[int]) -> set[int]:
    """Primary keys of everyone who is merged with any of `keys`."""
    found = model.objects.filter(pk__in=keys).values_list("pk", "survivor_id")
    roots = {survivor or pk for pk, survivor in found}
    return set(model.objects.filter(Q(pk__in=roots) | Q(survivor__in=roots)).values_list("pk", flat=True))


def point_to_survivors(members: Mapping[int, Merged]) -> None:
    """Recompute, in memory, who stands for each of `members`, which hold every chain in full."""
    for row in members.values():
        end, seen = row, {row.pk}
        while end.merged_into_id:
            end = members[end.merged_into_id]
            if end.pk in seen:
                raise CurationError(f"{row} would be merged in a circle. Undo the later merge first.")
            seen.add(end.pk)
        row.survivor = None if end is row else end


def refuse_merged(rows: Collection[Model]) -> None:
    """Refuse to reject people or events (rows of one kind) that are merged, either way."""
    rows = [row for row in rows if isinstance(row, Person | Event)]
    for row in rows:
        if row.merged_into_id:
            raise CurationError(f"{row} is merged into {row.merged_into}. Undo the merge first.")
    merged = rows and type(rows[0]).objects.filter(merged_into__in=rows).select_related("merged_into").first()
    if merged:
        raise CurationError(f"{merged} is merged into {merged.merged_into}. Undo the merge first.")


def refuse_wrong_merges(members: Iterable[Merged]) -> None:
    """Refuse, in memory, merges of rejected rows, and merges of those whom an editor keeps apart."""
    for row in members:
        if row.merged_into_id and Review.REJECTED in (row.review, row.survivor.review):
            gone = row if row.review == Review.REJECTED else row.survivor
            raise CurationError(f"{gone} is rejected, and {row} merged into {row.survivor}. Undo one of the two first.")
    for model in {type(row) for row in members}:
        ends = {row.pk: row.survivor_id or row.pk for row in members if type(row) is model}
        if ruling := ruling_within(ends, model):
            raise CurationError(in_words(ruling, model))
