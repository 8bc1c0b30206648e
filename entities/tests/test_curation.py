import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from articles.models import Caption, Review
from entities import curation
from entities.curation import CurationError
from entities.models import Alias, Change, Decision, Depiction, Event, KeptApart, Mention, Person, Quote
from entities.tests.factories import (
    AliasFactory,
    ArticleFactory,
    CaptionFactory,
    DepictionFactory,
    EventFactory,
    KeptApartFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
    UserFactory,
)
from entities.tests.snapshot import snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(username="ada")


def changes_of(decision):
    return {change.label: (change.before, change.after) for change in decision.changes.all()}


@pytest.mark.parametrize(("verb", "state"), [(curation.confirm, Review.CONFIRMED), (curation.reject, Review.REJECTED)])
def test_review_marks_who_and_when_and_writes_the_ledger(editor, verb, state):
    quote = QuoteFactory()
    decision = verb(rows=[quote], by=editor, reason="Read the article.")
    quote.refresh_from_db()
    assert (quote.review, quote.reviewed_by, quote.reviewed_at) == (state, editor, decision.at)
    assert (decision.by, decision.reason, decision.target_id) == (editor, "Read the article.", quote.pk)
    change = decision.changes.get()
    assert change.before["review"] == "machine"
    assert change.after["review"] == state


def test_one_decision_over_many_rows_is_told_row_by_row(editor):
    quotes = [QuoteFactory(), QuoteFactory(confirmed=True), QuoteFactory()]
    decision = curation.confirm(rows=Quote.objects.all(), by=editor)
    assert decision.label == "2 quotes"
    assert set(decision.changes.values_list("row_id", flat=True)) == {quotes[0].pk, quotes[2].pk}


def test_confirming_does_not_take_a_change_from_the_editor_who_made_it(editor):
    quote = QuoteFactory(edited=True, reviewed_by=editor)
    with pytest.raises(CurationError, match="stands by this already"):
        curation.confirm(rows=[quote], by=UserFactory())
    quote.refresh_from_db()
    assert (quote.review, quote.reviewed_by) == (Review.EDITED, editor)


def test_restore_brings_back_what_the_machine_had_said(editor):
    found, chosen = PersonFactory(), PersonFactory()
    quote = QuoteFactory(speaker=found, speaker_text=found.name, speaker_inferred=True, speaker_evidence="he = Vance")
    before = Quote.objects.filter(pk=quote.pk).values().get()
    curation.confirm(rows=[quote], by=editor)
    curation.set_speaker(quote=quote, person=chosen, by=editor)
    curation.reject(rows=[quote], by=editor)
    curation.restore(rows=[quote], by=editor)
    assert Quote.objects.filter(pk=quote.pk).values().get() == before
    assert Decision.objects.count() == 4


def test_restore_after_restore_goes_back_to_the_machine_of_that_time(editor):
    quote, first, second = QuoteFactory(), PersonFactory(), PersonFactory()
    curation.set_speaker(quote=quote, person=first, by=editor)
    curation.restore(rows=[quote], by=editor)
    Quote.objects.filter(pk=quote.pk).update(speaker=second)  # a later ingest knew better
    curation.confirm(rows=[quote], by=editor)
    curation.restore(rows=[quote], by=editor)
    quote.refresh_from_db()
    assert (quote.speaker, quote.review) == (second, Review.MACHINE)


def test_restore_leaves_a_row_that_an_editor_added(editor):
    caption, person = CaptionFactory(), PersonFactory()
    curation.set_pictured(caption=caption, people=[person], by=editor)
    with pytest.raises(CurationError, match="added by an editor"):
        curation.restore(rows=caption.depictions.all(), by=editor)
    assert caption.depictions.get().review == Review.EDITED


def test_restoring_a_name_takes_its_alias_back_too(editor):
    person = PersonFactory(name="Birta Osel", slug="birta-osel")
    curation.rename_person(person=person, name="Birta Ösel", by=editor)
    assert set(person.aliases.values_list("name", flat=True)) == {"Birta Osel", "Birta Ösel"}
    curation.restore(rows=[person], by=editor)
    person.refresh_from_db()
    assert (person.name, person.sort_name, person.review) == ("Birta Osel", "Osel, Birta", Review.MACHINE)
    assert [alias.name for alias in person.aliases.all()] == ["Birta Osel"]


def test_a_refused_decision_changes_and_records_nothing(editor):
    quote = QuoteFactory(rejected=True)
    with pytest.raises(CurationError):
        curation.set_speaker(quote=quote, person=PersonFactory(), by=editor)
    quote.refresh_from_db()
    assert quote.review == Review.REJECTED
    assert not Decision.objects.exists()
    assert not Change.objects.exists()


