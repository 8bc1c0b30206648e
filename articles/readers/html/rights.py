"""What a page says of whose it is and what may be done with it."""

from lxml.html import HtmlElement

from articles.extraction.provenance import Provenance
from articles.readers.html.linked import Node, first, strings
from articles.readers.html.tree import words_of
from articles.readers.identity import page_identity

NOTICES = ("copyright", "dc.rights", "dcterms.rights", "rights")
HOLDERS = ("dcterms.rightsholder", "dc.rightsholder", "article:copyright_holder", "rights-holder")
TERMS = ("dcterms.license", "dc.rights.license", "usageterms", "rights-usage")
PLACES = frozenset({"copyrightHolder", "copyrightNotice", "usageInfo", "license", "creditText"})
LONGEST = 2_000


def read_provenance(root: HtmlElement, node: Node, meta: dict[str, list[str]], url: str) -> Provenance:
    """From the data of the page, its meta elements, and what is marked so in its text."""
    marked = _marked(root)

    def said(name: str, fields: tuple[str, ...] = ()) -> str:
        linked = ", ".join(dict.fromkeys(strings(node.get(name), "name")))
        found = linked or next((meta[field][0] for field in fields if field in meta), "") or marked.get(name, "")
        return " ".join(found.split())[:LONGEST]

    return Provenance(
        identity=page_identity(url or first(node.get("mainEntityOfPage"), "@id", "url") or first(node.get("url"))),
        version=first(node.get("version")),
        holder=said("copyrightHolder", HOLDERS),
        notice=said("copyrightNotice", NOTICES),
        terms=said("usageInfo", TERMS) or said("license"),
        credit=said("creditText"),
        modified=first(node.get("dateModified")) or next(iter(meta.get("article:modified_time", ())), ""),
    )


def _marked(root: HtmlElement) -> dict[str, str]:
    """By name, what microdata outside pictures says: the rights of a picture are its own."""
    found: dict[str, str] = {}
    for element in root.iter():
        name = element.get("itemprop") if isinstance(element.tag, str) else None
        if name in PLACES and not any("Image" in (e.get("itemtype") or "") for e in element.iterancestors()):
            found.setdefault(name, element.get("content") or element.get("href") or words_of(element))
    return found
