"""Lists of the desk as files: exactly the rows that a list shows, with its filters and in its order."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from import_export.admin import ExportMixin
from import_export.fields import Field
from import_export.formats.base_formats import Format
from import_export.forms import ExportForm
from import_export.resources import Resource

from articles.batches import in_batches, ordered_keys
from articles.extraction.types import Precision
from articles.tables import FORMATS

BLOCK = 64 * 1024  # bytes
NUMBERS = (int, float)
PLAIN = frozenset({str, *NUMBERS})
# Characters of a moment that a precision vouches for.
LENGTHS = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10, Precision.MINUTE: 16}


def column(get: Callable[[Any], Any] | str) -> Field:
    """A column of a table: of an attribute or method (`article.headline`), or what `get` makes of a row."""
    return Field(dehydrate_method=_called(attrgetter(get)) if isinstance(get, str) else get)


def _called(get: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda row: value() if callable(value := get(row)) else value


class Table(Resource):
    """The columns of a list. Numbers stay numbers, everything else is words."""

    prefetched: tuple[str, ...] = ()
    deferred: tuple[str, ...] = ()

    @classmethod
    def get_display_name(cls) -> str:
        return cls.__name__

    def lines(self, rows: QuerySet) -> Iterator[list[Any]]:
        """One line a row, a few hundred rows at a time in memory."""
        dressed = rows.prefetch_related(*self.prefetched).defer(*self.deferred)
        return self.lines_of(in_batches(ordered_keys(rows), dressed))

    def lines_of(self, rows: Iterable[Model]) -> Iterator[list[Any]]:
        cells = [field.dehydrate_method for field in self.get_export_fields()]
        for row in rows:
            yield [value if type(value := cell(row)) in PLAIN else _plain(value) for cell in cells]


class ListExportMixin(ExportMixin):
    """Whoever may see a list may take it away as a file."""

    formats = list(FORMATS)
    export_form_class = ExportForm

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def init_request_context_data(self, request: HttpRequest, form: ExportForm) -> dict[str, Any]:
        name = self.opts.verbose_name_plural
        return super().init_request_context_data(request, form) | {
            "title": f"Export {name}",
            "count": self.get_export_queryset(request).count(),
        }

    def _do_file_export(
        self, file_format: Format, request: HttpRequest, queryset: QuerySet, export_form: ExportForm | None = None
    ) -> StreamingHttpResponse:
        if not self.has_export_permission(request):
            raise PermissionDenied
        table = self.choose_export_resource_class(export_form, request)()
        pieces = file_format.write(table.get_export_headers(), table.lines(queryset))
        name = f"{self.opts.verbose_name_plural}-{timezone.localdate()}.{file_format.get_extension()}".replace(" ", "-")
        return file_response(pieces, file_format.get_content_type(), name)


def file_response(pieces: Iterable[bytes], content_type: str, name: str) -> StreamingHttpResponse:
    """A file to keep, sent while it is written."""
    response = StreamingHttpResponse(_in_blocks(pieces), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _in_blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer pieces: each that a server sends costs it as much as a row costs to write."""
    block = bytearray()
    for piece in pieces:
        block += piece
        if len(block) >= BLOCK:
            yield bytes(block)
            block.clear()
    if block:
        yield bytes(block)


def _plain(value: Any) -> Any:
    return "" if value is None else value if isinstance(value, NUMBERS) else str(value)


def when(name: str) -> Callable[[Model], str]:
    """A moment in the newsroom's own time, as a spreadsheet sorts it."""

    def get(row: Model) -> str:
        moment = getattr(row, name)
        return timezone.localtime(moment).isoformat(" ", "seconds") if moment else ""

    return get


def day(value: date | None, precision: str) -> str:
    """2004, 2004-02, 2004-02-01 or 2004-02-01 14:30, as exactly as it is known; nothing where it is not."""
    if not value or not precision:
        return ""
    local = value.astimezone(timezone.get_default_timezone()) if isinstance(value, datetime) else value
    return local.isoformat().replace("T", " ")[: LENGTHS[Precision(precision)]]


class ArticleTable(Table):
    deferred = ("text", "spans", "decided_spans", "unquoted")

    id = column("pk")
    headline = column("headline")
    publisher = column("publisher")
    published = column(lambda row: day(row.published, row.published_precision))
    authors = column(lambda row: "; ".join(row.authors))
    section = column("section")
    language = column("language")
    source = column("source")
    format = column("format")
    url = column("url")
    sample = column(lambda row: "yes" if row.sample else "no")
    first_seen = column(when("first_seen"))
    last_ingested = column(when("last_ingested"))
