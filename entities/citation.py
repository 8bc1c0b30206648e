"""A quote, a caption or an article with its source, ready to paste; what is not known is said to be so."""

from django.utils.timezone import localtime

from articles.models import Article, Caption, Review, Reviewable
from articles.partial_dates import partial_date
from entities.models import Quote

UNDATED = "date not in the text"
NO_SOURCE = "source not known"
# After these a citation goes on without a comma of its own.
STOPS = tuple(",.;:!?…–—")


def cite(row: Quote | Caption | Article, address: str) -> str:
    """One line: the words, whose they are, where and when they were published, who says so, and where that is shown."""
    if isinstance(row, Article):
        by = f" by {' and '.join(row.authors)}," if row.authors else ""
        fiction = " (fictional sample)" if row.sample else ""
        return f"“{row.headline}”,{by} {_outlet(row)}, {published(row)}{fiction}. {address}"
    said = _quote(row) if isinstance(row, Quote) else _caption(row)
    return f"{said}, in {source(row.article)} ({standing(row)}). {address}"


def _quote(quote: Quote) -> str:
    return f"{quote.reported} {with_comma(quote.quoted)} {speaker(quote)}".strip()


def _caption(caption: Caption) -> str:
    credit = caption.credit or "no credit printed"
    if caption.credit and not caption.credit.casefold().startswith("photo"):
        credit = f"photo: {credit}"
    return f"Caption: {with_comma(f'“{caption.text}”')} {credit}"


def with_comma(words: str) -> str:
    """Quoted words as a sentence goes on after them; nothing inside the marks is touched."""
    return words if words.rstrip("”").endswith(STOPS) else f"{words},"


def speaker(quote: Quote) -> str:
    """Who said it, as well as is known: a name, one that was inferred, words of the text, or nobody."""
    name = quote.named_speaker and quote.named_speaker.name
    if not name:
        found = f"“{quote.speaker_text}” (not identified)" if quote.speaker_text else "speaker not identified"
    elif quote.speaker_inferred and quote.is_machine:
        by = f" from “{quote.speaker_text}”" if quote.speaker_text not in ("", name) else ""
        found = f"{name} (inferred{by})"
    else:
        found = name
    return f"{found}, quoting {quote.quoting_text}" if quote.quoting_text else found


def source(article: Article) -> str:
    """Publisher, “Headline”, date."""
    return f"{_outlet(article)}, “{article.headline}”, {published(article)}"


def published(article: Article) -> str:
    known = article.published and partial_date(localtime(article.published), article.published_precision)
    return known or UNDATED


def standing(row: Reviewable) -> str:
    """Who says so: the machine, or an editor; whether the article still has the words; whether it is fiction."""
    said = [f"{Review(row.review).label}{', not confirmed' if row.is_machine else ''}"]
    said += ["the article has since lost these words"] * row.source_changed
    return "; ".join([*said, *["fictional sample"] * row.article.sample])


def _outlet(article: Article) -> str:
    return article.publisher or NO_SOURCE
