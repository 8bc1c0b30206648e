"""Nobody decides on a row that has changed since they looked at it."""

import pytest

from entities.curation import CurationError, lock_as_seen, state_seen
from entities.models import Quote
from entities.tests.factories import IngestRunFactory, PersonFactory, QuoteFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_row_in_the_state_seen_is_read_anew():
    quote = QuoteFactory()
    speaker = PersonFactory()
    Quote.objects.update(speaker=speaker)
    assert lock_as_seen(quote, state_seen(quote)).speaker == speaker


def test_a_decision_made_since_is_told_with_its_author():
    quote = QuoteFactory()
    seen = state_seen(quote)
    decided = QuoteFactory(confirmed=True, reviewed_by=UserFactory(username="Mara"))
    with pytest.raises(CurationError, match="Mara decided on this at 09:30, while your page was open"):
        lock_as_seen(decided, seen)


def test_what_an_ingest_has_changed_since_is_not_decided_on_unseen():
    quote = QuoteFactory()
    seen = state_seen(quote)
    Quote.objects.update(speaker=PersonFactory(), run=IngestRunFactory())
    with pytest.raises(CurationError, match="A later ingest changed this while your page was open"):
        lock_as_seen(quote, seen)
