"""Whether two people of the archive may be one: how their names hang together, and what else is weighed."""

import pytest

from articles.extraction.people.likeness import Portrait, Together, compare_people, genders_in
from articles.extraction.people.ties import blocking_keys, tie_names


@pytest.mark.parametrize(
    ("one", "other", "ties"),
    [
        pytest.param("Maria Lopez", "Maria Lopez", {"same"}, id="one-name"),
        pytest.param("María López", "MARIA LOPEZ", {"setting"}, id="accents-and-capitals"),
        pytest.param("Ann Lund-Osei", "Ann Lund Osei", {"setting"}, id="hyphen"),
        pytest.param("Niamh O’Hara", "Niamh O'Hara", {"setting"}, id="apostrophe"),
        pytest.param("Ann Marie Lund", "Ann Lund", {"same", "middle"}, id="middle-name"),
        pytest.param("Ann M. Lund", "Ann Marie Lund", {"same"}, id="middle-initial"),
        pytest.param("Bill Harmon", "William Harmon", {"same", "short"}, id="short-form"),
        pytest.param('Vincent "Vinnie" Moretti', "Vinnie Moretti", {"same", "short"}, id="nickname-in-quotes"),
        pytest.param("J. Bellamy", "Joan Bellamy", {"same", "initial"}, id="initial"),
        pytest.param("J.K. Bellamy", "Joan Bellamy", {"same", "initial"}, id="initials"),
        pytest.param("Abel Stone Jr.", "Abel Stone", {"same", "suffix"}, id="junior-left-out"),
        pytest.param("Ann Lund", "Ann Lund-Reed", {"same", "double"}, id="hyphenated-on-marriage"),
        pytest.param("Hilda Stroud", "Hilda Stroud Klein", {"middle", "double"}, id="maiden-name-in-the-middle"),
        pytest.param("Ana Ruiz", "Ana Ruiz-Soler", {"same", "double"}, id="two-surnames"),
        pytest.param("Sergey Orlov", "Sergei Orlow", {"sound"}, id="from-cyrillic"),
        pytest.param("Yuri Orlov", "Iouri Orlov", {"same", "sound"}, id="from-cyrillic-by-way-of-french"),
        pytest.param("Mohammed Hussein", "Muhammad Husain", {"sound"}, id="from-arabic"),
        pytest.param("Bashar al-Amin", "Bashar Amin", {"same", "sound"}, id="arabic-article"),
        pytest.param("Søren Müller", "Soren Mueller", {"sound"}, id="letters-written-out"),
        pytest.param("Tao Jinping", "Jinping Tao", {"order"}, id="surname-first"),
        pytest.param("Marta Halvorsen", "Marta Halverson", set(), id="two-letters-are-two-names"),
        pytest.param("Marta Halvorsen", "Marta Halvosen", {"same", "letter"}, id="slip-of-a-letter"),
        pytest.param("Zora", "Zora", {"single"}, id="one-word"),
        pytest.param("Quist", "Zora Quist", {"surname"}, id="surname-alone"),
        pytest.param("Bob", "Robert Quist", {"given"}, id="given-name-alone"),
        pytest.param("Abel Stone Jr.", "Abel Stone Sr.", set(), id="father-and-son"),
        pytest.param("Ann Marie Lund", "Ann Eva Lund", set(), id="other-middle-name"),
        pytest.param("Ann Lund", "Eva Lund", set(), id="other-given-name"),
        pytest.param("Ann Lund", "Ann Reed", set(), id="other-surname"),
        pytest.param("Ann van Dam", "Ann Dam", set(), id="particle-belongs-to-the-surname"),
        pytest.param("Dan Lund", "Don Lund", set(), id="short-names-differ-in-a-letter-for-good"),
    ],
)
def test_names_hang_together(one, other, ties):
    assert tie_names(one, other).found == tie_names(other, one).found == ties
    assert bool(ties) != bool(tie_names(one, other).clash)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergey Orlov", "Sergei Orlow"),
        ("Ann Lund", "Ann Lund-Reed"),
        ("Hilda Stroud", "Hilda Stroud Klein"),
        ("Tao Jinping", "Jinping Tao"),
        ("J. Müller", "John Mueller"),
        ("Quist", "Zora Quist"),
    ],
)
def test_names_that_hang_together_share_a_key(one, other):
    assert blocking_keys(one) & blocking_keys(other)


def portrait(*names: str, beside: tuple[int, ...] = (), years: tuple[int, ...] = (), **known) -> Portrait:
    counts = {name: number + 1 for number, name in enumerate(reversed(names))}
    return Portrait(names=counts, companions=frozenset(beside), years=frozenset(years), **known)


