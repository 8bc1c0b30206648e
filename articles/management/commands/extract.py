import json

from django.conf import settings
from django.core.management.base import BaseCommand

from articles.extraction.nlp import load_nlp
from articles.extraction.output import as_dict
from articles.extraction.pipeline import extract
from articles.extraction.structure import build_document
from articles.readers.text import read_text


class Command(BaseCommand):
    help = "Read files and print what was found, one JSON object an article. Touches no database."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+")

    def handle(self, *args, paths, **options):
        nlp = load_nlp(settings.SPACY_MODEL)
        for path in paths:
            self.stdout.write(json.dumps(as_dict(extract(build_document(read_text(path)), nlp)), ensure_ascii=False))
