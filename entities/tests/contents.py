"""What the archive says, whatever the keys of its rows and the runs that wrote them: to compare two archives."""

import json
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model

from articles.models import Article, Caption, IngestRun, SourceFile
from articles.runs import FailedFile
from entities.models import Event, Person, Quote
from entities.models.alike import Pair

# What else than its key a row is known by.
NAMES = {
    Article: ("source",),
    SourceFile: ("source",),
    Person: ("slug",),
    Event: ("slug",),
    Caption: ("article__source", "start", "end"),
    Quote: ("article__source", "start", "end"),
}
LEFT_OUT = (IngestRun,)
# When something was done, and by which run.
OF_RUNS = {"id", "created", "run_id", "first_seen", "last_ingested", "seen", "at"}


def contents() -> dict[str, list[str]]:
    """Every row of every table in an order of their own, each as the columns that do not depend on when it was made."""
    named = {
        model: {row[0]: list(row[1:]) for row in model._base_manager.values_list("pk", *columns)}
        for model, columns in NAMES.items()
    }
    models = [m for app in ("articles", "entities") for m in apps.get_app_config(app).get_models(True)]
    return {
        m._meta.db_table: sorted(_row(m, row, named) for row in m._base_manager.values())
        for m in models
        if m not in LEFT_OUT
    }


def _row(model: type[Model], row: dict[str, Any], named: dict) -> str:
    told = {name: value for name, value in row.items() if name not in OF_RUNS}
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey) and field.related_model in named and told.get(field.attname) is not None:
            told[field.attname] = named[field.related_model][told[field.attname]]
    if issubclass(model, Pair):
        told["first_id"], told["second_id"] = sorted([told["first_id"], told["second_id"]])
    if model is FailedFile:
        del told["waits"]
    return json.dumps(told, default=str, sort_keys=True)
