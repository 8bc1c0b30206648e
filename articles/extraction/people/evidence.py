"""Whether a capitalised name is a person's: small pieces of evidence, weighed over the whole article."""

import re
from collections.abc import Iterator, Sequence

from articles.extraction.people.kinds import PEOPLE_NOUN, kind_after, kind_before, kind_of_noun
from articles.extraction.people.names import fold, is_given, is_title
from articles.extraction.people.reading import Word
from articles.extraction.words import word_list

Run = tuple[int, int]

SINGLE_BASE = -1.6
FULL_BASE = 0.0
UNSEEN_BASE = -1.6  # of names that the model calls a person nowhere
WEIGHTS = {
    "person": 0.8,  # the model calls it a person here
    "other": -0.2,  # the model calls it a body, a place or a thing
    "people": -1.3,  # the model calls it a nation, a law, a date...
    "subject": 0.8,  # it does or suffers something: "Finch told"
    "titled": 0.8,  # "Dr. Finch", "singer Finch", "the mill owner Finch"
    "trade": 0.6,  # "clockmaker Finch", "politician Finch"
    "listed": 1.5,  # in a list beside someone: "Ada Finch, Bo Reed and"
    "speaking": 0.9,  # "said Finch", "Finch said"
    "self": 1.2,  # "Finch claims that she", "Finch said he"
    "acting": 0.3,  # "Finch married"
    "lifetime": 0.6,  # "Finch (born 1970)", "Finch (1870-1931)"
    "described": 0.6,  # "Finch, who", "Finch, 54,"
    "somebody": 1.0,  # "Finch is a farmer", "Finch, a farmer"
    "something": -1.7,  # "Finch is a village", "Finch, a village"
    "company": 0.8,  # "by Finch", "married Finch"
    "belongings": 0.6,  # "Finch's wife", "Finch's career"
    "in-front": -1.3,  # it describes the next word: "Finch tunnel"
    "longer": -2.2,  # another capital follows: "Finch Tunnel"
    "inside": -0.8,  # a capital stands before: "Upper Finch"
    "place": -1.4,  # "in Finch", "near Finch"
    "the": -1.3,  # "the Finch", "a Finch"
    "named-thing": -1.4,  # "the band Finch", "the village of Finch"
    "storm": -5.0,  # "Cyclone Finch"
    "quoted": -0.8,  # in quotation marks by itself
    "letters": -1.4,  # all in capitals: "KCNA", "MPs"
    "thing": -2.2,  # ends as things and places do: "Finch Creek"
    "pronoun": 0.4,  # he or she follows
    "given": 1.7,  # begins with a common given name
    "given-alone": 1.0,  # is a common given name
    "shape": 0.9,  # ends as surnames do: "O'Hara", "McBride", "Lund-Osei"
    "kin": 1.0,  # "her sister Ada", "his father, Ada"
    "year": -1.6,  # "Finch (1987)": a work
}
MODIFYING = frozenset(("longer", "in-front", "the"))
MODIFIER = 1.8  # for a name that is always part of something else; less for a smaller share
HEADLINE = -0.6  # for a name that only lines in title case have
AGREED = 0.6  # for a name with a title or trade before it here and one behind it there
OFTEN = 0.7  # for a name that comes back five times or more
COMMON = -1.1  # the article has the word with a small letter too

