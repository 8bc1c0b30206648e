"""What a sender holds back, brought into the archive before its time by somebody who answers for it."""

from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article
from entities.curation.checking import verb
from entities.curation.errors import CurationError
from entities.curation.ledger import Entry, name_of
from entities.models import Decision, HeldArticle
from entities.store import release, wait_for_turn


@verb
def release_held(*, held: HeldArticle, by: User, reason: str = "") -> Decision:
    """Store an article under embargo now, as an ingest of this moment would have; this cannot be undone.

    Raises CurationError without a reason, and where its sender has taken the article back.
    """
    entry = Entry(Decision.Verb.RELEASE, by=by, reason=reason)
    if not entry.reason:
        raise CurationError("Say why it is released before its time: who lifted the embargo?")
    wait_for_turn()
    held = HeldArticle.objects.filter(pk=held.pk).defer("extraction").first()
    if held is None:
        raise CurationError("It is under embargo no more: it was released meanwhile.")
    if held.is_withdrawn:
        raise CurationError("Its sender took this article back. It does not come into the archive.")
    label = name_of(held)
    entry.write(label=label)
    release(held.pk, now=entry.at, time_zone=timezone.get_default_timezone())
    article = Article.objects.filter(source=held.source).first()  # none where the archive has its words already
    return entry.close(target=article, label=label, concerns=[article] if article else [])
