"""Two events that are one, and one that turns out to be two: as with people, a merge is a pointer and moves no row."""

from collections import Counter
from collections.abc import Iterable

from django.contrib.auth.models import User

from articles.models import Review
from entities.curation.captions import BY_EDITOR
from entities.curation.checking import verb
from entities.curation.errors import CurationError
from entities.curation.events import clean_name
from entities.curation.ledger import Entry
from entities.curation.pointers import cluster_keys, point_to_survivors, take_turn
from entities.curation.rulings import rule_apart, why_ruled_apart
from entities.models import Decision, Event, EventMention, EventParticipant
from entities.store.names import free_slugs


@verb
def merge_events(*, keep: Event, merge: Event | Iterable[Event], by: User, reason: str = "") -> Decision:
    """Show `merge`, one event or several, under `keep` from now on. What later ingests find goes to `keep`."""
    entry = Entry(Decision.Verb.MERGE_EVENTS, by=by, reason=reason)
    merge = [merge] if isinstance(merge, Event) else list(merge)
    if not merge:
        raise CurationError("Choose at least one event to merge.")
    members = _open_clusters(entry, keep, *merge)
    if not {keep.pk, *(event.pk for event in merge)} <= members.keys():
        raise CurationError("One of them is no longer in the archive: a later ingest removed it.")
    keep, merge = members[keep.pk], list({event.pk: members[event.pk] for event in merge}.values())
    for event in merge:
        if problem := why_not_one_event(keep, event):
            raise CurationError(problem)
    for event in merge:
        event.merged_into = keep
    point_to_survivors(members)
    label = f"{', '.join(map(str, merge))} into {keep}"
    return entry.close(target=merge[0] if len(merge) == 1 else keep, label=label, concerns=[keep])


@verb
def unmerge_event(*, event: Event, by: User, reason: str = "") -> Decision:
    """Let a merged event, and those that were merged into it, stand for themselves again."""
    entry = Entry(Decision.Verb.UNMERGE_EVENT, by=by, reason=reason)
    members = _open_clusters(entry, event)
    event = members.get(event.pk)
    if event is None or event.merged_into_id is None:
        raise CurationError(f"{event or 'This event'} is not merged into any other.")
    keep = members[event.merged_into_id]
    event.merged_into = None
    point_to_survivors(members)
    return entry.close(target=event, label=f"{event} out of {keep}", concerns=[keep])


def why_not_one_event(keep: Event, merge: Event) -> str:
    """Return why the two must not be merged, in words; nothing where they may."""
    if keep.pk == merge.pk:
        return f"{keep} cannot be merged into itself."
    if merge.merged_into_id:
        return f"{merge} is merged into {merge.merged_into} already. Undo that merge first."
    if keep.survivor_id == merge.pk:
        return f"{keep} is merged into {merge}: the merge would run in a circle. Undo that merge first."
    for event in (keep, merge):
        if event.review == Review.REJECTED:
            return f"{event} was rejected. Take that back first."
    return why_ruled_apart(keep, merge)


@verb
def split_event(
    *,
    event: Event,
    mentions: Iterable[EventMention],
    by: User,
    reason: str = "",
    name: str = "",
    into: Event | None = None,
) -> Decision:
    """Say that some mentions of an event are of another: `into`, or a new one called `name`, or as they call it most.

    Out of an article all of whose mentions of the event move go those who took part in it too. The new
    event has no date: set it as far as it is known.
    """
    entry = Entry(Decision.Verb.SPLIT_EVENT, by=by, reason=reason)
    cluster = cluster_keys(Event, [event.pk])
    entry.open_all(Event.objects.filter(pk__in=[event.pk, *([into.pk] if into else [])]))
    moving = entry.open_all(EventMention.objects.filter(pk__in=[mention.pk for mention in mentions]))
    _refuse_split(event, into, moving, cluster)
    other = into or entry.add(
        _new_event(entry, event, name or Counter(row.text for row in moving).most_common(1)[0][0])
    )
    for mention in moving:
        mention.event = other
        entry.mark(mention, Review.EDITED)
    articles = {mention.article_id for mention in moving}
    staying = EventMention.objects.visible().filter(event__in=cluster, article__in=articles)
    staying = staying.exclude(pk__in=[mention.pk for mention in moving])
    whole = articles - set(staying.values_list("article", flat=True))
    took_part = EventParticipant.objects.visible().filter(event__in=cluster, article__in=whole)
    had = set(EventParticipant.objects.filter(event=other).values_list("person", "article"))
    for row in entry.open_all(took_part):
        is_double = (row.person_id, row.article_id) in had
        had.add((row.person_id, row.article_id))
        row.event = row.event if is_double else other
        entry.mark(row, Review.REJECTED if is_double else Review.EDITED)
    rule_apart(entry, event, other)
    number = "1 mention" if len(moving) == 1 else f"{len(moving)} mentions"
    return entry.close(target=other, label=f"{other} from {event}, {number}", concerns=[event])


def _refuse_split(event: Event, into: Event | None, moving: list[EventMention], cluster: set[int]) -> None:
    if not moving:
        raise CurationError("Choose the mentions that are of another event.")
    for mention in moving:
        if mention.event_id not in cluster:
            raise CurationError(f"“{mention}” is no mention of {event}.")
        if mention.review == Review.REJECTED:
            raise CurationError(f"“{mention}” was rejected. Take that back first.")
    for one in filter(None, (event, into)):
        if one.review == Review.REJECTED:
            raise CurationError(f"{one} was rejected. Take that back first.")
    if into and into.pk in cluster:
        raise CurationError(f"{into} is merged with {event}. Undo the merge instead.")
    others = EventMention.objects.visible().filter(event__in=cluster)
    if not into and not others.exclude(pk__in=[mention.pk for mention in moving]).exists():
        raise CurationError(f"Nothing would be left of {event}. Rename it instead.")


def _new_event(entry: Entry, event: Event, name: str) -> Event:
    name = clean_name(name)
    slug = free_slugs(Event, [name], fallback="event")[0]
    made = Event(name=name, slug=slug, kind=event.kind, rule=BY_EDITOR)
    entry.mark(made, Review.EDITED)
    return made


def _open_clusters(entry: Entry, *events: Event) -> dict[int, Event]:
    take_turn(Event)
    keys = cluster_keys(Event, [event.pk for event in events])
    return {event.pk: event for event in entry.open_all(Event.objects.filter(pk__in=keys))}
