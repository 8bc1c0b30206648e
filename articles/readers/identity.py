"""What an article is known by wherever its address is all that names it."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

# What is put behind an address to count readers; the page is the same without it.
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[a-z]id|cmp|ito|smid|referrer|amp|outputType", re.IGNORECASE)
AMP = re.compile(r"/amp/?$|\.amp(?=\.html?$)|^/amp(?=/)", re.IGNORECASE)


def page_identity(url: str) -> str:
    """The address of a story without what does not tell it from others; "" for a front page and what is no address."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("amp.")
    except ValueError:
        return ""
    path = AMP.sub("", parts.path).rstrip("/")
    query = urlencode(sorted(pair for pair in parse_qsl(parts.query) if not TRACKING.fullmatch(pair[0])))
    is_story = parts.scheme in ("http", "https") and host and (path.strip("/") or query)
    return f"page:{host}{path}{'?' if query else ''}{query}" if is_story else ""