def test_a_row_that_an_ingest_removed_meanwhile_is_said_to_be_gone(editor):
    quote = QuoteFactory()
    Quote.objects.all().delete()
    with pytest.raises(CurationError, match="no longer in the archive"):
        curation.set_speaker(quote=quote, by=editor)


def test_set_speaker_to_a_person_keeps_the_words_of_the_article(editor):
    quote, person = QuoteFactory(speaker=None, speaker_text="the harbour master"), PersonFactory()
    curation.set_speaker(quote=quote, person=person, by=editor, reason="Named in the paragraph before.")
    quote.refresh_from_db()
    assert (quote.speaker, quote.speaker_text, quote.review) == (person, "the harbour master", Review.EDITED)
    assert not quote.speaker_inferred


def test_set_speaker_to_words_points_at_them_in_the_article(editor):
    article = ArticleFactory(paragraphs=["A viewer wrote in.", '"Too late," said the board.'])
    quote = QuoteFactory(article=article, words="Too late")
    curation.set_speaker(quote=quote, words="A viewer", by=editor)
    quote.refresh_from_db()
    assert quote.speaker is None
    assert article.text[quote.speaker_start : quote.speaker_end] == quote.speaker_text == "A viewer"


def test_set_speaker_refuses_words_that_the_article_does_not_have(editor):
    quote = QuoteFactory()
    with pytest.raises(CurationError, match="does not say “the Queen”"):
        curation.set_speaker(quote=quote, words="the Queen", by=editor)


def test_set_speaker_to_nobody_says_that_no_speaker_is_known(editor):
    quote = QuoteFactory()
    curation.set_speaker(quote=quote, by=editor)
    quote.refresh_from_db()
    assert (quote.speaker, quote.speaker_text, quote.speaker_start) == (None, "", None)
    assert quote.review == Review.EDITED


def test_set_speaker_refuses_rejected_people_and_changes_that_change_nothing(editor):
    quote = QuoteFactory()
    with pytest.raises(CurationError, match="was rejected"):
        curation.set_speaker(quote=quote, person=PersonFactory(rejected=True), by=editor)
    with pytest.raises(CurationError, match="speaker already"):
        curation.set_speaker(quote=quote, person=quote.speaker, by=editor)


@pytest.mark.parametrize("name", ["about", "addressees"])
def test_whom_it_is_about_or_said_to_is_told_in_the_ledger_and_can_be_taken_back(editor, name):
    first, second, quote = PersonFactory(), PersonFactory(), QuoteFactory()
    people, set_people = getattr(quote, name), getattr(curation, f"set_{name}")
    people.set([first])
    decision = set_people(quote=quote, people=[second], by=editor)
    assert list(people.all()) == [second]
    change = decision.changes.exclude(before={}, after={}).get()
    assert (change.before[name], change.after[name]) == ([first.pk], [second.pk])
    with pytest.raises(CurationError, match="already"):
        set_people(quote=quote, people=[second], by=editor)
    curation.restore(rows=[quote], by=editor)
    assert list(people.all()) == [first]


def test_set_pictured_rejects_who_was_left_out_and_decides_on_all_others(editor):
    right, wrong, missed = PersonFactory(), PersonFactory(), PersonFactory()
    caption = CaptionFactory(people=[wrong, right])
    curation.set_pictured(caption=caption, people=[missed, right], by=editor)
    rows = {row.person: (row.review, row.order) for row in Depiction.objects.all()}
    assert rows[missed] == (Review.EDITED, 0)
    assert rows[right] == (Review.EDITED, 1)
    assert rows[wrong][0] == Review.REJECTED
    assert all(row.reviewed_by == editor for row in Depiction.objects.all())


def test_set_pictured_takes_a_rejected_person_up_again(editor):
    person = PersonFactory()
    caption = CaptionFactory()
    DepictionFactory(caption=caption, person=person, rejected=True)
    curation.set_pictured(caption=caption, people=[person], by=editor)
    assert caption.depictions.get().review == Review.EDITED


def test_set_pictured_knows_merged_people_as_one(editor):
    keep = PersonFactory()
    merged = PersonFactory(merged_into=keep)
    caption = CaptionFactory(people=[merged])
    with pytest.raises(CurationError, match="pictured already"):
        curation.set_pictured(caption=caption, people=[keep], by=editor)


