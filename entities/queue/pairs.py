"""Two people who may be one, and two events that may be."""

from collections.abc import Sequence
from functools import partial
from itertools import islice
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, F, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Least
from django.urls import reverse

from articles.extraction.types import MentionKind
from entities import curation
from entities.curation import CurationError
from entities.curation.merging import seen_together
from entities.filters.keyset import Key
from entities.holdings import held_by_events, held_by_people
from entities.models import Event, EventMention, EventParticipant, Mention, Person, PossibleDuplicate, PossibleSameEvent
from entities.models.alike import Pair
from entities.profile import read_profile
from entities.queue.base import Answer, Kind, Place, Side, named_at
from entities.rows import person_rows
from entities.store.dates import prefix

# Names, roles, outlets and companions told of each.
MOST_TOLD = 6
Touched = Sequence[tuple[str, int]]


class Pairs(Kind):
    """One question for a pair: the better known of the two is proposed to stand for both."""

    related, prefetched = ("first__counts", "second__counts"), ("first", "second")
    order = (Key("score", desc=True), Key("pk"))
    template = "admin/queue/_pair.html"
    ends: type[Model]
    counter: str

    def rows(self) -> QuerySet[Pair]:
        return self.model.objects.waiting()

    def seen(self) -> Combinable:
        """What would move: what is counted of the lesser known."""
        return Least(self._counted("first"), self._counted("second")) + Value(1)

    def _counted(self, end: str) -> Coalesce:
        counts = self.ends._meta.get_field("counts").related_model.objects
        return Coalesce(Subquery(counts.filter(pk=OuterRef(end)).values(self.counter)), 0)

    def doubt(self) -> Combinable:
        """The likelier, the more is gained by asking."""
        return F("score")

    def allows(self, user: User) -> bool:
        return user.has_perm(f"entities.change_{self.ends._meta.model_name}")

    def state(self, row: Pair) -> str:
        return " / ".join(map(curation.state_seen, (row.first, row.second)))

    def lock(self, row: Pair, seen: str) -> None:
        for end, state in zip((row.first, row.second), seen.split(" / ") if seen else ("", ""), strict=False):
            curation.lock_as_seen(end, state)
        if not self.rows().filter(pk=row.pk).exists():
            raise CurationError("Somebody answered this while your page was open. Nothing of yours was saved.")

    def find(self, pk: int) -> Pair | None:
        """The pair, with who would stand for both, the better known, and who would be merged."""
        if row := super().find(pk):
            row.merge, row.keep = sorted((row.first, row.second), key=self._known)
        return row

    def _known(self, end: Any) -> tuple:
        counts = getattr(end, "counts", None)  # nothing is counted of who is merged away
        return getattr(counts, self.counter, 0), bool(getattr(end, "description", "")), -end.pk

    def subject(self, row: Pair) -> Any:
        return row.keep

    def rating(self, row: Pair) -> tuple[str, str]:
        return "Likeness", f"{row.score:.0%}"

    def again(self, touched: Touched) -> int | None:
        keys = [pk for model, pk in touched if model == self.ends._meta.model_name]
        return self.rows().filter(first__in=keys, second__in=keys).values_list("pk", flat=True).first()

    def evidence(self, row: Pair) -> list[tuple[str, str]]:
        told = [("For it", "; ".join(row.reasons_for)), ("Against it", "; ".join(row.reasons_against) or "nothing")]
        return [(name, words) for name, words in told if words]

    def links(self, row: Pair) -> list[tuple[str, str]]:
        kind = self.ends._meta
        asked = "&".join(f"{kind.verbose_name_plural}={end.pk}" for end in (row.keep, row.merge))
        return [(f"{reverse(f'admin:entities_{kind.model_name}_merge')}?{asked}", "Look closer before they are merged")]

    def places(self, row: Pair) -> list[Place]:
        """The sentences stand with each of the two."""
        return []


