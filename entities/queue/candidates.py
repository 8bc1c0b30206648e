"""People who may be the answer, told apart by role and years."""

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from articles.extraction.directory import normalise
from articles.models import Article
from entities.models import Alias, Mention, Person, Quote

# As many as there are keys for.
MOST = 9


def told_apart(people: QuerySet[Person]) -> QuerySet[Person]:
    """People with what tells namesakes from each other: in how many articles they are, from when to when."""
    counted = {name: F(f"counts__{name}") for name in ("first_seen", "last_seen")}
    return people.annotate(article_count=Coalesce("counts__articles", 0), **counted)


def near(article: Article, start: int, *, but: Iterable[int | None] = ()) -> list[Person]:
    """The people whom the article mentions, whoever stands nearest to `start` first."""
    named = Mention.objects.of_people().filter(article=article, source_changed=False)
    nearest: dict[int, int] = {}
    for person, survivor, at in named.values_list("person", "person__survivor", "start"):
        key = survivor or person
        nearest[key] = min(abs(at - start), nearest.get(key, abs(at - start)))
    keys = sorted(nearest.keys() - set(but), key=lambda key: (nearest[key], key))[:MOST]
    found = told_apart(Person.objects.current().filter(pk__in=keys)).in_bulk()
    return [found[key] for key in keys if key in found]


def called(names: Iterable[str]) -> list[Person]:
    """The people who bear one of the names, or whose surname it is; those in most articles first."""
    names = {normalise(name) for name in names}
    # By a subquery: no index answers an "or" over several tables.
    aliases = Alias.objects.filter(normalised__in=names).order_by()
    bears = Q(pk__in=aliases.values(one=Coalesce("person__survivor", "person")))
    for name in names:
        if name and " " not in name:
            bears |= Q(sort_name__istartswith=f"{name},")
    return list(told_apart(Person.objects.current().filter(bears)).order_by("-article_count", "pk")[:MOST])


def speakers(quote: Quote) -> list[Person]:
    """Whoever bears the name that the article gives the speaker, then whoever is mentioned near."""
    known = quote.named_speaker
    named = called([quote.speaker_text]) if quote.speaker_text and not known else []
    others = near(quote.article, quote.start, but=[person.pk for person in (known, *named) if person])
    return [*named, *others][:MOST]


def search(words: str) -> list[Person]:
    """The people whose name, other names or description hold every word; those in most articles first."""
    people = Person.objects.current()
    for word in words.split():
        known = Q(name__icontains=word) | Q(description__icontains=word) | Q(aliases__name__icontains=word)
        people = people.filter(pk__in=Person.objects.filter(known).order_by().values("pk"))
    return list(told_apart(people).order_by("-article_count", "pk")[:MOST])
