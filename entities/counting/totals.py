"""Counters: what the rows of the narrow tables come to, moved by the rows that came and went."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from entities.counting.facts import (
    APPEARANCES,
    ARTICLES,
    ATTENDANCES,
    COUNTED,
    EVERYBODY,
    HAPPENINGS,
    PHOTOS,
    REPORTS,
    STATEMENTS,
    Fact,
    Row,
)
from entities.counting.scope import ARTICLE, EVENT, PERSON, Scope, ask, run, write
from entities.models import PersonTally

By = PersonTally.By
OF_PERSON = ("articles", "quoted_in", *COUNTED)
ALIKE = ("of", "publisher", "year", "agency", "kind", "attributed", "review", "sample")
IN_ALL = {"people": ("sampled", *OF_PERSON), "tallies": OF_PERSON, "events": ("sampled", "articles")}


@dataclass(slots=True)
class Totals:
    """Sums by what they are of.

    That is people, tallies (person, by, value), events, attendances (event, person), and rows that are alike.
    """

    people: dict[int, Counter] = field(default_factory=lambda: defaultdict(Counter))
    tallies: dict[Row, Counter] = field(default_factory=lambda: defaultdict(Counter))
    events: dict[int, Counter] = field(default_factory=lambda: defaultdict(Counter))
    attendances: dict[Row, Counter] = field(default_factory=lambda: defaultdict(Counter))
    alike: Counter = field(default_factory=Counter)

    def add(self, fact: Fact, rows: Iterable[Row], sign: int = 1) -> None:
        for row in rows:
            values = dict(zip(fact.columns, row, strict=True))
            if fact is APPEARANCES:
                self._add_appearance(values, sign)
            elif fact is REPORTS:
                self.events[values["event_id"]].update(articles=sign, sampled=sign * bool(values["sample"]))
            elif fact is ATTENDANCES:
                pair = values["event_id"], values["person_id"]
                self.attendances[pair].update(articles=sign, decided=sign * bool(values["decided"]))
            elif fact in ALIKE_BY and values.get("review") != UNSEEN:
                self.alike[_alike(fact, values)] += sign

    def _add_appearance(self, values: dict, sign: int) -> None:
        person, is_mentioned = values["person_id"], values["mentions"] > 0
        numbers = {
            "articles": sign * is_mentioned,
            "quoted_in": sign * (values["quotes"] > 0),
            **{name: sign * values[name] for name in COUNTED},
        }
        self.people[person].update(numbers | {"sampled": sign * (is_mentioned and bool(values["sample"]))})
        self.tallies[person, By.YEAR.value, str(values["year"] or "")].update(numbers)
        self.tallies[person, By.SOURCE.value, values["publisher"]].update(numbers)

    def told(self) -> dict[str, set[int]]:
        """The people and events of whom more articles tell, or fewer."""
        return {
            of: {key for key, numbers in sums.items() if numbers["articles"]}
            for of, sums in ((PERSON, self.people), (EVENT, self.events))
        }

    def move(self) -> None:
        """Add the sums to the counters, always in the order of their keys: no two who count wait in a circle."""
        self._move_attendances()
        move_by("entities_personcount", ("person_id",), (*IN_ALL["people"], "events"), _by_one(self.people))
        move_by("entities_persontally", ("person_id", "by", "value"), IN_ALL["tallies"], self.tallies.items())
        move_by("entities_eventcount", ("event_id",), (*IN_ALL["events"], "people"), _by_one(self.events))
        move_by("entities_tally", ALIKE, ("number",), ((key, {"number": n}) for key, n in self.alike.items()))
        if any(number < 0 for numbers in self.tallies.values() for number in numbers.values()):
            forget_nothings(self.people)
        if any(number < 0 for number in self.alike.values()):
            run("DELETE FROM entities_tally WHERE number = 0")
        if self.people:
            note_when_seen({key for key, numbers in self.people.items() if "articles" in numbers})

    def _move_attendances(self) -> None:
        """Who was at one event more, or one less, shows once the row of the two is written, and held."""
        moved = {pair: numbers for pair, numbers in self.attendances.items() if any(numbers.values())}
        if not moved:
            return
        pairs = f"(event_id, person_id) IN (VALUES {', '.join(['(%s, %s)'] * len(moved))})"
        keys = [key for pair in moved for key in pair]
        move_by("entities_attendancecount", ("event_id", "person_id"), ("articles", "decided"), moved.items())
        sql = f"SELECT event_id, person_id, articles FROM entities_attendancecount WHERE {pairs}"  # noqa: S608 (our own names)
        for event, person, articles in ask(sql, keys):
            if came := (articles > 0) - (articles > moved[event, person]["articles"]):
                self.people[person].update(events=came)
                self.events[event].update(people=came)
        if any(numbers["articles"] < 0 for numbers in moved.values()):
            run(f"DELETE FROM entities_attendancecount WHERE {pairs} AND articles = 0", keys)  # noqa: S608 (our own names)


# What rows of a table have in common, by column; year 0 and no words where they have none.
ALIKE_BY = {
    ARTICLES: ("article", {}),
    STATEMENTS: ("quote", {"kind": "kind", "review": "review"}),
    PHOTOS: ("caption", {"agency": "agency", "review": "review"}),
    EVERYBODY: ("person", {"review": "review"}),
    HAPPENINGS: ("event", {"kind": "kind", "review": "review"}),
}


def _alike(fact: Fact, values: dict) -> Row:
    of, columns = ALIKE_BY[fact]
    told = {name: values[column] for name, column in columns.items()}
    year = int((values["date"] and str(values["date"])[:4]) or 0) if fact is HAPPENINGS else values.get("year") or 0
    is_attributed = fact is STATEMENTS and values["voice"] is not None
    blank = {"publisher": values.get("publisher", ""), "agency": "", "kind": "", "review": ""}
    told = blank | told | {"of": of, "year": year, "attributed": is_attributed, "sample": bool(values.get("sample"))}
    return tuple(told[name] for name in ALIKE)


def _by_one(totals: dict[int, Counter]) -> Iterator[tuple[Row, Counter]]:
    return (((key,), numbers) for key, numbers in totals.items())


# What a counter needs to be there for, until the row that it is of is looked at.
UNSEEN = ""  # the review of such a row: nobody has it
HEAD = {
    "entities_personcount": {"sort_name": "", "review": UNSEEN},
    "entities_eventcount": {"name": "", "kind": "", "place": "", "review": UNSEEN},
}


def move_by(table: str, key: tuple[str, ...], names: tuple[str, ...], sums: Iterable[tuple[Row, dict]]) -> None:
    rows = sorted((*of, *(numbers.get(name, 0) for name in names)) for of, numbers in sums)
    rows = [row for row in rows if any(row[len(key) :])]
    head = HEAD.get(table, {})
    columns = dict.fromkeys(key, "") | {name: f"{table}.{name} + EXCLUDED.{name}" for name in names}
    write(table, key, columns | dict.fromkeys(head, ""), [(*row, *head.values()) for row in rows])


def forget_nothings(people: Collection[int]) -> None:
    """Drop tallies that came to nothing."""
    nothing = " AND ".join(f"{name} = 0" for name in OF_PERSON)
    scope = Scope(PERSON, sorted(people))
    run(f"DELETE FROM entities_persontally WHERE {scope.within('person_id')} AND {nothing}", scope.params)  # noqa: S608 (our own names)


def note_when_seen(people: Collection[int]) -> None:
    """Look up when the people were first and last seen; an index knows."""
    scope = Scope(PERSON, sorted(people))
    run(f"UPDATE entities_personcount SET {SEEN} WHERE {scope.within('person_id')}", scope.params)  # noqa: S608


def note_odd_names(scope: Scope, people: Collection[int]) -> None:
    """Note who, of some people and of those called like a place in the scope, has a name that may be nobody's."""
    if scope.of == ARTICLE:
        run(f"{MARK_ODD} AND {scope.within('e.article_id')})", scope.params)
    of = Scope(PERSON, people)
    run(f"{TURN_ODD} AND {of.within('person_id')}", of.params)


