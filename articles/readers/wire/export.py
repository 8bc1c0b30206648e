"""What WordPress and Blogger export beside the entries of a feed: who its authors are, captions, dates and states."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from articles.extraction.types import RawArticle
from articles.readers.composing import Passage
from articles.readers.wire.story import caption_passages
from articles.readers.wire.xml import first, one_line

NEVER = "0000-00-00"
KIND = "#kind"  # how the scheme of a category ends that tells posts from comments and settings
GALLERY = re.compile(r"""\[gallery\b[^\]]*\bids=["']([\d,\s]+)""")


@dataclass(frozen=True, slots=True)
class Export:
    """Names by login, and captions of pictures by number; empty for a feed that is none."""

    names: Mapping[str, str] = field(default_factory=dict)
    captions: Mapping[str, str] = field(default_factory=dict)


def read_export(root: etree._Element) -> Export:
    authors = list(root.iter("wp.author"))
    pictures = [entry for entry in root.iter("item") if first(entry, "wp.post_type") == "attachment"]
    return Export(
        names={first(one, "wp.author_login"): first(one, "wp.author_display_name") for one in authors},
        captions={first(one, "wp.post_id"): one_line(one.find("excerpt")) for one in pictures},
    )


def is_article(entry: etree._Element) -> bool:
    """Posts that are published or will be at their time; no pages, pictures, drafts, or what has a password."""
    kinds = [one.get("term", "") for one in entry.iterfind("category") if one.get("scheme", "").endswith(KIND)]
    is_post = first(entry, "wp.post_type", "type").lower() in ("", "post") and all(
        kind.endswith("post") for kind in kinds
    )
    is_out = first(entry, "wp.status", "status").lower() in ("", "publish", "future", "live")
    return is_post and is_out and first(entry, "control/draft") != "yes" and not first(entry, "wp.post_password")


def exported_fields(entry: etree._Element, export: Export, article: RawArticle) -> RawArticle:
    """The article with what an export says of it and a feed does not."""
    published = _moment(entry, "post_date")
    section = next((one_line(part) for part in entry.iterfind("category[@domain='category']")), "")
    embargo = published if first(entry, "wp.status") == "future" else ""
    return replace(
        article,
        authors=tuple(dict.fromkeys(export.names.get(name) or name for name in article.authors)),
        published=article.published or published,
        section=section or article.section,
        provenance=replace(
            article.provenance,
            modified=article.provenance.modified or _moment(entry, "post_modified"),
            embargo=embargo,
        ),
    )


def _moment(entry: etree._Element, name: str) -> str:
    """A date in UTC where the export knows it so; else as the clock of its site showed it."""
    in_utc, local = first(entry, f"wp.{name}_gmt"), first(entry, f"wp.{name}")
    if in_utc and not in_utc.startswith(NEVER):
        return f"{in_utc}Z"
    return "" if local.startswith(NEVER) else local


def captions_of(entry: etree._Element, export: Export) -> Iterator[Passage]:
    """Those of the picture over an entry, and of galleries in it, which it names by their numbers."""
    metas = entry.iterfind("wp.postmeta")
    named = [first(meta, "wp.meta_value") for meta in metas if first(meta, "wp.meta_key") == "_thumbnail_id"]
    for story in entry.iterfind("encoded"):
        named += [number.strip() for ids in GALLERY.findall(story.text or "") for number in ids.split(",")]
    for number in dict.fromkeys(named):
        yield from caption_passages(export.captions.get(number, ""))
