"""How far a run has come: a bar on a terminal, a plain line a minute in a log."""

import time
from collections.abc import Callable

from django.core.management.base import OutputWrapper

from entities.rates import rate_in_words

BAR = 30
# Seconds between two looks at the bar, and between two lines in a log.
BLINK, MINUTE = 0.1, 60.0


class Meter:
    """Shows the number of files, the rate and the time left; whoever prints a line of their own clears it first."""

    def __init__(self, out: OutputWrapper, *, of: str = "files", clock: Callable[[], float] = time.monotonic) -> None:
        self._out, self._of, self._clock, self._is_terminal = out, of, clock, out.isatty()
        self._began = self._shown = clock()
        self._is_new = True

    def clear(self) -> None:
        if self._is_terminal:
            self._out.write("\r\x1b[K", ending="")

    def show(self, done: int, total: int) -> None:
        now = self._clock()
        is_last = done >= total
        if self._is_terminal:
            if (self._is_new or now - self._shown >= BLINK) and not is_last:
                filled = BAR * done // total
                self.clear()
                self._out.write(
                    f"{'█' * filled}{'·' * (BAR - filled)} {self._told(done, total, now)}", style_func=str, ending=""
                )
                self._out.flush()
                self._shown, self._is_new = now, False
        elif now - self._shown >= MINUTE and not is_last:
            self._out.write(self._told(done, total, now), style_func=str)
            self._shown = now

    def _told(self, done: int, total: int, now: float) -> str:
        return f"{done:,} of {total:,} {self._of}{rate_in_words(done, total, now - self._began)}"
