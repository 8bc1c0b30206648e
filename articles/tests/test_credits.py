"""A credit names a photographer only where the words do."""

import pytest

from articles.extraction.credit_tails import find_credit, is_credit_line
from articles.extraction.credits import read_credit
from articles.extraction.types import Span


def credit(raw):
    return read_credit(raw, Span(0, len(raw)))


@pytest.mark.parametrize(
    ("raw", "photographer", "agency"),
    [
        pytest.param("Getty Images", "", "Getty Images", id="agency-alone"),
        pytest.param("Ann Ferris/WireImage", "Ann Ferris", "WireImage", id="name-and-agency"),
        pytest.param("Ann Ferris / WireImage", "Ann Ferris", "WireImage", id="spaces-around-the-stroke"),
        pytest.param("AP Photo/Ann Ferris", "Ann Ferris", "AP Photo", id="agency-first"),
        pytest.param("REUTERS/Ann Ferris", "Ann Ferris", "REUTERS", id="agency-in-capitals"),
        pytest.param("AP Photo/Ann Ferris, File", "Ann Ferris", "AP Photo", id="file-picture"),
        pytest.param("Bloomberg via Getty Images", "", "Bloomberg via Getty Images", id="agency-via-agency"),
        pytest.param("Ann Ferris/PA Images via Getty Images", "Ann Ferris", "PA Images via Getty Images", id="three"),
        pytest.param("Dale Park Resort via Getty Images", "", "Dale Park Resort via Getty Images", id="company-via"),
        pytest.param("Ann Ferris for Dale Weekly", "Ann Ferris", "Dale Weekly", id="for-an-outlet"),
        pytest.param("Photo: Ann Ferris", "Ann Ferris", "", id="label-and-name"),
        pytest.param("Photograph by Ann Ferris", "Ann Ferris", "", id="photograph-by"),
        pytest.param("© Ann Ferris 2024", "Ann Ferris", "", id="year-of-copyright-is-no-name"),
        pytest.param("Photo: Ann Ferris and Bo Lund", "Ann Ferris and Bo Lund", "", id="two-photographers"),
        pytest.param("Photo: Maria de la Cruz/AFP", "Maria de la Cruz", "AFP", id="particles-in-a-name"),
        pytest.param("Dale Harbour Estate", "", "Dale Harbour Estate", id="company-is-no-photographer"),
        pytest.param("Handout/Dale Police", "", "Dale Police", id="handout"),
        pytest.param("Courtesy of Ann Ferris", "", "", id="lender-is-no-photographer"),
        pytest.param("Supplied", "", "", id="supplied"),
        pytest.param("Foto: Anna Ferris/dpa", "Anna Ferris", "dpa", id="german-label"),
        pytest.param("Quelle: Anna Ferris", "", "", id="source-is-no-photographer"),
        pytest.param("Quelle: picture alliance/dpa", "", "picture alliance/dpa", id="source-of-two-agencies"),
        pytest.param("Foto: Divulgação/Guarda Civil", "", "Guarda Civil", id="handout-in-portuguese"),
        pytest.param("foto Ansa", "", "Ansa", id="label-without-a-colon"),
        pytest.param("Photo Services Dale", "", "Photo Services Dale", id="label-in-a-company's-name"),
        pytest.param("Harbourside", "", "Harbourside", id="one-word-is-no-person"),
    ],
)
def test_read_credit_tells_people_from_agencies(raw, photographer, agency):
    found = credit(raw)
    assert (found.photographer, found.agency) == (photographer, agency)
    assert found.raw == raw


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        pytest.param("The pier at dawn. (Ann Ferris/Getty Images)", "Ann Ferris/Getty Images", id="brackets"),
        pytest.param("The pier at dawn.\u00a0\u00a0(Getty Images)", "Getty Images", id="no-break-spaces"),
        pytest.param("The pier at dawn (Image: Getty)", "Image: Getty", id="label-in-brackets"),
        pytest.param("The pier at dawn. (Ann Ferris)", "Ann Ferris", id="name-after-a-full-stop"),
        pytest.param("The pier at dawn. Credit: Ann Ferris/AP", "Credit: Ann Ferris/AP", id="label-without-brackets"),
        pytest.param("The pier at dawn Photo by Ann Ferris", "Photo by Ann Ferris", id="photo-by"),
        pytest.param("The pier at dawn. (Harbourside)", "Harbourside", id="one-word-after-a-full-stop"),
        pytest.param(
            "The pier at dawn. Ann Ferris/Reuters", "Ann Ferris/Reuters", id="name-and-agency-without-brackets"
        ),
        pytest.param(
            "The pier of J. D. Lund. Ann Ferris/Reuters", "Ann Ferris/Reuters", id="surname-before-the-stop-is-no-part"
        ),
        pytest.param(
            "The pier at dawn. Ann Ferris for Dale Weekly", "Ann Ferris for Dale Weekly", id="name-for-outlet"
        ),
        pytest.param(
            "The pier at dawn. Ann Ferris/PA Images via Getty Images",
            "Ann Ferris/PA Images via Getty Images",
            id="images-via-is-no-label-here",
        ),
        pytest.param(
            "The pier at dawn. Image credit: Ann Ferris via Getty Images",
            "Image credit: Ann Ferris via Getty Images",
            id="label-and-via",
        ),
        pytest.param("The pier at dawn. Ann Ferris", "Ann Ferris", id="name-behind-the-last-stop"),
        pytest.param("The pier at dawn. Getty Images", "Getty Images", id="agency-behind-the-last-stop"),
        pytest.param("Der Pier am Morgen. Foto: Anna Ferris/dpa", "Foto: Anna Ferris/dpa", id="german"),
        pytest.param("Der Pier am Morgen Foto: Anna Ferris", "Foto: Anna Ferris", id="german-without-a-stop"),
        pytest.param(
            "Der Pier am Morgen. Bildquelle: picture alliance/dpa", "Bildquelle: picture alliance/dpa", id="source"
        ),
        pytest.param("Der Pier am Morgen. Foto: privat", "Foto: privat", id="private"),
        pytest.param("La jetée. Crédit photo : Jean Dulac", "Crédit photo : Jean Dulac", id="french"),
        pytest.param("El muelle. Fotografía: Rosa Luna", "Fotografía: Rosa Luna", id="spanish"),
        pytest.param("O cais alagado — Foto: Divulgação", "Foto: Divulgação", id="portuguese"),
        pytest.param("Il molo all’alba (foto Ansa)", "foto Ansa", id="italian-without-a-colon"),
        pytest.param("Molo o świcie. Fot. Jan Kowal", "Fot. Jan Kowal", id="polish"),
        pytest.param("Причал на рассвете. Фото: Анна Белова", "Фото: Анна Белова", id="russian"),
        pytest.param("The pier at dawn. — Reuters pic", "Reuters pic", id="agency-and-pic-behind-a-dash"),
        pytest.param("The pier at dawn. – AFP", "AFP", id="agency-behind-a-dash"),
        pytest.param("The pier at dawn. — Ann Ferris/Echo", "Ann Ferris/Echo", id="name-and-paper-behind-a-dash"),
        pytest.param("The pier at dawn | Ann Ferris/Echo", "Ann Ferris/Echo", id="name-and-paper-behind-a-bar"),
        pytest.param("The pier at dawn (Staff photo by Ann Ferris)", "Staff photo by Ann Ferris", id="staff-photo"),
        pytest.param("The pier. Dale Post photo by Ann Ferris", "Dale Post photo by Ann Ferris", id="paper's-photo"),
        pytest.param("The pier at Dawn Photo by Ann Ferris", "Photo by Ann Ferris", id="capital-before-photo-by"),
        pytest.param("The pier at dawn [Ann Ferris/Echo]", "Ann Ferris/Echo", id="square-brackets"),
        pytest.param("The pier at dawn. Photo supplied", "Photo supplied", id="photo-supplied"),
        pytest.param(
            "The pier. REUTERS/Ann Ferris TPX IMAGES OF THE DAY", "REUTERS/Ann Ferris", id="notice-in-capitals"
        ),
        pytest.param(
            "The pier. REUTERS/Ann Ferris/File Photo Acquire Licensing Rights",
            "REUTERS/Ann Ferris/File Photo",
            id="licensing-rights",
        ),
        pytest.param("The pier [restored] at dawn. (Ann (Bo) Ferris/AP)", "Ann (Bo) Ferris/AP", id="nested"),
    ],
)
def test_find_credit_at_the_end_of_a_caption(text, raw):
    found = find_credit(text, Span(0, len(text)))
    assert found.credit.raw == raw
    assert found.credit.span.of(text) == raw
    assert text[: found.words_end].rstrip() == text[: found.words_end]


