"""Every address of the archive, asked by everybody with GET and POST. An address without a row here fails."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from articles.models import Article, ArticleVersion, Caption, IngestRun, RelatedLink
from entities import curation
from entities.models import (
    Alias,
    Change,
    Decision,
    Depiction,
    EntityMention,
    Event,
    EventMention,
    EventParticipant,
    KeptApart,
    Mention,
    Person,
    Quote,
    QuotePart,
    Suggestion,
)
from entities.tests import factories
from entities.tests.sharing import shared
from newsroom.api.tokens import make_token
from newsroom.feeds.addresses import hashed
from newsroom.listings import listing_at
from newsroom.models import Digest, FeedAddress
from newsroom.saved.digests import token_of
from newsroom.saved.searches import save_search

pytestmark = pytest.mark.django_db

# In the order of what they may do: each may all that the one before may.
STRANGER, ANYONE, READER, EDITOR, ARCHIVIST, NOBODY = range(6)
ROLES = {
    "stranger": (STRANGER, False),
    "no role": (ANYONE, False),
    "reader": (READER, False),
    "editor": (EDITOR, False),
    "archivist": (ARCHIVIST, False),
    "no role at the desk": (ANYONE, True),
    "reader at the desk": (READER, True),
    "editor at the desk": (EDITOR, True),
    "archivist at the desk": (ARCHIVIST, True),
}

# What an address answers: it may refuse the method, the person, or send them to the login page.
DONE, LOGIN, FORBIDDEN, NO_SUCH_METHOD = "done", "login", "forbidden", "no such method"


@dataclass(frozen=True)
class Rule:
    """The first role that may GET and POST an address; None where there is nothing to GET or POST."""

    get: int | None
    post: int | None
    staff: bool = False

    def expected(self, method: str, level: int, is_staff: bool) -> str:
        first = self.get if method == "GET" else self.post
        others = [role for role in (self.get, self.post) if role is not None]
        if level == STRANGER and min(others) > STRANGER:
            return LOGIN
        if self.staff and not is_staff:
            return LOGIN
        if first is None:
            return NO_SUCH_METHOD
        return DONE if level >= first else FORBIDDEN


PAGE = Rule(get=ANYONE, post=None)
PAGES = {
    "home": PAGE,
    "article_list": PAGE,
    "article_detail": PAGE,
    "article_versions": Rule(get=ANYONE, post=EDITOR),
    "article_add": Rule(get=EDITOR, post=EDITOR),
    "article_passage": Rule(get=EDITOR, post=EDITOR),
    "article_undo": Rule(get=None, post=EDITOR),
    "mark": Rule(get=EDITOR, post=None),
    "mark_decide": Rule(get=None, post=EDITOR),
    "person_list": PAGE,
    "person_detail": PAGE,
    "quote_list": PAGE,
    "quote_detail": PAGE,
    "caption_list": PAGE,
    "caption_detail": PAGE,
    "event_list": PAGE,
    "event_detail": PAGE,
    "held_list": Rule(get=EDITOR, post=None),
    "held_detail": Rule(get=EDITOR, post=None),
    "held_release": Rule(get=None, post=ARCHIVIST),
    "search": PAGE,
    "keys": PAGE,
    "quote_check": Rule(get=ANYONE, post=ANYONE),
    "suggest": PAGE,
    "take_list": PAGE,
    "take_row": PAGE,
    "list_feed": PAGE,
    "secret_feed": Rule(get=STRANGER, post=None),
    "feed_addresses": Rule(get=ANYONE, post=ANYONE),
    "feed_revoke": Rule(get=None, post=ANYONE),
    "saved_list": PAGE,
    "saved_add": Rule(get=ANYONE, post=ANYONE),
    "saved_detail": PAGE,
    "saved_change": Rule(get=None, post=ANYONE),
    "stop_mail": Rule(get=STRANGER, post=STRANGER),
    "suggestion_decide": Rule(get=None, post=EDITOR),
    "decision_list": Rule(get=READER, post=None),
    "decision_detail": Rule(get=READER, post=None),
    "decision_undo": Rule(get=None, post=EDITOR),
    "run_list": PAGE,
    "run_detail": PAGE,
    "run_start": Rule(get=None, post=ARCHIVIST),
    "run_retry": Rule(get=None, post=ARCHIVIST),
    "quarantine": Rule(get=ARCHIVIST, post=None),
    "quarantine_retry": Rule(get=None, post=ARCHIVIST),
    "quarantine_forget": Rule(get=None, post=ARCHIVIST),
    "password_change": Rule(get=ANYONE, post=ANYONE),
    "login": Rule(get=STRANGER, post=STRANGER),
    "logout": Rule(get=None, post=ANYONE),
    "theme": Rule(get=None, post=STRANGER),
    "tokens": Rule(get=ANYONE, post=ANYONE),
    "token_revoke": Rule(get=None, post=ANYONE),
    "api_docs": PAGE,
    **{
        f"api_{kind}_{page}": PAGE
        for kind in ("article", "person", "quote", "caption", "event")
        for page in ("list", "detail")
    },
    "api_search": PAGE,
    "api_description": PAGE,
    "health": Rule(get=STRANGER, post=None),
    "metrics": Rule(get=STRANGER, post=None),
}


def desk(get: int | None, post: int | None) -> Rule:
    return Rule(get=get, post=post, staff=True)


ADMIN_PAGES = {
    "admin:index": desk(ANYONE, ANYONE),
    "admin:password_change": desk(ANYONE, ANYONE),
    "admin:password_change_done": desk(ANYONE, None),
    "admin:autocomplete": desk(READER, None),
    "admin:entities_person_merge": desk(EDITOR, EDITOR),
    "admin:entities_event_merge": desk(EDITOR, EDITOR),
    "admin:entities_person_split": desk(EDITOR, EDITOR),
    "admin:entities_event_split": desk(EDITOR, EDITOR),
    "admin:precision": desk(READER, READER),
    "admin:queue": desk(EDITOR, EDITOR),
    "admin:queue_kind": desk(EDITOR, EDITOR),
    "admin:queue_item": desk(EDITOR, EDITOR),
    "admin:queue_undo": desk(None, EDITOR),
}
# Every address below that of the API which is none.
NOWHERE = "api_nowhere"
# Django's own ways: in and out, to an app's part of the index, to a row's page, to words for scripts.
NOT_ASKED = {"admin:login", "admin:logout", "admin:app_list", "admin:view_on_site", "admin:jsi18n", None}


@dataclass(frozen=True)
class Rights:
    """The first role that may do each with the rows of a model; `decide` where its pages have buttons."""

    view: int = READER
    add: int = NOBODY
    change: int = NOBODY
    delete: int = NOBODY
    decide: bool = False
    exported: bool = False
    imported: bool = False


READ_ONLY = Rights()
REVIEWED = Rights(change=EDITOR, decide=True)
LISTED = Rights(change=EDITOR, decide=True, exported=True)
CORRECTED = Rights(change=EDITOR, decide=True, exported=True, imported=True)
MODELS: dict[str, Rights] = {
    "api.apitoken": Rights(view=ARCHIVIST, add=ARCHIVIST),
    "articles.article": Rights(exported=True),
    "articles.articleversion": READ_ONLY,
    "articles.caption": CORRECTED,
    "articles.ingestrun": READ_ONLY,
    "articles.relatedlink": REVIEWED,
    "auth.group": Rights(view=ARCHIVIST),
    "auth.user": Rights(view=ARCHIVIST, add=ARCHIVIST, change=ARCHIVIST),
    "axes.accessattempt": Rights(view=ARCHIVIST, delete=ARCHIVIST),
    "axes.accessfailurelog": Rights(view=NOBODY),
    "axes.accesslog": Rights(view=NOBODY),
    "entities.alias": Rights(add=EDITOR, delete=EDITOR, exported=True),
    "entities.change": READ_ONLY,
    "entities.decision": Rights(exported=True),
    "entities.depiction": REVIEWED,
    "entities.entitymention": REVIEWED,
    "entities.event": Rights(add=EDITOR, change=EDITOR, decide=True, exported=True),
    "entities.eventmention": REVIEWED,
    "entities.eventparticipant": REVIEWED,
    "entities.keptapart": Rights(add=EDITOR, delete=EDITOR, exported=True, imported=True),
    "entities.mention": LISTED,
    "entities.person": Rights(add=EDITOR, change=EDITOR, decide=True, exported=True, imported=True),
    "entities.quote": CORRECTED,
    "entities.quotepart": READ_ONLY,
    "entities.suggestion": READ_ONLY,
    "newsroom.digest": Rights(view=ARCHIVIST),
    "newsroom.feedaddress": Rights(view=ARCHIVIST, delete=ARCHIVIST),
    "newsroom.savedsearch": Rights(view=ARCHIVIST, delete=ARCHIVIST),
}


def rules_of_model(label: str, rights: Rights) -> Iterator[tuple[str, Rule]]:
    name = f"admin:{label.replace('.', '_')}"
    yield f"{name}_changelist", desk(rights.view, rights.view)
    yield f"{name}_add", desk(rights.add, rights.add)
    yield f"{name}_change", desk(rights.view, rights.change)
    yield f"{name}_delete", desk(rights.delete, rights.delete)
    yield f"{name}_history", desk(rights.view, rights.view)
    if rights.decide:
        yield f"{name}_decide", desk(None, rights.change)
    if rights.exported:
        yield f"{name}_export", desk(rights.view, rights.view)
    if rights.imported:
        yield f"{name}_import", desk(ARCHIVIST, ARCHIVIST)
        yield f"{name}_process_import", desk(None, ARCHIVIST)


RULES = PAGES | ADMIN_PAGES | dict(rule for label, rights in MODELS.items() for rule in rules_of_model(label, rights))


def names(resolver: URLResolver, namespace: str = "") -> Iterator[str | None]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}" if pattern.name else None
        else:
            yield from names(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)


def test_every_address_has_a_rule():
    known = {"admin:auth_user_password_change", NOWHERE} | NOT_ASKED
    assert set(names(get_resolver())) - known == set(RULES)


def test_every_model_in_the_admin_has_rights():
    assert {model._meta.label_lower for model in admin.site._registry} == set(MODELS)


def test_every_model_of_ours_is_in_the_admin():
    ours = {model for model in MODELS if model.split(".")[0] in ("articles", "entities")}
    rows = (Article, ArticleVersion, Caption, IngestRun, RelatedLink, Alias, Change, Decision, Depiction,
            EntityMention, Event, EventMention, EventParticipant, KeptApart, Mention, Person, Quote, QuotePart,
            Suggestion)  # fmt: skip
    assert ours == {model._meta.label_lower for model in rows}


@shared
def rows() -> dict[str, Model]:
    """One row of every model that has pages."""
    person, editor = factories.PersonFactory(), factories.UserFactory()
    quote = factories.QuoteFactory(speaker=person)
    article = quote.article
    article.run = factories.IngestRunFactory()
    article.save()
    made = [
        article, article.versions.get(), article.run, quote, quote.parts.get(), person, person.aliases.get(),
        factories.CaptionFactory(article=article, people=[person]), factories.RelatedLinkFactory(article=article),
        factories.MentionFactory(article=article, person=person), factories.EntityMentionFactory(article=article),
        factories.KeptApartFactory(by=editor), factories.EventMentionFactory(article=article),
    ]  # fmt: skip
    event = made[-1].event
    decision = curation.confirm(rows=[event], by=editor)
    made += [
        event, decision, decision.changes.get(), made[7].depictions.get(), editor, Group.objects.get(name="Reader"),
        factories.EventParticipantFactory(event=event, person=person, article=article),
        factories.SuggestionFactory(row=quote), make_token(user=editor, name="x", days=30, now=factories.MOMENT)[0],
        factories.HeldArticleFactory(),
    ]  # fmt: skip
    listing = listing_at("/quotes/", QueryDict())
    made.append(save_search(owner=editor, listing=listing, name="All quotes", shared=True))
    feed = {"owner": editor, "path": "/quotes/", "digest": hashed("the-secret"), "sentence": "quotes"}
    made.append(FeedAddress.objects.create(**feed))
    made.append(Digest.objects.create(user=editor, day=date(2024, 5, 6), begun=factories.MOMENT))
    return {row._meta.label_lower: row for row in made}


def address(name: str, rows: dict[str, Model]) -> str | None:
    """The address by its name, of a row where it needs one; None where the model has no row to ask for."""
    if name == "admin:autocomplete":
        return reverse(name) + "?app_label=entities&model_name=quote&field_name=speaker&term=x"
    if name == "admin:entities_person_merge":
        return reverse(name) + f"?people={rows['entities.person'].pk}&people={rows['entities.keptapart'].first_id}"
    if name == "admin:entities_event_merge":
        return reverse(name) + f"?events={rows['entities.event'].pk}&events={factories.EventFactory().pk}"
    if name in ("admin:queue_kind", "admin:queue_item"):
        return reverse(name, args=["quotes", rows["entities.quote"].pk][: 2 if name.endswith("item") else 1])
    if name.startswith("api_"):
        return api_address(name, rows)
    if name == "token_revoke":
        return reverse(name, args=[rows["api.apitoken"].pk])
    if name == "saved_detail":
        return rows["newsroom.savedsearch"].get_absolute_url()
    if name.endswith("_detail"):
        row = {"run": "articles.ingestrun", "article": "articles.article", "caption": "articles.caption"}
        row["held"] = "entities.heldarticle"
        return rows[row.get(kind := name.removesuffix("_detail"), f"entities.{kind}")].get_absolute_url()
    if name == "take_list":
        return reverse(name, kwargs={"page": "quotes", "form": "csv"})
    if name == "list_feed":
        return reverse(name, kwargs={"page": "quotes"})
    if name == "secret_feed":
        return reverse(name, args=["the-secret"])
    if name == "feed_revoke":
        return None  # somebody else's address is not there: newsroom/tests/test_feeds.py
    if name == "take_row":
        return reverse(name, kwargs={"page": "quotes", "pk": rows["entities.quote"].pk, "form": "ris"})
    if name == "saved_add":
        return f"{reverse(name)}?at=/quotes/"
    if name == "saved_change":
        return reverse(name, args=[rows["newsroom.savedsearch"].pk, "follow"])
    if name == "stop_mail":
        return reverse(name, args=[token_of(rows["auth.user"])])
    if name == "suggestion_decide":
        return reverse(name, args=[rows["entities.suggestion"].pk])
    if name == "decision_undo":
        return reverse(name, args=[rows["entities.decision"].pk])
    if name == "held_release":
        return reverse(name, args=[rows["entities.heldarticle"].pk])
    if name == "run_retry":
        return reverse(name, args=[rows["articles.ingestrun"].pk])
    if name == "quarantine_forget":
        return reverse(name, args=[factories.FailedFileFactory(run=rows["articles.ingestrun"]).pk])
    if name == "mark":
        return reverse(name, args=[rows["articles.article"].pk, "quote", rows["entities.quote"].pk])
    if name == "mark_decide":
        return reverse(name, args=[rows["articles.article"].pk, "quote", rows["entities.quote"].pk, "confirm"])
    if name in ("article_versions", "article_add", "article_passage", "article_undo"):
        return reverse(name, args=[rows["articles.article"].pk])
    model, _, page = name.removeprefix("admin:").rpartition("_")
    if (label := model.replace("_", ".")) in MODELS and page in ("change", "delete", "history", "decide", "split"):
        return reverse(name, args=[rows[label].pk]) if label in rows else None
    return reverse(name)


def api_address(name: str, rows: dict[str, Model]) -> str:
    row = next((row for label, row in rows.items() if name == f"api_{label.split('.')[1]}_detail"), None)
    key = [getattr(row, "slug", row.pk)] if row else []
    return reverse(name, args=key) + ("?q=x" if name == "api_search" else "")


def answer_of(response: HttpResponse) -> str:
    if response.status_code == 401 or (response.status_code == 302 and "login/?next=" in response.url):
        return LOGIN
    return {200: DONE, 302: DONE, 400: DONE, 403: FORBIDDEN, 404: DONE, 405: NO_SUCH_METHOD}[response.status_code]


@pytest.fixture
def client_of(client: Client) -> Callable[[str], Client]:
    def signed_in(role: str) -> Client:
        level, is_staff = ROLES[role]
        if level == STRANGER:
            client.logout()
            return client
        user, _ = User.objects.get_or_create(username=role, is_staff=is_staff)
        if level > ANYONE:
            user.groups.add(Group.objects.get(name={READER: "Reader", EDITOR: "Editor", ARCHIVIST: "Archivist"}[level]))
        client.force_login(user)
        return client

    return signed_in


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_each_role_gets_where_it_may_and_nowhere_else(client_of, rows, role, method, settings):
    memory = "django.core.cache.backends.locmem.LocMemCache"  # or each page would count anew what waits
    settings.CACHES = {"default": {"BACKEND": memory, "LOCATION": f"{role} {method}"}}
    level, is_staff = ROLES[role]
    wrong, client = [], client_of(role)
    for name, rule in RULES.items():
        path = address(name, rows)
        if path is None or name == "login":
            continue
        answer = answer_of(client.generic(method, path))
        if name == "logout":
            client = client_of(role)
        expected = rule.expected(method, level, is_staff)
        if answer != expected:
            wrong.append(f"{method} {path} as {role}: {answer}, not {expected}")
    assert not wrong, "\n".join(wrong)


def test_the_login_page_is_for_strangers_and_sends_others_home(client_of):
    assert client_of("stranger").get(reverse("login")).status_code == 200
    assert client_of("reader").get(reverse("login")).url == reverse("home")
