"""What each list can be asked for; one module a noun."""

from entities.filters.articles import ArticleFilter
from entities.filters.captions import CaptionFilter
from entities.filters.decisions import DecisionFilter
from entities.filters.events import EventFilter
from entities.filters.people import PersonFilter
from entities.filters.quotes import QuoteFilter

__all__ = ["ArticleFilter", "CaptionFilter", "DecisionFilter", "EventFilter", "PersonFilter", "QuoteFilter"]
