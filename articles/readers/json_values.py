"""JSON as it comes: one value a file, or one a line, however many lines."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from articles.readers.content import Content
from articles.readers.errors import ReadError

loads = partial(json.loads, strict=False)  # line ends and tabs that are not escaped are taken as they are


def parse_json(content: Content) -> Any:
    """What a file of JSON holds. Raises ReadError with the line where it is broken."""
    words, _ = content.decoded
    try:
        return loads(words)
    except json.JSONDecodeError as error:
        problem = f"this is not JSON ({error.msg})"
        raise ReadError(content.path, problem, "mend it there, or export it again", line=error.lineno) from error
    except ValueError as error:  # a number longer than any is
        raise ReadError(content.path, f"this is not JSON ({error})", "export it again") from error
    except RecursionError as error:
        raise ReadError(content.path, "brackets nested too deep", "export it again") from error


def has_json_lines(content: Content) -> bool:
    """Whether objects stand in lines of their own; the first bytes of a file may end in the middle of the first."""
    if not content.opening.startswith("{"):
        return False
    line, _, rest = content.opening.partition("\n")
    try:
        loads(line)
    except ValueError:
        return line.startswith('{"') and len(line) == len(content.opening) and _goes_on(content)
    except RecursionError:
        return False
    return bool(rest.strip())


def _goes_on(content: Content) -> bool:
    """Whether something stands below a first line that is longer than the first bytes."""
    content.file.seek(0)
    content.file.readline(content.limits.file_bytes)
    return bool(content.file.read(1000).strip())


def json_lines(content: Content) -> Iterator[Any]:
    """The values of JSON lines, read line by line; where a line is none, the error that says so."""
    most, number = content.limits.file_bytes, 0
    content.file.seek(0)
    while line := content.file.readline(most + 1):
        number += 1
        if len(line) > most:
            raise ReadError(content.path, f"a line of more than {most:,} bytes", "split it", line=number)
        if not line.strip():
            continue
        try:
            yield loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            yield ReadError(content.path, f"this line is not JSON ({error})", "export it again", line=number)
