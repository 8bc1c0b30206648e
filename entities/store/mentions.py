"""Mentions of people, and of organisations, places and works."""

from bisect import bisect_right

from articles.extraction.types import Role, Span
from articles.models import RelatedLink
from entities.models import EntityMention, Mention
from entities.store.people import Cast
from entities.store.rows import Stored, fit, pair, web_address
from entities.store.saving import Saving, anchor, claimed, is_free

MENTION_FIELDS = (
    "start", "end", "text", "kind", "place", "person_id", "chain", "descriptor", "evidence", "rule", "confidence",
    "source_changed",
)  # fmt: skip
ENTITY_FIELDS = ("start", "end", "text", "type", "rule", "confidence", "source_changed")
LINK_FIELDS = ("start", "end", "text", "kind", "url", "rule", "source_changed")
PLACES = {
    Role.HEADLINE: Mention.Place.HEADLINE,
    Role.CAPTION: Mention.Place.CAPTION,
    Role.BODY: Mention.Place.BODY,
    Role.STANDFIRST: Mention.Place.BODY,
    Role.SUBHEADING: Mention.Place.BODY,
}


def load_mentions(saving: Saving) -> Stored:
    rows = [] if saving.is_new else list(saving.article.mentions.all())
    return Stored(Mention, MENTION_FIELDS, rows)


def save_mentions(saving: Saving, cast: Cast, stored: Stored, lost: set[Mention]) -> bool:
    """Write the article's mentions; `stored` are its rows, anchored, and `lost` those to give up."""
    machine = [row for row in stored.rows if row.is_machine and row not in lost]
    pairs, new, gone = pair(machine, _wanted(saving, cast, claimed(stored.rows)), key=_span)
    for wanted, row in pairs:
        cast.keep_merged(wanted, row, "person_id")
        if row.person_id and row.person_id == wanted.person_id:
            # Once the archive knows a person, "the only one of this name" says less than the first reason did.
            wanted.evidence = row.evidence
        stored.copy(wanted, row)
    return stored.write(create=new, delete=[*gone, *lost], run=saving.run)


def _span(row: Mention) -> tuple[int, int]:
    return row.start, row.end


def _wanted(saving: Saving, cast: Cast, decided: list[Span]) -> list[Mention]:
    quoted = sorted(part for quote in saving.extraction.quotes for part in quote.parts)
    rows: dict[Span, Mention] = {}
    for index, chain in enumerate(saving.extraction.people):
        if index in cast.nobody:
            continue
        for mention in chain.mentions:
            is_too_long = len(mention.text) > Mention._meta.get_field("text").max_length
            if is_too_long or mention.span in rows or not is_free(mention.span, decided):
                continue
            rows[mention.span] = Mention(
                article=saving.article, person=cast.people[index], chain=index, start=mention.span.start,
                end=mention.span.end, text=mention.text, kind=mention.kind.value,
                place=_place(saving, mention.span, quoted), descriptor=fit(Mention, "descriptor", mention.descriptor),
                evidence=cast.reasons[index], rule=mention.rule, confidence=mention.confidence, run=saving.run,
            )  # fmt: skip
    return sorted(rows.values(), key=_span)


def _place(saving: Saving, span: Span, quoted: list[Span]) -> Mention.Place:
    place = PLACES.get(saving.extraction.document.role_at(span.start), Mention.Place.OTHER)
    index = bisect_right(quoted, span.start, key=lambda part: part.start) - 1
    if place is Mention.Place.BODY and index >= 0 and quoted[index].covers(span):
        return Mention.Place.QUOTE
    return place


def save_entities(saving: Saving) -> bool:
    """Write the organisations, places and works that the article mentions."""
    length = EntityMention._meta.get_field("text").max_length
    wanted = {
        entity.span: EntityMention(
            article=saving.article, start=entity.span.start, end=entity.span.end, text=entity.text,
            type=entity.type.value, rule=entity.rule, confidence=entity.confidence, run=saving.run,
        )
        for entity in saving.extraction.entities
        if len(entity.text) <= length
    }  # fmt: skip
    rows = [] if saving.is_new else list(saving.article.entity_mentions.all())
    return _replace(saving, Stored(EntityMention, ENTITY_FIELDS, rows), list(wanted.values()))


def save_links(saving: Saving) -> bool:
    """Write the lines of the article that point elsewhere."""
    document = saving.extraction.document
    wanted = [
        RelatedLink(
            article=saving.article, kind=line.kind.value, start=line.span.start, end=line.span.end,
            text=line.span.of(document.text), url=web_address(RelatedLink, line.url),
            rule=document.label_at(line.span.start).rule, run=saving.run,
        )
        for line in document.related
    ]  # fmt: skip
    rows = [] if saving.is_new else list(saving.article.related_links.all())
    return _replace(saving, Stored(RelatedLink, LINK_FIELDS, rows), wanted)


def _replace(saving: Saving, stored: Stored, wanted: list) -> bool:
    lost = anchor(saving, stored.rows)
    decided = claimed(stored.rows)
    wanted = [row for row in wanted if is_free(Span(row.start, row.end), decided)]
    machine = [row for row in stored.rows if row.is_machine and row not in lost]
    pairs, new, gone = pair(machine, wanted, key=_span)
    for row, found in pairs:
        stored.copy(row, found)
    return stored.write(create=new, delete=[*gone, *lost], run=saving.run)
