"""An editor's answer to what the machine suggests."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from entities.curation import CurationError, accept_suggestion, dismiss_suggestion
from entities.done import tell_done
from entities.models import Suggestion
from entities.suggested import permission
from entities.views.marks import back_to
from entities.views.returning import way_back

ANSWERS = {"accept": (accept_suggestion, "Accepted"), "dismiss": (dismiss_suggestion, "Dismissed")}
ANY = "entities.change_quote"  # what it takes to be told that a suggestion has gone


@require_POST
def decide_suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or dismiss, as `answer` says, and go back to the page that asked, or to a place of the article."""
    suggestion = Suggestion.objects.select_related("row_type").filter(pk=pk).first()
    if not request.user.has_perm(permission(suggestion) if suggestion else ANY):
        raise PermissionDenied
    if request.POST.get("answer") not in ANSWERS:
        raise BadRequest("No such answer.")
    verb, said = ANSWERS[request.POST["answer"]]
    try:
        if suggestion is None:
            raise CurationError("A later ingest says something else. Look again.")
        decision = verb(suggestion=suggestion, by=request.user, reason=request.POST.get("reason", ""))
    except CurationError as refused:
        messages.error(request, str(refused))
    else:
        if "at" in request.POST:
            return back_to(suggestion.article, decision, request.POST["at"])
        tell_done(request, decision, f"{said}: {suggestion}. In the ledger as “{decision.get_verb_display()}”")
    return HttpResponseRedirect(way_back(request))
