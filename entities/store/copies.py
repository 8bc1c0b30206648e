"""Keeps up which articles are near copies of each other, in the transaction that stores a text."""

from collections import Counter

from articles.extraction.copies import are_copies, keys_of, runs_of, share
from articles.extraction.types import Role
from articles.models import Article
from entities.models import CopyKey, NearCopy
from entities.store.asking import ask
from entities.store.inserting import insert

# Articles that share keys, those with most of them first, whose texts are compared; and rows that are looked through.
MOST_COMPARED, MOST_KEYS = 20, 600


def save_copies(article: Article, *, is_new: bool) -> None:
    """File the text of an article, and link it with those that print the same report."""
    runs = runs_of(body_of(article))
    keys = keys_of(runs)
    if not is_new:
        CopyKey.objects.filter(article=article).delete()
        NearCopy.objects.of(article).delete()
    if not keys:
        return
    sql = f"SELECT article_id FROM entities_copykey WHERE key IN keys ORDER BY article_id DESC LIMIT {MOST_KEYS}"  # noqa: S608
    beside = Counter(key for (key,) in ask(sql, keys=keys))
    found = sorted(beside.items(), key=lambda counted: (-counted[1], -counted[0]))[:MOST_COMPARED]
    insert(CopyKey, [CopyKey(key=key, article=article) for key in dict.fromkeys(keys)])
    pairs = []
    for other in Article.objects.filter(pk__in=[pk for pk, _ in found]).only("text", "spans") if found else ():
        theirs = runs_of(body_of(other))
        if are_copies(runs, theirs):
            first, second = sorted((article, other), key=lambda row: row.pk)
            pairs.append(NearCopy(first=first, second=second, share=round(share(runs, theirs), 3)))
    insert(NearCopy, pairs)


def body_of(article: Article) -> str:
    """The words of the story alone."""
    return "\n".join(article.text[start:end] for start, end, role in article.spans if role == Role.BODY)
