"""The description is true: a machine that reads it asks thousands of questions, and every answer is as it says."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import reverse
from hypothesis import HealthCheck, settings
from openapi_spec_validator import OpenAPIV31SpecValidator

from entities import curation
from entities.tests.factories import RelatedLinkFactory, UserFactory
from newsroom.api.description import description
from newsroom.wsgi import application

QUESTIONS = 4  # at random, of each address; those at the edges of every parameter come beside them

described = schemathesis.openapi.from_dict(description())
described.app = application


def test_description_is_openapi_3_1():
    OpenAPIV31SpecValidator(description()).validate()


@pytest.fixture
def in_one_transaction(db, settings):
    """Let the application answer as often as asked, on the connection of the test: it would close it after each."""
    settings.API_REQUESTS_PER_MINUTE = 1_000_000
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def asked() -> set[str]:
    """Questions that were asked of an address."""
    return set()


@described.parametrize()
@settings(max_examples=QUESTIONS, suppress_health_check=list(HealthCheck), deadline=None, derandomize=True)
def test_every_answer_is_as_described(case, archive, token, in_one_transaction, asked):
    at_edge = getattr(case.meta.phase.data, "parameter", None)
    if at_edge in case.query:  # beside all others, which are refused as well, nobody sees what becomes of it
        case.query = {at_edge: case.query[at_edge]}
    question = f"{case.method} {case.formatted_path} {case.query}"
    if question not in asked:
        asked.add(question)
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"})


@pytest.mark.parametrize(
    ("path", "key"), [("articles", "id"), ("people", "slug"), ("quotes", "id"), ("captions", "id"), ("events", "slug")]
)
def test_every_row_is_as_described(archive, token, in_one_transaction, path, key):
    curation.confirm(rows=[archive.caption], by=UserFactory())
    RelatedLinkFactory(article=archive.gazette)
    headers = {"Authorization": f"Bearer {token}"}
    rows = described[f"/api/v1/{path}/"]["GET"].Case().call_and_validate(headers=headers).json()["results"]
    for row in rows:
        case = described[f"/api/v1/{path}/{{{key}}}/"]["GET"].Case(path_parameters={key: row[key]})
        assert case.call_and_validate(headers=headers).status_code == 200
    assert rows


def test_people_read_it_as_a_page_too(client, db):
    client.force_login(UserFactory())
    page = client.get(reverse("api_docs")).content.decode()
    schemas = description()["components"]["schemas"]
    assert all(path in page for path in description()["paths"])
    assert all(f'id="{name}"' in page for name in schemas if "properties" in schemas[name] and "Paginated" not in name)