def test_find_credit_drops_a_notice_of_rights():
    text = "The pier at dawn. (Ann Ferris/AFP) RESTRICTED TO EDITORIAL USE"
    found = find_credit(text, Span(0, len(text)))
    assert (found.credit.raw, found.outer.end) == ("Ann Ferris/AFP", len(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("They joined the Society for Old Ships (SOS).", id="abbreviation-before-the-full-stop"),
        pytest.param("They were thanked by Bo Lund (Pa.).", id="state-is-no-agency"),
        pytest.param("Nobody moved. (Laughter)", id="stage-direction"),
        pytest.param("It went on all night. (This was a first.)", id="sentence-in-brackets"),
        pytest.param("The vote was close. [Harbour Post]", id="source-in-square-brackets"),
        pytest.param("She took one more photo by the pier", id="photo-by-a-place"),
        pytest.param("He gave the band credit: they could play and they knew it", id="credit-in-prose"),
        pytest.param("He sailed at dawn (Harbourside)", id="lone-name-inside-a-sentence"),
        pytest.param("The ship was sold. (PIER SALE DALE)", id="slug-of-a-wire"),
        pytest.param("She thanked the crew. Ann Ferris.", id="name-that-is-a-sentence"),
        pytest.param('"We go now." — Ann Ferris, University of Dale', id="who-said-it"),
        pytest.param("They asked Labour/Tory voters near the OLD PIER", id="capitals-without-an-agency"),
        pytest.param("They read the Herald photo by Ann Ferris", id="paper's-photo-in-prose"),
        pytest.param("It had a swing [the pier/harbour]", id="gloss-in-square-brackets"),
        pytest.param("Das war das ganze Bild: Chaos", id="noun-before-a-colon"),
        pytest.param("Si vede l’immagine: Roma", id="noun-behind-an-article"),
        pytest.param("((((((((", id="brackets-that-never-close"),
    ],
)
def test_find_credit_is_silent_in_prose(text):
    assert find_credit(text, Span(0, len(text))) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ann Ferris/Associated Press", True),
        ("Ann Ferris/DBC", True),
        ("Getty Images", True),
        ("Photo: Ann Ferris", True),
        ("(Photo by Ann Ferris)", True),
        ("Foto: Maria Nunes", True),
        ("Foto: dpa", True),
        ("Bildquelle: Stadt Lindenau", True),
        ("Foto: sie nahm es am Morgen", False),
        ("Ann Ferris", False),
        ("Photo: she took it at dawn", False),
        ("The harbour and the hills/moors beyond", False),
        ("What did Reuters say?", False),
    ],
)
def test_is_credit_line(line, expected):
    assert is_credit_line(line) is expected
