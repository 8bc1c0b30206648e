"""The order of the steps, and nothing else."""

from spacy.language import Language

from articles.extraction import EXTRACTION_VERSION
from articles.extraction.captions import read_captions
from articles.extraction.events import find_events
from articles.extraction.nlp import model_version, parse
from articles.extraction.people import find_entities, find_people
from articles.extraction.quotes import find_quotes
from articles.extraction.reference import add_references
from articles.extraction.types import Document, Extraction


def extract(document: Document, nlp: Language) -> Extraction:
    """Read one document. Who in the archive its people are is asked afterwards, by `directory`."""
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
        warnings=document.warnings,
    )
