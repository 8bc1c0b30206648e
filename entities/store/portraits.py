"""What the archive knows of people, for comparing them: their names, roles, years and company."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Max, Min, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from articles.extraction.people.likeness import Portrait, Together
from articles.extraction.types import MentionKind
from articles.models import Article
from entities.models import Alias, Depiction, Mention, Person
from entities.passage import sentence_at

# Of somebody in the news every day the newest articles tell enough.
MOST_ARTICLES = 60
# Shared articles in which it is looked whether one sentence names both.
MOST_SHARED = 3
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gallery:
    """Portraits by primary key of who stands for the person, with their newest articles."""

    root_of: Mapping[int, int]
    portraits: Mapping[int, Portrait]
    articles: Mapping[int, list[int]]

    def shared(self, one: int, other: int) -> list[int]:
        """The newest articles that mention both, newest first."""
        there = set(self.articles[other])
        return [article for article in self.articles[one] if article in there]


def load_gallery(people: Collection[int]) -> Gallery:
    """Paint everybody among `people` who stands for themselves, in a fixed number of queries."""
    rows = Person.objects.filter(Q(pk__in=people) | Q(survivor__in=people)).order_by("pk")
    root_of = {pk: survivor or pk for pk, survivor in rows.values_list("pk", "survivor_id")}
    mentions = Mention.objects.visible().filter(person__in=root_of).order_by()
    articles = _newest(mentions, root_of)
    names, beside = _names(mentions, root_of), _companions(articles)
    roles, years, sources = _roles(mentions, root_of), defaultdict(set), defaultdict(set)
    seen = mentions.values_list("person", "article__publisher").annotate(
        first=Min("article__year"), last=Max("article__year")
    )
    for person, publisher, first, last in seen:
        years[root_of[person]] |= {first, last} - {None}
        sources[root_of[person]] |= {publisher} - {""}
    portraits = {
        root: Portrait(
            names=names[root], roles=tuple(roles[root]), companions=frozenset(beside[root]),
            years=frozenset(years[root]), sources=frozenset(sources[root]),
        )
        for root in sorted(set(root_of.values()) & names.keys())
    }  # fmt: skip
    return Gallery(root_of, portraits, articles)


def _names(mentions: QuerySet, root_of: Mapping[int, int]) -> dict[int, dict[str, int]]:
    """Every name of each as printed and how often; one that an editor gave counts as printed once."""
    names: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    printed = mentions.filter(kind=MentionKind.NAME).values_list("person", "text").annotate(times=Count("pk"))
    for person, text, times in printed.order_by("person", "text"):
        names[root_of[person]][text] += times
    for person, name in Alias.objects.filter(person__in=root_of).order_by("pk").values_list("person", "name"):
        names[root_of[person]].setdefault(name, 1)
    return {root: dict(found) for root, found in names.items()}


def _roles(mentions: QuerySet, root_of: Mapping[int, int]) -> dict[int, dict[str, None]]:
    roles: dict[int, dict[str, None]] = defaultdict(dict)
    described = Person.objects.filter(pk__in=root_of).exclude(description="").order_by("pk")
    printed = mentions.exclude(descriptor="").order_by("person", "descriptor").distinct()
    for person, words in (
        *described.values_list("pk", "description"), *printed.values_list("person", "descriptor"),
    ):  # fmt: skip
        roles[root_of[person]][words] = None
    return roles


def _newest(mentions: QuerySet, root_of: Mapping[int, int]) -> dict[int, list[int]]:
    """The articles of each, newest first."""
    newest = Window(RowNumber(), partition_by=F("person"), order_by=F("article").desc())
    rows = mentions.values("person", "article").annotate(times=Count("pk")).annotate(place=newest)
    found: dict[int, set[int]] = defaultdict(set)
    for person, article in rows.filter(place__lte=MOST_ARTICLES).values_list("person", "article"):
        found[root_of[person]].add(article)
    return defaultdict(list, {root: sorted(keys, reverse=True)[:MOST_ARTICLES] for root, keys in found.items()})


def _companions(articles: Mapping[int, list[int]]) -> dict[int, set[int]]:
    """Who is named in the same articles, each by who stands for them."""
    wanted = {article for keys in articles.values() for article in keys}
    named = Mention.objects.of_people().filter(article__in=wanted).order_by()
    cast: dict[int, set[int]] = defaultdict(set)
    for article, person, survivor in named.values_list("article", "person", "person__survivor").distinct():
        cast[article].add(survivor or person)
    return defaultdict(
        set, {root: set().union(*(cast[article] for article in keys)) - {root} for root, keys in articles.items()}
    )


def seen_together(gallery: Gallery, pairs: Iterable[Key]) -> dict[Key, Together]:
    """The closest in which the two of each pair are named, as far as their newest articles tell."""
    shared = {pair: found[:MOST_SHARED] for pair in pairs if (found := gallery.shared(*pair))}
    if not shared:
        return {}
    photos, sentences = _photos(gallery.root_of), _sentences(gallery.root_of, shared.values())
    return {
        (one, other): (
            Together.PHOTO if photos[one] & photos[other]
            else Together.SENTENCE if sentences[one] & sentences[other]
            else Together.ARTICLE
        )
        for one, other in shared
    }  # fmt: skip


def _photos(root_of: Mapping[int, int]) -> dict[int, set[int]]:
    photos: dict[int, set[int]] = defaultdict(set)
    for person, caption in Depiction.objects.visible().filter(person__in=root_of).values_list("person", "caption"):
        photos[root_of[person]].add(caption)
    return photos


def _sentences(root_of: Mapping[int, int], shared: Iterable[list[int]]) -> dict[int, set[tuple[int, int]]]:
    """The sentences of the shared articles that name each, by article and offset."""
    articles = Article.objects.only("text", "spans").in_bulk({article for keys in shared for article in keys})
    named = Mention.objects.visible().filter(person__in=root_of, article__in=articles, kind=MentionKind.NAME)
    sentences: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for row in named.filter(source_changed=False).order_by():
        start, _ = sentence_at(articles[row.article_id], row.start, row.end)
        sentences[root_of[row.person_id]].add((row.article_id, start))
    return sentences
