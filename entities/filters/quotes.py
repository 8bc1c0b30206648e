"""The filter of the list of quotes."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.db.models import Q

from entities.filters.base import DescribedFilterSet, Way
from entities.filters.choices import REVIEWS, SAMPLE, newest, oldest
from entities.filters.conditions import (
    Linked,
    Searching,
    among,
    dated,
    in_years,
    is_sample,
    naming,
    printed_by,
    published_from,
    published_to,
    saying,
)
from entities.filters.counted import Links
from entities.filters.counters import of_people, of_person
from entities.filters.facets import Facet
from entities.filters.fields import (
    ChoicesField,
    Chosen,
    DayField,
    EventsField,
    NamesField,
    PeopleField,
    SortField,
    YearsField,
)
from entities.filters.keyset import Key
from entities.filters.verbs import Driver, OrderFilter, VerbFilter
from entities.filters.words import QueryField
from entities.models import Report, Tally, Voice
from entities.models.quote import KINDS
from entities.rows import quote_rows, quotes_listed

ATTRIBUTED = [("yes", "attributed to a person"), ("no", "not attributed to a person")]
ROLES = ("speaker", "about", "told")  # what somebody is to a quote
ARTICLE, START = "statement__article_id", Key("statement__start")
ORDERS = {
    "newest": ("Newest", (newest("statement__published"), Key(ARTICLE, desc=True), START)),
    "oldest": ("Oldest", (oldest("statement__published"), Key(ARTICLE), START)),
    "speaker": (
        "Speaker",
        (oldest("statement__voice"), newest("statement__published"), Key(ARTICLE, desc=True), START),
    ),
}
THROUGH_PEOPLE = {
    "statement__published": "voices__published",
    ARTICLE: "voices__article_id",
    "statement__start": "voices__start",
}
THROUGH_EVENTS = {"statement__published": "article__reports__published", ARTICLE: "article__reports__article_id"}
SAID, ABOUT, HEARD = {"said": True}, {"about": True}, {"heard": True}
COLUMNS = {"speaker": "quotes", "about": "about", "told": "heard"}


class Involved(Linked):
    """Quotes that any of the people said or is spoken of in."""

    def _links(self, keys):
        return super()._links(keys).filter(Q(said=True) | Q(about=True))


def is_attributed(answers: Sequence[str]) -> Q:
    """'yes' brings quotes whose speaker is a known person, 'no' the others."""
    known = Q(statement__voice__isnull=False)
    return (known if "yes" in answers else Q(pk__in=())) | (~known if "no" in answers else Q(pk__in=()))


def _people(flags: dict, counter: str, label: str, *, joined: str) -> VerbFilter:
    return VerbFilter(
        Linked(Voice, "quote", "person", flags),
        field_class=PeopleField,
        noun="person",
        label=label,
        joined=joined,
        driver=Driver("voices", "person", counter, flags, THROUGH_PEOPLE, key="quote"),
        bars=True,
        mark=saying if flags is SAID else naming,
    )


class QuoteFilter(DescribedFilterSet):
    q = VerbFilter(Searching("quote"), field_class=QueryField, label="Words")
    speaker = _people(SAID, "quotes", "Speaker", joined="or")
    about = _people(ABOUT, "about", "About", joined="and")
    told = _people(HEARD, "heard", "Said to", joined="and")
    person = VerbFilter(
        Involved(Voice, "quote", "person"),
        field_class=PeopleField,
        noun="person",
        label="By or about",
        joined="and",
        mark=naming,
    )
    event = VerbFilter(
        Linked(Report, "article", "event", path="article"),
        field_class=EventsField,
        noun="event",
        label="In articles on",
        driver=Driver("article__reports", "event", "articles", paths=THROUGH_EVENTS),
        bars=True,
    )
    source = VerbFilter(
        among("statement__publisher"),
        field_class=NamesField,
        model=Tally,
        column="publisher",
        noun="source",
        label="Source",
        bars=True,
        mark=printed_by,
    )
    from_ = VerbFilter(
        published_from("statement__", "article__"), field_class=DayField, last=False, label="Published from"
    )
    to = VerbFilter(published_to("statement__"), field_class=DayField, last=True, label="Published to")
    year = VerbFilter(in_years("statement__year"), field_class=YearsField, label="Year", bars=True, mark=dated)
    kind = VerbFilter(among("statement__kind"), field_class=ChoicesField, choices=KINDS, label="Kind", bars=True)
    attributed = VerbFilter(is_attributed, field_class=ChoicesField, choices=ATTRIBUTED, label="Speaker known")
    review = VerbFilter(
        among("statement__review"), field_class=ChoicesField, choices=REVIEWS, label="Review", bars=True
    )
    sample = VerbFilter(is_sample("statement__sample"), field_class=ChoicesField, choices=SAMPLE, label="Sample")
    sort = OrderFilter(field_class=SortField, orders=ORDERS, label="Sort")

    noun = ("quote", "quotes")
    phrases = {
        "speaker": "by {}",
        "about": "about {}",
        "told": "said to {}",
        "person": "by or about {}",
        "q": "{}",
        "event": "in articles on {}",
        "source": "from {}",
        "kind": ", {}",
        "attributed": ", {}",
        "review": ", {}",
        "sample": ", {}",
    }
    narrow, published = "statement", True
    columns = {
        "source": ("statement__publisher", str),
        "year": ("statement__year", lambda year: year),
        "kind": ("statement__kind", str),
        "attributed": ("statement__voice", lambda voice: "no" if voice is None else "yes"),
        "review": ("statement__review", str),
        "sample": ("statement__sample", lambda sample: "yes" if sample else "no"),
    }
    answered_once = ("speaker",)
    also = (ARTICLE, "words_key", "speaker")  # by which rows are linked to events, and folded
    alike = (
        "quote",
        {
            "source": "publisher", "year": "year", "kind": "kind", "attributed": "attributed", "review": "review",
            "sample": "sample",
        },
    )  # fmt: skip
    dressed = staticmethod(quote_rows)
    furnished = staticmethod(quotes_listed)

    def facets(self) -> Sequence[Facet]:
        return [
            *self.linked_facets(
                speaker=Links(Voice, "quote", flags=SAID),
                about=Links(Voice, "quote", flags=ABOUT),
                told=Links(Voice, "quote", flags=HEARD),
                event=Links(Report, "article", by=ARTICLE),
            ),
            self.names_facet("source"),
            *self.small_facets("kind", "attributed", "review", "sample"),
        ]

    def exact(self, name: str) -> Counter | None:
        return of_people(self, name, COLUMNS[name]) if name in COLUMNS else None

    def counted(self) -> int | None:
        known = super().counted()
        for name, column in COLUMNS.items():
            known = of_person(self, name, column) if known is None else known
        return known

    def counts_of(self, name: str) -> tuple[Counter, int]:
        for field, column in COLUMNS.items():
            if (found := of_person(self, field, column, by=name)) is not None:
                return found, 0
        return super().counts_of(name)

    def ways_to_sort(self) -> list[Way]:
        """By speaker only where there may be several."""
        is_one = "speaker" in self.given or len(self.chosen.get("speaker", ())) == 1
        return [way for way in super().ways_to_sort() if way.current or not (is_one and way.text == "Speaker")]

    def loosened(self) -> list[Way]:
        """Beside dropping a condition: quotes to which somebody is otherwise; of two, by others about both."""
        ways = super().loosened() or self._ways([*self._otherwise()])
        if not (self.chosen.get("speaker") and self.chosen.get("about")):
            return ways
        people = [*self.chosen["speaker"], *self.chosen["about"]]
        rows = self.filtered(without=["speaker", "about"])
        for person in people:
            rows = rows.filter(self.filters["about"].condition([person.key]))
        both = rows.count()
        if not both:
            return ways
        verb = "mentions" if both == 1 else "mention"
        query = self.query(without=["speaker", "about"], more=[("about", person.param) for person in people])
        return [Way(text=f"{self.count(both)} by others {verb} all of them", query=query), *ways]

    def _otherwise(self) -> Iterator[dict[str, list[Chosen]]]:
        """The same with those who were asked for as speakers asked for as whom quotes are about, and so on."""
        for name in ROLES:
            rest = {one: values for one, values in self.chosen.items() if one != name}
            others = [role for role in ROLES if name in self.chosen and role not in self.chosen]
            yield from ({**rest, role: self.chosen[name]} for role in others)
