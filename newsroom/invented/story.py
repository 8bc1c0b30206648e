"""One invented article: its text, and everything that was found in it, as rows."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from django.db.models import Model

from articles.index import Columns, marks
from articles.models import Article, ArticleVersion
from entities.models import Mention
from newsroom.invented.page import Page, Place
from newsroom.invented.sheets import Sheet
from newsroom.invented.words import Words
from newsroom.invented.world import LAST_YEAR, Happening, Somebody, World, first_day, some_day

MODEL = "invented"
NOW = "2026-01-01 00:00:00"  # nothing depends on when the archive was made
NOBODY = ("machine", None, None)
PRECISIONS = ("minute", "day", "day", "day", "day", "day", "day", "day", "month", "year")
UNDATED = 0.015
AMBIGUOUS = 0.02
ON_AN_EVENT = 0.6
DAYS_AFTER = 6  # that an article appears after what it tells of, on average


@dataclass(slots=True)
class Story:
    """An article in the making; `editor` decided on some of its rows, `index` collects what the search holds."""

    world: World
    rng: Random
    sheets: dict[type[Model], Sheet]
    index: dict[str, list[tuple[int, Columns]]]
    run: int
    editor: int
    pk: int
    cast: list[Somebody]
    event: Happening | None
    page: Page = field(default_factory=Page)
    named: int = 0  # of the cast, how many were named so far
    people: set[int] = field(default_factory=set)  # of whom a mention can be seen
    speakers: set[int] = field(default_factory=set)
    called: set[Words] = field(default_factory=set)  # speakers of whom nobody is known
    said: list[tuple[int, str, str, list[str]]] = field(default_factory=list)  # quotes: speaker, words, marks
    shown: list[tuple[int, str, str, str, list[str]]] = field(default_factory=list)  # photos: agency, credit, words

    def review(self, rule: str, confidence: float, decided: float = 0.02) -> tuple:
        """The columns that every row found by a rule has; of a share of rows an editor decided, most often yes."""
        said = NOBODY
        if self.rng.random() < decided:
            said = (self.rng.choice(("confirmed", "confirmed", "edited", "rejected")), self.editor, NOW)
        return (rule, confidence, self.run, *said)

    def mention(self, who: Somebody, words: Words, at: Place, where: str, rule: str) -> None:
        """Note that words mean somebody; of a few in the text the archive cannot tell whom."""
        person = None if where == "body" and self.rng.random() < AMBIGUOUS else who.pk
        review = self.review(rule, 0.95, 0.01)
        self.sheets[Mention].add(*(self.pk, person, self.cast.index(who), *at, words.text, "name", where, ""), *review)
        if person and "rejected" not in review:
            self.people.add(person)


def begin(world: World, rng: Random, sheets: dict, index: dict, *, run: int, editor: int) -> Story:
    cast = list(dict.fromkeys(world.people.some(rng, rng.choice((7, 8, 8, 9, 9)))))
    event = world.events.one(rng) if rng.random() < ON_AN_EVENT else None
    return Story(world, rng, sheets, index, run, editor, sheets[Article].last + 1, cast, event)


def finish(story: Story, *, headline: Words, author: str) -> None:
    """Add the rows of the article itself, whose text is whole."""
    text, publisher = story.page.text, story.world.publishers.one(story.rng)
    day, published, precision = _published(story)
    source = f"invented/{day.year}/{story.pk:07d}.txt"
    digest = hashlib.sha256(text.encode()).hexdigest()
    story.sheets[Article].add(
        *(source, digest, headline.text, json.dumps([author]), publisher.text, "footer", "en", ""),
        *(published, precision, day.year if published else None, text, json.dumps(story.page.spans)),
        *(story.run, MODEL, MODEL, NOW, NOW),
    )
    story.sheets[ArticleVersion].add(story.pk, 1, source, digest, story.run, NOW)
    _index(story, headline.folded, publisher.folded, day.year if published else None)


def _index(story: Story, headline: str, publisher: str, year: int | None) -> None:
    """What the search holds of the article, its quotes and its photographs."""
    called = " ¶ ".join(words.folded for words in sorted(story.called))
    columns = headline, publisher, called, " ".join(story.page.folded)
    dated = marks.dated([year] if year else [])
    marked = [*marks.named(sorted(story.people)), *marks.saying(sorted(story.speakers)), *dated]
    story.index["article"].append((story.pk, marks.with_marks(columns, marked)))
    for key, speaker, words, marked in story.said:
        columns = marks.with_marks((speaker, publisher, "", words), [*marked, *dated])
        story.index["quote"].append((key, columns))
    for key, agency, credit, words, marked in story.shown:
        columns = marks.with_marks((agency, credit, publisher, words), [*marked, *dated])
        story.index["caption"].append((key, columns))


def _published(story: Story) -> tuple[date, str | None, str]:
    """The day of the article, the moment to store, and how exactly it is known."""
    rng = story.rng
    day = some_day(rng)
    if story.event:
        day = min(story.event.day + timedelta(days=int(rng.expovariate(1 / DAYS_AFTER))), date(LAST_YEAR, 12, 31))
    if rng.random() < UNDATED:
        return day, None, ""
    precision = rng.choice(PRECISIONS)
    time = f"{rng.randrange(24):02d}:{rng.randrange(60):02d}" if precision == "minute" else "00:00"
    return day, f"{first_day(day, precision)} {time}:00", precision
