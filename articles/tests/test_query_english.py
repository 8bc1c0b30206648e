"""A query in English, as the sentence of a list says it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search import parse_query, say


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Storm harbour", "containing “Storm” and “harbour”"),
        ('"the council" José', "containing “the council” and “José”"),
        ("“always fair”", "containing “always fair”"),
        ("storm OR flood", "containing “storm” or “flood”"),
        ("floo* -rain", "containing “floo…” and not containing “rain”"),
        ("storm NEAR/5 flood", "containing “storm” near “flood”"),
        ("(storm OR flood) harbour", "containing “harbour” and containing “storm” or “flood”"),
        ("by:quill OR storm", "containing “storm” or with the speaker “quill”"),
        (
            'storm speaker:"Ada Quill" year:2003..2008 is:confirmed',
            "containing “storm”, with the speaker “Ada Quill”, dated 2003 to 2008 and confirmed by an editor",
        ),
        ("year:2003..", "dated from 2003 on"),
        ("year:2008..2003", "dated 2003 to 2008"),
        ("year:..2008 is:unattributed", "dated up to 2008 and without a speaker"),
        ("year:2003 after:2003-05", "dated 2003 and dated after 2003-05"),
        ("headline:rain caption:lock", "with “rain” in the headline and with “lock” in a caption"),
        (
            "headline:(rain -lock) storm",
            "containing “storm”, with “rain” in the headline and not with “lock” in the headline",
        ),
        ("speaker:-quill", "not with the speaker “quill”"),
        ("storm OR", "containing “storm”"),
        # What would need brackets, and what is long, is told as it was written.
        ("storm harbour OR flood", "that the search “storm harbour OR flood” finds"),
        ("-(storm flood)", "that the search “-(storm flood)” finds"),
        ("a b c d e f g h i", "that the search “a b c d e f g h i” finds"),
    ],
)
def test_what_is_asked_for_is_said_in_words(written, said):
    assert say(parse_query(written)) == said


@given(st.text(alphabet='ab "*-():ORNEAR/“”.1 ', max_size=40))
def test_anything_that_is_asked_can_be_said(written):
    query = parse_query(f"storm {written}")
    assert "storm" in say(query)
