"""The whole reading of an article, from text to what is printed of it."""

import pytest

from articles.extraction import nlp as reading
from articles.extraction.nlp import passing_words
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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param(
            "ru",
            "Мост закрыт, и никто не знает, что будет после ремонта, сказал мэр города. "
            "По его словам, это было решено в мае.",
            id="ru",
        ),
        pytest.param(
            "uk",
            "Міст закрито, і ніхто не знає, що буде після ремонту, сказав мер. "
            "За його словами, це було вирішено у травні.",
            id="uk",
        ),
        pytest.param(
            "el",
            "Η γέφυρα έκλεισε και κανείς δεν ξέρει τι θα γίνει με το πλοίο, είπε ο δήμαρχος για την απόφαση που πήρε.",
            id="el",
        ),
        pytest.param(
            "he",
            "הגשר נסגר ואיש לא יודע מה יהיה על המעבורת, אמר ראש העיר. הוא גם אמר כי כל זה היה של העיר לפני שנה.",
            id="he",
        ),
        pytest.param(
            "ar",
            "تم إغلاق الجسر ولا أحد يعرف ما سيحدث بعد ذلك، كما قال رئيس البلدية في المدينة. وقد كان هذا من قبل في عام.",
            id="ar",
        ),
        pytest.param(
            "fa",
            "پل بسته شد و هیچ کس نمی داند که پس از این چه می شود، شهردار گفت. "
            "این کار برای آن بود که شهر را به خود آورد.",
            id="fa",
        ),
        pytest.param("zh", "桥已经关闭，市长说没有人知道以后会怎样。工程师在五月检查了大桥，渡轮明天恢复。", id="zh"),
        pytest.param(
            "ja", "橋は閉鎖され、これからどうなるか誰にも分からないと市長は述べた。渡し船は明日から動く。", id="ja"
        ),
        pytest.param(
            "ko", "다리가 폐쇄되었고 앞으로 어떻게 될지 아무도 모른다고 시장이 말했다. 배는 내일 다시 다닌다.", id="ko"
        ),
    ],
)
def test_language_in_other_letters_is_noted_and_not_read(read, language, text):
    found = read(f"{text[:25]}\n\n{text}\n")
    assert (found["language"], found["people"], found["quotes"]) == (language, [], [])


def test_english_article_that_quotes_another_script_stays_english(read):
    text = (
        "Bridge shut\n\nThe sign on the bridge said 橋は閉鎖されています明日から渡し船が動く and nobody in the town "
        "knew what it meant. The mayor said that the ferry would sail again in the morning.\n"
    )
    assert read(text)["language"] == "en"


@pytest.mark.parametrize(("tag", "is_read"), [(tag, tag != "de-AT") for tag in ("en-US", "EN", "eng", "und", "de-AT")])
def test_the_language_that_a_format_names_is_known_in_every_form(nlp, tag, is_read):
    document = build_document(RawArticle(path="a.xml", text=STORY, language=tag))
    assert bool(extract(document, nlp).quotes) is is_read


def test_of_words_that_are_met_in_passing_nothing_stays_but_what_was_read(nlp, monkeypatch):
    raw = RawArticle(path="a.txt", text=STORY.replace("Calder", "Zorblattic"))
    monkeypatch.setattr(reading, "MOST_WORDS", 0)
    with passing_words(nlp):
        found = extract(build_document(raw), nlp)
    assert "Zorblattic" not in nlp.vocab.strings
    with passing_words(nlp):
        again = extract(build_document(raw), nlp)
    assert as_dict(found) == as_dict(again) == as_dict(extract(build_document(raw), nlp))
    assert "Zorblattic" in nlp.vocab.strings
