"""Lists and counters, worked out from the rows of the archive and kept true with every one that is written."""

from entities.counting.keeping import Touched, count_articles, count_named, hold_people

__all__ = ["Touched", "count_articles", "count_named", "hold_people"]
