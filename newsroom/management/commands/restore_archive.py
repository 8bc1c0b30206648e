from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from newsroom.backups import BackupError, restore_backup


class Command(BaseCommand):
    help = "Puts a backup in place of the database, brings it up to date and checks it. Stop the archive first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", type=Path)
        parser.add_argument("--replace", action="store_true", help="although there is an archive in the database")

    def handle(self, *args: Any, backup: Path, replace: bool, **options: Any) -> None:
        try:
            manifest = restore_backup(backup, replace=replace)
        except BackupError as err:
            raise CommandError(str(err)) from err
        self.stdout.write(f"{sum(manifest.rows.values()):,} rows of {len(manifest.rows)} tables, as of {manifest.made}")
        call_command("migrate", verbosity=0)
        call_command("verify_archive", verbosity=options["verbosity"], stdout=self.stdout, stderr=self.stderr)
