"""Draws what a page has many of with the macros of `templates/drawn`.

Rows, facets and notes are Jinja2, which compiles them; the pages around them are Django's.
"""

from typing import Any

from django.template import engines
from django.utils.safestring import SafeString, mark_safe


def draw(macro: str, *inputs: Any, **named: Any) -> SafeString:
    """What a macro makes of its inputs: `draw("rows.quote", quote, request)`."""
    file, _, name = macro.partition(".")
    drawn = getattr(engines["drawn"].env.get_template(f"{file}.html").module, name)
    return mark_safe(drawn(*inputs, **named))  # noqa: S308 (the engine escapes)
