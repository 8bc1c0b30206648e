"""Who says what in an invented article, and the rows of it."""

from typing import NamedTuple

from articles.extraction.types import QuoteKind
from articles.index import marks
from articles.same_words import words_key
from entities.models import Quote, QuotePart
from newsroom.invented.page import Place
from newsroom.invented.story import Story
from newsroom.invented.words import Words

HE, OFFICIALS, NO_WORDS = Words("he", "he"), Words("officials", "officials"), Words("", "")
NOWHERE = (None, None)
# Shares of quotes, and of their speakers.
REPORTED, SPEAKERLESS, IN_TWO_PARTS = 0.1, 0.1, 0.15
UNKNOWN, PRONOUN, SURNAME = 0.08, 0.12, 0.6
ABOUT = 0.3
Part = tuple[Place, Words]


class Speaker(NamedTuple):
    """Who speaks, and in which words and where that is written; a pronoun only leads to somebody."""

    person: int | None = None
    words: Words = NO_WORDS
    at: tuple[int | None, int | None] = NOWHERE
    cue: Words = NO_WORDS
    cue_at: tuple[int | None, int | None] = NOWHERE

    @property
    def inferred(self) -> bool:
        return self.words is HE


def put_quote(story: Story) -> None:
    """Somebody's words: in one stretch or two, reported, or without a speaker."""
    page, draw = story.page, story.rng.random()
    if draw < REPORTED:
        speaker = _put_speaker(story)
        page.mark(" ")
        part = _put_words(story)
        page.mark(".")
        return _add_rows(story, QuoteKind.INDIRECT, "reported-clause", [part], speaker)
    page.mark("“")
    parts = [_put_words(story)]
    if draw < REPORTED + SPEAKERLESS:
        page.mark(".”")
        return _add_rows(story, QuoteKind.DIRECT, "no-speaker", parts, Speaker())
    page.mark(",” ")
    speaker = _put_speaker(story)
    page.mark(".")
    if draw > 1 - IN_TWO_PARTS:
        page.mark(" “")
        parts.append(_put_words(story))
        page.mark(".”")
    return _add_rows(story, QuoteKind.DIRECT, "cue-after", parts, speaker)


def _put_words(story: Story) -> Part:
    words = story.rng.choice(story.world.said)
    return story.page.put(words), words


def _put_speaker(story: Story) -> Speaker:
    """A name, "he", or officials of whom the archive knows none; and the reporting word."""
    page, draw = story.page, story.rng.random()
    who = story.cast[story.rng.randrange(max(1, min(story.named, len(story.cast))))]
    words = who.full
    if draw < UNKNOWN:
        words = OFFICIALS
    elif draw < UNKNOWN + PRONOUN:
        words = HE
    elif draw < UNKNOWN + PRONOUN + SURNAME:
        words = who.surname
    at = page.put(words)
    if words is who.surname or words is who.full:
        story.mention(who, words, at, "body", "surname" if words is who.surname else "full-name")
    page.mark(" ")
    cue = story.world.cues.one(story.rng)
    return Speaker(None if words is OFFICIALS else who.pk, words, at, cue, page.put(cue))


def _add_rows(story: Story, kind: QuoteKind, rule: str, parts: list[Part], speaker: Speaker) -> None:
    review = story.review(rule, 0.6 if speaker.inferred else 0.9, 0.04)
    quote = story.sheets[Quote].add(
        *(story.pk, kind.value, parts[0][0][0], parts[-1][0][1], words_key(" ".join(words.text for _, words in parts))),
        *(speaker.person, speaker.words.text, *speaker.at),
        *(speaker.inferred, speaker.cue.text, *speaker.cue_at, *review),
    )
    for order, (at, words) in enumerate(parts):
        story.sheets[QuotePart].add(quote, order, *at, words.text)
    other, about = story.rng.choice(story.cast), []
    if other.pk != speaker.person and story.rng.random() < ABOUT:
        story.sheets[Quote.about.through].add(quote, other.pk)
        about.append(other.pk)
    if "rejected" not in review:
        _index(story, quote, speaker, " ".join(words.folded for _, words in parts), about)


def _index(story: Story, quote: int, speaker: Speaker, said: str, about: list[int]) -> None:
    known = None if speaker.person in story.world.rejected else speaker.person
    story.said.append((quote, speaker.words.folded, said, marks.of_quote(known, about)))
    if known:
        story.speakers.add(known)
    elif speaker.words.text:
        story.called.add(speaker.words)
