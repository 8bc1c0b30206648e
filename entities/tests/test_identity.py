"""One story is one article: its sender's name for it leads every version to it, from any file, in any order."""

import json

import pytest

from articles.models import Article
from entities.ingest import IngestOptions
from entities.ingest import ingest as ingest_paths
from entities.management.commands.ingest_seeds import newsroom_settings
from entities.models import Quote
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


def test_numbers_of_two_tables_are_two_names(tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(f"id,title,text\n1,Ferry in {name},{STORY} {name}\n")
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
