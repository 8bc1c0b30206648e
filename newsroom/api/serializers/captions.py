"""Captions: the words under a photograph, who is shown, and whose photograph it is."""

from rest_framework import serializers

from articles.models import Caption
from entities.models import Depiction
from newsroom.api.serializers.base import (
    ApiAddress,
    ArticleRef,
    Citation,
    Kind,
    PageAddress,
    Part,
    PartialDate,
    PersonRef,
    Reviewed,
)


class DepictionSerializer(Reviewed, serializers.ModelSerializer):
    """Someone shown, as the caption says."""

    person = PersonRef(read_only=True)

    class Meta:
        model = Depiction
        fields = read_only_fields = ("person", "position", "review", "found", "source_changed")


class Credit(Part):
    """Whose photograph it is, as printed and as read."""

    text = serializers.CharField(source="credit", help_text="As printed, without brackets.")
    start = serializers.IntegerField(source="credit_start", allow_null=True)
    end = serializers.IntegerField(source="credit_end", allow_null=True)
    photographer = serializers.CharField()
    agency = serializers.CharField()


class CaptionSerializer(Reviewed, serializers.ModelSerializer):
    type = Kind("caption")
    url = ApiAddress("caption")
    page_url = PageAddress()
    credit = Credit()
    people = DepictionSerializer(source="shown", many=True, read_only=True)
    taken = PartialDate("date", "date_precision")
    article = ArticleRef(read_only=True)
    citation = Citation()

    class Meta:
        model = Caption
        fields = read_only_fields = (
            "type",
            "id",
            "url",
            "page_url",
            "text",
            "start",
            "end",
            "credit",
            "people",
            "taken",
            "date_text",
            "place",
            "article",
            "citation",
            "review",
            "found",
            "source_changed",
        )
