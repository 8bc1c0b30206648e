"""Take the README's screenshots anew, of the fictional sample, into docs/screenshots. `make screenshots` calls it.

The archive it photographs is made in a temporary folder and thrown away.
"""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
HOME = "http://127.0.0.1:8765"
ACCOUNT = {"DJANGO_SUPERUSER_USERNAME": "editor", "DJANGO_SUPERUSER_PASSWORD": secrets.token_urlsafe(12)}
SHOTS = {
    "article": ("/articles/", "Terhune Bridge shut after"),
    "quotes": ("/quotes/?speaker=hendrik-van-der-aalst", None),
    "person": ("/people/maeve-ogrannell/", None),
    "desk": ("/admin/", None),
    "queue": ("/admin/queue/quotes/", None),
    "ledger": ("/decisions/", None),
    "editing": ("/articles/", "Terhune Bridge shut after"),
    "versions": ("/articles/", "Terhune Bridge shut after"),
}
# What is pressed or followed on a page before its picture is taken.
STEPS = {
    "editing": lambda page: (page.keyboard.press("n"), page.keyboard.press("Enter"), page.wait_for_selector("#card")),
    "versions": lambda page: page.get_by_role("link", name="version 2 of 2").first.click(),
    "ledger": lambda page: decide(page, 3),
}
CHANGED = ("as long as my front door. I put down", "longer than my front door. I put down")
WAIT = 30  # seconds for the server to answer


def manage(environment: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, check=True)


def wait_for_server() -> None:
    for _ in range(WAIT * 10):
        try:
            urllib.request.urlopen(f"{HOME}/health/", timeout=1).close()  # noqa: S310 (our own server)
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"The archive did not answer at {HOME} within {WAIT} seconds.")


def take(page: Page) -> None:
    page.goto(f"{HOME}/accounts/login/")
    page.fill("[name=username]", ACCOUNT["DJANGO_SUPERUSER_USERNAME"])
    page.fill("[name=password]", ACCOUNT["DJANGO_SUPERUSER_PASSWORD"])
    page.click("main button")
    for name, (address, link) in SHOTS.items():
        page.goto(HOME + address)
        if link:
            page.get_by_role("link", name=link).first.click()
            page.locator("article.text").wait_for()
        page.wait_for_load_state("networkidle")
        if name in STEPS:
            STEPS[name](page)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=ROOT / "docs" / "screenshots" / f"{name}.png")


def decide(page: Page, number: int) -> None:
    """Answer a few questions of the queue, then show what the ledger says of it."""
    page.goto(f"{HOME}/admin/queue/quotes/")
    for _ in range(number):
        asked = page.url
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address, asked=asked: address != asked)
    page.goto(f"{HOME}/decisions/")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, **ACCOUNT, "DATA_DIR": folder, "HTTPS": "False", "DEBUG": "False"}
        environment["SEEDS_DIR"] = str(Path(folder) / "seeds")
        environment |= {"SECRET_KEY": secrets.token_urlsafe(50), "DATABASE_URL": ""}
        shutil.copytree(ROOT / "var" / "fonts", Path(folder) / "fonts")
        manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
        manage(environment, "migrate", "--verbosity", "0")
        sample = shutil.copytree(ROOT / "seeds" / "fictional", Path(folder) / "seeds" / "fictional")
        manage(environment, "ingest_seeds")
        first = min(sample.glob("*.txt"))
        first.write_text(first.read_text("utf-8").replace(*CHANGED), "utf-8")
        manage(environment, "ingest_seeds")
        manage(environment, "ensure_account")
        command = [sys.executable, "-m", "gunicorn", "newsroom.wsgi", "--bind", HOME.removeprefix("http://")]
        server = subprocess.Popen([*command, "--log-level", "warning"], cwd=ROOT, env=environment)
        try:
            wait_for_server()
            with sync_playwright() as playwright:
                chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                take(browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="light"))
                browser.close()
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
