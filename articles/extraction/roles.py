"""What an article calls each person beside the name: offices, trades, kin, ages."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from articles.extraction.types import MentionKind, PersonChain

OF_WORDS = re.compile(r"(?<=\w) (?:of|for|at|in|from|with|to) ")
AGE = re.compile(r"\b(\d{1,3})\b")
AGED = re.compile(r"\b(\d{1,3})-year-old\b")
WRITTEN_OUT = {"sen.": "senator", "rep.": "representative", "gov.": "governor", "lt.": "lieutenant", "dr.": "doctor"}
WRITTEN_OUT |= {"rev.": "reverend", "prof.": "professor", "capt.": "captain", "sgt.": "sergeant", "gen.": "general"}
BEING = frozenset({"is", "was", "are", "were", "be", "been", "become", "becomes", "became"})


@dataclass(frozen=True, slots=True)
class Roles:
    """Last words of what a person is called ("mayor"), and the ages printed beside the name."""

    nouns: frozenset[str]
    ages: frozenset[str]


def read_roles(doc: Doc, offsets: Sequence[int], people: Sequence[PersonChain]) -> list[Roles]:
    """The roles of every person, from the descriptions found with the names and the sentences around them."""
    found = []
    for chain in people:
        descriptors = list(filter(None, chain.descriptors))
        nouns = set(filter(None, map(head_noun, descriptors)))
        for mention in chain.mentions:
            if mention.kind is MentionKind.NAME:
                first, last = bisect_left(offsets, mention.span.start), bisect_left(offsets, mention.span.end) - 1
                nouns.update(_nouns_beside(doc, first, last))
        ages = {age for words in descriptors for age in AGE.findall(words)}
        found.append(Roles(frozenset(nouns), frozenset(ages)))
    return found


def printed_age(words: str) -> str:
    """The age in a description: the 36-year-old singer -> 36."""
    match = AGED.search(words)
    return match[1] if match else ""


def head_noun(descriptor: str) -> str:
    """The noun of a description: former mayor of Tarn -> mayor."""
    words = OF_WORDS.split(descriptor.lower(), maxsplit=1)[0].split(",")[0].split()
    return WRITTEN_OUT.get(words[-1], words[-1]) if words else ""


def _nouns_beside(doc: Doc, first: int, last: int) -> Iterator[str]:
    """Her sister, Ada Marsh; Ada Marsh is a pilot; Ada Marsh, who became chief engineer."""
    if first > 1 and doc[first - 1].text == "," and doc[first - 2].pos_ == "NOUN" and _is_owned(doc[first - 2]):
        yield doc[first - 2].lower_
    name = doc[last]
    verbs = [child for child in name.rights if child.dep_ == "relcl"]
    if name.dep_ == "nsubj":
        verbs.append(name.head)
    for verb in verbs:
        if verb.lower_ in BEING:
            yield from (child.lower_ for child in verb.rights if child.dep_ == "attr" and child.pos_ == "NOUN")


def _is_owned(noun: Token) -> bool:
    return any(child.dep_ == "poss" for child in noun.lefts)
