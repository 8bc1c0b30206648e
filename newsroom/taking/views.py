"""Addresses under which the archive is taken away. Each asks what its page asks, and of nobody more."""

import re

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.tables import Csv, Json, Xlsx
from newsroom.listings import Listing, listing_at
from newsroom.taking.tables import TABLES

FORMS = {"csv": Csv, "json": Json, "xlsx": Xlsx}
LONGEST_NAME = 80


@require_safe
def take_list(request: HttpRequest, page: str, form: str) -> StreamingHttpResponse:
    """Exactly the rows that the page lists, all of them, in its order, written while they are read."""
    listing = listing_at(f"/{page}/", request.GET)
    table = TABLES[listing.kind](site=request.build_absolute_uri("/")[:-1])
    file = FORMS[form]()
    pieces = file.write(table.get_export_headers(), table.lines_of_listing(listing))
    response = StreamingHttpResponse(pieces, content_type=file.get_content_type())
    name = f"{file_name(listing)}-{timezone.localdate()}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def file_name(listing: Listing) -> str:
    """What the list shows, as a file may be called: 14-quotes-by-diane-sawyer-2003-to-2021."""
    words = listing.says(len(listing.keys))
    return re.sub(r"[^a-z0-9]+", "-", words.lower())[:LONGEST_NAME].strip("-")
