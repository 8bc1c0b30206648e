"""Reads what is written in the search box: anything becomes a query, nothing raises, nothing takes long."""

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import lru_cache

from articles.search.nodes import as_one, replaced, share, within
from articles.search.query import (
    DATE_FIELDS,
    FIELDS,
    NAME_FIELDS,
    STATES,
    SYNONYMS,
    And,
    Field,
    Near,
    Node,
    Not,
    Or,
    Place,
    Problem,
    Query,
    Words,
)
from articles.search.tokens import MARKS, Token, read_tokens
from articles.search.values import is_turned_round, parse_period
from articles.search.words import folded_words

LONGEST_QUERY = 1000
MOST_WORDS = 40
NO_WORD = "There is no word in it."
DEEPEST = 10
FAR = 10  # words between the two sides of NEAR, unless told
FARTHEST = 20
SHORTEST_PREFIX = 2


@lru_cache(maxsize=500)
def parse_query(written: str, *, shortest: int = SHORTEST_PREFIX) -> Query:
    """Read a query; what could not be understood is told in `problems`, and the rest is asked for all the same.

    The beginning of a word has so many letters at least.
    """
    written = written.replace("\0", " ")
    text = written[:LONGEST_QUERY]
    reader = _Reader(text, read_tokens(text), shortest)
    root = reader.read_all()
    if len(written) > LONGEST_QUERY:
        reader.problem(
            LONGEST_QUERY, len(written), f"A query has {LONGEST_QUERY} characters at most: the rest is left out."
        )
    if root is None and text.strip() and not reader.problems:
        reader.problem(0, len(text), NO_WORD)
    told: dict[tuple[str, str], Problem] = {}  # of the same words the same is said once
    for problem in sorted(reader.problems, key=lambda problem: problem.start):
        told.setdefault((written[problem.start : problem.end], problem.message), problem)
    return Query(written, root, tuple(told.values()), tuple(reader.places))


def begun(query: Query, *, shortest: int = SHORTEST_PREFIX) -> Query | None:
    """The query with its last word as the beginning of one; None where it has none, or is not wholly understood.

    Nor where it asks for this or that, or leaves something out: a beginning may then find less.
    """
    if query.problems or not query.is_plain or not query.written[-1:].isalnum():
        return None
    other = parse_query(f"{query.written}*", shortest=shortest)
    is_same = [place.start for place in other.places] == [place.start for place in query.places]
    return other if is_same and not other.problems else None


