"""The fictional sample: what of the archive is only there because of it, and its removal."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q, QuerySet

from articles.models import Article, Caption, IngestRun, RelatedLink
from entities.counting import count_articles
from entities.indexing import MODELS, reindex
from entities.models import (
    Alias,
    Change,
    Decision,
    Depiction,
    EntityMention,
    Event,
    EventMention,
    EventParticipant,
    EventsKeptApart,
    HeldArticle,
    KeptApart,
    Mention,
    NameKey,
    Person,
    Quote,
)
from entities.records import forget_records
from entities.store.rows import lots
from entities.store.unused import remove_unused_people

# How a row of each kind is reached from its article, and where it names people.
IN_ARTICLE = {
    Mention: ("article", "person"),
    Quote: ("article", "speaker"),
    Quote.about.through: ("quote__article", "person"),
    Quote.addressees.through: ("quote__article", "person"),
    Depiction: ("caption__article", "person"),
    EventParticipant: ("article", "person"),
}
SEEN = ("created", "updated", "unchanged", "held", "failed", "duplicates")


@dataclass(frozen=True, slots=True)
class Sample:
    """Primary keys, by model, of every row that goes with the sample."""

    rows: dict[type[Model], frozenset[int]] = field(default_factory=dict)

    def count(self, model: type[Model]) -> int:
        return len(self.rows.get(model, ()))

    def decided(self) -> int:
        """How many of the rows editors have decided on."""
        return sum(
            model.objects.decided().filter(pk__in=lot).count()
            for model, keys in self.rows.items()
            if hasattr(model, "review")
            for lot in lots(keys)
        )


def load_sample() -> Sample:
    """Find the sample's articles and everything that is seen in no other article."""
    rows: dict[type[Model], Iterable[int]] = {
        Article: _keys(Article.objects.filter(sample=True)),
        HeldArticle: _keys(HeldArticle.objects.filter(sample=True)),
        Caption: _keys(Caption.objects.filter(article__sample=True)),
        EventMention: _keys(EventMention.objects.filter(article__sample=True)),
        EntityMention: _keys(EntityMention.objects.filter(article__sample=True)),
        RelatedLink: _keys(RelatedLink.objects.filter(article__sample=True)),
        Person: _people(),
        Event: _events(),
        IngestRun: [pk for pk, counts in IngestRun.objects.values_list("pk", "counts") if _saw_only_sample(counts)],
    }
    for model, (article, _) in IN_ARTICLE.items():
        rows[model] = _keys(model.objects.filter(**{f"{article}__sample": True}))
    rows[Alias] = _keys(Alias.objects.filter(person__in=rows[Person]))
    rows[KeptApart] = _keys(KeptApart.objects.filter(Q(first__in=rows[Person]) | Q(second__in=rows[Person])))
    rows[EventsKeptApart] = _keys(EventsKeptApart.objects.filter(Q(first__in=rows[Event]) | Q(second__in=rows[Event])))
    return Sample({model: frozenset(keys) for model, keys in rows.items()})


@transaction.atomic
def remove_sample(sample: Sample) -> None:
    """Delete the rows of the sample, and from the ledger what was decided on them alone."""
    for model, keys in sample.rows.items():
        for lot in lots(keys):
            forget_records(model, lot)
    _forget_decisions(sample)
    sampled, _ = _named()
    _delete(Article, sample.rows[Article])
    _delete(HeldArticle, sample.rows[HeldArticle])
    # A merge protects both of its rows, also from going together.
    for model in (Event, Person):
        for lot in lots(sample.rows[model]):
            model.objects.filter(pk__in=lot).update(merged_into=None, survivor=None)
        _delete(model, sample.rows[model])
    remove_unused_people(sampled - sample.rows[Person])
    NameKey.objects.exclude(normalised__in=Alias.objects.values("normalised")).delete()
    _delete(IngestRun, sample.rows[IngestRun])
    gone = {"person": sample.rows[Person] | sampled, "event": sample.rows[Event]}
    told = count_articles(sample.rows[Article], heads=gone)
    for kind, model in MODELS.items():
        reindex(kind, sample.rows[model] | (sampled if model is Person else set()) | told.get(kind, set()))


def _forget_decisions(sample: Sample) -> None:
    for model, keys in sample.rows.items():
        if model._meta.auto_created:  # the table of a many-to-many relation: the ledger tells of its owner
            continue
        kind = ContentType.objects.get_for_model(model)
        for lot in lots(keys):
            changes = Change.objects.filter(row_type=kind, row_id__in=lot)
            decisions = set(changes.values_list("decision", flat=True))
            changes.delete()
            Decision.objects.filter(pk__in=decisions, changes=None).delete()


def _named() -> tuple[set[int], set[int]]:
    """People whom the sample names, and people whom any other article names."""
    sampled, elsewhere = set(), set()
    for model, (article, person) in IN_ARTICLE.items():
        named = model.objects.exclude(**{person: None}).values_list(f"{article}__sample", person)
        for is_sample, pk in named.order_by().distinct():
            (sampled if is_sample else elsewhere).add(pk)
    return sampled, elsewhere


def _people() -> set[int]:
    """People seen in the sample of whom nobody in the same cluster is seen in any other article."""
    sampled, elsewhere = _named()
    cluster_of = {pk: survivor or pk for pk, survivor in Person.objects.values_list("pk", "survivor_id")}
    kept = {cluster_of[pk] for pk in elsewhere}
    gone = {cluster_of[pk] for pk in sampled} - kept
    return {pk for pk, cluster in cluster_of.items() if cluster in gone}


def _events() -> set[int]:
    sampled, elsewhere = set(), set()
    for model in (EventMention, EventParticipant):
        for is_sample, pk in model.objects.order_by().values_list("article__sample", "event").distinct():
            (sampled if is_sample else elsewhere).add(pk)
    cluster_of = {pk: survivor or pk for pk, survivor in Event.objects.values_list("pk", "survivor_id")}
    gone = {cluster_of[pk] for pk in sampled} - {cluster_of[pk] for pk in elsewhere}
    return {pk for pk, cluster in cluster_of.items() if cluster in gone}


def _saw_only_sample(counts: dict[str, int]) -> bool:
    return counts.get("sample", 0) > 0 and counts["sample"] == sum(counts.get(name, 0) for name in SEEN)


def _keys(rows: QuerySet) -> list[int]:
    return list(rows.order_by().values_list("pk", flat=True))


def _delete(model: type[Model], keys: Collection[int]) -> None:
    for lot in lots(keys):
        model.objects.filter(pk__in=lot).delete()
