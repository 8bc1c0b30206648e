"""Who may import what: the arrows of docs, kept by reading every import in the tree."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("articles", "entities", "newsroom")
VIEWS = ("views", "account_views", "health", "api.views", "api.docs_views", "api.token_views")


def sources(folder: str) -> list[Path]:
    """Python files under `folder` without tests and migrations."""
    return sorted(
        path
        for path in (ROOT / folder).rglob("*.py")
        if not {"tests", "migrations"} & set(path.relative_to(ROOT).parts)
    )


def imported_names(path: Path) -> Iterator[str]:
    """Every module, and every name taken from one, in dotted form."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_under(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


def offences(paths: list[Path], *banned: str) -> list[str]:
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in paths
        for name in imported_names(path)
        if any(is_under(name, module) for module in banned)
    ]


@pytest.mark.parametrize(
    ("folder", "banned"),
    [
        ("articles/extraction", ("django", "articles.models", "articles.readers", "entities", "newsroom")),
        ("articles/readers", ("django", "articles.models", "entities", "newsroom")),
        ("articles", ("entities", "newsroom")),
        ("entities", ("newsroom",)),
    ],
)
def test_layers_do_not_import_upwards(folder, banned):
    assert not offences(sources(folder), *banned)


def test_only_urls_import_views():
    views = [f"{app}.{name}" for app in APPS for name in VIEWS]
    others = [
        path
        for app in APPS
        for path in sources(app)
        if not path.stem.endswith("urls") and path.stem not in VIEWS and "views" not in path.parts
    ]
    assert not offences(others, *views)


def test_nothing_imports_commands_admin_or_template_tags():
    doorways = [f"{app}.{door}" for app in APPS for door in ("management", "admin", "templatetags")]
    others = [
        path
        for app in APPS
        for path in sources(app)
        if not {"management", "admin", "templatetags"} & {*path.relative_to(ROOT).parts, path.stem}
    ]
    assert not offences(others, *doorways)


def test_models_know_nothing_of_what_uses_them():
    models = [ROOT / "articles" / "models.py", *sources("entities/models")]
    above = [f"{app}.{name}" for app in APPS for name in ("filters", "forms", "ingest", "curation", "store", "views")]
    assert not offences(models, *above)


def test_extraction_neither_prints_nor_reads_the_clock():
    calls = [
        f"{path.relative_to(ROOT)}:{node.lineno} calls {ast.unparse(node.func)}"
        for path in sources("articles/extraction")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith(("print", ".now", ".today", ".utcnow", "time.time"))
    ]
    assert not calls


def test_who_serves_pages_does_not_load_the_library_of_the_language_model():
    asked = "import sys, newsroom.wsgi, newsroom.urls; print('spacy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=True, capture_output=True, text=True)
    assert told.stdout == "False\n"


def test_an_import_inside_a_function_says_why():
    silent = []
    for path in (path for app in APPS for path in sources(app)):
        lines = path.read_text("utf-8").splitlines()
        for function in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(function, ast.FunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.Import | ast.ImportFrom) and "#" not in "".join(
                        lines[node.lineno - 2 : node.lineno]
                    ):
                        silent.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not silent


def test_only_the_settings_read_the_environment():
    allowed = {"newsroom/environment.py", "newsroom/settings.py", "newsroom/wsgi.py"}
    readers = [
        str(path.relative_to(ROOT))
        for app in APPS
        for path in sources(app)
        if any(is_under(name, "os.environ") or is_under(name, "os.getenv") for name in imported_names(path))
        or {"os.environ", "os.getenv"} & set(_attributes(path))
    ]
    assert set(readers) <= allowed


def _attributes(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute):
            yield ast.unparse(node)


@pytest.mark.parametrize("app", APPS)
def test_files_stay_short_enough_to_read(app):
    long = [str(path.relative_to(ROOT)) for path in sources(app) if len(path.read_text("utf-8").splitlines()) > 300]
    assert not long, "split them by noun"


@pytest.mark.parametrize("app", APPS)
def test_functions_stay_short_enough_to_read(app):
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in sources(app)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 40
    ]
    assert not long, "split them by verb"
