from articles.extraction.types import Document, LabelledSpan, RawArticle, Role, Span


def build_document(raw: RawArticle) -> Document:
    """Placeholder shape; the owner of this module rewrites it."""
    return Document(
        path=raw.path,
        text=raw.text,
        headline=raw.text.split("\n")[0],
        spans=(LabelledSpan(Span(0, len(raw.text)), Role.BODY),),
    )
