"""Who is in a photograph, by the words of its caption.

A person is shown when a position is printed beside the name, when the name is in a list "from
left", or when the sentence makes them do, or share in, what the picture shows. Somebody whom
the caption only talks about ("her split from ...", "the killing of ...") is not.
"""

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from articles.extraction.positions import Name, find_positions
from articles.extraction.types import Depicted, Span
from articles.extraction.words import word_list

PLACED, LISTED, SUBJECT, NAMED_FIRST = 0.95, 0.95, 0.85, 0.5
NOBODY = "nobody-named"
MAIN, REPORTED = ("ROOT", "acl"), ("ccomp",)
SHORTEST_SENTENCE = 4
COORDINATED = ("conj", "appos")
SUBJECTS = ("nsubj", "nsubjpass", "ROOT", "attr", "npadvmod", "dep")


def find_depicted(doc: Doc, text: str, caption: Span, names: Sequence[Name]) -> tuple[tuple[Depicted, ...], str, float]:
    """People shown in reading order, with the rule that found them and its confidence."""
    positions, listed = find_positions(text, caption, names)
    sentence = _first_sentence(doc, caption)
    acting = [name for name in names if _is_acting(doc, name, sentence, MAIN)]
    acting = acting or [name for name in names if _is_acting(doc, name, sentence, REPORTED)]
    shown = [name for name in names if name in positions or name in acting]
    rule, confidence = ("listed", LISTED) if listed else ("placed", PLACED) if positions else ("subject", SUBJECT)
    if not shown:
        shown = [name for name in names if _is_within_subject(doc, name, sentence)]
        rule, confidence = "named-first", NAMED_FIRST
    if not shown:
        return (), NOBODY, 1.0
    return _once_each(shown, positions), rule, confidence


def _once_each(shown: Iterable[Name], positions: dict[Name, str]) -> tuple[Depicted, ...]:
    found: dict[int, Depicted] = {}
    for name in shown:
        position = positions.get(name)
        if name.person not in found or (position and not found[name.person].position):
            found[name.person] = Depicted(person=name.person, position=position)
    return tuple(found.values())


def _first_sentence(doc: Doc, caption: Span) -> Tokens | None:
    """The first whole sentence: a tag like "FILE -" or a date before a colon is none."""
    tokens = doc.char_span(caption.start, caption.end, alignment_mode="expand")
    if tokens is None:
        return None
    sentences = [doc[max(s.start, tokens.start) : min(s.end, tokens.end)] for s in tokens.sents]
    return next((sentence for sentence in sentences if not _is_tag(sentence)), sentences[0])


def _is_tag(sentence: Tokens) -> bool:
    return len(sentence) < SHORTEST_SENTENCE or sentence[-1].text in (":", "-", "–", "—")


def _noun_of(doc: Doc, name: Name, sentence: Tokens | None) -> Token | None:
    """The noun that a name of the first sentence stands in for: coordination and apposition climbed."""
    tokens = doc.char_span(name.span.start, name.span.end, alignment_mode="expand")
    if tokens is None or sentence is None or not sentence.start <= tokens.start < sentence.end:
        return None
    token = tokens.root
    while token.dep_ in COORDINATED and token.head is not token:
        token = token.head
    return token


def _is_acting(doc: Doc, name: Name, sentence: Tokens | None, clauses: tuple[str, ...]) -> bool:
    """Whether the first sentence makes the person do or share in what is shown."""
    token = _noun_of(doc, name, sentence)
    if token is None:
        return False
    if token.dep_ in SUBJECTS:
        return token.dep_ == "ROOT" or _is_shown_verb(token.head, clauses)
    if token.dep_ == "pobj":
        return _is_shared(token.head)
    return token.dep_ in ("dobj", "dative") and _is_shown_verb(token.head, MAIN) and _is_contact(token.head)


def _is_shown_verb(verb: Token, clauses: tuple[str, ...]) -> bool:
    """The main verb, what is coordinated with it, or what happens "as" or "while" it does."""
    while verb.dep_ == "conj" and verb.head is not verb:
        verb = verb.head
    if verb.dep_ == "advcl":
        return any(child.dep_ == "mark" and child.lower_ in ("as", "while") for child in verb.children)
    if verb.dep_ == "xcomp":
        return verb.head.lower_ in word_list("showing_verbs")
    return verb.dep_ in clauses


def _is_shared(preposition: Token) -> bool:
    """ "with", "beside" and the like, and "by" after being hugged, lifted or joined."""
    head = preposition.head
    if preposition.lower_ in word_list("company_words"):
        if head.pos_ in ("VERB", "AUX"):
            return _is_shown_verb(head, MAIN)
        return head.ent_type_ == "PERSON" or head.dep_ in SUBJECTS or _starts_as(head, "company_verbs")
    if preposition.lower_ == "by":
        return _is_contact(head)
    if preposition.lower_ == "to":
        if head.dep_ == "dobj":  # "hands a medal to"
            return _is_contact(head.head) and _is_shown_verb(head.head, MAIN)
        return head.pos_ == "VERB" and _is_shown_verb(head, MAIN)
    return preposition.lower_ == "of" and head.lower_ in word_list("picture_nouns")


def _is_contact(verb: Token) -> bool:
    return _starts_as(verb, "contact_verbs")


def _starts_as(token: Token, name: str) -> bool:
    return any(token.lower_.startswith(stem) for stem in word_list(name))


def _is_within_subject(doc: Doc, name: Name, sentence: Tokens | None) -> bool:
    """Whether the subject is somebody's ("the singer's fans"): the best guess where no name acts."""
    token = _noun_of(doc, name, sentence)
    if token is None or token.dep_ not in ("poss", "pobj"):
        return False
    if token.dep_ == "pobj" and token.head.lower_ != "of":
        return False
    owned = token.head if token.dep_ == "poss" else token.head.head
    return owned.dep_ in ("nsubj", "nsubjpass") and _is_shown_verb(owned.head, MAIN)
