"""Form fields for words that are looked for."""

from dataclasses import replace
from functools import partial

from django import forms
from django.core.exceptions import ValidationError

from articles.search import Or, Words, begun, joined, parse_query, say
from articles.search.parsing import NO_WORD
from entities.filters.fields import Chosen, check
from entities.search.names import find_named, wanted_of

LONGEST_QUERY = 1_000  # characters


class WordsField(forms.Field):
    """Words to look for."""

    widget = forms.TextInput

    def clean(self, value: str | None) -> Chosen | None:
        text = " ".join((value or "").split())
        check(text, LONGEST_QUERY)
        if text and not (query := parse_query(text)):
            said = (problem.message for problem in query.problems if problem.message != NO_WORD)
            raise ValidationError(next(said, f"There is no word in “{text}”."), code="nothing")
        return Chosen(text, text, text) if text else None


class QueryField(WordsField):
    """A search, said in English. The key is what it asks for."""

    parse = staticmethod(parse_query)

    def clean(self, value: str | None) -> Chosen | None:
        if not (chosen := super().clean(value)):
            return None
        query = parse_query(chosen.param)
        return replace(chosen, said=say(query), key=wanted_of(query, ()))

    def under_any_name(self, chosen: Chosen) -> Chosen:
        """The same; somebody's name asks for their other names as well, and for whatever else names them."""
        query = parse_query(chosen.param)
        if not (named := find_named(query)):
            return chosen
        people = joined([str(one.person) for one in named], " and ")
        return replace(chosen, said=f"{chosen.said}, {people} under any name", key=wanted_of(query, named))


class NameField(WordsField):
    """Words of a name; the last may be the beginning of one. The key is what all that counts asks for."""

    parse = staticmethod(partial(parse_query, shortest=1))

    def __init__(self, *, verb: str, **kwargs):
        super().__init__(**kwargs)
        self.verb = verb

    def clean(self, value: str | None) -> Chosen | None:
        if not (chosen := super().clean(value)):
            return None
        query = self.parse(chosen.param)
        other = begun(query, shortest=1)
        label = f"{chosen.param}…" if other else chosen.param
        is_name = query.bare and all(isinstance(place.node, Words) for place in query.places)
        said = f"{self.verb} “{label}”" if is_name else say(query, self.verb)
        wanted = wanted_of(query, ())
        return replace(chosen, label=label, said=said, key=Or((wanted, other.root)) if other else wanted)
