"""How fast something goes and how long it will still take, in words."""

# Seconds before which a rate is no more than how long it took to begin.
SOONEST = 5


def rate_in_words(done: int, total: int, seconds: float) -> str:
    """ ", 12 a second, 3 min left", or "" where nothing can be told yet."""
    if done < 1 or seconds < SOONEST:
        return ""
    rate = done / seconds
    per = f"{rate:,.0f} a second" if rate >= 1 else f"{60 * rate:,.0f} a minute"
    return f", {per}, {time_in_words((total - done) / rate)} left"


def time_in_words(seconds: float) -> str:
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:,.0f} {unit}"
    return f"{seconds:,.0f} s"
