"""Which bytes are text, in which encoding, and what is said of those that are not."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.readers.decoding import decode, decode_markup
from articles.readers.errors import ReadError

STORY = "Mayor Zoë Lind said: “The café’s quay is ours — all of it.”\n"


@pytest.mark.parametrize(
    ("data", "named"),
    [
        pytest.param(STORY.encode(), "", id="utf-8"),
        pytest.param(STORY.encode("utf-8-sig"), "", id="utf-8-with-mark"),
        pytest.param(STORY.encode("utf-16"), "utf-16", id="utf-16-with-mark"),
        pytest.param(b"\xfe\xff" + STORY.encode("utf-16-be"), "utf-16-be", id="utf-16-big-endian-with-mark"),
        pytest.param(STORY.encode("utf-16-le"), "utf-16-le", id="utf-16-without-mark"),
        pytest.param(STORY.encode("utf-16-be"), "utf-16-be", id="utf-16-big-endian-without-mark"),
        pytest.param(STORY.encode("utf-32"), "utf-32", id="utf-32-with-mark"),
        pytest.param(STORY.encode("cp1252"), "cp1252", id="windows-western"),
    ],
)
def test_text_is_decoded_and_another_encoding_named(data, named):
    text, warning = decode(data, "a.txt")
    assert text == STORY
    assert named in warning
    assert bool(named) == bool(warning)


def test_the_line_breaks_of_a_word_processor_are_no_binary():
    assert decode(b"Quay to close\n\nOne line\x0bafter\x0banother", "a.txt")[1] == ""


def test_a_whole_article_in_another_script_is_detected():
    story = "Мэр города сказала в пятницу, что новый мост через реку откроют весной следующего года. " * 5
    text, warning = decode(story.encode("cp1251"), "a.txt")
    assert text == story
    assert "cp1251" in warning


@pytest.mark.parametrize("markup", ["{}", "<!doctype html><html><title>{}</title>"], ids=["text", "page"])
def test_chinese_that_names_no_encoding_is_detected(markup):
    """Many of its pairs of bytes happen to be good UTF-8."""
    story = markup.format(
        "维尔港船闸将于周五重新开放，港务局局长昆尔女士周一说。渔民们说，关闭船闸让他们每年冬天损失四十天的出海时间。"
        "地方政府将支付三分之二的费用。这是一个好消息，但是还有很多工作要做，我们的城市需要更多的时间来完成这个项目。"
    )
    for read in (decode, decode_markup):
        assert read(story.encode("gb18030"), "a.txt")[0] == story


@pytest.mark.parametrize(
    ("data", "problem", "line"),
    [
        pytest.param(b"Head\n\nGood caf\xc3\xa9, bad \xff byte", "not valid UTF-8 (byte 0xff)", 3, id="damaged-utf-8"),
        pytest.param(b"Head\nodd \x81 byte", "not valid UTF-8 (byte 0x81)", 2, id="no-encoding-is-certain"),
        pytest.param("Head\nThe word Привет".encode("cp1251"), "not valid UTF-8", 2, id="a-word-in-another-alphabet"),
        pytest.param(b"Head\nA \x00 byte", "a NUL byte", 2, id="nul"),
        pytest.param(b"\xff\xfeH\x00\x00\xd8", "not valid UTF-16", 1, id="damaged-utf-16"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x01\x02\x03" * 20, "binary", None, id="picture"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF", None, id="pdf"),
        pytest.param(b"PK\x03\x04\x14\x00", "office document", None, id="office-document"),
    ],
)
def test_what_is_no_text_is_refused_with_place_and_remedy(data, problem, line):
    with pytest.raises(ReadError) as caught:
        decode(data, "seeds/a.txt")
    assert problem in caught.value.problem
    assert caught.value.line == line
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("seeds/a.txt")


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_utf_8_text_comes_back_as_it_is(text):
    decoded, warning = decode(text.encode(), "a.txt")
    assert (decoded, warning) == (text.removeprefix("\ufeff"), "")


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_clear_refusal(data):
    with contextlib.suppress(ReadError):
        assert isinstance(decode(data, "a.txt")[0], str)
