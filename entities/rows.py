"""Everything that the rows of the lists read, in a fixed number of queries."""

from django.db.models import BigIntegerField, Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from articles.models import Caption
from entities.models import Depiction, Event, EventMention, EventParticipant, Mention, Person, Quote


def of_person(rows: QuerySet, *, path: str = "person") -> QuerySet:
    """Rows of the person of the outer query or of anyone merged into them.

    Asked by key and not across a join, so that the index of the rows by person answers for each.
    """
    outer = OuterRef(OuterRef("pk"))
    return rows.filter(
        **{f"{path}__in": Person.objects.filter(Q(pk=outer) | Q(survivor=outer)).order_by().values("pk")}
    )


def by_survivor(rows: QuerySet, *, path: str = "person") -> QuerySet:
    """Annotate rows with `survivor`, the primary key of the person who stands for theirs."""
    return rows.annotate(survivor=Coalesce(F(f"{path}__survivor"), F(path), output_field=BigIntegerField()))


def article_rows(articles: QuerySet) -> QuerySet:
    return articles.annotate(
        quote_count=_number(Quote.objects.visible().filter(article=OuterRef("pk"))),
        caption_count=_number(Caption.objects.visible().filter(article=OuterRef("pk"))),
        person_count=_number(by_survivor(Mention.objects.of_people().filter(article=OuterRef("pk"))), of="survivor"),
    )


def person_rows(people: QuerySet) -> QuerySet:
    mentions = of_person(Mention.objects.visible())
    return people.annotate(
        article_count=_number(mentions, of="article"),
        quote_count=_number(of_person(Quote.objects.visible(), path="speaker")),
        photo_count=_number(of_person(Depiction.objects.visible()), of="caption"),
        last_seen=Subquery(_one(mentions).annotate(last=Max("article__published")).values("last")),
        is_sample=_is_sample(mentions),
    )


def count_all(person: Person, lists: dict[str, QuerySet]) -> dict[str, int]:
    """Count several lists in one query."""
    counted = Person.objects.filter(pk=person.pk).annotate(
        **{f"number_of_{key}": _number(rows) for key, rows in lists.items()}
    )
    values = counted.values(*(f"number_of_{key}" for key in lists)).get() if lists else {}
    return {key: values[f"number_of_{key}"] for key in lists}


def person_label(person: Person) -> str:
    """Name, description and years: enough to tell namesakes apart."""
    return " – ".join(filter(None, [person.name, told_apart_by(person)]))


def told_apart_by(person: Person) -> str:
    """Description, years and number of articles. The last two only where the row carries them."""
    years = sorted(
        {day.year for day in (getattr(person, "first_seen", None), getattr(person, "last_seen", None)) if day}
    )
    known = [person.description, " to ".join(map(str, years))]
    articles = getattr(person, "article_count", None)
    if articles is not None:
        known.append("1 article" if articles == 1 else f"{articles} articles")
    return ", ".join(filter(None, known))


def caption_rows(captions: QuerySet) -> QuerySet:
    shown = Depiction.objects.visible().select_related("person__survivor")
    named = Mention.objects.visible().filter(place=Mention.Place.CAPTION, source_changed=False)
    return captions.select_related("article").prefetch_related(
        Prefetch("depictions", queryset=shown, to_attr="shown"),
        Prefetch(
            "article__mentions",
            queryset=named.select_related("person__survivor").order_by("start"),
            to_attr="names_in_captions",
        ),
    )


def event_rows(events: QuerySet) -> QuerySet:
    took_part = EventParticipant.objects.visible().select_related("person__survivor").order_by("person__sort_name")
    shown = Prefetch("participants", queryset=took_part, to_attr="took_part")
    merged = Prefetch("stands_for", queryset=Event.objects.prefetch_related(shown), to_attr="others")
    outer = OuterRef(OuterRef("pk"))
    cluster = Event.objects.filter(Q(pk=outer) | Q(survivor=outer)).order_by().values("pk")
    mentions = EventMention.objects.visible().filter(event__in=cluster)
    return events.annotate(
        article_count=_number(mentions, of="article"), is_sample=_is_sample(mentions)
    ).prefetch_related(shown, merged)


def participants(event: Event) -> list[EventParticipant]:
    """Everyone who took part, each once, as an editor has it where one decided; needs `event_rows`."""
    decided_last = sorted(
        (row for one in (event, *event.others) for row in one.took_part), key=lambda row: not row.is_machine
    )
    by_person = {row.person.current.pk: row for row in decided_last}
    return sorted(by_person.values(), key=lambda row: row.person.current.sort_name)


def _is_sample(mentions: QuerySet) -> Q:
    """True where every article that mentions the row belongs to the fictional sample."""
    return Q(Exists(mentions.filter(article__sample=True))) & ~Q(Exists(mentions.filter(article__sample=False)))


def _one(rows: QuerySet) -> QuerySet:
    """Fold the rows of a subquery into one group."""
    return rows.order_by().annotate(one=Value(1)).values("one")


def _number(rows: QuerySet, *, of: str = "pk") -> Coalesce:
    return Coalesce(Subquery(_one(rows).annotate(number=Count(of, distinct=True)).values("number")), 0)
