"""Everybody's own tokens: made, shown once, and revoked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from newsroom.api.forms import TokenForm
from newsroom.api.tokens import make_token, revoke_token


@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List them; a POST makes one, and its answer is the only page that ever shows its secret."""
    form = TokenForm(request.POST or None)
    secret, now = "", timezone.now()
    if request.method == "POST" and form.is_valid():
        _, secret = make_token(
            user=request.user, name=form.cleaned_data["name"], days=form.cleaned_data["days"], now=now
        )
        form = TokenForm()
    context = {"form": form, "secret": secret, "tokens": request.user.api_tokens.all(), "now": now}
    return TemplateResponse(request, "api/tokens.html", context)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(request.user.api_tokens, pk=pk)
    revoke_token(token, now=timezone.now())
    messages.success(request, f"Revoked: {token}. What used it can no longer read the archive.")
    return HttpResponseRedirect(reverse("tokens"))
