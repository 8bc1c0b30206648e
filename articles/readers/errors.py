"""The one error a reader raises."""


class ReadError(ValueError):
    """A file could not be read as an article.

    Carries `path` as the user gave it, `line` (1-based, None where the whole file is
    meant), `problem` and `remedy`, so that a command, a page and a log can each say it
    in their own way.
    """

    def __init__(self, path: str, problem: str, remedy: str, *, line: int | None = None) -> None:
        super().__init__(path, problem, remedy, line)
        self.path = path
        self.line = line
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.problem}; {self.remedy}"
