"""Tables as exports, databases and content systems write them, and front matter of every kind over Markdown."""

import json

import pytest

from articles.extraction.structure import build_document
from articles.extraction.types import Role
from articles.readers.errors import ReadError
from articles.readers.limits import Limits
from articles.readers.reading import read_file

FIRST = "The ferry stayed in harbour on Monday, its crew said."
SECOND = "“We wait for the tide,” said Ida Marsh, the skipper."
LATER = "2099-01-01"


@pytest.fixture
def read(tmp_path):
    def read(name: str, words: str | dict | list) -> list:
        path = tmp_path / name
        path.write_text(words if isinstance(words, str) else json.dumps(words))
        return list(read_file(str(path), limits=Limits()))

    return read


def told(raw) -> list[tuple[str, str]]:
    document = build_document(raw)
    return [(x.role.value, x.span.of(document.text)) for x in document.spans if x.role is not Role.BLANK]


STORY = [("headline", "Ferry stays in"), ("body", FIRST), ("body", SECOND)]
ONE = {"title": "Ferry stays in", "text": f"{FIRST}\n\n{SECOND}"}
ANSWERS = {
    "content-interface": {
        "response": {
            "status": "ok",
            "tags": [{"id": 1}, {"id": 2}],
            "results": [{"webTitle": "Ferry", "fields": {"headline": "Ferry stays in", "bodyText": ONE["text"]}}],
        }
    },
    "blog": [{"title": {"rendered": "Ferry stays in"}, "content": {"rendered": f"<p>{FIRST}</p><p>{SECOND}</p>"}}],
    "search": {"hits": {"hits": [{"_id": "a", "_source": ONE}]}},
    "attributes": {"data": {"id": "1", "type": "articles"}, "included": [{"attributes": ONE}]},
    "by-name": {"articles": {"a": ONE, "b": {"title": "Pier opens", "text": "It opened."}}},
    "paragraphs": {"title": "Ferry stays in", "text": [FIRST, SECOND]},
    "blocks": {"title": "Ferry stays in", "body": [{"type": "p", "text": FIRST}, {"type": "p", "text": SECOND}]},
    "three-deep": {"article": {"title": "Ferry stays in", "content": {"html": f"<p>{FIRST}</p><p>{SECOND}</p>"}}},
    "processed": [{"attributes": {"title": "Ferry stays in", "body": {"processed": f"<p>{FIRST}</p><p>{SECOND}</p>"}}}],
    "tagged": {"data": {"attributes": {"title": "Ferry stays in", "body": ONE["text"], "tags": [{"name": "sea"}]}}},
    "database": {"_id": {"$oid": "5f"}, "headline": {"main": "Ferry stays in"}, "body": ONE["text"]},
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_articles_are_found_however_an_answer_wraps_them(read, answer):
    assert told(read("a.json", answer)[0]) == STORY


def test_what_an_answer_says_of_an_article_is_read_from_what_it_is_wrapped_in(read):
    fields = {"byline": "By Tom Reed and Ida Marsh", "standfirst": "<p>No <b>sailing</b>.</p>"}
    (raw,) = read("a.json", [ONE | {"fields": fields, "meta": {"published": {"$date": "2024-03-04T10:00:00Z"}}}])
    assert (raw.authors, raw.standfirst) == (("Tom Reed", "Ida Marsh"), "No sailing.")
    assert raw.published == "2024-03-04T10:00:00Z"


@pytest.mark.parametrize(
    "moment", [{"$date": "2024-03-04T10:00:00Z"}, {"$date": 1709546400000}, "2024-03-04T10:00:00Z"]
)
def test_moments_are_read_however_deep_a_database_has_them(read, moment):
    (raw,) = read("a.json", {"article": ONE | {"dates": {"published": moment}}})
    assert build_document(raw).published.value == "2024-03-04T10:00+00:00"


def test_objects_are_opened_three_deep_and_no_deeper(read):
    deep = {"a": {"b": {"c": {"kop": "Ferry"}}}}
    (raw,) = read("a.json", [{"text": FIRST} | deep])
    assert "a.b.c" in raw.told[0]
    (raw,) = read("a.json", [{"text": FIRST} | {"x": deep}])
    assert "x.a.b.c" in raw.told[0]
    assert "kop" not in raw.told[0]


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        pytest.param("['Tess Moor', 'Al Reed']", ("Tess Moor", "Al Reed"), id="list-of-python-in-a-cell"),
        pytest.param('["Tess Moor", "Al O\'Reed"]', ("Tess Moor", "Al O'Reed"), id="list-of-json-in-a-cell"),
        pytest.param("[]", (), id="empty-list-in-a-cell"),
        pytest.param("[Tess Moor]", ("[Tess Moor]",), id="brackets-without-a-list"),
        pytest.param("Tess Moor in Redfield", ("Tess Moor",), id="name-and-place"),
        pytest.param("Tessa Moor et Alain Le Goff", ("Tessa Moor", "Alain Le Goff"), id="and-in-french"),
        pytest.param("Moor in Motion", ("Moor in Motion",), id="no-person-before-in"),
        pytest.param(["Tess Moor", "Staff Writer"], ("Tess Moor",), id="list-with-a-post"),
        pytest.param([{"firstName": "Tess", "lastName": "Moor"}], ("Tess Moor",), id="name-in-parts"),
        pytest.param({"authors": [{"first_name": "Tess", "last_name": "Moor"}]}, ("Tess Moor",), id="wrapped"),
        pytest.param("['" + "a" * 200_000, None, id="long-run-in-a-list"),
        pytest.param("[" + " " * 200_000, None, id="long-run-of-spaces"),
    ],
)
def test_authors_are_read_however_a_cell_lists_them(read, authors, names):
    (raw,) = read("a.json", [ONE | {"authors": authors}])
    assert names is None or raw.authors == names


