"""The word lists of the invented archive, and what is put together of them."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple

from articles.search import folded_words

DATA = Path(__file__).resolve().parent / "data"
DIFFERENT = 4_000  # things done, and things said


class Words(NamedTuple):
    """Words as they are printed, and as the search has them."""

    text: str
    folded: str


@cache
def words(name: str) -> tuple[str, ...]:
    """The entries of data/<name>.txt in their order; # comments dropped."""
    lines = (DATA / f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def as_words(text: str) -> Words:
    return Words(text, " ".join(folded_words(text)))


def falling(number: int, *, flat: float = 1.0) -> list[float]:
    """Cumulative weights of ranks that fall as Zipf has it; of ranks up to `flat` none stands out."""
    return list(accumulate(1 / (rank + flat) for rank in range(number)))


class Pool:
    """Things of which the first are taken more often."""

    def __init__(self, things: Sequence, *, flat: float = 1.0) -> None:
        self.things, self.weights = things, falling(len(things), flat=flat)

    def some(self, rng: Random, number: int) -> list:
        return rng.choices(self.things, cum_weights=self.weights, k=number)

    def one(self, rng: Random):
        return self.some(rng, 1)[0]


def acts(rng: Random) -> Iterator[Words]:
    """What somebody did, without who."""
    deeds, objects, circumstances = (Pool(words(name), flat=4.0) for name in ("deeds", "objects", "circumstances"))
    for _ in range(DIFFERENT):
        when = dict.fromkeys(circumstances.some(rng, rng.choice((0, 1, 1, 2))))
        yield as_words(" ".join((deeds.one(rng), objects.one(rng), ", ".join(when))).strip())


def sayings(rng: Random) -> Iterator[Words]:
    """What people say: without a full stop, as it stands before one mark or another."""
    parts = [Pool(words(name), flat=6.0) for name in ("spoken", "objects", "afterthoughts")]
    for _ in range(DIFFERENT):
        yield as_words(" ".join(pool.one(rng) for pool in parts))


def rare_word(rng: Random) -> Words:
    """A name that few articles have, and the shorter ones more of them."""
    syllables = words("syllables")
    text = "".join(rng.choices(syllables, k=rng.choice((2, 3, 3, 4)))).capitalize()
    return Words(text, text.lower())


def person_names(rng: Random, number: int) -> list[str]:
    """Names in the order of fame; all different while the lists last."""
    given, roots, endings = words("given_names"), words("surname_roots"), words("surname_endings")
    most = len(given) * len(roots) * len(endings)
    names = []
    for place in rng.sample(range(most), min(number, most)):
        rest, first = divmod(place, len(given))
        root, ending = divmod(rest, len(endings))
        names.append(f"{given[first]} {roots[root]}{endings[ending]}")
    return [*names, *names[: number - len(names)]]
