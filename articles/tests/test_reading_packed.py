"""Archives of files, and files that are packed: all that is in them is read, and none can harm."""

import gzip
import io
import tarfile
import zipfile
from dataclasses import replace

import pytest

from articles.readers.errors import ReadError
from articles.readers.limits import Limits
from articles.readers.reading import read_file

ONE = b"Ferry stays in\n\nThe ferry stayed in harbour on Monday, its crew said.\n"
TWO = b'{"headline": "Pier opens", "text": "The pier opened on Tuesday."}'
FILES = {
    "a/one.txt": ONE,
    "two.json": TWO,
    "__MACOSX/._one.txt": b"\0",
    ".DS_Store": b"\0",
    "quay.jpg": b"\xff\xd8\xff\0",
}


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w", *, link: str = "") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
        if link:
            entry = tarfile.TarInfo("link.txt")
            entry.type, entry.linkname = tarfile.SYMTYPE, link
            archive.addfile(entry)
    return made.getvalue()


@pytest.fixture
def told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def tell(data: bytes, **limits) -> list[str]:
        (tmp_path / "pack").write_bytes(data)
        found = read_file("pack", limits=replace(Limits(), **limits))
        return [
            str(one) if isinstance(one, ReadError) else f"{one.path}: {one.text.split(chr(10))[0]}" for one in found
        ]

    return tell


@pytest.mark.parametrize(
    "data",
    [zipped(FILES), tarred(FILES), tarred(FILES, "w:gz"), zipped({"in.zip": zipped(FILES)})],
    ids=["zip", "tar", "tar.gz", "zip-in-zip"],
)
def test_every_file_of_an_archive_is_read_and_known_by_both_names(told, data):
    found = told(data)
    assert [line.rsplit("#", 1)[1] for line in found] == ["a/one.txt: Ferry stays in", "two.json: Pier opens"]
    assert all(line.startswith("pack#") for line in found)


def test_a_file_packed_alone_is_read(told):
    assert told(gzip.compress(ONE)) == ["pack#pack: Ferry stays in"]


def test_one_bad_file_of_an_archive_does_not_lose_the_others(told):
    assert told(zipped({"a.txt": b"", "b.txt": ONE})) == [
        "pack#a.txt: the file is empty; put an article into it or remove it",
        "pack#b.txt: Ferry stays in",
    ]


@pytest.mark.parametrize("name", ["../../outside.txt", "/etc/outside.txt", "C:\\outside.txt"])
def test_a_name_that_leads_out_of_the_archive_leads_nowhere(told, tmp_path, name):
    before = sorted(tmp_path.parent.iterdir())
    (found,) = told(zipped({name: ONE}))
    assert found.endswith("Ferry stays in")
    assert sorted(tmp_path.parent.iterdir()) == before


def test_a_link_is_not_followed(told):
    assert told(tarred({"a.txt": ONE}, link="/etc/passwd")) == [
        "pack#a.txt: Ferry stays in",
        "pack#link.txt: a link or device, not a file; pack the file itself",
    ]


@pytest.mark.parametrize(
    ("data", "limits", "says"),
    [
        (zipped({"a.txt": b"word " * 500_000}), {}, "unpacks to more than 200 times its size"),
        (gzip.compress(b"word " * 500_000), {}, "unpacks to more than 200 times its size"),
        (zipped({"a.txt": ONE * 20}), {"file_bytes": 500}, "larger than 500 bytes"),
        (zipped({"a.txt": ONE, "b.txt": ONE, "c.txt": ONE}), {"unpacked_bytes": 150}, "unpacks to more than 150 bytes"),
        (zipped({"a.txt": ONE, "b.txt": ONE}), {"articles": 1}, "more than 1 files"),
        (zipped({"a.zip": zipped({"b.zip": zipped({"c.txt": ONE})})}), {"archives": 2}, "more than 2 deep"),
        (zipped(FILES)[:-40], {}, "a broken archive"),
        (tarred(FILES, "w:gz")[:60], {}, "a broken archive"),
        (gzip.compress(ONE)[:20], {}, "a broken archive"),
    ],
    ids=["zip-bomb", "gzip-bomb", "large-file", "large-in-all", "many", "deep", "cut-zip", "cut-tar", "cut-gzip"],
)
def test_what_is_too_much_or_broken_is_refused_in_words(told, data, limits, says):
    assert says in told(data, **limits)[-1]
