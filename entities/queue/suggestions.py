"""What the machine would now say of a row on which an editor decided."""

from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable

from articles.models import Caption
from entities import curation
from entities.curation import CurationError
from entities.filters.keyset import Key
from entities.models import Mention, Quote, Suggestion
from entities.queue.base import Answer, Kind, Place, named_at
from entities.queue.captions import captioned_at
from entities.queue.quotes import quoted_at

PLACES = {Quote: quoted_at, Mention: named_at, Caption: captioned_at}
PERMISSIONS = ("articles.change_caption", "entities.change_event", "entities.change_mention", "entities.change_quote")


class Suggestions(Kind):
    slug = "suggestions"
    question = "Does the machine know better?"
    about = "suggestions beside what editors decided"
    model = Suggestion
    related = ("article", "row_type")
    order = (Key("confidence", desc=True), Key("pk"))

    def rows(self) -> QuerySet[Suggestion]:
        return Suggestion.objects.waiting()

    def doubt(self) -> Combinable:
        """The surer the machine is, the likelier the decision is overtaken."""
        return F("confidence")

    def allows(self, user: User) -> bool:
        return user.has_perms(PERMISSIONS)

    def state(self, row: Suggestion) -> str:
        return f"{row.words} {row.dismissed_at or 'waits'}"

    def lock(self, row: Suggestion, seen: str) -> None:
        found = Suggestion.objects.select_for_update(of=("self",), no_key=True).filter(pk=row.pk).first()
        if found is None or (seen and self.state(found) != seen):
            raise CurationError("This was answered, or read anew, while your page was open. Look again.")

    def subject(self, row: Suggestion) -> Any:
        return row.row or row.article

    def line(self, row: Suggestion) -> str:
        return str(row)

    def places(self, row: Suggestion) -> list[Place]:
        about = row.row
        at = PLACES.get(type(about))
        return [at(about)] if at and not about.source_changed else []

    def evidence(self, row: Suggestion) -> list[tuple[str, str]]:
        about = row.row
        decided = f"{about.get_review_display()}, {about.reviewed_by}" if about and about.reviewed_by else ""
        told = [
            ("About", row.get_field_display()),
            ("Decided", decided),
            ("It stands as", _standing(row, about)),
            ("The machine says", row.words),
        ]
        return [(name, words) for name, words in told if words]

    def answers(self, row: Suggestion) -> list[Answer]:
        stands = partial(curation.dismiss_suggestion, suggestion=row)
        taken = partial(curation.accept_suggestion, suggestion=row)
        return [
            Answer(name="accept", label=f"Yes: {row.words}", key="Enter", verb=taken),
            Answer(name="dismiss", label="No, the decision stands", key="x", verb=stands),
        ]


def _standing(suggestion: Suggestion, row: Any | None) -> str:
    """What the row says as it was decided, of that which the suggestion would change."""
    if row is None:
        return ""
    if suggestion.field == Suggestion.Field.SPEAKER:
        return str(row.named_speaker or row.speaker_text or "nobody named")
    if suggestion.field == Suggestion.Field.PERSON:
        return str(row.person.current) if row.person else "nobody"
    return ""
