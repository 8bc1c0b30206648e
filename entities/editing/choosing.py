"""People to choose from: those whom it may be, or those who bear a name that was typed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from entities.curation import CurationError
from entities.keys import key_in, keys_in
from entities.models import Person
from entities.queue.candidates import search, told_apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """One question that a person, or several, answer; `several` are ticked, one is a button."""

    verb: str
    label: str
    people: Sequence[Person]
    several: bool = False
    chosen: Sequence[int] = ()
    who: str = ""  # the name that was typed
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a form said that only looked for people: for which verb, by which words, with whom ticked already."""

    verb: str = ""
    who: str = ""
    ticked: Sequence[int] = field(default_factory=tuple)

    def answer(self, choosing: Choosing) -> Choosing:
        """The question with the people who were looked for, behind those who were ticked."""
        if choosing.verb != self.verb:
            return choosing
        ticked = list(self.ticked) if choosing.several else []
        kept = _in_order(ticked)
        found = search(self.who) if self.who else choosing.people
        others = [person for person in found if person.pk not in ticked]
        return replace(choosing, people=[*kept, *others], chosen=ticked, who=self.who, is_open=True)


def asked_in(verb: str, said: QueryDict) -> Asked:
    who = " ".join(said.get("who", "").split())[:100]
    return Asked(verb=verb, who=who, ticked=keys_in(said.getlist("people")))


def one_of(said: Mapping[str, str]) -> Person:
    """The person whose button was pressed."""
    key = key_in(said.get("person", ""))
    person = Person.objects.filter(pk=key).first() if key is not None else None
    if person is None:
        raise CurationError("Choose somebody whom the archive knows: type a name, then choose from those it finds.")
    return person.current


def several_of(said: QueryDict) -> list[Person]:
    """The people who were ticked, in the order of the form."""
    return _in_order(keys_in(said.getlist("people")))


def known(people: Iterable[Person]) -> list[Person]:
    """The people as they are merged now, each once, with what tells them apart."""
    return _in_order([person.current.pk for person in people])


def _in_order(keys: Sequence[int]) -> list[Person]:
    found = told_apart(Person.objects.filter(pk__in=keys)).in_bulk()
    return [found[key] for key in dict.fromkeys(keys) if key in found]
