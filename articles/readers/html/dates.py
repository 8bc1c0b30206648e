"""When an article came out, as elements of its page and its address say."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from articles.extraction.dates import parse_date
from articles.extraction.dates_abroad import in_english
from articles.readers.html.marks import is_aside
from articles.readers.html.tree import words_of

PUBLISHED = re.compile(r"publish|posted", re.IGNORECASE)
UPDATED = re.compile(r"updated|modified|revised", re.IGNORECASE)
LABEL = re.compile(rf"(?P<published>{PUBLISHED.pattern})|(?P<updated>{UPDATED.pattern})", re.IGNORECASE)
DATED = re.compile(
    r"(?:^|[\s_-])(?:published|pub-?date|date|date-?line|date-?time|timestamp)(?:$|[\s_-])", re.IGNORECASE
)
ISO = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
IN_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d\d?)[/-](?P<day>\d\d?)(?=[/-]|$)")
MARKS = ("class", "itemprop", "id")
MOST, CLIMB, LONGEST_LABEL = 100, 2, 60


def marked_dates(root: HtmlElement) -> tuple[str, str]:
    """The date of publication and that of an update, each "" where nothing is marked as it."""
    published, plain, updated = [], [], []
    for element, said in (*_times(root), *_properties(root), *_classed(root)):
        kind = _kind_of(element)
        (published if kind == "published" else updated if kind == "updated" else plain).append(said)
    return next(iter([*published, *plain]), ""), next(iter(updated), "")


def address_date(address: str) -> str:
    """The day that stands in an address as year, month and day."""
    found = IN_ADDRESS.search(address.partition("?")[0])
    day = f"{found['year']}-{found['month']:0>2}-{found['day']:0>2}" if found else ""
    date = parse_date(day) if day else None
    return day if date and date.value == day else ""


def marked_kind(element: HtmlElement) -> str:
    """What the marks of a date call it: "published", "updated" or neither."""
    return _kind(_marks(element)) or _kind_around(element)


def _kind_of(element: HtmlElement) -> str:
    """The same, and where its own marks are silent what the words before it say."""
    said = in_english(f"{_label(element)} {words_of(element)}")
    return _kind(_marks(element)) or _kind(said, last=True) or _kind_around(element)


def _marks(element: HtmlElement) -> str:
    return " ".join(element.get(name) or "" for name in MARKS)


def _kind(words: str, *, last: bool = False) -> str:
    """The kind that the words name: marks may have both, and mean the first day; of words the last counts."""
    kinds = [found.lastgroup or "" for found in LABEL.finditer(words)]
    return kinds[-1] if last and kinds else "published" if "published" in kinds else "updated" if kinds else ""


def _kind_around(element: HtmlElement) -> str:
    """What the element around a date says by its class, where it holds no other."""
    above = element.getparent()
    if above is None or sum(1 for _ in islice(above.iter("time", "abbr"), 2)) > 1:
        return ""
    return _kind(_marks(above))


def _label(element: HtmlElement) -> str:
    """The words right before an element, in what is around it."""
    for _ in range(CLIMB):
        before, above = element.getprevious(), element.getparent()
        if above is None:
            return ""
        words = (before.tail if before is not None else above.text) or ""
        if not words.strip(" \n\t:|·") and before is not None and before.tag in ("span", "b", "strong", "em", "i"):
            words = words_of(before)
        if words.strip(" \n\t:|·") or before is not None:
            return words[-LONGEST_LABEL:]
        element = above
    return ""


def _times(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    for element in islice(root.iter("time"), MOST):
        if (said := element.get("datetime")) and parse_date(said):
            yield element, said


def _properties(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    marked = (element for element in root.iter() if element.get("itemprop") == "datePublished")
    for element in islice(marked, MOST):
        if said := element.get("content") or element.get("title") or words_of(element):
            yield element, said


def _classed(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """What is classed as a date and has the day in an attribute; neither in comments nor beside the story."""
    marked = (element for element in root.iter() if DATED.search(element.get("class") or ""))
    for element in islice(marked, MOST):
        said = next((value for name in ("datetime", "title", "content") if (value := element.get(name))), "")
        if ISO.match(said) and not any(_is_elsewhere(above) for above in (element, *element.iterancestors())):
            yield element, said


def _is_elsewhere(element: HtmlElement) -> bool:
    return is_aside(element) or is_comment(element)


def is_comment(element: HtmlElement) -> bool:
    return "comment" in f"{element.get('class')} {element.get('itemtype')} {element.get('itemprop')}".lower()
