"""Addresses under which the archive is taken away. Each asks what its page asks, and of nobody more."""

import re
from collections.abc import Iterable

from django.db.models import Model
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from articles.batches import in_batches
from articles.exporting import file_response
from articles.tables import Csv, Json, Xlsx
from newsroom.listings import Listing, listing_at
from newsroom.taking.references import referenced, write_csl, write_ris
from newsroom.taking.tables import TABLES

FORMS = {"csv": Csv, "json": Json, "xlsx": Xlsx}
REFERENCES = {
    "ris": (write_ris, "application/x-research-info-systems; charset=utf-8"),
    "csl.json": (write_csl, "application/vnd.citationstyles.csl+json"),
}
LONGEST_NAME = 80


@require_safe
def take_list(request: HttpRequest, page: str, form: str) -> StreamingHttpResponse:
    """Exactly the rows that the page lists, all of them, in its order, written while they are read."""
    listing, site = listing_at(f"/{page}/", request.GET), site_of(request)
    name = f"{file_name(listing)}-{timezone.localdate()}"
    if form in REFERENCES:
        rows = referenced(listing.kind)
        if rows is None:
            raise Http404("People and events are not cited.")
        return _references(in_batches(listing.in_order(), rows), form, site, name)
    table, file = TABLES[listing.kind](site=site), FORMS[form]()
    pieces = file.write(table.get_export_headers(), table.lines_of_listing(listing))
    return file_response(pieces, file.get_content_type(), f"{name}.{form}")


@require_safe
def take_row(request: HttpRequest, page: str, pk: str, form: str) -> StreamingHttpResponse:
    """One article, quote or caption for a reference manager."""
    kind = page.removesuffix("s")
    row = get_object_or_404(referenced(kind), pk=pk)
    return _references([row], form, site_of(request), f"{kind}-{pk}")


def site_of(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")[:-1]


def _references(rows: Iterable[Model], form: str, site: str, name: str) -> StreamingHttpResponse:
    write, content_type = REFERENCES[form]
    return file_response(write(rows, site), content_type, f"{name}.{form}")


def file_name(listing: Listing) -> str:
    """What the list shows, as a file may be called: 14-quotes-by-diane-sawyer-2003-to-2021."""
    number = listing.number()
    words = listing.says(number).replace("+ ", " and more ", 1)
    if listing.most and number >= listing.most:
        words = f"only the first {words}"  # as the page of the search itself says
    return slugify(re.sub(r"[^\w]+", "-", words))[:LONGEST_NAME].strip("-")
