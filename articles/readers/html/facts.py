"""Headline, authors, date, publisher and the rest of what a page says about its article."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from articles.extraction.provenance import Provenance
from articles.readers.html.authors import read_authors
from articles.readers.html.dates import marked_dates
from articles.readers.html.linked import Node, first, is_article, linked_nodes, meta_of, names_of, plain
from articles.readers.html.rights import read_provenance
from articles.readers.html.tree import lines, words_of

PART, LEAST_PART = re.compile(r":\s+|\s+[|–—·»•:-]+\s+"), 4  # of a title, and words of one that can be a headline
SITE_NAME = re.compile(r"\s+[|–—·»•:-]+\s+")
ALIKE = 0.75
MOST_SITE = 4  # words of a site's name
LONGEST_TITLE = 500
DATE_FIELDS = (
    *("article:published_time", "datepublished", "og:article:published_time", "parsely-pub-date", "article.published"),
    *("pubdate", "publishdate", "publish-date", "dc.date.issued", "dcterms.created", "dcterms.issued", "dcterms.date"),
    *("dc.date", "dc.date.created", "sailthru.date"),
    *("cxenseparse:recs:publishtime", "date"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Each is "" or empty where the page does not say it."""

    headline: str = ""
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    house: tuple[str, ...] = ()  # the outlet, or another organisation, that is named as the author
    published: str = ""
    updated: str = ""
    publisher: str = ""
    section: str = ""
    language: str = ""
    url: str = ""
    provenance: Provenance = field(default_factory=Provenance)
    heading: HtmlElement | None = None  # where the headline stands on the page
    nodes: tuple[Node, ...] = ()
    story: str = ""  # as the data of the page has it


def read_facts(root: HtmlElement) -> Facts:
    meta, nodes = meta_of(root), linked_nodes(root)
    url = _address(root, meta)
    titles = _titles(root, meta)
    node = _article_node(nodes, url, titles)
    heading, headline = _headline(root, node, titles)
    publisher = _publisher(node, nodes, meta) or _site_behind(headline, titles)
    sites = (publisher, _of(meta, "og:site_name"), _of(meta, "application-name"))
    published, updated = _dates(root, node, meta)
    authors, house = read_authors(node, nodes, meta, sites)
    return Facts(
        headline=headline,
        standfirst=plain(first(node.get("description")) or _of(meta, "og:description", "description")),
        authors=authors,
        house=house,
        published=published,
        updated=updated,
        publisher=publisher,
        section=plain(first(node.get("articleSection")) or _of(meta, "article:section", "section", "parsely-section")),
        language=_language(root, node, meta),
        url=url,
        provenance=read_provenance(root, node, meta, url),
        heading=heading,
        nodes=tuple(nodes),
        story=first(node.get("articleBody")),
    )


def _of(meta: dict[str, list[str]], *names: str) -> str:
    return next((meta[name][0] for name in names if name in meta), "")


def _address(root: HtmlElement, meta: dict[str, list[str]]) -> str:
    canonical = next((e.get("href") for e in root.iter("link") if "canonical" in (e.get("rel") or "").lower()), "")
    base = _of(meta, "og:url")
    for address in (canonical, base, _of(meta, "twitter:url", "parsely-link")):
        try:
            full = urljoin(base, address.strip()) if address else ""
            if urlsplit(full).scheme in ("http", "https") and urlsplit(full).hostname:
                return full
        except ValueError:
            continue
    return ""


def _titles(root: HtmlElement, meta: dict[str, list[str]]) -> list[str]:
    """What the head calls the page, most trusted first."""
    title = next((words_of_title(e) for e in root.iter("title")), "")
    named = [*meta.get("og:title", []), *meta.get("twitter:title", []), *meta.get("parsely-title", []), title]
    return [words for words in map(plain, named) if 0 < len(words) <= LONGEST_TITLE]


def words_of_title(element: HtmlElement) -> str:
    return " ".join((element.text or "").split())


def _article_node(nodes: Iterable[Node], url: str, titles: list[str]) -> Node:
    """The object that speaks of the article itself, not of one that the page leads to."""
    articles = [node for node in nodes if is_article(node)]
    about = [node for node in articles if url and _same_page(_page(node), url)]
    named = [node for node in articles if titles and likeness(_title(node), titles[0]) >= ALIKE]
    bare = [node for node in articles if not _page(node)]
    return next(iter([*named, *about, *bare, *(articles if len(articles) == 1 else [])]), {})


