"""What the archive logs: one JSON object a line for machines, without the words of any article or any secret.

A query string may hold what somebody looks for, and the details of a database's error the row that it refused: neither
is logged.
"""

import json
import logging
import re
import secrets
import time
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import LazyObject, empty

LONGEST = 500  # characters of a message
GIVEN_ID = re.compile(r"[\w.-]{8,64}", re.ASCII)

# Parts of an address, by the names that its pattern has for them, that open something to whoever knows them.
SECRETS = {"token"}

logger = logging.getLogger("newsroom.access")
_current: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


class TextFormatter(logging.Formatter):
    """A record as people read it, without the secrets that an address may have in it."""

    def format(self, record: logging.LogRecord) -> str:
        line, match = self.line(record), getattr(_request_of(record), "resolver_match", None)
        for name in SECRETS & {*match.kwargs} if match else ():
            line = line.replace(str(match.kwargs[name]), "…")
        return line

    def line(self, record: logging.LogRecord) -> str:
        return super().format(record)


class JsonFormatter(TextFormatter):
    """A record as JSON, with the request and the account that it belongs to."""

    def line(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage()[:LONGEST],
            "process": record.process,
            **told(_request_of(record)),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line["exception"] = _exception(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _request_of(record: logging.LogRecord) -> object:
    return getattr(record, "request", None) or _current.get()


def told(request: object) -> dict[str, str | int]:
    """Which request a line belongs to, and whose it is as far as that is known already."""
    if not hasattr(request, "id"):
        return {}
    user = request.__dict__.get("user")
    unknown = user is None or (isinstance(user, LazyObject) and user._wrapped is empty)
    key = None if unknown else user.pk
    return {"request": request.id} | ({} if key is None else {"user": key})


def _exception(err: BaseException) -> dict[str, str | list[str]]:
    """What went wrong and where; of its message the first line: a database tells the refused row in the others."""
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(err.__traceback__)]
    message = str(err).partition("\n")[0][:LONGEST]
    return {"type": type(err).__name__, "message": message, "at": places}


def identified(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give every request an id, which the answer carries too, and log what was answered and how long it took."""

    def respond(request: HttpRequest) -> HttpResponse:
        request.id = _id_of(request)
        token = _current.set(request)
        began = time.perf_counter()
        try:
            response = get_response(request)
            response.headers["X-Request-ID"] = request.id
            _log(request, response, time.perf_counter() - began)
        finally:
            _current.reset(token)
        return response

    return respond


def _id_of(request: HttpRequest) -> str:
    """The id that our own proxy gave it, else a new one."""
    given = request.headers.get("X-Request-ID", "") if settings.BEHIND_PROXY else ""
    return given if GIVEN_ID.fullmatch(given) else secrets.token_hex(8)


def _log(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    facts = {
        "method": request.method,
        "path": request.path,
        "view": view_of(request),
        "status": response.status_code,
        "milliseconds": round(seconds * 1000, 1),
    }
    logger.info(
        "%s %s %s", request.method, request.path, response.status_code, extra={"facts": facts, "request": request}
    )


def view_of(request: HttpRequest) -> str:
    """The name of the address that was asked for, of which there are few, unlike addresses."""
    return request.resolver_match.view_name if request.resolver_match else "none"
