"""Two people who are one, and one who turns out to be two.

A merge is a pointer and moves no row: `merged_into` is what an editor decided, `survivor` the
end of that chain. So undoing a merge restores both people row for row, whenever it is done.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, groupby

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType

from articles.extraction.types import MentionKind
from articles.models import Article, Caption, Review
from entities.curation.checking import verb
from entities.curation.errors import CurationError
from entities.curation.ledger import Entry, state
from entities.curation.pointers import cluster_keys, point_to_survivors, take_turn
from entities.curation.rulings import why_ruled_apart
from entities.models import Change, Decision, Depiction, Mention, Person
from entities.passage import sentence_at

# What of a person a merge may take from whom: the columns that go together.
CHOSEN = {"name": ("name", "sort_name"), "description": ("description",)}

# Read at a time, each with its article's text, until two are found together.
MENTIONS_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Evidence that two people are two: both in one sentence, or both in one photo."""

    article: Article
    words: str
    caption: Caption | None = None


@verb
def merge_people(
    *,
    keep: Person,
    merge: Person | Iterable[Person],
    by: User,
    reason: str = "",
    sure: bool = False,
    fields: Mapping[str, Person] | None = None,
) -> Decision:
    """Show `merge`, one person or several, under `keep` from now on.

    Two who are seen together are merged only if the editor is `sure`. `fields` says whose "name" and
    "description" to show, where that is not the survivor's own.
    """
    entry = Entry(Decision.Verb.MERGE_PEOPLE, by=by, reason=reason)
    merge = [merge] if isinstance(merge, Person) else list(merge)
    if not merge:
        raise CurationError("Choose at least one person to merge.")
    members = _open_clusters(entry, keep, *merge)
    if not {keep.pk, *(person.pk for person in merge)} <= members.keys():
        raise CurationError("One of them is no longer in the archive: a later ingest removed it.")
    keep, merge = members[keep.pk], list({person.pk: members[person.pk] for person in merge}.values())
    for one, other in combinations([keep, *merge], 2):
        _refuse_pair(one, other, sure=sure)
    for person in merge:
        person.merged_into = keep
    point_to_survivors(members)
    _choose(entry, keep, {name: members.get(person.pk) for name, person in (fields or {}).items()})
    label = f"{', '.join(map(str, merge))} into {keep}"
    return entry.close(target=merge[0] if len(merge) == 1 else keep, label=label, concerns=[keep])


@verb
def unmerge(*, person: Person, by: User, reason: str = "") -> Decision:
    """Let a merged person, and whoever was merged into them, stand for themselves again.

    What the survivor took over from them in the merge goes back too, unless it was changed since.
    """
    entry = Entry(Decision.Verb.UNMERGE, by=by, reason=reason)
    members = _open_clusters(entry, person)
    person = members.get(person.pk)
    if person is None or person.merged_into_id is None:
        raise CurationError(f"{person or 'This person'} is not merged into anyone.")
    keep = members[person.merged_into_id]
    _give_back(entry, keep, person)
    person.merged_into = None
    point_to_survivors(members)
    return entry.close(target=person, label=f"{person} out of {keep}", concerns=[keep])


def _refuse_pair(one: Person, other: Person, *, sure: bool) -> None:
    if problem := why_not_one(one, other):
        raise CurationError(problem)
    if not sure and (seen := next(seen_together(one, other), None)):
        where = "one photo" if seen.caption else "one sentence"
        raise CurationError(f"{one} and {other} are both in {where}: “{seen.words}” Merge them only if you are sure.")


def _choose(entry: Entry, keep: Person, fields: Mapping[str, Person | None]) -> None:
    """Give the survivor, in memory, the fields of those whom the editor chose."""
    if not fields.keys() <= CHOSEN.keys() or None in fields.values():
        raise CurationError("Choose a name and a description of the people who are merged.")
    for name, person in fields.items():
        if getattr(keep, name) != getattr(person, name):
            for column in CHOSEN[name]:
                setattr(keep, column, getattr(person, column))
            entry.mark(keep, Review.EDITED)


def _give_back(entry: Entry, keep: Person, person: Person) -> None:
    """Give the survivor, in memory, the fields again that they had before `person` was merged into them."""
    kind = ContentType.objects.get_for_model(Person)
    merges = Change.objects.filter(row_type=kind, row_id=person.pk, after__merged_into_id=keep.pk).order_by("-pk")
    told = Change.objects.filter(row_type=kind, row_id=keep.pk, decision__in=merges.values("decision")[:1]).first()
    before, after = (told.before or {}, told.after or {}) if told else ({}, {})
    names = [name for name in CHOSEN if name in after and getattr(keep, name) == after[name] == getattr(person, name)]
    for column in (column for name in names for column in CHOSEN[name] if column in before):
        setattr(keep, column, before[column])
    is_as_merged = names and state(keep)["reviewed_at"] == after.get("reviewed_at")
    if is_as_merged and {name for name in CHOSEN if name in after} == set(names):
        for column in ("review", "reviewed_by_id", "reviewed_at"):
            if column in before:
                setattr(keep, column, Person._meta.get_field(column).to_python(before[column]))


def why_not_one(keep: Person, merge: Person) -> str:
    """Return why the two must not be merged, in words; nothing where they may."""
    if keep.pk == merge.pk:
        return f"{keep} cannot be merged into themselves."
    if merge.merged_into_id:
        return f"{merge} is merged into {merge.merged_into} already. Undo that merge first."
    if keep.survivor_id == merge.pk:
        return f"{keep} is merged into {merge}: the merge would run in a circle. Undo that merge first."
    for person in (keep, merge):
        if person.review == Review.REJECTED:
            return f"{person} was rejected. Take that back first."
    return why_ruled_apart(keep, merge)


def seen_together(one: Person, other: Person) -> Iterator[Together]:
    """Yield the photos and sentences in which both appear, photos first."""
    here, there = one.current.cluster(), other.current.cluster()
    shown = Depiction.objects.visible()
    photos = Caption.objects.visible().filter(pk__in=shown.filter(person__in=here).values("caption"))
    photos = photos.filter(pk__in=shown.filter(person__in=there).values("caption"))
    for caption in photos.select_related("article").order_by("pk"):
        yield Together(article=caption.article, words=caption.text, caption=caption)
    named = Mention.objects.visible().filter(kind=MentionKind.NAME, source_changed=False)
    both = Article.objects.filter(pk__in=named.filter(person__in=here).values("article"))
    both = both.filter(pk__in=named.filter(person__in=there).values("article"))
    rows = named.filter(article__in=both, person__in=[*here, *there]).select_related("article")
    for _, mentions in groupby(
        rows.order_by("article", "start").iterator(MENTIONS_AT_ONCE), key=lambda mention: mention.article_id
    ):
        yield from _shared_sentences(list(mentions), set(here))


def _shared_sentences(mentions: list[Mention], here: set[int]) -> Iterator[Together]:
    """The sentences of one article in which people of both sides are named; `here` is one side."""
    article = mentions[0].article
    for (start, end), named in groupby(mentions, key=lambda row: sentence_at(article, row.start, row.end)):
        if len({mention.person_id in here for mention in named}) == 2:
            yield Together(article=article, words=article.text[start:end])


def _open_clusters(entry: Entry, *people: Person) -> dict[int, Person]:
    """Open everyone who is merged with any of `people`, one merge at a time, whomever it is of."""
    take_turn(Person)
    keys = cluster_keys(Person, [person.pk for person in people])
    return {person.pk: person for person in entry.open_all(Person.objects.filter(pk__in=keys))}
