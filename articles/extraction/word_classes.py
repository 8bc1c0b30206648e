"""What class each word is of: what the model's attribute ruler says, asked once for all words that are alike.

The ruler holds each of its patterns against each token, which takes a ninth of the time of the whole pipeline. Nearly
all of them look at one token's tag, its part in the sentence and its letters, so that what they say of one token they
say of every such one. Only what the rules of extraction read is set: class, tag and part, not morphology and lemma.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from spacy.attrs import DEP, IS_SPACE, LOWER, POS, TAG
from spacy.pipeline import AttributeRuler
from spacy.strings import StringStore
from spacy.tokens import Doc

ASKED = ("TAG", "DEP", "LOWER", "IS_SPACE")
LETTERS = ASKED.index("LOWER")
SET = (POS, TAG, DEP)

Kind = tuple[int, ...]  # of a token what is ASKED; letters that no rule names are 0
Values = Mapping[int, int]


class UnknownRule(ValueError):
    """A pattern asks what is not understood here: the ruler itself has to be asked."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Of one token: what is asked, the values, and whether it has to be one of them or none."""

    place: int
    values: frozenset[int]
    is_in: bool

    def holds(self, kind: Kind) -> bool:
        return (kind[self.place] in self.values) is self.is_in


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions on tokens in a row, and what the one at `index` is given. A later rule overrules an earlier one."""

    number: int
    conditions: tuple[tuple[Condition, ...], ...]
    index: int
    values: Values

    def begins(self, kind: Kind) -> bool:
        return all(one.holds(kind) for one in self.conditions[0])

    def holds(self, kinds: Sequence[Kind]) -> bool:
        return len(kinds) == len(self.conditions) and all(
            one.holds(kind) for asked, kind in zip(self.conditions, kinds, strict=True) for one in asked
        )


@dataclass(slots=True)
class WordClasses:
    """The rules of a model, and what they say of each kind of token met so far, of which there are some thousand."""

    rules: Sequence[Rule]
    _words: frozenset[int] = field(init=False)
    _alone: dict[Kind, tuple[Rule, ...]] = field(default_factory=dict)
    _begun: dict[Kind, tuple[Rule, ...]] = field(default_factory=dict)  # those that look at further tokens
    _said: dict[Kind, Values] = field(default_factory=dict)

    def __post_init__(self) -> None:
        asked = [one for rule in self.rules for conditions in rule.conditions for one in conditions]
        self._words = frozenset(word for one in asked if one.place == LETTERS for word in one.values)

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        tags, parts, letters, spaces = doc.to_array([TAG, DEP, LOWER, IS_SPACE]).T.tolist()
        letters = [word if word in self._words else 0 for word in letters]
        kinds = list(zip(tags, parts, letters, spaces, strict=True))
        for kind in set(kinds) - self._said.keys():
            self._learn(kind)
        said = [self._said[kind] for kind in kinds]
        for at, rules in self._in_rows(kinds).items():
            said[at] = _joined((*self._alone[kinds[at]], *rules))
        values = doc.to_array(list(SET))
        for column, name in enumerate(SET):
            had = values[:, column].tolist()
            values[:, column] = [given.get(name, value) for given, value in zip(said, had, strict=True)]
        return doc.from_array(list(SET), values)

    def _learn(self, kind: Kind) -> None:
        begun = [rule for rule in self.rules if rule.begins(kind)]
        self._alone[kind] = tuple(rule for rule in begun if len(rule.conditions) == 1)
        self._begun[kind] = tuple(rule for rule in begun if len(rule.conditions) > 1)
        self._said[kind] = _joined(self._alone[kind])

    def _in_rows(self, kinds: Sequence[Kind]) -> dict[int, list[Rule]]:
        """The rules that look at several tokens, by the token that they give something to."""
        found = defaultdict(list)
        for at, kind in enumerate(kinds):
            for rule in self._begun[kind]:
                if rule.holds(kinds[at : at + len(rule.conditions)]):
                    found[at + rule.index].append(rule)
        return found


def _joined(rules: Iterable[Rule]) -> Values:
    """What several rules say of one token."""
    in_order = sorted(rules, key=lambda rule: rule.number)
    return {name: value for rule in in_order for name, value in rule.values.items()}


@cache
def word_classes(ruler: AttributeRuler) -> WordClasses | AttributeRuler:
    """What sets the classes as a model's ruler would; the ruler itself where a rule of its is not understood."""
    try:
        return read_rules(ruler)
    except UnknownRule:
        return ruler


def read_rules(ruler: AttributeRuler) -> WordClasses:
    """The rules of a model's ruler. Raises UnknownRule."""
    strings, rules = ruler.vocab.strings, []
    for number, (told, given) in enumerate(zip(ruler.patterns, ruler.attrs, strict=True)):
        if values := {name: value for name, value in given.items() if name in SET}:
            for pattern in told["patterns"]:
                asked = tuple(tuple(_conditions(token, strings)) for token in pattern)
                rules.append(Rule(number, asked, told["index"], values))
    return WordClasses(rules)


def _conditions(token: Mapping[str, object], strings: StringStore) -> Iterator[Condition]:
    for name, wanted in token.items():
        how, values = next(iter(wanted.items())) if isinstance(wanted, Mapping) else ("IN", [wanted])
        is_known = name in ASKED and how in ("IN", "NOT_IN") and all(isinstance(value, str | bool) for value in values)
        if not is_known or (isinstance(wanted, Mapping) and len(wanted) > 1):
            raise UnknownRule(f"{name}: {wanted}")
        keys = frozenset(int(value) if isinstance(value, bool) else strings.add(value) for value in values)
        yield Condition(ASKED.index(name), keys, how == "IN")