def test_a_row_whose_words_ran_into_more_cells_is_told_and_never_cut(read):
    good, cut, blank = read("a.csv", f"title,text\nFerry,It stayed.\nFerry,{SECOND}\nPier,It opened.,,\n")
    assert isinstance(cut, ReadError)
    assert (cut.item, cut.problem) == (2, "a row of more cells than the first line names")
    assert (good.item, blank.item) == (1, 3)


def test_the_rows_above_a_broken_one_are_read(read):
    first, second, broken = read("a.csv", 'title,text\nFerry,It stayed.\nPier,It opened.\nLock,"It is shut.\n')
    assert (first.headline, second.headline) == ("Ferry", "Pier")
    assert broken.problem == "a broken table (unexpected end of data)"


def test_a_table_in_utf8_has_no_note(read):
    assert read("a.csv", "title,text\nFerry,It stayed.\n")[0].warnings == ()


YAML = (
    "---\n# for the site\ntitle: Ferry stays in\nauthor: Tom Reed and Ida Marsh\ndate: 2024-03-04\n"
    f"embargo: {LATER}\n---\n"
)
TOML = (
    f'+++\ntitle = "Ferry stays in"\nauthors = ["Tom Reed", "Ida Marsh"]\ndate = 2024-03-04\nembargo = {LATER}\n'
    "[params]\nx = 1\n+++\n"
)
JSON = json.dumps(
    {"title": "Ferry stays in", "author": ["Tom Reed", {"name": "Ida Marsh"}], "date": "2024-03-04", "embargo": LATER},
    indent=2,
)
FRONTS = {"yaml": YAML, "toml": TOML, "json": f"{JSON}\n", "windows": YAML.replace("\n", "\r\n")}


@pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)
def test_front_matter_of_every_kind_is_read(read, front):
    (raw,) = read("a.md", f"{front}\n{FIRST}\n\n{SECOND}\n")
    assert told(raw) == STORY
    assert (raw.format, raw.authors) == ("markdown", ("Tom Reed", "Ida Marsh"))
    assert (raw.published, raw.provenance.embargo) == ("2024-03-04", LATER)


@pytest.mark.parametrize("said", ["draft: true", "published: false", "pubstatus: withheld"])
def test_a_draft_is_held_back(read, said):
    (raw,) = read("a.md", f"---\ntitle: Ferry\n{said}\n---\n{FIRST}\n")
    assert raw.provenance.embargo == "withheld"


