"""One person who turns out to be two, and what of theirs is whose."""

import pytest

from entities import curation
from entities.curation import CurationError
from entities.models import KeptApart, Mention, Person
from entities.tests.extractions import Happened, Said, Shown, extraction, store, stored
from entities.tests.factories import MentionFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db

FIRST = """Ada Quill opens the lock

"We waited nine years for this day," Ada Quill said.

Quill led the Lantern Parade.
"""
SECOND = """A song for the harbour

"It came to me at night," Ada Quill said. "Ada Quill should be proud," Bo Tarn said.

Ada Quill on stage.
"""


def read_first():
    people = [("Ada Quill", "Quill"), "Bo Tarn"]
    said = [Said(("We waited nine years for this day,",), by="Ada Quill")]
    parade = [Happened("Lantern Parade", people=("Ada Quill",))]
    return store(extraction(FIRST, people=people[:1], quotes=said, events=parade), source="first")


def read_second():
    said = [Said(("It came to me at night,",), by="Ada Quill")]
    said.append(Said(("Ada Quill should be proud,",), by="Bo Tarn", about=("Ada Quill",), to=("Ada Quill",)))
    photo = [Shown("Ada Quill on stage.", ("Ada Quill",))]
    return store(extraction(SECOND, people=["Ada Quill", "Bo Tarn"], quotes=said, captions=photo), source="second")


@pytest.fixture
def ada(db):
    read_first()
    read_second()
    return Person.objects.get(name="Ada Quill")


@pytest.fixture
def editor():
    return UserFactory()


def split(ada, editor, source="second", **kwargs):
    mentions = Mention.objects.filter(person=ada, article__source=source)
    decision = curation.split_person(person=ada, mentions=mentions, by=editor, reason="A singer.", **kwargs)
    return Person.objects.get(pk=decision.target_id)


def test_everything_of_an_article_goes_with_all_its_mentions(ada, editor):
    singer = split(ada, editor)
    assert (singer.name, singer.slug, singer.aliases.get().name) == ("Ada Quill", "ada-quill-2", "Ada Quill")
    assert [quote.words for quote in singer.quotes.all()] == ["It came to me at night,"]
    assert [quote.words for quote in singer.quotes_about.all()] == ["Ada Quill should be proud,"]
    assert [quote.words for quote in singer.quotes_to.all()] == ["Ada Quill should be proud,"]
    assert singer.depictions.get().caption.text == "Ada Quill on stage."
    assert [quote.words for quote in ada.quotes.all()] == ["We waited nine years for this day,"]
    assert ada.participations.get().event.name == "Lantern Parade"
    assert set(ada.aliases.values_list("name", flat=True)) == {"Ada Quill", "Quill"}


def test_the_two_are_kept_apart_and_no_later_ingest_makes_them_one(ada, editor):
    singer = split(ada, editor)
    ruling = KeptApart.objects.get()
    assert (ruling.first, ruling.second, ruling.reason, ruling.by) == (ada, singer, "A singer.", editor)
    for _ in range(2):
        read_first()
        read_second()
    assert {m.person for m in Mention.objects.filter(article__source="second", text="Ada Quill")} == {singer}
    assert {m.person for m in Mention.objects.filter(article__source="first")} == {ada}
    assert stored("second").quotes.earliest("start").speaker == singer
    with pytest.raises(CurationError, match="two people"):
        curation.merge_people(keep=ada, merge=singer, by=editor)


def test_out_of_an_article_that_names_both_goes_what_the_mentions_themselves_say(ada, editor):
    mentions = list(Mention.objects.filter(person=ada, article__source="second").order_by("start"))
    decision = curation.split_person(person=ada, mentions=mentions[2:], by=editor)
    singer = Person.objects.get(pk=decision.target_id)
    read_second()
    assert singer.depictions.get().caption.text == "Ada Quill on stage."
    assert not singer.quotes.exists()
    assert not singer.quotes_about.exists()
    assert not singer.quotes_to.exists()
    assert [m.person for m in Mention.objects.filter(article__source="second", text="Ada Quill")] == [ada, ada, singer]
    assert ada.quotes.count() == 2


def test_names_printed_for_the_other_alone_are_theirs(ada, editor):
    quill = Mention.objects.filter(text="Quill")
    decision = curation.split_person(person=ada, mentions=quill, by=editor)
    assert list(ada.aliases.values_list("name", flat=True)) == ["Ada Quill"]
    assert Person.objects.get(pk=decision.target_id).aliases.get().name == "Quill"


def test_mentions_may_go_to_somebody_the_archive_knows(ada, editor):
    cy = PersonFactory(name="Cy Welk")
    assert split(ada, editor, into=cy) == cy
    assert set(cy.aliases.values_list("name", flat=True)) == {"Cy Welk", "Ada Quill"}
    assert cy.quotes.count() == 1


def test_a_split_is_undone_with_what_later_ingests_gave_to_the_new_person(ada, editor):
    split(ada, editor)
    store(extraction("Night song\n\nAda Quill sang.", people=["Ada Quill"]), source="third")
    Mention.objects.filter(article__source="third").update(person=Person.objects.get(slug="ada-quill-2"))
    curation.undo(entry=editor.decisions.get(), by=editor)
    assert set(Mention.objects.filter(text="Ada Quill").values_list("person", flat=True)) == {ada.pk}
    assert not Person.objects.filter(slug="ada-quill-2").exists()


def test_a_split_that_others_built_on_names_what_to_undo_first(ada, editor):
    singer = split(ada, editor)
    decision = editor.decisions.get()
    curation.describe_person(person=singer, description="singer", by=editor)
    assert "Undo this first" in curation.why_not_undo(decision)
    assert "described the person: Ada Quill" in curation.why_not_undo(decision)


@pytest.mark.parametrize(
    ("choose", "why"),
    [
        pytest.param(lambda ada: [], "Choose the mentions", id="none"),
        pytest.param(lambda ada: Mention.objects.filter(person=ada), "Nothing would be left", id="all"),
        pytest.param(lambda ada: Mention.objects.filter(text="Bo Tarn"), "is no mention of Ada Quill", id="another-s"),
        pytest.param(lambda ada: [MentionFactory(person=ada, rejected=True)], "was rejected", id="rejected"),
    ],
)
def test_a_split_is_refused(ada, editor, choose, why):
    with pytest.raises(CurationError, match=why):
        curation.split_person(person=ada, mentions=choose(ada), by=editor)
    assert not editor.decisions.exists()


def test_several_are_merged_at_once_with_the_fields_of_whoever_has_the_best(ada, editor):
    bo = Person.objects.get(name="Bo Tarn")
    keep = PersonFactory(name="A. Quill")
    curation.describe_person(person=bo, description="singer", by=editor)
    with pytest.raises(CurationError, match="both in one sentence"):
        curation.merge_people(keep=keep, merge=[ada, bo], by=editor)
    fields = {"name": ada, "description": bo}
    decision = curation.merge_people(keep=keep, merge=[ada, bo], fields=fields, by=editor, sure=True)
    keep.refresh_from_db()
    assert (keep.name, keep.sort_name, keep.description) == ("Ada Quill", "Quill, Ada", "singer")
    assert set(keep.cluster()) == {keep.pk, ada.pk, bo.pk}
    assert decision.label == "Ada Quill, Bo Tarn into Ada Quill"
    curation.unmerge(person=ada, by=editor)
    keep.refresh_from_db()
    assert (keep.name, keep.description) == ("A. Quill", "singer")
