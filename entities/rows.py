"""Everything that the rows of the lists read, in a fixed number of queries."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, Case, ExpressionWrapper, F, Model, Prefetch, Q, QuerySet, When, Window
from django.db.models.functions import Coalesce, RowNumber

from articles.models import Article, Review
from entities.models import Depiction, Event, EventParticipant, Mention, Person

# What of an article no list reads.
HEAVY = ("text", "spans", "decided_spans", "unquoted", "warnings")
# What a row of something else tells of its article, and of a person whom it names.
TOLD_OF_ARTICLE = ("id", "headline", "publisher", "published", "published_precision", "sample")
TOLD_OF_PERSON = ("id", "name", "slug", "review", "survivor")
SEEN = {"first_seen": F("counts__first_seen"), "last_seen": F("counts__last_seen")}
COMPANY = 6  # people whom the row of an event names


def article_rows(articles: QuerySet) -> QuerySet:
    return articles.annotate(
        quote_count=_counted("quotes"), caption_count=_counted("captions"), person_count=_counted("people")
    )


def people_told_apart(people: QuerySet) -> QuerySet:
    """With what `told_apart_by` tells, and nothing else."""
    told = people.only("slug", "name", "description")
    return told.annotate(article_count=_counted("articles"), **SEEN)


def person_rows(people: QuerySet) -> QuerySet:
    return people.annotate(
        article_count=_counted("articles"),
        mention_count=_counted("mentions"),
        quote_count=_counted("quotes"),
        about_count=_counted("about"),
        told_count=_counted("heard"),
        photo_count=_counted("photos"),
        event_count=_counted("events"),
        **SEEN,
        is_sample=_is_sample(),
    )


def quote_rows(quotes: QuerySet) -> QuerySet:
    return quotes.for_display().defer(*(f"article__{name}" for name in HEAVY))


def quotes_listed(quotes: QuerySet) -> QuerySet:
    """With what a list tells of quotes, and nothing else."""
    return quotes.for_list().defer(*UNTOLD_OF_QUOTES)


def untold(path: str, model: type[Model], told: Collection[str]) -> list[str]:
    """The columns of rows at the path that nobody reads."""
    return [f"{path}__{field.name}" for field in model._meta.concrete_fields if field.name not in told]


def untold_of(person: str) -> list[str]:
    """The same of a person at the path, and of who stands for them."""
    return [*untold(person, Person, TOLD_OF_PERSON), *untold(f"{person}__survivor", Person, TOLD_OF_PERSON)]


UNTOLD_OF_ARTICLE = untold("article", Article, TOLD_OF_ARTICLE)
UNTOLD_OF_QUOTES = (*UNTOLD_OF_ARTICLE, *untold_of("speaker"))


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
        known.append("1 article" if articles == 1 else f"{articles:,} articles")
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


def event_heads(events: QuerySet) -> QuerySet:
    """With what is counted of an event, and nobody who took part."""
    return events.annotate(article_count=_counted("articles"), people_count=_counted("people"), is_sample=_is_sample())


def events_with_company(rows: QuerySet) -> list[Event]:
    """Each event with its `company`, the few who were there of whom most articles tell; and how many `others_there`."""
    events = list(event_heads(rows))
    few = """SELECT * FROM (SELECT event_id, person_id, decided FROM entities_attendancecount WHERE event_id = %s
    ORDER BY articles DESC, person_id LIMIT %s) AS few"""
    rows = []
    if events:
        with connection.cursor() as cursor:
            asked = [value for event in events for value in (event.pk, COMPANY)]
            cursor.execute(" UNION ALL ".join([few] * len(events)), asked)
            rows = cursor.fetchall()
    people = Person.objects.in_bulk({person for _, person, _ in rows})
    for event in events:
        there = [
            Attended(people[who], bool(decided)) for key, who, decided in rows if key == event.pk and who in people
        ]
        event.company = sorted(there, key=lambda one: one.person.sort_name)
        event.others_there = event.people_count - len(there)
    return events


@dataclass(frozen=True, slots=True)
class Attended:
    """Someone who took part; `is_decided` where an editor says so."""

    person: Person
    is_decided: bool


def event_rows(events: QuerySet) -> QuerySet:
    # An event has a row for each article that names someone there: of thousands of them one is read.
    decided_first = Case(When(review=Review.MACHINE, then=1), default=0)
    place = Window(RowNumber(), partition_by=["event", "person"], order_by=[decided_first, "-pk"])
    took_part = EventParticipant.objects.visible().annotate(place=place).filter(place=1)
    took_part = took_part.select_related("person__survivor").order_by("person__sort_name")
    shown = Prefetch("participants", queryset=took_part, to_attr="took_part")
    merged = Prefetch("stands_for", queryset=Event.objects.prefetch_related(shown), to_attr="others")
    return event_heads(events).prefetch_related(shown, merged)


def participants(event: Event) -> list[EventParticipant]:
    """Everyone who took part, each once, as an editor has it where one decided; needs `event_rows`."""
    decided_last = sorted(
        (row for one in (event, *event.others) for row in one.took_part), key=lambda row: not row.is_machine
    )
    by_person = {row.person.current.pk: row for row in decided_last}
    return sorted(by_person.values(), key=lambda row: row.person.current.sort_name)


def _counted(name: str) -> Coalesce:
    """A counter of the row; nothing is counted of who is merged into another, or rejected."""
    return Coalesce(f"counts__{name}", 0)


def _is_sample() -> ExpressionWrapper:
    """True where every article that mentions the row belongs to the fictional sample."""
    alone = Q(counts__sampled__gt=0, counts__articles=F("counts__sampled"))
    return ExpressionWrapper(alone, output_field=BooleanField())
