"""The tokens of all accounts: an archivist makes one for a machine, and revokes what has leaked."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from articles.admin import ReadOnlyAdmin, stamp
from newsroom.api.forms import TokenForm
from newsroom.api.models import ApiToken
from newsroom.api.tokens import make_token, revoke_token


class TokenOfForm(TokenForm):
    class Meta(TokenForm.Meta):
        fields = ("user", "name")


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin):
    """What a token says is never changed; it is revoked, and stays in the list."""

    form = TokenOfForm
    autocomplete_fields = ("user",)
    list_display = ("name", "user", "start", "made", "until", "used", "works")
    list_select_related = ("user",)
    list_filter = (("revoked", admin.EmptyFieldListFilter),)
    search_fields = ("name", "user__username", "start")
    actions = ("revoke",)

    def get_fields(self, request: HttpRequest, obj: ApiToken | None = None) -> tuple[str, ...]:
        return ("user", "name", "start", "made", "until", "used", "works") if obj else ("user", "name", "days")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("api.add_apitoken")

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("api.change_apitoken")

    def save_model(self, request: HttpRequest, obj: ApiToken, form: ModelForm, change: bool) -> None:
        asked = form.cleaned_data
        made, obj.secret = make_token(user=asked["user"], name=asked["name"], days=asked["days"], now=timezone.now())
        obj.pk, obj.start = made.pk, made.start

    def response_add(self, request: HttpRequest, obj: ApiToken, post_url_continue: str | None = None) -> HttpResponse:
        """The one page that ever shows the secret."""
        context = {**self.admin_site.each_context(request), "title": "Token made", "token": obj, "secret": obj.secret}
        return TemplateResponse(request, "admin/token_made.html", context)

    @admin.action(description="Revoke", permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiToken]) -> None:
        for token in queryset:
            revoke_token(token, now=timezone.now())
        messages.success(request, f"{len(queryset)} revoked: what used them can no longer read the archive.")

    @admin.display(description="made", ordering="created")
    def made(self, token: ApiToken) -> str:
        return stamp(token.created)

    @admin.display(description="until", ordering="expires")
    def until(self, token: ApiToken) -> str:
        return stamp(token.expires)

    @admin.display(description="last used", ordering="last_used", empty_value="never")
    def used(self, token: ApiToken) -> str | None:
        return stamp(token.last_used) or None

    @admin.display(description="works", boolean=True)
    def works(self, token: ApiToken) -> bool:
        return token.revoked is None and token.expires > timezone.now() and token.user.is_active
