"""The names of an article in reading order, each as prominent as its place in the sentence makes it."""

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from articles.extraction.nlp import SENTENCE_ENDS
from articles.extraction.people.names import gender_of_given, parts
from articles.extraction.reference.binding import SUBJECTS, subjects_of_verbs
from articles.extraction.reference.discourse import SUBJECT, Discourse, Seen
from articles.extraction.roles import read_roles
from articles.extraction.tokens import Tokens, read_tokens
from articles.extraction.types import Document, MentionKind, PersonChain

REPORTED, OWNER, OWNER_OF_SUBJECT, QUOTED = 1.2, -0.8, SUBJECT, -2.0


def read_discourse(
    doc: Doc,
    document: Document,
    people: Sequence[PersonChain],
    quoted: bytearray,
    reports: frozenset[int] = frozenset(),
) -> Discourse:
    """Put the names of an article in reading order.

    `quoted` has 1 for each token inside quotation marks, `reports` the tokens of reporting
    verbs: whoever is said to have said something is likelier to be "he" than a bystander.
    """
    tokens = read_tokens(doc)
    offsets = tokens.starts
    names: list[Seen] = []
    persons: dict[int, int] = {}
    for person, chain in enumerate(people):
        for mention in chain.mentions:
            if mention.kind is MentionKind.NAME:
                last = doc[bisect_left(offsets, mention.span.end) - 1]
                names.append(Seen(last.i, person, _weight(last, quoted, reports)))
                persons[last.i] = person
                if last.dep_ == "appos":  # the mayor, Ada Marsh, left
                    persons.setdefault(last.head.i, person)
    return Discourse(
        doc=doc,
        people=people,
        tokens=tokens,
        sentences=_sentence_numbers(tokens, quoted),
        genders=[chain.gender or _gender_of_name(chain.name) for chain in people],
        names=sorted(names, key=lambda name: name.token),
        roles=read_roles(doc, offsets, people),
        asides=_captions(offsets, document),
        quoted=quoted,
        subjects=subjects_of_verbs(tokens),
        reports=reports,
        persons=persons,
    )


def _captions(offsets: Sequence[int], document: Document) -> list[int]:
    """Number of the caption of every token, 0 outside captions."""
    numbers = [0] * len(offsets)
    for number, caption in enumerate(document.captions, 1):
        first, last = bisect_left(offsets, caption.span.start), bisect_left(offsets, caption.span.end)
        numbers[first:last] = [number] * (last - first)
    return numbers


def _weight(token: Token, quoted: Sequence[int], reports: frozenset[int]) -> float:
    """How prominent a name is by its part in the sentence."""
    if quoted[token.i]:
        return QUOTED
    if token.head.dep_ in SUBJECTS and (
        token.dep_ == "conj"
        or (token.dep_ == "appos" and token.head.pos_ == "NOUN" and not _is_owned_by_pronoun(token.head))
    ):
        token = token.head
    if token.dep_ in SUBJECTS:
        return SUBJECT + (REPORTED if token.head.i in reports else 0.0)
    if token.dep_ == "poss":
        return OWNER_OF_SUBJECT if token.head.dep_ in SUBJECTS else OWNER
    return 0.0


def _is_owned_by_pronoun(noun: Token) -> bool:
    """Whether an apposition only brings on kin of somebody who stays in mind: his father, Bo Marsh, left."""
    return any(child.dep_ == "poss" and child.tag_ == "PRP$" for child in noun.lefts)


def _sentence_numbers(tokens: Tokens, quoted: Sequence[int]) -> list[int]:
    """Number of the sentence of every token; a quotation counts as part of the sentence around it."""
    ends = {word for word in set(tokens.text) if word in SENTENCE_ENDS or "\n" in word}
    numbers, number, ended = [], 0, False
    for word, inside in zip(tokens.text, quoted, strict=True):
        number += ended and not inside
        numbers.append(number)
        ended = word in ends
    return numbers


def _gender_of_name(name: str) -> str:
    """By the first given name that men alone or women alone bear: J. Ada Marsh -> f, Ada -> f, Robin Marsh -> ""."""
    named = parts(name)
    return next(filter(None, map(gender_of_given, named.given or [named.surname])), "")
