"""Who is in a photo, and who took it."""

from collections.abc import Iterable

from django.contrib.auth.models import User

from articles.models import Caption, Review
from entities.curation.checking import verb
from entities.curation.errors import CurationError
from entities.curation.ledger import Entry
from entities.curation.quotes import refuse_rejected
from entities.models import Decision, Depiction, Person

# The rule of rows that no machine found.
BY_EDITOR = "editor"


@verb
def set_pictured(*, caption: Caption, people: Iterable[Person], by: User, reason: str = "") -> Decision:
    """Set who is shown, in order. Whoever is left out is rejected, so that no ingest brings them back."""
    entry = Entry(Decision.Verb.SET_PICTURED, by=by, reason=reason)
    caption, asked = entry.open(caption), [person.pk for person in people]
    found = Person.objects.select_related("survivor").in_bulk(asked)  # as they are merged now
    people = [found[pk] for pk in asked if pk in found]
    if len(people) < len(asked):
        raise CurationError("One of them is no longer in the archive: a later ingest removed it.")
    refuse_rejected(people)
    rows = entry.open_all(caption.depictions.all())
    chosen = {person.current.pk: person for person in people}
    shown = [row for row in rows if row.review != Review.REJECTED]
    if list(chosen) == [row.person.current.pk for row in sorted(shown, key=lambda row: row.order)]:
        raise CurationError("They are pictured already. Confirm the caption if that is right.")
    by_person = {row.person.current.pk: row for row in sorted(rows, key=lambda row: row.review != Review.REJECTED)}
    for row in shown:
        if by_person[row.person.current.pk] is not row or row.person.current.pk not in chosen:
            entry.mark(row, Review.REJECTED)
    for order, (pk, person) in enumerate(chosen.items()):
        row = by_person.get(pk) or Depiction(caption=caption, person=person, rule=BY_EDITOR)
        row.order = order
        entry.mark(row, Review.EDITED)
        if row.pk is None:
            entry.add(row)
    return entry.close(target=caption, concerns=[caption])


@verb
def set_credit(
    *, caption: Caption, photographer: str | None, agency: str | None, by: User, reason: str = ""
) -> Decision:
    """Set who took the photo and for whom, as far as that is known. The credit as printed stays as it is."""
    entry = Entry(Decision.Verb.SET_CREDIT, by=by, reason=reason)
    caption = entry.open(caption)
    if caption.review == Review.REJECTED:
        raise CurationError("The caption was rejected. Take that back first.")
    wanted = {"photographer": " ".join((photographer or "").split()), "agency": " ".join((agency or "").split())}
    if wanted == {name: getattr(caption, name) for name in wanted}:
        raise CurationError("That is the credit already. Confirm the caption if it is right.")
    for name, value in wanted.items():
        if len(value) > (length := Caption._meta.get_field(name).max_length):
            raise CurationError(f"The {name} is longer than {length} characters.")
        setattr(caption, name, value)
    entry.mark(caption, Review.EDITED)
    return entry.close(target=caption)
