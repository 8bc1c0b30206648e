"""What the content policy forbids never gets into a template, and the stylesheet stays small."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
STYLESHEET = settings.BASE_DIR / "static/css/archive.css"
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=|href=[\"']javascript:", re.IGNORECASE)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_template_has_no_inline_style_or_script(path: Path):
    assert INLINE.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", [p for p in TEMPLATES if p.name.startswith("_")], ids=lambda path: path.name)
def test_partial_begins_by_saying_what_it_needs(path: Path):
    assert re.match(r"\{# ?.*needs:", path.read_text("utf-8")), f"{path} does not begin with what it needs"


def test_stylesheet_stays_under_30_kilobytes():
    assert STYLESHEET.stat().st_size < 30 * 1024


def test_stylesheet_keeps_to_its_layers():
    css = re.sub(r"/\*.*?\*/", "", STYLESHEET.read_text("utf-8"), flags=re.DOTALL)
    declared, *rest = re.findall(r"@layer ([\w, ]+?)\s*[;{]", css)
    assert declared.split(", ") == rest == ["reset", "tokens", "base", "layout", "components", "print"]


def test_error_page_needs_nothing_but_itself():
    assert "{%" not in (settings.BASE_DIR / "templates/500.html").read_text("utf-8")
