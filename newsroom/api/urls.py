from django.urls import path, re_path

from newsroom.api import views
from newsroom.api.docs_views import api_docs
from newsroom.api.searching import SearchView

ONE, LIST = {"get": "retrieve"}, {"get": "list"}

urlpatterns = [
    path("articles/", views.ArticlesView.as_view(LIST), name="api_article_list"),
    path("articles/<int:pk>/", views.ArticlesView.as_view(ONE), name="api_article_detail"),
    path("people/", views.PeopleView.as_view(LIST), name="api_person_list"),
    path("people/<slug:slug>/", views.PeopleView.as_view(ONE), name="api_person_detail"),
    path("quotes/", views.QuotesView.as_view(LIST), name="api_quote_list"),
    path("quotes/<int:pk>/", views.QuotesView.as_view(ONE), name="api_quote_detail"),
    path("captions/", views.CaptionsView.as_view(LIST), name="api_caption_list"),
    path("captions/<int:pk>/", views.CaptionsView.as_view(ONE), name="api_caption_detail"),
    path("events/", views.EventsView.as_view(LIST), name="api_event_list"),
    path("events/<slug:slug>/", views.EventsView.as_view(ONE), name="api_event_detail"),
    path("search/", SearchView.as_view(), name="api_search"),
    path("openapi.json", views.DescriptionView.as_view(), name="api_description"),
    path("docs/", api_docs, name="api_docs"),
    re_path(r"", views.NowhereView.as_view(), name="api_nowhere"),
]
