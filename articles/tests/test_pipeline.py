"""The whole reading of an article, from text to what is printed of it."""

import pytest

from articles.extraction.output import as_dict
from articles.extraction.pipeline import extract
from articles.extraction.structure import build_document
from articles.extraction.types import RawArticle

STORY = """Ferry to stop in May, says Ines Calder

By Ana Ferris | The Dunmouth Lamp

The ferry will stop in May. "We have no boat," said Ines Calder, the harbour master. "We have a timetable."

Ines Calder, left, and Tobias Rook on the pier in Dunmouth on May 3, 2019. (Ana Ferris/Lamp Photos)
"""


@pytest.fixture(scope="module")
def read(nlp):
    return lambda text: as_dict(extract(build_document(RawArticle(path="a.txt", text=text)), nlp))


def test_everything_refers_to_the_one_text(read):
    found = read(STORY)
    text = found["text"]
    assert text == STORY
    assert [[part["text"] for part in quote["parts"]] for quote in found["quotes"] if quote["kind"] == "direct"] == [
        ["We have no boat,", "We have a timetable."]
    ]
    for quote in found["quotes"]:
        assert all(text[part["start"] : part["end"]] == part["text"] for part in quote["parts"])
    for person in found["people"]:
        assert all(text[m["start"] : m["end"]] == m["text"] for m in person["mentions"])
    (caption,) = found["captions"]
    assert [(found["people"][shown["person"]]["name"], shown["position"]) for shown in caption["people"]] == [
        ("Ines Calder", "left"),
        ("Tobias Rook", None),
    ]
    assert (caption["credit"]["photographer"], caption["date"]["value"]) == ("Ana Ferris", "2019-05-03")


def test_article_in_another_language_is_kept_with_a_warning(read):
    text = (
        "El puente se cierra\n\n«No tenemos barco», dijo la alcaldesa de la ciudad, que no quiso dar más detalles "
        "sobre el cierre. Los vecinos de la orilla norte esperan desde hace nueve años una solución para el puente, "
        "y la mayoría de ellos cree que no llegará antes del verano.\n"
    )
    found = read(text)
    assert (found["language"], found["text"], found["people"], found["quotes"]) == ("es", text, [], [])
    assert "without people, quotes and events" in found["warnings"][0]
