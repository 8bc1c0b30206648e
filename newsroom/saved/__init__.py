"""Saved searches: a list of the archive that somebody keeps, shares and is told of when it grows."""
