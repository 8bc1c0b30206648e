"""`manage.py extract`: look at what would be found, without an archive."""

import json
import logging
import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.extraction.nlp import ModelMissing, load_nlp
from articles.extraction.output import as_dict
from articles.extraction.pipeline import extract
from articles.extraction.structure import build_document
from articles.readers.errors import ReadError, in_words
from articles.readers.files import SUFFIXES, FoundFile, find_files
from articles.readers.text import read_stream, read_text

logger = logging.getLogger(__name__)

STDIN = "-"


class Command(BaseCommand):
    help = "Print what is found in articles, one JSON object a line (docs/extract-format.md). Touches no database."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", help="Files, folders, or - for one article on standard input.")

    def handle(self, *args, paths, **options):
        try:
            nlp = load_nlp(settings.SPACY_MODEL)
        except ModelMissing as error:
            raise CommandError(str(error)) from error
        files = find_files(path for path in paths if path != STDIN).files
        if STDIN in paths:
            files = (FoundFile(STDIN), *files)
        if not files:
            self.stderr.write(f"No articles found; in folders, {', '.join(sorted(SUFFIXES))} files are read.")
        failed = 0
        for file in files:
            printed = _extracted(file, nlp)
            failed += "error" in printed
            try:
                self._print(printed)
            except BrokenPipeError:  # whoever reads, such as `head`, has seen enough
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                return
        if failed:
            raise CommandError(f"{failed} of {len(files)} files could not be read.")

    def _print(self, printed: dict[str, Any]) -> None:
        """Print one object at once; escaped where the terminal's encoding may lack its characters."""
        is_unicode = (self.stdout.encoding or "utf-8").lower().startswith("utf")
        self.stdout.write(json.dumps(printed, ensure_ascii=not is_unicode))
        self.stdout.flush()


def _extracted(file: FoundFile, nlp) -> dict[str, Any]:
    """One article as plain data, or its file and what is wrong with it."""
    try:
        if file.error:
            raise file.error
        if file.path == STDIN:
            raw = read_stream(sys.stdin.buffer, STDIN, max_bytes=settings.MAX_FILE_BYTES)
        else:
            raw = read_text(file.path, max_bytes=settings.MAX_FILE_BYTES)
        return as_dict(extract(build_document(raw), nlp))
    except ReadError as error:
        return {"file": file.path, "error": str(error)}
    # One article must never keep the others from being printed, and a rule may fail in any way.
    except Exception as error:
        logger.exception("Extraction of %s failed", file.path)
        return {"file": file.path, "error": f"{file.path}: {in_words(error)}; the log has the details"}
