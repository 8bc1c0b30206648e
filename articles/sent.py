"""What the sender of an article says of it: whose it is, what may be done with it, which version this is."""

from django.db import models

from articles.extraction.provenance import WITHDRAWN

# What is shown, in this order, and what it is called.
SAID = {
    "holder": "copyright holder",
    "notice": "copyright",
    "terms": "terms of use",
    "credit": "to be credited to",
    "note": "note to editors",
    "withdrawal": "why it was withdrawn",
    "embargo": "embargo",
    "status": "status",
    "urgency": "urgency",
    "version": "version",
    "modified": "changed",
    "identity": "known as",
}


class Sent(models.Model):
    """A row that keeps what its sender said, as it was said."""

    provenance = models.JSONField(
        default=dict, blank=True, editable=False, help_text="What its sender says of it: rights, notes, version."
    )

    class Meta:
        abstract = True

    @property
    def is_withdrawn(self):
        return self.provenance.get("status", "").lower() in WITHDRAWN

    @property
    def said_by_sender(self):
        """Pairs of what it is and the words, in a fixed order; what everybody says of everything is left out."""
        said = {name: self.provenance.get(name, "") for name in SAID}
        if said["status"] == "usable":
            del said["status"]
        if said["holder"] and said["holder"] in said["notice"]:
            del said["holder"]
        return [(SAID[name], words) for name, words in said.items() if words]
