from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView

from newsroom import views
from newsroom.metrics import metrics

handler400 = views.bad_request
urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("keys/", TemplateView.as_view(template_name="keys.html"), name="keys"),
    path("theme/", views.set_theme, name="theme"),
    path("", include("entities.urls")),
    path("", include("newsroom.taking.urls")),
    path("", include("newsroom.saved.urls")),
    path("", include("newsroom.feeds.urls")),
    path("accounts/", include("newsroom.account_urls")),
    path("metrics/", metrics, name="metrics"),
    path("health/", include("newsroom.health_urls")),
    path("api/v1/", include("newsroom.api.urls")),
    path("admin/", admin.site.urls),
]
