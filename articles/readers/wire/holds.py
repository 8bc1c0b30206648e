"""Lines over a wire story that hold it back, where the format has no field for it."""

import re
from collections.abc import Iterable

from articles.extraction.dates import parse_date
from articles.extraction.provenance import EMBARGOED
from articles.extraction.types import Precision

HOLD = re.compile(
    r"[\W_]*(?:strictly\s+)?(?:embargo(?:ed)?\s*(?::|[–-]\s|\d|until\b|till?\b|for\b|to\b|[\W_]*$)|hold\s+for\s+release\b"
    r"|not\s+for\s+(?:release|publication|use)\s+(?:before|until)\b|for\s+release\s+(?:at|on|after)\b)",
    re.IGNORECASE,
)
LONGEST = 160
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DAY = re.compile(rf"\b(?:{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})\b", re.IGNORECASE)
IN_UTC = re.compile(r"\b([01]\d|2[0-3]):?([0-5]\d)\s?(?:GMT|UTC|Z)\b")


def is_hold(line: str) -> bool:
    return len(line) <= LONGEST and bool(HOLD.match(line))


def embargo_in(lines: Iterable[str], sent: str) -> str:
    """The moment that a line names, in the year of the message where it names none; else until further notice."""
    held = next(filter(is_hold, lines), "")
    if not held:
        return ""
    date = parse_date(held) or (parse_date(f"{DAY.search(held)[0]} {sent[:4]}") if DAY.search(held) else None)
    if not date or not date.value or date.precision is Precision.YEAR:
        return EMBARGOED
    clock = IN_UTC.search(held)
    return f"{date.value[:10]}T{clock[1]}:{clock[2]}Z" if clock else date.value
