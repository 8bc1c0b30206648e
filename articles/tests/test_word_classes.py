"""The classes of words are those that the model's own attribute ruler gives, rule for rule."""

from pathlib import Path

import pytest
import spacy
from spacy.attrs import DEP, POS, TAG
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from articles.extraction.word_classes import UnknownRule, read_rules, word_classes

SAMPLE = Path(__file__).parents[2] / "seeds"
SET = [POS, TAG, DEP]


@pytest.fixture
def ruler():
    return AttributeRuler(spacy.blank("en").vocab)


def tagged(ruler, *tokens):
    """A doc of tokens, each `word/tag/part`."""
    words, tags, parts = zip(*(token.split("/") for token in tokens), strict=True)
    return Doc(ruler.vocab, words=words, tags=tags, deps=parts)


@pytest.mark.parametrize("path", sorted(SAMPLE.rglob("*.txt")), ids=lambda path: path.stem)
def test_every_word_of_the_sample_is_of_the_class_that_the_model_gives(nlp, path):
    doc = nlp.tokenizer(path.read_text("utf-8-sig"))
    for name, pipe in nlp.pipeline:
        if name == "attribute_ruler":
            break
        doc = pipe(doc)
    ours = read_rules(pipe)(doc.copy())
    assert (ours.to_array(SET) == pipe(doc).to_array(SET)).all()


def test_later_rule_overrules_an_earlier_one(ruler):
    ruler.add([[{"TAG": "IN"}]], {"POS": "ADP"})
    ruler.add([[{"TAG": "IN", "DEP": {"NOT_IN": ["prep"]}}]], {"POS": "SCONJ"})
    doc = read_rules(ruler)(tagged(ruler, "in/IN/prep", "that/IN/mark"))
    assert [token.pos_ for token in doc] == ["ADP", "SCONJ"]


def test_rule_on_two_words_in_a_row_is_kept_in_its_turn(ruler):
    ruler.add([[{"DEP": "expl"}, {"LOWER": {"IN": ["is", "was"]}}]], {"POS": "VERB"}, index=1)
    ruler.add([[{"LOWER": "is"}]], {"POS": "AUX"})
    doc = read_rules(ruler)(tagged(ruler, "There/EX/expl", "was/VBD/ROOT", "There/EX/expl", "is/VBZ/ROOT", "was/VBD/x"))
    assert [token.pos_ for token in doc] == ["", "VERB", "", "AUX", ""]


def test_ruler_with_a_rule_that_is_not_understood_is_asked_itself(ruler):
    ruler.add([[{"LOWER": {"REGEX": "ing$"}}]], {"POS": "VERB"})
    with pytest.raises(UnknownRule, match="REGEX"):
        read_rules(ruler)
    assert word_classes(ruler) is ruler


def test_morphology_and_lemmas_which_nothing_reads_are_left_alone(ruler):
    ruler.add([[{"LOWER": {"REGEX": "^n'?t$"}}]], {"LEMMA": "not"})
    doc = read_rules(ruler)(tagged(ruler, "n't/RB/neg"))
    assert doc[0].lemma_ == ""
