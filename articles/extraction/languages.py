"""The language of a text, by its script or by a vote of its most common words."""

import re
from collections import Counter
from functools import cache

from articles.extraction.words import DATA

SAMPLE = 20_000
MIN_WORDS = 12
MIN_SHARE = 0.12
LEAD = 1.5
WORD = re.compile(r"[^\W\d_]+")
LETTER = re.compile(r"[^\W\d_]")
KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
HANGUL = re.compile(r"[\u1100-\u11ff\uac00-\ud7a3]")
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
SOME_KANA = 0.1
"""The share of kana from which a text with Chinese characters is Japanese."""
# Codes of three letters (ISO 639-2) of the languages that news comes in; the others stay as they are.
THREE_LETTERS = {
    "eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "ita": "it", "por": "pt", "nld": "nl",
    "dut": "nl", "rus": "ru", "ara": "ar", "zho": "zh", "chi": "zh", "jpn": "ja", "und": "", "mul": "", "zxx": "",
}  # fmt: skip


@cache
def _common_words() -> dict[str, frozenset[str]]:
    lines = (DATA / "common_words.txt").read_text("utf-8").splitlines()
    entries = (line.split(":", 1) for line in lines if line.strip() and not line.startswith("#"))
    return {language: frozenset(words.split()) for language, words in entries}


def primary_language(tag: str) -> str:
    """The language of a tag as formats write it: "en" for "en-US", "EN" and "eng"."""
    primary = tag.replace("_", "-").split("-")[0].strip().lower()
    return THREE_LETTERS.get(primary, primary)


def guess_language(text: str) -> str:
    """ISO 639-1 code, or "" where the text is short or the vote is close."""
    return _by_script(text[:SAMPLE]) or _by_words(text[:SAMPLE])


def _by_script(text: str) -> str:
    """Chinese, Japanese or Korean where most letters are theirs: these hardly put blanks between words."""
    if text.isascii():
        return ""
    kana, hangul, han = (len(script.findall(text)) for script in (KANA, HANGUL, HAN))
    letters = kana + hangul + han
    if letters < MIN_WORDS or 2 * letters < len(LETTER.findall(text)):
        return ""
    if hangul > kana + han:
        return "ko"
    return "ja" if kana >= SOME_KANA * letters else "zh"


def _by_words(text: str) -> str:
    words = WORD.findall(text.lower())
    if len(words) < MIN_WORDS:
        return ""
    counts = Counter(words)
    votes = sorted(
        ((sum(counts[word] for word in common), language) for language, common in _common_words().items()), reverse=True
    )
    (best, language), (second, _) = votes[:2]
    return language if best >= MIN_SHARE * len(words) and best >= LEAD * second else ""