PLACE_BEFORE = re.compile(r"\b(?:in|at|near|into|outside|across|around)[ \n]$", re.IGNORECASE)
ARTICLE_BEFORE = re.compile(r"\b(?:the|an?)[ \n]$", re.IGNORECASE)
DESCRIBED_AFTER = re.compile(r",? who\b|, the\b|, \d{1,2}(?:[,.;)]| and\b)| \(\d\d\)")
LISTED = re.compile(r",? (?:and |& )?|,")
SPEAKING = "said says told tells added adds asked asks wrote writes tweeted replied recalled recalls insisted joked"
CLAIMING = f"{SPEAKING} claims claimed believes believed admits admitted hopes hoped thinks thought says denies denied"
SPEAKING_AFTER = re.compile(rf",? (?:{SPEAKING.replace(' ', '|')})\b")
SPEAKING_BEFORE = re.compile(rf"\b(?:{SPEAKING.replace(' ', '|')})(?: the [\w-]+,)? $")
PRONOUN_AFTER = re.compile(r"[^\"“\n]{0,90}?\b(?:[Ss]?[Hh]e|[Hh]is|[Hh]er|[Hh]im|who)\b")
SELF_AFTER = re.compile(rf" (?:also |later |then )?(?:{CLAIMING.replace(' ', '|')})(?: that)? s?he\b")
LIFETIME_AFTER = re.compile(r" \((?:born\b|b\. |c\. |\w+ \d\d?, |\d\d? \w+ )?\d{3,4}\)?[ –-]| \(born\b")
SURNAME_SHAPE = re.compile(r"(?:O['’]|Ma?c|Fitz)[A-Z][\w-]+|[A-Z][a-z]+[-‐][A-Z]\w+")
IRISH = frozenset(("Ó", "Ní", "Nic", "Uí"))
LETTERS = re.compile(r"[A-Z]{2,}s?")
KIN_BEFORE = re.compile(r"\b([a-z][a-z-]+),? $")
STORM_BEFORE = re.compile(r"\b(?:[Cc]yclone|[Hh]urricane|[Tt]yphoon|[Ss]torm) $")
YEAR_AFTER = re.compile(r" \((?:1[89]|20)\d\d\)")
COMPANY_BEFORE = re.compile(
    r"\b(?:alongside|beside|by|featuring|like|married|marrying|met|named|opposite|starring|than|with) $"
)
VERB_AFTER = re.compile(r"(?: (?:also|had|has|is|later|never|then|was|who))? ([a-z]+)")
BELONGINGS = re.compile(
    r"['’]s? (?:[a-z-]+ )?(?:attorney|birthday|body|boyfriend|brother|career|children|daughter|death|face|family|father"
    r"|friends?|girlfriend|hands?|husband|lawyer|life|mother|parents|partner|sister|son|wife)\b"
)
NATIONS_AND_THINGS = frozenset(("NORP", "EVENT", "LAW", "LANGUAGE", "DATE", "WORK_OF_ART", "PRODUCT"))
SUBJECTS = frozenset(("nsubj", "nsubjpass"))


def person_score(text: str, words: Sequence[Word], runs: Sequence[Run], small: frozenset[str]) -> float:
    """Return how strongly the article says that a name, printed at `runs`, is a person's; above 0 is yes.

    `small` holds the words that the article also writes without a capital.
    """
    first, last = runs[0]
    evidence = [frozenset(evidence_at(text, words, *run)) for run in runs]
    called = frozenset().union(*evidence)
    plain = [names for names in evidence if not names & MODIFYING] or evidence
    total = sum(WEIGHTS[name] for names in plain for name in names) / len(plain)
    if not any(words[begin].label == "PERSON" for begin, _ in runs):
        base = UNSEEN_BASE
    else:
        base = FULL_BASE if last - first > 1 else SINGLE_BASE
    if all(words[begin].headline for begin, _ in runs):
        base += HEADLINE
    score = base + total - MODIFIER * (1 - len(plain) / len(evidence))
    if any(word.capital and fold(word.text) in small for word in words[first:last]):
        score += COMMON
    if "somebody" in called and "titled" in called:
        score += AGREED
    return score + OFTEN * min(len(runs), 5) / 5


def speaks_of_itself(text: str, end: int) -> bool:
    """Whether the name that ends here says something of itself: "Finch claims that she"."""
    return SELF_AFTER.match(text, end) is not None


