"""Whatever an article holds is shown as words: on every page it is escaped, and breaks none."""

import re

import pytest
from django.urls import reverse

from articles.models import Article, Caption, IngestRun, RelatedLink
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
    HeldArticle,
    KeptApart,
    Mention,
    Person,
    Quote,
    QuotePart,
)
from entities.tests.factories import (
    AliasFactory,
    ArticleFactory,
    CaptionFactory,
    EntityMentionFactory,
    EventFactory,
    EventMentionFactory,
    EventParticipantFactory,
    FailedFileFactory,
    HeldArticleFactory,
    IngestRunFactory,
    KeptApartFactory,
    MentionFactory,
    NearCopyFactory,
    PersonFactory,
    QuoteFactory,
    RelatedLinkFactory,
    UserFactory,
)
from entities.tests.sharing import shared

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert('x')</script>"
MARKUP = f"\"'>{SCRIPT}</title></textarea><b onmouseover=alert(1)>"
EVIL = MARKUP + " {{ 7|add:7 }} {% now %} %s %(x)s {0} \u202egnp.exe"
ADDRESS = f"https://outlet.example/\"'>{SCRIPT}"
MODELS = [
    Article, Caption, IngestRun, RelatedLink, Alias, Change, Decision, Depiction, EntityMention, Event, EventMention,
    EventParticipant, KeptApart, Mention, Person, Quote, QuotePart,
]  # fmt: skip
SAID = dict.fromkeys(("holder", "notice", "terms", "credit", "note", "withdrawal", "embargo", "version"), EVIL)
ADMIN_LISTS = [f"/admin/{model._meta.app_label}/{model._meta.model_name}/" for model in MODELS]
LISTS = [reverse(f"{name}_list") for name in ("article", "person", "quote", "caption", "event", "run")]


@shared
def archive():
    """One of everything, all of its words hostile."""
    run = IngestRunFactory(
        options={"paths": [EVIL]}, counts={"created": 1, EVIL: 1}, model=EVIL[:100], stopped=EVIL,
    )  # fmt: skip
    FailedFileFactory(run=run, source=EVIL, line=1, problem=EVIL, remedy=EVIL)
    article = ArticleFactory(
        headline=EVIL, source=f"seeds/{EVIL}.txt", publisher=EVIL, section=EVIL, dateline=EVIL, standfirst=EVIL,
        authors=[EVIL], warnings=[EVIL], url=ADDRESS, run=run, paragraphs=["word" * 25_000],
        identity=EVIL, provenance=SAID | {"status": "canceled"},
    )  # fmt: skip
    NearCopyFactory(first=article, second__headline=EVIL, second__publisher=EVIL)
    HeldArticleFactory(headline=EVIL, source=EVIL, provenance=SAID, text=f"{EVIL}\n\n{EVIL}. “{EVIL},” said {EVIL}.")
    person = PersonFactory(name=EVIL, slug="evil", description=EVIL, confirmed=True, reviewed_by__username="x")
    AliasFactory(person=person, name=EVIL + "!")
    other = PersonFactory(name=f"Other {EVIL}", slug="other")
    MentionFactory(article=article, person=person, words=EVIL, descriptor=EVIL, evidence=EVIL)
    quote = QuoteFactory(
        article=article, words=f"I say {EVIL}", speaker=person, speaker_text="he", cue_text="said", about=[other],
        addressees=[other], speaker_evidence=EVIL,
    )  # fmt: skip
    QuoteFactory(article=article, words=f"Nobody says {EVIL}", speaker=None, speaker_text=f"viewer {EVIL}")
    CaptionFactory(
        article=article, words=f"Shown: {EVIL}", credit=f"{EVIL}/Agency", place=EVIL, date_text=EVIL[:100],
        people=[person, other],
    )  # fmt: skip
    RelatedLinkFactory(article=article, words=f"RELATED: {EVIL}", url=ADDRESS)
    EntityMentionFactory(article=article, words=f"Place {EVIL}")
    event = EventFactory(name=EVIL, slug="event", kind=EVIL[:40], place=EVIL, date_text=EVIL[:100])
    EventMentionFactory(article=article, event=event, words=f"Event {EVIL}")
    EventParticipantFactory(event=event, person=person, article=article)
    editor = UserFactory(first_name=EVIL)
    KeptApartFactory(first=person, second=other, reason=EVIL, by=editor)
    curation.confirm(rows=[quote], by=editor, reason=EVIL)
    return article


