from io import BytesIO

import pytest
from django.template import Context, Template
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import USE_MY_METRICS

from newsroom.fonts import FACES, build_fonts
from newsroom.templatetags import fonts as font_tags


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("fonts")
    assert build_fonts(made)
    return made


def render() -> str:
    return Template("{% load fonts %}{% font_links %}").render(Context())


def test_fonts_weigh_at_most_200_kilobytes(folder):
    assert sum(file.stat().st_size for file in folder.glob("*.woff2")) <= 200_000


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.file)
def test_fonts_can_set_the_names_in_the_news(folder, face):
    letters = TTFont(BytesIO((folder / face.file).read_bytes())).getBestCmap()
    assert not [letter for letter in "Łukasz Žižek, Gëzim Ağca: “Œuvre” – 10 € …" if ord(letter) not in letters]


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.file)
def test_no_character_is_as_wide_as_a_part_of_it(folder, face):
    font = TTFont(BytesIO((folder / face.file).read_bytes()))
    made_of = {name: getattr(font["glyf"][name], "components", ()) for name in font.getGlyphOrder()}
    assert any(made_of.values())
    assert not [name for name, parts in made_of.items() if any(part.flags & USE_MY_METRICS for part in parts)]


def test_fonts_come_out_the_same_every_time(folder, tmp_path):
    build_fonts(tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        file.name: file.read_bytes() for file in folder.iterdir()
    }


def test_fonts_are_made_once(folder):
    assert not build_fonts(folder)


def test_style_sheet_names_every_file_and_a_fallback_of_the_same_size(folder):
    rules = (folder / "fonts.css").read_text("utf-8")
    assert all(f'url("{face.file}")' in rules for face in FACES)
    assert {"Source Serif Fallback", "Source Sans Fallback"} <= {
        part.split('"')[1] for part in rules.split("font-family: ")[1:]
    }
    assert rules.count("size-adjust") == rules.count("ascent-override") == 2


def test_preloaded_fonts_are_among_those_made(folder):
    assert {name.removeprefix("fonts/") for name in (*font_tags.PRELOADED, font_tags.STYLESHEET)} <= {
        file.name for file in folder.iterdir()
    }


def test_pages_link_the_fonts_where_they_were_made(folder, settings):
    settings.FONTS_DIR = folder
    settings.STATICFILES_DIRS = [("fonts", folder)]
    assert '<link rel="stylesheet" href="/static/fonts/fonts.css">' in render()
    assert render().count('rel="preload"') == 2


def test_pages_do_without_fonts_that_were_not_made(settings, tmp_path):
    settings.FONTS_DIR = tmp_path / "missing"
    settings.STATICFILES_DIRS = []
    assert render() == ""


def test_pages_do_without_fonts_that_were_made_but_not_collected(folder, settings, tmp_path):
    settings.FONTS_DIR, settings.STATIC_ROOT = folder, tmp_path
    settings.STATICFILES_DIRS = [("fonts", folder)]
    manifest = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": manifest}}
    assert render() == ""
