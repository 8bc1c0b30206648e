"""Reading of news text: text in, frozen dataclasses out.

Pure: standard library, spaCy and small text libraries only. No Django, no database,
no network, no clock, no printing. `pipeline.extract` is the way in.
"""

EXTRACTION_VERSION = "8"
"""Raised whenever the same text would give other results; stored with every article."""
