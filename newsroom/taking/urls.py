"""The address of a list with an ending in place of its last slash: /quotes.csv, /people/ada-quill.xlsx?tab=said."""

from django.urls import re_path

from newsroom.taking.views import take_list

LISTS = r"(?:articles|people|quotes|captions|events|search)|(?:people|events)/[-\w]+"

urlpatterns = [
    re_path(rf"^(?P<page>{LISTS})\.(?P<form>csv|json|xlsx)$", take_list, name="take_list"),
]
