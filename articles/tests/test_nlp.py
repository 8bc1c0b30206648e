"""What the model is shown, and what comes back: offsets that hold, sentences that end where they should."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.extraction import nlp as reading
from articles.extraction.nlp import ModelMissing, bare_pipeline, load_nlp, model_version, parse, reading_text
from articles.extraction.types import Document, LabelledSpan, Role, Span

SAMPLE = Path(__file__).parents[2] / "seeds" / "fictional"


def document_of(*blocks: str, gap: str = "\n\n") -> Document:
    text, spans = "", []
    for block in blocks:
        if text:
            spans.append(LabelledSpan(Span(len(text), len(text) + len(gap)), Role.BLANK))
            text += gap
        spans.append(LabelledSpan(Span(len(text), len(text) + len(block)), Role.BODY))
        text += block
    return Document(path="invented.txt", text=text, headline="", spans=tuple(spans))


def test_missing_model_names_the_command_that_installs_it():
    with pytest.raises(ModelMissing, match="pip install"):
        load_nlp("no_such_model_anywhere")


def test_model_version_has_name_and_number(nlp):
    assert model_version(nlp).split()[0].startswith("en_")


def test_blocks_never_share_a_sentence(nlp):
    document = document_of("Council votes on bridge", "The vote was close", "Nobody cheered")
    sentences = [sentence.text.strip() for sentence in parse(document, nlp).sents]
    assert sentences == ["Council votes on bridge", "The vote was close", "Nobody cheered"]


@pytest.mark.parametrize("title", ["Mr.", "Mrs.", "Dr.", "Sen.", "Gov.", "Rev.", "Lt.", "Supt."])
def test_no_sentence_ends_at_a_title(nlp, title):
    document = document_of(f"They met {title} Whitcombe at noon.")
    assert len(list(parse(document, nlp).sents)) == 1


def test_comma_without_a_blank_after_a_year_parts_two_words(nlp):
    words = [token.text for token in parse(document_of("In 2018,Reed left with 1,200 others."), nlp)]
    assert words[:4] == ["In", "2018", ",", "Reed"]
    assert "1,200" in words


def test_line_in_capitals_is_set_as_the_article_writes_its_words():
    document = document_of("MARIA LOPEZ'S DAM OPENS IN LEEDS", "The dam of Maria Lopez opens on BBC radio.")
    assert reading_text(document).split("\n")[0] == "Maria Lopez's dam opens in Leeds"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        pytest.param("MARY O'HARA AND SEAN MCBRIDE", "Mary O'Hara and Sean McBride", id="irish-and-scottish-names"),
        pytest.param("NATO", "NATO", id="an-abbreviation-stays"),
        pytest.param("DON'T PANIC", "Don't Panic", id="apostrophe"),
        pytest.param("GROẞE STRAẞE", "Große Straße", id="same-length-in-any-alphabet"),
    ],
)
def test_recasing(line, shown):
    assert reading_text(document_of(line)) == shown


def test_sentence_without_an_end_is_cut(nlp, monkeypatch):
    monkeypatch.setattr(reading, "LONGEST_SENTENCE", 20)
    doc = parse(document_of("and so on " * 50), nlp)
    assert max(map(len, doc.sents)) <= 20
    assert doc.text == "and so on " * 50


def test_article_read_in_slices_is_joined_with_its_offsets(nlp, monkeypatch):
    document = document_of(*(f"Maria Lopez opened bridge number {n} in Leeds." for n in range(12)))
    whole = parse(document, nlp)
    monkeypatch.setattr(reading, "SLICE", 30)
    sliced = parse(document, nlp)
    assert [(t.text, t.idx) for t in sliced] == [(t.text, t.idx) for t in whole]
    assert len(list(sliced.sents)) == 12
    assert [ent.text for ent in sliced.ents if ent.label_ == "PERSON"] == ["Maria Lopez"] * 12


def test_block_longer_than_a_slice_is_cut_all_the_same(nlp, monkeypatch):
    monkeypatch.setattr(reading, "SLICE", 10)
    document = document_of("and so on " * 20)
    assert [token.idx for token in parse(document, nlp)] == [token.idx for token in nlp.make_doc(document.text)]


@pytest.mark.parametrize("mark", ["(", '"', "a", "٠", "🙂"])
def test_endless_run_without_a_blank_is_read(nlp, mark):
    document = document_of(mark * 3_000)
    doc = parse(document, nlp)
    assert len(reading_text(document)) == len(document.text)
    assert doc[-1].idx < len(document.text)


@settings(max_examples=60)
@given(st.lists(st.text(st.sampled_from("AbÉßß'’ .,\u00a0\t🙂\"“1-"), min_size=1, max_size=30), min_size=1, max_size=5))
def test_offsets_are_offsets_into_the_published_text(nlp, blocks):
    document = document_of(*blocks)
    shown = reading_text(document)
    assert len(shown) == len(document.text)
    doc = parse(document, nlp)
    assert all(shown[token.idx : token.idx + len(token.text)] == token.text for token in doc)


def test_the_model_says_what_it_says_as_spacy_loads_it(nlp):
    bare = bare_pipeline()
    bare.tokenizer = nlp.tokenizer
    text = next(SAMPLE.glob("*.txt")).read_text("utf-8")
    ours, theirs = (
        [(word.text, word.tag_, word.dep_, word.head.i, word.ent_type_) for word in read(text)] for read in (nlp, bare)
    )
    assert len(ours) > 100
    assert ours == theirs
