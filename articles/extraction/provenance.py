"""What a format says of an item beside its words: who it is, which version, and what may be done with it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Fields as the format gives them, "" where it gives none.

    `identity` is the item's own name for itself, the same in every version of it and in no other item of anybody:
    a URN, an address, or a number with the sender before it. Plain text and many pages have none.
    """

    identity: str = ""
    version: str = ""
    status: str = ""  # "usable", "withheld", "canceled": what the sender says may be done with it
    urgency: str = ""  # as the sender counts, mostly 1 (most urgent) to 8
    holder: str = ""  # who holds the copyright
    notice: str = ""  # the line of copyright
    terms: str = ""  # what it may be used for
    credit: str = ""  # whom to name as its source
    note: str = ""  # what the sender tells editors
    embargo: str = ""  # not to be published before, as a date, or "withheld" where no date is given
    modified: str = ""  # when this version was made, as a date

    @property
    def is_withdrawn(self) -> bool:
        """Whether the sender took the item back."""
        return self.status.lower() in WITHDRAWN


WITHDRAWN = frozenset({"canceled", "cancelled", "killed", "withdrawn", "deleted"})
WITHHELD, EMBARGOED = "withheld", "embargoed"


def embargo_of(status: str, moment: str) -> str:
    """What holds an item back. One that is withheld stays so until told otherwise, whatever moment it names."""
    status = status.lower()
    return WITHHELD if status == WITHHELD else moment or (EMBARGOED if status == EMBARGOED else "")
