"""What is printed beside a name: title, office, age; and what tells he from she."""

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Span, Token

from articles.extraction.people.kinds import PEOPLE_NOUN
from articles.extraction.people.names import is_title
from articles.extraction.types import NameMention
from articles.extraction.words import word_list

BEFORE_NAME = frozenset(("compound", "amod", "nmod", "nummod", "nounmod"))
LOOSE = frozenset(("RB", "IN", "CC", "DT"))  # "even", "the"
AGE_AFTER = re.compile(r", ?(1?\d{1,2})[,.;)]")
EMPTY = frozenset(("first", "former", "late", "then"))
LONGEST = 90  # characters
FAR = 20  # tokens from the name
CLAUSE = re.compile(r",| who\b| which\b| that\b|[;(\"“\n]")
OWNER = re.compile(r"['’]s? ")  # her son's sister
PRONOUN = re.compile(r"\b(he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
POINTING = re.compile(r"(?:an?other|my|our|that|this|what|which|your)\b", re.IGNORECASE)
HANDLE = re.compile(r"[#@]\w+")
SPEECH = re.compile(r"[\"“:]|[‘'](?=[A-Z])")
MALE = frozenset(("he", "him", "his", "himself"))


def describe(doc: Doc, start: int, end: int) -> str:
    """Return the title or description printed beside the name at `start`, as printed, or ""."""
    name = doc.char_span(start, end, alignment_mode="expand")
    if name is None:
        return ""
    return _title(name) or _apposed(name) or _apposing(name)


def _title(name: Span) -> str:
    """What stands right before the name: 'actress', 'Studio 1 host', '40-year-old'."""
    doc = name.doc
    lefts = [token for token in name.root.lefts if token.i < name.start and token.dep_ in BEFORE_NAME]
    begin = max(min((token.left_edge.i for token in lefts), default=name.start), name.start - FAR)
    if begin == name.start and begin and is_title(doc[begin - 1].text):
        begin -= 1
    while 0 < begin < name.start and _leads_up(doc, begin):
        begin -= 1
    while begin < name.start and doc[begin].tag_ in LOOSE:
        begin += 1
    words = doc[begin : name.start].text
    if not words.strip() or "\n" in words:
        return ""
    words = _clean(re.split(r"\band\b", words)[-1])
    return words if (words.lower() not in EMPTY and _is_role(doc[name.start - 1])) or "year-old" in words else ""


def _leads_up(doc: Doc, begin: int) -> bool:
    """Whether the word before belongs to a title too: "front-" of "front-runner", "Studio" of "Studio 1 host"."""
    if "-" in (doc[begin].text, doc[begin - 1].text):
        return True
    return doc[begin].like_num and doc[begin - 1].is_title and not doc[begin - 1].is_sent_start


def _apposed(name: Span) -> str:
    """What follows the name between commas: 'Finch, the mayor of Harrow,' or 'Finch, 54,'."""
    for token in name.root.children:
        if token.dep_ != "appos" or token.i < name.end or _is_one_of_many(token) or _is_somebody(token):
            continue
        if _is_role(token) or _is_a(token):
            return _clean(name.doc[token.left_edge.i : min(token.right_edge.i + 1, name.end + FAR)].text)
    age = AGE_AFTER.match(name.doc[name.end : name.end + 3].text)
    return age[1] if age else ""


def _apposing(name: Span) -> str:
    """What the name itself explains: 'The mayor, Ada Finch,'."""
    head = name.root.head
    if name.root.dep_ != "appos" or head.i >= name.start or head.ent_type_ == "PERSON":
        return ""
    if _is_role(head) and not _is_one_of_many(head):
        return _clean(name.doc[max(head.left_edge.i, name.start - FAR) : name.start].text)
    return ""


def _is_somebody(token: Token) -> bool:
    """Whether a word is a name itself, or leads to one: 'Finch, the billionaire Bo Reed and'."""
    behind = (child for child in token.rights if child.dep_ in ("appos", "compound", "nmod"))
    return token.ent_type_ == "PERSON" or any(child.ent_type_ == "PERSON" for child in behind)


def _is_one_of_many(token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS")


def _is_role(token: Token) -> bool:
    """Whether a word says who somebody is: an office, a trade, kin."""
    word = token.lower_
    single = word[:-2] + "an" if word.endswith("men") else word.removesuffix("s")
    lists = (word_list("male_words"), word_list("female_words"))
    return is_title(word) or is_title(single) or any(form in words for form in (word, single) for words in lists)


def _is_a(token: Token) -> bool:
    """Whether a noun with an article ends as words for people do: 'a retired postmistress'."""
    return bool(PEOPLE_NOUN.search(token.lower_)) and any(left.lower_ in ("a", "an", "the") for left in token.lefts)


def _clean(text: str) -> str:
    words = CLAUSE.split(HANDLE.sub("", text).strip(), maxsplit=1)[0].strip(" \n,-–—“\"'")[:LONGEST]
    return "" if POINTING.match(words) else words


def sentences_about(
    doc: Doc, text: str, mentions: Sequence[NameMention], owners: Sequence[int]
) -> dict[int, list[str]]:
    """Return, for each person, what follows the name in sentences where it comes first, up to another name.

    Where the sentence names nobody else the first word of the next one comes along: "Finch left. She ..."
    """
    starts = [sentence.start_char for sentence in doc.sents]
    sentence_of = [bisect(starts, mention.span.start) - 1 for mention in mentions]
    found: dict[int, list[str]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        number, owner = sentence_of[index], owners[index]
        if index and sentence_of[index - 1] == number:
            continue
        following = index + 1
        while following < len(mentions) and sentence_of[following] == number and owners[following] == owner:
            following += 1
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        if following < len(mentions) and sentence_of[following] == number:
            found[owner].append(text[mention.span.end : mentions[following].span.start])
        elif "\n" in text[mention.span.end : end]:
            found[owner].append(text[mention.span.end : end])
        else:
            found[owner].append(text[mention.span.end : end] + text[end : end + 4].split(" ")[0])
    return found


def gender_of(descriptors: Iterable[str], about: Iterable[str]) -> str:
    """Return "m", "f" or "": what titles, kin words and pronouns say in this article.

    `about` is what `sentences_about` found for the person.
    """
    votes = {"m": 0, "f": 0}
    for words in descriptors:
        called = OWNER.split(re.split(r"\b(?:of|to|for|at)\b", words.lower())[0])[-1]
        for word in re.findall(r"[\w.-]+", called):
            word = word[:-2] + "an" if word.endswith("men") else word
            votes["m"] += 3 * (word in word_list("male_words"))
            votes["f"] += 3 * (word in word_list("female_words"))
    for words in about:
        found = PRONOUN.search(SPEECH.split(words, maxsplit=1)[0])
        if found:
            votes["m" if found[1].lower() in MALE else "f"] += 1
    best, other = sorted(votes, key=votes.__getitem__, reverse=True)
    return best if votes[best] >= 2 and votes[best] > 2 * votes[other] else ""
