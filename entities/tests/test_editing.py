"""Deciding on the page of an article, as forms do it: by a POST, and back to the place."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.extraction.types import Role
from articles.models import Article, RelatedLink, Review
from entities import curation
from entities.models import Decision, Event, EventMention, Mention, Person, Quote
from entities.tests.factories import (
    ArticleFactory,
    CaptionFactory,
    EventMentionFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
    RelatedLinkFactory,
    SuggestionFactory,
    UserFactory,
    compose,
)

pytestmark = pytest.mark.django_db

KINDS = {Quote: "quote", Mention: "person", EventMention: "event", RelatedLink: "link"}


@pytest.fixture
def editor(client):
    user = UserFactory(username="mq", role="Editor")
    client.force_login(user)
    return client


def note_address(row) -> str:
    return reverse("mark", args=[row.article_id, KINDS.get(type(row), "caption"), row.pk])


def decide(client: Client, row, verb: str, **said):
    """Open the note of a row and send one of its forms."""
    address = note_address(row)
    seen = client.get(address).context["seen"]
    return client.post(f"{address}{verb}/", {"seen": seen} | said)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def last() -> Decision:
    return Decision.objects.order_by("-pk").first()


def test_marks_lead_editors_to_their_notes_and_readers_to_the_pages(editor):
    quote = QuoteFactory()
    page = editor.get(quote.article.get_absolute_url()).content.decode()
    assert f'href="{note_address(quote)}"' in page
    client = Client()
    client.force_login(UserFactory())
    page = client.get(quote.article.get_absolute_url()).content.decode()
    assert note_address(quote) not in page
    assert "editing." not in page
    assert "passage-handle" not in page


def test_note_says_what_the_mark_is_and_why(editor):
    quote = QuoteFactory(speaker_evidence="cue said", rule="verb-after", confidence=0.9)
    page = " ".join(editor.get(note_address(quote)).content.decode().split())
    for words in (str(quote.speaker), "cue said", "rule verb-after, 90% sure", "Not a quote", "Confirm"):
        assert words in page


@pytest.mark.parametrize(("verb", "review"), [("confirm", Review.CONFIRMED), ("reject", Review.REJECTED)])
def test_verb_is_carried_out_and_leads_back_to_the_place(editor, verb, review):
    quote = QuoteFactory()
    response = decide(editor, quote, verb)
    anchor = f"quote-{quote.pk}"
    assert response.url == f"{quote.article.get_absolute_url()}?did={last().pk}&at={anchor}#{anchor}"
    assert fresh(quote).review == review
    assert last().by.username == "mq"


def test_decision_can_be_taken_back(editor):
    quote = QuoteFactory()
    decide(editor, quote, "confirm")
    decide(editor, quote, "restore")
    assert fresh(quote).review == Review.MACHINE


def test_what_was_done_is_told_with_undo_and_undone_in_place(editor):
    quote, person = QuoteFactory(), PersonFactory(name="Maud Ferrier")
    response = decide(editor, quote, "speaker", person=person.pk, reason="She rang")
    page = editor.get(response.url).content.decode()
    assert "You set the speaker:" in page
    assert last().reason == "She rang"
    told = {"decision": last().pk, "at": f"quote-{quote.pk}"}
    response = editor.post(reverse("article_undo", args=[quote.article_id]), told)
    assert response.url.endswith(f"#quote-{quote.pk}")
    assert fresh(quote).speaker == quote.speaker
    assert "Do it again" in editor.get(response.url).content.decode()


def test_only_ones_own_decision_is_offered_to_undo(editor):
    quote = QuoteFactory()
    decision = curation.confirm(rows=[quote], by=UserFactory())
    page = editor.get(f"{quote.article.get_absolute_url()}?did={decision.pk}").content.decode()
    assert "Undo</button>" not in page
    told = {"decision": decision.pk, "at": "x"}
    assert editor.post(reverse("article_undo", args=[quote.article_id]), told).status_code == 404


def test_second_editor_is_told_in_the_note_and_overwrites_nothing(editor):
    quote, other = QuoteFactory(), UserFactory(username="second")
    seen = editor.get(note_address(quote)).context["seen"]
    curation.reject(rows=[quote], by=other)
    response = editor.post(f"{note_address(quote)}confirm/", {"seen": seen})
    assert "second decided on this" in response.content.decode()
    assert fresh(quote).review == Review.REJECTED


def test_form_without_what_was_seen_is_refused(editor):
    quote = QuoteFactory()
    assert editor.post(f"{note_address(quote)}confirm/").status_code == 200
    assert fresh(quote).is_machine


def test_second_editor_is_told_where_only_the_people_of_a_photo_were_set(editor):
    ada, bo = PersonFactory(), PersonFactory()
    caption = CaptionFactory(people=[ada])
    seen = editor.get(note_address(caption)).context["seen"]
    curation.set_pictured(caption=caption, people=[bo], by=UserFactory())
    editor.post(f"{note_address(caption)}pictured/", {"seen": seen, "people": [ada.pk]})
    assert [row.person for row in caption.depictions.visible()] == [bo]


def test_looking_for_a_speaker_answers_with_candidates_and_decides_nothing(editor):
    quote = QuoteFactory()
    PersonFactory(name="Maud Ferrier", description="harbour master")
    PersonFactory(name="Maud Ferrier", slug="maud-2", description="novelist")
    response = decide(editor, quote, "speaker", find="1", who="maud")
    page = response.content.decode()
    assert "harbour master" in page
    assert "novelist" in page
    assert not Decision.objects.exists()


def test_speaker_can_be_the_articles_own_words(editor):
    quote = QuoteFactory(article=ArticleFactory(paragraphs=["A viewer rang."]))
    decide(editor, quote, "words", words="A viewer")
    assert (fresh(quote).speaker, fresh(quote).speaker_text) == (None, "A viewer")


def test_words_that_the_article_does_not_say_are_refused_in_the_note(editor):
    quote = QuoteFactory()
    response = decide(editor, quote, "words", words="Nobody at all")
    assert "The article does not say" in response.content.decode()


@pytest.mark.parametrize("name", ["about", "addressees"])
def test_whom_a_quote_is_about_or_said_to_is_ticked_and_ticks_survive_a_search(editor, name):
    ada, bo = PersonFactory(name="Ada Quill"), PersonFactory(name="Bo Tarn")
    quote = QuoteFactory(**{name: [ada]})
    response = decide(editor, quote, name, find="1", who="tarn", people=[ada.pk])
    assert [p.name for p in response.context["choosings"][name].people] == ["Ada Quill", "Bo Tarn"]
    assert list(response.context["choosings"][name].chosen) == [ada.pk]
    decide(editor, quote, name, people=[ada.pk, bo.pk])
    assert set(getattr(quote, name).all()) == {ada, bo}


def test_who_is_meant_is_said_for_all_mentions_of_the_name(editor):
    article, ada = ArticleFactory(paragraphs=["Quill came. Quill left."]), PersonFactory(name="Ada Quill")
    first = MentionFactory(article=article, person=None, words="Quill", chain=1)
    second = MentionFactory(article=article, person=None, words="Quill", chain=1, after=first.end)
    decide(editor, first, "meant", person=ada.pk)
    assert {fresh(first).person, fresh(second).person} == {ada}


def test_not_a_person_rejects_all_mentions_of_it(editor):
    article, friday = ArticleFactory(paragraphs=["Friday came. Friday left."]), PersonFactory(name="Friday")
    first = MentionFactory(article=article, person=friday, words="Friday", chain=1)
    second = MentionFactory(article=article, person=friday, words="Friday", chain=1, after=first.end)
    decide(editor, first, "nobody")
    assert [fresh(first).review, fresh(second).review] == [Review.REJECTED] * 2


def test_photo_is_set_and_confirmed_with_those_whom_it_shows(editor):
    ada, bo = PersonFactory(), PersonFactory()
    caption = CaptionFactory(people=[ada])
    decide(editor, caption, "credit", photographer="Ilse Marrow", agency="Coast Pictures")
    assert fresh(caption).photographer == "Ilse Marrow"
    decide(editor, caption, "pictured", people=[bo.pk, ada.pk])
    shown = caption.depictions.visible().order_by("order")
    assert [row.person for row in shown] == [bo, ada]
    caption = CaptionFactory(people=[ada])
    decide(editor, caption, "confirm")
    assert {fresh(caption).review, *(row.review for row in caption.depictions.all())} == {Review.CONFIRMED}


def test_event_is_renamed_and_dated(editor):
    mention = EventMentionFactory()
    decide(editor, mention, "name", name="2004 Quay Fair")
    decide(editor, mention, "date", date="2004-05")
    event = fresh(mention.event)
    assert (event.name, event.date_precision) == ("2004 Quay Fair", "month")


def test_rejecting_the_only_mention_rejects_the_event_and_one_of_two_does_not(editor):
    mention = EventMentionFactory()
    other = EventMentionFactory(event=mention.event)
    decide(editor, mention, "reject")
    assert fresh(mention.event).review == Review.MACHINE
    decide(editor, other, "reject")
    assert fresh(mention.event).review == Review.REJECTED


def test_link_line_is_decided_on_with_its_passage(editor):
    text, spans = compose([(Role.BODY, "The board met."), (Role.RELATED, "RELATED: The quay")])
    article = ArticleFactory(layout=(text, spans))
    start = text.index("RELATED")
    address = reverse("article_passage", args=[article.pk])
    link = RelatedLinkFactory(article=article, words="RELATED: The quay")
    response = editor.get(address, {"start": start, "end": len(text)})
    assert "Not a link" in response.content.decode()
    editor.post(f"{note_address(link)}confirm/", {"seen": response.context["seen"]})
    assert fresh(link).review == Review.CONFIRMED
    said = {"start": start, "end": len(text), "words": text[start:], "was": "related", "role": "body"}
    response = editor.post(address, said)
    assert response.url.endswith(f"#p-{start}")
    assert Article.objects.get().spans[-1][2] == Role.BODY
    assert "changed while your page was open" in editor.post(address, said).content.decode()


def test_quote_is_added_without_its_marks(editor):
    article = ArticleFactory(paragraphs=["“We wait,” said Ada Quill."])
    ada = PersonFactory(name="Ada Quill")
    said = {"kind": "quote", "words": "“We wait,”"}
    address = reverse("article_add", args=[article.pk])
    [place] = editor.get(address, said).context["places"]
    assert place.words == "We wait,"
    where = {"start": place.span.start, "end": place.span.end, "words": place.words, "kind": "quote"}
    response = editor.post(address, where | {"person": ada.pk})
    quote = Quote.objects.get()
    assert (quote.words, quote.speaker, quote.review) == ("We wait,", ada, Review.EDITED)
    assert response.url.endswith(f"#quote-{quote.pk}")


def test_person_and_event_are_added(editor):
    article = ArticleFactory(paragraphs=["Quill came to the Quay Fair."])
    ada, address = PersonFactory(name="Ada Quill"), reverse("article_add", args=[article.pk])
    response = editor.post(address, {"kind": "person", "words": "Quill", "person": ada.pk})
    assert response.url.endswith(f"#m-{Mention.objects.get(person=ada).pk}")
    response = editor.post(address, {"kind": "event", "words": "Quay Fair", "name": "Quay Fair 2004", "date": "2004"})
    assert response.url.endswith(f"#e-{EventMention.objects.get().pk}")
    assert Event.objects.get().name == "Quay Fair 2004"


@pytest.mark.parametrize(
    ("printed", "said", "parts"),
    [
        pytest.param("“We wait,” she said, “for the tide.”", None, ["We wait,", "for the tide."], id="curly"),
        pytest.param('"We wait," she said, "for the tide."', None, ["We wait,", "for the tide."], id="straight"),
        pytest.param("‘It’s late,’ she said, ‘we wait.’", None, ["It’s late,", "we wait."], id="single"),
        pytest.param(
            "“They said ‘wait’ to us,” she said.", "“They said ‘wait’ to us,”", ["They said ‘wait’ to us,"], id="inner"
        ),
        pytest.param("He called it “late” and “slow”.", None, ["He called it “late” and “slow”."], id="reported"),
    ],
)
def test_interrupted_quote_is_added_in_its_parts(editor, printed, said, parts):
    article = ArticleFactory(paragraphs=[f"At noon. {printed}"])
    editor.post(reverse("article_add", args=[article.pk]), {"kind": "quote", "words": said or printed})
    assert [part.text for part in Quote.objects.get().parts.all()] == parts


def test_somebody_new_to_the_archive_is_added_and_undone_without_a_trace(editor):
    article = ArticleFactory(paragraphs=["Maud Ferrier rang."])
    said = {"kind": "person", "words": "Maud Ferrier", "new": "1", "name": "Maud Ferrier"}
    editor.post(reverse("article_add", args=[article.pk]), said)
    maud = Mention.objects.get().person
    assert (maud.sort_name, maud.review) == ("Ferrier, Maud", Review.EDITED)
    assert [alias.name for alias in maud.aliases.all()] == ["Maud Ferrier"]
    editor.post(reverse("article_undo", args=[article.pk]), {"decision": last().pk})
    assert not Person.objects.exists()


def test_admin_is_linked_for_staff_alone(editor):
    quote = QuoteFactory()
    assert "/admin/entities/quote/" not in editor.get(note_address(quote)).content.decode()
    assert "/admin/entities/quote/" not in editor.get(quote.get_absolute_url()).content.decode()
    User.objects.update(is_staff=True)
    assert "/admin/entities/quote/" in editor.get(note_address(quote)).content.decode()
    assert "/admin/articles/article/" in editor.get(quote.article.get_absolute_url()).content.decode()


def test_words_that_stand_twice_are_asked_about_and_words_that_do_not_stand_are_refused(editor):
    article = ArticleFactory(paragraphs=["Quill came.\nQuill left."])
    address, ada = reverse("article_add", args=[article.pk]), PersonFactory()
    assert len(editor.get(address, {"kind": "person", "words": "Quill"}).context["places"]) == 2
    response = editor.post(address, {"kind": "person", "words": "Quill", "person": ada.pk})
    assert "Choose one" in response.content.decode()
    assert "does not have these words" in editor.get(address, {"kind": "event", "words": "Fair"}).content.decode()
    assert not Decision.objects.exists()


def test_words_are_looked_for_anew_where_the_text_has_changed_since(editor):
    article = ArticleFactory(paragraphs=["At last Quill came."])
    said = {"kind": "person", "start": 0, "end": 5, "words": "Quill"}
    [place] = editor.get(reverse("article_add", args=[article.pk]), said).context["places"]
    assert place.span.of(article.text) == "Quill"


def test_suggestion_is_offered_in_the_note_of_its_row(editor):
    suggestion = SuggestionFactory()
    assert "nobody named" in editor.get(note_address(suggestion.row)).content.decode()


def test_page_costs_editors_a_few_queries_more_however_many_marks_it_has(editor, django_assert_max_num_queries):
    article = ArticleFactory()
    for _ in range(6):
        person = PersonFactory()
        MentionFactory(article=article, person=person)
        QuoteFactory(article=article, speaker=person)
        CaptionFactory(article=article, people=[person])
        EventMentionFactory(article=article)
    with django_assert_max_num_queries(22):
        editor.get(article.get_absolute_url())


def test_note_that_an_ingest_removed_leads_back_to_the_article(editor):
    quote = QuoteFactory()
    address = note_address(quote)
    quote.delete()
    assert editor.get(address).url == quote.article.get_absolute_url()
