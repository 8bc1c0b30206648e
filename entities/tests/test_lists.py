import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
LISTS = ["article_list", "person_list", "quote_list", "caption_list", "event_list"]


@pytest.fixture
def reader(client):
    from entities.tests.factories import UserFactory

    client.force_login(UserFactory())
    return client


@pytest.mark.parametrize("name", LISTS)
def test_list_of_an_empty_archive_says_what_to_do(reader, name):
    page = reader.get(reverse(name)).content.decode()
    assert "ingest_seeds" in page