def evidence_at(text: str, words: Sequence[Word], first: int, last: int) -> Iterator[str]:
    """Yield the names of the pieces of evidence at one place."""
    end = words[last - 1].end
    before, after = text[max(0, words[first].start - 24) : words[first].start], text[end : end + 100]
    yield from _from_the_model(words[first], after)
    yield from _from_neighbours(text, words, first, last)
    yield from _from_the_sentence(before, after)
    yield from _from_the_name(words, first, last)
    if last - first > 1 and PRONOUN_AFTER.match(after):
        yield "pronoun"


def _from_the_model(word: Word, after: str) -> Iterator[str]:
    if word.label == "PERSON":
        yield "person"
        if word.function in SUBJECTS:
            yield "subject"
        if word.function == "compound" and not after.startswith(("'", "’")):
            yield "in-front"
    elif word.label:
        yield "people" if word.label in NATIONS_AND_THINGS else "other"


def _from_neighbours(text: str, words: Sequence[Word], first: int, last: int) -> Iterator[str]:
    word = words[first]
    if first and word.joined and (is_title(words[first - 1].text) or kind_of_noun(words[first - 1].text) == "person"):
        yield "titled"
        if PEOPLE_NOUN.search(words[first - 1].text):
            yield "trade"
    elif first and word.joined and words[first - 1].capital and not word.headline and not words[first - 1].opens:
        yield "inside"
    if last < len(words) and words[last].joined and words[last].capital and not word.headline:
        yield "longer"
    if _beside_a_person(text, words, first - 1, first) or _beside_a_person(text, words, last, last - 1):
        yield "listed"


def _from_the_sentence(before: str, after: str) -> Iterator[str]:
    if DESCRIBED_AFTER.match(after):
        yield "described"
    if PLACE_BEFORE.search(before):
        yield "place"
    elif ARTICLE_BEFORE.search(before):
        yield "the"
    elif before.endswith(('"', "“", "'", "‘")) and after.startswith(('"', "”", "'", "’")) and after[1:2] != "s":
        yield "quoted"
    if SPEAKING_AFTER.match(after) or SPEAKING_BEFORE.search(before):
        yield "speaking"
    if SELF_AFTER.match(after):
        yield "self"
    if LIFETIME_AFTER.match(after):
        yield "lifetime"
    kin = KIN_BEFORE.search(before)
    if kin and any(kin[1] in word_list(name) for name in ("female_words", "male_words", "titles")):
        yield "kin"
    if YEAR_AFTER.match(after):
        yield "year"
    yield from _from_nouns_and_verbs(before, after)


def _from_nouns_and_verbs(before: str, after: str) -> Iterator[str]:
    kind = kind_after(after)
    if kind:
        yield "somebody" if kind == "person" else "something"
    if kind_before(before) == "thing":
        yield "named-thing"
    if STORM_BEFORE.search(before):
        yield "storm"
    verb = VERB_AFTER.match(after)
    if verb and verb[1] in word_list("human_verbs"):
        yield "acting"
    if BELONGINGS.match(after):
        yield "belongings"
    if COMPANY_BEFORE.search(before):
        yield "company"


def _from_the_name(words: Sequence[Word], first: int, last: int) -> Iterator[str]:
    if last - first == 1:
        if LETTERS.fullmatch(words[first].text):
            yield "letters"
        if is_given(words[first].text):
            yield "given-alone"
        return
    if is_given(words[first].text):
        yield "given"
    if SURNAME_SHAPE.fullmatch(words[last - 1].text) or words[last - 2].text in IRISH:
        yield "shape"
    if fold(words[last - 1].text) in word_list("place_words"):
        yield "thing"


def _beside_a_person(text: str, words: Sequence[Word], other: int, near: int) -> bool:
    """Whether nothing but a comma or "and" lies between a name and one that the model calls a person."""
    if not 0 <= other < len(words) or words[other].label != "PERSON":
        return False
    gap = text[words[min(other, near)].end : words[max(other, near)].start]
    return not gap.isspace() and bool(LISTED.fullmatch(gap))
