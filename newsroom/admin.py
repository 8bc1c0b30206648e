from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import ManyToManyField, Model, QuerySet
from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField
from django.http import HttpRequest

from newsroom.models import Digest, FeedAddress, SavedSearch

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts get what they may do from their roles alone; nobody makes themselves a superuser here."""

    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Who", {"fields": ("first_name", "last_name", "email")}),
        ("Access", {"fields": ("is_active", "is_staff", "groups")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    list_display = ("username", "first_name", "last_name", "roles", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    filter_horizontal = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs
    ) -> ModelMultipleChoiceField:
        words = {"label": "Roles", "help_text": "Editors and Archivists also need staff status, which opens the desk."}
        return super().formfield_for_manytomany(db_field, request, widget=CheckboxSelectMultiple, **words, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        beyond_reach = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not beyond_reach

    @admin.display(description="roles")
    def roles(self, account: User) -> str:
        return ", ".join(sorted(group.name for group in account.groups.all()))


class KeptAdmin(admin.ModelAdmin):
    """What people keep for themselves: looked at and removed here, never changed."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(SavedSearch)
class SavedSearchAdmin(KeptAdmin):
    list_display = ("name", "owner", "kind", "shared", "made")
    list_filter = ("shared", "kind")
    list_select_related = ("owner",)
    search_fields = ("name", "owner__username", "query")


@admin.register(Digest)
class DigestAdmin(KeptAdmin):
    list_display = ("day", "user", "rows", "begun", "sent")
    list_filter = ("day",)
    list_select_related = ("user",)
    search_fields = ("user__username",)


@admin.register(FeedAddress)
class FeedAddressAdmin(KeptAdmin):
    list_display = ("sentence", "owner", "made", "last_read")
    list_select_related = ("owner",)
    search_fields = ("sentence", "owner__username")
