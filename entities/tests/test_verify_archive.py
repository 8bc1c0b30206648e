"""The account of the archive: it holds after an ingest, and finds whatever is put wrong."""

import io

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import F

from articles.extraction.pipeline import extract
from articles.extraction.quotes.accounting import Fate, account, count_alone
from articles.extraction.structure import build_document
from articles.extraction.types import RawArticle
from articles.models import Article, ArticleVersion, Caption
from articles.readers.files import find_files
from articles.readers.limits import Limits
from articles.readers.reading import read_file
from entities import indexing
from entities.models import Mention, Quote, QuotePart
from entities.tests.ingesting import STORY, ingest
from entities.verifying import all_articles, verify_articles

CAPTIONED = STORY + "\nAda Quill, left, at {place} on May 3, 2019. (Ana Ferris/Lamp Photos)\n"


def verify() -> tuple[str, str]:
    """What the command prints, and how it ends."""
    out = io.StringIO()
    try:
        call_command("verify_archive", stdout=out, stderr=io.StringIO())
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


@pytest.fixture
def archive(seeds, db):
    (seeds / "a.txt").write_text(CAPTIONED.format(place="Vale"))
    ingest("seeds")
    return seeds


def test_an_archive_after_an_ingest_agrees_with_itself(archive):
    said, failed = verify()
    assert not failed
    assert "articles whose every character has one role: 3 of 3" in said
    assert "pairs of quotation marks: 3\n  in a quote: 3\n" in said
    assert said.endswith("Everything agrees.\n")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            lambda: QuotePart.objects.update(text="We waited ten years."),
            "parts of quotes whose words are those published",
        ),
        (lambda: Quote.objects.update(end=F("end") + 1), "quotes that reach from their first part to their last"),
        (lambda: Quote.objects.update(cue_text="shouted"), "quotes whose speaker and verb stand in the text"),
        (lambda: Mention.objects.update(text="Ada Quell"), "mentions whose words stand in the text"),
        (lambda: Caption.objects.update(credit="Ana Ferros"), "credits that stand in the text"),
        (lambda: Article.objects.update(spans=[[0, 5, "body"]]), "articles whose every character has one role"),
        (
            lambda: Quote.objects.first().delete(),
            "pairs of quotation marks that are in a quote, or have the rule that left them",
        ),
        (lambda: ArticleVersion.objects.update(content_hash="x"), "articles whose newest version is their text"),
        (lambda: Mention.objects.update(rule=""), "mentions found by the machine with their rule and confidence"),
        (
            lambda: indexing.index.drop("quote", {Quote.objects.first().pk}),
            "rows that the index of the search agrees with",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_put_wrong_is_found_and_named(archive, spoil, told):
    spoil()
    said, failed = verify()
    assert "disagree" in failed
    assert any(line.startswith(told) and "WRONG: " in line for line in said.splitlines())


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_articles(archive, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        assert verify_articles(all_articles()).wrong == 0


STORY_OF_MARKS = """Board “sorry” for delay

“We will rebuild,” said Ada Quill on Friday. In the film “The Long Night” she met Marco “Gull” Ferrante.

The fix was a “soft” one. The hashtag “rowon” was new, and the pier is 6" wide. A sign read “No entry”.

“Nobody has been near the harbour since the spring of that year.”

A “boat” at the pier on May 3, 2019. (Ana Ferris/Lamp Photos)
"""


def fates(text, extraction, *, unquoted):
    quoted = [part for quote in extraction.quotes for part in quote.parts]
    told = account(extraction.document, quoted=quoted, unquoted=unquoted, read_to=len(text))
    return [(span.of(text)[1:-1], fate) for span, fate in told]


def test_every_pair_of_marks_is_in_a_quote_or_has_the_rule_that_left_it(nlp):
    extraction = extract(build_document(RawArticle(path="a.txt", text=STORY_OF_MARKS)), nlp)
    text = extraction.document.text
    told = fates(text, extraction, unquoted=extraction.unquoted)
    assert told == [
        ("sorry", Fate.SET_OFF),
        ("We will rebuild,", Fate.QUOTED),
        ("The Long Night", Fate.TITLE),
        ("Gull", Fate.NICKNAME),
        ("soft", Fate.SET_OFF),
        ("rowon", Fate.SPOKEN_OF),
        ("No entry", Fate.SPOKEN_OF),
        ("Nobody has been near the harbour since the spring of that year.", Fate.UNREPORTED),
        ("boat", Fate.SET_OFF),
    ]
    assert count_alone(text, [span for span, _ in account(extraction.document, quoted=[], unquoted=[], read_to=0)]) == 1
    lost = [(words, Fate.QUOTED if fate is Fate.QUOTED else Fate.LOST) for words, fate in told]
    assert fates(text, extraction, unquoted=[]) == lost
    unkept = [(words, Fate.QUOTED if fate is Fate.QUOTED else Fate.UNKEPT) for words, fate in told]
    assert fates(text, extraction, unquoted=None) == unkept


def test_all_marks_of_the_seeds_are_in_a_quote_or_have_the_rule_that_left_them(nlp):
    for file in find_files([settings.SEEDS_DIR]):
        for article in read_file(file.path, limits=Limits()):
            extraction = extract(build_document(article), nlp)
            told = fates(extraction.document.text, extraction, unquoted=extraction.unquoted)
            assert Fate.LOST not in {fate for _, fate in told}, file.path


def test_an_article_read_before_the_rules_were_kept_is_told_and_no_failure(archive):
    (archive / "b.txt").write_text(STORY_OF_MARKS)
    ingest("seeds")
    Article.objects.update(unquoted=None)
    said, failed = verify()
    assert not failed
    assert f"  {Fate.UNKEPT}: 8\n" in said


def test_a_caption_that_shows_nobody_names_its_rule(archive):
    (archive / "b.txt").write_text(STORY_OF_MARKS)
    ingest("seeds")
    assert set(Caption.objects.values_list("rule", flat=True)) == {"placed", "nobody-named"}
    Caption.objects.update(rule="")
    assert "disagree" in verify()[1]


def test_the_page_of_a_run_has_the_same_account(archive, reader):
    run = Article.objects.first().run
    page = " ".join(reader.get(run.get_absolute_url()).content.decode().split())
    assert "3 pairs of quotation marks" in page
    assert "Every quote, caption and mention stands in the text as it is stored." in page
