"""The key of the words of every quote, made anew: it is the same for nearly the same words from here on."""

import re
from hashlib import blake2b
from itertools import chain

from django.db import migrations, models
from django.db.models import Prefetch

BATCH = 2000

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


def fill(apps, schema_editor):
    _make(apps, gist)


def fill_as_before(apps, schema_editor):
    _make(apps, plain_words)


def _make(apps, said):
    Quote, QuotePart = apps.get_model("entities", "Quote"), apps.get_model("entities", "QuotePart")
    parts = Prefetch("parts", queryset=QuotePart.objects.order_by("order"))
    quotes = Quote.objects.only("words_key").order_by("pk").prefetch_related(parts)
    last = 0
    while rows := list(quotes.filter(pk__gt=last)[:BATCH]):
        last = rows[-1].pk
        other = []
        for row in rows:
            words = said(" ".join(part.text for part in row.parts.all()))
            key = blake2b(words.encode(), digest_size=8).hexdigest()
            if key != row.words_key:
                row.words_key = key
                other.append(row)
        Quote.objects.bulk_update(other, ["words_key"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [("entities", "0024_release")]

    operations = [
        migrations.AlterField(
            model_name="quote",
            name="words_key",
            field=models.CharField(
                blank=True, editable=False, help_text="The same for nearly the same words.", max_length=16
            ),
        ),
        migrations.RunPython(fill, fill_as_before),
    ]
