"""What the archive knows of a person, for the head and the margin of their page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from articles.extraction.people.names import is_suffix
from articles.extraction.types import MentionKind
from articles.index import starting
from articles.models import Article
from articles.search import folded_words
from entities.filters.choices import newest
from entities.filters.facets import Choice, people_linked
from entities.filters.keyset import Key, Listed, walk
from entities.keys import listed
from entities.models import Appearance, Mention, Person
from entities.rows import told_apart_by

ARTICLE = re.compile(r"^(?:the|an?) ")
FORMS_OF_ADDRESS = frozenset({"mr", "mrs", "ms", "miss", "mx"})
NEWEST = 500
MOST_NAMES = 12
ALSO = 3
MOST_ROLES = 8
MOST_ROLES_READ = 100
MOST_COMPANIONS = 10
MOST_SURNAMED, MOST_SURNAMED_READ = 6, 100
SUFFIXES = ("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV")

FIRST_AND_LAST = """WITH seen AS NOT MATERIALIZED (
    SELECT article_id, published FROM entities_appearance
    WHERE person_id = %s AND mentions > 0 AND published IS NOT NULL
) SELECT id, published, published_precision FROM articles_article WHERE id IN (
    (SELECT article_id FROM seen ORDER BY published, article_id LIMIT 1),
    (SELECT article_id FROM seen ORDER BY published DESC, article_id DESC LIMIT 1)
) ORDER BY published, id"""
# Of a person's cluster: names that an editor added, who was kept apart from them and why, who may be the same person,
# who bears their name, be it with another suffix, and those most often named of some who bear their surname.
KNOWN = """SELECT p.id, p.name, p.slug, p.sort_name, p.description, p.review, p.survivor_id, what, words,
    COALESCE(c.articles, 0) AS article_count FROM (
    SELECT 'name' AS what, person_id AS who, name AS words, 0 AS place FROM entities_alias
    WHERE kind = 'editor' AND person_id IN ({cluster})
    UNION ALL SELECT 'apart', second_id, reason, id FROM entities_keptapart WHERE first_id IN ({cluster})
    UNION ALL SELECT 'apart', first_id, reason, id FROM entities_keptapart WHERE second_id IN ({cluster})
    UNION ALL SELECT 'maybe', second_id, '', 0 FROM entities_possibleduplicate WHERE first_id IN ({cluster})
    UNION ALL SELECT 'maybe', first_id, '', 0 FROM entities_possibleduplicate WHERE second_id IN ({cluster})
    UNION ALL SELECT 'alike', theirs.person_id, '', 0 FROM entities_alias mine
    JOIN entities_alias theirs ON theirs.normalised = mine.normalised AND theirs.kind = 'full'
    WHERE mine.kind = 'full' AND mine.person_id IN ({cluster}) AND theirs.person_id NOT IN ({cluster})
    UNION ALL SELECT 'suffixed', id, '', 0 FROM entities_person
    WHERE sort_name IN ({suffixed}) AND id NOT IN ({cluster})
    UNION ALL SELECT * FROM (
        SELECT 'surname', person_id, CAST(articles AS text), -articles FROM entities_personcount
        WHERE person_id NOT IN ({cluster}) AND person_id IN ({starting}) AND substr(sort_name, 1, %s) = %s
        ORDER BY articles DESC LIMIT {shown}
    ) AS surnamed
) AS known
JOIN entities_person other ON other.id = known.who
JOIN entities_person p ON p.id = COALESCE(other.survivor_id, other.id)
LEFT JOIN entities_personcount c ON c.person_id = p.id
WHERE what IN ('name', 'apart') OR (other.merged_into_id IS NULL AND other.review <> 'rejected')
ORDER BY place"""


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

    @property
    def told(self) -> str:
        """What tells them apart."""
        return told_apart_by(self.person)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    mentions: int
    sampled: int  # names, roles and companions are of so many of the newest articles, where not of all
    names: list[WrittenName]
    also: list[str]  # the first few of them that are not the one that the archive uses
    roles: list[RoleHeld]
    first_seen: Article | None
    last_seen: Article | None
    companions: list[Choice]
    maybe: list[Person]  # who may be the same person: no editor has said
    namesakes: list[Namesake]
    surnamed: list[Person]  # others whose surname is the same, with `words`: in how many articles
    surname: str  # where there may be more of them


def read_profile(person: Person, cluster: Sequence[int]) -> Profile:
    """What is counted word by word is counted in the newest articles only, where there are very many."""
    is_all = person.article_count <= NEWEST
    articles = _newest_articles(person, is_all=is_all)
    mentions = Mention.objects.visible().filter(person__in=cluster)
    written = _read(mentions if is_all else mentions.filter(article__in=listed(articles)))
    first_and_last = list(Article.objects.raw(FIRST_AND_LAST, [person.pk]))
    known = _known(person, cluster)
    names = _names(written, [alias.words for alias in known["name"]])
    apart = {other.pk for other in known["apart"]}
    maybe = {other.pk: other for other in known["maybe"] if other.pk not in apart}
    namesakes = _namesakes(known["apart"], known["alike"], known["suffixed"])
    namesakes = [one for one in namesakes if one.person.pk not in maybe]
    told = {*maybe, *(one.person.pk for one in namesakes)}
    surnamed = [other for other in known["surname"] if other.pk not in told]
    return Profile(
        mentions=person.mention_count,
        sampled=0 if is_all else NEWEST,
        names=names,
        also=[one.name for one in names if one.name != person.name][:ALSO],
        roles=_roles(written),
        first_seen=first_and_last[0] if first_and_last else None,
        last_seen=first_and_last[-1] if first_and_last else None,
        companions=_companions(person, articles),
        maybe=[*maybe.values()][:MOST_SURNAMED],
        namesakes=namesakes,
        surnamed=surnamed[:MOST_SURNAMED],
        surname=person.sort_name.partition(", ")[0] if len(surnamed) > MOST_SURNAMED else "",
    )


def _newest_articles(person: Person, *, is_all: bool) -> list[int]:
    seen = Appearance.objects.filter(person=person, mentions__gt=0)
    if is_all:
        return list(seen.values_list("article", flat=True))
    order = (newest("published"), Key("article_id", desc=True))
    return [article for (article,) in walk(Listed(seen), order, limit=NEWEST, columns=["article"])]


@dataclass(frozen=True, slots=True)
class Written:
    """How often people are named and described like this in the articles of one year."""

    kind: str
    name: str
    role: str
    year: int | None
    times: int


def _read(mentions) -> list[Written]:
    # The year is that of the narrow row: the rows of articles are wide, and lie far apart.
    columns = ("kind", "text", "descriptor", "article__counts__year")
    rows = mentions.filter(Q(kind=MentionKind.NAME) | ~Q(descriptor="")).order_by().values_list(*columns)
    return [Written(*row) for row in rows.annotate(times=Count("pk"))]


def _names(written: Sequence[Written], added: Iterable[str]) -> list[WrittenName]:
    """Names as printed with how often, then those that only an editor knows."""
    counts = Counter()
    for one in written:
        if one.kind == MentionKind.NAME:
            counts[one.name] += one.times
    printed = sorted((WrittenName(name=name, times=times) for name, times in counts.items()), key=_most_first)
    known = {one.name for one in printed[:MOST_NAMES]}
    others = (WrittenName(name=name, times=0) for name in sorted(added) if name not in known)
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
    beside = people_linked(Appearance, "article", articles, most=MOST_COMPANIONS + 1, mentions__gt=0)
    return [other for other in beside if other.param != person.slug][:MOST_COMPANIONS]


def _known(person: Person, cluster: Sequence[int]) -> dict[str, list[Person]]:
    """What `KNOWN` brings, each as the person whom it is about, with `words`."""
    stem, _, last = person.sort_name.rpartition(", ")
    stem = stem if is_suffix(last) else person.sort_name
    suffixed = [stem, *(f"{stem}, {suffix}" for suffix in SUFFIXES)]
    surname, comma, _ = person.sort_name.partition(", ")
    starts, words = starting("person", folded_words(surname) * bool(comma) or ["-"], MOST_SURNAMED_READ)
    sql = KNOWN.format(
        cluster=", ".join(["%s"] * len(cluster)),
        suffixed=", ".join(["%s"] * len(suffixed)),
        starting=starts,
        shown=2 * MOST_SURNAMED,
    )
    before, after = KNOWN.split("{suffixed}")
    values = [*cluster] * before.count("{cluster}") + suffixed + [*cluster] * after.count("{cluster}")
    values += [*words, len(surname) + 2, f"{surname}, "]
    found = defaultdict(list)
    for other in Person.objects.raw(sql, values):
        found[other.what].append(other)
    return found


def _namesakes(apart: Sequence[Person], alike: Sequence[Person], suffixed: Sequence[Person]) -> list[Namesake]:
    """People an editor kept apart from this one, then others who bear one of its full names; most have none."""
    found = {}
    for other in apart:
        found.setdefault(other.pk, Namesake(person=other, reason=other.words or "kept apart by an editor"))
    for other in sorted(alike, key=lambda other: (other.sort_name, other.pk)):
        found.setdefault(other.pk, Namesake(person=other, reason="has the same name"))
    for other in sorted(suffixed, key=lambda other: (other.sort_name, other.pk)):
        found.setdefault(other.pk, Namesake(person=other, reason="has the same name but for what stands behind it"))
    return list(found.values())
