"""Import at the desk: shown before it happens, all or nothing, one decision in the ledger, undone as one."""

import csv
import re
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Caption, Review
from articles.tables import MOST_BYTES
from entities import curation
from entities.models import Change, Decision, KeptApart, Person, Quote
from entities.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def archivist(client):
    user = factories.UserFactory(is_staff=True, role="Archivist")
    client.force_login(user)
    client.user = user
    return client


def address(model: type, page: str) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


def show(client, model: type, lines: list[list], name: str = "sheet.csv"):
    """Choose a file of these lines; the answer is the page that shows what it would change."""
    text = StringIO()
    csv.writer(text).writerows(lines)
    return send(client, model, text.getvalue().encode(), name)


def send(client, model: type, data: bytes, name: str = "sheet.csv"):
    file = SimpleUploadedFile(name, data)
    return client.post(address(model, "import"), {"import_file": file, "reason": "The desk's own list."})


def take(client, model: type, lines: list[list]) -> list[str]:
    """Choose a file and take it; what the desk then says."""
    form = show(client, model, lines).context["confirm_form"]
    answer = client.post(address(model, "process_import"), form.initial, follow=True)
    return [str(message) for message in answer.context["messages"]]


def problems(response) -> list[str]:
    page = re.sub(r"\s+", " ", response.content.decode())
    assert "Nothing was imported" in page
    return re.findall(r"<li>(.*?)</li>", page.partition("errornote")[2].partition("</div>")[0])


def everything() -> dict[str, list]:
    models = (Person, Quote, Caption, KeptApart, Decision, Change)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_a_file_is_shown_before_anything_changes(archivist):
    person, quote = factories.PersonFactory(name="Ada Vance", slug="ada-vance"), factories.QuoteFactory(speaker=None)
    before = everything()
    page = show(archivist, Quote, [["id", "speaker"], [quote.pk, "ada-vance"]]).content.decode()
    assert "Nothing is changed yet" in page
    assert "<ins>Ada Vance</ins>" in page
    assert everything() == before
    assert str(person) == "Ada Vance"


def test_an_import_is_one_decision_and_is_undone_as_one(archivist):
    one, two = factories.QuoteFactory(speaker=None), factories.QuoteFactory(speaker=None)
    ada = factories.PersonFactory(name="Ada Vance", slug="ada-vance")
    before = everything()
    said = take(archivist, Quote, [["id", "speaker", "review"], [one.pk, "ada-vance", ""], [two.pk, "", "rejected"]])
    [decision] = Decision.objects.all()
    assert said[0].startswith("Imported: 2 quotes from sheet.csv.")
    assert (decision.by, decision.reason, decision.verb) == (archivist.user, "The desk's own list.", "import")
    one.refresh_from_db(), two.refresh_from_db()
    assert (one.speaker, one.review, two.review) == (ada, Review.EDITED, Review.REJECTED)
    curation.undo(entry=decision, by=archivist.user)
    assert {kind: rows for kind, rows in everything().items() if kind not in ("Decision", "Change")} == {
        kind: rows for kind, rows in before.items() if kind not in ("Decision", "Change")
    }


def test_one_refused_row_refuses_the_file_and_every_refusal_is_told(archivist):
    quote = factories.QuoteFactory(speaker=None)
    ada = factories.PersonFactory(name="Ada Vance", slug="ada-vance")
    for _ in range(2):
        factories.PersonFactory(name="Ilse Marrow", slug=f"ilse-{Person.objects.count()}")
    before = everything()
    answer = show(archivist, Quote, [
        ["id", "speaker", "as_written", "review"],
        [quote.pk, ada.slug, "", ""],
        [quote.pk, ada.slug, "", ""],
        ["x", ada.slug, "", ""],
        [999_999, ada.slug, "", ""],
        [factories.QuoteFactory(speaker=None).pk, "nobody-known", "", ""],
        [factories.QuoteFactory(speaker=None).pk, "Ilse Marrow", "", ""],
        [factories.QuoteFactory(speaker=None).pk, "", "words that are not there", ""],
        [factories.QuoteFactory(speaker=None).pk, "", "", "edited"],
    ])  # fmt: skip
    assert [line.split(".")[0] for line in problems(answer)] == [
        "Row 3: An earlier row of the file decides on this",
        "Row 4: “x” is no id",
        "Row 5: There is no quote 999999",
        "Row 6: Nobody is called “nobody-known”, and no page has that address",
        "Row 7: Several people are called “Ilse Marrow”",
        "Row 8: The article does not say “words that are not there”",
        "Row 9: “edited” is no state to set",
    ]
    assert everything()["Decision"] == before["Decision"] == []


