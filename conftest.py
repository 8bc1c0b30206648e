"""What every test can count on: plain files, no TLS, no cache, no clock, cheap passwords, one model, one browser."""

import gc
import re
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from threading import current_thread, main_thread

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import Client

from articles.extraction.nlp import load_nlp

CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
COMPLAINTS = ("error", "warning")
LONGEST_ANSWER = 30  # seconds


def pytest_addoption(parser):
    parser.addoption("--chromium", help="Path of the Chromium that browser tests drive; default: the one on PATH.")
    parser.addoption("--on-database", action="store_true", help="Only tests that have a database.")
    parser.addoption("--migrated", help="A database with all migrations, to copy; default: each process migrates anew.")


def pytest_configure():
    """Serve static files as they lie in the tree, without TLS, whatever the environment says.

    Set here and not in a fixture, because the live server reads them before any test's fixtures.
    """
    settings.DEBUG = False
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = False
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.SECURE_HSTS_SECONDS = 0
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    settings.WHITENOISE_AUTOREFRESH = True  # or each client of a test would first look at every static file there is
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    hypothesis.settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
    hypothesis.settings.load_profile("untimed")
    connection_created.connect(read_at_once)


def read_at_once(connection, **how) -> None:
    """Let a page read a table that another thread writes: in memory, SQLite refuses it, and does not wait."""
    if connection.vendor == "sqlite":
        connection.connection.execute("PRAGMA read_uncommitted = 1")


def commits(item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool({"live_server", "transactional_db"} & set(item.fixturenames)) or bool(
        marker and marker.kwargs.get("transaction")
    )


def has_database(item) -> bool:
    return bool({"db", "transactional_db", "live_server"} & set(item.fixturenames)) or bool(
        item.get_closest_marker("django_db")
    )


def shares(item) -> Callable | None:
    """What makes the rows that a test shares with others, if it does; one that commits makes its own."""
    fixtures = () if commits(item) else item._fixtureinfo.name2fixturedefs.values()
    return next((last.func.makes for *_, last in fixtures if hasattr(last.func, "makes")), None)


def pytest_collection_modifyitems(config, items):
    """Give every test that commits the rows that migrations made, such as the roles: the one before wiped them."""
    if config.getoption("--on-database"):
        config.hook.pytest_deselected(items=[item for item in items if not has_database(item)])
        items[:] = filter(has_database, items)
    for item in filter(commits, items):
        item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)
    for item in filter(has_database, items):
        # The loop of a browser has connections of its own, so that it begins before there are any.
        first = ["browser", "begun"] if "browser" in item.fixturenames else ["begun"]
        if item.fixturenames[: len(first)] != first:  # the tests of one function have one list
            item.fixturenames[:0] = first
    items.sort(key=lambda item: (commits(item) or not has_database(item), getattr(shares(item), "__name__", "")))


