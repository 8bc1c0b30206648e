"""What we learned from the articles, and what editors decided about it."""

from entities.models.alike import NameKey, PossibleDuplicate, PossibleSameEvent
from entities.models.copies import CopyKey, NearCopy
from entities.models.counters import AttendanceCount, EventCount, PersonCount, PersonTally, Tally
from entities.models.decision import Change, Decision
from entities.models.event import Event, EventMention, EventParticipant, EventsKeptApart
from entities.models.held import HeldArticle
from entities.models.listed import Appearance, ArticleCount, Attendance, Photo, Portrait, Report, Statement, Voice
from entities.models.person import Alias, Depiction, EntityMention, KeptApart, Mention, Person
from entities.models.quote import Quote, QuotePart
from entities.models.record import is_record
from entities.models.suggestion import Suggestion

__all__ = [
    "Alias",
    "Appearance",
    "ArticleCount",
    "Attendance",
    "AttendanceCount",
    "Change",
    "CopyKey",
    "Decision",
    "Depiction",
    "EntityMention",
    "Event",
    "EventCount",
    "EventMention",
    "EventParticipant",
    "EventsKeptApart",
    "HeldArticle",
    "KeptApart",
    "Mention",
    "NameKey",
    "NearCopy",
    "Person",
    "PersonCount",
    "PersonTally",
    "Photo",
    "Portrait",
    "PossibleDuplicate",
    "PossibleSameEvent",
    "Quote",
    "QuotePart",
    "Report",
    "Statement",
    "Suggestion",
    "Tally",
    "Voice",
    "is_record",
]
