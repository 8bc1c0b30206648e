"""Who is in an article: every naming of a person, gathered into one chain a person."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from articles.extraction.nlp import in_title_case
from articles.extraction.people.chains import Group, group_candidates
from articles.extraction.people.descriptors import describe, gender_of, sentences_about
from articles.extraction.people.entities import find_entities
from articles.extraction.people.mentions import Candidate, find_candidates
from articles.extraction.people.names import is_regnal
from articles.extraction.people.reading import Word, read_words
from articles.extraction.people.works import find_works
from articles.extraction.types import Document, MentionKind, NameMention, PersonChain, Span

IN_FAMILY = 0.6
"""Confidence in a surname that two people of the article share."""

__all__ = ["find_entities", "find_people"]


def find_people(doc: Doc, document: Document) -> tuple[PersonChain, ...]:
    """Return the people named in an article, by first mention; name mentions only."""
    words = read_words(doc, document)
    found = find_candidates(document.text, words, find_works(document))
    mentions = [_mention(doc, document, words, candidate) for candidate in found]
    groups = group_candidates(words, found)
    owner = {member: number for number, group in enumerate(groups) for member in group.members}
    about = sentences_about(doc, document.text, mentions, [owner[index] for index in range(len(mentions))])
    return tuple(_chain(words, found, mentions, about.get(number, ()), group) for number, group in enumerate(groups))


def _mention(doc: Doc, document: Document, words: Sequence[Word], candidate: Candidate) -> NameMention:
    span = Span(words[candidate.first].start, words[candidate.last - 1].end)
    return NameMention(
        span=span,
        text=span.of(document.text),
        kind=MentionKind.NAME,
        rule=candidate.rule,
        confidence=candidate.confidence,
        descriptor=describe(doc, span.start, span.end),
    )


def _chain(
    words: Sequence[Word],
    found: Sequence[Candidate],
    mentions: Sequence[NameMention],
    about: Sequence[str],
    group: Group,
) -> PersonChain:
    own = [
        replace(mentions[member], rule="name-in-family", confidence=IN_FAMILY)
        if member in group.doubtful
        else mentions[member]
        for member in group.members
    ]
    forms = list(dict.fromkeys(mention.text for mention in own))
    name = max(forms, key=lambda form: (len(form.split()), not form.isupper()))
    if name.isupper():
        name = in_title_case(name)
    rule, confidence = own[0].rule, max(mention.confidence for mention in own)
    if group.lent and " " not in name:
        name, rule, confidence = f"{name} {group.lent}", "shared-surname", min(confidence, IN_FAMILY)
    before = [words[found[member].first - 1] for member in group.members if words[found[member].first].joined]
    regnal = next((word.text for word in before if is_regnal(word.text) and word.capital), "")
    if regnal and " " not in name:
        name = f"{regnal} {name}"
    descriptors = tuple(dict.fromkeys(mention.descriptor for mention in own if mention.descriptor))
    return PersonChain(
        name=name,
        mentions=tuple(own),
        aliases=tuple(form for form in forms if form != name),
        descriptors=descriptors,
        gender=gender_of((*descriptors, *(word.text for word in before)), about),
        rule=rule,
        confidence=confidence,
    )
