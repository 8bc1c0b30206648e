"""Who is in an article: every naming of a person, gathered into one chain a person."""

from spacy.tokens import Doc

from articles.extraction.people.chains import Group, group_candidates
from articles.extraction.people.mentions import Candidate, find_candidates
from articles.extraction.people.reading import Word, read_words
from articles.extraction.people.works import find_works
from articles.extraction.types import Document, MentionKind, NameMention, PersonChain, Span


def find_people(doc: Doc, document: Document) -> tuple[PersonChain, ...]:
    """Return the people named in an article, by first mention; name mentions only."""
    words = read_words(doc, document)
    found = find_candidates(document.text, words, find_works(document))
    return tuple(_chain(doc, document, words, found, group) for group in group_candidates(words, found))


def _chain(doc: Doc, document: Document, words: list[Word], found: list[Candidate], group: Group) -> PersonChain:
    mentions = []
    for member in group.members:
        candidate = found[member]
        span = Span(words[candidate.first].start, words[candidate.last - 1].end)
        mentions.append(
            NameMention(
                span=span,
                text=span.of(document.text),
                kind=MentionKind.NAME,
                rule=candidate.rule,
                confidence=candidate.confidence,
            )
        )
    forms = list(dict.fromkeys(mention.text for mention in mentions))
    name = max(forms, key=lambda form: (len(form.split()), len(form)))
    return PersonChain(
        name=name,
        mentions=tuple(mentions),
        aliases=tuple(form for form in forms if form != name),
        rule=mentions[0].rule,
        confidence=max(mention.confidence for mention in mentions),
    )


def find_entities(doc, document, people):
    return ()
