"""Quotes: exactly the words that were published, part by part, with their places in the article's text."""

from rest_framework import serializers

from entities.models import Quote, QuotePart
from newsroom.api.serializers.base import (
    ApiAddress,
    ArticleRef,
    Citation,
    Kind,
    PageAddress,
    Part,
    PersonRef,
    Place,
    Reviewed,
)


class QuotePartSerializer(serializers.ModelSerializer):
    """Words side by side. `text` is the article's text from `start` to `end`, unless the source changed."""

    class Meta:
        model = QuotePart
        fields = read_only_fields = ("text", "start", "end")


class Speaker(Part):
    """Who said it: the person, as far as known, and the words that the article has for them."""

    person = PersonRef(source="named_speaker", allow_null=True)
    written = Place("speaker")
    inferred = serializers.BooleanField(
        source="speaker_inferred", help_text="Reached through a pronoun, a description or a neighbouring quote."
    )
    evidence = serializers.CharField(source="speaker_evidence", help_text="Why this speaker, in words.")


class QuoteSerializer(Reviewed, serializers.ModelSerializer):
    type = Kind("quote")
    url = ApiAddress("quote")
    page_url = PageAddress()
    parts = QuotePartSerializer(source="pieces", many=True, read_only=True)
    speaker = Speaker()
    cue = Place("cue")
    quoting = Place("quoting")
    about = PersonRef(source="spoken_of", many=True, read_only=True)
    addressees = PersonRef(source="told", many=True, read_only=True)
    article = ArticleRef(read_only=True)
    citation = Citation()

    class Meta:
        model = Quote
        fields = read_only_fields = (
            "type",
            "id",
            "url",
            "page_url",
            "kind",
            "parts",
            "start",
            "end",
            "speaker",
            "cue",
            "quoting",
            "about",
            "addressees",
            "article",
            "citation",
            "review",
            "found",
            "source_changed",
        )
