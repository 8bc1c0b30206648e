"""The sentence around a place in a text: what an editor reads to judge what stands there. Pure."""

import re

# A full stop after one of these, or after a single capital, does not end a sentence.
ABBREVIATIONS = r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bJr)(?<!\b[A-Z])"
SENTENCE_END = re.compile(rf"""(?:[!?…]|{ABBREVIATIONS}\.)["'”’)\]]*\s+(?=["'“‘(\[]?[A-Z0-9])|\n+""")
# No sentence is read further than this many characters to either side.
REACH = 600


def sentence_at(text: str, start: int, end: int | None = None) -> tuple[int, int]:
    """Return the offsets of the sentence that holds [start, end), or of the sentences it reaches over."""
    end = start + 1 if end is None else max(end, start + 1)
    first, last = max(start - REACH, 0), min(end + REACH, len(text))
    before = [match.end() for match in SENTENCE_END.finditer(text, first, last) if match.end() <= start]
    after = next((match.start() for match in SENTENCE_END.finditer(text, max(end - 1, start), last)), last)
    close = SENTENCE_END.match(text, after, last)
    return (before[-1] if before else first), (after + len(close[0].rstrip()) if close else after)
