"""Every action of every list, posted straight to it by everybody; and what else has no page of its own."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse

from entities.models import Decision, Quote
from entities.tests import factories
from entities.tests.counting import fill_counts
from entities.tests.snapshot import WORKED_OUT
from newsroom.tests.test_access_by_role import EDITOR, READER, ROLES, client_of, rows

__all__ = ["client_of", "rows"]  # fixtures

pytestmark = pytest.mark.django_db

AT_THE_DESK = [role for role, (_, is_staff) in ROLES.items() if is_staff]
LISTS = {f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist": model for model in admin.site._registry}


def actions(model: type) -> list[str]:
    names = [action for action in admin.site._registry[model].actions or () if isinstance(action, str)]
    return [*names, "delete_selected"]


def everything() -> dict[str, list]:
    """Every row of every table but sessions and the like, when somebody was last seen, and the keys of what is counted.

    What a page counts anew, because the rows are made by factories, gets new keys.
    """
    kept = [model for model in apps.get_models() if model._meta.app_label in ("articles", "entities", "auth", "axes")]
    found = {model: list(model._base_manager.order_by("pk").values()) for model in kept}
    return {
        model.__name__: [
            {**row, "last_login": None, **({"id": None} if model.__module__ in WORKED_OUT else {})} for row in rows
        ]
        for model, rows in found.items()
    }


BELOW = [role for role, (level, is_staff) in ROLES.items() if level < EDITOR or not is_staff]


@pytest.mark.parametrize("role", BELOW)
def test_nobody_below_an_editor_changes_anything_by_any_action(client_of, rows, role):
    fill_counts()
    client, before = client_of(role), everything()
    for address, model in LISTS.items():
        for name in actions(model):
            posted = {"action": name, "_selected_action": list(model._base_manager.values_list("pk", flat=True)),
                      "select_across": "1", "post": "yes", "reason": "x"}  # fmt: skip
            assert client.post(reverse(address), posted).status_code in (200, 302, 403), f"{address} {name}"
    assert everything() == before


@pytest.mark.parametrize("role", ["editor at the desk", "archivist at the desk"])
def test_no_action_deletes_anything_and_those_who_decide_decide(client_of, rows, role):
    fill_counts()
    client, before = client_of(role), {kind: len(found) for kind, found in everything().items()}
    for address, model in LISTS.items():
        one = list(model._base_manager.values_list("pk", flat=True)[:1])
        client.post(reverse(address), {"action": "delete_selected", "_selected_action": one, "post": "yes"})
    assert {kind: len(found) for kind, found in everything().items()} == before
    decided = Decision.objects.count()
    address = reverse("admin:entities_quote_changelist")
    client.post(address, {"action": "reject_rows", "_selected_action": [rows["entities.quote"].pk]})
    assert Decision.objects.count() == decided + 1


@pytest.mark.parametrize(("role", "decided"), [("editor at the desk", 0), ("archivist at the desk", 101)])
def test_an_archivist_alone_decides_on_more_than_a_hundred_rows(client_of, role, decided):
    article = factories.ArticleFactory()
    quotes = [factories.QuoteFactory(article=article) for _ in range(101)]
    client, address = client_of(role), reverse("admin:entities_quote_changelist")
    posted = {"action": "confirm_rows", "_selected_action": [quotes[0].pk], "select_across": "1"}
    asked = client.post(address, posted)
    seen = asked.context["found"].state if asked.context else "guessed"
    client.post(address, posted | {"seen": seen, "number": "101"})
    assert Quote.objects.decided().count() == decided


@pytest.mark.parametrize("role", AT_THE_DESK)
@pytest.mark.parametrize(
    "field",
    [("quote", "speaker"), ("quote", "about"),
     ("quote", "addressees"), ("mention", "person"), ("eventmention", "article"), ("alias", "person"),
     ("keptapart", "first"), ("depiction", "person"), ("eventparticipant", "person")],
)  # fmt: skip
def test_what_may_be_chosen_is_told_to_readers_and_above(client_of, rows, role, field):
    query = {"app_label": "entities", "model_name": field[0], "field_name": field[1], "term": ""}
    answer = client_of(role).get(reverse("admin:autocomplete"), query)
    assert answer.status_code == (200 if ROLES[role][0] >= READER else 403)


@pytest.mark.parametrize(("model", "field"), [("decision", "by"), ("mention", "reviewed_by")])
def test_accounts_are_no_editors_choices(client_of, rows, model, field):
    query = {"app_label": "entities", "model_name": model, "field_name": field, "term": ""}
    assert client_of("editor at the desk").get(reverse("admin:autocomplete"), query).status_code == 403


@pytest.mark.parametrize("role", [role for role in ROLES if not role.startswith("archivist")])
def test_nobody_below_an_archivist_sets_another_ones_password(client_of, role):
    other = factories.UserFactory()
    password = other.password
    address = reverse("admin:auth_user_password_change", args=[other.pk])
    client = client_of(role)
    client.get(address)
    client.post(address, {"password1": "long-enough-secret", "password2": "long-enough-secret"})
    assert User.objects.get(pk=other.pk).password == password
