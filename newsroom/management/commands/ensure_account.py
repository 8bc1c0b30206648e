from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from newsroom.accounts import generate_password, make_first_account


class Command(BaseCommand):
    help = "Make the first account, an Archivist, in an archive that has none. Changes nothing in any other."

    def handle(self, *args, **options):
        if User.objects.exclude(password="").exists():  # nobody can ever sign in without one
            return
        name, chosen = settings.FIRST_ACCOUNT_NAME, settings.FIRST_ACCOUNT_PASSWORD
        password = chosen or generate_password()
        try:
            make_first_account(name=name, password=password)
        except ValidationError as err:
            raise CommandError(f"DJANGO_SUPERUSER_USERNAME={name!r}: {' '.join(err.messages)}") from err
        self.stdout.write(f"The first account is {name!r}, an Archivist.")
        if not chosen:
            self.stdout.write(f"Its password is {password} and is shown this once: note it, or change it.")
