"""What a sender holds back until a moment is not in the archive before it."""

import json

import pytest

from entities.tests.ingesting import ingest, sources

pytestmark = pytest.mark.django_db
ITEM = {"uri": "urn:hp:1", "headline": "Lock opens", "body_text": "The lock opened on Friday.", "pubstatus": "usable"}


@pytest.mark.parametrize(
    ("embargo", "is_held_back"),
    [("2099-01-01T12:00:00Z", True), ("2001-01-01T12:00:00Z", False), ("", False), ("soon", False)],
)
def test_an_item_under_embargo_is_refused_until_its_time(tmp_path, embargo, is_held_back):
    path = tmp_path / "item.json"
    path.write_text(json.dumps(ITEM | {"embargoed": embargo}))
    _, told, failed = ingest(path)
    assert (failed, bool(sources())) == (is_held_back, not is_held_back)
    assert any("under embargo until 2099-01-01T12:00:00Z" in line for line in told) is is_held_back
