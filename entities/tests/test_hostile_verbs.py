"""Whatever a verb is given it does, or it refuses in words and changes nothing."""

import datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection, transaction

from articles.extraction.types import PartialDate, Precision, Span
from articles.models import Article, Caption
from entities import curation
from entities.curation import CurationError
from entities.models import Alias, Decision, Event, EventMention, Mention, Person, Quote
from entities.tests.factories import (
    AliasFactory,
    ArticleFactory,
    CaptionFactory,
    EventFactory,
    EventMentionFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
    UserFactory,
)
from entities.tests.sharing import shared
from entities.tests.snapshot import snapshot

pytestmark = pytest.mark.django_db

ROW, ROWS, WORDS, NAME, PLACE, SPANS, DATE, ROLE = "row", "rows", "words", "name", "place", "spans", "date", "role"

# Every verb of the desk with what it takes beside `by` and `reason`: the name, the kind, and for rows of what.
VERBS = {
    "merge_people": {"keep": (ROW, Person), "merge": (ROWS, Person)},
    "unmerge": {"person": (ROW, Person)},
    "split_person": {"person": (ROW, Person), "mentions": (ROWS, Mention)},
    "keep_apart": {"a": (ROW, Person), "b": (ROW, Person)},
    "rename_person": {"person": (ROW, Person), "name": (NAME,)},
    "add_alias": {"person": (ROW, Person), "name": (NAME,)},
    "remove_alias": {"alias": (ROW, Alias)},
    "set_speaker": {"quote": (ROW, Quote), "person": (ROW, Person), "words": (WORDS,)},
    "set_about": {"quote": (ROW, Quote), "people": (ROWS, Person)},
    "set_addressees": {"quote": (ROW, Quote), "people": (ROWS, Person)},
    "describe_person": {"person": (ROW, Person), "description": (WORDS,)},
    "confirm": {"rows": (ROWS, Quote)},
    "reject": {"rows": (ROWS, Quote)},
    "restore": {"rows": (ROWS, Quote)},
    "merge_events": {"keep": (ROW, Event), "merge": (ROWS, Event)},
    "unmerge_event": {"event": (ROW, Event)},
    "split_event": {"event": (ROW, Event), "mentions": (ROWS, EventMention)},
    "rename_event": {"event": (ROW, Event), "name": (NAME,)},
    "set_event_date": {"event": (ROW, Event), "date": (DATE,)},
    "set_pictured": {"caption": (ROW, Caption), "people": (ROWS, Person)},
    "set_credit": {"caption": (ROW, Caption), "photographer": (WORDS,), "agency": (WORDS,)},
    "relabel_span": {"article": (ROW, Article), "start": (PLACE,), "end": (PLACE,), "role": (ROLE,)},
    "add_quote": {"article": (ROW, Article), "spans": (SPANS,), "speaker": (ROW, Person)},
    "add_event": {"article": (ROW, Article), "start": (PLACE,), "end": (PLACE,), "name": (NAME,), "date": (DATE,),
                  "people": (ROWS, Person), "event": (ROW, Event)},
    "add_mention": {"article": (ROW, Article), "start": (PLACE,), "end": (PLACE,), "person": (ROW, Person)},
    "undo": {"entry": (ROW, Decision)},
}  # fmt: skip

