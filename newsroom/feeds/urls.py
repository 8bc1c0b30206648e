from django.urls import path, re_path

from newsroom.feeds import views
from newsroom.taking.urls import LISTS

urlpatterns = [
    re_path(rf"^(?P<page>{LISTS})\.atom$", views.list_feed, name="list_feed"),
    path("feeds/", views.feed_addresses, name="feed_addresses"),
    path("feeds/<int:pk>/revoke/", views.revoke_feed, name="feed_revoke"),
    path("feeds/<str:secret>.atom", views.secret_feed, name="secret_feed"),
]
