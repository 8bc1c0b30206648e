"""Everything counted anew, compared with what is there, or written into empty tables at once."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from django.db import OperationalError, connection, transaction

from entities.counting import totals
from entities.counting.facts import (
    APPEARANCES,
    ATTENDANCES,
    EVERYBODY,
    FACTS,
    HAPPENINGS,
    HEADS,
    REPORTS,
    Fact,
    Row,
    year_of,
)
from entities.counting.keeping import count_anew
from entities.counting.scope import ARTICLE, EVENT, PERSON, Scope, ask, is_postgresql, run
from entities.counting.totals import ALIKE, ALIKE_BY, IN_ALL, OF_PERSON, move_by

LOT = 1000
TABLES = {ARTICLE: "articles_article", PERSON: "entities_person", EVENT: "entities_event"}
IS_MENTIONED = "CASE WHEN mentions > 0 {} THEN 1 ELSE 0 END"
SUMS = {
    "sampled": IS_MENTIONED.format("AND sample"),
    "articles": IS_MENTIONED.format(""),
    "quoted_in": "CASE WHEN quotes > 0 THEN 1 ELSE 0 END",
}


MEMORY = 256  # MB, to sort and to make indexes in
INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL AND tbl_name = %s",
    "postgresql": """SELECT relname, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON oid = indexrelid
    WHERE indrelid = %s::regclass AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)""",
}
YEAR = "COALESCE(CAST(year AS VARCHAR(4)), '')"


@dataclass(frozen=True, slots=True)
class Lot:
    """Some rows that were looked at; `wrong` are those that are not what they should be, in words."""

    of: str
    rows: int
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sums:
    """One table of counters: what it should hold of a scope."""

    table: str
    key: tuple[str, ...]
    names: tuple[str, ...]
    wanted: str

    def load_wanted(self, scope: Scope) -> dict[Row, Row]:
        sql = self.wanted.replace("SCOPE", scope.within(self.key[0]))
        return self._by_key(ask(sql, scope.params))

    def load_held(self, scope: Scope) -> dict[Row, Row]:
        sql = f"SELECT {', '.join([*self.key, *self.names])} FROM {self.table}"  # noqa: S608 (our own names)
        return self._by_key(ask(f"{sql} WHERE {scope.within(self.key[0])}" if self.key != ALIKE else sql, scope.params))

    def _by_key(self, rows: list[Row]) -> dict[Row, Row]:
        """Counters that come to nothing are as good as none."""
        size = len(self.key)
        return {tuple(row[:size]): tuple(map(int, row[size:])) for row in rows if any(row[size:])}

    def fill(self) -> str:
        columns = ", ".join([*self.key, *self.names])
        return f"INSERT INTO {self.table} ({columns}) {self.wanted.replace('SCOPE', '1 = 1')}"

    def fill_beside(self) -> str:
        """As `fill`, of counters that stand beside who they are of."""
        moved, [key] = ", ".join(f"{name} = t.{name}" for name in self.names), self.key
        wanted = self.wanted.replace("SCOPE", "1 = 1")
        return f"UPDATE {self.table} SET {moved} FROM ({wanted}) t WHERE t.{key} = {self.table}.{key}"  # noqa: S608 (our own names)


def _sum(names: tuple[str, ...]) -> str:
    return ", ".join(f"CAST(SUM({SUMS.get(name, name)}) AS INTEGER) AS {name}" for name in names)


def _tallied(by: str, value: str) -> str:
    return f"""SELECT person_id, '{by}' AS by, {value} AS value, {_sum(OF_PERSON)} FROM entities_appearance
    WHERE SCOPE GROUP BY person_id, {value}"""  # noqa: S608 (our own names)


def _alike(fact: Fact) -> str:
    of, columns = ALIKE_BY[fact]
    year = year_of("date") if fact is HAPPENINGS else "year"
    told = {
        "of": f"'{of}'",
        "publisher": "publisher" if "publisher" in fact.columns else "''",
        "year": "0" if fact is EVERYBODY else f"COALESCE({year}, 0)",
        "agency": columns.get("agency", "''"),
        "kind": columns.get("kind", "''"),
        "attributed": "voice IS NOT NULL" if "voice" in fact.columns else "1 = 0",
        "review": columns.get("review", "''"),
        "sample": "sample" if "sample" in fact.columns else "1 = 0",
    }
    alike = ", ".join(map(str, range(1, len(ALIKE) + 1)))
    return f"SELECT {', '.join(told[name] for name in ALIKE)}, COUNT(*) FROM {fact.table} GROUP BY {alike}"  # noqa: S608 (our own names)


PEOPLE = Sums(
    "entities_personcount",
    ("person_id",),
    IN_ALL["people"],
    f"SELECT person_id, {_sum(IN_ALL['people'])} FROM entities_appearance WHERE SCOPE GROUP BY person_id",  # noqa: S608
)
TALLIES = Sums(
    "entities_persontally",
    ("person_id", "by", "value"),
    OF_PERSON,
    " UNION ALL ".join(map(_tallied, *zip(("year", YEAR), ("source", "publisher"), strict=True))),
)
EVENTS = Sums(
    "entities_eventcount",
    ("event_id",),
    IN_ALL["events"],
    """SELECT event_id, CAST(SUM(CASE WHEN sample THEN 1 ELSE 0 END) AS INTEGER) AS sampled, COUNT(*) AS articles
    FROM entities_report WHERE SCOPE GROUP BY event_id""",
)
ATTENDED = Sums(
    "entities_attendancecount",
    ("person_id", "event_id"),
    ("articles", "decided"),
    """SELECT person_id, event_id, COUNT(*) AS articles, SUM(CASE WHEN decided THEN 1 ELSE 0 END) AS decided
    FROM entities_attendance WHERE SCOPE GROUP BY person_id, event_id""",
)


def _company(of: str, name: str) -> Sums:
    """How many of the others somebody, or an event, is counted with."""
    wanted = f"SELECT {of}_id, COUNT(*) AS {name} FROM entities_attendancecount WHERE SCOPE GROUP BY {of}_id"  # noqa: S608 (our own names)
    return Sums(f"entities_{of}count", (f"{of}_id",), (name,), wanted)


AT_EVENTS, WITH_PEOPLE = _company(PERSON, "events"), _company(EVENT, "people")
THE_ALIKE = Sums("entities_tally", ALIKE, ("number",), " UNION ALL ".join(map(_alike, ALIKE_BY)))
COUNTERS = {PERSON: (PEOPLE, TALLIES, ATTENDED, AT_EVENTS), EVENT: (EVENTS, WITH_PEOPLE)}


def check() -> Iterator[Lot]:
    """Compare every list and every counter with the rows, lot by lot."""
    for scope in _scopes():
        with transaction.atomic():
            yield _compared(scope)
    with transaction.atomic():
        yield _compared_sums(Scope(ARTICLE), THE_ALIKE)


def recount() -> Iterator[Lot]:
    """Count everything anew, lot by lot, while the archive is in use."""
    for scope in _scopes():
        with transaction.atomic():
            before = _compared(scope)
            _hold(scope)
            if scope.of == ARTICLE:
                count_anew(scope)
            else:
                for sums in COUNTERS[scope.of]:
                    _set_right(scope, sums)
                keys = [key for (key,) in ask(_keys_in(scope), scope.params)]
                count_anew(Scope(ARTICLE, ()), heads={scope.of: keys})
                totals.note_when_seen(keys if scope.of == PERSON else ())
        yield before
    with transaction.atomic():
        if is_postgresql():
            run("LOCK TABLE entities_tally IN EXCLUSIVE MODE")
        lot = _compared_sums(Scope(ARTICLE), THE_ALIKE)
        _set_right(Scope(ARTICLE), THE_ALIKE)
    yield lot


@transaction.atomic
def fill(*, bulk: bool = False) -> None:
    """Write everything at once, in as few statements as there are tables. Nobody may write to the archive meanwhile.

    With `bulk` the indexes are made anew after all of their rows, which come in no order of theirs: it pays from some
    thousands of articles on.
    """
    summed = (TALLIES, ATTENDED, THE_ALIKE)
    for table in (one.table for one in (*FACTS[ARTICLE], *HEADS.values(), *summed)):
        run(f"DELETE FROM {table}")  # noqa: S608 (our own names)
    if bulk and is_postgresql():
        run(f"SET LOCAL work_mem = '{MEMORY}MB'")
        run(f"SET LOCAL maintenance_work_mem = '{MEMORY}MB'")
    for fact in FACTS[ARTICLE]:
        with _without_indexes(fact.table, if_=bulk):
            run(fact.fill())
    for sums in (TALLIES, ATTENDED):
        with _without_indexes(sums.table, if_=bulk):
            run(sums.fill())
    with _without_indexes(EVERYBODY.table, if_=bulk), _without_indexes(HAPPENINGS.table, if_=bulk):
        for fact in HEADS.values():
            run(fact.fill())
        for sums in (PEOPLE, EVENTS, AT_EVENTS, WITH_PEOPLE):
            run(sums.fill_beside())
        run(f"UPDATE entities_personcount SET {totals.SEEN}")  # noqa: S608 (our own names)
        run(totals.TURN_ODD)
    with _without_indexes(THE_ALIKE.table, if_=bulk):
        run(THE_ALIKE.fill())


@contextmanager
def _without_indexes(table: str, *, if_: bool) -> Iterator[None]:
    """Make the indexes of a table anew after all of its rows, but for those of its keys."""
    indexes = ask(INDEXES[connection.vendor], [table]) if if_ else []
    for name, _ in indexes:
        run(f'DROP INDEX "{name}"')
    yield
    for _, sql in indexes:
        run(sql)


def learn() -> None:
    """Let the database see what the tables hold now, so that it finds the best way through them."""
    run("ANALYZE")


def learn_in_passing() -> None:
    """The same of tables that have grown many times over since; PostgreSQL sees to that by itself."""
    if connection.vendor == "sqlite":
        with suppress(OperationalError):  # where others write just now, the next run does it
            run("PRAGMA optimize")


def _scopes() -> Iterator[Scope]:
    """Every key of every article, person and event there is or is counted, in lots."""
    for of, table in TABLES.items():
        facts = FACTS[ARTICLE] if of == ARTICLE else (HEADS[of], APPEARANCES if of == PERSON else REPORTS, ATTENDANCES)
        columns = [(table, "id"), *((fact.table, f"{of}_id") for fact in facts)]
        ends = [ask(f"SELECT MIN({column}), MAX({column}) FROM {name}")[0] for name, column in columns]  # noqa: S608
        known = [(first, last) for first, last in ends if first is not None]
        after, end = (min(first for first, _ in known) - 1, max(last for _, last in known)) if known else (0, 0)
        while after < end:
            yield Scope(of, after=after, to=after + LOT)
            after += LOT


def _keys_in(scope: Scope) -> str:
    counted, table = HEADS[scope.of].table, TABLES[scope.of]
    return f"""SELECT id FROM {table} WHERE {scope.within("id")}
    UNION SELECT {scope.of}_id FROM {counted} WHERE {scope.within(f"{scope.of}_id")}"""  # noqa: S608 (our own names)


def _hold(scope: Scope) -> None:
    """Wait for whoever writes rows that are about to be counted."""
    if is_postgresql():
        column = "id" if scope.of == ARTICLE else f"{scope.of}_id"
        table = TABLES[ARTICLE] if scope.of == ARTICLE else HEADS[scope.of].table
        run(f"SELECT 1 FROM {table} WHERE {scope.within(column)} ORDER BY {column} FOR NO KEY UPDATE", scope.params)  # noqa: S608


def _compared(scope: Scope) -> Lot:
    rows, wrong = 0, []
    for fact in FACTS[ARTICLE] if scope.of == ARTICLE else (HEADS[scope.of],):
        held, wanted = fact.load_held(scope), fact.load_wanted(scope)
        rows += len(wanted)
        different = (key for key in held.keys() | wanted.keys() if held.get(key) != wanted.get(key))
        wrong += [f"{fact.model.__name__} {' '.join(map(str, key))}" for key in sorted(different)]
    for sums in COUNTERS.get(scope.of, ()):
        lot = _compared_sums(scope, sums)
        rows, wrong = rows + lot.rows, [*wrong, *lot.wrong]
    return Lot(scope.of, rows, tuple(wrong))


def _compared_sums(scope: Scope, sums: Sums) -> Lot:
    held, wanted = sums.load_held(scope), sums.load_wanted(scope)
    different = (key for key in held.keys() | wanted.keys() if held.get(key) != wanted.get(key))
    name = sums.table.removeprefix("entities_")
    return Lot(name, len(wanted), tuple(f"{name} {' '.join(map(str, key))}" for key in sorted(different)))


def _set_right(scope: Scope, sums: Sums) -> None:
    """Move counters by as much as they are off."""
    held, wanted, nothing = sums.load_held(scope), sums.load_wanted(scope), (0,) * len(sums.names)
    off = {
        key: {
            name: should - is_
            for name, should, is_ in zip(sums.names, wanted.get(key, nothing), held.get(key, nothing), strict=True)
        }
        for key in held.keys() | wanted.keys()
        if held.get(key) != wanted.get(key)
    }
    move_by(sums.table, sums.key, sums.names, off.items())