LONG, NUL, HALF, NOTHING_TO_SEE = "x" * 10_000, "a\0b", "a\ud800b", "\u200b\u200b"
HOSTILE = {
    NAME: [None, 7, b"Ada", "", "   ", LONG, NUL, HALF, NOTHING_TO_SEE, ["Ada"]],
    WORDS: [None, 7, b"Ada", "   ", LONG, NUL, HALF, ["Ada"], "Nobody of that name"],
    PLACE: [None, "5", -1, 1.5, True, 10**30, []],
    SPANS: [None, 7, "ab", [], [None], ["ab"], [()], [(5,)], [(5, 5)], [(9, 3)], [(1, 2, 3)], [("1", "2")],
            [(-5, 3)], [(0, 10**30)], [(0, 8), (4, 12)], [(10, 14), (0, 4)], [(0.0, 4.0)], object()],
    DATE: [7, [2004], object(), b"2004", "soon", "2004-13", "2004-02-31", "0000", "99999", "2004-2", LONG, NUL],
    ROLE: [None, 7, "", "poem", [], LONG],
}  # fmt: skip
# What may be left open, or is an answer too.
FINE = {
    ("add_event", "date", "[]"), ("add_event", "name", "''"), ("add_event", "people", "[]"),
    ("add_event", "event", "None"), ("add_mention", "person", "None"), ("add_quote", "speaker", "None"),
    ("describe_person", "description", "'Nobody of that name'"),
    ("set_about", "people", "[]"), ("set_credit", "agency", "None"), ("set_credit", "photographer", "None"),
    ("set_credit", "agency", "'   '"), ("set_credit", "photographer", "'   '"),
    ("set_credit", "agency", "'Nobody of that name'"), ("set_credit", "photographer", "'Nobody of that name'"),
    ("set_pictured", "people", "[]"), ("set_speaker", "person", "None"), ("set_speaker", "words", "None"),
    ("set_speaker", "words", "'   '"),
}  # fmt: skip


@shared
def given():
    """For every verb something that it does."""
    article = ArticleFactory()
    ada, bo, cy = (PersonFactory(name=name) for name in ("Ada Quill", "Bo Tarn", "Cy Welk"))
    dee = PersonFactory(name="Dee Marsh", merged_into=ada)
    mentions = [MentionFactory(article=article, person=ada), MentionFactory(person=ada)]
    quote = QuoteFactory(article=article, speaker=ada, words="We will rebuild the quay")
    free = "Nobody had asked the bargemen of the lower basin."
    article.text += f"\n\n{free}\n"
    article.spans = [*article.spans, [article.spans[-1][1], len(article.text), "body"]]
    article.save()
    start = article.text.index(free)
    caption = CaptionFactory(people=[ada], credit="Ilse Marrow/Coast Pictures")
    parade, fair, feast = (EventFactory(name=name) for name in ("Lantern Parade", "Quay Fair", "Eel Feast"))
    curation.merge_events(keep=parade, merge=feast, by=UserFactory())
    told = [EventMentionFactory(event=parade), EventMentionFactory(event=parade)]
    where = {"article": article, "start": start, "end": start + 6}
    verbs = {
        "merge_people": {"keep": bo, "merge": [cy]},
        "unmerge": {"person": dee},
        "split_person": {"person": ada, "mentions": mentions[:1]},
        "keep_apart": {"a": bo, "b": cy},
        "rename_person": {"person": bo, "name": "Bo Tarn the Elder"},
        "add_alias": {"person": bo, "name": "Captain Tarn"},
        "remove_alias": {"alias": AliasFactory(person=bo, name="B. T.")},
        "set_speaker": {"quote": quote, "person": bo, "words": "Ada Quill"},
        "set_about": {"quote": QuoteFactory(about=[ada]), "people": [bo, cy]},
        "set_addressees": {"quote": quote, "people": [bo, cy]},
        "describe_person": {"person": bo, "description": "of the harbour board"},
        "confirm": {"rows": [quote]},
        "reject": {"rows": [quote]},
        "restore": {"rows": [QuoteFactory(confirmed=True)]},
        "merge_events": {"keep": parade, "merge": [fair]},
        "unmerge_event": {"event": feast},
        "split_event": {"event": parade, "mentions": told[:1]},
        "rename_event": {"event": fair, "name": "Harrowmere Quay Fair"},
        "set_event_date": {"event": fair, "date": "2004-02"},
        "set_pictured": {"caption": caption, "people": [bo, cy]},
        "set_credit": {"caption": caption, "photographer": "Bo Tarn", "agency": "Vale Press"},
        "relabel_span": {**where, "role": "caption"},
        "add_quote": {"article": article, "spans": [(start, start + 6)], "speaker": ada},
        "add_event": {**where, "name": "Basin Meeting", "date": "2004", "people": [ada], "event": None},
        "add_mention": {**where, "person": bo},
        "undo": {"entry": curation.confirm(rows=[QuoteFactory()], by=UserFactory())},
    }
    return SimpleNamespace(verbs=verbs, editor=UserFactory(), stranger=UserFactory(), article=article)


