"""How much of anything a reader takes in: one place for every bound."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is larger is refused with a ReadError that names the bound."""

    file_bytes: int = 20_000_000  # of a file, or of one article in a file that is read piece by piece
    articles: int = 1_000_000  # in one file
    depth: int = 100  # of elements or brackets inside each other
    archives: int = 3  # inside each other
    ratio: int = 200  # by which a packed file may grow
    unpacked_bytes: int = 4_000_000_000  # of all the files in an archive
    passages: int = 20_000  # paragraphs, headings and captions of one article
    elements: int = 60_000  # of one page