def _title(node: Node) -> str:
    return plain((first(node.get("headline")) or first(node.get("name")))[:LONGEST_TITLE])


def _page(node: Node) -> str:
    return first(node.get("url")) or first(node.get("mainEntityOfPage"), "@id", "url") or first(node.get("@id"))


def _same_page(one: str, other: str) -> bool:
    def path(address: str) -> str:
        return address.partition("#")[0].partition("?")[0].partition("//")[2].rstrip("/")

    return path(one) == path(other)


def likeness(one: str, other: str) -> float:
    """0 to 1 over words; 1 where one is the start of the other, as with a site's name behind a title."""
    a, b = (re.findall(r"\w+", words.lower())[:60] for words in (one, other))
    if not a or not b:
        return 0.0
    if len(a) > 2 and len(b) > 2 and (a[: len(b)] == b or b[: len(a)] == a):
        return 1.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _headline(root: HtmlElement, node: Node, titles: list[str]) -> tuple[HtmlElement | None, str]:
    """The heading printed on the page that its head agrees with; failing that the words of the head."""
    said = [words for words in (_title(node), *titles) if words]
    headings = [(element, words) for element in root.iter("h1") if 0 < len(words := words_of(element)) <= LONGEST_TITLE]
    scored = [(max((likeness(words, one) for one in said), default=0), heading, words) for heading, words in headings]
    best = max(scored, key=lambda scored: scored[0], default=None)
    alone = [*said, *(_without_site(words, titles) for words in said)]
    suffix = next((words for words in alone if best and best[2].endswith(f" {words}") and len(words.split()) > 3), "")
    if best and suffix:
        return best[1], suffix
    if best and (best[0] >= 0.5 or (len(headings) == 1 and (not said or len(best[2].split()) > 3))):
        return best[1], best[2]
    printed = _printed_part(root, titles[-1]) if titles and not headings else ""
    return None, printed or (_without_site(said[0], titles) if said else "")


def _printed_part(root: HtmlElement, title: str) -> str:
    """The part of a title that stands on a line of the page: old pages have the name of their site before it."""
    parts = {part for part in (title, *PART.split(title)) if len(part.split()) >= LEAST_PART}
    found = {words for line in lines(root) for words in line.words.split("\n", 1)[:1] if words in parts}
    return max(found, key=len, default="")


def _without_site(title: str, titles: list[str]) -> str:
    """A title without the name of its site; where two of the head differ in it, what they share."""
    parts = SITE_NAME.split(title)
    if len(parts) > 1 and len(parts[-1].split()) <= 4 and len(parts[0].split()) > len(parts[-1].split()):
        return title[: title.rindex(parts[-1])].rstrip(" |–—·»•:-")
    return title


def _dates(root: HtmlElement, node: Node, meta: dict[str, list[str]]) -> tuple[str, str]:
    """When it came out, and when it was last changed where that is marked."""
    said = first(node.get("datePublished")) or first(node.get("dateCreated")) or _of(meta, *DATE_FIELDS)
    published, updated = marked_dates(root)
    return said or published, first(node.get("dateModified")) or updated


def _publisher(node: Node, nodes: Iterable[Node], meta: dict[str, list[str]]) -> str:
    named = next(iter(names_of(node.get("publisher"), nodes)), "")
    return plain(named or _of(meta, "og:site_name", "application-name", "dc.publisher", "publisher"))


def _site_behind(headline: str, titles: list[str]) -> str:
    """The site that a title names behind the headline: "Ferry sinks | The Courier"."""
    behind = titles[-1].removeprefix(headline) if titles else ""
    site = SITE_NAME.split(behind)[-1] if behind != (titles or [""])[-1] and SITE_NAME.match(behind) else ""
    return site if 0 < len(site.split()) <= MOST_SITE else ""


def _language(root: HtmlElement, node: Node, meta: dict[str, list[str]]) -> str:
    said = root.get("lang") or first(node.get("inLanguage"), "name") or _of(meta, "og:locale", "content-language")
    match = re.match(r"[A-Za-z]{2,3}(?=$|[-_])", said.strip())
    return match[0].lower() if match else ""
