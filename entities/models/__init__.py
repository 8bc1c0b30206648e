"""What we learned from the articles, and what editors decided about it."""

from entities.models.alike import NameKey, PossibleDuplicate, PossibleSameEvent
from entities.models.decision import Change, Decision
from entities.models.event import Event, EventMention, EventParticipant, EventsKeptApart
from entities.models.person import Alias, Depiction, EntityMention, KeptApart, Mention, Person
from entities.models.quote import Quote, QuotePart
from entities.models.suggestion import Suggestion

__all__ = [
    "Alias",
    "Change",
    "Decision",
    "Depiction",
    "EntityMention",
    "Event",
    "EventMention",
    "EventParticipant",
    "EventsKeptApart",
    "KeptApart",
    "Mention",
    "NameKey",
    "Person",
    "PossibleDuplicate",
    "PossibleSameEvent",
    "Quote",
    "QuotePart",
    "Suggestion",
]