def _seen(order: str) -> str:
    return f"""(SELECT h.published FROM entities_appearance h
    WHERE h.person_id = entities_personcount.person_id AND h.mentions > 0 AND h.published IS NOT NULL
    ORDER BY h.published {order} LIMIT 1)"""  # noqa: S608


IS_PLACE = "e.type IN ('place', 'organisation') AND NOT (e.review = 'rejected')"
# The least of those that are no less: one step in an index, however many articles name the place.
IS_ODD = f"""((p.name = UPPER(p.name) AND p.name <> LOWER(p.name)) OR p.name = (
    SELECT MIN(e.text) FROM entities_entitymention e WHERE e.text >= p.name AND {IS_PLACE}))"""  # noqa: S608
MARK_ODD = f"""UPDATE entities_personcount SET odd_name = TRUE WHERE NOT odd_name AND person_id IN (
SELECT p.id FROM entities_entitymention e JOIN entities_person p ON p.name = e.text WHERE {IS_PLACE}"""  # noqa: S608
TURN_ODD = f"""UPDATE entities_personcount SET odd_name = NOT odd_name WHERE odd_name <> EXISTS (
SELECT 1 FROM entities_person p WHERE p.id = entities_personcount.person_id AND {IS_ODD})"""  # noqa: S608
SEEN = f"first_seen = {_seen('ASC')}, last_seen = {_seen('DESC')}"
