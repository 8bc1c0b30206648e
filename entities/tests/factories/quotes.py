"""Quotes and their parts."""

import factory
from django.contrib.contenttypes.models import ContentType

from articles.extraction.types import QuoteKind
from articles.same_words import words_key
from entities.models import Quote, QuotePart, Suggestion
from entities.tests.factories.articles import ArticleFactory
from entities.tests.factories.base import ReviewableFactory, place
from entities.tests.factories.people import PersonFactory


class QuoteFactory(ReviewableFactory):
    """A quote of `words` (a string, or a list of strings for several parts) that stand in the article.

    Where they do not stand there yet they are printed as `"words," said Name.`; the speaker's
    name and the cue are then real spans too. `speaker=None` leaves the quote unattributed,
    `speaker_text="a viewer"` names a speaker in words only, `about=[...]` and `addressees=[...]` add people.
    """

    class Meta:
        model = Quote
        skip_postgeneration_save = True

    article = factory.SubFactory(ArticleFactory)
    words = factory.Sequence(lambda n: f"We will rebuild the quay, stone by stone, number {n}")
    kind = QuoteKind.DIRECT
    speaker = factory.SubFactory(PersonFactory)
    speaker_text = factory.LazyAttribute(lambda q: q.speaker.name if q.speaker else "")
    cue_text = factory.LazyAttribute(lambda q: "said" if q.speaker_text else "")

    @classmethod
    def _create(cls, model_class, *args, words, **kwargs):
        article, speaker, cue = kwargs["article"], kwargs["speaker_text"], kwargs["cue_text"]
        tail = " ".join(filter(None, [cue, speaker]))
        parts, after = [], 0
        for text in [words] if isinstance(words, str) else words:
            parts.append(
                (*place(article, text, after=after, within=f'"{text}," {tail}.' if tail else f'"{text}."'), text)
            )
            after = parts[-1][1]
        kwargs["start"], kwargs["end"] = parts[0][0], parts[-1][1]
        if cue:
            kwargs["cue_start"], kwargs["cue_end"] = place(article, cue, after=after)
            after = kwargs["cue_end"]
        if speaker:
            kwargs["speaker_start"], kwargs["speaker_end"] = place(article, speaker, after=after)
        kwargs["words_key"] = words_key(" ".join(text for _, _, text in parts))
        quote = super()._create(model_class, *args, **kwargs)
        QuotePart.objects.bulk_create(
            QuotePart(quote=quote, order=order, start=start, end=end, text=text)
            for order, (start, end, text) in enumerate(parts)
        )
        return quote

    @factory.post_generation
    def about(quote, create, people):
        if people:
            quote.about.set(people)

    @factory.post_generation
    def addressees(quote, create, people):
        if people:
            quote.addressees.set(people)


class SuggestionFactory(factory.django.DjangoModelFactory):
    """Another speaker for a quote on which an editor decided."""

    class Meta:
        model = Suggestion
        exclude = ["row"]

    row = factory.SubFactory(QuoteFactory, confirmed=True)
    article = factory.SelfAttribute("row.article")
    row_type = factory.LazyAttribute(lambda s: ContentType.objects.get_for_model(s.row))
    row_id = factory.SelfAttribute("row.pk")
    field = Suggestion.Field.SPEAKER
    value = factory.LazyFunction(lambda: {"person": None, "words": ""})
    words = "nobody named"
    rule = "test-rule"
