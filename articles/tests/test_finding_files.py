"""Which files a path stands for, in which order, and what is said of those that cannot be read."""

import os
from pathlib import Path

import pytest

from articles.readers import files as walking
from articles.readers.files import find_files


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder that is also the working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("Head")


def told(*paths: str, **options) -> list[str]:
    """What was found: paths, and for what cannot be read the line that says so."""
    return [str(file.error) if file.error else file.path for file in find_files(paths, **options)]


def test_folders_are_walked_in_sorted_order(folder):
    write("in/b.txt", "in/a/z.txt", "in/a.txt", "in/B.TXT")
    assert told("in") == ["in/B.TXT", "in/a/z.txt", "in/a.txt", "in/b.txt"]


def test_a_file_named_twice_is_found_once(folder):
    write("in/a.txt")
    assert told("in/a.txt", "in", str(folder / "in")) == ["in/a.txt"]


def test_hidden_files_and_other_endings_are_passed_over_and_counted(folder):
    write("in/a.txt", "in/.hidden.txt", "in/.git/b.txt", "in/notes.doc", "in/no-ending")
    found = find_files(["in"])
    assert [file.path for file in found] == ["in/a.txt"]
    assert found.skipped == {"hidden": 2, "unknown ending": 2}


def test_a_file_named_by_itself_is_taken_whatever_its_ending(folder):
    write("story.copy", ".hidden")
    assert told("story.copy", ".hidden") == [".hidden", "story.copy"]


def test_a_folder_can_be_left_out(folder):
    write("in/a.txt", "in/fictional/b.txt")
    assert told("in", leave_out=Path("in/fictional")) == ["in/a.txt"]


def test_a_path_that_does_not_exist_is_told_beside_the_others(folder):
    write("in/b.txt")
    assert told("in", "in/a.txt") == ["in/a.txt: no such file or folder; check the path", "in/b.txt"]


def test_links_are_followed_and_dangling_or_looping_ones_told(folder):
    write("in/.elsewhere/a.txt", "in/b.txt")
    os.symlink(".elsewhere", "in/linked")
    os.symlink("nowhere.txt", "in/dangling.txt")
    os.symlink("self.txt", "in/self.txt")
    os.symlink("../in", "in/up")
    assert told("in") == [
        "in/b.txt",
        "in/dangling.txt: a link to nowhere.txt, which does not exist; remove the link",
        "in/linked/a.txt",
        "in/self.txt: a link that leads back to itself; remove the link",
        "in/up: a link that leads back to itself; remove the link",
    ]


def test_a_link_that_leads_out_is_told_until_its_target_is_named_too(folder):
    write("elsewhere/a.txt", "in/b.txt")
    os.symlink("../elsewhere/a.txt", "in/c.txt")
    os.symlink("../elsewhere", "in/linked")
    outside = [line for line in told("in") if "which lies outside of what is read; name that path as well" in line]
    assert [line.split(":")[0] for line in outside] == ["in/c.txt", "in/linked"]
    assert told("in", "elsewhere") == ["elsewhere/a.txt", "in/b.txt", "in/c.txt", "in/linked/a.txt"]


def test_pipes_are_told_and_never_opened(folder):
    write("in/b.txt")
    os.mkfifo("in/a.txt")
    os.mkfifo("in/pipe")
    lines = told("in", "in/pipe")
    assert [line.split(";")[0] for line in lines] == [
        "in/a.txt: this is a named pipe, not a file",
        "in/b.txt",
        "in/pipe: this is a named pipe, not a file",
    ]


def test_a_device_is_told(folder):
    assert told("/dev/null")[0].startswith("/dev/null: this is a device, not a file")


def test_a_folder_without_permission_is_told_and_the_others_read(folder, monkeypatch):
    write("in/closed/a.txt", "in/open/b.txt")

    def listdir(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return os.listdir(path)

    monkeypatch.setattr(walking, "os", type("os", (), {**vars(os), "listdir": staticmethod(listdir)}))
    assert told("in") == [
        "in/closed: cannot be read (permission denied); let the user who ingests read it",
        "in/open/b.txt",
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to the superuser")
def test_a_closed_folder_is_told(folder):
    write("in/closed/a.txt")
    Path("in/closed").chmod(0)
    try:
        assert "permission denied" in told("in")[0]
    finally:
        Path("in/closed").chmod(0o700)


def test_a_name_that_is_no_utf_8_is_told(folder):
    os.mkdir("in")
    Path(os.fsdecode(b"in/caf\xe9.txt")).write_text("Head")
    line = told("in")[0]
    assert "its name is not valid UTF-8" in line
    assert line.encode()


def test_a_name_that_breaks_the_line_is_told_in_one(folder):
    write("in/two\nlines.txt")
    os.symlink("no\nwhere", "in/link.txt")
    assert told("in", "mis\nsing") == [
        r"in/link.txt: a link to no\x0awhere, which does not exist; remove the link",
        r"in/two\x0alines.txt: its name has a line break or another control character; rename it",
        r"mis\x0asing: no such file or folder; check the path",
    ]


def test_an_empty_path_is_not_the_folder_one_stands_in(folder):
    write("a.txt")
    assert told("") == ["'': no such file or folder; check the path"]


def test_a_large_folder_is_walked_file_by_file(folder, monkeypatch):
    """The second folder is not even looked into while the first one is walked."""
    write("in/a/1.txt", "in/b/2.txt")
    looked = []
    monkeypatch.setattr(
        walking,
        "os",
        type("os", (), {**vars(os), "listdir": staticmethod(lambda p: looked.append(p) or os.listdir(p))}),
    )
    found = iter(find_files(["in"]))
    assert next(found).path == "in/a/1.txt"
    assert "in/b" not in looked
    assert [file.path for file in found] == ["in/b/2.txt"]


def test_files_of_several_folders_come_in_one_order(folder):
    write("b/1.txt", "a/2.txt", "c.txt")
    assert told("c.txt", "b", "a") == ["a/2.txt", "b/1.txt", "c.txt"]


def test_a_folder_in_another_is_found_once(folder):
    write("in/a/1.txt", "in/.hidden/2.txt", "in/b.txt")
    assert told("in/a", "in", "in/.hidden") == ["in/.hidden/2.txt", "in/a/1.txt", "in/b.txt"]
