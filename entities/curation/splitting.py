"""One person who turns out to be two: which mentions are of the other, and what goes with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.auth.models import User
from django.db.models import Q

from articles.extraction.directory import normalise
from articles.extraction.types import MentionKind, Span
from articles.models import Review
from entities.curation.captions import BY_EDITOR
from entities.curation.checking import verb
from entities.curation.errors import CurationError
from entities.curation.ledger import Entry
from entities.curation.people import clean_name
from entities.curation.pointers import cluster_keys
from entities.curation.quotes import DECIDED, refuse_rejected
from entities.curation.rulings import rule_apart
from entities.models import Alias, Decision, Depiction, EventParticipant, Mention, Person, Quote
from entities.passage import sentence_at
from entities.store.names import alias_kind, free_slugs, sort_name
from entities.store.quotes import RELATIONS
from entities.store.saving import is_free


@verb
def split_person(
    *,
    person: Person,
    mentions: Iterable[Mention],
    by: User,
    reason: str = "",
    into: Person | None = None,
    name: str = "",
) -> Decision:
    """Say that some mentions of a person are of another: `into`, or a new one called `name`, or as they print it.

    The two are kept apart from then on.

    Out of an article all of whose mentions of the person move goes everything that the person has
    there: what they said, what is said of them, where they are pictured, where they took part. Out of
    an article that names both go the quotes whose speaker is named by a mention that moves, and the
    quotes and photos in whose words only such mentions stand. The names printed there go along;
    those that are printed for the first person too are then names of both.
    """
    entry = Entry(Decision.Verb.SPLIT_PERSON, by=by, reason=reason)
    cluster = cluster_keys(Person, [person.pk])
    entry.open_all(Person.objects.filter(pk__in=[person.pk, *([into.pk] if into else [])]))
    moving = entry.open_all(Mention.objects.filter(pk__in=[mention.pk for mention in mentions]))
    staying = _staying(moving, cluster)
    _refuse(person, into, moving, cluster)
    other = into or entry.add(_new_person(entry, person, moving, clean_name(Person, name) if name else ""))
    for mention in moving:
        mention.person, mention.evidence = other, DECIDED
        entry.mark(mention, Review.EDITED)
    articles = {mention.article_id for mention in moving}
    whole = articles - {mention.article_id for mention in staying}
    split = _Split(cluster, other, moving, staying)
    _move_quotes(entry, articles, whole, split)
    _move_parts(entry, articles, whole, split)
    _move_names(entry, split)
    rule_apart(entry, person, other)
    number = "1 mention" if len(moving) == 1 else f"{len(moving)} mentions"
    return entry.close(target=other, label=f"{other} from {person}, {number}", concerns=[person])


@dataclass(frozen=True, slots=True)
class _Split:
    """Who is split off from whom, and which words are whose."""

    cluster: set[int]
    other: Person
    moving: list[Mention]
    staying: list[Mention]

    def names_only_the_other(self, article: int, spans: Iterable[Span]) -> bool:
        """Whether mentions that move stand in the words, and none that stays."""
        moving, staying = (
            [Span(row.start, row.end) for row in rows if row.article_id == article and not row.source_changed]
            for rows in (self.moving, self.staying)
        )
        spans = list(spans)
        return any(not is_free(span, moving) for span in spans) and all(is_free(span, staying) for span in spans)


def _staying(moving: list[Mention], cluster: set[int]) -> list[Mention]:
    keys = {mention.pk for mention in moving}
    articles = {mention.article_id for mention in moving}
    rows = Mention.objects.visible().filter(article__in=articles, person__in=cluster)
    return [mention for mention in rows.order_by("pk") if mention.pk not in keys]


def _refuse(person: Person, into: Person | None, moving: list[Mention], cluster: set[int]) -> None:
    refuse_rejected([person, *([into] if into else [])])
    if not moving:
        raise CurationError("Choose the mentions that are of somebody else.")
    for mention in moving:
        if mention.person_id not in cluster:
            raise CurationError(f"“{mention}” is no mention of {person}.")
        if mention.review == Review.REJECTED:
            raise CurationError(f"“{mention}” was rejected. Take that back first.")
    if into and into.pk in cluster:
        raise CurationError(f"{into} is merged with {person}. Undo the merge instead.")
    others = Mention.objects.visible().filter(person__in=cluster).exclude(pk__in=[mention.pk for mention in moving])
    if not into and not others.exists():
        raise CurationError(f"Nothing would be left of {person}. Rename them instead.")


def _new_person(entry: Entry, person: Person, moving: list[Mention], name: str) -> Person:
    """A new person under the name, or the fullest one that the mentions print."""
    names = [mention.text for mention in moving if mention.kind == MentionKind.NAME] or [person.name]
    name = name or max(names, key=len)[: Person._meta.get_field("name").max_length]
    made = Person(
        name=name, slug=free_slugs(Person, [name], fallback="person")[0], sort_name=sort_name(name), rule=BY_EDITOR
    )
    entry.mark(made, Review.EDITED)
    return made


def _move_quotes(entry: Entry, articles: set[int], whole: set[int], split: _Split) -> None:
    rows = Quote.objects.visible().filter(article__in=articles)
    named_in = [Q(**{f"{name}__in": split.cluster}) for name in ("speaker", *RELATIONS)]
    rows = rows.filter(reduce(or_, named_in)).values("pk")
    for quote in entry.open_all(Quote.objects.filter(pk__in=rows)):
        is_whole = quote.article_id in whole
        named = [Span(quote.speaker_start, quote.speaker_end)] if quote.speaker_start is not None else []
        if quote.speaker_id in split.cluster and (is_whole or split.names_only_the_other(quote.article_id, named)):
            quote.speaker, quote.speaker_evidence = split.other, DECIDED
            entry.mark(quote, Review.EDITED)
        for name in RELATIONS:
            people = set(getattr(quote, name).values_list("pk", flat=True))
            words = _words_that_name(quote, name)
            if people & split.cluster and (is_whole or split.names_only_the_other(quote.article_id, words)):
                entry.relate(quote, name, people - split.cluster | {split.other.pk})
                entry.mark(quote, Review.EDITED)


def _words_that_name(quote: Quote, relation: str) -> list[Span]:
    """Where the article names them: in what was said, or in the sentence that says to whom."""
    if relation == "about":
        return [Span(part.start, part.end) for part in quote.parts.all()]
    return [] if quote.cue_start is None else [Span(*sentence_at(quote.article, quote.cue_start, quote.cue_end))]


def _move_parts(entry: Entry, articles: set[int], whole: set[int], split: _Split) -> None:
    """Move who is pictured and who took part. Where the other is there already, the first is no longer."""
    shown = Depiction.objects.visible().filter(caption__article__in=articles, person__in=split.cluster)
    had = set(Depiction.objects.filter(person=split.other).values_list("caption", flat=True))
    for row in entry.open_all(Depiction.objects.filter(pk__in=shown.values("pk"))):
        article, words = row.caption.article_id, Span(row.caption.start, row.caption.end)
        if article in whole or split.names_only_the_other(article, [words]):
            _give(entry, row, split.other, is_double=row.caption_id in had)
            had.add(row.caption_id)
    took_part = EventParticipant.objects.visible().filter(article__in=whole, person__in=split.cluster)
    had = set(EventParticipant.objects.filter(person=split.other).values_list("event", "article"))
    for row in entry.open_all(EventParticipant.objects.filter(pk__in=took_part.values("pk"))):
        _give(entry, row, split.other, is_double=(row.event_id, row.article_id) in had)
        had.add((row.event_id, row.article_id))


def _give(entry: Entry, row: Depiction | EventParticipant, other: Person, *, is_double: bool) -> None:
    if not is_double:
        row.person = other
    entry.mark(row, Review.REJECTED if is_double else Review.EDITED)


def _move_names(entry: Entry, split: _Split) -> None:
    """Move the names that are printed for the other alone, and note those that are printed for both."""
    printed = {row.text for row in split.moving if row.kind == MentionKind.NAME} | {split.other.name}
    has = set(split.other.aliases.values_list("name", flat=True))
    moved = [row.pk for row in split.moving]
    stay = Mention.objects.visible().filter(person__in=split.cluster, text__in=printed).exclude(pk__in=moved)
    kept = set(stay.values_list("text", flat=True)) | set(
        Person.objects.filter(pk__in=split.cluster).values_list("name", flat=True)
    )
    going = Alias.objects.filter(person__in=split.cluster, name__in=printed - kept - has)
    for alias in entry.open_all(going.exclude(kind=Alias.Kind.EDITOR)):
        if alias.name not in has:
            alias.person = split.other
            has.add(alias.name)
    for name in sorted(printed - has):
        kind = alias_kind(name, split.other.name)
        entry.add(Alias(person=split.other, name=name, normalised=normalise(name), kind=kind))
