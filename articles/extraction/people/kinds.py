"""What a sentence says that a name is: somebody, or a thing."""

import re
from functools import lru_cache

from articles.extraction.people.names import is_title
from articles.extraction.words import word_list

PEOPLE_NOUN = re.compile(
    r"(?:ist|ician|ian|man|woman|mistress|master|eer|keeper|maker|worker|dealer|holder|fighter|grower|seller|rider)$"
)
ASIDE = r"(?: \([^()\n]{0,80}\))?"
BEING_AFTER = re.compile(
    rf"{ASIDE}(?:,| (?:is|was|are|were|became|remains)(?: also| now| still| once)?) (?:an?|the|one of (?:the|many)) "
    r"(?=([^\n]{3,120}))"
)
STOP = re.compile(
    r"[^\w\s'’-]| (?:and|as|at|based|born|but|by|created|directed|founded|for|formed|from|held|in|known|located|made"
    r"|near|named|of|on|or|owned|played|produced|published|released|that|to|under|when|where|which|who|whose|with"
    r"|written)\b"
)
KIND_BEFORE = re.compile(r"(?:^|[^\w'’-])([a-z][a-z-]+)( of)?(?: (?:called|named|titled|entitled))? [\"“'‘]?$")


def kind_after(after: str) -> str:
    """Return "person" or "thing" for "X is a singer", "X, a village in", else ""."""
    found = BEING_AFTER.match(after)
    if not found:
        return ""
    words = STOP.split(found[1], maxsplit=1)[0].split()
    return kind_of_noun(words[-1]) if words else ""


def kind_before(before: str) -> str:
    """Return "person" or "thing" for "the drummer X", "the band X", "the village of X", else ""."""
    found = KIND_BEFORE.search(before)
    if not found:
        return ""
    if found[2]:
        return "thing" if found[1] in word_list("place_words") & word_list("thing_nouns") else ""
    return kind_of_noun(found[1])


@lru_cache(maxsize=10_000)
def kind_of_noun(noun: str) -> str:
    """Return "person" or "thing" for a common noun, singular or plural; "" where the lists do not know it."""
    low = noun.lower()
    single = low[:-2] + "an" if low.endswith("men") else low.removesuffix("s")
    for form in (low, single):
        if form in word_list("thing_nouns"):
            return "thing"
        if is_title(form) or form in word_list("male_words") or form in word_list("female_words"):
            return "person"
    return "person" if PEOPLE_NOUN.search(single) else ""
