"""Decisions survive every later run of `ingest_seeds` on real files: another model, new rules, another text."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import pytest
import spacy
from django.core.management import call_command
from django.test import override_settings

from articles.models import Article, Caption, RelatedLink, Review
from entities import curation
from entities.curation import CurationError
from entities.models import Decision, Event, KeptApart, Mention, Person, Quote, Suggestion
from entities.tests.factories import UserFactory
from entities.tests.history import newest_differ
from entities.tests.indexing import wrong_in_index
from entities.tests.sharing import shared
from entities.tests.snapshot import snapshot
from entities.tests.tiny_archive import decisions

pytestmark = pytest.mark.django_db

LOCK = """Lock at Harrowmere opens after nine years

HARROWMERE (Vale Press) - "We waited nine years for this day," Mayor Ada Quill said on Friday. "It was worth it."

RELATED: What the lock cost

Ada Quill and Bo Tarn at the lock on May 3, 2024. (Ilse Marrow/Coast Pictures)

Bo Tarn, who led the 2024 Harrowmere Lantern Parade, said he was "very glad" about it. Cy Welk was there too.

Nobody had asked the bargemen of the lower basin.
"""
BOARD = """Tarn leaves the harbour board

"I am done with the board," Bo Tarn said. Ada Quill thanked him.

"He will be missed on the water," Cy Welk said of Bo Tarn. Dee Marsh kept the minutes.

