"""Which formats are read, and how each is known."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from articles.extraction.types import RawArticle
from articles.readers.content import Content
from articles.readers.errors import ReadError
from articles.readers.html import is_html, read_html
from articles.readers.labelled_text import is_labelled, read_labelled
from articles.readers.markdown import is_markdown, read_markdown
from articles.readers.mhtml import is_mhtml, read_mhtml
from articles.readers.packed import is_gzip, is_tar, is_zip, read_gzip, read_tar, read_zip
from articles.readers.tables import is_csv, is_json_table, read_csv, read_json_table
from articles.readers.text import is_text, read_text
from articles.readers.wire.anpa import is_anpa, read_anpa
from articles.readers.wire.ap import is_ap, read_ap
from articles.readers.wire.feeds import is_feed, read_feed
from articles.readers.wire.newsml1 import is_newsml1, read_newsml1
from articles.readers.wire.newsml_g2 import is_newsml_g2, read_newsml_g2
from articles.readers.wire.ninjs import is_ninjs, read_ninjs
from articles.readers.wire.nitf import is_nitf, read_nitf
from articles.readers.wire.teletype import is_teletype, read_teletype


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `recognises` looks at the first bytes, never at all of a file.

    `read` gives the articles in order; what is wrong with one of several it gives in its place, as a ReadError, and
    what is wrong with the whole file it raises. An archive gives the files in it, each to be read in its turn.
    """

    name: str  # as the article page calls it
    endings: frozenset[str]  # read out of folders, and tried where the first bytes tell nothing
    recognises: Callable[[Content], bool]
    read: Callable[[Content], Iterator[RawArticle | ReadError | Content]]


# In the order in which they are asked.
FORMATS = (
    Format("zip", frozenset({".zip"}), is_zip, read_zip),
    Format("tar", frozenset({".tar"}), is_tar, read_tar),
    Format("gzip", frozenset({".gz", ".tgz"}), is_gzip, read_gzip),
    Format("mhtml", frozenset({".mhtml", ".mht"}), is_mhtml, read_mhtml),
    Format("nitf", frozenset({".xml"}), is_nitf, read_nitf),
    Format("newsml1", frozenset({".xml"}), is_newsml1, read_newsml1),
    Format("newsml-g2", frozenset({".xml"}), is_newsml_g2, read_newsml_g2),
    Format("markdown", frozenset({".md", ".markdown"}), is_markdown, read_markdown),
    Format("ap-json", frozenset(), is_ap, read_ap),
    Format("ninjs", frozenset(), is_ninjs, read_ninjs),
    Format("feed", frozenset({".rss", ".atom", ".xml"}), is_feed, read_feed),
    Format("html", frozenset({".html", ".htm", ".xhtml", ".shtml"}), is_html, read_html),
    Format("json", frozenset({".json", ".jsonl", ".ndjson"}), is_json_table, read_json_table),
    Format("csv", frozenset({".csv", ".tsv"}), is_csv, read_csv),
    Format("anpa1312", frozenset({".anpa"}), is_anpa, read_anpa),
    Format("iptc7901", frozenset({".ip", ".tst"}), is_teletype, read_teletype),
    Format("labelled", frozenset(), is_labelled, read_labelled),
    Format("text", frozenset({".txt"}), is_text, read_text),
)
ENDINGS = frozenset(ending for known in FORMATS for ending in known.endings)


def find_format(content: Content) -> Format:
    """The format of a file, by what it holds; by its name where that tells nothing; else text."""
    named = (known for known in FORMATS if content.ending in known.endings)
    return recognised(content) or next(named, FORMATS[-1])


def recognised(content: Content) -> Format | None:
    """The format that a file shows itself to be in by what it holds. Text shows itself by nothing."""
    return next((known for known in FORMATS if known.recognises(content)), None)


def is_beside(content: Content) -> bool:
    """Whether a file in an archive only goes with its articles, as pictures do: no ending of ours, and no text."""
    return content.ending not in ENDINGS and b"\0" in content.head and recognised(content) is None
