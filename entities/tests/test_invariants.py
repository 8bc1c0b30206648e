"""The nine promises of the archive, each kept on real files by the whole chain."""

import json

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command

from articles.models import Article, Caption, RelatedLink, Review
from articles.same_words import words_key
from entities.models import Alias, EntityMention, Event, EventMention, Mention, Person, Quote, QuotePart
from entities.tests.extractions import decide

pytestmark = pytest.mark.django_db

STORIES = {
    "a.txt": """Lock at Harrowmere opens after nine years

HARROWMERE (Vale Press) - "We waited nine years for this day," Mayor Ada Quill said on Friday. "It was worth it."

RELATED: What the lock cost

Ada Quill and Bo Tarn at the lock on May 3, 2024. (Ilse Marrow/Coast Pictures)

Bo Tarn, who led the 2024 Harrowmere Lantern Parade, said he was "very glad" about it.
""",
    "b.txt": """Tarn leaves the harbour board

"I am done," Bo Tarn said. Ada Quill thanked him.
""",
}
TIMES = {"first_seen", "last_ingested", "started", "seconds", "created", "reviewed_at", "at"}
MODELS = (Article, Caption, RelatedLink, Person, Alias, Mention, EntityMention, Quote, QuotePart, Event, EventMention)


@pytest.fixture
def seeds(tmp_path, settings):
    settings.BASE_DIR, settings.SEEDS_DIR = tmp_path, tmp_path / "seeds"
    settings.SAMPLE_DIR = settings.SEEDS_DIR / "fictional"
    settings.SEEDS_DIR.mkdir()
    for name, words in STORIES.items():
        (settings.SEEDS_DIR / name).write_text(words)
    call_command("ingest_seeds", verbosity=0)
    return settings.SEEDS_DIR


def ingest(**options):
    call_command("ingest_seeds", verbosity=0, **options)


def dump(*, without=frozenset()) -> list[dict]:
    rows = json.loads(serializers.serialize("json", [row for m in MODELS for row in m.objects.order_by("pk")]))
    return [{**row, "fields": {k: v for k, v in row["fields"].items() if k not in TIMES | without}} for row in rows]


def test_1_every_stored_span_is_the_words_of_the_article(seeds):
    assert QuotePart.objects.count() >= 3
    for part in QuotePart.objects.select_related("quote__article"):
        assert part.quote.article.text[part.start : part.end] == part.text
    for model in (Mention, EntityMention, EventMention, Caption, RelatedLink):
        for row in model.objects.select_related("article"):
            assert row.article.text[row.start : row.end] == row.text


def test_2_the_text_is_the_file_without_mark_and_with_plain_line_ends(seeds):
    (seeds / "a.txt").write_bytes(b"\xef\xbb\xbf" + STORIES["a.txt"].replace("\n", "\r\n").encode())
    ingest(force=True)
    assert Article.objects.get(source="seeds/a.txt").text == STORIES["a.txt"]


def test_3_every_character_lies_in_exactly_one_labelled_span(seeds):
    for article in Article.objects.all():
        assert [start for start, _, _ in article.spans] == [0, *(end for _, end, _ in article.spans[:-1])]
        assert article.spans[-1][1] == len(article.text)


def test_4_a_name_of_two_people_names_neither(seeds):
    other = Person.objects.create(name="Ada Quill", slug="other", sort_name="Quill, Ada")
    Alias.objects.create(person=other, name="Ada Quill", normalised="ada quill", kind="full")
    (seeds / "c.txt").write_text("A third story\n\nAda Quill slept.\n")
    ingest()
    assert Mention.objects.get(article__source="seeds/c.txt", text="Ada Quill").person is None


def test_5_a_second_ingest_changes_nothing(seeds):
    before = dump()
    ingest()
    assert dump() == before
    ingest(force=True)
    assert dump(without={"run"}) == [
        {**r, "fields": {k: v for k, v in r["fields"].items() if k != "run"}} for r in before
    ]


def test_6_no_ingest_overwrites_a_decision(seeds):
    quote = Quote.objects.filter(speaker__name="Ada Quill").first()
    decide(quote, Review.EDITED, speaker=None, speaker_evidence="An editor says so.")
    (seeds / "a.txt").write_text("A new first line\n\n" + STORIES["a.txt"])
    ingest()
    after = Quote.objects.get(pk=quote.pk)
    assert (after.speaker, after.review, after.words) == (None, Review.EDITED, quote.words)
    (seeds / "a.txt").write_text("All gone\n\nNothing was said.\n")
    ingest()
    after = Quote.objects.get(pk=quote.pk)
    assert (after.source_changed, after.words) == (True, quote.words)


def test_6_every_machine_row_knows_rule_run_and_model(seeds):
    for model in (Mention, Quote, Caption, EventMention):
        for row in model.objects.select_related("run"):
            assert row.rule
            assert row.run.model


def test_7_a_failure_is_one_article_s_own(seeds):
    (seeds / "a.txt").write_bytes(b"\x00")
    (seeds / "c.txt").write_text("A third story\n\nAda Quill slept.\n")
    with pytest.raises(CommandError, match="1 of 3 failed"):
        ingest()
    assert Article.objects.filter(source="seeds/c.txt").exists()
    assert Article.objects.get(source="seeds/a.txt").text == STORIES["a.txt"]


@pytest.mark.django_db(transaction=True)
def test_8_two_fresh_archives_are_the_same(seeds):
    archives = []
    for _ in range(2):
        call_command("flush", interactive=False, reset_sequences=True, verbosity=0)
        ingest()
        archives.append(dump())
    assert archives[0] == archives[1]


def test_9_whoever_was_merged_is_found_under_the_survivor(seeds):
    bo, ada = Person.objects.get(name="Bo Tarn"), Person.objects.get(name="Ada Quill")
    Person.objects.filter(pk=bo.pk).update(merged_into=ada, survivor=ada)
    rows = list(Mention.objects.filter(person=bo).values_list("pk", flat=True))
    (seeds / "c.txt").write_text("A third story\n\nBo Tarn slept.\n")
    ingest(force=True)
    assert Mention.objects.get(article__source="seeds/c.txt", text="Bo Tarn").person == ada
    assert list(Mention.objects.filter(person=bo).values_list("pk", flat=True)) == rows


def test_quotes_of_the_same_words_have_the_same_key(seeds):
    for quote in Quote.objects.all():
        assert quote.words_key == words_key(quote.words)
