"""The marks of an article: what can be said of each, and whose state an editor has seen when they say it.

To let a new kind of row be decided on the page, write its class and name it in `MARKS`.
"""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from articles.marking import MarkKind
from articles.models import Article, Caption, RelatedLink, Review, Reviewable
from entities import curation
from entities.curation import CurationError
from entities.curation.captions import BY_EDITOR
from entities.editing.choosing import Choosing, known, one_of, several_of
from entities.models import EventMention, Mention, Quote
from entities.queue.base import Verb
from entities.queue.candidates import called, near, speakers

# What it takes to edit an article's page: an editor decides on all of it.
EDITING = ("articles.change_caption", "entities.change_event", "entities.change_mention", "entities.change_quote")


class Marked:
    """One kind of mark."""

    slug = ""
    prefix = ""
    template = ""
    model: type[Reviewable]
    related: tuple[str, ...] = ("article", "reviewed_by")
    yes, no = "Confirm", "Reject"

    def rows(self, article: Article) -> QuerySet:
        return self.model._default_manager.filter(article=article).select_related(*self.related)

    def anchor(self, row: Any) -> str:
        """Where the page of the article has the row."""
        return f"{self.prefix}-{row.pk}"

    def subjects(self, row: Any) -> list[Reviewable]:
        """The rows that the note shows: whoever decides has seen them all."""
        return [row]

    def confirmed(self, row: Any) -> list[Reviewable]:
        return self.subjects(row)

    def rejected(self, row: Any) -> list[Reviewable]:
        return [row]

    def may_restore(self, row: Any) -> bool:
        """Whether there is a decision to take back; what an editor added was never the machine's."""
        return not row.is_machine and row.rule != BY_EDITOR

    def choosings(self, row: Any) -> list[Choosing]:
        """Who may be chosen, question by question."""
        return []

    def no_in_words(self, row: Any) -> str:
        return self.no

    def verb(self, name: str, row: Any, said: QueryDict) -> Verb | None:
        """The verb that a form stands for. Raises CurationError where the form does not say enough."""
        match name:
            case "confirm":
                return partial(curation.confirm, rows=self.confirmed(row))
            case "reject":
                return partial(curation.reject, rows=self.rejected(row))
            case "restore":
                decided = [one for one in self.confirmed(row) if one.review == Review.CONFIRMED]
                return partial(curation.restore, rows=list(dict.fromkeys([row, *decided])))
        return None

    def seen(self, row: Any) -> list[str]:
        return [curation.state_seen(one) for one in self.subjects(row)]

    def lock(self, row: Any, seen: list[str]) -> None:
        """Lock what the note shows. Raises CurationError where it is not as it was seen."""
        subjects = self.subjects(row)
        if len(seen) != len(subjects):
            raise CurationError("This has changed while your page was open. Nothing of yours was saved; look again.")
        for one, state in zip(subjects, seen, strict=True):
            curation.lock_as_seen(one, state or "nothing")


class MarkedQuote(Marked):
    slug, prefix, template = MarkKind.QUOTE, "quote", "articles/marks/_quote.html"
    model = Quote
    related = (*Marked.related, "speaker__survivor")
    no = "Not a quote"

    def choosings(self, row: Quote) -> list[Choosing]:
        return [
            Choosing(verb="speaker", label="Who says it", people=speakers(row)),
            _several(row, "about", "Whom it is about"),
            _several(row, "addressees", "To whom it was said"),
        ]

    def verb(self, name: str, row: Quote, said: QueryDict) -> Verb | None:
        match name:
            case "speaker":
                return partial(curation.set_speaker, quote=row, person=one_of(said))
            case "words":
                return partial(curation.set_speaker, quote=row, words=said.get("words", ""))
            case "about":
                return partial(curation.set_about, quote=row, people=several_of(said))
            case "addressees":
                return partial(curation.set_addressees, quote=row, people=several_of(said))
        return super().verb(name, row, said)


def _several(row: Quote, name: str, label: str) -> Choosing:
    """The people of a relation of a quote, ticked, and those who are named near it."""
    people = known(getattr(row, name).select_related("survivor"))
    chosen = [person.pk for person in people]
    others = near(row.article, row.start, but=chosen)
    return Choosing(verb=name, label=label, people=[*people, *others], several=True, chosen=chosen)


