"""The filter of the ledger."""

import re
from collections.abc import Sequence
from functools import reduce
from operator import or_
from textwrap import shorten

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localtime

from articles.models import Article, Caption
from entities.filters import decided
from entities.filters.base import DescribedFilterSet
from entities.filters.facets import Facet
from entities.filters.fields import (
    CANDIDATES,
    ChoicesField,
    Chosen,
    DayField,
    ListField,
    LookupField,
    PeopleField,
    SortField,
    YearsField,
)
from entities.filters.keyset import Key
from entities.filters.verbs import OrderFilter, VerbFilter
from entities.filters.words import WordsField
from entities.models import Decision, Event, Mention, Quote

ROWS = {"article": Article, "caption": Caption, "event": Event, "mention": Mention, "quote": Quote}
LONGEST_NAME = 80
STANDING = [("yes", "in force"), ("no", "undone")]
ORDERS = {
    "newest": ("Newest", (Key("at", desc=True), Key("id", desc=True))),
    "oldest": ("Oldest", (Key("at"), Key("id"))),
}


class EditorsField(LookupField):
    """Whoever has decided anything, by user name or by a part of any of their names."""

    def find_exact(self, written: list[str]) -> dict[str, Chosen]:
        return {editor.param: editor for editor in self._editors(Q(username__in=written))}

    def find_like(self, text: str) -> list[Chosen]:
        names = ("username", "first_name", "last_name")
        return self._editors(reduce(or_, (Q(**{f"{name}__icontains": text}) for name in names)))

    def _editors(self, named: Q) -> list[Chosen]:
        decided_on = Exists(Decision.objects.filter(by=OuterRef("pk")))
        users = User.objects.filter(named, decided_on).order_by("username")[:CANDIDATES]
        return [Chosen(user.username, user.username, user.pk) for user in users]


class RowsField(ListField):
    """Rows of the archive as their kind and key, `quote-12`; the key is the kind and every key of the row."""

    def read(self, written: list[str]) -> list[Chosen]:
        return [self._row(text) for text in written]

    def _row(self, text: str) -> Chosen:
        match = re.fullmatch(r"([a-z]+)-([0-9]{1,18})", text)
        model = ROWS.get(match[1]) if match else None
        row = model and model._base_manager.filter(pk=int(match[2])).first()
        if not row:
            raise ValidationError("What these decisions were on is not in the archive, or is no longer.")
        keys = row.cluster() if isinstance(row, Event) else [row.pk]
        return Chosen(text, f"{match[1]} “{shorten(str(row), LONGEST_NAME, placeholder=' …')}”", (model, keys))


class DecisionFilter(DescribedFilterSet):
    q = VerbFilter(decided.saying, field_class=WordsField, label="Words")
    editor = VerbFilter(decided.made_by, field_class=EditorsField, noun="editor", label="Editor")
    person = VerbFilter(
        decided.concerning_people, field_class=PeopleField, noun="person", label="Concerning", joined="and"
    )
    row = VerbFilter(decided.concerning_all, field_class=RowsField, label="On", joined="and")
    from_ = VerbFilter(decided.made_from, field_class=DayField, last=False, label="Decided from")
    to = VerbFilter(decided.made_to, field_class=DayField, last=True, label="Decided to")
    year = VerbFilter(decided.made_in, field_class=YearsField, label="Year")
    kind = VerbFilter(decided.of_verbs, field_class=ChoicesField, choices=Decision.Verb.choices, label="What was done")
    stands = VerbFilter(decided.in_force, field_class=ChoicesField, choices=STANDING, label="Stands")
    sort = OrderFilter(field_class=SortField, orders=ORDERS, label="Sort")

    noun = ("decision", "decisions")
    phrases = {
        "editor": "by {}",
        "person": "concerning {}",
        "row": "on the {}",
        "q": "saying “{}”",
        "kind": ", {}",
        "stands": ", {}",
    }
    columns = {
        "editor": ("by__username", str),
        "year": ("at", lambda at: localtime(at).year),
        "kind": ("verb", str),
        "stands": ("undone_by", lambda undoing: "yes" if undoing is None else "no"),
    }

    @staticmethod
    def dressed(rows: QuerySet) -> QuerySet:
        return rows.for_ledger()

    def facets(self) -> Sequence[Facet]:
        return [self.names_facet("editor"), self.facet("person", None), *self.small_facets("kind", "stands")]
