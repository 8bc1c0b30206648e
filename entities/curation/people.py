"""What people are called, and what tells them from each other."""

from django.contrib.auth.models import User

from articles.extraction.directory import normalise
from articles.models import Review
from entities.curation.captions import BY_EDITOR
from entities.curation.checking import verb
from entities.curation.errors import CurationError
from entities.curation.ledger import Entry
from entities.models import Alias, Decision, Mention, Person
from entities.store.names import free_slugs, sort_name


@verb
def add_person(*, name: str, description: str = "", by: User, reason: str = "") -> Decision:
    """Add somebody whom no article names yet, or not so that the machine could tell; later ingests find them.

    Namesakes of those the archive has need a description.
    """
    entry = Entry(Decision.Verb.ADD_PERSON, by=by, reason=reason)
    name, description = clean_name(Person, name), " ".join(description.split())
    _refuse_too_long(Person, "description", description)
    if not description and (other := Person.objects.current().filter(name=name).first()):
        raise CurationError(f"There is a {other} already. Say in the description what tells the two apart.")
    slug = free_slugs(Person, [name], fallback="person")[0]
    person = Person(name=name, slug=slug, sort_name=sort_name(name), description=description, rule=BY_EDITOR)
    entry.mark(person, Review.EDITED)
    entry.add(person)
    entry.add(_alias(person, name))
    return entry.close(target=person)


@verb
def rename_person(*, person: Person, name: str, by: User, reason: str = "") -> Decision:
    """Set the name to print. Names known so far stay as aliases, and the address of the person's page stays."""
    entry = Entry(Decision.Verb.RENAME_PERSON, by=by, reason=reason)
    person, before = entry.open(person), person.name
    name = clean_name(Person, name)
    _refuse_rejected(person)
    person.name, person.sort_name = name, sort_name(name)
    entry.mark(person, Review.EDITED)
    if name == before:
        raise CurationError(f"{name} is the name already.")
    if not person.aliases.filter(name=name).exists():
        entry.add(_alias(person, name))
    return entry.close(target=person, label=f"{before}, now {name}")


@verb
def describe_person(*, person: Person, description: str, by: User, reason: str = "") -> Decision:
    """Set the words that tell a person from namesakes; empty words remove them."""
    entry = Entry(Decision.Verb.DESCRIBE_PERSON, by=by, reason=reason)
    person = entry.open(person)
    description = " ".join(description.split())
    _refuse_too_long(Person, "description", description)
    if description == person.description:
        raise CurationError("That is the description already.")
    person.description = description
    entry.mark(person, Review.EDITED)
    return entry.close(target=person)


@verb
def add_alias(*, person: Person, name: str, by: User, reason: str = "") -> Decision:
    """Add a name that the person is known by; later ingests find them under it."""
    entry = Entry(Decision.Verb.ADD_ALIAS, by=by, reason=reason)
    person = entry.open(person)
    name = clean_name(Alias, name)
    _refuse_rejected(person)
    if person.aliases.filter(name=name).exists():
        raise CurationError(f"{person} is known as {name} already.")
    entry.add(_alias(person, name))
    return entry.close(target=person, label=f"{person}, also {name}", concerns=[person])


@verb
def remove_alias(*, alias: Alias, by: User, reason: str = "") -> Decision:
    """Remove a name that is not the person's. A name that articles print for them cannot go while they do."""
    entry = Entry(Decision.Verb.REMOVE_ALIAS, by=by, reason=reason)
    alias = entry.open(alias)
    person = alias.person
    if alias.name == person.name:
        raise CurationError(f"{alias} is the name to print. Rename the person first.")
    printed = Mention.objects.visible().filter(person=person, text=alias.name).values("article").distinct().count()
    if printed:
        articles = "1 article" if printed == 1 else f"{printed} articles"
        raise CurationError(f"{articles} call {person} {alias}. Say there who is meant; the name then goes by itself.")
    entry.remove(alias)
    return entry.close(target=person, label=f"{person}, not {alias}", concerns=[person])


def _alias(person: Person, name: str) -> Alias:
    return Alias(person=person, name=name, normalised=normalise(name), kind=Alias.Kind.EDITOR)


def clean_name(model: type[Person | Alias], name: str) -> str:
    name = " ".join(name.split())
    if not any(character.isalpha() for character in name):
        raise CurationError("A name needs at least one letter.")
    # A letter may become several where names are compared, and the surname goes first with a comma.
    for field, words in (("name", name), ("name", sort_name(name)), ("name", normalise(name))):
        _refuse_too_long(model, field, words)
    return name


def _refuse_too_long(model: type[Person | Alias], field: str, words: str) -> None:
    length = model._meta.get_field(field).max_length
    if len(words) > length:
        raise CurationError(f"“{words[:40]}…” is longer than {length} characters.")


def _refuse_rejected(person: Person) -> None:
    if person.review == Review.REJECTED:
        raise CurationError(f"{person} was rejected. Take that back first.")