def test_an_export_can_be_imported_again_and_changes_nothing(archivist):
    factories.QuoteFactory(words="=1+1"), factories.QuoteFactory(confirmed=True)
    factories.CaptionFactory(people=[factories.PersonFactory()]), factories.KeptApartFactory()
    for model in (Quote, Caption, Person, KeptApart):
        for form, suffix in enumerate((".csv", ".json", ".xlsx")):
            answer = archivist.post(address(model, "export"), {"format": form, "resource": "0"})
            page = send(archivist, model, b"".join(answer.streaming_content), f"sheet{suffix}").content.decode()
            assert "nothing would change" in page


def test_a_row_that_somebody_decided_on_since_the_export_is_refused(archivist):
    quote = factories.QuoteFactory(speaker=None)
    seen = curation.state_seen(quote)
    ada = factories.PersonFactory(name="Ada Vance", slug="ada-vance")
    curation.confirm(rows=[quote], by=factories.UserFactory(username="bea"))
    [problem] = problems(show(archivist, Quote, [["id", "speaker", "seen"], [quote.pk, ada.slug, seen]]))
    assert "bea decided on this" in problem


def test_rows_are_handed_back_to_the_machine_only_as_they_were_seen(archivist):
    quote = factories.QuoteFactory()
    curation.confirm(rows=[quote], by=archivist.user)
    quote.refresh_from_db()
    [problem] = problems(show(archivist, Quote, [["id", "review"], [quote.pk, "machine"]]))
    assert "needs the column “seen”" in problem
    take(archivist, Quote, [["id", "review", "seen"], [quote.pk, "machine", curation.state_seen(quote)]])
    quote.refresh_from_db()
    assert quote.is_machine


def test_a_decision_made_between_showing_and_taking_refuses_the_file(archivist):
    quote = factories.QuoteFactory(speaker=None)
    factories.PersonFactory(name="Ada Vance", slug="ada-vance")
    lines = [["id", "speaker", "seen"], [quote.pk, "ada-vance", curation.state_seen(quote)]]
    form = show(archivist, Quote, lines).context["confirm_form"]
    curation.reject(rows=[quote], by=factories.UserFactory(username="bea"))
    answer = archivist.post(address(Quote, "process_import"), form.initial, follow=True)
    [message] = answer.context["messages"]
    assert "bea decided on this" in str(message)
    assert Decision.objects.count() == 1


def test_people_are_added_renamed_described_and_named(archivist):
    ada = factories.PersonFactory(name="Ada Vance", slug="ada-vance")
    take(archivist, Person, [
        ["person", "name", "description", "aliases"],
        ["ada-vance", "Ada Vance-Hill", "mayor of Harrowmere", "Ada Vance; A. Hill;"],
        ["", "Ilse Marrow", "potter", "Ilse M."],
    ])  # fmt: skip
    ada.refresh_from_db()
    assert (ada.name, ada.description) == ("Ada Vance-Hill", "mayor of Harrowmere")
    assert {alias.name for alias in ada.aliases.all()} == {"Ada Vance", "Ada Vance-Hill", "A. Hill"}
    ilse = Person.objects.get(slug="ilse-marrow")
    assert (ilse.description, ilse.review) == ("potter", Review.EDITED)
    assert {alias.name for alias in ilse.aliases.all()} == {"Ilse Marrow", "Ilse M."}
    curation.undo(entry=Decision.objects.get(), by=archivist.user)
    assert list(Person.objects.values_list("name", flat=True)) == ["Ada Vance"]
    assert [alias.name for alias in ada.aliases.all()] == ["Ada Vance"]


