"""A list is taken at its address with an ending in place of its last slash: /quotes.csv, /people/ada-quill.xlsx."""

from django.urls import re_path

from newsroom.taking.views import take_list, take_row

LISTS = r"(?:articles|people|quotes|captions|events|search)|(?:people|events)/[-\w]+"

urlpatterns = [
    re_path(rf"^(?P<page>{LISTS})\.(?P<form>csv|json|xlsx|ris|csl\.json)$", take_list, name="take_list"),
    re_path(r"^(?P<page>articles|quotes|captions)/(?P<pk>[0-9]+)\.(?P<form>ris|csl\.json)$", take_row, name="take_row"),
]
