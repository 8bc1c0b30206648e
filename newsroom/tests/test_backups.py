"""A backup that is put back is the same archive, row for row, and what is no whole backup changes nothing."""

import json
import tarfile

import pytest
from django.core.management import CommandError, call_command

from entities import curation
from entities.models import Decision, Person
from entities.tests.conftest import archive
from entities.tests.factories import ArticleFactory, UserFactory
from entities.tests.snapshot import snapshot
from newsroom import backups

__all__ = ["archive"]  # a fixture

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def decided(archive):
    """The small archive with a decision in it that can be undone."""
    return curation.merge_people(keep=archive.ada, merge=archive.cy, by=UserFactory())


def back_up(folder) -> str:
    call_command("backup_archive", folder, verbosity=0)
    (path,) = folder.glob("archive-*.tar.gz")
    return path


def everything() -> dict:
    return snapshot() | {"ledger": list(Decision.objects.values()), "accounts": backups._count(backups._tables())}


def repacked(path, tmp_path, **changes):
    """The same backup with another manifest."""
    with tarfile.open(path) as tar:
        tar.extractall(tmp_path, filter="data")
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | changes))
    changed = tmp_path / "changed.tar.gz"
    with tarfile.open(changed, "w:gz") as tar:
        for name in ("manifest.json", "database"):
            tar.add(tmp_path / name, arcname=name)
    return changed


def test_restored_archive_is_the_one_that_was_backed_up(decided, tmp_path, capsys):
    before, path = everything(), back_up(tmp_path)
    curation.undo(entry=decided, by=UserFactory())
    ArticleFactory(headline="Made after the backup")
    assert everything() != before
    call_command("restore_archive", path, replace=True)
    assert everything() == before
    assert "Everything agrees" in capsys.readouterr().out


def test_it_can_be_worked_with_as_before(decided, tmp_path):
    call_command("restore_archive", back_up(tmp_path), replace=True, verbosity=0)
    ArticleFactory()  # its key is none that is taken
    curation.undo(entry=Decision.objects.get(), by=UserFactory())
    assert Person.objects.current().count() == 3


def test_twice_in_a_row(decided, tmp_path):
    before = everything()
    for folder in ("one", "two"):
        call_command("restore_archive", back_up(tmp_path / folder), replace=True, verbosity=0)
    assert everything() == before


def test_an_archive_is_not_replaced_unasked(decided, tmp_path):
    path, before = back_up(tmp_path), everything()
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore_archive", path)
    assert everything() == before


UNFIT = [
    ({"sha256": "0" * 64}, "is damaged"),
    ({"form": 2}, "newer version"),
    ({"migrations": ["entities 0999_from_tomorrow"]}, "newer version .*entities 0999_from_tomorrow"),
    ({"vendor": "oracle"}, "set DATABASE_URL"),
    ({"unknown": 1}, "no whole backup"),
]


def test_what_is_no_whole_backup_or_does_not_fit_is_refused_and_changes_nothing(decided, tmp_path):
    path, before = back_up(tmp_path), everything()
    for changes, said in UNFIT:
        with pytest.raises(CommandError, match=said):
            call_command("restore_archive", repacked(path, tmp_path, **changes), replace=True)
    whole = path.read_bytes()
    for cut in (0, 200, -200):
        path.write_bytes(whole[:cut])
        with pytest.raises(CommandError, match="another"):
            call_command("restore_archive", path, replace=True)
    assert everything() == before


def test_rows_that_did_not_come_back_are_noticed(decided, tmp_path):
    rows = backups._count(backups._tables()) | {"articles_article": 4_000}
    path = repacked(back_up(tmp_path), tmp_path, rows=rows)
    with pytest.raises(CommandError, match="articles_article differ"):
        call_command("restore_archive", path, replace=True)


def test_backup_is_nobody_elses_to_read(decided, tmp_path):
    path = back_up(tmp_path)
    assert path.stat().st_mode & 0o077 == 0
    assert [*tmp_path.iterdir()] == [path]


def test_old_backups_go_and_nothing_else(decided, tmp_path):
    for name in ("archive-20200101T000000Z.tar.gz", "archive-20200102T000000Z.tar.gz", "notes.txt"):
        (tmp_path / name).touch()
    call_command("backup_archive", tmp_path, keep=2, verbosity=0)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names[0] == "archive-20200102T000000Z.tar.gz"
    assert names[-1] == "notes.txt"
    assert len(names) == 3
