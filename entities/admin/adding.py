"""Pages on which an editor adds what the machine missed, by a verb."""

from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from entities.admin.base import ReviewableAdmin
from entities.admin.context import row_page
from entities.admin.forms import AddForm
from entities.done import tell_done
from entities.models import Decision


class AddingAdmin(ReviewableAdmin):
    """Rows of the machine, to which an editor may add."""

    add_form: type[AddForm]
    add_fields: tuple[str, ...]

    def add(self, form: AddForm, **why: Any) -> Decision:
        """Call the verb that adds; its entry in the ledger is about the new row."""
        raise NotImplementedError

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.add_{self.opts.model_name}")

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list:
        return super().get_fieldsets(request, obj) if obj else [(None, {"fields": self.add_fields})]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return super().get_readonly_fields(request, obj) if obj else []

    def get_inlines(self, request: HttpRequest, obj: Model | None) -> tuple:
        return super().get_inlines(request, obj) if obj else ()

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> type:
        return super().get_form(request, obj, change=change, **kwargs if obj else kwargs | {"form": self.add_form})

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs.get("obj") is None:
            context["title"] = f"Add {self.opts.verbose_name}"
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Model, form: forms.ModelForm, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        request.added = self.add(form, by=request.user, reason=form.cleaned_data["reason"])
        obj.pk = request.added.target_id
        obj.refresh_from_db()

    def response_add(self, request: HttpRequest, obj: Model, post_url_continue: str | None = None) -> HttpResponse:
        tell_done(request, request.added)
        return HttpResponseRedirect(row_page(obj))
