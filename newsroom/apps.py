from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class NewsroomConfig(AppConfig):
    name = "newsroom"

    def ready(self):
        from newsroom import checks  # noqa: F401  registers itself; may load only once the apps are ready


class ArchiveAdminConfig(admin_apps.AdminConfig):
    default = False  # else Django could not tell which of the two this package means
    default_site = "newsroom.admin_site.ArchiveAdminSite"

    def ready(self):
        super().ready()
        # May load only once the apps are ready. The tables of the queue are no editor's business.
        from django.contrib import admin

        for model in [model for model in admin.site._registry if model._meta.app_label == "procrastinate"]:
            admin.site.unregister(model)
