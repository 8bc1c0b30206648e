"""People, with every name they are written by."""

from django.utils.timezone import localtime
from rest_framework import serializers

from entities.models import Person
from newsroom.api.serializers.base import ApiAddress, Kind, PageAddress, Reviewed


class PersonSerializer(Reviewed, serializers.ModelSerializer):
    type = Kind("person")
    url = ApiAddress("person", "slug")
    page_url = PageAddress()
    names = serializers.SerializerMethodField(help_text="Every name that they are known by, merged people's too.")
    article_count = serializers.IntegerField(help_text="Articles that mention them.")
    quote_count = serializers.IntegerField(help_text="Quotes that they said.")
    photo_count = serializers.IntegerField(help_text="Photographs that show them.")
    last_seen = serializers.SerializerMethodField(help_text="The year of the newest such article.")
    sample = serializers.BooleanField(source="is_sample", help_text="Known from the fictional sample alone.")

    class Meta:
        model = Person
        fields = read_only_fields = (
            "type",
            "id",
            "url",
            "page_url",
            "slug",
            "name",
            "sort_name",
            "description",
            "names",
            "article_count",
            "quote_count",
            "photo_count",
            "last_seen",
            "sample",
            "review",
            "found",
            "source_changed",
        )

    def get_last_seen(self, person: Person) -> int | None:
        return localtime(person.last_seen).year if person.last_seen else None

    def get_names(self, person: Person) -> list[str]:
        cluster = (person, *person.stands_for.all())
        return sorted({alias.name for one in cluster for alias in one.aliases.all()})
