"""Rows that many tests begin with: made once, and kept while the tests that follow one another ask for the same."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction

from entities.tests.counting import fill_counts


def shared(make: Callable[[], Any]) -> Any:
    """The fixture of the rows that a function makes. Whatever a test does to them, the next has them as they were."""

    def rows(begun, db):
        return deepcopy(*begun) if begun else make()

    rows.makes = make
    return pytest.fixture(name=make.__name__)(rows)


@contextmanager
def keeping() -> Iterator[Callable]:
    """What begins each test: where there is a maker with its rows, in a transaction around that of the test."""
    kept: dict = {None: ()}

    def begin(make: Callable[[], Any] | None) -> tuple:
        if make not in kept:
            held.close()
            kept.clear()
            if make:
                held.enter_context(_taken_back())
            kept[make] = _counted(make) if make else ()
        return kept[make]

    with ExitStack() as held:
        yield begin


def _counted(make: Callable[[], Any]) -> tuple:
    rows = make()
    fill_counts()
    return (rows,)


@contextmanager
def _taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
