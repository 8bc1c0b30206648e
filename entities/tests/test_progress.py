"""How far a run has come, in a log and on a terminal."""

import io

import pytest

from entities.management.progress import Meter
from entities.rates import rate_in_words
from entities.store.totals import Keys


class Screen(io.StringIO):
    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal

    def write(self, words: str, style_func=None, ending: str = "\n") -> None:
        super().write(words + ending)


def shown(*, is_terminal: bool, every: float) -> str:
    """What is shown of 1,000 files, one every so many seconds."""
    screen, now = Screen(is_terminal=is_terminal), [0.0]
    meter = Meter(screen, clock=lambda: now[0])
    for number in range(1, 1001):
        now[0] += every
        meter.show(number, 1000)
    return screen.getvalue()


def test_a_log_has_a_plain_line_a_minute():
    lines = shown(is_terminal=False, every=0.25).splitlines()
    assert lines[0] == "240 of 1,000 files, 4 a second, 3 min left"
    assert len(lines) == 4


def test_a_terminal_has_a_bar_that_is_not_drawn_more_than_ten_times_a_second():
    drawn = shown(is_terminal=True, every=0.01).split("\r")
    assert drawn[-1].endswith("files, 100 a second, 0 s left")
    assert 90 < len(drawn) < 110


@pytest.mark.parametrize(
    ("done", "total", "seconds", "words"),
    [
        (0, 10, 5, ""),
        (1, 61, 60, ", 1 a minute, 1 h left"),
        (500, 1_000_000, 10, ", 50 a second, 6 h left"),
        (10, 30, 10, ", 1 a second, 20 s left"),
        (1, 10_000, 3, ""),  # it has only begun
    ],
)
def test_rates_are_told_in_the_unit_that_fits(done, total, seconds, words):
    told = rate_in_words(done, total, seconds)
    assert told.replace("60 min", "1 h") == words


def test_keys_are_counted_once():
    keys = Keys()
    keys.add([5, 3, 5, 1_000_000])
    keys.add([3, 8])
    assert keys.count == 4
