"""`manage.py extract`: look at what would be found, without an archive."""

import json
import logging
import os
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from spacy.language import Language

from articles.extraction.nlp import ModelMissing, load_nlp, passing_words
from articles.extraction.output import as_dict
from articles.extraction.pipeline import extract
from articles.extraction.structure import build_document
from articles.extraction.types import RawArticle
from articles.readers.columns import NoSuchColumn, parse_columns
from articles.readers.errors import ReadError, in_words, named
from articles.readers.files import FoundFile, find_files
from articles.readers.formats import ENDINGS
from articles.readers.limits import Limits
from articles.readers.reading import read_file, read_stream

logger = logging.getLogger(__name__)

STDIN = "-"


class Command(BaseCommand):
    help = "Print what is found in articles, one JSON object a line (docs/extract-format.md). Touches no database."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", help="Files, folders, or - for one article on standard input.")
        parser.add_argument("--columns", default="", metavar="FIELD=COLUMN,...", help="As for ingest_seeds.")

    def handle(self, *args, paths, columns, **options):
        try:
            named = parse_columns(columns)
            nlp = load_nlp(settings.SPACY_MODEL)
        except (ModelMissing, NoSuchColumn) as error:
            raise CommandError(str(error)) from error
        files = chain([FoundFile(STDIN)] if STDIN in paths else [], find_files(path for path in paths if path != STDIN))
        seen = failed = 0
        for printed in _all_extracted(files, nlp, named):
            seen += 1
            failed += "error" in printed
            try:
                self._print(printed)
            except BrokenPipeError:  # whoever reads, such as `head`, has seen enough
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                return
        if not seen:
            self.stderr.write(f"No articles found; in folders, {', '.join(sorted(ENDINGS))} files are read.")
        if failed:
            raise CommandError(f"{failed} of {seen} articles could not be read.")

    def _print(self, printed: dict[str, Any]) -> None:
        """Print one object at once; escaped where the terminal's encoding may lack its characters."""
        is_unicode = (self.stdout.encoding or "utf-8").lower().startswith("utf")
        self.stdout.write(json.dumps(printed, ensure_ascii=not is_unicode))
        self.stdout.flush()


def _all_extracted(files: Iterable[FoundFile], nlp: Language, columns: dict[str, str]) -> Iterator[dict[str, Any]]:
    for file in files:
        for article in _articles(file, columns):
            yield _extracted(article, nlp)


def _articles(file: FoundFile, columns: dict[str, str]) -> Iterator[RawArticle | ReadError]:
    limits = Limits(file_bytes=settings.MAX_FILE_BYTES)
    if file.error:
        yield file.error
    elif file.path == STDIN:
        held = BytesIO(sys.stdin.buffer.read(limits.file_bytes + 1))
        yield from read_stream(held, STDIN, limits=limits)
    else:
        yield from read_file(file.path, limits=limits, columns=columns)


def _extracted(article: RawArticle | ReadError, nlp: Language) -> dict[str, Any]:
    """One article as plain data, or its file and what is wrong with it."""
    if isinstance(article, ReadError):
        return {"file": article.path, "error": str(article)}
    try:
        with passing_words(nlp):
            return as_dict(extract(build_document(article), nlp))
    # One article must never keep the others from being printed, and a rule may fail in any way.
    except Exception as error:
        source = named(article.path, article.item)
        logger.exception("Extraction of %s failed", source)
        return {"file": article.path, "error": f"{source}: {in_words(error)}; the log has the details"}
