"""People who may be the answer, told apart by role and years."""

from collections.abc import Iterable

from django.db.models import Count, Max, Min, Q, QuerySet

from articles.extraction.directory import normalise
from articles.models import Article, Review
from entities.models import Mention, Person, Quote

# As many as there are keys for.
MOST = 9


def told_apart(people: QuerySet[Person]) -> QuerySet[Person]:
    """People with what tells namesakes from each other: in how many articles they are, from when to when."""
    mentions = ~Q(mentions__review=Review.REJECTED)
    return people.annotate(
        article_count=Count("mentions__article", filter=mentions, distinct=True),
        first_seen=Min("mentions__article__published", filter=mentions),
        last_seen=Max("mentions__article__published", filter=mentions),
    )


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
    bears = Q(aliases__normalised__in=names) | Q(stands_for__aliases__normalised__in=names)
    for name in names:
        if name and " " not in name:
            bears |= Q(sort_name__istartswith=f"{name},")
    keys = Person.objects.filter(bears).order_by().values("pk")
    return list(told_apart(Person.objects.current().filter(pk__in=keys)).order_by("-article_count", "pk")[:MOST])


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