"The quay needs him," Dee Marsh said.
"""
MOVED = (
    BOARD.replace("harbour board\n", "harbour board\n\nA sentence that nobody had printed before.\n") + "\nIt rained.\n"
)
GONE = BOARD.replace('"He will be missed on the water," Cy Welk said of Bo Tarn. ', "")


def newsroom_in(folder: Path) -> dict[str, Path]:
    """The settings of a newsroom whose articles lie in a folder, where they are written."""
    seeds = folder / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text(LOCK)
    (seeds / "b.txt").write_text(BOARD)
    return {"BASE_DIR": folder, "SEEDS_DIR": seeds, "SAMPLE_DIR": seeds / "fictional"}


@pytest.fixture
def seeds(tmp_path, settings):
    for name, value in newsroom_in(tmp_path).items():
        setattr(settings, name, value)
    return settings.SEEDS_DIR


@pytest.fixture(scope="session")
def other_model(tmp_path_factory):
    """A model that knows no names and no grammar: it reads almost everything differently."""
    folder = tmp_path_factory.mktemp("models") / "en_stand_in"
    nlp = spacy.blank("en", meta={"name": "stand_in", "version": "0.1.0"})
    nlp.add_pipe("sentencizer")
    nlp.to_disk(folder)
    return str(folder)


def ingest(**options):
    call_command("ingest_seeds", verbosity=0, **options)


def person(name: str) -> Person:
    return Person.objects.get(name=name)


def quote(words: str) -> Quote:
    return Quote.objects.get(parts__text__startswith=words)


@shared
def decided():
    """Decisions of every kind on what was read in the two files, and who made them."""
    with TemporaryDirectory() as folder, override_settings(**newsroom_in(Path(folder))):
        ingest()
    by = UserFactory()
    lock, board = Article.objects.get(source="seeds/a.txt"), Article.objects.get(source="seeds/b.txt")
    ada, bo, cy, dee = map(person, ("Ada Quill", "Bo Tarn", "Cy Welk", "Dee Marsh"))
    caption, parade = Caption.objects.get(), Event.objects.get()
    missed = lock.text.index("Nobody had asked")
    curation.confirm(rows=quote("I am done"), by=by)
    curation.set_speaker(quote=quote("We waited"), person=cy, words=None, by=by)
    curation.set_about(quote=quote("He will be missed"), people=[ada], by=by)
    curation.reject(rows=quote("very glad"), by=by)
    curation.add_quote(article=lock, spans=[(missed, missed + 24)], speaker=bo, by=by)
    curation.rename_person(person=ada, name="Ada Quill-Marsh", by=by)
    curation.add_alias(person=ada, name="Madam Mayor", by=by)
    curation.merge_people(keep=bo, merge=dee, by=by, sure=True)
    curation.keep_apart(a=ada, b=cy, by=by)
    at_lock = Mention.objects.filter(person=cy, article=lock)
    curation.split_person(person=cy, mentions=at_lock, name="Cyril Welk of the lock", by=by)
    curation.set_pictured(caption=caption, people=[ada], by=by)
    curation.set_credit(caption=caption, photographer="I. Marrow", agency="Coast", by=by)
    curation.rename_event(event=parade, name="Candle Walk", by=by)
    curation.set_event_date(event=parade, date="2024-05", by=by)
    last = lock.text.index("It was worth it")
    curation.add_event(article=lock, start=last, end=last + 15, name="Basin Meeting", date="2023", people=[bo], by=by)
    start = board.text.index("Ada Quill thanked him.")
    curation.relabel_span(article=board, start=start, end=start + 22, role="footer", by=by)
    curation.reject(rows=RelatedLink.objects.all(), by=by)
    return SimpleNamespace(by=by, ada=ada, bo=bo, cy=cy, dee=dee, parade=parade)


def another_model(seeds, settings, monkeypatch, other_model):
    settings.SPACY_MODEL = other_model


def new_rules(seeds, settings, monkeypatch, other_model):
    for module in ("chain", "run", "sender"):
        monkeypatch.setattr(f"entities.ingest.{module}.EXTRACTION_VERSION", "next")


def words_moved(seeds, settings, monkeypatch, other_model):
    (seeds / "b.txt").write_text(MOVED)


def words_gone(seeds, settings, monkeypatch, other_model):
    (seeds / "b.txt").write_text(GONE)


def words_gone_for_another_model(*given):
    another_model(*given)
    words_gone(*given)


def nothing(*given):
    """Read with --force alone."""


@pytest.mark.parametrize(
    "change", [nothing, another_model, new_rules, words_moved, words_gone, words_gone_for_another_model]
)
def test_decisions_stand_whatever_is_read_again(decided, seeds, settings, monkeypatch, other_model, change):
    before, entries = decisions(), list(Decision.objects.values())
    change(seeds, settings, monkeypatch, other_model)
    for _ in range(2):
        ingest(force=True)
        assert decisions() == before
        assert list(Decision.objects.values()) == entries
        assert (newest_differ(), wrong_in_index()) == ([], [])
        _check_what_was_decided(decided)
    gone = {row.pk for row in Quote.objects.filter(source_changed=True)}
    assert gone == ({quote("He will be missed").pk} if "gone" in change.__name__ else set())


def _check_what_was_decided(decided):
    """What decisions() does not tell: identities, and what the machine may not do beside them."""
    decided.dee.refresh_from_db()
    assert decided.dee.current == decided.bo
    assert KeptApart.objects.filter(first=decided.ada, second=decided.cy).exists()
    assert decided.ada.aliases.filter(name="Madam Mayor").exists()
    assert not Person.objects.filter(name="Ada Quill").exists(), "a renamed person is found under the old name"
    assert Person.objects.filter(name="Cy Welk").count() == 1
    split = person("Cyril Welk of the lock")
    assert [row.article.source for row in split.mentions.all()] == ["seeds/a.txt"]
    assert Quote.objects.filter(parts__text__startswith="very glad").count() == 1
    assert not Quote.objects.visible().filter(parts__text__startswith="very glad").exists()
    board = Article.objects.get(source="seeds/b.txt")
    start = board.text.index("Ada Quill thanked him.")
    assert next(role for begin, end, role in board.spans if begin <= start < end) == "footer"
    assert Event.objects.filter(name__contains="Lantern").count() == 0
    assert Caption.objects.get().depictions.visible().get().person == decided.ada


@pytest.mark.parametrize("change", [another_model, new_rules, words_moved, words_gone])
def test_all_is_undone_in_turn_after_later_readings_or_it_is_said_why_not(
    decided, seeds, settings, monkeypatch, other_model, change
):
    change(seeds, settings, monkeypatch, other_model)
    ingest(force=True)
    for entry in Decision.objects.order_by("-pk"):
        before, refusal = snapshot(), ""
        try:
            curation.undo(entry=entry, by=decided.by)
        except CurationError as error:
            refusal = str(error)
        assert not refusal or (len(refusal) > 20 and snapshot() == before)
        assert wrong_in_index() == []
    ingest(force=True)
    assert wrong_in_index() == []
    assert newest_differ() == []


def test_a_merge_is_taken_back_after_a_later_merge_and_a_reading_by_another_model(
    decided, seeds, settings, monkeypatch, other_model
):
    curation.merge_people(keep=decided.cy, merge=decided.bo, by=decided.by, sure=True)
    words_gone_for_another_model(seeds, settings, monkeypatch, other_model)
    ingest()
    curation.unmerge(person=decided.dee, by=decided.by)
    for row in (decided.dee, decided.bo):
        row.refresh_from_db()
    assert (decided.dee.current, decided.bo.current) == (decided.dee, decided.cy)


def test_what_is_read_otherwise_now_stands_beside_the_decision(decided, seeds, monkeypatch, settings, other_model):
    another_model(seeds, settings, monkeypatch, other_model)
    (seeds / "a.txt").write_text(LOCK.replace("Ilse Marrow/Coast Pictures", "Ole Finch/Coast Pictures"))
    ingest()
    said = {(type(one.row).__name__, one.field): one.words for one in Suggestion.objects.waiting()}
    assert said["Caption", "credit"] == "Ole Finch / Coast Pictures"
    assert said["Quote", "speaker"] == "nobody named"
    assert said["Quote", "reach"] == "We waited nine years for this day,"
    assert Caption.objects.get().photographer == "I. Marrow"


def test_new_articles_go_to_the_survivor_of_a_merge_and_to_whom_a_new_name_is(decided, seeds):
    (seeds / "c.txt").write_text('Minutes\n\n"All went well," Dee Marsh said. Ada Quill was there.\n')
    ingest()
    new = Article.objects.get(source="seeds/c.txt")
    assert {row.person for row in new.mentions.filter(text__contains=" ")} == {decided.bo, decided.ada}
    assert new.quotes.get().speaker == decided.bo
    decided.dee.refresh_from_db()
    curation.unmerge(person=decided.dee, by=decided.by)
    assert new.quotes.get().review == Review.MACHINE
    assert json.dumps(new.spans)
