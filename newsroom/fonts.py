"""The archive's own type: Source Serif and Source Sans, cut down for the web, and the style sheet that names them.

Everything here is made from the font packages at set-up and kept out of the repository.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
from fontTools import subset, version
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import USE_MY_METRICS

STYLESHEET = "fonts.css"
# Latin, Latin-1, Latin Extended-A; dashes, quotation marks and other marks that newspapers print.
CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x2010, 0x2016),
    *range(0x2018, 0x201F),
    *(0x2020, 0x2021, 0x2022, 0x2026, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AC, 0x2116, 0x2122),
    *(0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0xFB01, 0xFB02),
]
FEATURES = ["ccmp", "kern", "liga", "lnum", "locl", "mark", "mkmk", "pnum", "tnum"]
# How often the commonest characters stand in English, to weigh the widths of a font.
PER_THOUSAND = (190, 102, 73, 66, 60, 56, 54, 51, 49, 48, 34, 32, 22, 22, 19, 19, 18, 16, 16, 15, 12, 8, 6)
FREQUENCIES = dict(zip(" etaoinshrdlcumwfgypbvk", PER_THOUSAND, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallback:
    """Fonts of the reader's system, all of one width, that stand in while ours loads."""

    local: tuple[str, ...]
    width: float  # mean width of a character in English text, in ems, by FREQUENCIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One font file: where it comes from and how a style sheet asks for it."""

    family: str
    source: Path
    weight: int = 400
    style: str = "normal"
    fallback: Fallback | None = None  # on the face that most of the text is set in

    @property
    def file(self) -> str:
        return f"{self.source.stem}.woff2"


SERIF = Path(font_source_serif_pro.font_directory)
SANS = Path(font_source_sans_pro.font_directory)
GEORGIA = Fallback(local=("Georgia", "Gelasio"), width=0.436)
ARIAL = Fallback(local=("Arial", "Liberation Sans", "Arimo"), width=0.439)
FACES = (
    Face(family="Source Serif", source=SERIF / "SourceSerifPro-Regular.ttf", fallback=GEORGIA),
    Face(family="Source Serif", source=SERIF / "SourceSerifPro-It.ttf", style="italic"),
    Face(family="Source Serif", source=SERIF / "SourceSerifPro-Semibold.ttf", weight=600),
    Face(family="Source Sans", source=SANS / "SourceSansPro-Regular.ttf", fallback=ARIAL),
    Face(family="Source Sans", source=SANS / "SourceSansPro-Semibold.ttf", weight=600),
)


def build_fonts(folder: Path) -> bool:
    """Write every face and the style sheet into `folder`; False where they are there and up to date already."""
    stylesheet = folder / STYLESHEET
    recipe = f"/* Made by build_fonts from {_fingerprint()}. */\n"
    if stylesheet.is_file() and stylesheet.read_text("utf-8").startswith(recipe):
        return False
    folder.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        (folder / face.file).write_bytes(_subset(face.source))
    for licence in {face.source.with_name("LICENSE.txt") for face in FACES}:
        (folder / f"{licence.parent.parent.name}-licence.txt").write_bytes(licence.read_bytes())
    stylesheet.write_text(recipe + "".join(_rules(FACES)), "utf-8")  # last: it says that the rest is there
    return True


def _fingerprint() -> str:
    """Changes when the fonts, the tool that cuts them or this recipe do."""
    digest = hashlib.sha256(version.encode())
    for source in (Path(__file__), *(face.source for face in FACES)):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _subset(source: Path) -> bytes:
    options = subset.Options(flavor="woff2", layout_features=FEATURES, recalc_timestamp=False)
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    _widen(font)
    with BytesIO() as file:
        subset.save_font(font, file, options)
        return file.getvalue()


def _widen(font: TTFont) -> None:
    """Give every character its own width: these fonts say of “ and … that they are as wide as the ‘ or . in them.

    Browsers that fit characters to pixels believe it, and set the next letter upon them.
    """
    for name in font.getGlyphOrder():
        for part in getattr(font["glyf"][name], "components", ()):
            part.flags &= ~USE_MY_METRICS


def _rules(faces: Iterable[Face]) -> Iterator[str]:
    for face in faces:
        yield (
            f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style};'
            f' font-display: swap; src: url("{face.file}") format("woff2"); }}\n'
        )
        if face.fallback:
            yield _fallback_rule(face, face.fallback)


def _fallback_rule(face: Face, fallback: Fallback) -> str:
    """Stretch the system's font to the width and height of ours, so that no line moves when ours arrives."""
    font = TTFont(face.source)
    em, height = font["head"].unitsPerEm, font["hhea"]
    widths, names = font["hmtx"], font.getBestCmap()
    total = sum(widths[names[ord(character)]][0] * times for character, times in FREQUENCIES.items())
    scale = total / sum(FREQUENCIES.values()) / em / fallback.width
    local = ", ".join(f'local("{name}")' for name in fallback.local)
    return (
        f'@font-face {{ font-family: "{face.family} Fallback"; src: {local}; size-adjust: {scale:.2%};'
        f" ascent-override: {height.ascent / em / scale:.2%}; descent-override: {-height.descent / em / scale:.2%};"
        f" line-gap-override: {height.lineGap / em / scale:.2%}; }}\n"
    )
