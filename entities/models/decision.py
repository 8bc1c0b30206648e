"""The ledger: every decision an editor made, and what it changed row by row."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Model, Q
from django.urls import reverse

# Undoings of an undoing that are read with a decision.
TURNS = 3


class DecisionQuerySet(models.QuerySet):
    def on(self, row: Model):
        """Decisions that changed the row or were about it, the newest first."""
        kind = ContentType.objects.get_for_model(row)
        return self.filter(pk__in=Change.objects.filter(row_type=kind, row_id=row.pk).values("decision"))

    def for_display(self):
        return self.select_related("by", "target_type")

    def for_ledger(self):
        """With what became of each: who undid it, who undid that, and so on for some turns."""
        return self.for_display().select_related(
            *("__".join([*["undone_by"] * turn, "by"]) for turn in range(1, TURNS + 1))
        )


class Decision(models.Model):
    """What an editor did, in one word, to what, when and why. Never changed, never removed by hand."""

    class Verb(models.TextChoices):
        CONFIRM = "confirm", "confirmed"
        REJECT = "reject", "rejected"
        RESTORE = "restore", "gave back to the machine"
        SET_SPEAKER = "set_speaker", "set the speaker"
        SET_ABOUT = "set_about", "set who it is about"
        SET_ADDRESSEES = "set_addressees", "set to whom it was said"
        RENAME_PERSON = "rename_person", "renamed the person"
        DESCRIBE_PERSON = "describe_person", "described the person"
        ADD_ALIAS = "add_alias", "added a name"
        REMOVE_ALIAS = "remove_alias", "removed a name"
        MERGE_PEOPLE = "merge_people", "merged"
        UNMERGE = "unmerge", "undid the merge"
        KEEP_APART = "keep_apart", "keeps apart"
        END_KEEP_APART = "end_keep_apart", "no longer keeps apart"
        RESOLVE_MENTION = "resolve_mention", "said who is meant"
        SET_PICTURED = "set_pictured", "set who is pictured"
        SET_CREDIT = "set_credit", "set the credit"
        RENAME_EVENT = "rename_event", "renamed the event"
        SET_EVENT_DATE = "set_event_date", "set the date"
        CARRY_OVER = "carry_over", "carried over to the new words"
        SPLIT_PERSON = "split_person", "split off"
        MERGE_EVENTS = "merge_events", "merged the events"
        UNMERGE_EVENT = "unmerge_event", "undid the merge of"
        SPLIT_EVENT = "split_event", "split off the event"
        RELABEL_SPAN = "relabel_span", "labelled the words"
        ADD_QUOTE = "add_quote", "added the quote"
        ADD_EVENT = "add_event", "added the event"
        ADD_MENTION = "add_mention", "added the mention"
        UNDO = "undo", "undid"
        SET_REACH = "set_reach", "set where the quote begins and ends"
        DISMISS_SUGGESTION = "dismiss_suggestion", "dismissed a suggestion"
        ADD_PERSON = "add_person", "added the person"
        IMPORT = "import", "imported"
        RELEASE = "release", "released from embargo"

    verb = models.CharField(max_length=20, choices=Verb, db_index=True)
    label = models.CharField(max_length=300, help_text="What was decided on, in words.")
    target_type = models.ForeignKey(ContentType, null=True, on_delete=models.SET_NULL, related_name="+")
    target_id = models.PositiveBigIntegerField(null=True, help_text="Empty where several rows were decided at once.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions")
    at = models.DateTimeField(db_index=True)
    reason = models.CharField(max_length=500, blank=True, help_text="Why, in the editor's words.")
    undoes = models.OneToOneField(
        "self", null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="undone_by"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        permissions = [("bulk_decide", "Can decide on many rows at once, by list or by import")]

    def __str__(self):
        return f"{self.by} {self.get_verb_display()}: {self.label}"

    def get_absolute_url(self):
        return reverse("decision_detail", args=[self.pk])

    @property
    def is_final(self):
        """Whether it cannot be undone: what was released is known."""
        return self.verb == self.Verb.RELEASE


class Change(models.Model):
    """One row as it was before a decision and as it was after it: only the fields that differ.

    `before` is null for a row that the decision made, `after` for one that it removed; both
    are empty for a row that the decision was about and that it left as it was.
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="changes")
    row_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    row_id = models.PositiveBigIntegerField()
    label = models.CharField(max_length=300)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["decision", "pk"]
        indexes = [models.Index(fields=["row_type", "row_id"], name="change_row")]
        constraints = [
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False), name="change_has_a_before_or_an_after"
            ),
        ]

    def __str__(self):
        return self.label