@pytest.fixture
def reader(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def hostile(page: str) -> list[str]:
    """What in a page would run, or was taken for a template."""
    found = re.findall(r"(?i)<script>|<b on|</textarea><b|href=[\"']?\s*javascript:|src=[\"']?\s*javascript:", page)
    return found + (["template"] if "14 {%" in page else [])


def look_at(client, address: str, problems: list[str]) -> str:
    response = client.get(address)
    page = response.content.decode()
    problems += [f"{address}: {response.status_code}"] if response.status_code != 200 else []
    problems += [f"{address}: {found}" for found in hostile(page)]
    return page


def test_every_list_and_page_of_the_archive_shows_it_as_words(reader, archive):
    problems: list[str] = []
    rows = [
        archive,
        archive.run,
        *Person.objects.all(),
        *Quote.objects.all(),
        *Caption.objects.all(),
        *Event.objects.all(),
        *HeldArticle.objects.all(),
    ]
    tabs = [f"/people/evil/?tab={tab}" for tab in ("said", "about", "told", "pictured", "mentioned", "events")]
    pages = [look_at(reader, address, problems) for address in [
        "/", "/embargo/", *LISTS, *(row.get_absolute_url() for row in rows), *tabs,
        *(f"{address}?q=%3Cscript%3Ealert('x')%3C/script%3E" for address in LISTS),
    ]]  # fmt: skip
    assert not problems
    assert all("&lt;script&gt;" in page for page in pages)


def test_every_list_and_page_of_the_desk_shows_it_as_words(reader, archive):
    problems: list[str] = []
    addresses = ["/admin/", *ADMIN_LISTS, *(f"{address}?q=%3Cscript%3E" for address in ADMIN_LISTS)]
    for model in MODELS:
        for row in model.objects.all():
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            addresses += [reverse(f"{name}_{page}", args=[row.pk]) for page in ("change", "history")]
    people = [person.pk for person in Person.objects.all()]
    addresses.append(reverse("admin:entities_person_merge") + "?" + "&".join(f"people={pk}" for pk in people))
    for address in addresses:
        look_at(reader, address, problems)
    assert not problems


def test_names_of_tokens_are_words_too(reader):
    for address in (reverse("tokens"), reverse("admin:api_apitoken_changelist")):
        answer = reader.post(reverse("tokens"), {"name": EVIL[:100], "days": "30"})
        assert not hostile(answer.content.decode() + look_at(reader, address, []))


def test_programs_get_it_exactly_as_it_is(reader, archive):
    answer = reader.get(reverse("api_article_detail", args=[archive.pk]))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.json()["headline"] == EVIL


def test_what_is_pasted_and_what_is_found_for_it_is_words(reader, archive):
    words = Quote.objects.first().words
    for draft in (words, f"“{words}” {EVIL} said. “{EVIL} and so on”", f"{words} or so"):
        page = reader.post(reverse("quote_check"), {"draft": draft}).content.decode()
        assert not hostile(page)
        assert "&lt;script&gt;" in page


def test_what_the_desk_says_after_a_decision_is_words_too(reader, archive):
    quote = Quote.objects.unreviewed().first()
    page = reverse("admin:entities_quote_decide", args=[quote.pk])
    answer = reader.post(page, {"verb": "confirm", "reason": EVIL}, follow=True)
    assert not hostile(answer.content.decode())


def test_an_autocomplete_offers_it_as_words(reader, archive):
    query = {"app_label": "entities", "model_name": "quote", "field_name": "speaker", "term": "script"}
    answer = reader.get(reverse("admin:autocomplete"), query)
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert EVIL in answer.json()["results"][0]["text"]
