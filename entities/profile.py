"""What the archive knows of a person, for the head and the margin of their page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from articles.extraction.types import MentionKind
from articles.models import Article
from entities.filters.choices import newest
from entities.filters.facets import Choice, count_linked, named
from entities.filters.keyset import Key, Listed, walk
from entities.models import Alias, Appearance, KeptApart, Mention, Person
from entities.rows import HEAVY

ARTICLE = re.compile(r"^(?:the|an?) ")
FORMS_OF_ADDRESS = frozenset({"mr", "mrs", "ms", "miss", "mx"})
NEWEST = 500
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
    sampled: int  # names, roles and companions are of so many of the newest articles, where not of all
    names: list[WrittenName]
    roles: list[RoleHeld]
    first_seen: Article | None
    last_seen: Article | None
    companions: list[Choice]
    namesakes: list[Namesake]


def read_profile(person: Person, cluster: Sequence[int]) -> Profile:
    """What is counted word by word is counted in the newest articles only, where there are very many."""
    seen = Appearance.objects.filter(person=person, mentions__gt=0)
    order = (newest("published"), Key("article_id", desc=True))
    found = walk(Listed(seen), order, limit=min(NEWEST, person.article_count))
    newest_articles, is_all = [article for _, article, _ in found], person.article_count <= NEWEST
    dated = [article for published, article, _ in found if published]
    if not is_all:
        dated += (
            seen.order_by("published", "article_id")
            .filter(published__isnull=False)
            .values_list("article", flat=True)[:1]
        )
    mentions = Mention.objects.visible().filter(person__in=cluster)
    mentions = mentions if is_all else mentions.filter(article__in=newest_articles)
    written = _read(mentions)
    articles = Article.objects.defer(*HEAVY).in_bulk({*dated[:1], *dated[-1:]})
    return Profile(
        mentions=person.mention_count,
        sampled=0 if is_all else NEWEST,
        names=_names(written, cluster),
        roles=_roles(written),
        first_seen=articles[dated[-1]] if dated else None,
        last_seen=articles[dated[0]] if dated else None,
        companions=_companions(person, newest_articles),
        namesakes=_namesakes(person, cluster),
    )


@dataclass(frozen=True, slots=True)
class Written:
    """How often people are named and described like this in the articles of one year."""

    kind: str
    name: str
    role: str
    year: int | None
    times: int


def _read(mentions) -> list[Written]:
    columns = ("kind", "text", "descriptor", "article__year")
    rows = mentions.filter(Q(kind=MentionKind.NAME) | ~Q(descriptor="")).order_by().values_list(*columns)
    return [Written(*row) for row in rows.annotate(times=Count("pk"))]


def _names(written: Sequence[Written], cluster: Sequence[int]) -> list[WrittenName]:
    """Names as printed with how often, then those that only an editor knows."""
    counts = Counter()
    for one in written:
        if one.kind == MentionKind.NAME:
            counts[one.name] += one.times
    printed = sorted((WrittenName(name=name, times=times) for name, times in counts.items()), key=_most_first)
    known = {one.name for one in printed[:MOST_NAMES]}
    added = Alias.objects.filter(person__in=cluster, kind=Alias.Kind.EDITOR).order_by("name")
    others = (WrittenName(name=alias.name, times=0) for alias in added if alias.name not in known)
    return [*printed[:MOST_NAMES], *others]


def _roles(written: Sequence[Written]) -> list[RoleHeld]:
    printed: dict[str, RoleHeld] = {}
    for one in written:
        if one.role:
            role = RoleHeld(words=one.role, times=one.times, first=one.year, last=one.year)
            printed[one.role] = printed[one.role].with_more(role) if one.role in printed else role
    roles: dict[str, RoleHeld] = {}
    for role in sorted(printed.values(), key=lambda role: (-role.times, role.words))[:MOST_ROLES_READ]:
        words = ARTICLE.sub("", role.words.casefold())
        if not words.isdecimal() and words.rstrip(".") not in FORMS_OF_ADDRESS:  # an age is no role either
            roles[words] = roles[words].with_more(role) if words in roles else role
    return sorted(roles.values(), key=lambda role: -role.times)[:MOST_ROLES]


def _most_first(written: WrittenName) -> tuple[int, str]:
    return -written.times, written.name


def _companions(person: Person, articles: Sequence[int]) -> list[Choice]:
    beside = count_linked(Appearance, "article", "person", articles, most=MOST_COMPANIONS + 1, mentions__gt=0)
    beside.pop(person.pk, None)
    return named(Person, beside)[:MOST_COMPANIONS]


def _namesakes(person: Person, cluster: Sequence[int]) -> list[Namesake]:
    """People an editor kept apart from this one, then others who bear one of its full names; most have none."""
    rulings = KeptApart.objects.filter(Q(first__in=cluster) | Q(second__in=cluster)).order_by("pk")
    kept = {
        second if first in cluster else first: reason
        for first, second, reason in rulings.values_list("first", "second", "reason")
    }
    full_names = Alias.objects.filter(person__in=cluster, kind=Alias.Kind.FULL).values("normalised")
    same = Person.objects.current().filter(aliases__normalised__in=full_names, aliases__kind=Alias.Kind.FULL)
    alike = list(same.exclude(pk__in=cluster).order_by().values_list("pk", flat=True))
    if not kept and not alike:
        return []
    people = Person.objects.select_related("survivor").in_bulk({*kept, *alike})
    found = {}
    for key, reason in kept.items():
        other = people[key].current
        found.setdefault(other.pk, Namesake(person=other, reason=reason or "kept apart by an editor"))
    for other in sorted((people[key] for key in {*alike}), key=lambda other: (other.sort_name, other.pk)):
        found.setdefault(other.pk, Namesake(person=other, reason="has the same name"))
    return list(found.values())
