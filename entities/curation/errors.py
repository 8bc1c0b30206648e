class CurationError(ValueError):
    """A decision was refused; the message says why, in an editor's words. Nothing was changed."""
