"""Elements with so many attributes that a parser would take minutes over them."""

import re

MOST_ATTRIBUTES = 300  # the time a parser takes grows with the square of their number
ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+))?+"""
ATTRIBUTES = re.compile(ATTRIBUTE)
TAG = re.compile(rf"<(?:(?P<comment>!--)|(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:{ATTRIBUTE})*+))")
# What stands in these is no markup.
RAW = frozenset(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"])
END_OF_COMMENT = re.compile(r"-?>|[\s\S]*?--!?>")


def overloaded_line(markup: str) -> int:
    """The line, from 1, of the first such element; 0 where there is none. Takes time linear in the markup."""
    small, place = markup.lower(), 0
    while tag := TAG.search(markup, place):
        place = tag.end()
        if tag["comment"]:
            end = END_OF_COMMENT.match(markup, place)
            if end is None:
                break
            place = end.end()
            continue
        if len(tag["attributes"]) >= MOST_ATTRIBUTES and len(ATTRIBUTES.findall(tag["attributes"])) >= MOST_ATTRIBUTES:
            return markup.count("\n", 0, tag.start()) + 1
        if tag["name"].lower() in RAW:
            place = small.find(f"</{tag['name'].lower()}", place)
            if place < 0:
                break
    return 0
