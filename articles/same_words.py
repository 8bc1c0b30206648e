"""What stays of words when their printer changes the marks, or little words. Pure: strings in, strings out."""

import re
from hashlib import blake2b
from itertools import chain

WORD = re.compile(r"\w+")
APOSTROPHES = re.compile(r"['’‘]")
FEW_WORDS = 4  # of fewer each counts

# Without their apostrophes, as they are compared. What is a word of its own, such as "well" or "lets", stays one.
SHORT_FORMS = {
    "arent": "are not", "cant": "can not", "cannot": "can not", "couldnt": "could not", "didnt": "did not",
    "doesnt": "does not", "dont": "do not", "hadnt": "had not", "hasnt": "has not", "havent": "have not",
    "isnt": "is not", "mustnt": "must not", "shouldnt": "should not", "wasnt": "was not", "werent": "were not",
    "wont": "will not", "wouldnt": "would not",
    "im": "i am", "youre": "you are", "theyre": "they are", "hes": "he is", "shes": "she is", "its": "it is",
    "thats": "that is", "theres": "there is", "whats": "what is", "whos": "who is", "heres": "here is",
    "ive": "i have", "youve": "you have", "weve": "we have", "theyve": "they have",
    "itll": "it will", "youll": "you will", "theyll": "they will",
    "gonna": "going to", "wanna": "want to", "gotta": "got to", "cos": "because", "per cent": "percent",
}  # fmt: skip
COUNTS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
NUMBERS = {word: str(number) for number, word in enumerate(COUNTS)}
# What one who writes down what was said may leave out anywhere, and what at its beginning: nothing that weakens or
# turns what stands beside it, as "just" and "really" do.
LEFT_OUT = ("you know", "i mean", "um", "uh", "uhm", "er", "erm", "ah", "oh", "the", "that", "and")
BEGINNINGS = ("well", "so", "but(?! for)", "yeah", "okay", "ok", "look", *LEFT_OUT)
_BEGINS = re.compile(rf"^(?:(?:{'|'.join(BEGINNINGS)}) )+")
_COMES_AND_GOES = re.compile(rf"\b(?:{'|'.join(LEFT_OUT)})\b|\ban?\b(?! (?:few|little|bit)\b)")
_SHORT = re.compile(rf"\b(?:{'|'.join(chain(SHORT_FORMS, NUMBERS))})\b")
_BRITISH = (
    (re.compile(r"(?<=\w\w)our(?=s?\b|ed\b|ing\b|able\b)"), "or"),
    (re.compile(r"(?<=\w\w)is(?=(?:e[ds]?|ing|ation)\b)"), "iz"),
)


def plain_words(text: str) -> str:
    """Words in lower case with single spaces."""
    return " ".join(WORD.findall(APOSTROPHES.sub("", text.casefold())))


def gist(text: str) -> str:
    """The plain words as another desk may have taken them down: without little words, each in one spelling.

    The same plain words always have the same gist. Of few words all count, as printed.
    """
    plain = plain_words(text)
    words = _SHORT.sub(lambda found: SHORT_FORMS.get(found[0]) or NUMBERS[found[0]], plain)
    for spelling, other in _BRITISH:
        words = spelling.sub(other, words)
    words = " ".join(_COMES_AND_GOES.sub("", _BEGINS.sub("", words)).split())
    return words if words.count(" ") + 1 >= FEW_WORDS else plain


def words_key(text: str) -> str:
    """The same 16 characters for words of the same gist, by which a database finds them."""
    return blake2b(gist(text).encode(), digest_size=8).hexdigest()