def test_taking_a_rename_back_leaves_the_names_of_others_in_the_same_file(archivist):
    ada, ilse = (factories.PersonFactory(name=name, slug=name[:3].lower()) for name in ("Ada Vance", "Ilse Marrow"))
    take(archivist, Person, [["person", "name", "aliases"], ["ada", "Ada Hill", "A. H."], ["ils", "Ilse Hill", ""]])
    ada.refresh_from_db()
    curation.restore(rows=[ada], by=archivist.user)
    ada.refresh_from_db()
    assert (ada.name, {alias.name for alias in ada.aliases.all()}) == ("Ada Vance", {"Ada Vance", "A. H."})
    assert {alias.name for alias in ilse.aliases.all()} == {"Ilse Marrow", "Ilse Hill"}


def test_a_merged_person_is_refused_with_the_page_to_write(archivist):
    keep = factories.PersonFactory(name="Ada Vance", slug="ada-vance")
    factories.PersonFactory(name="Tilly Vance", slug="tilly-vance", merged_into=keep)
    [problem] = problems(show(archivist, Person, [["person", "description"], ["tilly-vance", "potter"]]))
    assert "write “ada-vance”" in problem


def test_pairs_are_kept_apart(archivist):
    for name in ("Ada Vance", "Tilly Vance"):
        factories.PersonFactory(name=name, slug=name.lower().replace(" ", "-"))
    lines = [["first", "second", "reason"], ["tilly-vance", "Ada Vance", "Two sisters."]]
    take(archivist, KeptApart, lines)
    assert KeptApart.objects.get().reason == "Two sisters."
    assert "nothing would change" in show(archivist, KeptApart, lines).content.decode()


def test_credits_are_corrected(archivist):
    caption = factories.CaptionFactory(photographer="", agency="")
    take(archivist, Caption, [["id", "photographer", "agency"], [caption.pk, "Ilse Marrow", "'=Pool"]])
    caption.refresh_from_db()
    assert (caption.photographer, caption.agency, caption.review) == ("Ilse Marrow", "=Pool", Review.EDITED)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"id,speaker\n1,x\n", "sheet.txt", "ends in none of .csv, .json, .xlsx"),
        (b"id,speaker\n" + b"1,x\n" * (MOST_BYTES // 4), "sheet.csv", "Divide it"),
        (b"id,speaker\n1,x\n" * 1_100, "sheet.csv", "Divide it"),
        ("id,speaker\n1,é\n".encode("utf-16"), "sheet.csv", "not in UTF-8"),
        (b"id,speaker\n1,x\n", "sheet.xlsx", "cannot be read"),
        (b"PK\x03\x04rubbish", "sheet.xlsx", "cannot be read"),
        (b"{", "sheet.json", "cannot be read"),
        (b"speaker\nx\n", "sheet.csv", "The column “id” is missing"),
        (b"id,speeker\n1,x\n", "sheet.csv", "Nothing here reads a column “speeker”"),
        (b"id,speaker\n1,a\0b\n", "sheet.csv", "null character|cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(archivist, data, name, words):
    response = send(archivist, Quote, data, name)
    assert response.status_code == 200
    assert re.search(words, response.content.decode())


@pytest.mark.parametrize("change", [{"import_file_name": "passwd"}, {"format": "9"}, {"format": "x"}])
def test_a_file_that_was_never_shown_is_refused(archivist, change):
    quote = factories.QuoteFactory()
    form = show(archivist, Quote, [["id", "review"], [quote.pk, "confirmed"]]).context["confirm_form"]
    assert archivist.post(address(Quote, "process_import"), form.initial | change).status_code == 400
    assert not Decision.objects.exists()


def test_an_import_counts_as_correction_of_the_field_it_changed(archivist):
    quote, other = factories.QuoteFactory(speaker=None), factories.QuoteFactory()
    factories.PersonFactory(name="Ada Vance", slug="ada-vance")
    take(archivist, Quote, [["id", "speaker", "review"], [quote.pk, "ada-vance", ""], [other.pk, "", ""]])
    assert Change.objects.filter(decision__verb="import", before__has_any_keys=["speaker_id"]).count() == 2
