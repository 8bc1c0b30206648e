"""Fills a database with an invented archive: as big as asked for, and the same for the same seed."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from random import Random

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model
from django.utils.text import slugify

from articles import index
from articles.extraction.directory import normalise
from articles.models import Article, IngestRun
from entities.counting.filling import fill, learn
from entities.indexing import contents, starts
from entities.models import Alias, Event, Person
from entities.store.names import alias_kind, sort_name
from newsroom.invented.loading import bulk_loading, count_on, settle, write
from newsroom.invented.passages import put_body, put_byline, put_headline
from newsroom.invented.sheets import Sheet, new_sheets
from newsroom.invented.story import MODEL, NOBODY, NOW, begin, finish
from newsroom.invented.world import World, first_day, make_world

LOT = 1_000
EDITOR = "invented-editor"  # cannot sign in
DESCRIBED = 0.6


def make_archive(articles: int, seed: int, on_lot: Callable[[int], None] = lambda done: None) -> Counter[str]:
    """Write the archive into a database that has none; return how many rows there are of each kind."""
    world = make_world(articles, seed)
    rng = Random(f"archive {seed}")  # noqa: S311 (nothing secret is drawn)
    editor, _ = User.objects.get_or_create(username=EDITOR, defaults={"is_active": False})
    run = IngestRun.objects.create(
        started=f"{NOW}+00:00", seconds=0, model=MODEL, extraction_version=MODEL,
        options={"articles": articles, "seed": seed}, counts={"created": articles},
    )  # fmt: skip
    sheets = new_sheets()
    with bulk_loading():
        _write_people(world, rng, sheets, run=run.pk, editor=editor.pk)
        _write_events(world, rng, sheets, run=run.pk, editor=editor.pk)
        _write(sheets)
        for lot in _lots(range(articles), LOT):
            found = {kind: [] for kind in index.KINDS}
            for _ in lot:
                story = begin(world, rng, sheets, found, run=run.pk, editor=editor.pk)
                headline, author = put_headline(story), put_byline(story)
                put_body(story)
                finish(story, headline=headline, author=author)
            _write(sheets)
            for kind, rows in found.items():
                index.load(kind, rows)
            on_lot(sheets[Article].last)
        count_on(list(sheets))
    fill(bulk=True)
    _index_names(world)
    learn()
    settle()
    return Counter({model._meta.verbose_name_plural: sheet.last for model, sheet in sheets.items()})


def _write(sheets: dict[type[Model], Sheet]) -> None:
    for sheet in sheets.values():
        write(sheet)


def _write_people(world: World, rng: Random, sheets: dict[type[Model], Sheet], *, run: int, editor: int) -> None:
    """Everybody with the names they are known by, in the order of their keys."""
    slugs: Counter[str] = Counter()
    for who in sorted(world.people.things, key=lambda who: who.pk):
        name, slug = who.full.text, _free(slugs, slugify(who.full.text) or "person")
        described = who.role.text if rng.random() < DESCRIBED else ""
        review = _reviewed(rng, editor, "full-name", 0.95, run)
        if "rejected" in review:
            world.rejected.add(who.pk)
        sheet = sheets[Person]
        sheet.last = who.pk - 1
        sheet.add(name, slug, sort_name(name), described, who.merged_into, who.merged_into, NOW, *review)
        for alias in dict.fromkeys((name, who.surname.text)):
            sheets[Alias].add(who.pk, alias, normalise(alias), alias_kind(alias, name))


def _write_events(world: World, rng: Random, sheets: dict[type[Model], Sheet], *, run: int, editor: int) -> None:
    slugs: Counter[str] = Counter()
    for event in sorted(world.events.things, key=lambda event: event.pk):
        name, slug = event.name.text, _free(slugs, slugify(event.name.text))
        day = first_day(event.day, event.precision)
        review = _reviewed(rng, editor, "year-noun", 0.75, run)
        sheets[Event].add(name, slug, event.kind, day, event.precision, f"{event.day.year}", event.place, *review)


def _reviewed(rng: Random, editor: int, rule: str, confidence: float, run: int) -> tuple:
    """Of every hundred people and events two confirmed and one rejected."""
    said = rng.choices((NOBODY, ("confirmed", editor, NOW), ("rejected", editor, NOW)), (97, 2, 1))[0]
    return (rule, confidence, run, *said)


def _free(slugs: Counter[str], slug: str) -> str:
    slugs[slug] += 1
    return slug if slugs[slug] == 1 else f"{slug}-{slugs[slug]}"


@transaction.atomic
def _index_names(world: World) -> None:
    """Write how people and events are found by name: this asks for rows, by index."""
    for kind, things in (("person", world.people.things), ("event", world.events.things)):
        for lot in _lots(range(1, len(things) + 1), LOT):
            found = contents(kind, lot)
            index.load(kind, found.items())
            index.load_starts(kind, starts(kind, found).items())


def _lots(things: range, size: int) -> Iterator[list[int]]:
    remaining = iter(things)
    while lot := list(islice(remaining, size)):
        yield lot
