"""The account of the archive: it holds after an ingest, and finds whatever is put wrong."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from articles.extraction.quotes.accounting import Fate, account
from articles.extraction.structure import build_document
from articles.extraction.types import RawArticle, Span
from articles.models import Article, ArticleVersion, Caption
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

“We will rebuild,” said Ada Quill. She sang “The Long Night” and spoke of a “soft” landing.

“It was never closed, she thought.

A “boat” at the pier on May 3, 2019. (Ana Ferris/Lamp Photos)
"""


def test_every_pair_of_marks_has_a_fate():
    document = build_document(RawArticle(path="a.txt", text=STORY_OF_MARKS))
    text = document.text
    words = Span(text.index("We will"), text.index("We will") + len("We will rebuild,"))
    told = account(document, quoted=[words], rejected=[], works=[], read_to=len(text))
    assert [(span.of(text)[1:-1], fate) for span, fate in told if fate is not Fate.UNCLOSED] == [
        ("sorry", Fate.HEADLINE),
        ("We will rebuild,", Fate.QUOTED),
        ("The Long Night", Fate.TITLE),
        ("soft", Fate.SCARE),
        ("boat", Fate.CAPTION),
    ]
    assert [fate for _, fate in account(document, quoted=[], rejected=[words], works=[], read_to=10)][
        1
    ] is Fate.REJECTED


def test_the_page_of_a_run_has_the_same_account(archive, reader):
    run = Article.objects.first().run
    page = " ".join(reader.get(run.get_absolute_url()).content.decode().split())
    assert "3 pairs of quotation marks" in page
    assert "Every quote, caption and mention stands in the text as it is stored." in page
