from django.urls import path, re_path

from newsroom.saved import views

urlpatterns = [
    path("saved/", views.saved_list, name="saved_list"),
    path("saved/add/", views.saved_add, name="saved_add"),
    path("saved/no-mail/<str:token>/", views.stop_mail, name="stop_mail"),
    path("saved/<int:pk>/", views.saved_detail, name="saved_detail"),
    re_path(
        r"^saved/(?P<pk>[0-9]+)/(?P<verb>look|follow|unfollow|rename|delete)/$", views.saved_change, name="saved_change"
    ),
]
