from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from newsroom.backups import BackupError, drop_old, make_backup


class Command(BaseCommand):
    help = "Writes the whole database as one file into a folder, while the archive is in use."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--keep", type=int, metavar="N", help="delete all but the newest N backups of the folder")

    def handle(self, *args: Any, folder: Path, keep: int | None, **options: Any) -> None:
        if keep is not None and keep < 1:
            raise CommandError("--keep: use a whole number of at least 1")
        try:
            path = make_backup(folder, now=timezone.now())
        except (BackupError, OSError) as err:
            raise CommandError(str(err)) from err
        self.stdout.write(f"{path}, {path.stat().st_size / 1_000_000:.1f} MB")
        for old in drop_old(folder, keep=keep) if keep else ():
            self.stdout.write(f"deleted {old}")
