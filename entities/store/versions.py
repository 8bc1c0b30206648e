"""The texts that an article has had: the newest in the article itself, each older one in its version."""

from datetime import datetime
from typing import Any

from articles.models import Article, ArticleVersion, Caption, IngestRun
from entities.models import Quote


def keep_replaced(article: Article) -> None:
    """Move the article's text, which another is about to replace, and what was read in it, into its version."""
    article.versions.filter(text=None).update(
        text=article.text, spans=article.spans, rows=rows_read(article), provenance=article.provenance
    )


def start_version(article: Article, *, run: IngestRun, now: datetime, is_new: bool) -> None:
    """Note that the text which the article has now is its newest one, first seen by `run`."""
    last = None if is_new else article.versions.order_by("number").last()
    ArticleVersion.objects.create(
        article=article,
        number=last.number + 1 if last else 1,
        source=article.source,
        content_hash=article.content_hash,
        run=run,
        seen=now,
    )


def rows_read(article: Article) -> list[dict[str, Any]]:
    """What a version keeps of the quotes and captions that stand in its text, in their order."""
    quotes = article.quotes.visible().filter(source_changed=False).select_related("speaker__survivor")
    captions = article.captions.visible().filter(source_changed=False)
    rows = [*map(_quote, quotes.prefetch_related("parts")), *map(_caption, captions)]
    return sorted(rows, key=lambda row: (row["parts"], row["kind"], row["key"]))


def _quote(quote: Quote) -> dict[str, Any]:
    parts = [[part.start, part.end] for part in quote.parts.all()]
    who = quote.named_speaker.name if quote.named_speaker else quote.speaker_text
    return {"kind": "quote", "key": quote.pk, "parts": parts, "who": who}


def _caption(caption: Caption) -> dict[str, Any]:
    return {"kind": "caption", "key": caption.pk, "parts": [[caption.start, caption.end]], "who": caption.credit}
