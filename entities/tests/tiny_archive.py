"""A tiny archive for sequences of ingests and decisions: a few sentences, and machines that hear them differently."""

from typing import Any

from hypothesis import strategies as st

from articles.extraction.types import Extraction
from articles.models import Article, Caption
from entities.models import Depiction, Event, EventMention, EventParticipant, Mention, Person, Quote
from entities.tests.extractions import Happened, Said, Shown, extraction
from entities.tests.snapshot import snapshot

SOURCES = ("seeds/a.txt", "seeds/b.txt")
PEOPLE = ("Ada Quill", "Bo Tarn", "Cy Welk")
NINE, TEN = "We waited nine years for this day,", "We waited ten years for this day,"
ASKED, SHOWN = "Nobody asked the bargemen about it,", "Ada Quill and Bo Tarn at the lock."
SENTENCES = (
    f'"{NINE}" Ada Quill said. Bo Tarn nodded.',
    f'"{TEN}" Ada Quill said. Bo Tarn nodded.',
    f'"{ASKED}" Bo Tarn said, and Cy Welk laughed.',
    f"{SHOWN} Vale Photos",
    "Bo Tarn led the Lantern Parade in 2004.",
    "It rained on Ada Quill. Cy Welk said so.",
)
REVIEWED = (Mention, Quote, Caption, Depiction, Event, EventMention, EventParticipant, Person)
# What an ingest writes into decided rows too: where their words stand, and what it says of that.
PLACES = {"start", "end", "speaker_start", "speaker_end", "cue_start", "cue_end", "credit_start", "credit_end"}
TIMES = {"run_id", "last_ingested", "updated"}

EVERYTHING = [0, 2, 3, 4, 5]
orders = st.lists(st.sampled_from(range(len(SENTENCES))), min_size=1, max_size=5, unique=True)
voices = st.integers(0, 4)
sources, numbers = st.sampled_from(SOURCES), st.integers(0, 40)


def reading(order: list[int], voice: int) -> Extraction:
    """What the machine finds in the sentences; another `voice` hears other speakers, dates and people."""
    text = "Head\n\n" + "\n\n".join(SENTENCES[place] for place in order) + "\n"
    speakers = ("Ada Quill", "Bo Tarn", "")
    said = [
        Said(
            (words,) if voice != 3 else (words[3:],),
            by=speakers[(voice + number) % 3],
            about=("Bo Tarn",) * (voice % 2),
            to=("Bo Tarn",) * (voice % 3 == 2),
        )
        for number, words in enumerate((NINE, TEN, ASKED))
        if words in text and voice != 4
    ]
    shown = Shown(SHOWN, PEOPLE[: 1 + voice % 2], credit="Vale Photos" if voice % 2 else "")
    parade = Happened("Lantern Parade", date=(None, "2004", "2004-05")[voice % 3], people=("Bo Tarn",))
    return extraction(
        text,
        people=[name for name in PEOPLE if name in text],
        quotes=sorted(said, key=lambda quote: text.index(quote.parts[0])),
        captions=[shown] if SHOWN in text else [],
        events=[parade] if "Lantern" in text and voice != 4 else [],
        version=str(voice),
    )


def decisions() -> dict[tuple[str, int], dict[str, Any]]:
    """Every row that is the editors', with all that was decided; where its words stand now may change."""
    rows = {
        ("labels", article.pk): {"words": [(role, words) for _, _, role, words in article.decided_spans]}
        for article in Article.objects.exclude(decided_spans=[])
    }
    for model in REVIEWED:
        for row in model.objects.decided():
            values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
            rows[model.__name__, row.pk] = {k: v for k, v in values.items() if k not in PLACES | {"source_changed"}}
            if model is Quote:
                rows[model.__name__, row.pk] |= {
                    "words": row.words,
                    "about": set(row.about.values_list("pk", flat=True)),
                    "addressees": set(row.addressees.values_list("pk", flat=True)),
                }
    return rows


def lasting() -> dict[str, list[dict[str, Any]]]:
    """Every row but for when and by which run it was last read."""
    return {
        table: [{name: value for name, value in row.items() if name not in TIMES} for row in rows]
        for table, rows in snapshot().items()
        if table not in ("articles_ingestrun",)
    }


def pick(rows, number: int):
    """One of the rows, if there are any."""
    found = list(rows)
    return found[number % len(found)] if found else None
