"""Every verb and its undoing: as if nothing had been decided, row for row."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.models import Review
from entities import curation
from entities.curation import CurationError
from entities.models import Decision, Event, KeptApart, Person, Quote
from entities.tests.extractions import Happened, Said, Shown, extraction, store, stored
from entities.tests.factories import PersonFactory, QuoteFactory, UserFactory, place
from entities.tests.sharing import shared
from entities.tests.snapshot import snapshot

pytestmark = pytest.mark.django_db

TEXT = """Ada Quill opens the lock

"We waited nine years for this day," Ada Quill said.

A viewer saw Ada Quill leave. Bo Tarn led the Lantern Parade.

Ada Quill and Bo Tarn at the lock. Coast Pictures

RELATED: "It was a fine day," Bo Tarn said.
"""


def read(text=TEXT, source="seeds/test.txt"):
    """Let the machine read the story, as every ingest does."""
    said = (Said(("We waited nine years for this day,",), by="Ada Quill", about=("Bo Tarn",), to=("Bo Tarn",)),)
    said += (Said(("It was a fine day,",), by="Bo Tarn"),)
    return store(
        extraction(
            text,
            people=["Ada Quill", "Bo Tarn"],
            quotes=said,
            captions=[Shown("Ada Quill and Bo Tarn at the lock.", ("Ada Quill", "Bo Tarn"), credit="Coast Pictures")],
            events=[Happened("Lantern Parade", people=("Bo Tarn",))],
        ),
        source=source,
    )


PASSING = ("id", "run_id", "last_ingested", "evidence")


@shared
def told():
    return tell()


def tell():
    """The story as it was read, with others in the archive whom editors may have meant."""
    read()
    article = stored()
    ada, bo = Person.objects.get(name="Ada Quill"), Person.objects.get(name="Bo Tarn")
    return SimpleNamespace(
        article=article,
        ada=ada,
        bo=bo,
        cy=PersonFactory(name="Cy Welk"),
        quote=article.quotes.earliest("start"),
        caption=article.captions.get(),
        parade=article.event_mentions.get().event,
        mentions=list(article.mentions.filter(person=ada).order_by("start")),
        by=UserFactory(),
    )


def rename_and_describe(told):
    curation.rename_person(person=told.ada, name="Adela Quill", by=told.by)
    return curation.describe_person(person=told.ada, description="mayor of Harrowmere", by=told.by)


def remove_name(told):
    curation.add_alias(person=told.ada, name="The Lock Mayor", by=told.by)
    return curation.remove_alias(alias=told.ada.aliases.get(name="The Lock Mayor"), by=told.by)


def end_ruling(told):
    curation.keep_apart(a=told.ada, b=told.bo, by=told.by)
    return curation.end_keep_apart(ruling=KeptApart.objects.latest("pk"), by=told.by)


def unmerge(told):
    curation.merge_people(keep=told.cy, merge=told.ada, by=told.by)
    return curation.unmerge(person=told.ada, by=told.by)


def restore(told):
    curation.set_speaker(quote=told.quote, person=told.cy, by=told.by)
    return curation.restore(rows=[told.quote], by=told.by)


def restore_name(told):
    curation.rename_person(person=told.ada, name="Adela Quill", by=told.by)
    return curation.restore(rows=[told.ada], by=told.by)


def merge_with_fields(told):
    fields = {"name": told.ada, "description": told.bo}
    return curation.merge_people(keep=told.cy, merge=[told.ada, told.bo], fields=fields, sure=True, by=told.by)


def unmerge_with_fields(told):
    curation.merge_people(keep=told.cy, merge=told.ada, fields={"name": told.ada}, by=told.by)
    return curation.unmerge(person=told.ada, by=told.by)


@shared
def feast():
    return tell_more(tell())


def tell_more(told):
    """Beside the story a second article on its event, and one on another that editors may know for the same."""
    store(extraction("Again\n\nThe Lantern Parade returns.", events=[Happened("Lantern Parade")]), source="seeds/b.txt")
    feast = Happened("Feast of Lights", people=("Bo Tarn",))
    text = "Lights\n\nThe Feast of Lights drew Bo Tarn."
    store(extraction(text, people=["Bo Tarn"], events=[feast]), source="seeds/other.txt")
    told.feast = Event.objects.get(name="Feast of Lights")
    return told


def unmerge_event(told):
    curation.merge_events(keep=told.feast, merge=told.parade, by=told.by)
    return curation.unmerge_event(event=told.parade, by=told.by)


def split_event(told):
    return curation.split_event(event=told.parade, mentions=told.article.event_mentions.all(), by=told.by)


def relabel(told, words, role):
    start, end = place(told.article, words)
    return curation.relabel_span(article=told.article, start=start, end=end, role=role, by=told.by)


VERBS = {
    "confirm": lambda t: curation.confirm(rows=[t.quote, t.caption, t.ada], by=t.by),
    "confirm-many": lambda t: curation.confirm(rows=Quote.objects.all(), by=t.by),
    "reject": lambda t: curation.reject(rows=[t.quote, t.bo], by=t.by),
    "restore": restore,
    "restore-name": restore_name,
    "set-speaker": lambda t: curation.set_speaker(quote=t.quote, person=t.cy, by=t.by),
    "set-speaker-words": lambda t: curation.set_speaker(quote=t.quote, words="A viewer", by=t.by),
    "set-speaker-nobody": lambda t: curation.set_speaker(quote=t.quote, by=t.by),
    "set-about": lambda t: curation.set_about(quote=t.quote, people=[t.cy, t.ada], by=t.by),
    "set-about-nobody": lambda t: curation.set_about(quote=t.quote, people=[], by=t.by),
    "set-addressees": lambda t: curation.set_addressees(quote=t.quote, people=[t.cy, t.bo], by=t.by),
    "set-addressees-nobody": lambda t: curation.set_addressees(quote=t.quote, people=[], by=t.by),
    "rename-person": lambda t: curation.rename_person(person=t.ada, name="Adela Quill", by=t.by),
    "describe-person": rename_and_describe,
    "add-alias": lambda t: curation.add_alias(person=t.ada, name="The Lock Mayor", by=t.by),
    "remove-alias": remove_name,
    "merge-people": lambda t: curation.merge_people(keep=t.cy, merge=t.ada, by=t.by),
    "merge-several": merge_with_fields,
    "unmerge": unmerge,
    "unmerge-name": unmerge_with_fields,
    "split-person": lambda t: curation.split_person(person=t.ada, mentions=t.mentions[1:2], by=t.by),
    "split-into": lambda t: curation.split_person(person=t.ada, mentions=t.mentions[1:], into=t.cy, by=t.by),
    "keep-apart": lambda t: curation.keep_apart(a=t.ada, b=t.bo, by=t.by),
    "end-keep-apart": end_ruling,
    "resolve-mention": lambda t: curation.resolve_mention(mention=t.mentions[0], person=t.cy, by=t.by),
    "set-pictured": lambda t: curation.set_pictured(caption=t.caption, people=[t.cy, t.bo], by=t.by),
    "set-credit": lambda t: curation.set_credit(caption=t.caption, photographer="Ilse Marrow", agency="", by=t.by),
    "rename-event": lambda t: curation.rename_event(event=t.parade, name="Feast of Lanterns", by=t.by),
    "merge-events": lambda t: curation.merge_events(keep=t.feast, merge=t.parade, by=t.by),
    "unmerge-event": unmerge_event,
    "split-event": split_event,
    "add-quote": lambda t: curation.add_quote(
        article=t.article, spans=[place(t.article, "A viewer saw")], speaker=t.ada, words="A viewer", by=t.by
    ),
    "add-event": lambda t: curation.add_event(
        article=t.article, start=10, end=24, name="Opening", date="2004", people=[t.ada, t.bo], by=t.by
    ),
    "add-mention": lambda t: curation.add_mention(article=t.article, start=10, end=15, person=t.cy, by=t.by),
    "relabel-link": lambda t: relabel(t, '"We waited nine years for this day," Ada Quill said.', "related"),
    "relabel-caption": lambda t: relabel(t, "A viewer saw Ada Quill leave.", "caption"),
    "relabel-body": lambda t: relabel(t, "Ada Quill and Bo Tarn at the lock.", "body"),
    "set-event-date": lambda t: curation.set_event_date(event=t.parade, date="2004-05", by=t.by),
}
every_verb = pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)


@every_verb
def test_undoing_leaves_every_row_as_it_was_and_undoing_that_does_it_again(feast, verb):
    told = feast
    before = snapshot()
    verb(told)
    after = snapshot()
    decisions = list(Decision.objects.order_by("-pk"))
    undoings = [curation.undo(entry=decision, by=told.by, reason="A slip.") for decision in decisions]
    assert snapshot() == before
    assert [(u.undoes, u.reason, u.by) for u in undoings] == [(d, "A slip.", told.by) for d in decisions]
    for undoing in reversed(undoings):
        curation.undo(entry=undoing, by=told.by)
    assert snapshot() == after


@every_verb
def test_a_decision_stands_after_the_next_ingest_and_can_be_undone_then(feast, verb):
    told = feast
    read()
    before = plain(snapshot())
    verb(told)
    decided = decisions_in(snapshot())
    read()
    assert decisions_in(snapshot()) == decided
    for decision in Decision.objects.order_by("-pk"):
        curation.undo(entry=decision, by=told.by)
    read()
    assert plain(snapshot()) == before


def decisions_in(rows):
    """Whatever an editor had a hand in."""
    return {(table, row["id"]): row for table in rows for row in rows[table] if row.get("reviewed_by_id")}


def plain(rows):
    """What rows say, without keys, the run that read them and its reasons: machine rows come and go."""
    return {
        table: sorted(repr({k: v for k, v in row.items() if k not in PASSING}) for row in rows[table])
        for table in rows
        if table != "articles_ingestrun"
    }


def test_the_later_decision_is_named_that_has_to_be_undone_first(told):
    first = curation.set_speaker(quote=told.quote, person=told.cy, by=told.by)
    second = curation.set_about(quote=told.quote, people=[], by=told.by)
    assert curation.blockers([first, second]) == {first.pk: second}
    with pytest.raises(CurationError, match=r"Undo this first: .* set who it is about: We waited nine years"):
        curation.undo(entry=first, by=told.by)
    curation.undo(entry=second, by=told.by)
    assert curation.why_not_undo(first) == ""
    curation.undo(entry=first, by=told.by)
    with pytest.raises(CurationError, match=f"{told.by} undid this on"):
        curation.undo(entry=first, by=told.by)


def test_what_was_done_again_is_undone_by_undoing_that(told):
    first = curation.confirm(rows=[told.quote], by=told.by)
    second = curation.set_speaker(quote=told.quote, person=told.cy, by=told.by)
    undoing = curation.undo(entry=second, by=told.by)
    again = curation.undo(entry=undoing, by=told.by)
    assert curation.blockers([first]) == {first.pk: again}
    assert again.label.startswith("the undoing of set the speaker: We waited nine years")
    curation.undo(entry=again, by=told.by)
    curation.undo(entry=first, by=told.by)


def test_a_merge_is_undone_after_later_merges(told):
    dan = PersonFactory(name="Dan Ore")
    first = curation.merge_people(keep=told.cy, merge=told.ada, by=told.by)
    curation.merge_people(keep=dan, merge=told.cy, by=told.by)
    curation.undo(entry=first, by=told.by)
    told.ada.refresh_from_db()
    told.cy.refresh_from_db()
    assert (told.ada.current, told.cy.current) == (told.ada, dan)


def test_people_are_not_merged_again_whom_an_editor_has_ruled_to_be_two(told):
    curation.merge_people(keep=told.cy, merge=told.ada, by=told.by)
    parting = curation.unmerge(person=told.ada, by=told.by)
    curation.keep_apart(a=told.ada, b=told.cy, by=told.by)
    with pytest.raises(CurationError, match="two people"):
        curation.undo(entry=parting, by=told.by)


def test_a_ruling_does_not_return_between_people_who_are_merged_now(told):
    curation.keep_apart(a=told.ada, b=told.cy, by=told.by)
    lifted = curation.end_keep_apart(ruling=KeptApart.objects.latest("pk"), by=told.by)
    curation.merge_people(keep=told.cy, merge=told.ada, by=told.by)
    with pytest.raises(CurationError, match="two people"):
        curation.undo(entry=lifted, by=told.by)


def test_nobody_is_rejected_by_an_undo_while_merged(told):
    curation.reject(rows=[told.ada], by=told.by)
    confirmed = curation.confirm(rows=[told.ada], by=told.by)
    curation.merge_people(keep=told.cy, merge=told.ada, by=told.by)
    with pytest.raises(CurationError, match="is rejected"):
        curation.undo(entry=confirmed, by=told.by)


def test_words_that_moved_since_keep_their_place_when_a_decision_is_undone(told):
    decision = curation.set_speaker(quote=told.quote, words="A viewer", by=told.by)
    read("A line more\n\n" + TEXT)
    curation.undo(entry=decision, by=told.by)
    quote = Quote.objects.get(pk=told.quote.pk)
    assert (quote.review, quote.speaker) == (Review.MACHINE, told.ada)
    assert stored().text[quote.speaker_start : quote.speaker_end] == quote.speaker_text == "Ada Quill"


def test_restore_after_an_undo_goes_back_to_what_the_machine_had_said(told):
    dan = PersonFactory(name="Dan Ore")
    curation.set_speaker(quote=told.quote, person=told.cy, by=told.by)
    second = curation.set_speaker(quote=told.quote, person=dan, by=told.by)
    curation.undo(entry=second, by=told.by)
    curation.restore(rows=[told.quote], by=told.by)
    told.quote.refresh_from_db()
    assert (told.quote.speaker, told.quote.review) == (told.ada, Review.MACHINE)


def test_names_go_with_a_renaming_that_was_done_again(told):
    before = snapshot()
    renaming = curation.rename_person(person=told.ada, name="Adela Quill", by=told.by)
    curation.undo(entry=curation.undo(entry=renaming, by=told.by), by=told.by)
    curation.restore(rows=[told.ada], by=told.by)
    assert snapshot() == before


def test_an_entry_of_many_rows_is_undone_as_one_or_not_at_all(told):
    quotes = [told.quote, QuoteFactory()]
    decision = curation.reject(rows=quotes, by=told.by)
    curation.confirm(rows=quotes[1:], by=told.by)
    with pytest.raises(CurationError, match="Undo this first"):
        curation.undo(entry=decision, by=told.by)
    told.quote.refresh_from_db()
    assert told.quote.review == Review.REJECTED


def test_the_ledger_asks_for_all_its_entries_at_once(told, django_assert_max_num_queries):
    entries = [curation.confirm(rows=[QuoteFactory()], by=told.by) for _ in range(6)]
    with django_assert_max_num_queries(4):
        assert curation.blockers(entries) == {}


def stands(decision):
    """Whether it decided something, or did it again, and did not undo it."""
    return decision.undoes is None or not stands(decision.undoes)


class AnythingDecided(TestCase):
    """Whatever editors decide, in whatever order, with readings in between."""

    steps = st.lists(st.sampled_from([*VERBS, "read", "undo", "redo"]), min_size=2, max_size=9)

    @settings(max_examples=8)
    @given(steps=steps)
    def test_undone_in_turn_it_is_as_if_nothing_had_been(self, steps):
        told = tell_more(tell())
        read()
        before = snapshot() if "read" not in steps else None
        for step in steps:
            self.do(step, told)
        if before:
            for decision in filter(stands, Decision.objects.filter(undone_by=None).order_by("-pk")):
                curation.undo(entry=decision, by=told.by)
            assert snapshot() == before
        for quote in Quote.objects.filter(source_changed=False).prefetch_related("parts"):
            assert all(stored().text[part.start : part.end] == part.text for part in quote.parts.all())

    def do(self, step, told):
        decided = Decision.objects.order_by("-pk").first()
        try:
            with transaction.atomic():
                if step == "read":
                    read()
                elif step in VERBS:
                    VERBS[step](told)
                elif decided and (step == "redo") == (decided.verb == Decision.Verb.UNDO):
                    curation.undo(entry=decided, by=told.by)
        except (CurationError, ObjectDoesNotExist):
            pass


@pytest.mark.parametrize("by_ingest", [False, True])
def test_somebody_added_stays_while_a_decided_quote_is_about_them(editor, by_ingest):
    made = curation.add_person(name="Zoe Lark", by=editor)
    zoe, quote = Person.objects.get(name="Zoe Lark"), QuoteFactory()
    if by_ingest:
        quote.about.add(zoe)
        curation.confirm(rows=[quote], by=editor)
    else:
        curation.set_about(quote=quote, people=[zoe], by=editor)
    with pytest.raises(CurationError, match=r"[Uu]ndo this first|decided on since"):
        curation.undo(entry=made, by=editor)
    assert list(quote.about.all()) == [zoe]
