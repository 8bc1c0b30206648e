"""Quotations of a draft, checked against what was printed. Nothing of it is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from articles.drafts import LONGEST
from entities.quote_check import Check, check_draft


@require_http_methods(["GET", "HEAD", "POST"])
def quote_check(request: HttpRequest) -> HttpResponse:
    """A line may be asked for by its address; a draft is sent, so that it stands in no address and no log."""
    draft = (request.POST.get("draft") or request.GET.get("q", "")).replace("\0", "").replace("\r\n", "\n").strip()
    is_long = len(draft) > LONGEST
    check = Check() if is_long else check_draft(draft)
    context = {"draft": draft[:LONGEST], "longest": LONGEST, "is_long": is_long, "check": check}
    return render(request, "entities/quote_check.html", context)
