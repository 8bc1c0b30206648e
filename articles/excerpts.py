"""The stretch of an article to show for what was looked for."""

from collections.abc import Sequence

from articles import search
from articles.extraction.types import Role, Span
from articles.models import Article

TOLD = (Role.STANDFIRST, Role.CAPTION, Role.BODY)


def excerpt_of(article: Article, query: str) -> str:
    """An excerpt around the words that were looked for: in the story, or else beside it, as in the byline.

    The headline is left out, which is shown anyway. Where nothing else has the words, the story begins.
    """
    told = [Span(start, end) for start, end, role in article.spans if role in TOLD]
    story = search.excerpt(_run_together(article.text, told) or article.text, query)
    if search.hits(story, query):
        return story
    others = [Span(start, end) for start, end, role in article.spans if role != Role.HEADLINE and role not in TOLD]
    aside = search.excerpt(_run_together(article.text, others), query)
    return aside if search.hits(aside, query) else story


def _run_together(text: str, stretches: Sequence[Span]) -> str:
    """Stretches of a text, with a mark of omission where there is more than white space between two of them."""
    words, at = [], None
    for stretch in stretches:
        if at is not None:
            words.append(" … " if text[at : stretch.start].strip() else "\n")
        words.append(stretch.of(text))
        at = stretch.end
    return "".join(words)