BILL, WILLIAM = portrait("Bill Harmon"), portrait("William Harmon")


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        pytest.param({"beside": (4, 5)}, {"beside": (5, 6)}, "1 person is named beside both", id="company"),
        pytest.param({"roles": ("the cellist",)}, {"roles": ("Cellist",)}, "both are called cellist", id="role"),
        pytest.param(
            {"roles": ("mayor of Leeds",)}, {"roles": ("the mayor of Leeds",)}, "mayor of the same place", id="office"
        ),
        pytest.param({"years": (1998, 2001)}, {"years": (2002,)}, "in the same years", id="years"),
        pytest.param({"sources": frozenset("a")}, {"sources": frozenset("ab")}, "same publications", id="sources"),
    ],
)
def test_what_speaks_for_it_raises_the_score_and_is_told(one, other, reason):
    likeness = compare_people(portrait("Bill Harmon", **one), portrait("William Harmon", **other))
    assert likeness.score > compare_people(BILL, WILLIAM).score
    assert reason in likeness.for_[-1]
    assert not likeness.against


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        pytest.param({"roles": ("Mr.",)}, {"roles": ("Mrs.",)}, "one is a man and the other a woman", id="address"),
        pytest.param({"roles": ("goalkeeper",)}, {"roles": ("priest",)}, "that one a priest", id="worlds-apart"),
        pytest.param({"roles": ("mayor of Leeds",)}, {"roles": ("mayor of York",)}, "leeds", id="office-elsewhere"),
        pytest.param({"roles": ("81",)}, {"roles": ("24",)}, "generation", id="ages"),
        pytest.param({"years": (1961,)}, {"years": (1999,)}, "38 years lie between", id="years-apart"),
        pytest.param({"beside": range(20)}, {"beside": range(30, 50)}, "nobody is named beside both", id="no-company"),
    ],
)
def test_what_speaks_against_it_lowers_the_score_and_is_told(one, other, reason):
    likeness = compare_people(portrait("Bill Harmon", **one), portrait("William Harmon", **other))
    assert likeness.score < compare_people(BILL, WILLIAM).score
    assert reason in likeness.against[0]


def test_people_named_together_are_hardly_one():
    scores = [compare_people(BILL, WILLIAM, together=where).score for where in Together]
    assert scores[0] > scores[1] > scores[2] >= scores[3]
    assert compare_people(BILL, WILLIAM, together=Together.PHOTO).against == ("one photo names both",)


def test_names_that_cannot_be_one_person_are_not_weighed():
    likeness = compare_people(portrait("Ann Lund", beside=(1, 2, 3)), portrait("Eva Lund", beside=(1, 2, 3)))
    assert (likeness.score, likeness.for_, likeness.against) == (0.0, (), ("their given names differ",))


def test_a_surname_that_both_were_called_by_says_nothing_where_both_have_full_names():
    assert compare_people(portrait("Ann Lund", "Lund"), portrait("Eva Lund", "Lund")).score == 0


def test_the_closest_of_many_names_counts():
    likeness = compare_people(portrait("Zora Quist", "Maria Lopez"), portrait("Maria Lopez"))
    assert likeness.for_ == ("both are called Maria Lopez",)


def test_a_form_hardly_ever_printed_counts_for_less():
    often = Portrait(names={"Zora Quist": 99, "Maria Lopez": 1})
    likeness = compare_people(often, portrait("Maria Lopez"))
    assert likeness.score < compare_people(portrait("Maria Lopez"), portrait("Maria Lopez")).score
    assert "hardly ever" in likeness.against[0]


def test_junior_and_senior_are_two_even_where_both_are_printed_without():
    likeness = compare_people(portrait("Abel Stone", "Abel Stone Jr."), portrait("Abel Stone", "Abel Stone Sr."))
    assert likeness.score < 0.1
    assert likeness.against == ("one is Jr and the other Sr",)


def test_closer_names_score_higher():
    names = ["William Carl Lund", "William Lund", "Bill Lund", "W. Lund", "Lund", "Eva Lund"]
    scores = [compare_people(portrait("William Carl Lund"), portrait(name)).score for name in names]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0.7
    assert scores[-1] == 0


def test_who_comes_first_does_not_matter():
    one = portrait("Bill Harmon", roles=("the cellist",), beside=(1,), years=(1999,))
    other = portrait("W. Harmon", "Harmon", roles=("priest",), beside=(1,), years=(2020,))
    assert compare_people(one, other).score == compare_people(other, one).score


@pytest.mark.parametrize(
    ("titles", "genders"),
    [
        (("Mrs.", "mayor of Leeds"), {"f"}),
        (("spokesman for the actress",), {"m"}),
        (("mayor",), set()),
    ],
)
def test_genders_come_from_titles_only(titles, genders):
    assert genders_in(titles) == genders
