"""The English of a filter: "14 quotes by Diane Sawyer, 2003 to 2021, confirmed by an editor"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.contrib.humanize.templatetags.humanize import intcomma

from articles.search import joined
from entities.filters.counted import Number
from entities.filters.verbs import BAR

# Phrases that say what the rows do: side by side they are a list, "mentioning A, quoting B and containing “c”".
DOING = (
    "appearing",
    "concerning",
    "containing",
    "credited",
    "mentioning",
    "named",
    "quoting",
    "reported",
    "said",
    "saying",
    "showing",
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One condition in words; `is_list` where it names several."""

    words: str
    is_list: bool = False

    @property
    def is_doing(self) -> bool:
        return self.words.split(" ", 1)[0] in DOING


def run_together(phrases: Iterable[Phrase]) -> str:
    """ "by A about B said to C and containing “d” in articles on E"."""
    parts = []
    for is_doing, side_by_side in groupby(phrases, key=lambda phrase: phrase.is_doing):
        told = [*side_by_side]
        words = [phrase.words for phrase in told]
        # "mentioning A and B, and quoting C": without the comma it would be A, and B, who quotes C.
        is_nested = any(phrase.is_list for phrase in told)
        parts.append(joined(words, ", and " if is_nested else " and ") if is_doing else " ".join(words))
    return " ".join(parts)


def span(first: str, last: str) -> str:
    """ "2003 to 2021", "from 2003 on", "up to 2021"."""
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"from {first} on" if first else last and f"up to {last}"


def placed(days: str) -> str:
    """Days as they follow a verb: "in 2003", "on 14 May 2003", "from 2003 to 2021"."""
    if not days or days[0].islower():
        return days
    if " to " in days:
        return f"from {days}"
    return f"{'on' if re.match(r'[0-9]{1,2} ', days) else 'in'} {days}"


class Saying:
    """The half of `DescribedFilterSet` that says it in English.

    `phrases` says each field in the sentence, in this order: those that start with a comma come after the years.
    """

    noun = ("row", "rows")
    phrases: dict[str, str] = {}
    years_phrase = ", {}"

    def count(self, number: int, *, more: bool = False) -> str:
        """ "No quotes", "1 quote", "1,204 quotes", "1,000+ quotes"."""
        return f"{intcomma(number) if number else 'No'}{'+' if more else ''} {self.noun[number != 1]}"

    def describe(self, count: int | Number) -> str:
        """Say what the list shows: "14 quotes by Diane Sawyer, 2003 to 2021, confirmed by an editor"."""
        number = count if isinstance(count, Number) else Number(count)
        told = ((phrase, self._say(name)) for name, phrase in self.phrases.items())
        said = [replace(words, words=phrase.format(words.words)) for phrase, words in told if words]
        inside = run_together(phrase for phrase in said if phrase.words[0] != ",")
        after = [phrase.words for phrase in said if phrase.words[0] == ","]
        counted = self.count(number.count, more=number.is_more)
        return " ".join(filter(None, [counted, inside])) + "".join([self._say_years(), *after, *self._say_barred()])

    def _say(self, name: str) -> Phrase | None:
        """What the page and the reader ask of a field."""
        given = [self.given[name].label] if name in self.given else []
        values = self.chosen.get(name, [])
        labels = [*given, *(value.said or value.label for value in values if value.label not in given)]
        word = "and" if given else getattr(self.filters[name], "joined", "or")
        return Phrase(joined(labels, f" {word} "), len(labels) > 1) if labels else None

    def _say_barred(self) -> list[str]:
        barred = [(name[1:], self._say(name)) for name in self.active if name[0] == BAR]
        said = [
            self.phrases[name].format(phrase.words) if name in self.phrases else self._dated(phrase.words)
            for name, phrase in barred
            if phrase
        ]
        return [f", not {words.removeprefix(', ')}" for words in said]

    def _say_years(self) -> str:
        said = (self._say(name) for name in ("from", "to", "year"))
        first, last, years = (phrase.words if phrase else "" for phrase in said)
        days = span(first, last)
        both = years and days and not self._are_years_within()
        return self._dated(f"{days} and {placed(years)}" if both else years or days)

    def _dated(self, days: str) -> str:
        is_bare = self.years_phrase == Saying.years_phrase
        return self.years_phrase.format(days if is_bare else placed(days)) if days else ""

    def _are_years_within(self) -> bool:
        """Whether the days that are asked for leave all of the years that are asked for: then these say it all."""
        since, until = (self.chosen[name][0].key if name in self.chosen else None for name in ("from", "to"))
        first, last, years = since or date.min, until or date.max, [chosen.key for chosen in self.chosen["year"]]
        return all(year and first <= date(year, 1, 1) and date(year, 12, 31) <= last for year in years)
