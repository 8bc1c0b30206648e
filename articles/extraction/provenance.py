"""What a format says of an item beside its words: who it is, which version, and what may be done with it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Fields as the format gives them, "" where it gives none.

    `identity` is the item's own name for itself, the same in every version of it (a guid, a URN); plain text and
    most pages have none.
    """

    identity: str = ""
    version: str = ""
    status: str = ""  # "usable", "withheld", "canceled": what the sender says may be done with it
    rights: str = ""  # notices of copyright and terms of use
    embargo: str = ""  # not to be published before, as a date
    modified: str = ""  # when this version was made, as a date
