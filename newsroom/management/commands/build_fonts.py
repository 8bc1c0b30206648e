from django.conf import settings
from django.core.management.base import BaseCommand

from newsroom.fonts import build_fonts


class Command(BaseCommand):
    help = "Cut the archive's fonts down for the web; run it before collectstatic. Does nothing when they are there."

    def handle(self, *args, verbosity, **options):
        made = build_fonts(settings.FONTS_DIR)
        if verbosity > 1:
            self.stdout.write("Fonts made." if made else "Fonts are up to date.")
