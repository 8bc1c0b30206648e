"""Addresses of the pages of rows: what `reverse` says, asked once for a page of each kind and not for every row."""

from functools import cache

from django.urls import get_script_prefix, reverse

_ANY = 987_654_321  # stands for the key of a row; a number and a slug alike


def address_of(page: str, key: int | str) -> str:
    """The address of a row's own page, by the name of its pattern and the number or slug in it."""
    before, after = _around(page, get_script_prefix())
    return f"{before}{key}{after}"


@cache
def _around(page: str, _prefix: str) -> list[str]:
    return reverse(page, args=[_ANY]).split(str(_ANY))
