"""The words that say of others that they are a credit: "Photo by", "Foto:", "Supplied"."""

import re

from articles.extraction.words import UPPER, word_list

KIND = r"(?:Photo(?:graph)?s?|Images?|Pictures?|Pics?|Illustrations?|Graphics?|Video|Screen ?(?:grab|shot))"
HANDED = r"(?:supplied|submitted|provided|contributed)"
SOURCE_ABROAD = "|".join(sorted(word_list("credit_sources")))
KIND_ABROAD = "|".join(sorted(word_list("credit_labels") | word_list("credit_sources")))
LABEL = (
    rf"(?:(?:(?:Main|Lead|Cover|Top|Header|Featured?) )?{KIND}"
    r"(?:\s?(?:credits?|courtesy|source|provided|submitted))?\s?(?::|\b(?:by|courtesy of|(?<!s )via)\b)"
    rf"|{KIND} (?:source|credit),"
    r"|Credits?\s?(?::|\.{3}|…)|CREDIT\s?:?|Courtesy(?: of\b|\s?:|\b)|Source\s?:|Copyright\b:?|©|Handout\b:?"
    r"|Supplied\b(?: by|:)?|(?:Submitted|Provided|Contributed)(?: by\b|:)|(?:Photograph|Picture|Photo|Image)ed by\b"
    rf"|(?:{KIND_ABROAD})(?:\s(?:{KIND_ABROAD}|{KIND}))?\s?:|Fot\.)"
)
# "Staff photo by", "Harbour Post photo by": with the name of the paper before it.
STAFF_LABEL = rf"(?:(?-i:[{UPPER}])[\w'’.-]*\s){{1,3}}(?:photo(?:graph)?|picture|pic|image|video)s?\sby\b"
LABEL_START = re.compile(rf"\s*(?:(?:{LABEL}\s*){{1,3}}|{STAFF_LABEL}\s*)", re.IGNORECASE)
LABEL_ABROAD = re.compile(rf"(?:(?:{KIND_ABROAD})\b|Fot\.)", re.IGNORECASE)
# In brackets no colon is needed: "(foto Ansa)".
BARE_LABEL = re.compile(rf"(?:{KIND}|{KIND_ABROAD})\s+(?=\S)", re.IGNORECASE)
LABEL_SIGNS = (
    *("photo", "image", "pic", "illustration", "graphic", "video", "screen", "credit", "courtesy", "source"),
    *("copyright", "©", "handout", "supplied", "submitted", "provided", "contributed", "fot."),
    *sorted(word_list("credit_labels") | word_list("credit_sources")),
)
"""Small letters without one of which no label can stand in a passage: looked for first, as that costs little."""
UNSIGNED = re.compile(
    rf"\b(?:courtesy|source|supplied|submitted|provided|contributed|cortesía|{SOURCE_ABROAD})\b", re.IGNORECASE
)
NO_SOURCE = re.compile(
    r"(?:handout|supplied|(?:file|pool|stock|family|staff|contributed|provided|submitted)(?: (?:photo|image|picture))?"
    rf"|courtesy\b.*|undated|screen ?(?:grab|shot)|social media|family handout|{KIND} {HANDED}"
    r"|privat[eo]?|priv[ée]|archiv|archives|archivo|arquivo|archivio|arkiv|divulgação|reprodução|cedida|cortesía|zvg"
    r"|d\.?r\.?|архив)$",
    re.IGNORECASE,
)
