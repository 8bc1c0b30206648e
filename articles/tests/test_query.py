"""What the search box understands, and that it understands anything."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search import And, Field, Near, Not, Or, Words, begun, excerpt, hits, parse_query
from articles.search.query import TEXT_FIELDS, Query


def word(text, **more):
    return Words((text,), **more)


def phrase(*words, quoted=True, **more):
    return Words(words, exact=True, quoted=quoted, **more)


LOCK, WEIR, GATE = word("lock"), word("weir"), word("gate")
YEAR = Field("year", (date(2003, 1, 1), date(2003, 12, 31)))


@pytest.mark.parametrize(
    ("written", "root"),
    [
        pytest.param("lock weir", And((LOCK, WEIR)), id="words"),
        pytest.param("Lock AND weir", And((LOCK, WEIR)), id="and"),
        pytest.param("lock OR weir", Or((LOCK, WEIR)), id="or"),
        pytest.param("lock | weir", Or((LOCK, WEIR)), id="bar"),
        pytest.param("lock || weir && gate", Or((LOCK, And((WEIR, GATE)))), id="bars-and-ampersands"),
        pytest.param(
            "headline:(lock OR weir)", Or((Field("headline", LOCK), Field("headline", WEIR))), id="brackets-of-a-field"
        ),
        pytest.param("headline:-lock", Not(Field("headline", LOCK)), id="minus-behind-a-field"),
        pytest.param("lock weir OR gate", Or((And((LOCK, WEIR)), GATE)), id="words-go-together-before-or"),
        pytest.param("lock (weir OR gate)", And((LOCK, Or((WEIR, GATE)))), id="brackets"),
        pytest.param("lock or weir", And((LOCK, word("or"), WEIR)), id="or-in-small-letters-is-a-word"),
        pytest.param("lock -weir", And((LOCK, Not(WEIR))), id="minus"),
        pytest.param("lock NOT weir", And((LOCK, Not(WEIR))), id="not"),
        pytest.param("lock -(weir OR gate)", And((LOCK, Not(Or((WEIR, GATE))))), id="minus-brackets"),
        pytest.param("lock - weir", And((LOCK, WEIR)), id="a-dash-is-no-minus"),
        pytest.param("ice-cold", phrase("ice", "cold", quoted=False), id="hyphen"),
        pytest.param('"mind  the step"', phrase("mind", "the", "step"), id="phrase"),
        pytest.param("“mind the step”", phrase("mind", "the", "step"), id="curly-phrase"),
        pytest.param("«mind the step»", phrase("mind", "the", "step"), id="guillemets"),
        pytest.param("harb*", word("harb", prefix=True), id="beginning"),
        pytest.param('"mind the st"*', phrase("mind", "the", "st", prefix=True), id="beginning-after-a-phrase"),
        pytest.param("Renée’s", word("renee"), id="accents-and-possessive"),
        pytest.param("didn’t", word("didnt"), id="curly-apostrophe"),
        pytest.param("lock NEAR gate", Near(LOCK, GATE, 10), id="near"),
        pytest.param('lock NEAR/3 "old gate"', Near(LOCK, phrase("old", "gate"), 3), id="near-so-many"),
        pytest.param("harb* NEAR/2 lock", Near(word("harb", prefix=True), LOCK, 2), id="near-a-beginning"),
        pytest.param("headline:lock", Field("headline", LOCK), id="field"),
        pytest.param("headline: lock", Field("headline", LOCK), id="field-and-a-space"),
        pytest.param("Lock: weir", And((LOCK, WEIR)), id="a-word-with-a-colon"),
        pytest.param("HEADLINE:lock", Field("headline", LOCK), id="field-in-capitals"),
        pytest.param('speaker:"Ada Quill"', Field("speaker", phrase("ada", "quill")), id="name"),
        pytest.param("-credit:vale", Not(Field("credit", word("vale"))), id="minus-field"),
        pytest.param("year:2003", Field("year", (date(2003, 1, 1), date(2003, 12, 31))), id="year"),
        pytest.param("year:2003..2008", Field("year", (date(2003, 1, 1), date(2008, 12, 31))), id="years"),
        pytest.param("year:2003..", Field("year", (date(2003, 1, 1), None)), id="years-from"),
        pytest.param("year:2003-2008", Field("year", (date(2003, 1, 1), date(2008, 12, 31))), id="years-with-a-dash"),
        pytest.param(
            "year:(2003 OR 2004)", Or((YEAR, Field("year", (date(2004, 1, 1), date(2004, 12, 31))))), id="or-years"
        ),
        pytest.param("-is:(confirmed)", Not(Field("is", "confirmed")), id="state-in-brackets"),
        pytest.param("title:lock", Field("headline", LOCK), id="another-word-for-a-field"),
        pytest.param("year:..2008", Field("year", (None, date(2008, 12, 31))), id="years-to"),
        pytest.param("before:2008-03", Field("before", (None, date(2008, 2, 29))), id="before-a-month"),
        pytest.param("after:2008-02-28", Field("after", (date(2008, 2, 29), None)), id="after-a-day"),
        pytest.param("is:Confirmed", Field("is", "confirmed"), id="state"),
        pytest.param("10:30", phrase("10", "30", quoted=False), id="a-time-is-no-field"),
        pytest.param("http://vale.example/a", phrase("http", "vale", "example", "a", quoted=False), id="address"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_query_is_understood(written, root):
    asked = parse_query(written)
    assert (asked.root, asked.problems) == (root, ())


@pytest.mark.parametrize(
    ("written", "root", "marked", "message"),
    [
        ('"lock weir', And((LOCK, WEIR)), '"', "no partner"),
        ("(lock weir", And((LOCK, WEIR)), "(", "not closed"),
        ("lock) weir", And((LOCK, WEIR)), ")", "No bracket is open"),
        ("lock OR", LOCK, "OR", "one side of OR"),
        ("OR", None, "OR", "one side of OR"),
        ("year:(lock OR 2003) lock", And((YEAR, LOCK)), "lock", "no date"),
        ("-is:(certain) lock", LOCK, "certain", "confirmed, machine"),
        ("weather:(lock)", LOCK, "weather:", "no field"),
        (
            "headline:(lock NEAR weir)",
            And((Field("headline", LOCK), Field("headline", WEIR))),
            "headline:",
            "anywhere in the field",
        ),
        ("headline:(lock", Field("headline", LOCK), "(", "not closed"),
        ("lock -", LOCK, None, None),
        ("lock NOT", LOCK, "NOT", "Nothing follows"),
        ("NEAR lock", LOCK, "NEAR", "between two"),
        ("lock NEAR -weir", And((LOCK, Not(WEIR))), "NEAR", "between two"),
        ("lock NEAR locks", And((LOCK, word("locks"))), "NEAR", "two different"),
        ("lock NEAR/99 weir", Near(LOCK, WEIR, 20), "NEAR/99", "20 words at most: searched as NEAR/20"),
        ("lock NEAR/ weir", Near(LOCK, WEIR, 10), "NEAR/", "searched as NEAR/10"),
        ("lock NEAR/-1 weir", Near(LOCK, WEIR, 10), "NEAR/-1", "searched as NEAR/10"),
        ("lock NEAR/", LOCK, "NEAR/", "between two words, one on either side: left out"),
        ("NEAR/", None, "NEAR/", "left out"),
        ("NEAR/5 NEAR/5", None, "NEAR/5", "left out"),
        (
            "br*dge",
            phrase("br", "dge", quoted=False),
            "br*dge",
            "at the end of a word alone: searched as “br dge”",
        ),
        ('"mind the st*"', phrase("mind", "the", "st"), '"mind the st*"', "searched as “mind the st”"),
        ('"mind* the step"', phrase("mind", "the", "step"), '"mind* the step"', "searched as “mind the step”"),
        ("*lock*", word("lock", prefix=True), "*lock*", "searched as “lock*”"),
        ("weather:lock", And((word("weather"), LOCK)), "weather:", "no field “weather”; those there are"),
        ("headlin:lock", And((word("headlin"), LOCK)), "headlin:", "perhaps headline:?"),
        ("lock NEAR/x weir", Near(LOCK, WEIR, 10), "NEAR/x", "searched as NEAR/10"),
        ("lock headline:", LOCK, "headline:", "Nothing stands after"),
        ("year:soon lock", LOCK, "year:soon", "no date"),
        (
            "year:2008..2003",
            Field("year", (date(2003, 1, 1), date(2008, 12, 31))),
            "year:2008..2003",
            "2008..2003 was read as 2003..2008",
        ),
        ("year:0000 lock", LOCK, "year:0000", "no date"),
        ("before:2008-13 lock", LOCK, "before:2008-13", "no date"),
        ("after:9999 lock", LOCK, "after:9999", "no date"),
        ("year:.. lock", LOCK, "year:..", "no year"),
        ("is:certain lock", LOCK, "is:certain", "confirmed, machine"),
        ("h*", word("h"), "h*", "at least 2 letters"),
        ("!!!", None, "!!!", "no word"),
    ],
)
def test_query_says_where_it_is_not_understood_and_keeps_the_rest(written, root, marked, message):
    asked = parse_query(written)
    assert asked.root == root
    assert [written[problem.start : problem.end] for problem in asked.problems] == ([marked] if marked else [])
    assert all(message in problem.message for problem in asked.problems)


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("lock", "lock*"),
        ("lock we", "lock we*"),
        ("lock speaker:qui", "lock speaker:qui*"),
        ("ice-co", "ice-co*"),
        ("l", None),
        ("lock*", None),
        ('"lock"', None),
        ("lock we.", None),
        ("lock year:2003", None),
        ("lock is:machine", None),
        ("lock AND", None),
        ("lock OR", None),
        ("(lock", None),
        ("", None),
    ],
)
def test_last_word_of_a_query_can_be_the_beginning_of_one(written, other):
    found = begun(parse_query(written))
    assert (found and found.written) == other


def test_a_query_knows_where_its_words_and_fields_stand():
    written = "(lock speaker:quill) -“old gate” weather:fair"
    assert [written[place.start : place.end] for place in parse_query(written).places] == [
        *("lock", "speaker:quill", "“old gate”", "weather", "fair"),
    ]


HOSTILE = [
    "(" * 5000,
    ")" * 5000,
    "-" * 5000,
    '"' * 5001,
    "NOT " * 2000,
    "NEAR " * 2000,
    "a NEAR " * 2000,
    "a OR " * 2000,
    "(a OR " * 2000,
    "-(" * 2000 + "a",
    "headline:" * 1000,
    "year:" + "9" * 900,
    "a* " * 3000,
    "ab* " * 3000,
    "* ? [ ] { } ^ ~ + : ; \\ / % _ ' ''",
    "'; DROP TABLE search_article; --",
    '{a d} : "x" OR rowid:1',
    "a & !b | c <-> d:*A",
    "'x':1A \\'",
    "\0lock\0",
    "\ud800 lock",
    "e\u0301" * 400,
    "ﷺ ½ ﬁ ß İ",
    "漢字 слово ދިވެހި 𞤀𞤣",
    "\u200b\u200e\u202e lock",
    "lock\u00a0\u2028weir",
    "word" * 250,
    '"',
    '""',
    '"lock',
    'lock"weir"gate',
    '“lock" «weir“',
    "()",
    "(lock",
    "lock))) (((weir",
    ")lock(",
    "[lock] {weir} <gate>",
    "-",
    "--lock",
    "---",
    "-(-(-lock))",
    '-"lock',
    "lock -lock",
    "OR",
    "OR OR OR",
    "AND OR NOT NEAR",
    "lock OR OR weir",
    "NOT NOT NOT lock",
    "lock AND",
    "NEAR/0",
    "lock NEAR/0 weir",
    "lock NEAR/9999999 weir",
    "lock NEAR/-1 weir",
    "lock NEAR/ weir",
    "NEAR(lock weir, 3)",
    "NEAR/3 NEAR/3 NEAR/3",
    "*",
    "**",
    "a* b* c*",
    "lo** *ck l*ck",
    '"lo* we*"*',
    "(" * 50 + "lock" + ")" * 50,
    "-(lock " * 50 + ")" * 50,
    "headline: speaker: year: is:",
    "headline:()",
    "headline:(lock OR weir)",
    'headline:"',
    "speaker:speaker:lock",
    "speaker:* person:* event:*",
    "year:..",
    "year:99999",
    "year:0000",
    "year:2003..2001..2002",
    "year:-2003",
    "before:2008-13-45",
    "after:9999-12-31",
    "before:0001-01-01",
    "year:২০০৩",
    "is:nonsense",
    "is:confirmed is:machine -is:confirmed -is:machine",
    "rank:1 rowid:2 search_article:lock",
    "lock MATCH 'weir'",
    "' OR 1=1; --",
    "lock'); SELECT pg_sleep(9); --",
    "lock:* & weir:B | !gate <2> a",
    "^lock + weir",
    "{a b}: lock",
    "-a : lock",
    "100% _% %s %(q)s {} {0}",
    "\\ \\' \\\" \\x00 \\u0000",
    "😀 👩‍👩‍👧 lock",
    "Z̴̡̛͎a̸l̵g̷o̶ lock",
    "\u202elock\u202c אבג مرحبا",
    "lock\ufffe\uffff\u0378",
    "ǆ ŉ ΐ ﬃ Ⅷ ㎏",
    "x" * 10_000,
    "lock " * 2_000,
    "is:machine OR " * 60,
    "speaker:lock OR person:weir OR event:gate OR headline:lock OR source:weir OR credit:gate OR agency:lock " * 5,
    "-(speaker:lock -person:weir) -(event:gate -is:confirmed) -(year:2003 -credit:lock)",
]


@pytest.mark.parametrize("written", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_query_is_read_and_stays_small(written):
    asked = parse_query(written)
    assert isinstance(asked, Query)
    assert len(asked.shown) <= 40
    hits("lock and weir", written)


PIECES = st.sampled_from(
    ["lock", "weirs", '"', "“", "(", ")", "-", "OR", "AND", "NOT", "NEAR", "NEAR/3", "*", ":", "|", "année", "it’s"]
    + [f"{name}:" for name in (*TEXT_FIELDS, "speaker", "year", "before", "is", "none")]
    + ["2003", "2003..2008", "confirmed", " ", "  "]
)
QUERIES = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES).map("".join))


@given(QUERIES)
def test_any_text_is_a_query_and_its_problems_lie_within_it(written):
    asked = parse_query(written)
    assert all(0 <= place.start <= place.end <= len(written) for place in (*asked.problems, *asked.places))
    assert len({(written[one.start : one.end], one.message) for one in asked.problems}) == len(asked.problems)
    assert begun(asked) is None or not begun(asked).problems
    assert asked.root is not None or not written.strip() or asked.problems


@given(QUERIES, st.text(alphabet="lock weirs année’-\u0301.", max_size=80))
def test_hits_are_stretches_of_the_text_in_order(written, text):
    found = hits(text, written)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    excerpt(text, written)
