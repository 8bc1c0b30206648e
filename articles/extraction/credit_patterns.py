"""How the end of a passage looks that a credit stands in: each pattern has it in its group "credit"."""

import re

from articles.extraction.credit_labels import HANDED, KIND, LABEL, STAFF_LABEL
from articles.extraction.credits import NAME_WORD

BARE_NAME = rf"{NAME_WORD}(?:[ \u00a0]{NAME_WORD}){{0,4}}"
LABEL_TAIL = re.compile(
    rf"(?:(?<=[.!?\"”'’)])\s*[-–—|/]?\s*|\s+[-–—|/]\s*|\s{{2,}}|\n\s*|(?<=\w)\s"
    rf"|(?<=[a-z\d])(?-i:(?=(?:Image|Photo|Picture|Credit)s?:)))(?P<credit>{LABEL}\s*\S[^\n]*)$",
    re.IGNORECASE,
)
NAME_TAIL = re.compile(
    rf"[.!?][\"”’']?[ \u00a0]{{1,4}}(?P<credit>(?:[Tt]he )?{NAME_WORD}(?:[ \u00a0]{NAME_WORD}){{0,4}})$"
)
BRACKET_END = re.compile(r"[)\]][.\s]*$")
BARE_TAIL = re.compile(
    r"(?:(?<=[.!?\"”’])\s+(?:/\s?)?|\n\s*|\s{2,})(?P<credit>"
    rf"{BARE_NAME}\s?/\s?\S[^\n]{{1,80}}|{BARE_NAME}, (?P<outlet>{BARE_NAME})"
    rf"|{BARE_NAME} for (?:the )?{BARE_NAME}(?: of {BARE_NAME})?"
    r"|[^\n.]{2,60}\svia\s(?:Getty|AP|Reuters|AFP|PA)\b[^\n]{0,30})$"
)
RUN_ON_TAIL = re.compile(
    rf"\s(?P<credit>(?:AP Photo|AFP|EPA|PA|REUTERS|Reuters)/{BARE_NAME}"
    rf"|{NAME_WORD}[ \u00a0](?:[A-Z]\.[ \u00a0])?{NAME_WORD}\s?/\s?(?:via\s)?(?P<agency>{BARE_NAME}))$"
)
DASH_TAIL = re.compile(rf"\s[-–—|]\s(?P<credit>{BARE_NAME}\s?/\s?(?P<agency>{BARE_NAME}))$")
BAR_TAIL = re.compile(rf"\s\|\s(?P<credit>(?P<person>{BARE_NAME})\s?/\s?{BARE_NAME})$")
# What a sentence ends in, and a dash or a bar behind it.
STOP = r"[.!?][\"”'’]?[ \u00a0]{1,4}"
STAFF_TAIL = re.compile(rf"(?:{STOP}(?:[-–—|]\s?)?|\s[-–—|]\s|\n)(?P<credit>{STAFF_LABEL}\s\S[^\n]*)$", re.IGNORECASE)
STOP_DASH_TAIL = re.compile(
    rf"{STOP}[-–—|]\s?(?P<credit>(?P<first>{BARE_NAME})(?:\s?/\s?(?P<second>{BARE_NAME})|(?P<picture>\s[Pp](?:ic|hoto)))?)$"
)
HANDED_TAIL = re.compile(rf"{STOP}(?:[-–—|]\s?)?(?P<credit>{KIND}\s{HANDED})$", re.IGNORECASE)
CALL_SIGN = re.compile(r"[WK][A-Z]{3}(?:-(?:TV|DT))?")
STAGE_DIRECTION = re.compile(
    r"(?:laugh|applau|cheer|crosstalk|inaudible|music|pause|video|audio|boo|end\b|sic\b|unintelligible|more\b|continu|emphasis|translat)",
    re.IGNORECASE,
)
RIGHTS_TAIL = re.compile(
    r"\s*(?:\([A-Z][A-Z ]+ - Tags:[^)]*\)|(?:\b[A-Z]+ ){1,3}OUT|MANDATORY CREDIT\b.*|NO RESALES\b.*"
    r"|more\s?>+|RESTRICTED TO EDITORIAL USE\b.*"
    r"|(?:(?:Purchase|Acquire) )?Licensing Rights\b.*|EDITORIAL USE ONLY\b.*)$",
    re.DOTALL,
)
RIGHTS_SIGNS = ("Tags:", "OUT", "MANDATORY", "RESALES", "more", "EDITORIAL", "Licensing")
# A notice in capitals behind an agency: "REUTERS/Ann Ferris TPX IMAGES OF THE DAY".
CAPITALS_TAIL = re.compile(r"(?<=[a-z])(?:\s[A-Z]{2,}){2,}$")
