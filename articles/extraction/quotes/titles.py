"""Quotation marks that hold no speech: titles of works and programmes, signs, coined words."""

from spacy.tokens import Doc, Token

from articles.extraction.quotes.left import BYNAME, NICKNAME, TITLE
from articles.extraction.quotes.verbs import CueKind, reporting_verbs
from articles.extraction.quotes.words import Words
from articles.extraction.words import word_list

LONGEST_TITLE = 9  # words
LONGEST_BYNAME = 5  # words
REPORT_REACH = 8
"""Words behind a quotation within which its report has the verb: the 34-year-old composer said."""
STOPS = frozenset(".!?")
CLITICS = frozenset({"n't", "n’t", "'s", "’s", "'re", "'ll"})
REMARK_STARTS = frozenset(["it", "i", "he", "she", "we", "they", "you", "that", "there", "yes", "no"])
PRONOUNS = frozenset(["he", "she", "they", "i", "we", "who"])


def title_rule(doc: Doc, inner: Words, outer: Words) -> str:
    """The rule by which words are set like a title and nothing says that they were spoken; "" where they are not.

    the “Cold Harbour” singer; on “Morning in Tarn”; but not: they chanted “Save Our School”.
    """
    words = [token for token in doc[inner.start : inner.end] if token.text[0].isalnum()]
    if _is_byname(words):
        return BYNAME
    before = doc[outer.start - 1] if outer.start else None
    after = doc[outer.end] if outer.end < len(doc) else None
    if not _is_title(doc, inner, words, before, after):
        return ""
    return NICKNAME if after is not None and _is_nickname(words, before, after) else TITLE


def _is_title(doc: Doc, inner: Words, words: list[Token], before: Token | None, after: Token | None) -> bool:
    if any(doc[i].text in STOPS for i in range(inner.start, inner.end - 1)):
        return False
    if not words or len(words) > LONGEST_TITLE or not all(map(_is_title_word, words)) or not words[0].text[0].isupper():
        return False
    if after is not None and (after.lower_ in word_list("titled_nouns") or _is_nickname(words, before, after)):
        return True
    capitals = sum(word.text[0].isupper() for word in words)
    if before is not None and before.lower_ in word_list("work_nouns") and capitals > 1:
        return True
    if _introduces_speech(before) or _reports_speech(
        after, doc, comma=_is_sentence(words) and doc[inner.end - 1].text == ","
    ):
        return False
    ended = doc[inner.end - 1].text[-1] in ".,?!"
    if ended and doc[inner.end - 1].text != "," and (before is None or before.text[-1] in STOPS or before.is_space):
        return False
    if (
        len(words) == 1 and doc[inner.end - 1].text == "," and before is not None and before.pos_ == "ADP"
    ):  # in “Medea,”
        return True
    return capitals > 1 or (len(words) == 1 and not ended) or (before is not None and _brings_title(before))


def _is_byname(words: list[Token]) -> bool:
    """A concert hall known to its friends as “the Pearl”."""
    return 1 < len(words) < LONGEST_BYNAME and words[0].text == "the" and all(w.text[0].isupper() for w in words[1:])


def _is_nickname(words: list[Token], before: Token | None, after: Token) -> bool:
    """Marco “Gull” Ferrante"""
    return len(words) <= 2 and before is not None and before.pos_ == after.pos_ == "PROPN" and before.text[0].isupper()


def _is_title_word(token: Token) -> bool:
    if token.lower_ in CLITICS:
        return True
    return not token.text[0].islower() or token.lower_ in word_list("title_small_words")


def _brings_title(token: Token) -> bool:
    """Whether a title is likely after this word: Tarn's “Landings”, the film “Landings”."""
    return token.lower_ in ("'s", "’s", "of", "on") or token.lower_ in word_list("titled_nouns")


def _introduces_speech(token: Token | None) -> bool:
    """Whether a reporting verb or a colon stands before: said “…”."""
    return token is not None and (token.text == ":" or _is_speech_verb(token))


def _reports_speech(token: Token | None, doc: Doc, *, comma: bool) -> bool:
    """Whether a report follows: “…,” she said; “…” says Marsh; and behind a comma, “…,” the mayor said."""
    if token is None:
        return False
    if token.lower_ in PRONOUNS and token.i + 1 < len(doc):
        return _is_speech_verb(doc[token.i + 1])
    if _is_report(token):
        return True
    for word in doc[token.i + 1 : token.i + REPORT_REACH] if comma else ():
        if word.is_punct and word.text != "-":
            return False
        if _is_report(word):
            return True
    return False


def _is_sentence(words: list[Token]) -> bool:
    """It's in D -- a title in form, but it begins like a remark."""
    return words[0].lower_ in REMARK_STARTS


def _is_report(token: Token) -> bool:
    return _is_speech_verb(token) and not any(child.dep_ in ("dobj", "ccomp") for child in token.rights)


def _is_speech_verb(token: Token) -> bool:
    return any(verb.kind is CueKind.SPEECH for verb in reporting_verbs().get(token.lower_, ())) and token.pos_ != "NOUN"
