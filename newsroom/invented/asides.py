"""What stands beside the paragraphs of an invented article: photographs, events, links to others."""

from datetime import date

from articles.extraction.types import EntityType, Role
from articles.index import marks
from articles.models import Caption, RelatedLink
from entities.models import Depiction, EntityMention, EventMention, EventParticipant
from newsroom.invented.story import Story
from newsroom.invented.words import Words

AT_THE, IN, ON, READ_MORE, SHOWN_WITH = (
    Words(words, words.lower()) for words in ("At the", "in", "on", "READ MORE", "with")
)
TWO_SHOWN, DATED, PARTICIPANTS = 0.5, 0.4, 2


def put_caption(story: Story) -> None:
    """Who is shown, where and when, and who took it."""
    page, rng = story.page, story.rng
    start, before = page.at, len(page.folded)
    shown = dict.fromkeys([rng.choice(story.cast), rng.choice(story.cast)][: 1 + (rng.random() < TWO_SHOWN)])
    for number, who in enumerate(shown):
        if number:
            page.between(SHOWN_WITH)
        story.mention(who, who.full, page.put(who.full), "caption", "full-name")
    page.between(IN)
    place = story.world.places.one(rng)
    page.put(place)
    day, precision, day_text = _put_day(story) if rng.random() < DATED else (None, "", "")
    page.mark(".")
    words, at = page.since(start, before), page.close(Role.CAPTION, start, "\n")
    photographer, agency = story.world.photographers.one(rng), story.world.agencies.one(rng)
    credit = Words(f"{photographer.text}/{agency.text}", f"{photographer.folded} {agency.folded}")
    page.mark("(")
    credit_at = page.put(credit)
    page.mark(")")
    page.close(Role.CREDIT, at[1] + 1)
    review = story.review("subject", 0.85)
    caption = story.sheets[Caption].add(
        *(story.pk, *at, words.text, credit.text, *credit_at, photographer.text, agency.text),
        *(day, precision, day_text, place.text, *review),
    )
    seen = set()
    for order, who in enumerate(shown):
        depicted = story.review("subject", 0.85)
        story.sheets[Depiction].add(caption, who.pk, order, "", *depicted)
        if "rejected" not in depicted:
            seen.add(who.pk)
    if "rejected" not in review:
        taken = f"{credit.folded} ¶ {photographer.folded}"
        story.shown.append((caption, agency.folded, taken, words.folded, marks.named(sorted(seen))))


def _put_day(story: Story) -> tuple[date, str, str]:
    day = story.event.day if story.event else date(2001, 1 + story.pk % 12, 1 + story.pk % 28)
    text = f"{day.day} {day:%B %Y}"
    story.page.between(ON)
    story.page.put(Words(text, text.lower()))
    return day, "day", text


def put_event(story: Story) -> None:
    """The name of the event, who took part, and where it was."""
    page, event = story.page, story.event
    page.put(AT_THE)
    page.mark(" ")
    at = page.put(event.name)
    page.between(IN)
    place = story.world.places.one(story.rng)
    place_at = page.put(place)
    page.mark(", ")
    page.put(story.world.subjects.one(story.rng))
    page.mark(" ")
    page.put(story.rng.choice(story.world.acts))
    page.mark(". ")
    sheets = story.sheets
    sheets[EventMention].add(event.pk, story.pk, *at, event.name.text, *story.review("year-noun", 0.75))
    sheets[EntityMention].add(
        story.pk, *place_at, place.text, EntityType.PLACE.value, *story.review("model-place", 0.7)
    )
    for who in story.cast[:PARTICIPANTS]:
        sheets[EventParticipant].add(event.pk, who.pk, story.pk, *story.review("year-noun", 0.75))


def put_related(story: Story) -> None:
    page, start = story.page, story.page.at
    page.put(READ_MORE)
    page.mark(": ")
    other = Words(
        *map(" ".join, zip(story.world.subjects.one(story.rng), story.rng.choice(story.world.acts), strict=True))
    )
    at = page.put(other)
    page.close(Role.RELATED, start)
    story.sheets[RelatedLink].add(story.pk, Role.RELATED.value, *at, other.text, *story.review("related-label", 1.0))
