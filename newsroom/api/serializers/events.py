"""Events: what happened, when as far as known, and who took part."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from entities.models import Event, EventParticipant
from entities.rows import participants
from newsroom.api.serializers.base import ApiAddress, Kind, PageAddress, PartialDate, PersonRef, Reviewed


class ParticipantSerializer(Reviewed, serializers.ModelSerializer):
    """Someone who took part, as an editor has it where one decided."""

    person = PersonRef(read_only=True)

    class Meta:
        model = EventParticipant
        fields = read_only_fields = ("person", "review", "found", "source_changed")


class EventSerializer(Reviewed, serializers.ModelSerializer):
    type = Kind("event")
    url = ApiAddress("event", "slug")
    page_url = PageAddress()
    began = PartialDate("date", "date_precision")
    ended = PartialDate("end_date", "end_precision")
    people = serializers.SerializerMethodField()
    article_count = serializers.IntegerField(help_text="Articles that mention it.")
    sample = serializers.BooleanField(source="is_sample", help_text="Known from the fictional sample alone.")

    class Meta:
        model = Event
        fields = read_only_fields = (
            "type",
            "id",
            "url",
            "page_url",
            "slug",
            "name",
            "kind",
            "began",
            "ended",
            "date_text",
            "place",
            "people",
            "article_count",
            "sample",
            "review",
            "found",
            "source_changed",
        )

    @extend_schema_field(ParticipantSerializer(many=True))
    def get_people(self, event: Event) -> list[dict[str, Any]]:
        return ParticipantSerializer(participants(event), many=True, context=self.context).data
