"""Files of decisions: each row goes through the editors' verbs, and all of them become one entry of the ledger.

An import is all or nothing: where one row is refused, none is taken.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource
from import_export.results import Error, Result, RowResult
from tablib import Dataset

from articles.models import Caption, Review, Reviewable
from entities import curation
from entities.curation import CurationError
from entities.curation.ledger import lock
from entities.keys import key_in, keys_in
from entities.models import Change, Decision, KeptApart, Person, Quote
from entities.told import told

Cells = dict[str, str]
Verb = Callable[..., Decision]

# Between several names in one cell.
SEPARATOR = ";"
REVIEWS = {Review.CONFIRMED: curation.confirm, Review.REJECTED: curation.reject, Review.MACHINE: curation.restore}


class DecisionFile(Resource):
    """What the rows of a file decide: the columns that are read, and the verbs that a row asks for."""

    model: type[Model]
    needs: tuple[str, ...] = ()  # the columns without which nothing can be decided
    reads: dict[str, str] = {}  # the other columns that decide something, and what
    ignores: frozenset[str] = frozenset()  # what an export has beside these

    class Meta:
        use_transactions = True
        report_skipped = False
        instance_loader_class = BaseInstanceLoader

    def __init__(self, *, by: User, reason: str = "", first_row: int = 2) -> None:
        super().__init__()
        self.by, self.reason, self.first_row = by, reason, first_row
        self.decisions: list[Decision] = []
        self.decided: set[Any] = set()

    @classmethod
    def get_display_name(cls) -> str:
        return str(cls.model._meta.verbose_name_plural)

    def verbs(self, cells: Cells) -> Iterator[Verb]:
        """Yield what the row asks for; each is carried out before the next is asked for."""
        raise NotImplementedError

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        headers = list(dataset.headers)
        missing = [name for name in self.needs if name not in headers]
        unknown = [name for name in headers if name not in {*self.needs, *self.reads, *self.ignores}]
        if missing or unknown:
            dataset.wipe()
        if missing:
            raise CurationError(f"The column “{missing[0]}” is missing. Export the list to see what a file looks like.")
        if unknown:
            known = ", ".join([*self.needs, *self.reads])
            raise CurationError(f"Nothing here reads a column “{unknown[0]}”. These are read: {known}.")
        if self.needs == ("id",):  # in the order in which everybody takes locks
            lock(self.model._base_manager.filter(pk__in=keys_in(dataset["id"])))

    def import_row(self, row: Cells, instance_loader: Any, **kwargs: Any) -> RowResult:
        result, number = RowResult(), kwargs["row_number"] + self.first_row - 1
        made = []
        try:
            if any("\0" in cell for cell in row.values()):
                raise CurationError("A cell holds a null character. Take it out.")
            for verb in self.verbs(dict(row)) if any(row.values()) else ():
                made.append(verb(by=self.by, reason=self.reason))
        except CurationError as refused:
            result.import_type = RowResult.IMPORT_TYPE_ERROR
            result.errors.append(Error(refused, row=row, number=number))
            return result
        self.decisions += made
        result.import_type = RowResult.IMPORT_TYPE_UPDATE if made else RowResult.IMPORT_TYPE_SKIP
        changes = Change.objects.filter(decision__in=made).exclude(before={}, after={}).select_related("decision__by")
        result.row_values = {"number": number, "lines": told(changes.order_by("pk"))}
        return result

    def after_import(self, dataset: Dataset, result: Result, **kwargs: Any) -> None:
        result.decision = None
        if self.decisions and not result.has_errors():
            number = result.totals[RowResult.IMPORT_TYPE_UPDATE]
            noun = self.model._meta.verbose_name if number == 1 else self.model._meta.verbose_name_plural
            label = f"{number} {noun} from {kwargs.get('file_name') or 'a file'}"
            result.decision = curation.join_decisions(
                decisions=self.decisions, label=label, by=self.by, reason=self.reason
            )

    def once(self, key: Any) -> None:
        """Refuse a second row on the same thing: which of them would count?"""
        if key in self.decided:
            raise CurationError("An earlier row of the file decides on this. Keep one of them.")
        self.decided.add(key)

    def row_by_id(self, cells: Cells) -> Any:
        """The row that the file means, locked, if it still is as the file has seen it."""
        key = key_in(cells["id"])
        if key is None:
            raise CurationError(f"“{cells['id']}” is no id. Take the ids from an export of the list.")
        self.once(key)
        row = self.model._base_manager.filter(pk=key).first()
        if row is None:
            raise CurationError(f"There is no {self.model._meta.verbose_name} {cells['id']}. Export the list anew.")
        return curation.lock_as_seen(row, cells.get("seen", ""))


class ReviewFile(DecisionFile):
    """Corrections of what the machine found."""

    needs = ("id",)

    def review(self, row: Reviewable, cells: Cells) -> Iterator[Verb]:
        """Yield the verb that brings the row into the state that the file wants, if it is in another."""
        wanted = cells.get("review") or row.review
        if wanted == row.review:
            return
        if wanted not in REVIEWS:
            raise CurationError(f"“{wanted}” is no state to set. Write confirmed, rejected or machine.")
        if wanted == Review.MACHINE and not cells.get("seen"):
            raise CurationError("To hand rows back to the machine the file needs the column “seen” of a fresh export.")
        now = type(row)._base_manager.get(pk=row.pk)
        if wanted != now.review and not (wanted == Review.CONFIRMED and now.review == Review.EDITED):
            yield partial(REVIEWS[wanted], rows=[now])


class QuoteFile(ReviewFile):
    """Who said what."""

    model = Quote
    reads = {
        "speaker": "whose words they are: the address of the person's page, or a name that one person alone has",
        "as_written": "how the article names the speaker, in its own words",
        "review": "confirmed, rejected or machine",
        "seen": "as exported: refuses the row where somebody has decided on it since",
    }

    def verbs(self, cells: Cells) -> Iterator[Verb]:
        quote = self.row_by_id(cells)
        slug = quote.speaker.slug if quote.speaker else ""
        wanted, words = cells.get("speaker", slug), cells.get("as_written", quote.speaker_text)
        if (wanted, words) != (slug, quote.speaker_text):
            person = quote.speaker if wanted == slug else find_person(wanted)
            if person and words == quote.speaker_text:
                words = None  # those it has stay, even where a newer text has lost them
            if (person, words) != (quote.speaker, None):
                yield partial(curation.set_speaker, quote=quote, person=person, words=words)
        yield from self.review(quote, cells)


class CaptionFile(ReviewFile):
    """Who took which photo."""

    model = Caption
    reads = {
        "photographer": "who took it",
        "agency": "for whom",
        "review": "confirmed, rejected or machine",
        "seen": "as exported: refuses the row where somebody has decided on it since",
    }

    def verbs(self, cells: Cells) -> Iterator[Verb]:
        caption = self.row_by_id(cells)
        credit = {name: getattr(caption, name) for name in ("photographer", "agency")}
        wanted = {name: cells.get(name, value) for name, value in credit.items()}
        if wanted != credit:
            yield partial(curation.set_credit, caption=caption, **wanted)
        yield from self.review(caption, cells)


class PersonFile(DecisionFile):
    """People, known by the address of their page; a row without one adds a person."""

    model = Person
    needs = ("person",)
    reads = {
        "name": "the name to print; of a new person too",
        "description": "what tells them from namesakes",
        "aliases": "other names, with ; between them; names are added and none is taken away",
        "seen": "as exported: refuses the row where somebody has decided on it since",
    }

    def verbs(self, cells: Cells) -> Iterator[Verb]:
        name, description = cells.get("name", ""), cells.get("description", "")
        person = self._known(cells) if cells["person"] else None
        if person is None:
            added: list[Decision] = []
            yield self._adding(name, description, added)
            person = Person.objects.get(pk=added[0].target_id)
        else:
            if name and name != person.name:
                yield partial(curation.rename_person, person=person, name=name)
            if "description" in cells and description != person.description:
                yield partial(curation.describe_person, person=person, description=description)
        has = set(person.aliases.values_list("name", flat=True))
        for alias in dict.fromkeys(" ".join(words.split()) for words in cells.get("aliases", "").split(SEPARATOR)):
            if alias and alias not in has:
                yield partial(curation.add_alias, person=person, name=alias)

    def _known(self, cells: Cells) -> Person:
        self.once(cells["person"])
        person = Person.objects.filter(slug=cells["person"]).first()
        if person is None:
            raise CurationError(f"There is no page “{cells['person']}”. Leave the cell empty to add a person.")
        if person.merged_into_id:
            raise CurationError(f"{person} is merged into {person.current}: write “{person.current.slug}”.")
        return curation.lock_as_seen(person, cells.get("seen", ""))

    def _adding(self, name: str, description: str, added: list[Decision]) -> Verb:
        def verb(**why: Any) -> Decision:
            added.append(curation.add_person(name=name, description=description, **why))
            return added[0]

        return verb


class KeptApartFile(DecisionFile):
    """Pairs of people who are not one."""

    model = KeptApart
    needs = ("first", "second")
    reads = {"reason": "why"}

    def verbs(self, cells: Cells) -> Iterator[Verb]:
        first, second = find_person(cells["first"]), find_person(cells["second"])
        if first is None or second is None:
            raise CurationError("A pair needs two people. Write the addresses of their pages.")
        pair = sorted((first.pk, second.pk))
        self.once(tuple(pair))
        if not KeptApart.objects.filter(first=pair[0], second=pair[1]).exists():
            yield partial(self._keep_apart, a=first, b=second, why=cells.get("reason", ""))

    def _keep_apart(self, *, a: Person, b: Person, why: str, by: User, reason: str) -> Decision:
        return curation.keep_apart(a=a, b=b, by=by, reason=why or reason)


def find_person(words: str) -> Person | None:
    """The person whose page has this address, else the only one of this name; nobody for no words."""
    if not words:
        return None
    if person := Person.objects.filter(slug=words).first():
        return person.current
    found: Iterable[Person] = Person.objects.current().filter(name=words)[:2]
    if len(found) == 1:
        return found[0]
    if found:
        raise CurationError(f"Several people are called “{words}”. Write the address of the page of the one you mean.")
    raise CurationError(f"Nobody is called “{words}”, and no page has that address. Add the person first.")
