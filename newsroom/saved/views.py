"""The pages of saved searches. What changes anything is posted; everybody changes their own alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entities.keys import key_in
from newsroom.listings import Listing, listing_of_address
from newsroom.models import Follow, SavedSearch
from newsroom.saved.digests import reader_of
from newsroom.saved.forms import SaveForm, SearchForm
from newsroom.saved.searches import (
    SavedSearchError,
    follow,
    look,
    new_rows,
    newest_key,
    news_for,
    save_search,
)

MAY_SHARE = "newsroom.add_savedsearch"
# Each search asks for the people and events that it names: so many on a page, and no page asks too much.
PAGE_SIZE = 8
SHOWN = 40


@require_GET
def saved_list(request: HttpRequest) -> HttpResponse:
    """What somebody follows, with what is new in each; and what colleagues share beside it."""
    mine = Follow.objects.open_to(request.user).select_related("search__owner")
    page = Paginator(mine, PAGE_SIZE).get_page(request.GET.get("page"))
    others = SavedSearch.objects.filter(shared=True).exclude(follows__user=request.user).select_related("owner")
    context = {"page_obj": page, "news": news_for(page.object_list), "others": others[:SHOWN]}
    return render(request, "saved/saved_list.html", context)


@require_http_methods(["GET", "POST"])
def saved_add(request: HttpRequest) -> HttpResponse:
    """Ask under which name to keep the list whose address is given as `at`; a POST keeps it."""
    listing = _listing(request.POST.get("at") or request.GET.get("at", ""))
    said = request.POST if request.method == "POST" else None
    sentence = _sentence(listing)
    form = SaveForm(said, initial={"name": sentence[:120]}, may_share=request.user.has_perm(MAY_SHARE))
    if form.is_valid():
        try:
            search = save_search(owner=request.user, listing=listing, **form.cleaned_data)
        except SavedSearchError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Saved: {search.name}. What comes in from now on is counted as new.")
            return HttpResponseRedirect(search.address)
    return render(request, "saved/saved_add.html", {"form": form, "listing": listing, "sentence": sentence})


@require_GET
def saved_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What is new since the reader looked, newest first, and what can be done with the search."""
    search = _open_to(request, pk)
    own = search.follows.filter(user=request.user).select_related("search").first()
    [news] = news_for([own or Follow(search=search, user=request.user, seen_up_to=newest_key(search.kind))])
    rows = []
    if news.listing:
        newest = new_rows(news.listing, news.follow.seen_up_to).order_by("-pk").values_list("pk", flat=True)[:SHOWN]
        rows = news.listing.furnished(news.listing.matching.filter(pk__in=list(newest)).order_by("-pk"))
    context = {
        "search": search,
        "follow": own,
        "news": news,
        "rows": rows,
        "words": news.listing.words if news.listing else "",
        "newest": newest_key(search.kind),
        "form": SearchForm(instance=search, may_share=request.user.has_perm(MAY_SHARE)),
        "is_owner": search.owner_id == request.user.pk,
    }
    return render(request, "saved/saved_detail.html", context)


@require_POST
def saved_change(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Carry out a verb: look, follow, unfollow; for its owner rename and delete as well."""
    search = _open_to(request, pk)
    if verb in OWNERS_VERBS and search.owner_id != request.user.pk:
        raise PermissionDenied
    return (VERBS | OWNERS_VERBS)[verb](request, search)


def _look(request: HttpRequest, search: SavedSearch) -> HttpResponse:
    up_to = key_in(request.POST.get("up_to", ""))
    if up_to is None:
        raise BadRequest("Seen up to where?")
    look(search=search, user=request.user, up_to=up_to)
    messages.success(request, f"Nothing new in {search.name} since you looked.")
    return redirect("saved_list")


def _follow(request: HttpRequest, search: SavedSearch) -> HttpResponse:
    by_mail = "by_mail" in request.POST
    follow(search=search, user=request.user, by_mail=by_mail)
    told = "You get a mail on each day on which there is anything new" if by_mail else "You get no mail"
    if by_mail and not request.user.email:
        messages.warning(request, "Your account has no mail address: an archivist can add it.")
    messages.success(request, f"You follow {search.name}. {told}.")
    return redirect(search)


def _unfollow(request: HttpRequest, search: SavedSearch) -> HttpResponse:
    if search.owner_id == request.user.pk:
        raise PermissionDenied("Whoever made a search follows it, or deletes it.")
    Follow.objects.filter(search=search, user=request.user).delete()
    messages.success(request, f"You no longer follow {search.name}.")
    return redirect("saved_list")


def _rename(request: HttpRequest, search: SavedSearch) -> HttpResponse:
    form = SearchForm(request.POST, instance=search, may_share=request.user.has_perm(MAY_SHARE))
    if not form.is_valid():
        problems = [error for errors in form.errors.values() for error in errors]
        messages.error(request, f"Nothing was changed. {' '.join(problems)}")
        return redirect("saved_detail", search.pk)
    form.save()
    messages.success(request, f"{search.name} is {'shared with the newsroom' if search.shared else 'yours alone'}.")
    return redirect(search)


def _delete(request: HttpRequest, search: SavedSearch) -> HttpResponse:
    name = search.name
    search.delete()
    messages.success(request, f"{name} is no longer kept. The list itself is where it was.")
    return redirect("saved_list")


VERBS = {"look": _look, "follow": _follow, "unfollow": _unfollow}
OWNERS_VERBS = {"rename": _rename, "delete": _delete}


@csrf_exempt  # mail programs post here at one click, as RFC 8058 has it; the address itself is the proof
@login_not_required
@require_http_methods(["GET", "POST"])
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to send no more mails to the one whose address this is; a POST stops them."""
    user: User | None = reader_of(token)
    if user is None:
        raise Http404("This address is not, or no longer, one of ours.")
    if request.method == "POST":
        Follow.objects.filter(user=user).update(by_mail=False)
    return render(request, "saved/stop_mail.html", {"stopped": request.method == "POST", "token": token})


def _open_to(request: HttpRequest, pk: int) -> SavedSearch:
    return get_object_or_404(SavedSearch.objects.open_to(request.user).select_related("owner"), pk=pk)


def _listing(address: str) -> Listing:
    """What is listed at an address of ours."""
    if listing := listing_of_address(address):
        return listing
    raise BadRequest("A list of the archive is kept by its address: /quotes/?speaker=…")


def _sentence(listing: Listing) -> str:
    said = listing.says(2).removeprefix("2 ")
    return said[:1].upper() + said[1:]
