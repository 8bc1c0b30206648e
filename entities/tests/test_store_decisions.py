"""No ingest overwrites, doubles or loses what an editor decided."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from articles.extraction.types import EntityMention, EntityType, RelatedLine, Role, Span
from articles.models import Caption, Review
from entities import curation
from entities.models import Alias, Depiction, Event, EventMention, EventParticipant, Mention, Person, Quote
from entities.store import Outcome
from entities.tests.extractions import Happened, Said, Shown, decide, extraction, store, stored
from entities.tests.factories import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db

TEXT = """Ada Quill opens the lock

"We waited nine years for this day," Ada Quill said.

Ada Quill and Bo Tarn at the lock.

Bo Tarn led the Lantern Parade.
"""
PEOPLE = ("Ada Quill", "Bo Tarn")
QUOTE = Said(("We waited nine years for this day,",), by="Ada Quill")
CAPTION = Shown("Ada Quill and Bo Tarn at the lock.", ("Ada Quill", "Bo Tarn"))
PARADE = Happened("Lantern Parade", people=("Bo Tarn",))


def full(text=TEXT, **changes):
    found = {"people": PEOPLE, "quotes": (QUOTE,), "captions": (CAPTION,), "events": (PARADE,)}
    return extraction(text, **{**found, **changes})


@pytest.fixture
def cy():
    return PersonFactory(name="Cy Welk", confirmed=True)


def test_an_edited_speaker_stands_when_the_machine_says_otherwise(cy):
    store(full())
    decide(Quote.objects.get(), Review.EDITED, speaker=cy)
    assert store(full()) is Outcome.UNCHANGED
    assert Quote.objects.get().speaker == cy


def test_a_decided_quote_stays_when_the_machine_no_longer_finds_it():
    store(full())
    decide(Quote.objects.get(), Review.CONFIRMED)
    store(full(quotes=()))
    assert Quote.objects.get().review == Review.CONFIRMED


def test_a_rejected_quote_does_not_come_back_under_another_key():
    store(full())
    decide(Quote.objects.get(), Review.REJECTED)
    store(full(quotes=(Said(("We waited nine years",), by="Ada Quill"),)))
    assert [quote.review for quote in Quote.objects.all()] == [Review.REJECTED]


def test_a_decided_quote_moves_with_its_words():
    store(full())
    decide(Quote.objects.get(), Review.CONFIRMED)
    store(full("A line more\n\n" + TEXT))
    quote = Quote.objects.get()
    assert not quote.source_changed
    assert stored().text[quote.start : quote.end] == quote.words == "We waited nine years for this day,"
    assert stored().text[quote.speaker_start : quote.speaker_end] == quote.speaker_text == "Ada Quill"


def test_a_decided_quote_whose_words_are_gone_is_flagged_and_keeps_them():
    store(full())
    decide(Quote.objects.get(), Review.CONFIRMED)
    changed = TEXT.replace("nine years", "ten years")
    store(full(changed, quotes=(Said(("We waited ten years for this day,",), by="Ada Quill"),)))
    old, new = Quote.objects.get(review=Review.CONFIRMED), Quote.objects.get(review=Review.MACHINE)
    assert old.source_changed
    assert (old.words, new.words) == ("We waited nine years for this day,", "We waited ten years for this day,")


def test_a_flagged_quote_comes_back_with_its_words():
    store(full())
    decide(Quote.objects.get(), Review.CONFIRMED)
    store(full(TEXT.replace("nine years", "ten years"), quotes=()))
    store(full("Corrected\n\n" + TEXT))
    quote = Quote.objects.get()
    assert not quote.source_changed
    assert stored().text[quote.start : quote.end] == quote.words


def test_words_for_the_speaker_that_are_gone_lose_their_place_only():
    store(full())
    decide(Quote.objects.get(), Review.CONFIRMED)
    store(full(TEXT.replace('," Ada Quill said', '," the founder said'), quotes=()))
    quote = Quote.objects.get()
    assert (quote.source_changed, quote.speaker_text, quote.speaker_start) == (False, "Ada Quill", None)
    assert str(quote.speaker) == "Ada Quill"


def test_a_decided_mention_is_neither_doubled_nor_changed(cy):
    store(full())
    first = Mention.objects.first()
    decide(first, Review.EDITED, person=cy)
    assert store(full()) is Outcome.UNCHANGED
    assert Mention.objects.get(pk=first.pk).person == cy
    assert Mention.objects.filter(start=first.start).count() == 1


def test_a_mention_whose_words_are_gone_is_kept_and_claims_nothing():
    store(full())
    mention = Mention.objects.filter(text="Bo Tarn").last()
    decide(mention, Review.CONFIRMED)
    store(full(TEXT.replace("Bo Tarn led", "He led"), events=()))
    mention.refresh_from_db()
    assert mention.source_changed
    assert mention.text == "Bo Tarn"


def test_whom_editors_named_throughout_an_article_also_speaks_in_it(cy):
    store(full())
    for mention in Mention.objects.filter(person__name="Ada Quill"):
        decide(mention, Review.EDITED, person=cy)
    store(full())
    assert Quote.objects.get().speaker == cy


def test_what_an_editor_said_of_one_article_teaches_no_name(cy):
    store(full())
    for mention in Mention.objects.filter(person__name="Bo Tarn"):
        decide(mention, Review.EDITED, person=cy)
    store(full())
    assert store(full()) is Outcome.UNCHANGED
    assert not cy.aliases.filter(name="Bo Tarn").exists()


def test_a_rejected_person_does_not_come_back():
    store(full())
    decide(Person.objects.get(name="Bo Tarn"), Review.REJECTED)
    store(full())
    store(extraction("Other\n\nBo Tarn again.", people=["Bo Tarn"]), source="b")
    assert Person.objects.filter(name="Bo Tarn").count() == 1
    assert not Mention.objects.filter(text="Bo Tarn").exists()


def test_decisions_on_names_of_things_and_on_links_stand():
    place = EntityMention(
        span=Span(TEXT.index("Lantern"), TEXT.index("Lantern") + 14),
        text="Lantern Parade", type=EntityType.WORK, rule="titled", confidence=0.9,
    )  # fmt: skip
    line = RelatedLine(span=Span(0, TEXT.index("\n")), kind=Role.RELATED)
    found = replace(full(events=()), entities=(place,))
    found = replace(found, document=replace(found.document, related=(line,)))
    store(found)
    article = stored()
    thing, link = article.entity_mentions.get(), article.related_links.get()
    assert (thing.run, link.run) == (article.run, article.run)
    decide(thing, Review.REJECTED)
    decide(link, Review.CONFIRMED)
    store(found)
    assert article.entity_mentions.get() == thing
    assert article.entity_mentions.visible().count() == 0
    store(full(events=()))
    assert (article.entity_mentions.get().review, article.related_links.get().review) == ("rejected", "confirmed")


def test_a_caption_keeps_its_edited_place_and_its_address():
    store(full())
    decide(Caption.objects.get(), Review.EDITED, place="Harrowmere")
    store(full("A line more\n\n" + TEXT))
    caption = Caption.objects.get()
    assert (caption.place, caption.source_changed) == ("Harrowmere", False)
    assert stored().text[caption.start : caption.end] == caption.text


def test_whoever_an_editor_took_out_of_a_photo_stays_out(cy):
    store(full())
    decide(Depiction.objects.get(person__name="Bo Tarn"), Review.REJECTED)
    decide(Depiction.objects.get(person__name="Ada Quill"), Review.EDITED, person=cy)
    store(full())
    assert [(d.person.name, d.review) for d in Depiction.objects.all()] == [
        ("Cy Welk", Review.EDITED),
        ("Bo Tarn", Review.REJECTED),
    ]


def test_a_caption_on_which_a_decision_hangs_is_not_lost_with_its_words():
    store(full())
    decide(Depiction.objects.get(person__name="Bo Tarn"), Review.CONFIRMED)
    store(full(TEXT.replace("Ada Quill and Bo Tarn at the lock.\n", ""), captions=()))
    assert Caption.objects.get().source_changed
    assert Depiction.objects.get(review=Review.CONFIRMED).person.name == "Bo Tarn"


def test_decisions_on_events_stand(cy):
    store(full())
    decide(EventMention.objects.get(), Review.REJECTED)
    decide(EventParticipant.objects.get(), Review.EDITED, person=cy)
    store(full())
    assert [m.review for m in EventMention.objects.all()] == [Review.REJECTED]
    assert [p.person for p in EventParticipant.objects.all()] == [cy]


def test_a_rejected_event_is_not_told_again():
    store(full())
    decide(Event.objects.get(), Review.REJECTED)
    store(full(TEXT + "\nMore.\n"), source="b")
    assert Event.objects.count() == 1
    assert not EventMention.objects.filter(article__source="b").exists()


def test_rows_of_a_merged_person_stay_theirs_and_new_ones_go_to_the_survivor():
    store(full())
    ada = Person.objects.get(name="Ada Quill")
    survivor = PersonFactory(name="Adela Quill")
    Person.objects.filter(pk=ada.pk).update(merged_into=survivor, survivor=survivor)
    assert store(full()) is Outcome.UNCHANGED
    store(extraction("Two\n\nAda Quill again.", people=["Ada Quill"]), source="b")
    assert {m.person for m in Mention.objects.filter(article__source="seeds/test.txt", text="Ada Quill")} == {ada}
    assert {m.person for m in Mention.objects.filter(article__source="b")} == {survivor}
    assert not Alias.objects.filter(person=survivor, name="Ada Quill").exists()


SENTENCES = (
    "Ada Quill opened the gate on Friday.",
    '"We waited nine years for this day," Ada Quill said.',
    '"Nobody asked the bargemen about it," Bo Tarn said.',
    "Bo Tarn led the Lantern Parade.",
    "Ada Quill and Bo Tarn at the lock.",
    "It rained. Ada Quill said so.",
)
SAID = {
    1: Said(("We waited nine years for this day,",), by="Ada Quill"),
    2: Said(("Nobody asked the bargemen about it,",), by="Bo Tarn"),
}
REVIEWS = st.sampled_from([Review.MACHINE, Review.CONFIRMED, Review.EDITED, Review.REJECTED])
VERSIONS = st.lists(st.integers(0, len(SENTENCES) - 1), min_size=1, max_size=6, unique=True)


def version(order, finds_quotes):
    text = "Head\n\n" + "\n\n".join(SENTENCES[i] for i in order)
    return extraction(
        text,
        people=[name for name in PEOPLE if name in text],
        quotes=[SAID[i] for i in sorted(SAID, key=lambda i: text.find(SENTENCES[i])) if i in order and finds_quotes],
        captions=[CAPTION] if 4 in order else [],
        events=[Happened("Lantern Parade", people=("Bo Tarn",))] if 3 in order else [],
    )


class DecisionsSurvive(HypothesisTestCase):
    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(data=st.data(), first=VERSIONS, later=st.lists(st.tuples(VERSIONS, st.booleans()), min_size=1, max_size=3))
    def test_any_number_of_versions(self, data, first, later):
        store(version(first, True))
        for model in (Mention, Quote, Caption, Depiction, EventMention):
            for row in model.objects.order_by("pk"):
                review = data.draw(REVIEWS)
                if review != Review.MACHINE:
                    decide(row, review)
        decided = self._decided()
        for order, finds_quotes in later:
            store(version(order, finds_quotes))
            assert self._decided() == decided
            self._every_span_is_true()

    def _decided(self):
        """Every decided row and what was decided; where it now stands is free to change."""
        rows = {("quote", q.pk): (q.review, q.speaker_id, q.words) for q in Quote.objects.decided()}
        for model in (Mention, Caption, EventMention):
            rows |= {(model.__name__, row.pk): (row.review, row.text) for row in model.objects.decided()}
        return rows | {("depiction", d.pk): (d.review, d.person_id) for d in Depiction.objects.decided()}

    def _every_span_is_true(self):
        text = stored().text
        for model in (Mention, Caption, EventMention):
            for row in model.objects.filter(source_changed=False):
                assert row.text == text[row.start : row.end]
        for quote in Quote.objects.filter(source_changed=False):
            assert all(part.text == text[part.start : part.end] for part in quote.parts.all())
        claimed = [(p.start, p.end) for q in Quote.objects.filter(source_changed=False) for p in q.parts.all()]
        assert len(claimed) == len(set(claimed))


def test_whom_an_editor_left_out_opens_no_place_for_others():
    store(full(captions=(Shown(CAPTION.words, ("Bo Tarn",)),)))
    curation.set_pictured(caption=Caption.objects.get(), people=[], by=UserFactory(), reason="A crowd.")
    store(full())
    assert not Depiction.objects.visible().exists()


def test_whom_an_editor_left_out_and_left_out_again_opens_no_place_for_others():
    store(full(captions=(Shown(CAPTION.words, ("Bo Tarn",)),)))
    editor = UserFactory()
    leaving_out = curation.set_pictured(caption=Caption.objects.get(), people=[], by=editor)
    curation.undo(entry=curation.undo(entry=leaving_out, by=editor), by=editor)
    store(full())
    assert not Depiction.objects.visible().exists()


def test_somebody_rejected_alone_leaves_the_place_open_for_others():
    store(full(captions=(Shown(CAPTION.words, ("Bo Tarn",)),)))
    curation.reject(rows=Depiction.objects.all(), by=UserFactory())
    store(full())
    assert [row.person.name for row in Depiction.objects.visible()] == ["Ada Quill"]
