"""What a verb is given is checked before it looks at anything: of what kind each thing is, and that it is there."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from types import UnionType
from typing import Any, ParamSpec, TypeVar, get_args, get_origin, get_type_hints

from django.contrib.auth.models import User
from django.db import DataError, IntegrityError, transaction
from django.db.models import Model, QuerySet

from entities.curation.errors import CurationError, Misfit
from entities.curation.locking import batches
from entities.models import Event, Person

Given = ParamSpec("Given")
Result = TypeVar("Result")

# Read anew before a verb sees them: what a page held of them may be old.
READ_ANEW = (Person, Event)
LARGEST_KEY = 2**63


def verb(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """Run a verb in one transaction, on rows that are there.

    Raises CurationError for rows that are gone and where another writer comes between, and Misfit for
    what is not what the verb's hints ask for.
    """
    hints = get_type_hints(function)

    @wraps(function)
    def checked(**given: Any) -> Result:
        fitting = {name: _fitting(name, value, hints.get(name)) for name, value in given.items()}
        try:
            with transaction.atomic():
                return function(**_as_they_are(fitting))
        except IntegrityError as clash:
            raise CurationError("Another editor or an ingest wrote these rows first. Nothing was changed.") from clash
        except DataError as error:
            raise CurationError("This is more than the archive can keep. Nothing was changed.") from error

    return checked


def _fitting(name: str, value: Any, hint: Any) -> Any:
    """The value, if it may be given; rows that can be read only once as a list."""
    if name == "reason" and value is None:
        return ""
    kinds = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    single = tuple(kind for kind in kinds if isinstance(kind, type))
    many = [kind for kind in kinds if get_origin(kind) is Iterable and _is_model(get_args(kind)[0])]
    if many and not isinstance(value, single):
        return _fitting_rows(name, value, get_args(many[0]))
    if many or (single and len(single) == len(kinds) and all(_is_plain(kind) for kind in single)):
        _refuse_other(name, value, single)
    return value


def _fitting_rows(name: str, value: Any, kinds: tuple[type, ...]) -> Any:
    if isinstance(value, QuerySet) and issubclass(value.model, kinds) and not issubclass(value.model, READ_ANEW):
        return value
    if not isinstance(value, (Iterable, *kinds)):
        raise Misfit(f"{name}: {_shown(value)} is neither a row of the archive nor several")
    rows = [value] if isinstance(value, kinds) else list(value)
    for row in rows:
        _refuse_other(name, row, kinds)
    return rows


def _refuse_other(name: str, value: Any, kinds: tuple[type, ...]) -> None:
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        if name == "by":
            raise Misfit("A decision needs somebody who is signed in.")
        wanted = " or ".join("None" if kind is type(None) else kind.__name__ for kind in kinds)
        raise Misfit(f"{name}: {_shown(value)} is not a {wanted} of the archive")
    if isinstance(value, Model) and not (isinstance(value.pk, int) and 0 < value.pk < LARGEST_KEY):
        raise Misfit(f"{name}: this {value._meta.verbose_name} was never saved")
    if isinstance(value, str) and not _can_be_kept(value):
        raise Misfit(f"{name}: {_shown(value)} has a character that no database keeps")


def _can_be_kept(words: str) -> bool:
    return "\0" not in words and not any("\ud800" <= character <= "\udfff" for character in words)


def _as_they_are(given: Mapping[str, Any]) -> dict[str, Any]:
    """Refuse rows that are gone; people and events as the archive has them now."""
    keys: dict[type[Model], dict[int, Model]] = defaultdict(dict)
    for value in given.values():
        for row in value if isinstance(value, list) else [value]:
            if isinstance(row, Model):
                keys[row._meta.concrete_model][row.pk] = row
    now: dict[tuple[type[Model], int], Model] = {}
    for model, rows in keys.items():
        for batch in batches(rows):
            there = model._base_manager.filter(pk__in=batch)
            found = (
                there.in_bulk() if issubclass(model, READ_ANEW) else dict.fromkeys(there.values_list("pk", flat=True))
            )
            if gone := next((rows[pk] for pk in batch if pk not in found), None):
                raise CurationError(_gone(gone))
            now |= {(model, pk): row for pk, row in found.items() if row}
    return {
        name: [_now(row, now) for row in value] if isinstance(value, list) else _now(value, now)
        for name, value in given.items()
    }


def _now(value: Any, now: Mapping[tuple[type[Model], int], Model]) -> Any:
    return now.get((value._meta.concrete_model, value.pk), value) if isinstance(value, Model) else value


def _gone(row: Model) -> str:
    if isinstance(row, User):
        return f"{row} has no account here any more: nobody decides in their name."
    return f"This {row._meta.verbose_name} is no longer in the archive: a later ingest removed it."


def _shown(value: Any) -> str:
    return f"a {value._meta.verbose_name}" if isinstance(value, Model) else f"{value!r:.60}"


def _is_plain(kind: type) -> bool:
    return _is_model(kind) or kind in (str, int, type(None))


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Model)
