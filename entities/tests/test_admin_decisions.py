"""The desk's forms: what they decide, and that they can decide nothing else."""

import pytest
from django.urls import reverse

from articles.models import Review
from entities.curation import state_seen
from entities.models import Alias, Decision, Event, KeptApart, Mention, Person, Quote, QuotePart
from entities.tests.factories import (
    AliasFactory,
    ArticleFactory,
    CaptionFactory,
    EventFactory,
    KeptApartFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = UserFactory(username="ada", is_staff=True, role="Editor")
    client.force_login(user)
    return user


def url(row, page="change"):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def form_of(client, row):
    """What a browser would post of the row's page, were nothing changed."""
    form = client.get(url(row)).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in values.items() if value not in (None, "")}
    for formset in client.get(url(row)).context["inline_admin_formsets"]:
        for field in formset.formset.management_form:
            data[field.html_name] = field.value()
        for index, inline in enumerate(formset.formset.initial_forms):
            data[f"{formset.formset.prefix}-{index}-id"] = inline.instance.pk
    return data


def save(client, row, **changed):
    return client.post(url(row), form_of(client, row) | changed, follow=True)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_a_speaker_set_in_the_form_is_a_decision(client, editor):
    quote, person = QuoteFactory(), PersonFactory()
    save(client, quote, speaker=person.pk, reason="It is the next paragraph's speaker.")
    quote.refresh_from_db()
    assert (quote.speaker, quote.review, quote.reviewed_by) == (person, Review.EDITED, editor)
    decision = Decision.objects.get()
    assert (decision.verb, decision.by, decision.reason) == (
        "set_speaker",
        editor,
        "It is the next paragraph's speaker.",
    )


def test_saving_a_form_unchanged_decides_nothing(client, editor):
    quote = QuoteFactory(about=[PersonFactory()])
    response = save(client, quote)
    quote.refresh_from_db()
    assert quote.is_machine
    assert not Decision.objects.exists()
    assert messages_of(response) == ["Nothing was changed."]


def test_forged_fields_cannot_make_a_quote_lie(client, editor):
    quote = QuoteFactory(words="We sold the quay")
    before = Quote.objects.values().get(), QuotePart.objects.values().get(), quote.article.text
    forged = {
        "words": "We kept the quay", "exact_words": "We kept the quay", "text": "We kept the quay",
        "start": 0, "end": 9, "speaker_start": 0, "speaker_end": 4, "cue_text": "sang", "kind": "indirect",
        "rule": "mine", "confidence": "1", "run": "", "review": "confirmed", "reviewed_by": editor.pk,
        "source_changed": "on", "article": ArticleFactory().pk, "speaker_evidence": "trust me",
        "parts-TOTAL_FORMS": 1, "parts-INITIAL_FORMS": 0, "parts-0-text": "We kept the quay",
    }  # fmt: skip
    save(client, quote, **forged)
    assert (Quote.objects.values().get(), QuotePart.objects.values().get()) == before[:2]
    quote.article.refresh_from_db()
    assert quote.article.text == before[2]


def test_forged_fields_cannot_review_beside_a_decision(client, editor):
    quote, person = QuoteFactory(), PersonFactory()
    save(client, quote, speaker=person.pk, review="confirmed", rule="mine", confidence="0.1", start=1)
    after = Quote.objects.get()
    assert (after.review, after.rule, after.confidence, after.start) == ("edited", quote.rule, 0.9, quote.start)


def test_nobody_posts_to_the_text_of_an_article(client, editor):
    article = ArticleFactory()
    response = client.post(url(article), {"headline": "Quay sold", "text": "Quay sold."})
    assert response.status_code == 403
    before = article.text
    article.refresh_from_db()
    assert article.text == before


def test_a_refused_decision_is_told_in_the_form_and_changes_nothing(client, editor):
    quote = QuoteFactory()
    response = save(client, quote, speaker_text="the Queen of Nowhere")
    assert "does not say “the Queen of Nowhere”" in response.content.decode()
    quote.refresh_from_db()
    assert quote.is_machine
    assert not Decision.objects.exists()


def test_of_two_verbs_in_one_form_a_refusal_undoes_both(client, editor):
    caption, person = CaptionFactory(), PersonFactory()
    response = save(client, caption, pictured=[person.pk], photographer="x" * 201)
    assert response.status_code == 200
    assert not caption.depictions.exists()
    assert not Decision.objects.exists()


