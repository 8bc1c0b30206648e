"""A program with a token, and the small archive of the pages."""

import pytest
from django.test import Client
from django.utils import timezone

from entities.tests.conftest import archive
from entities.tests.factories import UserFactory
from newsroom.api.tokens import make_token

__all__ = ["archive"]  # a fixture


@pytest.fixture
def token(db) -> str:
    """A token's secret."""
    _, secret = make_token(user=UserFactory(username="ada"), name="newsletter", days=30, now=timezone.now())
    return secret


@pytest.fixture
def program(token) -> Client:
    """A client that sends the token with every request."""
    return Client(headers={"authorization": f"Bearer {token}"})
