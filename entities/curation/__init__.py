"""The editors' verbs: the only way in which a decision reaches the archive.

Each takes keywords only, with `by` (a user) and `reason` (words); checks everything, then changes
everything, in one transaction; returns its entry in the ledger; and raises CurationError, with the
reason in words, where it refuses. None of them asks whether `by` may do it: whoever calls does.
"""

from entities.curation.adding import add_event, add_mention, add_quote
from entities.curation.blocking import blockers
from entities.curation.captions import set_credit, set_pictured
from entities.curation.carrying import carry_over, settle, successor_of
from entities.curation.errors import CurationError
from entities.curation.events import rename_event, set_event_date
from entities.curation.happenings import merge_events, split_event, unmerge_event
from entities.curation.joining import join_decisions
from entities.curation.labelling import relabel_span
from entities.curation.mentions import resolve_mention
from entities.curation.merging import merge_people, unmerge
from entities.curation.people import (
    add_alias,
    add_person,
    describe_person,
    remove_alias,
    rename_person,
)
from entities.curation.quotes import set_about, set_addressees, set_speaker
from entities.curation.releasing import release_held
from entities.curation.review import confirm, reject, restore
from entities.curation.rulings import end_keep_apart, keep_apart
from entities.curation.seen import Tally, lock_all_as_seen, lock_as_seen, state_seen, tally
from entities.curation.splitting import split_person
from entities.curation.suggestions import accept_suggestion, dismiss_suggestion, set_reach
from entities.curation.undoing import undo, why_not_undo

__all__ = [
    "CurationError",
    "Tally",
    "accept_suggestion",
    "add_alias",
    "add_event",
    "add_mention",
    "add_person",
    "add_quote",
    "blockers",
    "carry_over",
    "confirm",
    "describe_person",
    "dismiss_suggestion",
    "end_keep_apart",
    "join_decisions",
    "keep_apart",
    "lock_all_as_seen",
    "lock_as_seen",
    "merge_events",
    "merge_people",
    "reject",
    "relabel_span",
    "release_held",
    "remove_alias",
    "rename_event",
    "rename_person",
    "resolve_mention",
    "restore",
    "set_about",
    "set_addressees",
    "set_credit",
    "set_event_date",
    "set_pictured",
    "set_reach",
    "set_speaker",
    "settle",
    "split_event",
    "split_person",
    "state_seen",
    "successor_of",
    "tally",
    "undo",
    "unmerge",
    "unmerge_event",
    "why_not_undo",
]
