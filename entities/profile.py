"""What the archive knows of a person, for the head and the margin of their page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Max, Min, Q

from articles.extraction.types import MentionKind
from articles.models import Article
from entities.filters.conditions import mentioning_all
from entities.filters.facets import Choice, count_people
from entities.models import Alias, KeptApart, Mention, Person

ARTICLE = re.compile(r"^(?:the|an?) ")
FORMS_OF_ADDRESS = frozenset({"mr", "mrs", "ms", "miss", "mx"})
MOST_NAMES = 12
MOST_ROLES = 8
MOST_ROLES_READ = 100
MOST_COMPANIONS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenName:
    name: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleHeld:
    """A title or description in its most printed form; the years are those of the articles that print it."""

    words: str
    times: int
    first: int | None
    last: int | None

    @property
    def years(self) -> str:
        if self.first is None:
            return ""
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"

    def with_more(self, other: "RoleHeld") -> "RoleHeld":
        """The same role, printed otherwise: Mayor, the mayor."""
        years = [year for year in (self.first, self.last, other.first, other.last) if year is not None]
        return RoleHeld(
            words=self.words,
            times=self.times + other.times,
            first=min(years, default=None),
            last=max(years, default=None),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesake:
    person: Person
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    mentions: int
    names: list[WrittenName]
    roles: list[RoleHeld]
    first_seen: Article | None
    last_seen: Article | None
    companions: list[Choice]
    namesakes: list[Namesake]


def read_profile(person: Person, cluster: Sequence[int]) -> Profile:
    mentions = Mention.objects.visible().filter(person__in=cluster)
    dated = mentioning_all(Article.objects.filter(published__isnull=False), [cluster])
    return Profile(
        mentions=mentions.count(),
        names=_names(mentions, cluster),
        roles=_roles(mentions),
        first_seen=dated.order_by("published", "pk").first(),
        last_seen=dated.order_by("-published", "-pk").first(),
        companions=_companions(mentions, cluster),
        namesakes=_namesakes(person, cluster),
    )


def _names(mentions, cluster: Sequence[int]) -> list[WrittenName]:
    """Names as printed with how often, then those that only an editor knows."""
    counted = mentions.filter(kind=MentionKind.NAME).order_by().values_list("text").annotate(times=Count("pk"))
    printed = [WrittenName(name=name, times=times) for name, times in counted.order_by("-times", "text")[:MOST_NAMES]]
    known = {written.name for written in printed}
    added = Alias.objects.filter(person__in=cluster, kind=Alias.Kind.EDITOR).order_by("name")
    return [*printed, *(WrittenName(name=alias.name, times=0) for alias in added if alias.name not in known)]


def _roles(mentions) -> list[RoleHeld]:
    rows = mentions.exclude(descriptor="").order_by().values(words=F("descriptor"))
    rows = rows.annotate(times=Count("pk"), first=Min("article__year"), last=Max("article__year"))
    roles: dict[str, RoleHeld] = {}
    for row in rows.order_by("-times", "words")[:MOST_ROLES_READ]:
        role, words = RoleHeld(**row), ARTICLE.sub("", row["words"].casefold())
        if not words.isdecimal() and words.rstrip(".") not in FORMS_OF_ADDRESS:  # an age is no role either
            roles[words] = roles[words].with_more(role) if words in roles else role
    return sorted(roles.values(), key=lambda role: -role.times)[:MOST_ROLES]


def _companions(mentions, cluster: Sequence[int]) -> list[Choice]:
    beside = Mention.objects.visible().filter(article__in=mentions.values("article")).exclude(person__in=cluster)
    return count_people(beside, "person", of="article", most=MOST_COMPANIONS)


def _namesakes(person: Person, cluster: Sequence[int]) -> list[Namesake]:
    """People an editor kept apart from this one, then others who bear one of its full names."""
    found = {}
    kept = KeptApart.objects.filter(Q(first__in=cluster) | Q(second__in=cluster))
    for ruling in kept.select_related("first__survivor", "second__survivor").order_by("pk"):
        other = (ruling.second if ruling.first_id in cluster else ruling.first).current
        found.setdefault(other.pk, Namesake(person=other, reason=ruling.reason or "kept apart by an editor"))
    full_names = Alias.objects.filter(person__in=cluster, kind=Alias.Kind.FULL).values("normalised")
    same = Person.objects.current().filter(aliases__normalised__in=full_names, aliases__kind=Alias.Kind.FULL)
    for other in same.exclude(pk__in=cluster).distinct().order_by("sort_name", "pk"):
        found.setdefault(other.pk, Namesake(person=other, reason="has the same name"))
    return list(found.values())
