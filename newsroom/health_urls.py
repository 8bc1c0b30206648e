from django.urls import path

from newsroom.health import health

urlpatterns = [path("", health, name="health")]