def test_all_that_front_matter_says_is_kept(read):
    said = "id: urn:hp:1\nrights: © HP\nstandfirst: No sailing.\nimage: {caption: The quay., credit: Ann Ferris}\n"
    (raw,) = read("a.md", f"---\ntitle: Ferry\n{said}---\n{FIRST}\n")
    assert (raw.provenance.identity, raw.provenance.notice) == ("urn:hp:1", "© HP")
    assert told(raw)[1:] == [
        *[("standfirst", "No sailing."), ("body", FIRST), ("caption", "The quay."), ("credit", "Ann Ferris")]
    ]


MARKDOWN = {
    "underlined-title": (f"Ferry stays in\n===\n\n{FIRST}\n\n{SECOND}", []),
    "title": (f"# Ferry stays in #\n\n{FIRST}\n\n{SECOND}", []),
    "table": (f"# Ferry stays in\n\n{FIRST}\n\n{SECOND}\n\n| Low | High |\n|---|---|\n| 1 | 2 |", ["Low High", "1 2"]),
    "html": (
        f"# Ferry stays in\n\n{FIRST}\n\n{SECOND}\n\n<figure><img><figcaption>The quay.</figcaption></figure>",
        ["The quay."],
    ),
    "picture": (f'# Ferry stays in\n\n{FIRST}\n\n{SECOND}\n\n![alt](q.jpg "The quay.")', ["The quay."]),
    "codes": (
        f"# Ferry stays in\n\n{FIRST}\n\n{SECOND}\n\n"
        '{{< figure src="q" caption="The quay." >}}\n\n{% include x %}',
        ["The quay."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("words", "beside"), MARKDOWN.values(), ids=MARKDOWN)
def test_markdown_of_every_habit_gives_its_story(read, words, beside):
    found = told(read("a.md", words)[0])
    assert found[:3] == STORY
    assert [words for _, words in found[3:]] == beside


def test_broken_front_matter_is_told_with_its_kind(read):
    (refused,) = read("a.md", f"+++\ntitle = Ferry\n+++\n{FIRST}\n")
    assert refused.problem.startswith("its front matter is not TOML")


@pytest.mark.parametrize(
    ("said", "authors"),
    [
        ("Marsh, Ida", ("Ida Marsh",)),
        ("By Ida Marsh, Staff Writer", ("Ida Marsh",)),
        ("Ida Marsh, AP", ("Ida Marsh", "AP")),
        ("Reuters, AFP", ("Reuters", "AFP")),
        ("Ida Marsh; Tom Reed", ("Ida Marsh", "Tom Reed")),
    ],
)
def test_authors_of_a_row_are_told_from_their_posts(read, said, authors):
    assert read("a.json", [ONE | {"author": said}])[0].authors == authors


@pytest.mark.parametrize(
    ("status", "embargo"),
    [("publish", ""), ("ok", ""), ("draft", "withheld"), ("future", LATER), ("scheduled", LATER)],
)
def test_a_row_that_is_not_out_is_held_back(read, status, embargo):
    assert read("a.json", [ONE | {"status": status, "date": LATER}])[0].provenance.embargo == embargo


def test_an_answer_of_wordpress_is_read_with_its_author_and_its_time(read):
    post = {
        "date": "2024-03-04T16:30:00", "date_gmt": "2024-03-04T15:30:00", "author": 3,
        "title": {"rendered": "Ferry &#8216;in&#8217;"},
        "content": {"rendered": f"<p>{FIRST}</p>"}, "_embedded": {"author": [{"name": "Tom Reed"}]},
    }  # fmt: skip
    (raw,) = read("a.json", [post])
    assert (raw.headline, raw.authors, raw.published) == ("Ferry ‘in’", ("Tom Reed",), "2024-03-04T15:30:00Z")


def test_an_export_of_a_content_system_is_read_through_its_lists(read):
    post = {"title": "Ferry stays in", "html": f"<p>{FIRST}</p><p>{SECOND}</p>", "plaintext": FIRST}
    (raw,) = read("a.json", {"db": [{"meta": {"version": "5"}, "data": {"posts": [post], "users": [{"id": "1"}]}}]})
    assert told(raw) == STORY


def test_the_name_of_a_file_dates_a_post_that_says_no_date(read):
    (raw,) = read("2024-03-04-ferry.md", f"---\ntitle: Ferry stays in\ncategories: [Harbour]\n---\n\n{FIRST}\n")
    assert (raw.published, raw.section) == ("2024-03-04", "Harbour")
