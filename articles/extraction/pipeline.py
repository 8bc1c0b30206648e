"""The order of the steps, and nothing else."""

from collections.abc import Iterable, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from articles.extraction import EXTRACTION_VERSION
from articles.extraction.bounds import readable, unread
from articles.extraction.captions import read_captions
from articles.extraction.events.finding import find_events
from articles.extraction.languages import primary_language
from articles.extraction.nlp import model_version, parse, parse_all
from articles.extraction.odd_characters import odd_characters
from articles.extraction.people.finding import find_entities, find_people
from articles.extraction.quotes.finding import read_quotes
from articles.extraction.reference import add_references
from articles.extraction.types import CaptionBlock, CaptionReading, Document, Extraction

UNREAD = "unread"
"""The rule of captions in which nobody looked for people."""


def extract(document: Document, nlp: Language, doc: Doc | None = None) -> Extraction:
    """Read one document. Who in the archive its people are is asked afterwards, by `directory`.

    `doc` is what the model has read in it already, see `parse_together`.
    """
    if not _is_of(nlp, document):
        return _unread(document, nlp)
    read = readable(document)
    doc = parse(read, nlp) if doc is None else doc
    named = find_people(doc, read)
    quotes, unquoted = read_quotes(doc, read, named)
    people = add_references(doc, read, named, quotes)
    return Extraction(
        document=document,
        people=people,
        quotes=quotes,
        unquoted=unquoted,
        captions=(*read_captions(doc, read, people), *_as_printed(document, document.captions[len(read.captions) :])),
        events=find_events(doc, read, people),
        entities=find_entities(doc, read, people),
        model=model_version(nlp),
        version=EXTRACTION_VERSION,
        warnings=tuple(filter(None, (*document.warnings, *odd_characters(document.text), unread(document, read)))),
    )


def parse_together(documents: Sequence[Document], nlp: Language) -> list[Doc | None]:
    """What the model reads in each of several documents, which takes it less time than one by one."""
    read = iter(parse_all([readable(document) for document in documents if _is_of(nlp, document)], nlp))
    return [next(read) if _is_of(nlp, document) else None for document in documents]


def _is_of(nlp: Language, document: Document) -> bool:
    """Whether the model reads the language of the document, as far as that is known."""
    return primary_language(document.language) in ("", nlp.lang)


def _unread(document: Document, nlp: Language) -> Extraction:
    """What structure alone knows of an article in a language that the model does not read."""
    warning = (
        f"The article is in the language {document.language!r}, which the model does not read: it is kept and "
        "shown, without people, quotes and events."
    )
    return Extraction(
        document=document,
        captions=_as_printed(document, document.captions),
        model=model_version(nlp),
        version=EXTRACTION_VERSION,
        warnings=(*document.warnings, warning),
    )


def _as_printed(document: Document, blocks: Iterable[CaptionBlock]) -> tuple[CaptionReading, ...]:
    """Captions with their words and credit, of which nobody has read who is shown."""
    return tuple(
        CaptionReading(span=block.span, text=block.span.of(document.text), credit=block.credit, rule=UNREAD)
        for block in blocks
    )
