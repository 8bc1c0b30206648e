"""What editors may do to the tiny archive, as steps of a sequence: every verb, each undone and done again at once."""

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from articles.extraction.types import Role
from articles.models import Article, Caption
from entities import curation
from entities.curation import CurationError
from entities.models import Decision, Event, EventMention, Mention, Person, Quote, Suggestion
from entities.tests.factories import UserFactory
from entities.tests.tiny_archive import REVIEWED, lasting, numbers, pick
from entities.versions import decisions_at_risk


class Decisions(RuleBasedStateMachine):
    """Two editors: one decides, the other takes it back."""

    def __init__(self) -> None:
        super().__init__()
        self.editors = [UserFactory(), UserFactory()]

    def decide(self, verb: Callable[..., Decision], **given) -> None:
        """Decide, or be refused and change nothing; what was done can be undone and done again, row for row."""
        before = lasting()
        try:
            entry = verb(by=self.editors[0], **given)
        except CurationError:
            assert lasting() == before, "a verb that refused changed something"
            return
        after = lasting()
        if Suggestion.objects.count() == len(before["entities_suggestion"]):
            undone = curation.undo(entry=entry, by=self.editors[1])
            assert lasting() == before, f"undoing {entry.verb} is not its inverse"
            curation.undo(entry=undone, by=self.editors[1])
            assert lasting() == after, f"undoing the undoing of {entry.verb} is not what was done"

    @rule(model=st.sampled_from(REVIEWED), verb=st.sampled_from(["confirm", "reject", "restore"]), number=numbers)
    def review(self, model, verb, number):
        if row := pick(model.objects.order_by("pk"), number):
            self.decide(getattr(curation, verb), rows=[row])

    @rule(what=st.sampled_from(["speaker", "names", "meant_or_pictured", "event"]), number=numbers, who=numbers)
    def correct(self, what, number, who):
        getattr(self, what)(number, who)

    def speaker(self, number, who):
        if (quote := pick(Quote.objects.order_by("pk"), number)) and (
            person := pick(Person.objects.order_by("pk"), who)
        ):
            self.decide(curation.set_speaker, quote=quote, person=person)
            self.decide(curation.set_about, quote=quote, people=[person])
            self.decide(curation.set_addressees, quote=quote, people=[person])

    def names(self, number, who):
        name = ("Adela Quill", "Bo Tarn", "B. Tarn")[number % 3]
        if person := pick(Person.objects.order_by("pk"), who):
            self.decide(curation.rename_person if number % 2 else curation.add_alias, person=person, name=name)

    def meant_or_pictured(self, number, who):
        person = pick(Person.objects.order_by("pk"), who)
        if mention := pick(Mention.objects.order_by("pk"), number):
            self.decide(curation.resolve_mention, mention=mention, person=person)
        if caption := pick(Caption.objects.order_by("pk"), number):
            self.decide(curation.set_pictured, caption=caption, people=[person] if person else [])
            self.decide(curation.set_credit, caption=caption, photographer="Ilse Marrow", agency="")

    def event(self, number, who):
        date = ("2003", "2004-05-06", "")[who % 3]
        if event := pick(Event.objects.order_by("pk"), number):
            self.decide(curation.set_event_date, event=event, date=date)
            self.decide(curation.rename_event, event=event, name=f"Parade {date}")

    @rule(what=st.sampled_from(["merge", "unmerge", "keep_apart", "split"]), one=numbers, other=numbers)
    def identify(self, what, one, other):
        getattr(self, what)(one, other)

    def merge(self, one, other):
        keep, merge = pick(Person.objects.order_by("pk"), one), pick(Person.objects.order_by("pk"), other)
        if keep and merge:
            before = lasting()
            try:
                curation.merge_people(keep=keep, merge=merge, by=self.editors[0], sure=True)
            except CurationError:
                assert lasting() == before
                return
            curation.unmerge(person=merge, by=self.editors[1])
            assert lasting() == before, "unmerge(merge(x)) is not x"
            curation.merge_people(keep=keep, merge=merge, by=self.editors[0], sure=True)

    def unmerge(self, number, _):
        if person := pick(Person.objects.exclude(merged_into=None).order_by("pk"), number):
            self.decide(curation.unmerge, person=person)

    def keep_apart(self, one, other):
        a, b = pick(Person.objects.order_by("pk"), one), pick(Person.objects.order_by("pk"), other)
        if a and b:
            self.decide(curation.keep_apart, a=a, b=b)

    def split(self, number, who):
        if mention := pick(Mention.objects.exclude(person=None).order_by("pk"), number):
            into = pick(Person.objects.order_by("pk"), who) if who % 2 else None
            self.decide(curation.split_person, person=mention.person.current, mentions=[mention], into=into)

    @rule(number=numbers)
    def undo(self, number):
        """Any earlier decision: it can be undone, or it is said why not and nothing changes."""
        before = lasting()
        if entry := pick(Decision.objects.order_by("pk"), number):
            try:
                curation.undo(entry=entry, by=self.editors[1])
            except CurationError:
                assert lasting() == before

    @rule(number=numbers, accept=st.booleans())
    def answer(self, number, accept):
        if suggestion := pick(Suggestion.objects.waiting().order_by("pk"), number):
            self.decide(curation.accept_suggestion if accept else curation.dismiss_suggestion, suggestion=suggestion)

    @rule(number=numbers)
    def settle(self, number):
        at_risk = [risk.row for article in Article.objects.order_by("pk") for risk in decisions_at_risk(article)]
        if row := pick(at_risk, number):
            self.decide(curation.settle, row=row)

    @rule(kinds=st.sets(st.sampled_from(REVIEWED), min_size=1), verb=st.sampled_from(["confirm", "reject", "restore"]))
    def review_many(self, kinds, verb):
        """All that is found of several kinds, in one decision."""
        rows = [row for model in sorted(kinds, key=REVIEWED.index) for row in model.objects.order_by("pk")]
        self.decide(getattr(curation, verb), rows=rows)

    @rule(what=st.sampled_from(["merge", "unmerge", "keep_apart", "split"]), one=numbers, other=numbers)
    def identify_event(self, what, one, other):
        getattr(self, f"{what}_event")(one, other)

    def merge_event(self, one, other):
        keep, merge = pick(Event.objects.order_by("pk"), one), pick(Event.objects.order_by("pk"), other)
        if keep and merge:
            self.decide(curation.merge_events, keep=keep, merge=merge)

    def unmerge_event(self, number, _):
        if event := pick(Event.objects.exclude(merged_into=None).order_by("pk"), number):
            self.decide(curation.unmerge_event, event=event)

    def keep_apart_event(self, one, other):
        a, b = pick(Event.objects.order_by("pk"), one), pick(Event.objects.order_by("pk"), other)
        if a and b:
            self.decide(curation.keep_apart, a=a, b=b)

    def split_event(self, number, who):
        if mention := pick(EventMention.objects.order_by("pk"), number):
            into = pick(Event.objects.order_by("pk"), who) if who % 2 else None
            self.decide(curation.split_event, event=mention.event.current, mentions=[mention], into=into)

    @rule(what=st.sampled_from(["relabel", "quote", "event", "mention"]), where=numbers, length=numbers, who=numbers)
    def add(self, what, where, length, who):
        """Say of a stretch of an article what the machine missed there."""
        article = pick(Article.objects.order_by("pk"), where)
        start = where * 9 % len(article.text)
        getattr(self, f"add_{what}")(article, start, start + 1 + length * 3, who)

    def add_relabel(self, article, start, end, who):
        self.decide(curation.relabel_span, article=article, start=start, end=end, role=list(Role)[who % len(Role)])

    def add_quote(self, article, start, end, who):
        speaker = pick(Person.objects.order_by("pk"), who)
        self.decide(curation.add_quote, article=article, spans=[(start, end)], speaker=speaker)

    def add_event(self, article, start, end, who):
        event = pick(Event.objects.order_by("pk"), who) if who % 2 else None
        person = pick(Person.objects.order_by("pk"), who)
        people = [person] if person else []
        self.decide(curation.add_event, article=article, start=start, end=end, event=event, people=people)

    def add_mention(self, article, start, end, who):
        if person := pick(Person.objects.order_by("pk"), who):
            self.decide(curation.add_mention, article=article, start=start, end=end, person=person)
