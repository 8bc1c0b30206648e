"""How much two things that the archive knows look like one, with what speaks for it and against it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` runs from 0 (surely two) to 1 (surely one); the reasons are words to show to an editor."""

    score: float
    for_: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
