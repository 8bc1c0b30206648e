"""What a sentence itself says of its pronouns: whom it binds, whom it keeps out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Token

from articles.extraction.tokens import Tokens

HIGHEST = 10
"""Steps up the tree of a sentence within which a pronoun is bound."""
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
RELATIVE = frozenset({"who", "that", "which", "whom"})
OBJECTIVE = frozenset({"him", "her"})
DIRECT = frozenset({"dobj", "dative"})
GOVERNED = DIRECT | SUBJECTS | {"pobj"}
SHARING = frozenset({"xcomp", "conj"})


class Bond(StrEnum):
    """How the subject of a verb stands to a pronoun below that verb."""

    OWN = "own"  # Marsh took her coat
    OUTER = "outer"  # Marsh said she knew; Marsh said her coat was gone
    LATER = "later"  # In her coat, Marsh left
    BARRED = "barred"  # Marsh saw her


@dataclass(frozen=True, slots=True)
class Bound:
    """A subject that a pronoun may go back to by the build of its sentence."""

    token: int
    bond: Bond


def subjects_of_verbs(tokens: Tokens) -> dict[int, int]:
    """The first subject of every verb, its own before one that it is lent.

    "who" stands for the noun that its clause describes; "asked him to pay" lends "pay" its
    subject, and so does "a man losing".
    """
    subjects: dict[int, int] = {}
    lent: dict[int, int] = {}
    objects: dict[int, int] = {}
    for index, (dep, head) in enumerate(zip(tokens.dep, tokens.heads, strict=True)):
        if dep in SUBJECTS:
            relative = tokens.lower[index] in RELATIVE and tokens.dep[head] == "relcl"
            subjects.setdefault(head, tokens.heads[head] if relative else index)
        elif dep == "dobj":
            objects.setdefault(head, index)
        elif dep == "xcomp" and head in objects:
            lent[index] = objects[head]
        elif dep == "acl" and tokens.tag[index] == "VBG":
            lent[index] = head
    return lent | subjects


def _seeks_subject(token: Token) -> bool:
    """Whether a pronoun goes back to the subject of its own clause: lost *his* coat, hurt *himself*; not saw him."""
    return token.dep_ == "poss" or token.lower_ in ("his", "hers", "himself", "herself")


def bonds(token: Token, subjects: Mapping[int, int]) -> Iterator[Bound]:
    """The subjects above a pronoun, nearest first: "Finch said Marsh lost her coat" -> Marsh, Finch."""
    own = _seeks_subject(token)
    barred = -1 if own else _barred(token, subjects)
    here, path = token, {token.i}
    for _ in range(HIGHEST):
        if here.head.i == here.i:
            return
        here = here.head
        subject = subjects.get(here.i)
        if subject in path:  # her mother left
            own = False
        elif subject is not None:
            if here.i == barred:
                bond = Bond.BARRED
            elif subject > token.i:
                bond = Bond.LATER
            else:
                bond = Bond.OWN if own else Bond.OUTER
            yield Bound(subject, bond)
            own = False
        path.add(here.i)


def _barred(token: Token, subjects: Mapping[int, int]) -> int:
    """The verb whose subject "him" cannot be: saw him, spoke to him, asked him to stay, wanted to see him."""
    if token.lower_ not in OBJECTIVE or token.dep_ not in GOVERNED:
        return -1
    verb = token.head if token.dep_ in DIRECT else token.head.head
    for _ in range(HIGHEST):
        if verb.i in subjects or verb.dep_ not in SHARING:
            break
        verb = verb.head
    return verb.i
