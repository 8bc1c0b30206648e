"""The order of the steps, and nothing else."""

from spacy.language import Language

from articles.extraction import EXTRACTION_VERSION
from articles.extraction.captions import read_captions
from articles.extraction.events import find_events
from articles.extraction.nlp import model_version, parse, unread
from articles.extraction.people import find_entities, find_people
from articles.extraction.quotes import find_quotes
from articles.extraction.reference import add_references
from articles.extraction.types import CaptionReading, Document, Extraction


def extract(document: Document, nlp: Language) -> Extraction:
    """Read one document. Who in the archive its people are is asked afterwards, by `directory`."""
    if document.language not in ("", nlp.lang):
        return _unread(document, nlp)
    doc = parse(document, nlp)
    named = find_people(doc, document)
    quotes = find_quotes(doc, document, named)
    people = add_references(doc, document, named, quotes)
    return Extraction(
        document=document,
        people=people,
        quotes=quotes,
        captions=read_captions(doc, document, people),
        events=find_events(doc, document, people),
        entities=find_entities(doc, document, people),
        model=model_version(nlp),
        version=EXTRACTION_VERSION,
        warnings=tuple(filter(None, (*document.warnings, unread(document)))),
    )


def _unread(document: Document, nlp: Language) -> Extraction:
    """What structure alone knows of an article in a language that the model does not read."""
    warning = (
        f"The article is in the language {document.language!r}, which the model does not read: it is kept and "
        "shown, without people, quotes and events."
    )
    captions = (
        CaptionReading(span=block.span, text=block.span.of(document.text), credit=block.credit)
        for block in document.captions
    )
    return Extraction(
        document=document,
        captions=tuple(captions),
        model=model_version(nlp),
        version=EXTRACTION_VERSION,
        warnings=(*document.warnings, warning),
    )
