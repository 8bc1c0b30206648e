"""Values of the counters of rows that are alike, as SQL and as filters have them."""


def as_text(column: str) -> str:
    """A column of the rows that are alike in SQL, as a filter is asked for it: yes and no for truth."""
    if column in ("attributed", "sample"):
        return f"CASE WHEN {column} THEN 'yes' ELSE 'no' END"
    return f"CAST({column} AS VARCHAR(200))"


def as_asked(column: str, value: str) -> str | int | None:
    """A value of `as_text` as the filter has it: nothing for the year 0."""
    return (int(value) or None) if column == "year" else value
