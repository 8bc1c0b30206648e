"""What the database itself refuses, whoever writes to it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from articles.models import Article, Caption, RelatedLink
from entities import curation
from entities.models import Alias, Change, EntityMention, Event, Mention, Person, Quote, QuotePart
from entities.tests.factories import (
    MOMENT,
    AliasFactory,
    ArticleFactory,
    CaptionFactory,
    EntityMentionFactory,
    EventFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
    RelatedLinkFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ROWS = {
    Alias: AliasFactory,
    Article: ArticleFactory,
    Caption: CaptionFactory,
    EntityMention: EntityMentionFactory,
    Event: EventFactory,
    Mention: MentionFactory,
    Person: PersonFactory,
    Quote: QuoteFactory,
    QuotePart: QuoteFactory,
    RelatedLink: RelatedLinkFactory,
}


@pytest.mark.parametrize(
    ("model", "values"),
    [
        pytest.param(Quote, {"review": "confirmed", "reviewed_at": MOMENT}, id="decision-without-author"),
        pytest.param(Quote, {"review": "trusted"}, id="unknown-review"),
        pytest.param(Quote, {"kind": "sung"}, id="unknown-kind-of-quote"),
        pytest.param(Quote, {"cue_start": 9, "cue_end": 9}, id="cue-without-words"),
        pytest.param(Quote, {"cue_start": 9, "cue_end": None}, id="cue-without-end"),
        pytest.param(Quote, {"confidence": 1.1}, id="more-than-sure"),
        pytest.param(QuotePart, {"text": ""}, id="part-without-words"),
        pytest.param(Article, {"published_precision": "hour"}, id="unknown-precision"),
        pytest.param(Article, {"year": None}, id="date-without-year"),
        pytest.param(Article, {"source": ""}, id="article-from-nowhere"),
        pytest.param(Article, {"url": "javascript:alert(1)"}, id="article-at-a-script"),
        pytest.param(RelatedLink, {"url": "data:text/html,x"}, id="link-to-no-page"),
        pytest.param(Caption, {"credit_start": 9, "credit_end": 3}, id="credit-that-ends-before-it-begins"),
        pytest.param(Caption, {"date": date(2004, 1, 1), "date_precision": "minute"}, id="day-known-to-the-minute"),
        pytest.param(RelatedLink, {"kind": "advert"}, id="unknown-kind-of-link"),
        pytest.param(Event, {"name": ""}, id="event-without-name"),
        pytest.param(Event, {"date_precision": "day"}, id="precision-of-no-date"),
        pytest.param(Event, {"end_date": date(2004, 1, 1), "end_precision": "day"}, id="end-without-beginning"),
        pytest.param(
            Event,
            {
                "date": date(2004, 1, 2),
                "date_precision": "day",
                "end_date": date(2004, 1, 1),
                "end_precision": "day",
            },
            id="end-before-beginning",
        ),
        pytest.param(Person, {"name": ""}, id="person-without-name"),
        pytest.param(Alias, {"name": ""}, id="empty-alias"),
        pytest.param(Alias, {"kind": "nickname"}, id="unknown-kind-of-alias"),
        pytest.param(Mention, {"kind": "guess"}, id="unknown-kind-of-mention"),
        pytest.param(Mention, {"place": "margin"}, id="unknown-place-of-mention"),
        pytest.param(EntityMention, {"type": "animal"}, id="unknown-type-of-entity"),
        pytest.param(EntityMention, {"confidence": -1}, id="less-than-unsure"),
    ],
)
def test_a_row_that_says_the_impossible_is_refused(model, values):
    ROWS[model]()
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**values)


def test_a_machine_row_is_nobodys_decision():
    with pytest.raises(IntegrityError), transaction.atomic():
        QuoteFactory(reviewed_by=UserFactory())


def test_the_choices_of_every_column_are_those_the_database_takes():
    for kind in Alias.Kind:
        assert AliasFactory(kind=kind).pk
    for place in Mention.Place:
        assert MentionFactory(place=place).pk


def test_a_change_has_a_before_or_an_after():
    curation.confirm(rows=[QuoteFactory()], by=UserFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.update(before=None, after=None)
