"""What a verb is given is checked before it looks at anything: a row of another kind has keys, too."""

from collections.abc import Callable, Iterable
from functools import wraps
from types import UnionType
from typing import Any, ParamSpec, TypeVar, get_args, get_origin, get_type_hints

from django.db import transaction
from django.db.models import Model

Given = ParamSpec("Given")
Result = TypeVar("Result")


def verb(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """Run a verb in one transaction. Raises TypeError for rows and words that are not what its hints ask for."""
    hints = get_type_hints(function)

    @wraps(function)
    def checked(**given: Any) -> Result:
        return function(**{name: _fitting(name, value, hints.get(name)) for name, value in given.items()})

    return transaction.atomic(checked)


def _fitting(name: str, value: Any, hint: Any) -> Any:
    """The value, if it may be given; rows that can be read only once as a list."""
    kinds = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    single = tuple(kind for kind in kinds if isinstance(kind, type))
    many = [kind for kind in kinds if get_origin(kind) is Iterable and _is_model(get_args(kind)[0])]
    if many and not isinstance(value, single):
        value = list(value)
        for row in value:
            _refuse_other(name, row, get_args(many[0]))
    elif single and len(single) == len(kinds) and all(_is_model(kind) or kind in (str, type(None)) for kind in single):
        _refuse_other(name, value, single)
    return value


def _refuse_other(name: str, value: Any, kinds: tuple[type, ...]) -> None:
    if not isinstance(value, kinds) or (isinstance(value, Model) and value.pk is None):
        wanted = " or ".join("None" if kind is type(None) else kind.__name__ for kind in kinds)
        raise TypeError(f"{name}: {value!r} is not a {wanted} of the archive")
    if isinstance(value, str) and "\0" in value:
        raise TypeError(f"{name}: {value!r} has a character that no database keeps")


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Model)
