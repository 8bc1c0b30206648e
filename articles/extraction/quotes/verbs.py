"""Verbs that report words: the lists of data/, in all their forms."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from articles.extraction.words import word_list


class CueKind(StrEnum):
    SPEECH = "speech"  # said: can stand beside a whole quotation
    STANCE = "stance"  # called: carries words inside a sentence
    THOUGHT = "thought"  # believes: reports a clause


@dataclass(frozen=True, slots=True)
class Verb:
    base: str
    kind: CueKind
    particle: str = ""  # "back" of "shot back"


LISTS = ((CueKind.SPEECH, "speech_verbs"), (CueKind.STANCE, "stance_verbs"), (CueKind.THOUGHT, "thought_verbs"))


@cache
def reporting_verbs() -> dict[str, tuple[Verb, ...]]:
    """Every form of every reporting verb; a form in two lists keeps the kind of the first."""
    verbs: dict[str, dict[str, Verb]] = {}
    for kind, name in LISTS:
        for entry in sorted(word_list(name)):
            base, *rest = entry.split()
            particle = next((word[1:] for word in rest if word.startswith("+")), "")
            irregular = [word for word in rest if not word.startswith("+")]
            for form in (base, *(irregular or inflections(base))):
                verbs.setdefault(form, {}).setdefault(particle, Verb(base, kind, particle))
    return {form: tuple(found.values()) for form, found in verbs.items()}


@cache
def forms_of(name: str) -> frozenset[str]:
    """Every form of the verbs in data/<name>.txt."""
    entries = [entry.split() for entry in word_list(name)]
    return frozenset(form for base, *irregular in entries for form in (base, *(irregular or inflections(base))))


def inflections(base: str) -> tuple[str, str, str]:
    """Regular forms of a verb: ``reply`` -> replies, replied, replying."""
    if base.endswith("e"):
        return f"{base}s", f"{base}d", f"{base[:-1]}ing"
    if base.endswith("y") and base[-2] not in "aeiou":
        return f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing"
    ending = "es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
    return f"{base}{ending}", f"{base}ed", f"{base}ing"
