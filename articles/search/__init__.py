"""Looking for words: what a query asks for, and where its words stand in a text. Pure: no Django below this line."""

from articles.search.english import joined, say
from articles.search.hits import excerpt, hits
from articles.search.parsing import begun, parse_query
from articles.search.query import FIELDS, And, Field, Near, Not, Or, Problem, Query, Words
from articles.search.words import fold, folded_words

__all__ = [
    "FIELDS",
    "And",
    "Field",
    "Near",
    "Not",
    "Or",
    "Problem",
    "Query",
    "Words",
    "begun",
    "excerpt",
    "fold",
    "folded_words",
    "hits",
    "joined",
    "parse_query",
    "say",
]
