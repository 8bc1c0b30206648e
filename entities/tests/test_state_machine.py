"""Any sequence of ingests and decisions, on a tiny archive: the promises hold after every step.

`ARCHIVE_STEPS` makes it longer: how many sequences are tried, each of twice as many steps as by default.
"""

import os
from unittest.mock import patch

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from articles.models import Article, Caption
from entities import curation
from entities.models import (
    Depiction,
    Event,
    EventMention,
    EventsKeptApart,
    KeptApart,
    Mention,
    Person,
    PossibleDuplicate,
    PossibleSameEvent,
    Quote,
    Suggestion,
)  # fmt: skip
from entities.store import Outcome
from entities.store.unused import unreferred
from entities.tests.counting import wrong_counts
from entities.tests.extractions import store
from entities.tests.history import newest_differ, unlike_the_ledger
from entities.tests.indexing import wrong_in_index
from entities.tests.tiny_archive import (
    EVERYTHING,
    REVIEWED,
    SOURCES,
    decisions,
    lasting,
    numbers,
    orders,
    reading,
    sources,
    voices,
)
from entities.tests.tiny_decisions import Decisions

SEQUENCES = int(os.environ.get("ARCHIVE_STEPS", "0"))
PROFILE = settings(
    max_examples=SEQUENCES or 6,
    stateful_step_count=30 if SEQUENCES else 12,
    derandomize=not SEQUENCES,
    database=None,
    phases=[Phase.generate, Phase.shrink] if SEQUENCES else [Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class Archive(Decisions):
    def __init__(self) -> None:
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        super().__init__()
        self.texts: dict[str, list[str]] = {}
        self.orders: dict[str, list[int]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize(voice=voices, decided=st.sets(st.sampled_from(REVIEWED)))
    def first_ingests(self, voice, decided):
        """Two articles, and editors who stand by all that was found of some kinds."""
        for source in SOURCES:
            self.ingest(source, EVERYTHING, voice)
        for model in sorted(decided, key=REVIEWED.index):
            self.decide(curation.confirm, rows=list(model.objects.all()))

    @rule(source=sources, order=orders, voice=voices)
    def another_text(self, source, order, voice):
        self.ingest(source, order, voice)

    @rule(source=sources, number=numbers, voice=voices)
    def corrected_text(self, source, number, voice):
        """One sentence goes, or is another one now."""
        order = list(self.orders[source])
        gone = order.pop(number % len(order))
        self.ingest(source, [*order, 1 - gone] if gone < 2 and 1 - gone not in order else order or EVERYTHING, voice)

    @rule(source=sources, voice=voices)
    def forced(self, source, voice):
        """Another model, or new rules."""
        self.ingest(source, self.orders[source], voice)

    @rule(source=sources, voice=voices)
    def failing(self, source, voice):
        """7: an article that fails leaves nothing behind."""
        before = lasting()
        broken = patch("entities.store.articles.save_suggestions", side_effect=ZeroDivisionError)
        with broken, pytest.raises(ZeroDivisionError):
            store(reading(EVERYTHING[::-1], voice), source=source)
        assert lasting() == before

    def ingest(self, source: str, order: list[int], voice: int) -> None:
        """6: nothing that was decided is lost. 5 and 8: twice is once."""
        found, before = reading(order, voice), decisions()
        texts = self.texts.setdefault(source, [])
        self.orders[source] = order
        if texts[-1:] != [found.document.text]:
            texts.append(found.document.text)
        store(found, source=source)
        assert decisions() == before, "an ingest changed a decision"
        assert not unreferred(Person.objects.unreviewed().filter(merged_into=None)).exists(), "an orphan"
        assert not unreferred(Event.objects.unreviewed()).exists(), "an orphan"
        settled = lasting()
        assert store(found, source=source) is Outcome.UNCHANGED
        assert lasting() == settled
        assert decisions() == before

    @invariant()
    def the_index_holds_what_can_be_found(self):
        assert wrong_in_index() == []

    @invariant()
    def lists_and_counters_are_true(self):
        assert wrong_counts() == []

    @invariant()
    def the_history_ends_with_what_is_and_tells_what_the_ledger_tells(self):
        assert newest_differ() == []
        assert unlike_the_ledger() == []

    @invariant()
    def texts_and_versions(self):
        """2, 3: the text is the file's, every character has one role, and every text that was is kept."""
        for article in Article.objects.all():
            assert article.text == self.texts[article.source][-1]
            ends = [0, *(end for _, end, _ in article.spans)]
            assert [start for start, _, _ in article.spans] == ends[:-1]
            assert ends[-1] == len(article.text)
            versions = list(article.versions.all())
            assert [version.words for version in versions] == self.texts[article.source]
            assert [version.number for version in versions] == list(range(1, len(versions) + 1))

    @invariant()
    def words_are_the_article_s(self):
        """1: every span is the words of the article, unless the row says that they are gone."""
        for model in (Mention, Caption, EventMention):
            for row in model.objects.select_related("article"):
                assert row.source_changed or row.article.text[row.start : row.end] == row.text
        for quote in Quote.objects.select_related("article").prefetch_related("parts"):
            parts = list(quote.parts.all())
            assert parts
            if not quote.source_changed:
                assert all(quote.article.text[part.start : part.end] == part.text for part in parts)
                assert (quote.start, quote.end) == (parts[0].start, parts[-1].end)
            if quote.speaker_start is not None and not quote.source_changed:
                assert quote.article.text[quote.speaker_start : quote.speaker_end] == quote.speaker_text

    @invariant()
    def machine_rows_know_where_they_come_from(self):
        """6: a machine row has its rule and its run, a decision its author and its time."""
        for model in (Mention, Quote, EventMention, Depiction):
            assert not model.objects.unreviewed().filter(run=None).exists()
        for model in REVIEWED:
            assert not model.objects.decided().filter(reviewed_by=None).exists()

    @invariant()
    def merges_lead_to_survivors_and_rulings_hold(self):
        """4, 9: a merge is a pointer to whoever stands for all of them; who was kept apart is two."""
        people = {person.pk: person for person in Person.objects.all()}
        for person in people.values():
            end = person
            while end.merged_into_id:
                end = people[end.merged_into_id]
            assert person.survivor_id == (None if end is person else end.pk)
        for kind in (KeptApart, EventsKeptApart):
            for ruling in kind.objects.select_related("first__survivor", "second__survivor"):
                assert ruling.first.current != ruling.second.current

    @invariant()
    def nobody_is_asked_about_what_is_answered(self):
        """Pairs that wait are of two that stand for themselves and that nobody ruled to be two."""
        for model, ruled in ((PossibleDuplicate, KeptApart), (PossibleSameEvent, EventsKeptApart)):
            for pair in model.objects.waiting().select_related("first", "second"):
                assert pair.first.merged_into_id is None
                assert pair.second.merged_into_id is None
                assert not ruled.objects.filter(first=pair.first, second=pair.second).exists()

    @invariant()
    def suggestions_are_of_decided_rows_that_are_there(self):
        for suggestion in Suggestion.objects.all():
            assert suggestion.row is not None


@pytest.mark.django_db
def test_the_promises_hold_after_any_sequence_of_ingests_and_decisions():
    run_state_machine_as_test(Archive, settings=PROFILE)