@dataclass
class _Reader:
    """Reads the tokens from left to right, once."""

    written: str
    tokens: list[Token]
    shortest: int
    at: int = 0
    depth: int = 0
    words: int = 0
    problems: list[Problem] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def problem(self, start: int, end: int, message: str) -> None:
        self.problems.append(Problem(start, end, message))

    def about(self, token: Token, message: str) -> None:
        self.problem(token.start, token.end, message)

    def next(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def read_all(self) -> Node | None:
        parts = []
        while (token := self.next()) is not None:
            parts.append(self.read_or())
            if (token := self.next()) is not None:  # only a bracket that nothing opened stops an expression
                self.about(token, "No bracket is open here: left out.")
                self.at += 1
        return as_one(And, parts)

    def read_or(self) -> Node | None:
        """What stands on one side of OR goes together: `ferry bridge OR lock` is (ferry bridge) OR lock."""
        sides, joined = [self.read_and()], None
        while (token := self.next()) is not None and token.kind == "or":
            self.at += 1
            joined = token
            sides.append(self.read_and())
        if joined and None in sides:
            self.about(joined, "Nothing stands on one side of OR: left out.")
        return as_one(Or, sides)

    def read_and(self) -> Node | None:
        parts = []
        while (token := self.next()) is not None and token.kind not in ("or", "close"):
            if token.kind == "and":
                self.at += 1
                continue
            parts.append(self.read_near())
        return as_one(And, parts)

    def read_near(self) -> Node | None:
        first = self.read_not()
        while (token := self.next()) is not None and token.kind == "near":
            self.at += 1
            second = self.read_not() if self.next() and self.next().kind not in ("or", "close") else None
            if isinstance(first, Words) and isinstance(second, Words) and not share(first, second):
                first = Near(first, second, self.read_distance(token))
            elif first is None or second is None:
                self.about(token, "NEAR stands between two words, one on either side: left out.")
                first = first or second
            else:
                self.about(token, "NEAR stands between two different words: both sides are looked for anywhere.")
                first = as_one(And, [first, second])
        return first

    def read_distance(self, token: Token) -> int:
        _, slash, number = token.text.partition("/")
        if slash and not number.isdecimal():
            self.about(token, f"After NEAR/ stands how many words apart: searched as NEAR/{FAR}.")
            return FAR
        asked = int(number or FAR)
        if asked > FARTHEST:
            self.about(token, f"NEAR reaches over {FARTHEST} words at most: searched as NEAR/{FARTHEST}.")
        return min(asked, FARTHEST)

    def read_not(self) -> Node | None:
        """A double denial is none."""
        denied, last = False, None
        while (token := self.next()) is not None and token.kind in ("minus", "not"):
            denied, last = not denied, token
            self.at += 1
        if token is None or token.kind in ("or", "close", "and", "near"):
            if last:
                self.about(last, "Nothing follows that could be left out.")
            return None
        node = self.read_one()
        return Not(node) if denied and node is not None else node

    def read_one(self) -> Node | None:
        token = self.next()
        self.at += 1
        if token.kind == "empty":
            token = self.as_meant(token)
        if token.kind == "open":
            return self.read_group(token)
        if token.kind in ("field", "phrase", "word"):
            known = len(self.places)
            node = self.read_field(token) if token.kind == "field" else self.read_words(token)
            asked = node.child if isinstance(node, Not) else node
            if isinstance(asked, Words | Field) and len(self.places) == known:  # in brackets each has its own
                self.places.append(Place(asked, token.start, self.tokens[self.at - 1].end))
            return node
        if token.kind == "stray":
            self.about(token, "This quotation mark has no partner: its words are looked for one by one.")
        elif token.kind == "empty":
            self.about(token, f"Nothing stands after “{token.text}”: left out.")
        return None

    def as_meant(self, token: Token) -> Token:
        """A name with nothing behind its colon: of a field it is asked for what follows; any other is a word."""
        name, value = token.text[:-1].lower(), self.next()
        if SYNONYMS.get(name, name) not in FIELDS:
            return Token("word", token.text[:-1], token.start, token.end - 1)
        return token._replace(kind="field") if value and value.kind in ("word", "phrase", "open") else token

    def read_group(self, token: Token) -> Node | None:
        if self.depth >= DEEPEST:
            self.about(token, f"Brackets go {DEEPEST} deep at most: this one is left out.")
            return None
        self.depth += 1
        inside = self.read_or()
        self.depth -= 1
        if self.next() is None:
            self.about(token, "This bracket is not closed: it reaches to the end.")
        self.at = min(self.at + 1, len(self.tokens))
        return inside

    def read_words(self, token: Token) -> Words | None:
        text = token.text
        is_phrase, is_prefix = token.kind == "phrase", text.endswith("*")
        found = folded_words(text)
        room = MOST_WORDS - self.words
        self.words += len(found)
        if len(found) > room:
            if room >= 0 and found:
                self.about(token, f"A query has {MOST_WORDS} words at most: those from here on are left out.")
            self.words = MOST_WORDS + 1
            found = found[: max(room, 0)]
        if is_prefix and found and len(found[-1]) < self.shortest:
            self.about(token, f"Before * stand at least {self.shortest} letters: only the word itself is looked for.")
            is_prefix = False
        if found and "*" in text.rstrip("*"):
            said = f"{' '.join(found)}{'*' * is_prefix}"
            self.about(token, f"A * counts at the end of a word alone: searched as “{said}”.")
        is_exact = is_phrase or len(found) > 1
        return Words(tuple(found), exact=is_exact, prefix=is_prefix, quoted=is_phrase) if found else None

    def read_field(self, token: Token) -> Node | None:
        name, value = token.text[:-1].lower(), self.next()
        name = SYNONYMS.get(name, name)
        if value and value.kind == "minus" and name in FIELDS:  # headline:-bridge is -headline:bridge
            self.at += 1
            node = self.read_field(token)
            return Not(node) if node else None
        if value and value.kind == "open":
            return self.read_fields(name, token)
        if value is None or value.kind not in ("word", "phrase", "or", "and", "near", "not", "minus", "field"):
            self.about(token, f"Nothing stands after “{token.text}”: left out.")
            return None
        if name not in FIELDS:
            self.at += 1
            return self.read_no_field(token, value)
        self.at += 1
        if name in DATE_FIELDS or name == "is":
            return self.read_value(name, token, value)
        words = self.read_words(value if value.kind == "phrase" else value._replace(kind="word"))
        if words and name in NAME_FIELDS:
            words = replace(words, exact=True)
        return Field(name, words) if words else None

    def read_no_field(self, token: Token, value: Token) -> Node | None:
        """What looks like a field and is none: two words."""
        name = token.text[:-1]
        near = get_close_matches(name.lower(), FIELDS, 1, 0.75)
        there = f"perhaps {near[0]}:?" if near else f"those there are: {', '.join(FIELDS)}."
        self.about(token, f"There is no field “{name.lower()}”; {there} Searched as words.")
        value = value if value.kind == "phrase" else value._replace(kind="word")
        parts = []
        for one in (Token("word", name, token.start, token.end - 1), value):
            parts.append(self.read_words(one))
            if parts[-1]:
                self.places.append(Place(parts[-1], one.start, one.end))
        return as_one(And, parts)

    def read_fields(self, name: str, token: Token) -> Node | None:
        """What stands in brackets behind a field is asked of it word by word."""
        opening, first = self.at, len(self.places)
        self.at += 1
        inside = self.read_group(self.tokens[opening])
        if name not in FIELDS:
            self.about(token, f"There is no field “{name}”; those there are: {', '.join(FIELDS)}. Searched as words.")
            return inside
        if name in (*DATE_FIELDS, "is"):
            return self.read_values(name, inside, first)
        if any(one.kind == "near" for one in self.tokens[opening : self.at]):
            self.about(token, "NEAR looks through a whole row: here both sides are looked for anywhere in the field.")
        self.places[first:] = [replace(place, node=within(name, place.node)) for place in self.places[first:]]
        return within(name, inside)

    def read_values(self, name: str, inside: Node | None, first: int) -> Node | None:
        """The words of some brackets, of which the places are known from the `first` on, as values of a field."""
        found: dict[Node, Field | None] = {}
        for place in self.places[first:]:
            if isinstance(place.node, Words):
                word = Token("word", self.written[place.start : place.end], place.start, place.end)
                found[place.node] = self.read_value(name, word, word)
        valued = [replace(place, node=found.get(place.node, place.node)) for place in self.places[first:]]
        self.places[first:] = [place for place in valued if place.node]
        return replaced(inside, found)

    def read_value(self, name: str, token: Token, value: Token) -> Field | None:
        text = value.text.strip(MARKS).lower()
        try:
            if name != "is":
                period = parse_period(name, text)
                if name == "year" and is_turned_round(text):
                    first, _, last = text.partition("..")
                    self.problem(token.start, value.end, f"{name}: {first}..{last} was read as {last}..{first}.")
                return Field(name, period)
        except ValueError as error:
            self.problem(token.start, value.end, f"{name}: {error}. Left out.")
            return None
        if text in STATES:
            return Field(name, text)
        self.problem(token.start, value.end, f"is: knows {', '.join(STATES)}. Left out.")
        return None