def test_set_credit_leaves_the_credit_as_printed(editor):
    caption = CaptionFactory(credit="I. Marrow/Coast")
    curation.set_credit(caption=caption, photographer=" Ilse  Marrow ", agency="Coast Pictures", by=editor)
    caption.refresh_from_db()
    assert (caption.photographer, caption.agency, caption.credit) == (
        "Ilse Marrow",
        "Coast Pictures",
        "I. Marrow/Coast",
    )
    assert caption.review == Review.EDITED


def test_resolve_mention_answers_for_the_whole_chain_and_the_quotes_that_wait(editor):
    article = ArticleFactory(paragraphs=["Vance spoke first.", '"Enough," said Vance.', "Vance left; so did Marrow."])
    chain = [MentionFactory(article=article, person=None, words="Vance", chain=3)]
    for _ in range(2):
        chain.append(MentionFactory(article=article, person=None, words="Vance", chain=3, after=chain[-1].end))
    other = MentionFactory(article=article, person=None, words="Marrow", chain=4)
    quote = QuoteFactory(article=article, words="Enough", speaker=None, speaker_text="Vance")
    person = PersonFactory(name="Ottilie Vance")
    curation.resolve_mention(mention=chain[0], person=person, by=editor)
    assert [m.person for m in Mention.objects.filter(chain=3)] == [person] * 3
    assert {m.review for m in Mention.objects.filter(chain=3)} == {Review.EDITED}
    other.refresh_from_db()
    assert other.person is None
    quote.refresh_from_db()
    assert (quote.speaker, quote.review) == (person, Review.MACHINE)


def test_resolve_mention_leaves_earlier_decisions_of_the_chain(editor):
    article, decided = ArticleFactory(paragraphs=["Vance met Vance."]), PersonFactory()
    first = MentionFactory(article=article, person=None, words="Vance", chain=1)
    second = MentionFactory(article=article, person=decided, words="Vance", chain=1, after=first.end, edited=True)
    curation.resolve_mention(mention=first, person=PersonFactory(), by=editor)
    second.refresh_from_db()
    assert second.person == decided


def test_rename_keeps_the_address_and_the_old_name(editor):
    person = PersonFactory(name="Otilie Vance", slug="otilie-vance")
    curation.rename_person(person=person, name="  Ottilie   van der Vance ", by=editor)
    person.refresh_from_db()
    assert (person.name, person.sort_name) == ("Ottilie van der Vance", "van der Vance, Ottilie")
    assert person.slug == "otilie-vance"
    assert set(person.aliases.values_list("name", flat=True)) == {"Otilie Vance", "Ottilie van der Vance"}


@pytest.mark.parametrize("name", ["", "   ", "123", "x" * 201], ids=["empty", "blank", "no-letter", "too-long"])
def test_rename_refuses_what_is_no_name(editor, name):
    with pytest.raises(CurationError):
        curation.rename_person(person=PersonFactory(), name=name, by=editor)


def test_describe_person_tells_namesakes_apart(editor):
    person = PersonFactory()
    curation.describe_person(person=person, description="mayor of Harrowmere", by=editor)
    person.refresh_from_db()
    assert (person.description, person.review) == ("mayor of Harrowmere", Review.EDITED)


def test_names_are_added_and_removed_with_a_word_in_the_history_of_the_person(editor):
    person = PersonFactory()
    curation.add_alias(person=person, name="Tilly Vance", by=editor)
    alias = Alias.objects.get(name="Tilly Vance")
    assert (alias.kind, alias.normalised) == (Alias.Kind.EDITOR, "tilly vance")
    curation.remove_alias(alias=alias, by=editor)
    assert not Alias.objects.filter(name="Tilly Vance").exists()
    verbs = [decision.verb for decision in Decision.objects.on(person)]
    assert verbs == ["remove_alias", "add_alias"]


def test_a_name_that_articles_print_cannot_be_removed(editor):
    person = PersonFactory()
    alias = AliasFactory(person=person, name="Tilly")
    MentionFactory(person=person, words="Tilly")
    with pytest.raises(CurationError, match="1 article call"):
        curation.remove_alias(alias=alias, by=editor)
    with pytest.raises(CurationError, match="name to print"):
        curation.remove_alias(alias=person.aliases.get(name=person.name), by=editor)


def test_keep_apart_is_one_ruling_in_either_order(editor):
    one, other = PersonFactory(), PersonFactory()
    curation.keep_apart(a=other, b=one, by=editor, reason="Father and daughter.")
    ruling = KeptApart.objects.get()
    assert (ruling.first, ruling.second, ruling.by, ruling.reason) == (one, other, editor, "Father and daughter.")
    with pytest.raises(CurationError, match="already"):
        curation.keep_apart(a=one, b=other, by=editor)
    assert Decision.objects.on(one).get() == Decision.objects.on(other).get()