def test_the_second_of_two_editors_is_told_and_overwrites_nothing(client, editor):
    quote, mine, theirs = QuoteFactory(), PersonFactory(), PersonFactory()
    page_of_the_second = form_of(client, quote)
    save(client, quote, speaker=theirs.pk)
    response = client.post(url(quote), page_of_the_second | {"speaker": mine.pk}, follow=True)
    assert "ada decided on this" in response.content.decode()
    quote.refresh_from_db()
    assert quote.speaker == theirs


@pytest.mark.parametrize(
    ("verb", "start", "after"),
    [("confirm", {}, "confirmed"), ("reject", {}, "rejected"), ("restore", {"rejected": True}, "machine")],
)
def test_the_buttons_of_a_row_decide(client, editor, verb, start, after):
    quote = QuoteFactory(**start)
    response = client.post(url(quote, "decide"), {"verb": verb, "reason": "Checked.", "seen": state_seen(quote)})
    quote.refresh_from_db()
    assert response.url == url(quote)
    assert quote.review == after
    assert Decision.objects.get().reason == "Checked."


def test_a_button_pressed_on_an_old_page_decides_nothing(client, editor):
    quote = QuoteFactory()
    client.post(url(quote, "decide"), {"verb": "confirm", "seen": state_seen(quote)})
    response = client.post(url(quote, "decide"), {"verb": "reject", "seen": state_seen(quote)}, follow=True)
    quote.refresh_from_db()
    assert quote.review == Review.CONFIRMED
    assert "while your page was open" in messages_of(response)[-1]


def test_buttons_fit_the_state_of_the_row(client, editor):
    def offered(quote):
        return [verb for verb, _ in client.get(url(quote)).context["verbs"]]

    assert offered(QuoteFactory()) == ["confirm", "reject"]
    assert offered(QuoteFactory(edited=True)) == ["reject", "restore"]
    assert offered(QuoteFactory(rejected=True)) == ["confirm", "restore"]


def test_an_unknown_verb_is_no_request_of_ours(client, editor):
    assert client.post(url(QuoteFactory(), "decide"), {"verb": "delete"}).status_code == 400


def test_an_action_decides_on_all_selected_and_says_how_many(client, editor):
    quotes = [QuoteFactory() for _ in range(3)]
    response = client.post(
        reverse("admin:entities_quote_changelist"),
        {"action": "confirm_rows", "_selected_action": [quote.pk for quote in quotes[:2]], "reason": "Spot check."},
        follow=True,
    )
    assert "Confirmed: 2 quotes." in messages_of(response)[0]
    assert Decision.objects.get().get_absolute_url() in messages_of(response)[0]
    assert list(Quote.objects.order_by("pk").values_list("review", flat=True)) == ["confirmed", "confirmed", "machine"]
    assert Decision.objects.get().reason == "Spot check."


def test_nothing_derived_can_be_deleted(client, editor):
    quote = QuoteFactory()
    assert client.post(url(quote, "delete"), {"post": "yes"}).status_code == 403
    response = client.post(
        reverse("admin:entities_quote_changelist"),
        {"action": "delete_selected", "_selected_action": [quote.pk], "post": "yes"},
    )
    assert response.status_code == 302
    assert Quote.objects.exists()


def test_a_person_is_renamed_described_and_given_a_name_in_one_form(client, editor):
    person = PersonFactory(name="Otilie Vance", slug="otilie-vance")
    names = {"aliases-TOTAL_FORMS": 2, "aliases-1-name": "Tilly Vance"}
    save(client, person, name="Ottilie Vance", description="mayor of Harrowmere", **names)
    person.refresh_from_db()
    assert (person.name, person.description, person.review) == ("Ottilie Vance", "mayor of Harrowmere", Review.EDITED)
    assert set(person.aliases.values_list("name", flat=True)) == {"Otilie Vance", "Ottilie Vance", "Tilly Vance"}
    assert set(Decision.objects.values_list("verb", flat=True)) == {"rename_person", "describe_person", "add_alias"}


def test_a_name_is_removed_in_the_form_of_the_person(client, editor):
    person = PersonFactory(name="Ottilie Vance")
    wrong = AliasFactory(person=person, name="Tilda")
    index = [alias.pk for alias in person.aliases.order_by("name")].index(wrong.pk)
    save(client, person, **{f"aliases-{index}-DELETE": "on"})
    assert [alias.name for alias in person.aliases.all()] == ["Ottilie Vance"]
    assert Decision.objects.get().verb == "remove_alias"


