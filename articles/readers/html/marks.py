"""What elements say of themselves by their names, classes and other marks."""

import re

from lxml.html import HtmlElement

UNSEEN = frozenset(
    {"script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video"}
    | {"amp-ad", "amp-embed", "amp-sidebar", "amp-consent", "amp-list", "amp-auto-ads", "amp-sticky-ad"}
    | {"input", "select", "textarea", "button", "head", "title", "meta", "link", "base"}
)
GROUPS = ("div", "section", "aside", "ul", "li")
MARKS = ("class", "id", "itemprop", "data-testid", "data-test", "data-component", "data-type", "role", "aria-label")
ELSEWHERE = re.compile(
    r"related|recommend|teaser|promo|most-?(?:read|popular)|trending|newsletter|more-?(?:from|stories)"
    r"|(?:subscri(?:be|ption)|sign-?up)-?_?wall|(?:subscri(?:be|ption)|sign-?up|paywall)-?_?"
    r"(?:message|prompt|box|widget|form|cta|card|banner)",
    re.IGNORECASE,
)
BREAK_CLASS = re.compile(r"(?:^|\s)(?:line-?)?br(?:eak)?(?:$|\s)")


def is_marked(element: HtmlElement, pattern: re.Pattern[str], *, but: re.Pattern[str] | None = None) -> bool:
    """Whether its class or another of its marks has a word; `but` is taken out of them before."""
    for name in MARKS:
        value = element.get(name)
        if value and pattern.search(but.sub("", value) if but else value):
            return True
    return False


def is_aside(element: HtmlElement) -> bool:
    """What goes with other articles, or with the site."""
    return element.tag in ("nav", "footer") or (element.tag in GROUPS and is_marked(element, ELSEWHERE))


def elements_aside(root: HtmlElement) -> set[HtmlElement]:
    """Every element that is aside, or in one that is."""
    found: set[HtmlElement] = set()
    for element in root.iter("nav", "footer", *GROUPS):
        if element not in found and is_aside(element):
            found.update(element.iter())
    return found


def is_unseen(element: HtmlElement) -> bool:
    """What a page does not show as text. A button around a picture is a way to enlarge it."""
    return element.tag in UNSEEN and not (element.tag == "button" and element.find(".//img") is not None)


def is_break(element: HtmlElement) -> bool:
    """A line break, or an empty element in its place."""
    if element.tag == "br":
        return True
    return not element.text and len(element) == 0 and bool(BREAK_CLASS.search(element.get("class") or ""))
