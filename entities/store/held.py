"""Articles under embargo: kept whole, apart from everything, and stored when their time comes."""

from collections.abc import Iterator
from datetime import datetime, tzinfo

from django.db import transaction
from django.db.models import Q

from articles.extraction.kept import from_plain, to_plain
from articles.extraction.provenance import Provenance
from articles.extraction.sequence import is_earlier
from articles.extraction.types import Extraction
from articles.models import IngestRun
from entities.models import HeldArticle
from entities.store.articles import save_extraction
from entities.store.asking import ask
from entities.store.directory import load_directory
from entities.store.identity import Sought, displace, load_known, provenance_of, said
from entities.store.rows import fit
from entities.store.turns import wait_for_turn


def load_held(source: str, identity: str) -> HeldArticle | None:
    """The article that is held back under this source or identity."""
    wanted = Q(source=source) | (Q(identity=identity) if identity else Q())
    return HeldArticle.objects.filter(wanted).defer("extraction").order_by("pk").first()


@transaction.atomic
def hold(
    extraction: Extraction,
    *,
    source: str,
    identity: str,
    content_hash: str,
    until: datetime | None,
    sample: bool,
    run: IngestRun,
    now: datetime,
) -> None:
    """Keep an article until its time, in the place of an earlier version of it."""
    HeldArticle.objects.filter(Q(source=source) | (Q(identity=identity) if identity else Q())).delete()
    HeldArticle.objects.create(
        source=source,
        identity=identity,
        content_hash=content_hash,
        sample=sample,
        until=until,
        headline=fit(HeldArticle, "headline", extraction.document.headline),
        provenance=said(extraction.document.provenance),
        extraction=to_plain(extraction),
        run=run,
        model=extraction.model,
        extraction_version=extraction.version,
        seen=now,
    )


def let_go(source: str, identity: str, *, by: Provenance) -> None:
    """Forget what is held back of an article, another version of which takes its place; but no later one."""
    if not ask("SELECT 1 FROM entities_heldarticle LIMIT 1"):
        return
    held = load_held(source, identity)
    if held and not is_earlier(by, provenance_of(held.provenance)):
        held.delete()


def take_back_held(held: HeldArticle, provenance: Provenance) -> bool:
    """Note that the sender took back what is held: its time never comes. Return whether that is new."""
    if held.is_withdrawn:
        return False
    held.provenance, held.until = held.provenance | said(provenance), None
    held.save(update_fields=["provenance", "until"])
    return True


def release_due(*, now: datetime, time_zone: tzinfo, most: int | None = None) -> Iterator[HeldArticle]:
    """Store the articles whose time has come, each in a transaction of its own, and give each that was."""
    keys = HeldArticle.objects.due(now).soonest_first().values_list("pk", flat=True)[:most]
    for pk in list(keys):
        if released := release(pk, now=now, time_zone=time_zone):
            yield released


@transaction.atomic
def release(pk: int, *, now: datetime, time_zone: tzinfo) -> HeldArticle | None:
    """Store one article that was held back; None where somebody else has done so meanwhile."""
    wait_for_turn()
    held = HeldArticle.objects.select_for_update().filter(pk=pk).first()
    if held is None:
        return None
    extraction = from_plain(held.extraction)
    item = extraction.document.item
    [known] = load_known([Sought(held.source, held.content_hash, held.identity, is_part=bool(item))])
    held.delete()
    if known.twin and known.article is None:
        return held
    if known.displaced:
        displace(known.displaced)
    save_extraction(
        extraction,
        load_directory(person.name for person in extraction.people).resolve_all(extraction),
        run=held.run,
        source=held.source,
        identity=known.identity,
        article=known.article,
        content_hash=held.content_hash,
        sample=held.sample,
        now=now,
        time_zone=time_zone,
    )
    return held
