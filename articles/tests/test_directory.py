"""Who somebody is among those the archive knows: one candidate, or no answer, always with a reason."""

import pytest

from articles.extraction.directory import Directory, KnownPerson, normalise
from articles.extraction.types import (
    Document,
    Extraction,
    LabelledSpan,
    MentionKind,
    NameMention,
    PersonChain,
    Role,
    Span,
)


def chain(name: str, *descriptors: str) -> PersonChain:
    mention = NameMention(span=Span(0, len(name)), text=name, kind=MentionKind.NAME, rule="full-name", confidence=0.95)
    return PersonChain(name=name, mentions=(mention,), descriptors=descriptors)


def article(*people: PersonChain) -> Extraction:
    text = " ".join(person.name for person in people)
    document = Document(
        path="invented.txt", text=text, headline=text, spans=(LabelledSpan(Span(0, len(text)), Role.BODY),)
    )
    return Extraction(document=document, people=people)


def known(
    number: int, name: str, *aliases: str, roles: tuple[str, ...] = (), beside: tuple[int, ...] = ()
) -> KnownPerson:
    return KnownPerson(id=number, name=name, aliases=aliases, descriptors=roles, companions=frozenset(beside))


def outcomes(directory: Directory, *people: PersonChain) -> list[tuple[str, int | None]]:
    return [(r.outcome, r.person and r.person.id) for r in directory.resolve_all(article(*people))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Maria López", "MARIA LOPEZ", id="case-and-accents"),
        pytest.param("Niamh O’Hara", "Niamh O'Hara", id="curly-apostrophe"),
        pytest.param("J. K. Bellamy", "J K Bellamy", id="full-stops"),
        pytest.param("Ann Lund-Osei", "Ann Lund Osei", id="hyphen"),
        pytest.param("Abel Stone, Jr.", "Abel Stone Jr", id="suffix"),
        pytest.param('Vincent "The Hat" Moretti', "Vincent Moretti", id="nickname"),
    ],
)
def test_normalise_overlooks_how_a_name_is_set(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Abel Stone Jr.", "Abel Stone Sr.", id="junior-and-senior"),
        pytest.param("Ann van Dam", "Ann Dam", id="particle"),
    ],
)
def test_normalise_keeps_different_names_different(one, other):
    assert normalise(one) != normalise(other)


def test_full_name_that_one_person_bears_is_a_match():
    directory = Directory([known(1, "Maria Lopez"), known(2, "Maria Lund")])
    assert outcomes(directory, chain("Maria López")) == [("match", 1)]


def test_name_that_nobody_bears_is_new():
    (resolution,) = Directory([]).resolve_all(article(chain("Maria Lopez")))
    assert (resolution.outcome, resolution.candidates) == ("new", ())
    assert "Maria Lopez" in resolution.reason


def test_alias_leads_to_its_person():
    directory = Directory([known(1, "Zora Quist", "Maria Lopez")])
    assert outcomes(directory, chain("Maria Lopez")) == [("match", 1)]


def test_two_people_with_one_name_are_left_to_an_editor():
    directory = Directory([known(1, "Maria Lopez"), known(2, "Maria Lopez")])
    (resolution,) = directory.resolve_all(article(chain("Maria Lopez")))
    assert (resolution.outcome, resolution.person) == ("ambiguous", None)
    assert [person.id for person in resolution.candidates] == [1, 2]
    assert "2 people" in resolution.reason


def test_namesakes_are_told_apart_by_role():
    directory = Directory([known(1, "Maria Lopez", roles=("Mayor",)), known(2, "Maria Lopez", roles=("the cellist",))])
    assert outcomes(directory, chain("Maria Lopez", "mayor of Leeds")) == [("match", 1)]


def test_namesakes_are_told_apart_by_company():
    directory = Directory([known(1, "Maria Lopez", beside=(3,)), known(2, "Maria Lopez"), known(3, "Thomas Reed")])
    assert outcomes(directory, chain("Maria Lopez"), chain("Thomas Reed")) == [("match", 1), ("match", 3)]


