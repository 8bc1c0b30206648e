"""What stands in an invented article: its headline, its byline, its paragraphs."""

from articles.extraction.types import Role
from newsroom.invented.asides import put_caption, put_event, put_related
from newsroom.invented.speech import put_quote
from newsroom.invented.story import Story
from newsroom.invented.words import Words, rare_word

QUOTES, CAPTIONS = 6, 2
LEAST_WORDS, MOST_WORDS = 250, 800
WORDS_OF_THE_REST, WORDS_A_SENTENCE = 215, 11
NAMED_ON_TOP, RARE, RELATED = 0.5, 0.3, 0.2
AT, BY = Words("at", "at"), Words("By", "by")


def put_headline(story: Story) -> Words:
    """Somebody and what they did, or what was done."""
    page, act = story.page, story.rng.choice(story.world.acts)
    if story.rng.random() < NAMED_ON_TOP:
        subject = story.cast[0].full
        story.mention(story.cast[0], subject, page.put(subject), "headline", "full-name")
    else:
        subject = story.world.subjects.one(story.rng)
        page.put(subject)
    page.mark(" ")
    page.put(act)
    page.close(Role.HEADLINE, 0)
    return Words(f"{subject.text} {act.text}", f"{subject.folded} {act.folded}")


def put_byline(story: Story) -> str:
    page, start = story.page, story.page.at
    author = story.world.photographers.one(story.rng)
    page.put(BY)
    page.mark(" ")
    page.put(author)
    page.close(Role.BYLINE, start)
    return author.text


def put_body(story: Story) -> None:
    """Paragraphs that each name somebody, quote somebody or show a photograph, and other sentences between."""
    rng, page = story.rng, story.page
    items = [*[_introduce] * (len(story.cast) - 1), *[put_quote] * QUOTES, *[put_caption] * CAPTIONS]
    rng.shuffle(items)
    items.insert(0, _introduce)
    told_at = rng.randrange(len(items)) if story.event else None
    sentences = max(0, rng.randrange(LEAST_WORDS, MOST_WORDS) - WORDS_OF_THE_REST) // WORDS_A_SENTENCE
    for number, put in enumerate(items):
        start = page.at
        for _ in range(sentences * (number + 1) // len(items) - sentences * number // len(items)):
            _tell(story)
        if number == told_at:
            put_event(story)
        if put is put_caption:
            if page.at > start:
                page.close(Role.BODY, start)
            put(story)
        else:
            put(story)
            page.close(Role.BODY, start)
    if rng.random() < RELATED:
        put_related(story)
    page.end()


def _tell(story: Story) -> None:
    """A sentence that names nobody; now and then with a word that few articles have."""
    page = story.page
    page.put(story.world.subjects.one(story.rng))
    page.mark(" ")
    page.put(story.rng.choice(story.world.acts))
    if story.rng.random() < RARE:
        page.between(AT)
        page.put(rare_word(story.rng))
    page.mark(". ")


def _introduce(story: Story) -> None:
    """The next of the cast in full; when all are named, one of them again."""
    page, who = story.page, story.cast[story.named % len(story.cast)]
    story.named += 1
    story.mention(who, who.full, page.put(who.full), "body", "full-name")
    page.mark(", ")
    page.put(who.role)
    page.mark(", ")
    page.put(story.rng.choice(story.world.acts))
    page.mark(".")
