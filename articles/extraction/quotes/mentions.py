"""Quotation marks around words that are spoken of, not spoken: a phrase, a translation, what a word means."""

from spacy.tokens import Doc

from articles.extraction.quotes.words import Words
from articles.extraction.words import word_list

PHRASES = frozenset({"phrase", "phrases", "word", "words", "term", "terms", "hashtag", "acronym", "abbreviation"})
MEANING = frozenset({"means", "meant", "meaning", "stands"})
TRANSLATED = frozenset({"translates", "translated", "translating"})
USING = frozenset({"use", "used", "uses", "using", "coin", "coined", "utter", "uttered", "in"})
READING, SAYING = frozenset({"read", "reads", "reading"}), frozenset({"say", "says", "said", "saying"})
BEING = frozenset({"is", "was", "are", "were"})
SIGN_REACH = 6
"""Words between a sign and its "reads": a placard by the gate that reads."""


def is_mentioned(doc: Doc, inner: Words, outer: Words) -> bool:
    """Whether the words are only named: the hashtag “RowOn”; Latin for “sea”; her essay, “The sea,” is long."""
    if outer.start < 2:
        return False
    before, further = doc[outer.start - 1], doc[outer.start - 2]
    after = doc[outer.end] if outer.end < len(doc) else None
    following = doc[outer.end + 1] if outer.end + 1 < len(doc) else None
    if _is_written(doc, outer.start) or (before.text == "(" and after is not None and after.text == ","):
        return True
    if before.text == "," and doc[inner.end - 1].text == "," and after is not None and after.pos_ in ("VERB", "AUX"):
        return further.lower_ in word_list("message_nouns")
    if before.lower_ == "for" and (further.lower_ in word_list("languages") or further.lower_ in ("short", "code")):
        return True
    if before.lower_ in ("as", "to") and further.lower_ in TRANSLATED:
        return True
    if before.lower_ == "meaning" or (before.lower_ == "means" and further.lower_ != "that"):
        return len(inner) > 1 and not doc[inner.start].text[0].isupper()
    if before.lower_ == "what" and after is not None:
        return after.lower_ in MEANING or (following is not None and following.lower_ in MEANING)
    return before.lower_ in PHRASES and not _is_used(doc, before.i)


def _is_written(doc: Doc, start: int) -> bool:
    """Whether the words stand on a thing: a sign reads “No entry”; a shirt that says “Tarn”."""
    verb = start - 1 - (doc[start - 1].text in (",", ":"))
    reach = SIGN_REACH if doc[verb].lower_ in READING else 2 if doc[verb].lower_ in SAYING else 0
    return any(word.lower_ in word_list("sign_nouns") for word in doc[max(0, verb - reach) : max(0, verb)])


def _is_used(doc: Doc, noun: int) -> bool:
    """Whether somebody used the phrase, and so spoke it: Marsh used the phrase “past saving”."""
    return any(
        word.lower_ in USING or (word.tag_[:1] == "V" and word.lower_ not in BEING)
        for word in doc[max(0, noun - 3) : noun]
    )