def test_a_printed_name_cannot_be_rewritten_by_post(client, editor):
    alias = AliasFactory(name="Vance")
    assert client.post(url(alias), {"name": "Someone else", "person": alias.person_id}).status_code == 403
    save(client, alias.person, **{"aliases-0-name": "Someone else", "aliases-1-name": "Someone else"})
    assert not Alias.objects.filter(name="Someone else").exists()


def test_an_ambiguous_name_is_answered_for_the_whole_article(client, editor):
    article, person = ArticleFactory(paragraphs=["Vance met Vance."]), PersonFactory()
    first = MentionFactory(article=article, person=None, words="Vance", chain=1)
    MentionFactory(article=article, person=None, words="Vance", chain=1, after=first.end)
    assert "1 other mention in this article: Vance" in client.get(url(first)).content.decode()
    save(client, first, person=person.pk)
    assert set(Mention.objects.values_list("person", "review")) == {(person.pk, "edited")}


def test_who_is_pictured_keeps_the_order_of_the_form(client, editor):
    zoe, adam, eve = (PersonFactory(name=f"{name} Vance") for name in ("Zoe", "Adam", "Eve"))
    caption = CaptionFactory(people=[zoe, adam])
    assert form_of(client, caption)["pictured"] == [zoe.pk, adam.pk]
    save(client, caption, pictured=[zoe.pk, adam.pk, eve.pk], photographer="Ilse Marrow")
    shown = caption.depictions.visible().order_by("order")
    assert [row.person for row in shown] == [zoe, adam, eve]
    caption.refresh_from_db()
    assert (caption.photographer, caption.review) == ("Ilse Marrow", Review.MACHINE)


def test_an_event_is_named_and_dated(client, editor):
    event = EventFactory()
    save(client, event, name="Great Quay Fire", when="1904-06")
    event = Event.objects.get()
    assert (event.name, event.date.isoformat(), event.date_precision) == ("Great Quay Fire", "1904-06-01", "month")


def test_people_are_kept_apart_and_the_ruling_lifted(client, editor):
    one, other = PersonFactory(), PersonFactory()
    add = reverse("admin:entities_keptapart_add")
    client.post(add, {"first": other.pk, "second": one.pk, "reason": "Father and daughter."})
    ruling = KeptApart.objects.get()
    assert (ruling.first, ruling.by, ruling.reason) == (one, editor, "Father and daughter.")
    response = client.post(add, {"first": one.pk, "second": other.pk})
    assert "kept apart already" in response.content.decode()
    client.post(url(ruling, "delete"), {"post": "yes"})
    assert not KeptApart.objects.exists()
    assert list(Decision.objects.values_list("verb", flat=True)) == ["end_keep_apart", "keep_apart"]


def test_a_name_is_added_and_its_removal_may_be_refused(client, editor):
    person = PersonFactory()
    client.post(reverse("admin:entities_alias_add"), {"person": person.pk, "name": "Tilly"})
    alias = Alias.objects.get(name="Tilly")
    assert alias.kind == Alias.Kind.EDITOR
    MentionFactory(person=person, words="Tilly")
    response = client.post(url(alias, "delete"), {"post": "yes"}, follow=True)
    assert "1 article call" in messages_of(response)[-1]
    assert Alias.objects.filter(pk=alias.pk).exists()


def test_decisions_are_told_on_the_page_of_the_row(client, editor):
    quote, person = QuoteFactory(), PersonFactory(name="Ottilie Vance")
    save(client, quote, speaker=person.pk, reason="Read on.")
    page = client.get(url(quote, "history")).content.decode()
    assert "set the speaker" in page
    assert "Read on." in page
    assert f"<del>{quote.speaker}</del> <ins>Ottilie Vance</ins>" in page


def test_the_ledger_is_read_by_all_and_written_by_nobody(client, editor):
    quote = QuoteFactory()
    client.post(url(quote, "decide"), {"verb": "confirm"})
    decision = Decision.objects.get()
    assert client.get(reverse("admin:entities_decision_changelist")).status_code == 200
    assert "confirmed" in client.get(url(decision)).content.decode()
    assert client.post(url(decision), {"reason": "No reason."}).status_code == 403
    assert client.post(url(decision, "delete"), {"post": "yes"}).status_code == 403


def test_a_ruling_between_people_shows_in_the_admin(client, editor):
    ruling = KeptApartFactory(first=PersonFactory(name="Ada Vance"))
    assert "Ada Vance" in client.get(url(ruling)).content.decode()
    assert Person.objects.count() == 2
