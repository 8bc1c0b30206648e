"""Who is meant by a name that several people bear."""

from django.contrib.auth.models import User

from articles.models import Review
from entities.curation.checking import verb
from entities.curation.errors import CurationError
from entities.curation.ledger import Entry
from entities.curation.quotes import refuse_rejected
from entities.models import Decision, Mention, Person, Quote


@verb
def resolve_mention(*, mention: Mention, person: Person | None, by: User, reason: str = "") -> Decision:
    """Say who is meant by a mention, and so by all the article's mentions of the same person.

    None leaves it open: the mention is of nobody whom the archive knows for sure.

    Mentions that an editor decided on before stay as decided. Quotes that wait for this answer
    get it too; they stay the machine's, since nobody has read them yet.
    """
    entry = Entry(Decision.Verb.RESOLVE_MENTION, by=by, reason=reason)
    mention = entry.open(mention)
    chain = {"article": mention.article_id, "chain": mention.chain, "person": mention.person_id}
    rows = entry.open_all(Mention.objects.filter(**chain, review=Review.MACHINE))
    if mention.pk not in {row.pk for row in rows}:
        rows.append(mention)
    refuse_rejected([person] if person else [])
    if mention.person == person:
        raise CurationError(f"That is so already: {person or 'nobody known'}. Confirm the mention if it is right.")
    for row in rows:
        row.person = person
        row.evidence = "An editor says so."
        entry.mark(row, Review.EDITED)
    _answer_quotes(entry, rows, before=mention.person_id, person=person)
    return entry.close(target=mention, label=f"{mention} is {person or 'nobody known'}")


def _answer_quotes(entry: Entry, mentions: list[Mention], *, before: int | None, person: Person | None) -> None:
    waiting = Quote.objects.unreviewed().filter(article=mentions[0].article_id, speaker=before)
    spans = {(row.start, row.end): row for row in mentions}
    for quote in entry.open_all(waiting):
        named = spans.get((quote.speaker_start, quote.speaker_end))
        if named:
            quote.speaker = person
            quote.speaker_evidence = f"{named.text} = {person or 'nobody known'}, as an editor says"[:300]