def pytest_collection_finish():
    """Go through what was collected, and all that was loaded for it, for garbage no more: as the archive's server."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, django_db_modify_db_settings_parallel_suffix) -> Iterator[None]:
    """Let the database of this process begin as a copy, if there is one to copy: then nothing is left to migrate.

    PostgreSQL knows it by its name, SQLite by its path.
    """
    migrated = request.config.getoption("--migrated")
    if migrated and connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated
    elif migrated:
        with closing(sqlite3.connect(connection.creation._get_test_db_name(), uri=True)) as copy:
            with closing(sqlite3.connect(migrated)) as original:
                original.backup(copy)
            yield  # while it is open the copy stays: it is in memory
            return
    yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    from entities.tests.emptying import emptying  # loads only where a test has a database

    with pytest.MonkeyPatch.context() as patch:
        if hasattr(connection, "_test_serialized_contents"):  # some tests commit
            with django_db_blocker.unblock():
                patch.setattr(connection.ops, "sql_flush", emptying())
        yield


@pytest.fixture(autouse=True)
def words_forgotten(request, django_db_blocker):
    """Take the words of a test that commits out of the index: its rows are wiped, and the index has no models."""
    yield
    if commits(request.node):
        from entities.tests.indexing import clear_index  # loads only where a test has a database

        with django_db_blocker.unblock():
            clear_index()


@pytest.fixture(autouse=True)
def started(monkeypatch) -> list[tuple[str, ...]]:
    """What pages would start in processes of their own, which no test does: commands and their options."""
    commands: list[tuple[str, ...]] = []

    def start(command, **how):
        commands.append(tuple(command[2:]))

    monkeypatch.setattr("entities.starting.Popen", start)
    return commands


# What may change what is counted: an account, a session or a token that was used is none of it.
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|TRUNCATE)\b.*(articles|entities)_", re.DOTALL)
SAVEPOINT = re.compile(r"(ROLLBACK TO )?SAVEPOINT (.+)")


def count_rows() -> None:
    """Count the rows that factories made: those that ingests and decisions make are counted as they are written."""
    from entities.tests.counting import fill_counts  # loads only where a test has a database

    fill_counts()


@pytest.fixture(scope="session")
def begin(django_db_setup, django_db_blocker) -> Iterator[Callable]:
    from entities.tests.sharing import keeping  # loads only where a test has a database

    with django_db_blocker.unblock(), keeping() as begin, django_db_blocker.block():
        yield begin


@pytest.fixture
def begun(request, begin, django_db_blocker) -> tuple:
    """The rows that a test shares with those before and after, if any: they are there before its transaction begins."""
    with django_db_blocker.unblock():
        return begin(shares(request.node))


@pytest.fixture(autouse=True)
def counted(request, monkeypatch):
    """Count, before each page that a test opens and before whatever reads a list without one, what was written since.

    One of several threads of a test counts nothing: the others may be writing.
    """
    if not has_database(request.node):
        yield
        return
    from entities.filters.base import DescribedFilterSet  # loads only where a test has a database

    opened, asked, opening, savepoints = Client.request, DescribedFilterSet.__init__, [], {}
    written, counted = (0, 0) if request.getfixturevalue("begun") else (1, 0)

    def notice(execute, sql, params, many, context):
        nonlocal written
        is_undone, name = found.groups() if (found := SAVEPOINT.match(sql)) else (None, None)
        if name and not is_undone:
            savepoints[name] = written
        elif WRITES.match(sql) or (name and written > savepoints[name]):
            written += 1
        return execute(sql, params, many, context)

    def count() -> None:
        nonlocal counted
        if written > counted and current_thread() is main_thread():
            count_rows()
            counted = written

    def count_and_open(client, **address):
        count()
        opening.append(True)
        try:
            return opened(client, **address)
        finally:
            opening.pop()

    def count_and_ask(filterset, *args, **kwargs):
        if not opening:
            count()
        asked(filterset, *args, **kwargs)

    monkeypatch.setattr(Client, "request", count_and_open)
    monkeypatch.setattr(DescribedFilterSet, "__init__", count_and_ask)
    with connection.execute_wrapper(notice):
        yield


@pytest.fixture(scope="session")
def nlp():
    """The spaCy pipeline that the settings name, loaded once."""
    return load_nlp(settings.SPACY_MODEL)


@pytest.fixture(scope="session")
def chromium(request) -> str:
    """Path of a Chromium; the test is skipped where there is none."""
    found = request.config.getoption("--chromium") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return found or pytest.skip("no Chromium: install one, or name it with --chromium")


@pytest.fixture(scope="session")
def browser(chromium):
    from playwright.sync_api import sync_playwright  # loads only where a browser test runs

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, beside which Django refuses the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def open_tab(browser, live_server) -> Iterator[Callable]:
    """Open a fresh tab on the live archive, with the browser's options: `open_tab(java_script_enabled=False)`.

    `complaints` of the tab collects what the browser's console objects to.
    """
    contexts = []

    def opened(**options):
        contexts.append(browser.new_context(base_url=live_server.url, **options))
        tab = contexts[-1].new_page()
        tab.complaints = []
        tab.on("console", lambda said: tab.complaints.append(_complaint(said)) if said.type in COMPLAINTS else None)
        tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
        return tab

    yield opened
    for context in contexts:
        context.close()
    all_answered()


@pytest.fixture
def page(open_tab):
    return open_tab()


def all_answered() -> None:
    """Wait for what the live server still answers: it would write to tables that are wiped after this test."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(LONGEST_ANSWER)
            assert not thread.is_alive(), "a page is still being made, or the browser holds its connection"


def _complaint(said) -> str:
    return f"{said.text} ({said.location['url']})"


@pytest.fixture
def sign_in(client, live_server):
    """Sign a user in to a tab, without the login form: `sign_in(page, user)`."""

    def signed_in(tab, user):
        count_rows()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        tab.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return tab

    return signed_in
