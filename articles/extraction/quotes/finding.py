"""Every quotation of an article, from its marks to its speaker."""

from collections.abc import Sequence

from spacy.tokens import Doc

from articles.extraction.quotes.cues import report_tokens
from articles.extraction.quotes.echo import attribute_echoes
from articles.extraction.quotes.flow import read_flow
from articles.extraction.quotes.scene import read_scene, without_paragraphs
from articles.extraction.quotes.statements import build_indirect, build_quotations, find_unheard
from articles.extraction.quotes.transcripts import find_transcript
from articles.extraction.reference import read_discourse
from articles.extraction.types import Document, PersonChain, Quotation, Unquoted


def find_quotes(doc: Doc, document: Document, people: Sequence[PersonChain]) -> tuple[Quotation, ...]:
    """Return every quotation of an article in reading order."""
    return read_quotes(doc, document, people)[0]


def read_quotes(
    doc: Doc, document: Document, people: Sequence[PersonChain]
) -> tuple[tuple[Quotation, ...], tuple[Unquoted, ...]]:
    """Return every quotation, and whatever else stands between quotation marks, each in reading order."""
    scene = read_scene(doc, document, people)
    spoken_lines = find_transcript(scene)
    scene = without_paragraphs(scene, spoken_lines)
    discourse = read_discourse(doc, document, people, scene.quoted, report_tokens(scene))
    flow = attribute_echoes(scene, read_flow(scene))
    quotations = build_quotations(scene, discourse, flow)
    quotations += build_indirect(scene, discourse)
    quotations += dict.fromkeys(spoken_lines.values())
    unquoted = [*scene.unquoted, *find_unheard(scene, flow)]
    return (
        tuple(sorted(quotations, key=lambda quote: (quote.parts[0].start, quote.parts[-1].end))),
        tuple(sorted(unquoted, key=lambda left: left.span)),
    )
