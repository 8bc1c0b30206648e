"""The same report in two outlets: each article leads to the other, and an ingest keeps that true."""

import random

import pytest
from django.urls import reverse

from articles.models import Article
from entities.models import CopyKey, NearCopy
from entities.publications import copies_of
from entities.tests.ingesting import ingest

pytestmark = pytest.mark.django_db

NOUNS = ("skipper", "board", "tide", "quay", "mayor", "lock", "weir", "crew", "harbour", "warden", "bridge", "eel")
VERBS = ("saw", "met", "left", "asked", "heard", "kept", "passed", "drew", "closed", "opened", "watched", "told")


def sentences(seed: int, number: int = 30) -> list[str]:
    draw = random.Random(seed)  # noqa: S311 (sentences of no meaning)
    said = ((*draw.choices(NOUNS, k=3), draw.choice(VERBS)) for _ in range(number))
    return [f"The {who} {did} the {what} near the {where}." for who, what, where, did in said]


def write(folder, name, said, *, outlet="The Courier"):
    (folder / f"{name}.md").write_text(f"---\ntitle: {name}\npublisher: {outlet}\n---\n{' '.join(said)}\n")


def shown(client, headline):
    return client.get(Article.objects.get(headline=headline).get_absolute_url()).content.decode()


def test_near_copies_lead_to_each_other(reader, tmp_path):
    write(tmp_path, "Ferry", sentences(1))
    write(tmp_path, "Boat", sentences(1)[:20], outlet="Harbour Press")
    write(tmp_path, "Museum", sentences(2))
    ingest(tmp_path)
    (copy,) = copies_of(Article.objects.get(headline="Ferry"))
    assert (copy.article.headline, copy.percent) == ("Boat", 100)
    assert "Also published by" in shown(reader, "Ferry")
    assert "Harbour Press" in shown(reader, "Ferry")
    assert reverse("article_detail", args=[Article.objects.get(headline="Ferry").pk]) in shown(reader, "Boat")
    assert "Also published by" not in shown(reader, "Museum")


def test_a_new_text_is_compared_anew_and_an_unchanged_one_is_not(tmp_path):
    write(tmp_path, "Ferry", sentences(1))
    write(tmp_path, "Boat", sentences(1))
    ingest(tmp_path)
    assert NearCopy.objects.count() == 1
    before = list(CopyKey.objects.values())
    ingest(tmp_path, force=True)
    assert list(CopyKey.objects.values()) == before
    write(tmp_path, "Boat", sentences(3))
    ingest(tmp_path)
    assert NearCopy.objects.count() == 0


def test_the_order_in_which_they_come_makes_no_difference(tmp_path):
    for name in ("Ferry", "Boat", "Pier"):
        write(tmp_path, name, sentences(1))
    for name in ("Pier", "Boat", "Ferry"):
        ingest(tmp_path / f"{name}.md")
    pairs = NearCopy.objects.values_list("first__headline", "second__headline")
    assert sorted(pairs) == [("Boat", "Ferry"), ("Pier", "Boat"), ("Pier", "Ferry")]
