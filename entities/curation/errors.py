class CurationError(ValueError):
    """A decision was refused; the message says why, in an editor's words. Nothing was changed."""


class Misfit(CurationError, TypeError):
    """A verb was given what it cannot work with: a mistake of whoever called it, refused like any other."""