@pytest.mark.parametrize(
    ("before", "now", "reason"),
    [
        pytest.param("58", "the cellist", "", id="no-role-known-no-objection"),
        pytest.param("the goalkeeper", "the cellist", "cellist", id="roles-of-two-worlds"),
        pytest.param("mayor of Leeds", "mayor of York", "york", id="same-office-elsewhere"),
        pytest.param("the 81-year-old", "24", "generation", id="ages"),
        pytest.param("singer", "actress", "", id="roles-one-person-may-hold"),
    ],
)
def test_evidence_against_a_name_is_told_to_an_editor(before, now, reason):
    directory = Directory([known(1, "Maria Lopez", roles=(before,))])
    (resolution,) = directory.resolve_all(article(chain("Maria Lopez", now)))
    assert resolution.outcome == ("ambiguous" if reason else "match")
    assert reason in resolution.reason


def test_known_company_outweighs_a_new_role():
    directory = Directory([known(1, "Maria Lopez", roles=("goalkeeper",), beside=(2,)), known(2, "Thomas Reed")])
    assert outcomes(directory, chain("Maria Lopez", "the cellist"), chain("Thomas Reed"))[0] == ("match", 1)


def test_surname_alone_needs_company_or_role():
    lopez = known(1, "Maria Lopez", "Lopez", roles=("Mayor",), beside=(2,))
    directory = Directory([lopez, known(2, "Thomas Reed")])
    assert outcomes(directory, chain("Lopez")) == [("ambiguous", None)]
    assert outcomes(directory, chain("Lopez", "the mayor")) == [("match", 1)]
    assert outcomes(directory, chain("Lopez"), chain("Thomas Reed"))[0] == ("match", 1)


def test_surname_alone_is_nobody_whom_the_article_names_in_full():
    directory = Directory([known(1, "Maria Lopez", "Lopez", beside=(2,)), known(2, "Thomas Reed")])
    read = outcomes(directory, chain("Maria Lopez"), chain("Lopez"), chain("Thomas Reed"))
    assert read == [("match", 1), ("ambiguous", None), ("match", 2)]


def test_initials_need_more_than_the_name():
    directory = Directory([known(1, "Joan Bellamy", "Bellamy", roles=("novelist",))])
    assert outcomes(directory, chain("J. K. Bellamy")) == [("ambiguous", None)]
    assert outcomes(directory, chain("J. K. Bellamy", "the novelist")) == [("match", 1)]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        pytest.param("Sergei Orlov", "Sergey Orlow", id="another-spelling"),
        pytest.param("Ann Lund", "Ann Lund-Reed", id="hyphenated-on-marriage"),
        pytest.param("Tao Jinping", "Jinping Tao", id="surname-first"),
        pytest.param("Marta Halvorsen", "Marta Halvosen", id="slip-of-a-letter"),
        pytest.param("Søren Lund", "Soren Lund", id="letters-of-another-alphabet"),
    ],
)
def test_names_nearly_alike_are_suggested_and_never_joined(before, now):
    directory = Directory([known(1, before, roles=("novelist",), beside=(2,)), known(2, "Thomas Reed")])
    resolution = directory.resolve_all(article(chain(now, "the novelist"), chain("Thomas Reed")))[0]
    assert (resolution.outcome, resolution.person) == ("ambiguous", None)
    assert [person.id for person in resolution.candidates] == [1]
    assert before in resolution.reason


@pytest.mark.parametrize("name", ["Ann Eva Lund", "William Lund", "Ann Lund Jr."])
def test_names_that_may_agree_are_no_match_without_more(name):
    directory = Directory([known(1, "Bill Lund"), known(2, "Ann Marie Lund"), known(3, "Ann Lund Sr.")])
    assert directory.resolve_all(article(chain(name)))[0].outcome != "match"


def test_ruling_of_an_editor_is_named_in_the_reason():
    directory = Directory([known(1, "Maria Lopez"), known(2, "Maria Lopez")], kept_apart={(1, 2)})
    (resolution,) = directory.resolve_all(article(chain("Maria Lopez")))
    assert "an editor keeps them apart" in resolution.reason


def test_answers_do_not_depend_on_the_order_of_the_archive():
    people = [known(n, "Maria Lopez", roles=(role,)) for n, role in enumerate(("mayor", "cellist", "goalkeeper"))]
    read = [Directory(order).resolve_all(article(chain("Maria Lopez"))) for order in (people, people[::-1])]
    assert read[0] == read[1]
