"""Import at the desk: a file is read, what it would change is shown, and only then is it decided."""

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from pathlib import PurePath
from typing import Any
from zipfile import BadZipFile

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from import_export.admin import ImportMixin
from import_export.forms import ConfirmImportForm, ImportForm
from import_export.results import Result
from import_export.tmp_storages import BaseStorage

from articles.exporting import ListExportMixin
from articles.tables import FORMATS, MOST_BYTES, MOST_ROWS, TableError
from entities.done import tell_done
from entities.imports import DecisionFile
from entities.ledger import BULK

# Rows shown of what would change; the rest is counted.
MOST_SHOWN = 200


class FileForm(ImportForm):
    """A file; its name says how to read it."""

    reason = forms.CharField(
        required=False,
        max_length=500,
        label="Why",
        help_text="For those who ask later. Kept in the ledger.",
        widget=AdminTextInputWidget,
    )
    field_order = ("import_file", "reason")

    def __init__(self, formats: list, resources: list, **kwargs: Any) -> None:
        super().__init__(formats, resources, **kwargs)
        self.suffixes = [f".{read().get_extension()}" for read in formats]
        self.fields["format"].required, self.fields["format"].widget = False, forms.HiddenInput()
        self.fields["import_file"].widget.attrs = {"accept": ",".join(self.suffixes)}
        self.fields["import_file"].label = "File"
        self.fields["import_file"].help_text = f"CSV, JSON or XLSX, with at most {MOST_ROWS:,} rows."

    @property
    def media(self) -> forms.Media:
        return forms.Media()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if file := cleaned.get("import_file"):
            suffix = PurePath(file.name).suffix.lower()
            if suffix not in self.suffixes:
                self.add_error("import_file", f"The name ends in none of {', '.join(self.suffixes)}.")
            elif file.size > MOST_BYTES:
                self.add_error("import_file", f"The file has more than {MOST_BYTES:,} bytes. Divide it.")
            else:
                cleaned["format"] = str(self.suffixes.index(suffix))
        return cleaned


class SureForm(ConfirmImportForm):
    reason = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)


class InTheForm(BaseStorage):
    """Keeps a file, between showing and deciding, in the page that shows it: nothing is left behind on the server."""

    def save(self, data: bytes) -> None:
        self.name = urlsafe_b64encode(zlib.compress(data)).decode("ascii")

    def read(self) -> str | bytes:
        data = zlib.decompressobj().decompress(urlsafe_b64decode(self.name), MOST_BYTES)
        return data if self.read_mode == "rb" else data.decode(self.encoding)

    def remove(self) -> None:
        """Nothing to remove."""


class DecisionImportMixin(ImportMixin, ListExportMixin):
    """Import by the editors' verbs, for those who may decide in bulk."""

    import_export_change_list_template = "admin/import_export/change_list_import_export.html"
    import_form_class = FileForm
    confirm_form_class = SureForm
    tmp_storage_class = InTheForm
    formats = list(FORMATS)
    file_class: type[DecisionFile]

    def has_import_permission(self, request: HttpRequest) -> bool:
        may = self.has_change_permission(request) or self.has_add_permission(request)
        return may and request.user.has_perm(BULK)

    def get_import_resource_classes(self, request: HttpRequest) -> list[type[DecisionFile]]:
        columns = {field.column_name for table in self.resource_classes for field in table.fields.values()}
        return [type(self.file_class.__name__, (self.file_class,), {"ignores": frozenset(columns)})]

    def get_import_resource_kwargs(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        given = getattr(kwargs["form"], "cleaned_data", {})
        form = FORMATS[int(given.get("format") or 0)]
        return {"by": request.user, "reason": given.get("reason", ""), "first_row": form.first_row}

    def get_confirm_form_initial(self, request: HttpRequest, import_form: FileForm | None) -> dict[str, Any]:
        initial = super().get_confirm_form_initial(request, import_form)
        return initial | {"reason": import_form.cleaned_data["reason"]} if import_form else initial

    def add_data_read_fail_error_to_form(self, form: FileForm, e: Exception) -> None:
        if isinstance(e, UnicodeDecodeError):
            e = TableError("The file is not in UTF-8. Save it as “CSV UTF-8”.")
        elif not isinstance(e, TableError):
            e = TableError("The file cannot be read. Is it what its name says? Save it anew and try again.")
        form.add_error("import_file", str(e))

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = super().import_action(request, **kwargs)
        if (context := getattr(response, "context_data", None)) is not None:
            result = context.get("result")
            context |= {"title": f"Import {self.opts.verbose_name_plural}", "needs": self.file_class.needs}
            context["reads"] = self.file_class.reads
            if result and not result.has_errors():
                rows = [row.row_values for row in result.rows]
                context |= {"shown": rows[:MOST_SHOWN], "more": len(rows) - MOST_SHOWN, "count": len(rows)}
        return response

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            return super().process_import(request, **kwargs)
        except (LookupError, ValueError, zlib.error, BadZipFile) as wrong:
            raise BadRequest("This is not the file that was shown.") from wrong

    def process_result(self, result: Result, request: HttpRequest) -> HttpResponse:
        """Say what came of it. What somebody else decided since it was shown may refuse it now."""
        if result.has_errors():
            for _, errors in result.row_errors():
                messages.error(request, f"Row {errors[0].number}: {errors[0].error} Nothing was imported.")
        elif result.decision is None:
            messages.info(request, "Nothing was changed: the archive says all of this already.")
        else:
            tell_done(request, result.decision)
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))
