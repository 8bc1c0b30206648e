"""The review queue: what waits, in which order, and what an answer does."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from articles.extraction.types import QuoteKind
from articles.models import ArticleVersion, Review
from entities import curation
from entities.models import Decision, Mention, Person, Quote
from entities.queue import KINDS, waiting
from entities.queue.line import line_of
from entities.tests.counting import fill_counts
from entities.tests.factories import (
    ArticleFactory,
    CaptionFactory,
    EntityMentionFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
    SuggestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def known_person(**kwargs) -> Person:
    return PersonFactory(description="harbour master", **kwargs)


def in_queue(slug: str) -> list[int]:
    fill_counts()
    return line_of(KINDS[slug]).after(most=100)


def address(slug: str, row) -> str:
    return reverse("admin:queue_item", args=[slug, row.pk])


def answer(desk, slug: str, row, name: str, **said):
    seen = curation.state_seen(row)
    return desk.post(address(slug, row), {"answer": name, "seen": seen, **said})


def words(response) -> str:
    return " ".join(response.content.decode().split())


class TestWhatWaits:
    def test_quotes_wait_where_they_belong_and_nowhere_else(self):
        speaker = known_person()
        nameless = QuoteFactory(speaker=None, confidence=0.3)
        inferred = QuoteFactory(speaker=speaker, speaker_inferred=True, confidence=0.3)
        doubtful = QuoteFactory(speaker=speaker, confidence=0.3)
        QuoteFactory(speaker=speaker)
        QuoteFactory(speaker=None, speaker_text="a viewer")
        QuoteFactory(speaker=None, kind=QuoteKind.INDIRECT)
        QuoteFactory(speaker=None, rejected=True)
        assert [in_queue(slug) for slug in ("speakers", "inferred", "quotes")] == [
            [nameless.pk],
            [inferred.pk],
            [doubtful.pk],
        ]

    def test_a_name_asks_once_an_article_however_often_it_stands_there(self):
        article = ArticleFactory(paragraphs=("Vance spoke. Later Vance left, and Vance came back.",))
        first = MentionFactory(article=article, person=None, words="Vance", chain=1)
        second = MentionFactory(article=article, person=None, words="Vance", after=first.end, chain=1)
        MentionFactory(article=article, person=None, words="Vance", after=second.end, chain=1)
        assert in_queue("names") == [first.pk]

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            pytest.param("OTTILIE VANCE", "in capitals throughout", id="capitals"),
            pytest.param("Harrowmere", "a place or an organisation is called so", id="a-place"),
        ],
    )
    def test_odd_people_wait_with_the_reason(self, name, reason):
        article = ArticleFactory(paragraphs=("It was so. It stayed so.",))
        EntityMentionFactory(article=article, words="Harrowmere")
        person = PersonFactory(name=name, description="harbour master")
        assert in_queue("people") == [person.pk]
        assert reason in dict(KINDS["people"].evidence(person))["Odd because"]

    def test_a_name_seen_once_waits_until_more_is_known_of_it(self):
        article = ArticleFactory()
        once, quoted, described = PersonFactory(), PersonFactory(), known_person()
        for person in (once, quoted, described):
            MentionFactory(article=article, person=person)
        QuoteFactory(article=article, speaker=quoted)
        assert in_queue("people") == [once.pk]

    def test_credits_wait_that_no_rule_could_read(self):
        unread = CaptionFactory(credit="Courtesy of the harbour board", photographer="", agency="")
        CaptionFactory()
        CaptionFactory(credit="")
        assert in_queue("credits") == [unread.pk]

    def test_counts_are_one_query_and_leave_out_what_is_empty(self, django_assert_num_queries):
        QuoteFactory(speaker=None)
        QuoteFactory(speaker=None, confidence=0.1)
        with django_assert_num_queries(1):
            assert [(waits.kind.slug, waits.count) for waits in waiting()] == [("speakers", 2)]

    def test_a_changed_text_asks_anew_about_a_decision_until_it_is_answered(self, editor):
        quote = QuoteFactory(speaker=known_person(), confirmed=True)
        assert in_queue("changed-quotes") == []
        Quote.objects.update(source_changed=True)
        ArticleVersion.objects.update_or_create(
            article=quote.article,
            number=9,
            defaults={"text": "", "spans": [], "seen": datetime(2025, 1, 1, tzinfo=UTC)},
        )
        assert in_queue("changed-quotes") == [quote.pk]
        curation.confirm(rows=[quote], by=editor)
        assert in_queue("changed-quotes") == []
        quote.refresh_from_db()
        assert (quote.review, quote.reviewed_by) == (Review.CONFIRMED, editor)


class TestOrder:
    def test_doubt_times_how_often_it_is_seen_comes_first(self):
        rare, often, certain = (PersonFactory(name=name, confidence=0.6) for name in ("QUAY", "HARBOUR", "BOARD"))
        Person.objects.filter(pk=certain.pk).update(confidence=0.9)
        for person in (rare, often, often, certain):
            MentionFactory(person=person)
        assert in_queue("people") == [often.pk, rare.pk, certain.pk]

    def test_a_doubtful_quote_comes_before_a_likely_one_and_a_headline_before_the_last_paragraph(self):
        article = ArticleFactory(paragraphs=("Harbour news. " * 200,))
        likely, doubtful = (
            QuoteFactory(article=article, speaker_inferred=True, confidence=confidence) for confidence in (0.9, 0.7)
        )
        top = QuoteFactory(article=article, words="Harbour board", speaker_inferred=True, confidence=0.8)
        assert in_queue("inferred") == [top.pk, doubtful.pk, likely.pk]

    def test_the_answered_one_gives_place_to_the_next_and_earlier_ones_stay_behind(self, desk):
        rows = [QuoteFactory(speaker=None, confidence=0.5) for _ in range(4)]
        response = answer(desk, "speakers", rows[1], "confirm")
        assert response.url == address("speakers", rows[2])
        assert in_queue("speakers") == [rows[0].pk, rows[2].pk, rows[3].pk]

    def test_after_the_last_comes_what_was_passed_over_and_then_the_empty_desk(self, desk):
        first, last = (QuoteFactory(speaker=None, confidence=0.5) for _ in range(2))
        assert answer(desk, "speakers", last, "reject").url == address("speakers", first)
        response = answer(desk, "speakers", first, "reject")
        assert response.url == reverse("admin:queue_kind", args=["speakers"])
        page = words(desk.get(response.url))
        assert "Cleared: who says this?" in page
        assert "Nothing else waits either." in page

    def test_moving_on_and_back_decides_nothing(self, desk):
        first, second = (QuoteFactory(speaker=None, confidence=0.5) for _ in range(2))
        assert desk.get(address("speakers", first)).context["next"] == address("speakers", second)
        assert desk.get(address("speakers", second)).context["previous"] == address("speakers", first)
        assert not Decision.objects.exists()


class TestAnswers:
    def test_the_speaker_is_one_of_those_who_stand_near(self, desk):
        speaker, other = known_person(name="Ada Quill"), known_person(name="Bo Tarn")
        quote = QuoteFactory(speaker=None)
        MentionFactory(article=quote.article, person=other, words="board")
        MentionFactory(article=quote.article, person=speaker, words="We will")
        first = next(a for a in desk.get(address("speakers", quote)).context["answers"] if a.key == "1")
        assert (first.label, first.note) == ("Ada Quill", "harbour master, 2024, 1 article")
        answer(desk, "speakers", quote, first.name, reason="Read above.")
        quote.refresh_from_db()
        assert (quote.speaker, quote.review) == (speaker, Review.EDITED)
        assert Decision.objects.get().reason == "Read above."

    def test_somebody_else_is_found_by_name_without_a_script(self, desk):
        quote, person = QuoteFactory(speaker=None), known_person(name="Maud Ferrier")
        page = desk.get(address("speakers", quote), {"who": "ferr harb"})
        assert [a.label for a in page.context["answers"] if a.name.startswith("person-")] == ["Maud Ferrier"]
        answer(desk, "speakers", quote, f"person-{person.pk}")
        quote.refresh_from_db()
        assert quote.speaker == person

    def test_a_speaker_can_be_given_in_the_article_s_own_words(self, desk):
        article = ArticleFactory(paragraphs=("A viewer was angry.",))
        quote = QuoteFactory(article=article, speaker=None)
        answer(desk, "speakers", quote, "fill", words="A viewer")
        quote.refresh_from_db()
        assert (quote.speaker_text, quote.review) == ("A viewer", Review.EDITED)

    def test_an_inferred_speaker_is_refused_and_the_words_stay(self, desk):
        article = ArticleFactory(paragraphs=('"We will go," she said.',))
        quote = QuoteFactory(
            article=article, words="We will go", speaker=known_person(), speaker_text="she", speaker_inferred=True
        )
        page = desk.get(address("inferred", quote))
        assert page.context["title"] == f"Is “she” {quote.speaker}?"
        answer(desk, "inferred", quote, "nobody")
        quote.refresh_from_db()
        assert (quote.speaker, quote.speaker_text, quote.review) == (None, "she", Review.EDITED)

    def test_one_answer_settles_every_mention_of_a_name(self, desk):
        one, other = known_person(name="Ada Vance"), known_person(name="Tilly Vance")
        article = ArticleFactory(paragraphs=("Vance spoke. Later Vance left.",))
        first = MentionFactory(article=article, person=None, words="Vance", chain=1)
        MentionFactory(article=article, person=None, words="Vance", after=first.end, chain=1)
        offered = desk.get(address("names", first)).context["answers"]
        assert {a.label for a in offered if a.name.startswith("person-")} == {one.name, other.name}
        answer(desk, "names", first, f"person-{other.pk}")
        assert set(Mention.objects.filter(article=article).values_list("person", flat=True)) == {other.pk}
        assert waiting() == []

    def test_a_name_left_open_is_left_open_everywhere_in_the_article(self, desk):
        article = ArticleFactory(paragraphs=("Vance spoke. Later Vance left.",))
        first = MentionFactory(article=article, person=None, words="Vance", chain=1)
        MentionFactory(article=article, person=None, words="Vance", after=first.end, chain=1)
        answer(desk, "names", first, "confirm")
        assert waiting() == []

    def test_a_credit_is_taken_as_it_is_printed(self, desk):
        caption = CaptionFactory(credit="Courtesy of the harbour board", photographer="", agency="")
        answer(desk, "credits", caption, "agency")
        caption.refresh_from_db()
        assert (caption.photographer, caption.agency) == ("", "Courtesy of the harbour board")

    def test_a_name_in_capitals_is_merged_into_the_person(self, desk):
        person, shouted = known_person(name="Ada Vance"), PersonFactory(name="ADA VANCE", slug="ada-vance-2")
        offered = desk.get(address("people", shouted)).context["answers"]
        assert [a.label for a in offered if a.key == "1"] == ["Ada Vance"]
        answer(desk, "people", shouted, f"person-{person.pk}")
        shouted.refresh_from_db()
        assert shouted.merged_into == person

    def test_a_suggestion_is_taken_or_the_decision_stands(self, desk):
        taken, left = (SuggestionFactory(words=f"nobody {n}") for n in "ab")
        seen = KINDS["suggestions"].state
        page = desk.get(address("suggestions", taken))
        assert [(a.key, a.label) for a in page.context["answers"]] == [
            ("Enter", "Yes: nobody a"),
            ("x", "No, the decision stands"),
        ]
        desk.post(address("suggestions", left), {"answer": "dismiss", "seen": seen(left)})
        desk.post(address("suggestions", taken), {"answer": "accept", "seen": seen(taken)})
        assert waiting() == []
        assert Quote.objects.get(pk=taken.row_id).speaker is None
        assert Quote.objects.get(pk=left.row_id).speaker is not None

    def test_a_suggestion_that_was_made_anew_is_not_answered_unread(self, desk):
        suggestion = SuggestionFactory()
        said = {"answer": "accept", "seen": "something else"}
        response = desk.post(address("suggestions", suggestion), said)
        assert response.url == address("suggestions", suggestion)
        assert Quote.objects.get(pk=suggestion.row_id).speaker is not None

    @pytest.mark.parametrize("given", ["", "nothing", "person-x", "fill"])
    def test_an_answer_that_the_question_does_not_have_is_refused(self, desk, given):
        caption = PersonFactory(name="ADA VANCE")
        assert answer(desk, "people", caption, given).status_code == 400
        assert not Decision.objects.exists()

    def test_a_refusal_shows_the_same_question_with_the_reason(self, desk):
        quote = QuoteFactory(speaker=None)
        response = answer(desk, "speakers", quote, "fill", words="nobody says so")
        assert response.url == address("speakers", quote)
        assert "The article does not say “nobody says so”" in words(desk.get(response.url))


class TestTwoEditors:
    def test_the_second_is_told_and_led_on(self, desk):
        first, second = (QuoteFactory(speaker=None, confidence=0.5) for _ in range(2))
        seen = curation.state_seen(first)
        other = UserFactory(username="bo")
        curation.reject(rows=[first], by=other)
        response = desk.post(address("speakers", first), {"answer": "confirm", "seen": seen})
        assert response.url == address("speakers", second)
        assert "bo decided on this" in words(desk.get(response.url))
        first.refresh_from_db()
        assert (first.review, first.reviewed_by) == (Review.REJECTED, other)

    def test_an_item_decided_meanwhile_is_passed_over_and_said_so(self, desk):
        first, second = (QuoteFactory(speaker=None, confidence=0.5) for _ in range(2))
        curation.confirm(rows=[first], by=UserFactory(username="bo"))
        response = desk.get(address("speakers", first))
        assert response.url == address("speakers", second)
        page = words(desk.get(response.url))
        assert "Passed over:" in page
        assert "Confirmed by bo" in page

    def test_an_item_that_an_ingest_removed_is_passed_over_and_said_so(self, desk):
        quote, left = QuoteFactory(speaker=None), QuoteFactory(speaker=None)
        gone = address("speakers", quote)
        quote.delete()
        page = desk.get(gone, follow=True)
        assert page.redirect_chain[-1][0] == address("speakers", left)
        assert "a later ingest removed it" in words(page)

    def test_what_was_decided_is_asked_about_with_the_words_that_are_gone(self, desk):
        quote = QuoteFactory(speaker=known_person(), confirmed=True, source_changed=True)
        ArticleVersion.objects.create(article=quote.article, number=9, text="", spans=[], seen=datetime.now(tz=UTC))
        page = words(desk.get(address("changed-quotes", quote)))
        assert f"<del>{quote.quoted}</del>" in page


class TestUndo:
    def test_the_last_decision_is_undone_and_its_question_asked_again(self, desk):
        first, second = (QuoteFactory(speaker=None, confidence=0.5) for _ in range(2))
        answer(desk, "speakers", first, "reject")
        entry = Decision.objects.get()
        assert "What you just did" in words(desk.get(address("speakers", second)))
        response = desk.post(reverse("admin:queue_undo"), {"decision": entry.pk})
        assert response.url == address("speakers", first)
        first.refresh_from_db()
        assert first.review == Review.MACHINE

    def test_what_is_undone_leaves_the_list_and_the_one_before_comes_next(self, desk):
        rows = [QuoteFactory(speaker=None, confidence=0.5) for _ in range(3)]
        for row in rows[:2]:
            answer(desk, "speakers", row, "confirm")
        desk.post(reverse("admin:queue_undo"), {"decision": Decision.objects.first().pk})
        shown = desk.get(address("speakers", rows[2])).context["latest"]
        assert [decision.target_id for decision in shown] == [rows[0].pk]

    def test_nobody_undoes_here_what_another_editor_did(self, desk):
        quote = QuoteFactory(speaker=None)
        entry = curation.confirm(rows=[quote], by=UserFactory())
        assert desk.post(reverse("admin:queue_undo"), {"decision": entry.pk}).status_code == 404
        quote.refresh_from_db()
        assert quote.review == Review.CONFIRMED


class TestPage:
    def test_takes_as_many_queries_for_many_items_as_for_few(self, desk, django_assert_max_num_queries):
        article = ArticleFactory()
        rows = [QuoteFactory(article=article, speaker=None, confidence=0.5) for _ in range(20)]
        for _ in range(12):
            MentionFactory(article=article, person=known_person())
        desk.get(address("speakers", rows[3]))
        with django_assert_max_num_queries(15):
            desk.get(address("speakers", rows[3]))

    def test_a_script_gets_the_next_question_in_answer_to_its_post(self, desk):
        first, second = (QuoteFactory(speaker=None, confidence=0.5) for _ in range(2))
        said = {"answer": "confirm", "seen": curation.state_seen(first)}
        response = desk.post(address("speakers", first), said, headers={"X-Desk": "1"})
        assert response.status_code == 200
        assert response.headers["Content-Location"] == address("speakers", second)
        assert response.context["row"] == second

    def test_an_unknown_kind_of_work_is_not_found(self, desk):
        assert desk.get(reverse("admin:queue_kind", args=["nonsense"])).status_code == 404

    def test_the_front_of_the_queue_lists_what_waits(self, desk):
        QuoteFactory(speaker=None)
        assert "Who says this?" in words(desk.get(reverse("admin:queue")))

    def test_the_list_at_the_left_counts_the_kind_at_hand_anew(self, desk, settings):
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "queue"}}
        first, second = (QuoteFactory(speaker=None, confidence=0.5) for _ in range(2))
        desk.get(address("speakers", first))
        answer(desk, "speakers", first, "confirm")
        assert [waits.count for waits in desk.get(address("speakers", second)).context["work"]] == [1]

    def test_an_empty_archive_has_a_calm_desk(self, desk):
        assert "The desk is clear" in words(desk.get(reverse("admin:queue")))