def test_keep_apart_refuses_one_person_and_those_who_are_merged(editor):
    keep = PersonFactory()
    merged = PersonFactory(merged_into=keep)
    with pytest.raises(CurationError, match="themselves"):
        curation.keep_apart(a=keep, b=keep, by=editor)
    with pytest.raises(CurationError, match="merged"):
        curation.keep_apart(a=keep, b=merged, by=editor)


def test_the_end_of_a_ruling_is_told_too(editor):
    ruling = KeptApartFactory()
    decision = curation.end_keep_apart(ruling=ruling, by=editor, reason="One person after all.")
    assert not KeptApart.objects.exists()
    assert changes_of(decision)[str(ruling)][0]["reason"] == "Two people with one name."


def test_rename_event(editor):
    event = EventFactory(name="2004 Quay Fire", slug="2004-quay-fire")
    curation.rename_event(event=event, name="Great Quay Fire", by=editor)
    event.refresh_from_db()
    assert (event.name, event.slug, event.review) == ("Great Quay Fire", "2004-quay-fire", Review.EDITED)


@pytest.mark.parametrize(
    ("words", "day", "precision"),
    [
        pytest.param("2004", datetime.date(2004, 1, 1), "year", id="year"),
        pytest.param("2004-02", datetime.date(2004, 2, 1), "month", id="month"),
        pytest.param("2004-02-29", datetime.date(2004, 2, 29), "day", id="day"),
        pytest.param("", None, "", id="not-known"),
    ],
)
def test_an_event_is_dated_no_more_exactly_than_is_known(editor, words, day, precision):
    event = EventFactory(date=datetime.date(1999, 9, 9))
    curation.set_event_date(event=event, date=words, by=editor)
    event.refresh_from_db()
    assert (event.date, event.date_precision, event.review) == (day, precision, Review.EDITED)
    curation.restore(rows=[event], by=editor)
    assert Event.objects.get().date == datetime.date(1999, 9, 9)


@pytest.mark.parametrize(("start", "end"), [("2004-13", ""), ("2005", "2004"), ("", "2004"), ("last May", "")])
def test_an_impossible_date_is_refused(editor, start, end):
    event = EventFactory()
    with pytest.raises(CurationError):
        curation.set_event_date(event=event, date=start, end=end, by=editor)


def test_people_in_a_merge_are_not_rejected_over_it(editor):
    keep = PersonFactory()
    merged = PersonFactory(merged_into=keep)
    for person in (keep, merged):
        with pytest.raises(CurationError, match="Undo the merge first"):
            curation.reject(rows=[person], by=editor)
    assert not Person.objects.filter(review=Review.REJECTED).exists()


def test_confirming_a_caption_says_nothing_of_who_took_it(editor):
    caption = CaptionFactory()
    before = Caption.objects.values("photographer", "agency", "text").get()
    curation.confirm(rows=[caption], by=editor)
    assert Caption.objects.values("photographer", "agency", "text").get() == before


def test_one_row_is_decided_on_without_a_list():
    quote = QuoteFactory()
    curation.confirm(rows=quote, by=UserFactory())
    quote.refresh_from_db()
    assert quote.review == Review.CONFIRMED


@pytest.mark.parametrize(
    ("verb", "wrong"),
    [
        ("undo", {"entry": "quote"}),
        ("undo", {"entry": "nothing"}),
        ("rename_event", {"event": "person", "name": "Lantern Parade"}),
        ("rename_person", {"person": "event", "name": "Ada Quill"}),
        ("rename_person", {"person": "person", "name": "Ada\0Quill"}),
        ("merge_people", {"keep": "person", "merge": ["event"]}),
        ("set_about", {"quote": "quote", "people": ["event"]}),
        ("set_speaker", {"quote": "quote", "person": "event"}),
        ("split_person", {"person": "person", "mentions": ["quote"]}),
        ("confirm", {"rows": ["quote", "nothing"]}),
        ("confirm", {"rows": "quote", "by": "nobody"}),
    ],
)
def test_a_row_of_another_kind_is_not_taken_for_one_that_shares_its_key(verb, wrong):
    rows = {"person": PersonFactory(pk=901), "event": EventFactory(pk=901), "quote": QuoteFactory(pk=901)}
    rows |= {"nothing": None, "nobody": AnonymousUser(), "editor": UserFactory()}
    given = {
        name: [rows[row] for row in value] if isinstance(value, list) else rows.get(value, value)
        for name, value in ({"by": "editor"} | wrong).items()
    }
    before = snapshot()
    with pytest.raises(TypeError):
        getattr(curation, verb)(**given)
    assert snapshot() == before
    assert not Decision.objects.exists()
