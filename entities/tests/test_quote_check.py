"""Is this quote exact, and who said it?"""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.drafts import LONGEST, MOST
from entities import quote_check
from entities.models import Decision, Quote
from entities.quote_check import Verdict, check_draft
from entities.tests.factories import ArticleFactory, MentionFactory, PersonFactory, QuoteFactory
from entities.tests.indexing import fill_index

pytestmark = pytest.mark.django_db
WAITED = "We waited nine years for this day, and it was worth it"


@pytest.fixture
def printed(archive):
    archive.waited = QuoteFactory(article=archive.gazette, speaker=archive.ada, words=WAITED)
    QuoteFactory(
        article=archive.courier, speaker=archive.ada, words="We waited nine years for this day and it was worth it"
    )
    ArticleFactory(paragraphs=["The old lock keeper has never once seen the sea."])
    for person in (archive.ada, archive.bo):
        person.aliases.get_or_create(name=person.name, normalised=person.name.lower(), kind="full")
    fill_index()
    return archive


@pytest.mark.parametrize(
    ("draft", "verdict", "speaker"),
    [
        (WAITED, Verdict.VERBATIM, "Ada Quill"),
        ("nine years for this day", Verdict.VERBATIM, "Ada Quill"),
        (f'"{WAITED}," Ada Quill said.', Verdict.VERBATIM, "Ada Quill"),
        (f"“{WAITED},” she said.", Verdict.VERBATIM, "Ada Quill"),
        (f'"{WAITED}," Bo Tarn said.', Verdict.ANOTHER, "Ada Quill"),
        (f'"{WAITED}," Bo Tarn told Ada Quill.', Verdict.ANOTHER, "Ada Quill"),
        (f'"{WAITED}," Ada Quill told Bo Tarn.', Verdict.VERBATIM, "Ada Quill"),
        ("“We waited for this day and it was worth it,” Bo Tarn said.", Verdict.BOTH, "Ada Quill"),
        ("We waited ten years for this day, and it was worth it", Verdict.ALTERED, "Ada Quill"),
        ("“We waited for this day and it was worth it,” Ada Quill said.", Verdict.ALTERED, "Ada Quill"),
        ("Bo Tarn left. “We waited nine years for this day,” she said.", Verdict.VERBATIM, "Ada Quill"),
        ("Good riddance to them", Verdict.VERBATIM, None),
        ("The old lock keeper has never once seen the sea", Verdict.UNQUOTED, None),
        ("Nobody ever wrote a line like that one here", Verdict.NOT_FOUND, None),
    ],
)
def test_each_quotation_has_a_verdict(printed, draft, verdict, speaker):
    (one,) = check_draft(draft).checked
    assert (one.verdict, one.quote.speaker and one.quote.speaker.name if one.quote else None) == (verdict, speaker)


def test_every_other_publication_of_the_same_words_is_named(printed):
    (one,) = check_draft(WAITED).checked
    assert [other.article for other in one.others] == [printed.courier]


def test_however_often_words_are_printed_it_is_known_that_the_named_one_said_them(printed, monkeypatch):
    monkeypatch.setattr(quote_check, "MOST_CANDIDATES", 3)
    for number in range(12):
        QuoteFactory(speaker=printed.bo if number < 11 else printed.ada, words="The bridge was there before us all")
    fill_index()
    for name in ("Ada Quill", "Bo Tarn"):
        (one,) = check_draft(f"“The bridge was there before us all,” {name} said.").checked
        assert (one.verdict, one.quote.speaker.name) == (Verdict.VERBATIM, name)


def test_who_else_said_the_same_words_is_named(reader, printed):
    for speaker in (printed.ada, printed.bo, None):
        QuoteFactory(speaker=speaker, words="The bridge was there before us all")
    fill_index()
    page = reader.get(reverse("quote_check"), {"q": "The bridge was there before us all"}).content.decode()
    assert "also in 2 other articles" in page
    assert f'said by <a class="by machine" href="{printed.bo.get_absolute_url()}">Bo Tarn</a>' in page
    assert "by nobody who is named" in page


def test_people_of_one_name_are_told_by_their_number(reader, printed):
    PersonFactory(name="Ada Quill", slug="ada-quill-2").aliases.get_or_create(
        name="Ada Quill", normalised="ada quill", kind="full"
    )
    draft = {"draft": "“We waited for this day and it was worth it,” Ada Quill said."}
    page = reader.post(reverse("quote_check"), draft).content.decode()
    assert '<a href="/people/?q=Ada%20Quill">Ada Quill</a> (2 people are called so)' in page


def test_the_page_shows_the_difference_the_passage_and_the_evidence(reader, printed):
    draft = "“We waited ten years for this day, and it was worth it,” Ada Quill said."
    page = reader.post(reverse("quote_check"), {"draft": draft}).content.decode()
    assert ">1 altered</h1>" in page
    assert '<del><span class="visually-hidden">printed: </span>nine </del>' in page
    assert '<ins><span class="visually-hidden">pasted: </span>ten </ins>' in page
    assert "cue “said”" in page
    assert "also in 1 other article" in page
    assert f"#quote-{printed.waited.pk}" in page


def test_a_line_has_an_address(reader, printed):
    assert ">1 verbatim</h1>" in reader.get(reverse("quote_check"), {"q": WAITED}).content.decode()


def test_a_draft_is_bounded_and_says_so(reader, printed):
    many = "\n".join(f"“Line {number} of a draft”" for number in range(MOST + 3))
    assert (
        "3 more quotations of this draft were not looked up"
        in reader.post(reverse("quote_check"), {"draft": many}).content.decode()
    )
    assert (
        "At most 20,000 characters"
        in reader.post(reverse("quote_check"), {"draft": "x" * (LONGEST + 1)}).content.decode()
    )
    assert "no quotation" in reader.post(reverse("quote_check"), {"draft": "One"}).content.decode()


@pytest.mark.parametrize("number", [1, 20])
def test_a_draft_costs_a_fixed_number_of_queries(reader, printed, django_assert_max_num_queries, number):
    draft = "\n".join(
        ["“We waited nine years for this day,” Ada Quill said.", "“Nobody ever wrote a line like it.”"] * number
    )
    with django_assert_max_num_queries(25):
        reader.post(reverse("quote_check"), {"draft": draft})


def test_nothing_is_kept(reader, printed):
    before = Quote.objects.count()
    reader.post(reverse("quote_check"), {"draft": WAITED})
    assert (Quote.objects.count(), Decision.objects.count()) == (before, 0)


def test_words_of_a_rejected_quote_are_no_proof(printed):
    QuoteFactory(speaker=PersonFactory(), words="The moon is made of chalk and cheese", rejected=True)
    fill_index()
    (one,) = check_draft("The moon is made of chalk and cheese").checked
    assert one.quote is None


def test_a_person_who_was_merged_is_the_one_who_speaks(printed):
    old = PersonFactory(name="A. Quill", merged_into=printed.ada)
    old.aliases.get_or_create(name="Addy Quill", normalised="addy quill", kind="full")
    MentionFactory(article=printed.gazette, person=old)
    (one,) = check_draft(f'"{WAITED}," Addy Quill said.').checked
    assert one.verdict is Verdict.VERBATIM


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draft=st.text(alphabet=st.sampled_from("“”\"'‘’ .,*:()-ORNEAR\nWe waited"), max_size=120))
def test_no_draft_is_too_odd(printed, draft):
    check_draft(draft)
