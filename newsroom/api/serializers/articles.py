"""Articles: in lists without their text, on their own with everything that was found in it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles.extraction.types import Role
from articles.models import Article, RelatedLink
from articles.sent import SAID
from entities.models import EventMention, Mention
from entities.publications import copies_of
from newsroom.api.serializers.base import (
    ApiAddress,
    ArticleRef,
    Citation,
    EventRef,
    Kind,
    PageAddress,
    PartialDate,
    PersonRef,
    Reviewed,
    known,
)
from newsroom.api.serializers.captions import CaptionSerializer
from newsroom.api.serializers.quotes import QuoteSerializer

LISTED = (
    "type",
    "id",
    "url",
    "page_url",
    "headline",
    "standfirst",
    "authors",
    "publisher",
    "section",
    "language",
    "dateline",
    "published",
    "source",
    "original_url",
    "citation",
    "withdrawn",
    "sample",
    "first_seen",
    "last_ingested",
    "quote_count",
    "caption_count",
    "person_count",
)


class ArticleSerializer(serializers.ModelSerializer):
    type = Kind("article")
    url = ApiAddress("article")
    page_url = PageAddress()
    authors = serializers.ListField(child=serializers.CharField(), read_only=True)
    published = PartialDate("published", "published_precision")
    original_url = serializers.CharField(source="url", read_only=True, help_text="Where it was published, or empty.")
    citation = Citation()
    withdrawn = serializers.BooleanField(
        source="is_withdrawn", read_only=True, help_text="Its sender took it back: not to be used."
    )
    quote_count = serializers.IntegerField()
    caption_count = serializers.IntegerField()
    person_count = serializers.IntegerField()

    class Meta:
        model = Article
        fields = read_only_fields = LISTED


class Stretch(serializers.Serializer):
    """What a stretch of the text is."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    role = serializers.ChoiceField([(role.value, role.value) for role in Role])


class MentionSerializer(Reviewed, serializers.ModelSerializer):
    """Words that refer to a person; `person` is null where several are meant and no editor has said who."""

    person = serializers.SerializerMethodField()

    class Meta:
        model = Mention
        fields = read_only_fields = (
            "text",
            "start",
            "end",
            "kind",
            "place",
            "descriptor",
            "evidence",
            "person",
            "review",
            "found",
            "source_changed",
        )

    @extend_schema_field(PersonRef(allow_null=True))
    def get_person(self, mention: Mention) -> dict[str, Any] | None:
        person = known(mention.person)
        return PersonRef(person, context=self.context).data if person else None


class EventMentionSerializer(Reviewed, serializers.ModelSerializer):
    """Words that tell of an event; a merged one as the event that it is."""

    event = EventRef(read_only=True)

    class Meta:
        model = EventMention
        fields = read_only_fields = ("text", "start", "end", "event", "review", "found", "source_changed")


class LinkSerializer(Reviewed, serializers.ModelSerializer):
    """A line that points to another article."""

    url = serializers.CharField(read_only=True, help_text="Where to, if the line says so; else empty.")

    class Meta:
        model = RelatedLink
        fields = read_only_fields = ("text", "start", "end", "kind", "url", "review", "found", "source_changed")


class SaidBySender(serializers.Serializer):
    """Something that its sender says of an article, in the sender's words: rights, terms, notes, version."""

    name = serializers.ChoiceField(list(SAID))
    text = serializers.CharField()


class CopySerializer(serializers.Serializer):
    """Another article that prints the same report."""

    article = ArticleRef(read_only=True)
    percent = serializers.IntegerField(help_text="How much of the shorter text the other has.")


class WholeArticleSerializer(ArticleSerializer):
    """The article with its text, what each stretch of it is, and everything found in it, in reading order.

    All places are half-open, in characters (Unicode code points) of `text`.
    """

    stretches = serializers.SerializerMethodField()
    quotes = QuoteSerializer(many=True, read_only=True)
    captions = CaptionSerializer(many=True, read_only=True)
    mentions = MentionSerializer(many=True, read_only=True)
    events = EventMentionSerializer(source="event_mentions", many=True, read_only=True)
    links = LinkSerializer(source="related_links", many=True, read_only=True)
    sender = serializers.SerializerMethodField()
    copies = serializers.SerializerMethodField()
    warnings = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Article
        fields = read_only_fields = (
            *LISTED,
            "text",
            "stretches",
            "quotes",
            "captions",
            "mentions",
            "events",
            "links",
            "sender",
            "copies",
            "warnings",
            "model",
            "extraction_version",
        )

    @extend_schema_field(Stretch(many=True))
    def get_stretches(self, article: Article) -> list[dict[str, Any]]:
        return [{"start": start, "end": end, "role": role} for start, end, role in article.spans]

    @extend_schema_field(SaidBySender(many=True))
    def get_sender(self, article: Article) -> list[dict[str, str]]:
        said = article.provenance
        return [{"name": name, "text": said[name]} for name in SAID if said.get(name)]

    @extend_schema_field(CopySerializer(many=True))
    def get_copies(self, article: Article) -> list[dict[str, Any]]:
        return CopySerializer(copies_of(article), many=True, context=self.context).data
