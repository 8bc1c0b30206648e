"""How often each rule is right, as counted on articles with known answers."""

from articles.extraction.quotes.cues import SURE
from articles.extraction.types import QuoteKind, Speaker

RULES = {
    "cue-after": 0.98,
    "cue-before": 0.96,
    "signed": 0.95,
    "name-colon": 0.8,
    "owned": 0.8,
    "in-words-of": 0.7,
    "according-to": 0.88,
    "message-noun": 0.82,
    "claim-noun": 0.8,
    "cue-later": 0.82,
    "colon-before": 0.85,
    "opening-name": 0.8,
    "governor": 0.7,
    "colon-paragraph": 0.85,
    "after-report": 0.68,
    "introduced": 0.75,
    "carried-on": 0.55,
    "carried-over": 0.8,
    "look-ahead": 0.4,
    "continued": 0.95,
    "reopened": 0.9,
    "echoed": 0.45,
    "no-speaker": 0.1,
    "reported-clause": 0.8,
    "reported-intent": 0.62,
    "reported-position": 0.65,
    "reported-label": 0.85,
    "reported-according": 0.82,
    "reported-aside": 0.84,
    "reported-claim": 0.75,
    "reported-conviction": 0.75,
}
RESOLVED = 0.92
"""How often the person behind a pronoun or a description is the right one."""
OTHER_VERB = {"cue-after": 0.03, "cue-before": 0.06}
"""Less than behind "said" where another verb brings the words."""
INSIDE_SENTENCE = 0.12
"""Less for words inside a sentence whose report follows: it may report something else."""
NOBODY_NAMED = {"cue-after": 0.03, "cue-before": 0.09}
"""Less for a speaker who is no person of the article: a phrase is easier to mistake than a name."""
SAYING = SURE | {"saying", "adding", "telling", "writing"}


def confidence_of(rule: str, speaker: Speaker | None, *, cue: str = "", kind: QuoteKind = QuoteKind.INDIRECT) -> float:
    """Between 0 and 1: of ten quotations given 0.9, about nine have the right speaker."""
    sure = RULES[rule]
    if cue.lower() not in SAYING:
        sure -= OTHER_VERB.get(rule, 0)
    if rule == "cue-after" and kind is QuoteKind.MIXED:
        sure -= INSIDE_SENTENCE
    if speaker is not None and speaker.person is None:
        sure -= NOBODY_NAMED.get(rule, 0)
    if speaker is not None and speaker.inferred and speaker.person is not None:
        sure *= RESOLVED
    return round(sure, 2)