class PossibleDuplicates(Pairs):
    slug = "duplicates"
    question = "Is this the same person?"
    about = "pairs of people who may be one"
    model, ends, counter = PossibleDuplicate, Person, "mentions"

    def evidence(self, row: PossibleDuplicate) -> list[tuple[str, str]]:
        at = row.together
        told = [("Seen together", f"in one {'photo' if at.caption else 'sentence'}: “{at.words}”")] if at else []
        return [*super().evidence(row), *told, ("Would move", f"{held_by_people(row.merge.cluster())}, to {row.keep}")]

    def find(self, pk: int) -> PossibleDuplicate | None:
        """The pair with the closest in which both are seen."""
        if row := super().find(pk):
            row.together = next(seen_together(row.first, row.second), None)
        return row

    def answers(self, row: PossibleDuplicate) -> list[Answer]:
        one = partial(curation.merge_people, keep=row.keep, merge=row.merge)
        two = partial(curation.keep_apart, a=row.first, b=row.second)
        note = "asks once more: they are seen together" if row.together else f"{row.merge} is shown under that name"
        answers = [
            Answer(name="merge", label=f"One person: {row.keep}", key="Enter", verb=one, note=note),
            Answer(name="apart", label="Two people: keep them apart", key="x", verb=two),
        ]
        if row.together:
            sure = partial(one, sure=True)
            answers.append(Answer(name="sure", label="One person all the same", key="y", verb=sure))
        return answers

    def sides(self, row: PossibleDuplicate) -> list[Side]:
        return [self.side(end) for end in (row.keep, row.merge)]

    def side(self, person: Person) -> Side:
        cluster = person.cluster()
        profile = read_profile(person_rows(Person.objects.all()).get(pk=person.pk), cluster)
        years = dict.fromkeys(str(at.published.year) for at in (profile.first_seen, profile.last_seen) if at)
        named = Mention.objects.visible().filter(person__in=cluster, kind=MentionKind.NAME, source_changed=False)
        facts = [
            ("Known as", person.description),
            ("Written as", _counted((name.name, name.times) for name in profile.names[:MOST_TOLD])),
            ("Roles", "; ".join(" ".join(filter(None, [r.words, r.years])) for r in profile.roles[:MOST_TOLD])),
            ("In the news", " to ".join(years)),
            ("Outlets", _outlets(named)),
            ("Named beside", _counted((one.label, one.count) for one in profile.companions[:MOST_TOLD])),
            ("In the archive", str(held_by_people(cluster))),
        ]
        said = named.select_related("article").order_by("-article__published", "article", "start")[:1]
        return Side(row=person, facts=facts, places=[named_at(mention) for mention in said])


class PossibleSameEvents(Pairs):
    slug = "same-events"
    question = "Is this one event?"
    about = "pairs of events that may be one"
    model, ends, counter = PossibleSameEvent, Event, "articles"

    def evidence(self, row: PossibleSameEvent) -> list[tuple[str, str]]:
        return [*super().evidence(row), ("Would move", f"{held_by_events(row.merge.cluster())}, to {row.keep}")]

    def answers(self, row: PossibleSameEvent) -> list[Answer]:
        one = partial(curation.merge_events, keep=row.keep, merge=row.merge)
        two = partial(curation.keep_apart, a=row.first, b=row.second)
        note = f"{row.merge} is shown under that name" if row.merge.name != row.keep.name else ""
        return [
            Answer(name="merge", label=f"One event: {row.keep}", key="Enter", verb=one, note=note),
            Answer(name="apart", label="Two events: keep them apart", key="x", verb=two),
        ]

    def sides(self, row: PossibleSameEvent) -> list[Side]:
        return [self.side(end) for end in (row.keep, row.merge)]

    def side(self, event: Event) -> Side:
        cluster = event.cluster()
        told = EventMention.objects.visible().filter(event__in=cluster, source_changed=False)
        took_part = EventParticipant.objects.visible().filter(event__in=cluster).select_related("person__survivor")
        people = dict.fromkeys(str(row.person.current) for row in took_part.order_by("person__sort_name"))
        dates = [prefix(event.date, event.date_precision), prefix(event.end_date, event.end_precision)]
        called = told.order_by().values_list("text").annotate(times=Count("pk")).order_by("-times", "text")
        facts = [
            ("When", " to ".join(filter(None, dates)) or "not known"),
            ("Kind", event.kind),
            ("Where", event.place),
            ("Written as", _counted(called[:MOST_TOLD])),
            ("Who took part", ", ".join(islice(people, MOST_TOLD))),
            ("Outlets", _outlets(told)),
            ("In the archive", str(held_by_events(cluster))),
        ]
        said = told.select_related("article").order_by("-article__published", "article", "start")[:1]
        return Side(row=event, facts=facts, places=[_told_at(mention) for mention in said])


def _told_at(row: EventMention) -> Place:
    marks = ((row.start, row.end, "event"),)
    return Place(article=row.article, start=row.start, end=row.end, marks=marks, anchor=f"e-{row.pk}")


def _outlets(mentions: QuerySet) -> str:
    printed = mentions.exclude(article__publisher="").order_by().values_list("article__publisher")
    counted = printed.annotate(times=Count("article", distinct=True))
    return _counted(counted.order_by("-times", "article__publisher")[:MOST_TOLD])


def _counted(names: Any) -> str:
    return ", ".join(f"{name} ({times:,})" if times else name for name, times in names)
