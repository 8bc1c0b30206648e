"""The daily mail: to each who asked for it one a day, with what is new in what they follow and why each row matched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.models import User
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from newsroom.items import Item, item_of
from newsroom.models import Digest, Follow
from newsroom.saved.searches import News, new_rows, newest_key, news_for

SHOWN = 20
SALT = "newsroom.digest"
# A mail that was begun and not sent for so long is begun anew: the process that began it is no more.
GIVEN_UP = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What is new in one saved search, newest first: at most SHOWN items, and how many more there are."""

    news: News
    items: Sequence[Item]
    newest: int

    @property
    def left(self) -> str:
        """ "", "12" or "980+"."""
        number = self.news.count - len(self.items)
        return f"{number:,}{'+' if self.news.number.endswith('+') else ''}" if number else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What became of one person's mail: `problem` where it could not be sent; it is tried again at the next call."""

    user: User
    sections: Sequence[Section]
    problem: str = ""

    @property
    def rows(self) -> int:
        return sum(section.news.count for section in self.sections)


def send_digests(*, now: datetime, day: date, site: str, sender: str, dry_run: bool = False) -> Iterator[Mail]:
    """Send the mail of the day to each who asked for one and has anything new, once however often it is called."""
    asked = User.objects.filter(is_active=True, follows__by_mail=True).exclude(email="").distinct()
    for user in asked.order_by("pk"):
        if Digest.objects.filter(user=user, day=day, sent__isnull=False).exists():
            continue
        mail = Mail(user=user, sections=_sections_for(user))
        if not mail.sections:
            continue
        if dry_run:
            yield mail
        elif digest := _claim(user, day, now):
            yield _send(mail, digest, now=now, site=site, sender=sender)


def _sections_for(user: User) -> list[Section]:
    follows = list(Follow.objects.open_to(user).filter(by_mail=True).select_related("search"))
    newest = {kind: newest_key(kind) for kind in {one.search.kind for one in follows}}
    found = [news for news in news_for(follows, since="mailed_up_to") if news.listing and news.count]
    return [_section(news, newest[news.listing.kind]) for news in found]


def _section(news: News, newest: int) -> Section:
    listing = news.listing
    rows = new_rows(listing, news.follow.mailed_up_to).filter(pk__lte=newest).order_by("-pk")
    dressed = listing.dressed(listing.matching.filter(pk__in=list(rows.values_list("pk", flat=True)[:SHOWN])))
    return Section(news=news, items=[item_of(row, listing.words) for row in dressed.order_by("-pk")], newest=newest)


def _claim(user: User, day: date, now: datetime) -> Digest | None:
    """The mail of the day, if no other process has it in hand."""
    digest, made = Digest.objects.get_or_create(user=user, day=day, defaults={"begun": now})
    left = Digest.objects.filter(pk=digest.pk, sent=None, begun__lt=now - GIVEN_UP)
    return digest if made or left.update(begun=now) else None


def _send(mail: Mail, digest: Digest, *, now: datetime, site: str, sender: str) -> Mail:
    try:
        _message(mail, site=site, sender=sender).send()
    # OSError is of the network and the mail server, ValueError of a mail that cannot be written: others get theirs.
    except (OSError, ValueError) as err:
        digest.delete()
        return Mail(user=mail.user, sections=mail.sections, problem=str(err) or type(err).__name__)
    with transaction.atomic():
        Digest.objects.filter(pk=digest.pk).update(sent=now, rows=mail.rows)
        for section in mail.sections:
            Follow.objects.filter(pk=section.news.follow.pk).update(mailed_up_to=section.newest)
    return mail


def _message(mail: Mail, *, site: str, sender: str) -> EmailMultiAlternatives:
    stop = f"{site}{reverse('stop_mail', args=[token_of(mail.user)])}"
    context = {"mail": mail, "site": site, "stop": stop}
    names = [section.news.follow.search.name for section in mail.sections]
    others = f" and {len(names) - 1} more" if len(names) > 1 else ""
    message = EmailMultiAlternatives(
        subject=" ".join(f"{sum(s.news.count for s in mail.sections):,} new: {names[0]}{others}".split()),
        body=render_to_string("saved/digest.txt", context),
        from_email=sender,
        to=[mail.user.email],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(render_to_string("saved/digest.html", context), "text/html")
    return message


def token_of(user: User) -> str:
    """What an address says to stop somebody's mails, and nothing else."""
    return signing.dumps(user.pk, salt=SALT)


def reader_of(token: str) -> User | None:
    try:
        return User.objects.filter(pk=signing.loads(token, salt=SALT)).first()
    except signing.BadSignature:
        return None