class MarkedPerson(Marked):
    slug, prefix, template = MarkKind.PERSON, "m", "articles/marks/_person.html"
    model = Mention
    related = (*Marked.related, "person__survivor")
    no = "Reject here"

    def choosings(self, row: Mention) -> list[Choosing]:
        shown = row.person.current.pk if row.person else None
        named = [person for person in called([row.text]) if person.pk != shown]
        others = near(row.article, row.start, but=[shown, *(person.pk for person in named)])
        return [Choosing(verb="meant", label="Who is meant", people=[*named, *others][:9])]

    def verb(self, name: str, row: Mention, said: QueryDict) -> Verb | None:
        match name:
            case "meant":
                return partial(curation.resolve_mention, mention=row, person=one_of(said))
            case "open":
                return partial(curation.resolve_mention, mention=row, person=None)
            case "nobody":
                return partial(curation.reject, rows=[row, *together(row)])
        return super().verb(name, row, said)


class MarkedCaption(Marked):
    slug, prefix, template = MarkKind.CAPTION, "c", "articles/marks/_caption.html"
    model = Caption
    no = "Not a caption"

    def subjects(self, row: Caption) -> list[Reviewable]:
        return [row, *row.depictions.select_related("person__survivor").order_by("pk")]

    def confirmed(self, row: Caption) -> list[Reviewable]:
        return [row, *row.depictions.visible()]

    def choosings(self, row: Caption) -> list[Choosing]:
        rows = row.depictions.visible().select_related("person__survivor").order_by("order", "pk")
        shown = known(depiction.person for depiction in rows)
        others = near(row.article, row.start, but=[person.pk for person in shown])
        chosen = [person.pk for person in shown]
        question = "Who is pictured, in the order of the caption"
        return [Choosing(verb="pictured", label=question, people=[*shown, *others], several=True, chosen=chosen)]

    def verb(self, name: str, row: Caption, said: QueryDict) -> Verb | None:
        match name:
            case "pictured":
                return partial(curation.set_pictured, caption=row, people=several_of(said))
            case "credit":
                credit = {name: said.get(name, "") for name in ("photographer", "agency")}
                return partial(curation.set_credit, caption=row, **credit)
        return super().verb(name, row, said)


class MarkedEvent(Marked):
    slug, prefix, template = MarkKind.EVENT, "e", "articles/marks/_event.html"
    model = EventMention
    related = (*Marked.related, "event__survivor")

    def subjects(self, row: EventMention) -> list[Reviewable]:
        return [row, row.event.current]

    def rejected(self, row: EventMention) -> list[Reviewable]:
        """The mention; with it the event, where nothing else tells of it."""
        event = row.event.current
        others = EventMention.objects.visible().filter(event__in=event.cluster()).exclude(pk=row.pk)
        alone = not event.merged_into_id and not event.merged.exists() and not others.exists()
        return [row, event] if alone else [row]

    def no_in_words(self, row: EventMention) -> str:
        return "Not an event" if len(self.rejected(row)) > 1 else "Not this event here"

    def verb(self, name: str, row: EventMention, said: QueryDict) -> Verb | None:
        event = row.event.current
        match name:
            case "name":
                return partial(curation.rename_event, event=event, name=said.get("name", ""))
            case "date":
                when = {"date": said.get("date", ""), "end": said.get("end", "")}
                return partial(curation.set_event_date, event=event, **when)
        return super().verb(name, row, said)


class MarkedLink(Marked):
    slug, prefix = "link", "p"
    model = RelatedLink
    no = "Not a link"

    def anchor(self, row: RelatedLink) -> str:
        return f"p-{row.start}"


MARKS: dict[str, Marked] = {
    kind.slug: kind for kind in (MarkedQuote(), MarkedPerson(), MarkedCaption(), MarkedEvent(), MarkedLink())
}


def together(mention: Mention) -> QuerySet[Mention]:
    """The article's mentions of the same person, but for those on which an editor decided."""
    same = {"article": mention.article_id, "chain": mention.chain, "person": mention.person_id}
    return Mention.objects.unreviewed().filter(**same, source_changed=False).order_by("start")
