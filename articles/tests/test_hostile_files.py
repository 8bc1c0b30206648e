"""Files made to do harm are refused with a clear line, or read without it: in bounded time and memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from articles.extraction.odd_characters import odd_characters
from articles.tests.hostile import READ, REFUSED, SECRET

MOST_MEMORY, MOST_SECONDS = 2_000_000_000, 90  # bytes of addresses, and of CPU, for all of them together
ROOT = Path(__file__).parents[2]
# Run by a process of its own, which the system ends where it takes too much.
READER = f"""
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({MOST_MEMORY}, {MOST_MEMORY}))
resource.setrlimit(resource.RLIMIT_CPU, ({MOST_SECONDS}, {MOST_SECONDS}))
from articles.extraction.structure import build_document
from articles.readers.errors import ReadError
from articles.readers.files import find_files
from articles.readers.limits import Limits
from articles.readers.reading import read_file

for folder in sys.argv[1:]:
    told, texts = [], []
    for file in find_files([folder]):
        for found in [file.error] if file.error else read_file(file.path, limits=Limits()):
            if isinstance(found, ReadError):
                told.append([found.path, found.problem, found.remedy, str(found)])
            elif len(texts) < 3:
                document = build_document(found)
                links = [line.url for line in document.related]
                texts.append([document.text, [document.url, *links], [*document.warnings, document.headline]])
    print(json.dumps([folder, told, texts]), flush=True)
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory) -> dict[str, tuple[list, list]]:
    """What came of each file: the lines that were told, and the texts that were read."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "secret.txt").write_text(SECRET)
    makers = {name: make for name, (make, _) in REFUSED.items()} | READ
    for name, make in makers.items():
        (folder / name / "in").mkdir(parents=True)
        make(folder / name / "in")
    folders = [str(folder / name / "in") for name in makers]
    done = subprocess.run(
        [sys.executable, "-c", READER, *folders], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return {Path(place).parent.name: (told, texts) for place, told, texts in map(json.loads, done.stdout.splitlines())}


def test_there_are_many_of_them():
    assert len(REFUSED) + len(READ) >= 60
    assert not REFUSED.keys() & READ.keys()


@pytest.mark.parametrize(("name", "says"), [(name, says) for name, (_, says) in REFUSED.items()], ids=REFUSED)
def test_a_hostile_file_is_refused_with_path_problem_and_remedy(results, name, says):
    told, _ = results[name]
    assert told
    path, problem, remedy, line = told[0]
    assert f"/{name}/in" in path
    assert remedy
    assert says in problem
    assert len(line) < 1_000 or name == "columns-without-text"
    assert not any(ord(character) < 32 for character in line)
    assert "reading it failed" not in problem  # a bound of ours, or a word of the format: no library's accident


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_is_read_without_its_harm(results, name):
    told, texts = results[name]
    assert not told
    assert texts
    for text, links, _ in texts:
        assert SECRET not in text
        assert "root:" not in text
        assert "alert(" not in text
        assert not any(link.startswith("javascript:") for link in links)
        assert not any(0xD800 <= ord(character) < 0xE000 or character == "\0" for character in text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("said Ada \u202eQuill\u202c", "turn the direction"),
        ("said A\u200bda Quill", "without width"),
        ("said Аda Quill", "two alphabets that look alike (“Аda”)"),
        ("said Αda Quill", "two alphabets"),
    ],
    ids=["right-to-left", "no-width", "cyrillic", "greek"],
)
def test_words_that_look_like_others_are_told(text, says):
    (told,) = odd_characters(text)
    assert says in told


@pytest.mark.parametrize("text", ["Ada Quill", "Zoë O’Hara – “so”", "Анна Ахматова", "5 μm, Δt and β-carotene", "日本"])
def test_words_of_one_alphabet_are_not(text):
    assert odd_characters(text) == ()


def test_long_words_are_looked_through_in_no_time():
    assert odd_characters("a" * 5_000_000 + "é") == ()
