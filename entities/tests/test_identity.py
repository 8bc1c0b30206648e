"""One story is one article: its sender's name for it leads every version to it, from any file, in any order."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from entities import curation
from entities.ingest import IngestOptions
from entities.ingest import ingest as ingest_paths
from entities.management.commands.ingest_seeds import newsroom_settings
from entities.models import Quote
from entities.store import Sought, load_known
from entities.tests.factories import UserFactory
from entities.tests.ingesting import ingest, sources

pytestmark = pytest.mark.django_db

STORY = "“We wait for the tide,” said Ida Marsh, the skipper of the ferry, on Monday in the harbour of Port Ellis."


def item(folder, name, version, *, text=STORY, guid="urn:hp:1", **more):
    said = {"uri": guid, "version": version, "pubstatus": "usable", "headline": "Ferry stays in", "body_text": text}
    path = folder / name
    path.write_text(json.dumps(said | more))
    return path


def test_a_later_version_from_another_file_updates_the_article_and_keeps_the_text_it_had(tmp_path):
    item(tmp_path, "a.json", 1)
    ingest(tmp_path / "a.json")
    later = item(tmp_path, "b.json", 2, text=f"{STORY} It sails on Thursday.")
    said, _, failed = ingest(later)
    article = Article.objects.get()
    assert not failed
    assert said[-1].startswith("0 created, 1 updated")
    assert "Thursday" in article.text
    assert article.source.endswith("b.json")
    assert [v.words.endswith("Thursday.") for v in article.versions.all()] == [False, True]
    assert [v.source.rpartition("/")[2] for v in article.versions.all()] == ["a.json", "b.json"]


def test_an_earlier_version_that_comes_late_is_kept_below_the_later_one(tmp_path):
    ingest(item(tmp_path, "b.json", 10, text=f"{STORY} It sails on Thursday."))
    quote = Quote.objects.get()
    said, told, _ = ingest(item(tmp_path, "a.json", 9))
    article = Article.objects.get()
    assert said[-1].startswith("0 created, 1 updated")
    assert "an earlier version of" in told[0]
    assert "Thursday" in article.text
    assert [(v.number, v.text is None, v.provenance.get("version")) for v in article.versions.all()] == [
        (1, False, "9"),
        (2, True, None),
    ]
    assert Quote.objects.get() == quote


def test_all_files_of_a_story_are_unchanged_the_second_time(tmp_path):
    for name, version in (("a", 2), ("b", 1), ("c", 3)):
        item(tmp_path, f"{name}.json", version, text=f"{STORY} This is number {version}.")
    ingest(tmp_path)
    before = list(Article.objects.values())
    said, _, _ = ingest(tmp_path)
    assert said[-1].startswith("0 created, 0 updated, 3 unchanged, 0 failed")
    assert list(Article.objects.values()) == before
    assert "number 3" in Article.objects.get().text
    assert Article.objects.get().versions.count() == 3


def test_the_moment_of_a_version_tells_where_no_number_does(tmp_path):
    ingest(item(tmp_path, "b.json", "", versioncreated="2024-03-05T08:00:00Z", text=f"{STORY} Later."))
    ingest(item(tmp_path, "a.json", "", versioncreated="2024-03-05T08:30:00+02:00"))
    assert Article.objects.get().text.endswith("Later.")


def test_one_story_in_two_formats_is_one_article(tmp_path):
    ingest(item(tmp_path, "a.json", 1))
    g2 = (
        f'<newsItem guid="urn:hp:1" version="2"><itemMeta><pubStatus qcode="stat:usable"/></itemMeta><contentMeta>'
        f"<headline>Ferry stays in</headline></contentMeta><contentSet><inlineXML contenttype='application/xhtml+xml'>"
        f"<html><body><p>{STORY}</p><p>It sails on Thursday.</p></body></html></inlineXML></contentSet></newsItem>"
    )
    (tmp_path / "b.xml").write_text(g2)
    ingest(tmp_path / "b.xml")
    assert (Article.objects.get().format, Article.objects.get().versions.count()) == ("newsml-g2", 2)


def feed(folder, *entries):
    rows = "".join(
        f"<item><title>{title}</title><guid>urn:hp:{title}</guid><description>{title} {STORY}</description></item>"
        for title in entries
    )
    (folder / "feed.xml").write_text(f"<rss><channel><title>HP</title>{rows}</channel></rss>")
    return folder / "feed.xml"


def test_a_story_that_moves_down_its_feed_stays_itself(tmp_path):
    ingest(feed(tmp_path, "Pier", "Ferry"))
    keys = dict(Article.objects.values_list("headline", "pk"))
    said, _, failed = ingest(feed(tmp_path, "Regatta", "Pier", "Ferry"))
    assert not failed
    assert said[-1].startswith("1 created")
    assert dict(Article.objects.values_list("headline", "pk")).items() >= keys.items()
    assert all(article.text.startswith(article.headline) for article in Article.objects.all())
    assert all(article.versions.count() == 1 for article in Article.objects.all())
    said, _, _ = ingest(tmp_path / "feed.xml")
    assert said[-1].startswith("0 created, 0 updated, 3 unchanged")


def page(folder, name, url, *, headline="Ferry stays in", text=STORY):
    html = f'<html><head><title>{headline}</title><link rel="canonical" href="{url}"></head><body><article>'
    (folder / name).write_text(f"{html}<h1>{headline}</h1><p>{text}</p><p>{text[::-1]}</p></article></body></html>")
    return folder / name


def test_a_page_saved_twice_is_one_article_by_its_address(tmp_path):
    ingest(page(tmp_path, "a.html", "https://hp.example/news/ferry?utm_source=x"))
    ingest(page(tmp_path, "b.html", "https://www.hp.example/news/ferry/", text=f"{STORY} It sails on Thursday."))
    assert Article.objects.get().versions.count() == 2


def test_an_address_that_every_page_gives_for_its_own_names_none(tmp_path):
    other = "The board of the museum met on Tuesday and chose nobody at all for the post that had been vacant so long."
    ingest(page(tmp_path, "a.html", "https://hp.example/news/"))
    ingest(page(tmp_path, "b.html", "https://hp.example/news/", headline="Museum waits", text=other))
    assert sorted(Article.objects.values_list("headline", flat=True)) == ["Ferry stays in", "Museum waits"]
    said, _, _ = ingest(tmp_path)
    assert said[-1].startswith("0 created, 0 updated, 2 unchanged")


FERRY = "https://hp.example/news/ferry"
MORE = (
    "The wind had risen in the night, and the crew had tied the boat to the quay with every rope that they could find. "
    "Nobody was hurt. The company gives back the price of every ticket, and runs a bus around the bay until Thursday."
)
FULL = f"{STORY} {MORE}"


def saved(folder, name="page.html", *, url=FERRY, headline="Ferry stays in", text=FULL):
    html = f'<html><head><title>{headline}</title><link rel="canonical" href="{url}"></head><body><article>'
    (folder / name).write_text(f"{html}<h1>{headline}</h1><p>{text}</p></article></body></html>")
    return folder / name


def entry(title="Ferry stays in", *, url=f"{FERRY}?utm_source=rss", text=FULL, guid="urn:hp:77"):
    return f"<item><title>{title}</title><link>{url}</link><guid>{guid}</guid><description>{text}</description></item>"


def rss(folder, *entries, name="feed.xml"):
    (folder / name).write_text(f"<rss><channel><title>HP</title>{''.join(entries)}</channel></rss>")
    return folder / name


@pytest.mark.parametrize("is_page_first", [True, False])
def test_a_feed_entry_and_the_saved_page_of_its_address_are_one_article_with_versions(tmp_path, is_page_first):
    files = [saved(tmp_path, text=f"{FULL} Corrected."), rss(tmp_path, entry())]
    for file in files if is_page_first else reversed(files):
        ingest(file)
    article = Article.objects.get()
    assert article.format == ("feed" if is_page_first else "html")
    assert article.versions.count() == 2
    before = list(Article.objects.values())
    for _ in range(2):
        said, _, failed = ingest(tmp_path)
        assert not failed
        assert said[-1].startswith("0 created, 0 updated, 2 unchanged")
    assert list(Article.objects.values()) == before


def test_both_in_one_run_are_one_article_too(tmp_path):
    saved(tmp_path, text=f"{FULL} Corrected.")
    rss(tmp_path, entry(), entry("Pier falls", url="https://hp.example/news/pier", guid="urn:hp:78", text=MORE))
    ingest(tmp_path)
    assert sorted(Article.objects.values_list("headline", flat=True)) == ["Ferry stays in", "Pier falls"]


@pytest.mark.parametrize("is_page_first", [True, False])
def test_the_few_lines_of_a_feed_never_take_the_place_of_the_page(tmp_path, is_page_first):
    files = [saved(tmp_path), rss(tmp_path, entry(text=STORY))]
    for file in files if is_page_first else reversed(files):
        ingest(file)
    article = Article.objects.get()
    assert "tied the boat" in article.text
    assert [("tied the boat" in v.words, v.source.rpartition("/")[2]) for v in article.versions.all()] == [
        (False, "feed.xml#1"), (True, "page.html"),
    ]  # fmt: skip
    said, _, _ = ingest(tmp_path)
    assert said[-1].startswith("0 created, 0 updated, 2 unchanged")


def test_an_editors_decision_stays_with_the_story_when_its_page_comes(tmp_path):
    ingest(rss(tmp_path, entry(text=STORY)))
    quote = Quote.objects.get()
    curation.confirm(rows=[quote], by=UserFactory())
    ingest(saved(tmp_path))
    quote.refresh_from_db()
    assert (quote.review, quote.source_changed, quote.article) == ("confirmed", False, Article.objects.get())


def test_two_stories_of_one_address_stay_two(tmp_path):
    """Neither their headline nor their words are the same."""
    ingest(saved(tmp_path))
    ingest(rss(tmp_path, entry("Museum waits", text="The board of the museum met on Tuesday and chose nobody at all.")))
    assert Article.objects.count() == 2


def test_two_entries_of_one_feed_that_lead_to_one_page_stay_two(tmp_path):
    ingest(rss(tmp_path, entry(), entry(guid="urn:hp:78", text=f"{FULL} Later.")))
    assert Article.objects.count() == 2


def test_an_entry_that_moves_down_its_feed_leads_to_the_page_still(tmp_path):
    ingest(saved(tmp_path, text=f"{FULL} Corrected."))
    ingest(rss(tmp_path, entry()))
    new = entry("Pier falls", url="https://hp.example/news/pier", guid="urn:hp:78", text=MORE)
    said, _, failed = ingest(rss(tmp_path, new, entry()))
    assert not failed
    assert said[-1].startswith("1 created, 0 updated")
    assert Article.objects.count() == 2


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan of SQLite")
def test_what_an_item_is_known_by_is_looked_up_in_indexes():
    with CaptureQueriesContext(connection) as queries:
        load_known([Sought("a.txt", "hash", "urn:hp:1", address="page:hp.example/a")])
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + queries[0]["sql"])
        plan = [row[3] for row in cursor.fetchall()]
    assert not [step for step in plan if step.startswith("SCAN")], plan


def test_numbers_of_two_tables_are_two_names(tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(f'id,title,text\n1,Ferry in {name},"{STORY} {name}"\n')
    ingest(tmp_path)
    assert Article.objects.count() == 2


def test_what_is_withdrawn_is_kept_and_says_so(tmp_path):
    ingest(item(tmp_path, "a.json", 1))
    quote = Quote.objects.get()
    kill = item(tmp_path, "k.json", 2, text="", pubstatus="canceled", ednote="KILL: the ferry did sail.")
    _, told, failed = ingest(kill)
    article = Article.objects.get()
    assert not failed
    assert article.is_withdrawn
    assert STORY in article.text
    assert ("note to editors", "KILL: the ferry did sail.") in article.said_by_sender
    assert "kept, and shown as withdrawn" in told[0]
    assert Quote.objects.get() == quote
    for options in ({}, {"force": True}):
        ingest(tmp_path, **options)
        assert Article.objects.get().is_withdrawn


def test_the_words_of_a_withdrawal_are_kept(tmp_path):
    ingest(item(tmp_path, "a.json", 1))
    ingest(item(tmp_path, "k.json", 2, text="The ferry did sail.", pubstatus="canceled"))
    article = Article.objects.get()
    assert ("why it was withdrawn", "The ferry did sail.") in article.said_by_sender
    assert article.versions.count() == 1


def test_a_withdrawn_story_may_come_back(tmp_path):
    ingest(item(tmp_path, "a.json", 1))
    ingest(item(tmp_path, "b.json", 2, text="", pubstatus="canceled"))
    ingest(item(tmp_path, "c.json", 3, text=f"{STORY} Corrected."))
    assert not Article.objects.get().is_withdrawn


def test_a_withdrawal_of_what_nobody_has_is_told(tmp_path):
    _, told, failed = ingest(item(tmp_path, "k.json", 2, text="", pubstatus="canceled"))
    assert failed
    assert "it takes back an item that the archive does not have" in told[0]
    assert sources() == []


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path):
    ingest(item(tmp_path, "b.json", 10, text=f"{STORY} It sails on Thursday."))
    before = list(Article.objects.values())
    item(tmp_path, "a.json", 9)
    item(tmp_path, "k.json", 11, text="", pubstatus="canceled")
    ingest_paths([tmp_path], newsroom=newsroom_settings(), options=IngestOptions(dry_run=True))
    assert list(Article.objects.values()) == before
    assert Article.objects.get().versions.count() == 1
