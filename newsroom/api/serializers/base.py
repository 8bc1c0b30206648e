"""What every row says: where it is, how exactly its dates are known, who found it and who decided on it."""

from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils.timezone import localtime
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles.addresses import address_of
from articles.exporting import LENGTHS
from articles.extraction.types import Precision
from articles.models import Article, Caption, Review, Reviewable
from articles.partial_dates import partial_date
from entities.citation import cite
from entities.curation.captions import BY_EDITOR
from entities.models import Event, Person, Quote

URI = {"type": "string", "format": "uri"}
SHOWN = [state for state in Review.choices if state[0] != Review.REJECTED]


class Part(serializers.Serializer):
    """A part of a row's answer that is made from the row itself."""

    def __init__(self, **kwargs: Any):
        super().__init__(source="*", read_only=True, **kwargs)


class Kind(serializers.ChoiceField):
    """What a row is: `quote`."""

    def __init__(self, kind: str):
        super().__init__([kind], source="*", read_only=True)
        self.kind = kind

    def to_representation(self, row: Model) -> str:
        return self.kind


@extend_schema_field(URI)
class ApiAddress(serializers.Field):
    def __init__(self, kind: str, key: str = "pk"):
        super().__init__(source="*", read_only=True, help_text="Its address for programs.")
        self.kind, self.key = kind, key

    def to_representation(self, row: Model) -> str:
        path = address_of(f"api_{self.kind}_detail", getattr(row, self.key))
        return self.context["request"].build_absolute_uri(path)


@extend_schema_field(URI)
class PageAddress(serializers.Field):
    def __init__(self):
        super().__init__(source="*", read_only=True, help_text="Its page in the archive: this address stays.")

    def to_representation(self, row: Model) -> str:
        return self.context["request"].build_absolute_uri(row.get_absolute_url())


class Citation(serializers.CharField):
    """The row with its source, who says so, and its page, in one line to paste."""

    def __init__(self):
        super().__init__(source="*", read_only=True, help_text="With its source and its page, ready to paste.")

    def to_representation(self, row: Quote | Caption | Article) -> str:
        return cite(row, self.context["request"].build_absolute_uri(row.get_absolute_url()))


class PartialDate(Part):
    """A date no more exactly than it is known."""

    value = serializers.CharField(help_text="2004, 2004-02, 2004-02-01, or with minutes and the offset from UTC.")
    precision = serializers.ChoiceField([(one.value, one.value) for one in Precision])
    text = serializers.CharField(help_text="In words: 1 February 2004.")

    def __init__(self, column: str, precision: str):
        super().__init__(allow_null=True)
        self.column, self.precision_column = column, precision

    def to_representation(self, row: Model) -> dict[str, str] | None:
        moment, precision = getattr(row, self.column), getattr(row, self.precision_column)
        if not moment or not precision:
            return None
        local = localtime(moment) if isinstance(moment, datetime) else moment
        return {"value": _value(local, precision), "precision": precision, "text": partial_date(local, precision)}


def _value(moment: date, precision: str) -> str:
    if precision == Precision.MINUTE:
        return moment.isoformat(timespec="minutes")
    return moment.isoformat()[: LENGTHS[Precision(precision)]]


class ReviewState(Part):
    """What editors said of a row. `machine`: nothing yet, it is as the machine found it."""

    state = serializers.ChoiceField(SHOWN, source="review")
    by = serializers.SerializerMethodField(help_text="The editor's user name.")
    at = serializers.DateTimeField(source="reviewed_at", allow_null=True)

    def get_by(self, row: Reviewable) -> str | None:
        return row.reviewed_by.get_username() if row.reviewed_by else None


class Finding(Part):
    """How the machine found a row; null where an editor added it."""

    rule = serializers.CharField(help_text="The rule that found it.")
    confidence = serializers.FloatField(help_text="0 to 1, as the rule rates itself.")
    run = serializers.IntegerField(source="run_id", allow_null=True, help_text="The ingest run.")

    def __init__(self):
        super().__init__(allow_null=True)

    def to_representation(self, row: Reviewable) -> dict[str, Any] | None:
        return None if row.rule == BY_EDITOR else super().to_representation(row)


class Reviewed(serializers.Serializer):
    """Who found a row and who decided on it, never one for the other."""

    review = ReviewState()
    found = Finding()
    source_changed = serializers.BooleanField(
        read_only=True, help_text="Decided on, and its words have since gone from the article."
    )


class Place(Part):
    """Some words of a row and where they stand, half-open, in characters of the article's text."""

    text = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()

    def __init__(self, words: str):
        super().__init__(allow_null=True)
        self.words = words

    def to_representation(self, row: Model) -> dict[str, Any] | None:
        start, end = getattr(row, f"{self.words}_start"), getattr(row, f"{self.words}_end")
        return {"text": getattr(row, f"{self.words}_text"), "start": start, "end": end} if end else None


class PersonRef(serializers.ModelSerializer):
    """A person where another row names them; merged people as their survivor."""

    url = ApiAddress("person", "slug")
    page_url = PageAddress()

    class Meta:
        model = Person
        fields = read_only_fields = ("slug", "name", "url", "page_url")

    def to_representation(self, person: Person) -> dict[str, Any]:
        return super().to_representation(person.current)


class EventRef(serializers.ModelSerializer):
    """An event where another row names it; merged ones as their survivor."""

    url = ApiAddress("event", "slug")
    page_url = PageAddress()

    class Meta:
        model = Event
        fields = read_only_fields = ("slug", "name", "url", "page_url")

    def to_representation(self, event: Event) -> dict[str, Any]:
        return super().to_representation(event.current)


class ArticleRef(serializers.ModelSerializer):
    """The article that a row stands in."""

    published = PartialDate("published", "published_precision")
    url = ApiAddress("article")
    page_url = PageAddress()

    class Meta:
        model = Article
        fields = read_only_fields = ("id", "headline", "publisher", "published", "sample", "url", "page_url")


def known(person: Person | None) -> Person | None:
    """The person to name: none where an editor said that it is nobody."""
    current = person and person.current
    return None if current is None or current.review == Review.REJECTED else current
