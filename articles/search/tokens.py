"""The words, marks and signs of a query."""

import re
from typing import NamedTuple

MARKS = '"“”„«»＂'
_TOKEN = re.compile(
    rf"""
    (?P<open>\() | (?P<close>\))
    | (?P<phrase>[{MARKS}][^{MARKS}]*[{MARKS}]\*?)
    | (?P<or>(?:OR|\|\|?)(?=[\s()]|$)) | (?P<and>(?:AND|&&?)(?=[\s()]|$))
    | (?P<near>NEAR(?:/[^\s()]*)?(?=[\s()]|$)) | (?P<not>NOT(?=[\s()]|$))
    | (?P<minus>[-−](?=[^\s)(-]|\())
    | (?P<field>[^\W\d_]+:(?=[^\s:/)]))
    | (?P<empty>[^\W\d_]+:(?=\s|$|\)))
    | (?P<word>[^\s(){MARKS}]+)
    | (?P<stray>[{MARKS}])
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


def read_tokens(text: str) -> list[Token]:
    return [Token(match.lastgroup, match.group(), *match.span()) for match in _TOKEN.finditer(text)]
