"""Files of any format: how each is known, and what becomes of an article that cannot be read."""

from dataclasses import replace

import pytest

from articles.extraction.types import RawArticle
from articles.readers import formats
from articles.readers.errors import ReadError
from articles.readers.formats import Format
from articles.readers.limits import Limits
from articles.readers.reading import read_file

LISTED = "LIST\none\nbad\ntwo\n"


def read_list(content):
    """An invented format: one article a line."""
    for item, line in enumerate(content.decoded[0].splitlines()[1:], start=1):
        if line == "broken":
            raise KeyError(line)
        if line == "bad":
            yield ReadError(content.path, "no words", "write some", item=item)
        else:
            yield RawArticle(path=content.path, item=item, format="list", text=line)


@pytest.fixture
def told(tmp_path, monkeypatch):
    """What is read of a file: the words of its articles and what is said of those that are none."""
    listed = Format("list", frozenset({".list"}), lambda content: content.opening.startswith("LIST"), read_list)
    monkeypatch.setattr(formats, "FORMATS", (listed, *formats.FORMATS))
    monkeypatch.chdir(tmp_path)

    def tell(data: bytes, name: str = "a.txt", **limits) -> list[str]:
        (tmp_path / name).write_bytes(data)
        found = read_file(name, limits=replace(Limits(), **limits))
        return [str(one) if isinstance(one, ReadError) else f"{one.format}{one.item}: {one.text}" for one in found]

    return tell


def test_one_bad_article_does_not_lose_the_others(told):
    assert told(LISTED.encode()) == ["list1: one", "a.txt#2: no words; write some", "list3: two"]


def test_what_came_before_a_failure_is_kept(told):
    assert told(b"LIST\none\nbroken\ntwo") == [
        "list1: one",
        "a.txt: reading it failed (KeyError: 'broken'); check that the file is whole",
    ]


def test_articles_past_the_bound_are_told_of(told):
    assert told(b"LIST\none\ntwo", articles=1) == ["list1: one", "a.txt: more than 1 articles; split the file"]


@pytest.mark.parametrize(
    ("data", "name", "first"),
    [
        pytest.param(LISTED.encode(), "a.txt", "list1: one", id="by-what-it-holds"),
        pytest.param(LISTED.encode("utf-16"), "a", "list1: one", id="in-another-encoding"),
        pytest.param(b"\xef\xbb\xbf\n" + LISTED.encode(), "a", "list1: LIST", id="behind-a-mark-and-white-space"),
        pytest.param(b"...\none\n", "a.LIST", "list1: one", id="by-its-name-where-that-tells-nothing"),
        pytest.param(b"Head\n", "a.copy", "text0: Head\n", id="else-text"),
    ],
)
def test_a_file_is_known_by_what_it_holds(told, data, name, first):
    assert told(data, name)[0] == first
