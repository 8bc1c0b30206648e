from django.urls import path

from entities.views.adding import add_mark, label_passage
from entities.views.article_list import ArticleListView
from entities.views.articles import ArticleDetailView
from entities.views.captions import CaptionDetailView, CaptionListView
from entities.views.decisions import DecisionDetailView, DecisionListView, undo_decision
from entities.views.events import EventDetailView, EventListView
from entities.views.held import HeldDetailView, HeldListView, release_now
from entities.views.marks import decide_mark, mark, undo_on_page
from entities.views.people import PersonDetailView, PersonListView
from entities.views.quote_check import quote_check
from entities.views.quotes import QuoteDetailView, QuoteListView
from entities.views.runs import (
    QuarantineView,
    RunDetailView,
    RunListView,
    forget_failure,
    retry_all,
    retry_run,
    start_run,
)
from entities.views.search import SearchView
from entities.views.suggest import suggest
from entities.views.suggestions import decide_suggestion
from entities.views.versions import ArticleVersionsView

urlpatterns = [
    path("articles/", ArticleListView.as_view(), name="article_list"),
    path("articles/<int:pk>/", ArticleDetailView.as_view(), name="article_detail"),
    path("articles/<int:pk>/versions/", ArticleVersionsView.as_view(), name="article_versions"),
    path("articles/<int:pk>/marks/<slug:kind>/<int:row>/", mark, name="mark"),
    path("articles/<int:pk>/marks/<slug:kind>/<int:row>/<slug:verb>/", decide_mark, name="mark_decide"),
    path("articles/<int:pk>/undo/", undo_on_page, name="article_undo"),
    path("articles/<int:pk>/add/", add_mark, name="article_add"),
    path("articles/<int:pk>/passage/", label_passage, name="article_passage"),
    path("embargo/", HeldListView.as_view(), name="held_list"),
    path("embargo/<int:pk>/", HeldDetailView.as_view(), name="held_detail"),
    path("embargo/<int:pk>/release/", release_now, name="held_release"),
    path("people/", PersonListView.as_view(), name="person_list"),
    path("people/<slug:slug>/", PersonDetailView.as_view(), name="person_detail"),
    path("quotes/", QuoteListView.as_view(), name="quote_list"),
    path("quotes/<int:pk>/", QuoteDetailView.as_view(), name="quote_detail"),
    path("captions/", CaptionListView.as_view(), name="caption_list"),
    path("captions/<int:pk>/", CaptionDetailView.as_view(), name="caption_detail"),
    path("events/", EventListView.as_view(), name="event_list"),
    path("events/<slug:slug>/", EventDetailView.as_view(), name="event_detail"),
    path("decisions/", DecisionListView.as_view(), name="decision_list"),
    path("decisions/<int:pk>/", DecisionDetailView.as_view(), name="decision_detail"),
    path("decisions/<int:pk>/undo/", undo_decision, name="decision_undo"),
    path("search/", SearchView.as_view(), name="search"),
    path("check/", quote_check, name="quote_check"),
    path("suggest/", suggest, name="suggest"),
    path("suggestions/<int:pk>/", decide_suggestion, name="suggestion_decide"),
    path("runs/", RunListView.as_view(), name="run_list"),
    path("runs/start/", start_run, name="run_start"),
    path("runs/<int:pk>/", RunDetailView.as_view(), name="run_detail"),
    path("runs/<int:pk>/retry/", retry_run, name="run_retry"),
    path("quarantine/", QuarantineView.as_view(), name="quarantine"),
    path("quarantine/retry/", retry_all, name="quarantine_retry"),
    path("quarantine/<int:pk>/forget/", forget_failure, name="quarantine_forget"),
]
