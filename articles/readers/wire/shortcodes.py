"""What WordPress writes in brackets into its stories: captions are taken out of them, other codes are left out.

Words in brackets that are the story's own, "[sic]" or "[the mayor]", stay.
"""

import re

# Bounded, and never beyond the next caption: else each of many that stay open is looked through to the end.
ATTRIBUTES = r"""(?:\s++[\w-]++=(?:"[^"]{0,2000}+"|'[^']{0,2000}+'|[^\s\]"']++))"""
CAPTION = re.compile(
    rf"\[caption(?P<said>{ATTRIBUTES}*)\s*\](?P<inside>(?:(?!\[caption).)*?)\[/caption\]",
    re.DOTALL,
)
CAPTION_SAID = re.compile(r"""\scaption=(?:"([^"]*)"|'([^']*)')""")
CLOSED = re.compile(r"\[/([a-z][\w-]*)\]")
WITH_ATTRIBUTES = re.compile(rf"\[[a-z][\w-]*{ATTRIBUTES}+\s*/?\]")
ALONE = re.compile(r"\[(?:gallery|playlist|audio|video|embed|more|nextpage|toc)\s*/?\]")


def without_shortcodes(words: str) -> str:
    """The story with its captions as figures, and without what only stands for something that is not there."""
    words = CAPTION.sub(_figure, words)
    words = ALONE.sub("", WITH_ATTRIBUTES.sub("", words))
    closed = "|".join(map(re.escape, sorted(set(CLOSED.findall(words)))))
    return re.sub(rf"\[/?(?:{closed})\]", "", words) if closed else words


def _figure(found: re.Match[str]) -> str:
    """A caption stands behind its picture, or in older exports beside it: caption="…"."""
    said = CAPTION_SAID.search(found["said"])
    beside = next(filter(None, said.groups()), "") if said else ""
    return f"<figure><figcaption>{found['inside']} {beside}</figcaption></figure>"
