"""What is said of a file that cannot be read."""

LONGEST = 200


class ReadError(ValueError):
    """A file could not be read as an article.

    Carries `path` as the user gave it, `item` (the article's place in a file of several, else 0), `line`
    (1-based, None where the whole file is meant), `problem` and `remedy`, so that a command, a page and a log
    can each say it in their own way.
    """

    def __init__(self, path: str, problem: str, remedy: str, *, line: int | None = None, item: int = 0) -> None:
        super().__init__(path, problem, remedy, line, item)
        self.path = path
        self.item = item
        self.line = line
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        place = named(self.path, self.item)
        place = place if self.line is None else f"{place}:{self.line}"
        return f"{place}: {self.problem}; {self.remedy}"


class TooMuch(ValueError):
    """A story has more of something than is read; the message says of what. Whoever reads the file says where."""

    def at(self, path: str, item: int = 0) -> ReadError:
        return ReadError(path, str(self), "save the article alone, without its tags", item=item)


def named(path: str, item: int) -> str:
    """What an article is known by: its file, and its place there where the file may hold several."""
    return f"{path}#{item}" if item else path


def in_words(error: Exception) -> str:
    """Say in one short line which error kept an article from being read."""
    told = " ".join(str(error).split())
    told = told if len(told) <= LONGEST else told[: LONGEST - 1] + "…"
    return f"reading it failed ({type(error).__name__}: {told})"
