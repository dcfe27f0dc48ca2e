"""Numbers so small that they count people whom somebody knows, and numbers hidden so that they can be reckoned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning_loop.disclosure.finding import Severity
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.lists.triggers import COUNTED, FEW
from learning_loop.disclosure.patterns import Pattern
from learning_loop.disclosure.rule import Rule, Span
from learning_loop.disclosure.tokens import Reading

_WHO = r"(?:children|babies|infants|boys|girls|families|pupils|mothers|fathers|parents|young people|deaths|teenagers|adolescents|toddlers|suicides|siblings|newborns)"
_SMALL = r"(?:[1-4]|one|two|three|four)"
_OUT_OF = Pattern(
    rf"{_SMALL} (?:out )?of (?:the |these |those |all )?(?:\d{{1,5}}|[a-z-]{{3,12}}) {_WHO}\b", re.IGNORECASE
)
_IN_PLACE = Pattern(
    rf"{_SMALL} {_WHO}\b(?: \w{{2,14}}){{0,4}}? (?:in (?:the |our )?(?:area|borough|county|year|city|council|partnership|region|sample|audit|period|quarter|authority|(?:19|20)\d\d)|(?:died|were (?:killed|taken into care|on a plan|subject|removed|seriously harmed|excluded|trafficked))|last year|this year|each year|a year)\b",
    re.IGNORECASE,
)  # fmt: skip
_FEW_OF_THEM = Pattern(rf"{_SMALL} {_WHO}\b", re.IGNORECASE)
_WAS_SAID = Pattern(r"(?:fewer|less) than |under |at least |more than |over |between ", re.IGNORECASE)


def _find_small(reading: Reading, known: Known) -> Iterator[Span]:
    if not reading.kinds & COUNTED:
        return
    until = 0
    for index in reading.of(FEW):
        token = reading.tokens[index]
        if token.start < until or token.low in ("0", "nil", "zero"):
            continue
        before = reading.before(index, 12)
        if _WAS_SAID.search(before) or (before.endswith((".", "-", "/", "–", ",")) and before[-2:-1].isdigit()):
            continue
        match = (token.low not in ("one", "1") and _OUT_OF.match(reading.text, token.start)) or _IN_PLACE.match(
            reading.text, token.start
        )
        if not match and re.search(r"\b(?:only|just) $", before, re.IGNORECASE):
            match = _FEW_OF_THEM.match(reading.text, token.start)
        if match:
            until = match.end()
            yield match.span()


_ROW = Pattern(r"^[ \t]*\|(.{0,2000})\|[ \t]*$")
_HIDDEN = Pattern(
    r"^\s*(?:[*†‡]|<\s?(?:5|6|10)|\\\*|&lt; ?5|(?:fewer|less) than (?:5|five|6|six|10|ten)|under (?:5|five)|suppressed|c|x|\[c\]|1[–-]4|n/a \(small\))\s*$",
    re.IGNORECASE,
)
_TOTAL = Pattern(r"\b(?:total|all|overall|sum|together)\b", re.IGNORECASE)
_PEOPLE = Pattern(
    r"\b(?:children|child|babies|infants|boys|girls|families|pupils|mothers|fathers|parents|people|deaths)\b",
    re.IGNORECASE,
)

Cell = tuple[int, str]
"""Where a cell's text begins, and the text."""


def tables(text: str) -> Iterator[list[list[Cell]]]:
    """Give the tables of a text, a list of rows of cells; the line of dashes is left out."""
    rows: list[list[Cell]] = []
    at = 0
    for line in text.split("\n"):
        match = _ROW.match(line) if "|" in line else None
        if match:
            cells = []
            place = at + match.start(1)
            for part in match[1].split("|"):
                cells.append((place, part))
                place += len(part) + 1
            if not all(set(cell[1].strip()) <= {"-", ":"} for cell in cells):
                rows.append(cells)
        elif rows:
            yield rows
            rows = []
        at += len(line) + 1
    if rows:
        yield rows


def _tables_of(reading: Reading) -> list[list[list[Cell]]]:
    """Give the tables of a reading, found once for all rules."""
    if reading.tables is None:
        reading.tables = list(tables(reading.text)) if "|" in reading.text else []
    return reading.tables


def _find_recoverable(reading: Reading, known: Known) -> Iterator[Span]:
    for rows in _tables_of(reading):
        seen = set()
        columns = (
            [[row[column] for row in rows if column < len(row)] for column in range(max(map(len, rows)))]
            if len(rows) < 400
            else []
        )
        has_total_row = any(_TOTAL.search(row[0][1]) for row in rows[1:] if row)
        has_total_column = bool(rows[0]) and any(_TOTAL.search(cell[1]) for cell in rows[0])
        for line, counts in [
            *((column[1:], has_total_row) for column in columns),
            *((row[1:], has_total_column) for row in rows[1:]),
        ]:
            hidden = [cell for cell in line if _HIDDEN.match(cell[1])]
            numbers = [cell for cell in line if cell[1].strip().replace(",", "").isdigit()]
            if (
                counts
                and len(hidden) == 1
                and len(numbers) >= 2
                and len(hidden) + len(numbers) == len(line)
                and hidden[0] not in seen
            ):
                seen.add(hidden[0])
                yield _span(hidden[0])


def _find_small_cells(reading: Reading, known: Known) -> Iterator[Span]:
    for rows in _tables_of(reading):
        for column in range(1, max(map(len, rows))):
            head = rows[0][column][1] if column < len(rows[0]) else ""
            about = bool(_PEOPLE.search(head)) and not re.search(
                r"per cent|%|records|median|weeks|days|rate|stage|question", head, re.IGNORECASE
            )
            if not about:
                continue
            for row in rows[1:]:
                if column < len(row) and row[column][1].strip() in ("1", "2", "3", "4"):
                    yield _span(row[column])


def _span(cell: Cell) -> Span:
    start = cell[0] + len(cell[1]) - len(cell[1].lstrip())
    return start, start + len(cell[1].strip())


RULES = (
    Rule(
        "small-number", Severity.LOOK, FEW, "an exact number of people below five", "Somebody knows who the few are", "Write ‘fewer than five’", _find_small,
        ("It was [[three of 41 children]].", "[[Two babies died]] that winter.", "Only [[two families]] came.", "There were [[3 children in the area]] on a plan."),
        ("Fewer than four of 41 children.", "One of the four questions is open.", "Two partners agreed.", "12 of 40 children came.", "She has two children."),
    ),
    Rule(
        "small-cell", Severity.LOOK, 0, "a number below five in a table of people", "Somebody knows who the few are", "Write ‘fewer than five’, and hide a second number so that it cannot be reckoned", _find_small_cells,
        ("| Age | Children |\n| --- | --- |\n| Under 1 | [[3]] |\n| 1 to 5 | 12 |",), ("| Stage | Records |\n| --- | --- |\n| One | 3 |\n",),
    ),
    Rule(
        "recoverable-number", Severity.STOP, 0, "one hidden number in a row or column that has its total", "The hidden number is the total less the others", "Hide a second number, or the total", _find_recoverable,
        ("| Age | Children |\n| --- | --- |\n| Under 1 | [[fewer than 5]] |\n| 1 to 5 | 12 |\n| Total | 15 |\n",),
        ("| Age | Children |\n| --- | --- |\n| Under 1 | <5 |\n| 1 to 5 | <5 |\n| Total | 15 |\n", "| Age | Children |\n| --- | --- |\n| Under 1 | <5 |\n| 1 to 5 | 12 |\n"),
    ),
)  # fmt: skip
