"""A quote with its source, ready to paste."""

from django.utils.timezone import localtime

from articles.partial_dates import partial_date
from entities.models import Quote


def cite(quote: Quote, address: str) -> str:
    """“Words,” Speaker, as published in “Headline”, Publisher, date. Address."""
    article = quote.article
    speaker = quote.named_speaker.name if quote.named_speaker else quote.speaker_text or "speaker not identified"
    published = article.published and partial_date(localtime(article.published), article.published_precision)
    source = ", ".join(filter(None, [f"“{article.headline}”", article.publisher, published or "date not in the text"]))
    return f"{quote.quoted} {speaker}, in {source}. {address}"
