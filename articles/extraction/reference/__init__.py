"""Who is "he", who is "the singer": pronouns and descriptions taken back to people.

Nothing is guessed: where two people are as likely, the answer is nobody. A person's
gender is evidence for this one reading of this one article, and goes no further.

`binding` is what a sentence says of its own pronouns, `discourse` weighs who is meant,
`prepare` puts an article's names in reading order, `mentions` adds what was understood.
"""

from articles.extraction.reference.discourse import Discourse, Referent
from articles.extraction.reference.mentions import add_references
from articles.extraction.reference.prepare import read_discourse

__all__ = ["Discourse", "Referent", "add_references", "read_discourse"]
