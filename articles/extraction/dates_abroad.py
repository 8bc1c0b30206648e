"""Dates of pages and files that are not in English, in the words that dates are read in."""

import re

from articles.extraction.calendar_words import MONTHS

# By the number of the month: German, French, Spanish, Italian, Portuguese, Dutch, Danish, Norwegian and Swedish.
NAMES = (
    "januar jänner janvier enero gennaio janeiro januari",
    "februar février fevrier febrero febbraio fevereiro februari",
    "märz maerz mars marzo março maart marts",
    "april avril abril aprile",
    "mai mayo maggio maio mei maj",
    "juni juin junio giugno junho",
    "juli juillet julio luglio julho",
    "august août aout agosto augustus augusti",
    "september septembre septiembre settembre setembro",
    "oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "dezember décembre decembre diciembre dicembre dezembro december desember",
)
NUMBERS = {name: number for number, names in enumerate(NAMES) for name in names.split()}
DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:\.|er|º|°)?\s+(?:de\s+)?(?P<month>{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
    r"\s+(?:del?\s+)?(?P<year>\d{4})\b",
    re.IGNORECASE,
)
EASTERN = re.compile(r"\b(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日")
CLOCK = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-3])\s?(?:h|:|\.)\s?(?P<minute>[0-5]\d)(?:\s?(?:Uhr|h|uur|Std)\b)?", re.IGNORECASE
)
WORDS = (
    (r"publié(?:e)?(?:\s+le)?|veröffentlicht(?:\s+am)?|erschienen(?:\s+am)?|publicado(?:\s+e[lm])?|pubblicato(?:\s+il)?"
     r"|gepubliceerd(?:\s+op)?|publicerad|publisert|publiceret", "Published"),
    (r"mise?\s+à\s+jour(?:\s+le)?|modifié(?:\s+le)?|aktualisiert(?:\s+am)?|actualizado(?:\s+el)?|aggiornato(?:\s+il)?"
     r"|atualizado(?:\s+em)?|bijgewerkt(?:\s+op)?|uppdaterad|oppdatert|opdateret", "Updated"),
    (r"à|um|alle|ore|às|as|a\s+las|om|kl\.?", "at"),
    (r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
     r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica"
     r"|le|am|den|el|il|em", ""),
)  # fmt: skip
SAID = tuple((re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), english) for words, english in WORDS)
LONGEST = 200


def in_english(line: str) -> str:
    """The line with its date as it is written in English: "Publié le 4 mars 2024 à 15h30". Any other as it is."""
    if eastern := EASTERN.search(line[:LONGEST]):
        day = f"{eastern['year']}-{eastern['month']:0>2}-{eastern['day']:0>2} "
        return f"{line[: eastern.start()]}{day}{line[eastern.end() :].strip()}".strip()
    if len(line) > LONGEST or not DATE.search(line):
        return line
    line = DATE.sub(lambda date: f"{date['day']} {MONTHS[NUMBERS[date['month'].lower()]]} {date['year']}", line)
    line = CLOCK.sub(r"\g<hour>:\g<minute>", line)
    for words, english in SAID:
        line = words.sub(english, line)
    return " ".join(line.split())