def gone(model):
    """A row that was deleted since it was read."""
    row = model(pk=7_000_000)
    row.__dict__ |= {"name": "Zoe Gone", "label": "gone", "text": "gone", "username": "gone"}
    return row


def hostile(kind, model, given):
    if kind not in (ROW, ROWS):
        return HOSTILE[kind]
    other = Alias if model is not Alias else Person
    odd = [None, 7, "Ada", object(), model, model(), model(pk="x"), model(pk=-1), model(pk=2**70), gone(model),
           other.objects.first(), given.stranger, AnonymousUser()]  # fmt: skip
    return odd if kind == ROW else [*odd[:-1], [], *([row] for row in odd), other.objects.all(), {"a": 1}]


def refused(verb, given, **changed):
    """Whether the verb refuses, in words and without a trace; what it does can be undone."""
    before, entries = snapshot(), Decision.objects.count()
    asked = {"by": given.editor, "reason": "Because.", **given.verbs[verb], **changed}
    with transaction.atomic():
        words = ""
        try:
            entry = getattr(curation, verb)(**asked)
        except CurationError as error:
            words = str(error)
        else:
            connection.check_constraints()
            curation.undo(entry=entry, by=given.editor)
        assert snapshot() == before, f"{verb} refused and changed something, or undoing it is not its inverse"
        assert not words or (len(words) > 10 and Decision.objects.count() == entries)
        transaction.set_rollback(True)
    return bool(words)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_refuses_in_words_what_it_cannot_do(given, verb):
    assert not refused(verb, given)
    for name, (kind, *model) in VERBS[verb].items():
        for value in hostile(kind, model[0] if model else None, given):
            shown = repr(value) if value is None or isinstance(value, str) or value == [] else type(value).__name__
            is_fine = (verb, name, shown) in FINE
            assert refused(verb, given, **{name: value}) is not is_fine, f"{verb}({name}={shown:.200})"


@pytest.mark.parametrize("verb", VERBS)
def test_a_decision_has_an_author_and_at_most_so_many_words_for_it(given, verb):
    for nobody in (None, AnonymousUser(), User(), User(username="new"), gone(User), "ada", 7, Person.objects.first()):
        assert refused(verb, given, by=nobody), f"{verb}(by={nobody!r})"
    for reason in (7, b"why", LONG, NUL, HALF, ["why"]):
        assert refused(verb, given, reason=reason), f"{verb}(reason={reason!r})"
    for reason in (None, "", "   ", "x" * 500):
        assert not refused(verb, given, reason=reason), f"{verb}(reason={reason!r})"


@pytest.mark.parametrize("verb", VERBS)
def test_a_missing_or_unknown_keyword_is_a_mistake_of_the_caller(given, verb):
    asked = {"by": given.editor, **given.verbs[verb]}
    needed = {"by", *asked} - {"person", "words", "speaker", "name", "date", "people", "event"}
    for name in needed:
        with pytest.raises(TypeError):
            getattr(curation, verb)(**{key: value for key, value in asked.items() if key != name})
    with pytest.raises(TypeError):
        getattr(curation, verb)(**asked, because="of it")
    with pytest.raises(TypeError):
        getattr(curation, verb)(*asked.values())


