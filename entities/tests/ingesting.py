"""A call of `ingest_seeds` as a test sees it: what it said, and whether it failed."""

import io

from django.core.management import CommandError, call_command

from articles.models import Article

STORY = """Lock at {place} opens after nine years

"We waited nine years for this day," Mayor Ada Quill said on Friday.

The lock was closed in 2015.
"""


def ingest(*args, **options) -> tuple[list[str], list[str], bool]:
    """Run the command: lines of standard output, of standard error, and whether it failed."""
    out, err, failed = io.StringIO(), io.StringIO(), False
    try:
        call_command("ingest_seeds", *map(str, args), stdout=out, stderr=err, **options)
    except CommandError as error:
        failed = True
        err.write(str(error))
    return out.getvalue().splitlines(), err.getvalue().splitlines(), failed


def sources():
    return list(Article.objects.order_by("pk").values_list("source", flat=True))
