import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.extraction.types import MentionKind
from entities import curation
from entities.curation import CurationError
from entities.curation.merging import seen_together
from entities.models import Decision, Person
from entities.tests.factories import (
    ArticleFactory,
    CaptionFactory,
    KeptApartFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
    UserFactory,
)


@pytest.fixture
def editor(db):
    return UserFactory()


def merge(editor, keep, merged, **kwargs):
    return curation.merge_people(keep=keep, merge=merged, by=editor, **kwargs)


def test_a_merge_is_a_pointer_and_moves_no_row(editor):
    keep, merged = PersonFactory(), PersonFactory()
    quote = QuoteFactory(speaker=merged)
    decision = merge(editor, keep, merged, reason="Maiden name.")
    merged.refresh_from_db()
    quote.refresh_from_db()
    assert (merged.merged_into, merged.survivor, merged.current) == (keep, keep, keep)
    assert quote.speaker == merged
    assert decision.label == f"{merged} into {keep}"
    assert Decision.objects.on(keep).get() == Decision.objects.on(merged).get() == decision


def test_a_later_merge_moves_the_survivor_and_no_earlier_decision(editor):
    first, second, third = (PersonFactory() for _ in range(3))
    merge(editor, second, first)
    merge(editor, third, second)
    first.refresh_from_db()
    assert (first.merged_into, first.survivor) == (second, third)
    curation.unmerge(person=second, by=editor)
    first.refresh_from_db()
    assert (first.merged_into, first.survivor) == (second, second)


def test_unmerge_out_of_the_middle_takes_along_whoever_was_merged_before(editor):
    first, second, third = (PersonFactory() for _ in range(3))
    merge(editor, second, first)
    merge(editor, third, second)
    curation.unmerge(person=first, by=editor)
    assert [p.survivor for p in Person.objects.order_by("pk")] == [None, third, None]


def test_a_merge_is_refused_for_one_person_and_in_a_circle(editor):
    keep = PersonFactory()
    merged = PersonFactory(merged_into=keep)
    with pytest.raises(CurationError, match="themselves"):
        merge(editor, keep, keep)
    with pytest.raises(CurationError, match="circle"):
        merge(editor, merged, keep)
    with pytest.raises(CurationError, match="already"):
        merge(editor, PersonFactory(), merged)
    assert not Decision.objects.exists()


def test_a_merge_is_refused_for_rejected_people(editor):
    with pytest.raises(CurationError, match="was rejected"):
        merge(editor, PersonFactory(), PersonFactory(rejected=True))


def test_a_merge_is_refused_for_people_kept_apart_even_through_others(editor):
    keep, other = PersonFactory(), PersonFactory()
    ruled = PersonFactory(merged_into=other)
    KeptApartFactory(first=keep, second=ruled, reason="Mother and son.")
    with pytest.raises(CurationError, match=r"two people: “Mother and son\.”"):
        merge(editor, keep, other, sure=True)


def test_people_of_one_photo_are_merged_only_by_an_editor_who_is_sure(editor):
    keep, merged = PersonFactory(), PersonFactory()
    CaptionFactory(people=[keep, merged])
    with pytest.raises(CurationError, match="both in one photo"):
        merge(editor, keep, merged)
    merge(editor, keep, merged, sure=True)
    merged.refresh_from_db()
    assert merged.survivor == keep


def test_people_of_one_sentence_are_merged_only_by_an_editor_who_is_sure(editor):
    keep, merged = PersonFactory(name="Ada Vance"), PersonFactory(name="Tilly Vance")
    article = ArticleFactory(paragraphs=["The board met. Mr. Ada Vance thanked Tilly Vance. All left."])
    for person in (keep, merged):
        MentionFactory(article=article, person=person)
    with pytest.raises(CurationError, match=r"“Mr\. Ada Vance thanked Tilly Vance\.”"):
        merge(editor, keep, merged)


def test_people_of_two_sentences_or_meant_by_a_pronoun_are_no_evidence(editor):
    keep, merged = PersonFactory(name="Ada Vance"), PersonFactory(name="Tilly Vance")
    article = ArticleFactory(paragraphs=["Ada Vance spoke. Tilly Vance said she agreed."])
    for person in (keep, merged):
        MentionFactory(article=article, person=person)
    MentionFactory(article=article, person=keep, words="she", kind=MentionKind.PRONOUN)
    assert not list(seen_together(keep, merged))
    merge(editor, keep, merged)


def test_unmerge_refuses_who_is_not_merged(editor):
    with pytest.raises(CurationError, match="not merged"):
        curation.unmerge(person=PersonFactory(), by=editor)


def test_every_earlier_state_returns_when_decisions_are_undone_in_turn(editor):
    people = [PersonFactory() for _ in range(3)]
    states = [list(Person.objects.order_by("pk").values())]
    for keep, merged in [(0, 1), (2, 0)]:
        merge(editor, people[keep], people[merged])
        states.append(list(Person.objects.order_by("pk").values()))
    for merged in (0, 1):
        assert list(Person.objects.order_by("pk").values()) == states.pop()
        curation.unmerge(person=people[merged], by=editor)
    assert list(Person.objects.order_by("pk").values()) == states.pop()


class MergeSequences(TestCase):
    """Whatever editors merge and unmerge, in whatever order."""

    steps = st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.integers(0, 5)), max_size=14)

    @settings(max_examples=30)
    @given(steps=steps)
    def test_survivors_are_the_ends_of_chains_and_each_merge_can_be_undone(self, steps):
        editor = UserFactory()
        people = [PersonFactory() for _ in range(6)]
        for is_merge, one, other in steps:
            before = rows()
            try:
                if is_merge:
                    curation.merge_people(keep=people[one], merge=people[other], by=editor)
                    after = rows()
                    curation.unmerge(person=people[other], by=editor)
                    assert rows() == before
                    curation.merge_people(keep=people[one], merge=people[other], by=editor)
                    assert rows() == after
                else:
                    curation.unmerge(person=people[one], by=editor)
            except CurationError:
                assert rows() == before
            assert_chains_end_in_survivors()


def rows() -> list[dict]:
    return list(Person.objects.order_by("pk").values())


def assert_chains_end_in_survivors() -> None:
    people = {person.pk: person for person in Person.objects.all()}
    for person in people.values():
        end = person
        while end.merged_into_id:
            end = people[end.merged_into_id]
        assert person.survivor_id == (end.pk if end is not person else None)