@pytest.mark.parametrize("verb", [verb for verb in VERBS if any(kind == ROWS for kind, *_ in VERBS[verb].values())])
def test_rows_come_in_any_collection(given, verb):
    name = next(name for name, (kind, *_) in VERBS[verb].items() if kind == ROWS)
    rows = given.verbs[verb][name]
    for form in (tuple, set, iter, lambda rows: type(rows[0]).objects.filter(pk__in=[row.pk for row in rows])):
        assert not refused(verb, given, **{name: form(rows)})
    if len(rows) == 1:
        assert not refused(verb, given, **{name: rows[0]}), "one row needs no list"


def test_a_part_of_a_query_is_decided_on_alone(given):
    QuoteFactory.create_batch(3)
    entry = curation.confirm(rows=Quote.objects.unreviewed().order_by("pk")[1:3], by=given.editor)
    assert entry.changes.count() == 2


@pytest.mark.parametrize(
    ("date", "day", "precision"),
    [
        pytest.param("2004", "2004-01-01", "year", id="year"),
        pytest.param("2004-02", "2004-02-01", "month", id="month"),
        pytest.param("2004-02-03", "2004-02-03", "day", id="day"),
        pytest.param(datetime.date(2004, 2, 3), "2004-02-03", "day", id="date"),
        pytest.param(datetime.datetime(2004, 2, 3, 9, tzinfo=datetime.UTC), "2004-02-03", "day", id="time"),
        pytest.param(PartialDate(value="2004-02", precision=Precision.MONTH, text=""), "2004-02-01", "month",
                     id="partial"),
    ],
)  # fmt: skip
def test_an_event_s_date_comes_as_exactly_as_it_is_known(given, date, day, precision):
    event = given.verbs["set_event_date"]["event"]
    curation.set_event_date(event=event, date=date, by=given.editor)
    event.refresh_from_db()
    assert (str(event.date), event.date_precision) == (day, precision)


@pytest.mark.parametrize("form", [lambda s, e: [Span(s, e)], lambda s, e: ((s, e),), lambda s, e: [[s, e]]])
def test_spans_come_as_spans_or_pairs(given, form):
    [(start, end)] = given.verbs["add_quote"]["spans"]
    assert not refused("add_quote", given, spans=form(start, end))


def test_rows_of_another_article_or_person_are_refused(given):
    elsewhere, other = MentionFactory(), EventMentionFactory()
    assert refused("split_person", given, mentions=[elsewhere])
    assert refused("split_event", given, mentions=[other])
    assert refused("set_speaker", given, words=elsewhere.text)
    assert refused("add_quote", given, words=elsewhere.text)


def test_somebody_who_was_rejected_since_they_were_read_is_refused(given):
    """What a page held of them says otherwise."""
    stale = given.verbs["set_speaker"]["person"]
    curation.reject(rows=[Person.objects.get(pk=stale.pk)], by=given.editor)
    for verb, name in (("set_speaker", "person"), ("add_quote", "speaker"), ("add_mention", "person")):
        assert refused(verb, given, **{name: stale})
    for verb in ("set_about", "set_pictured", "add_event"):
        assert refused(verb, given, people=[stale])


def test_the_words_for_a_speaker_are_at_most_what_a_row_can_keep(given):
    quote = given.verbs["set_speaker"]["quote"]
    article = quote.article
    article.text += "\n" + "who " * 200
    article.spans = [*article.spans, [article.spans[-1][1], len(article.text), "body"]]
    article.save()
    assert refused("set_speaker", given, words=("who " * 200).strip())
    assert refused("add_quote", given, article=article, words=("who " * 200).strip())


def test_the_longest_name_is_kept_whole(given):
    """Surname first it is one character longer."""
    assert refused("rename_person", given, name="A" * 99 + " " + "B" * 100)
    assert refused("add_alias", given, name="ß" * 150), "as long again where names are compared"
    assert not refused("rename_person", given, name="A" * 99 + " " + "B" * 99)
