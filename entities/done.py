"""Tell an editor what came of a verb, with the way to take it back."""

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from entities.models import Decision


def tell_done(request: HttpRequest, decision: Decision, words: str = "") -> None:
    """Leave a message: what was decided (or `words` for it), and a link to its entry in the ledger, to undo it."""
    said = words or f"{decision.get_verb_display().capitalize()}: {decision.label}"
    offer = "Look at the decision" if decision.is_final else "Look at it or undo it"
    link = format_html('<a href="{}">{}</a>', decision.get_absolute_url(), offer)
    messages.success(request, format_html("{}. {}", said.rstrip("."), link))


def tell_settled(request: HttpRequest, decisions: list[Decision]) -> None:
    """Leave a message that decisions were settled together, and a link to the ledger, where each has its entry."""
    if len(decisions) == 1:
        tell_done(request, decisions[0], "1 decision settled")
        return
    link = format_html('<a href="{}">Look at them or undo them</a>', reverse("decision_list"))
    messages.success(request, format_html("{} decisions settled. {}", len(decisions), link))
