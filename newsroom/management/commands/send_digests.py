"""`manage.py send_digests`: mail each who asked for it what is new in their saved searches, once a day."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from entities.management.database import require_database
from newsroom.saved.digests import send_digests


class Command(BaseCommand):
    help = "Mail what is new in saved searches to those who asked for it: one mail a person and day, none without news."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Say who would get what, and send nothing.")

    def handle(self, *args, dry_run, **options):
        require_database()
        when = {"now": timezone.now(), "day": timezone.localdate()}
        sent, failed = 0, 0
        for mail in send_digests(
            **when, site=settings.SITE_ADDRESS, sender=settings.DEFAULT_FROM_EMAIL, dry_run=dry_run
        ):
            if mail.problem:
                failed += 1
                self.stderr.write(self.style.WARNING(f"{mail.user}: not sent ({mail.problem}); look at MAIL_SERVER."))
                continue
            sent += 1
            if dry_run or options["verbosity"] > 1:
                self.stdout.write(f"{mail.user}: {mail.rows} new in {len(mail.sections)} saved searches")
        self.stdout.write(f"{sent} {'mail' if sent == 1 else 'mails'} {'would be sent' if dry_run else 'sent'}.")
        if failed:
            raise CommandError(f"{failed} could not be sent; see above. The next call tries again.")
