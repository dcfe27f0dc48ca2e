from __future__ import annotations

from datetime import datetime

import pytest

from learning_loop.exchange.cells import Refused, read_cell, read_date
from learning_loop.exchange.columns import Kind
from learning_loop.exchange.vocabulary import make_vocabulary
from learning_loop.exchange.workbook import Cell
from tests.plans import PLAN, known

WORDS = make_vocabulary(known(PLAN.encode())[1].registers)


def cell(value: object, form: str = "General") -> Cell:
    kind = (
        "d"
        if isinstance(value, datetime)
        else "b"
        if isinstance(value, bool)
        else "s"
        if isinstance(value, str)
        else "n"
    )
    return Cell("Actions", 7, 6, value, kind, form)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-05-31", "2026-05-31"),
        ("31/05/2026", "2026-05-31"),
        ("3/5/2026", "2026-05-03"),
        ("31.5.2026", "2026-05-31"),
        ("31 May 2026", "2026-05-31"),
        ("1st September 2026", "2026-09-01"),
        ("1 Sept 2026", "2026-09-01"),
        ("May 2026", "2026-05"),
        ("2026-05", "2026-05"),
        ("Summer 2026", "summer 2026"),
        ("  summer 2026\n", "summer 2026"),
    ],
)
def test_a_date_is_read_as_people_write_it(text: str, meant: str) -> None:
    assert read_cell(cell(text), "date", WORDS) == meant


@pytest.mark.parametrize(
    "text",
    ["32/5/2026", "31/06/2026", "05/31/2026", "3/5/26", "May", "soon", "Mayor 2026", "Ma 2026", "2026", "31 2026"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


def test_a_day_of_the_spreadsheet_is_that_day() -> None:
    assert read_cell(cell(datetime(2026, 5, 31), "d mmm yyyy"), "date", WORDS) == "2026-05-31"


@pytest.mark.parametrize("form", ["mmm-yy", "MM/YYYY", "mmmm\\ yyyy", "[$-809]mmmm yyyy", '"due" mmm yy'])
def test_a_day_that_is_shown_as_a_month_is_the_month(form: str) -> None:
    assert read_cell(cell(datetime(2026, 5, 1), form), "date", WORDS) == "2026-05"


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        ("agency", "Children's Services", "childrens-services"),
        ("agency", "CHILDREN’S  services", "childrens-services"),
        ("agency", "childrens-services", "childrens-services"),
        ("agency", "Testshire Police", "police"),
        ("group", "the board", "executive-group"),
        ("group or agency", "Quality Group", "quality-group"),
        ("group or agency", "police", "police"),
        ("delivery", "no longer applies", "no-longer-applicable"),
        ("response", "Accepted, another way", "accepted-alternative"),
        ("scope", "multi agency", None),
        ("scope", "Multi-agency", "multi-agency"),
        ("scope", "single agency", "single-agency"),
        ("ref", "r1 / a2", "R1/A2"),
        ("text", " 2023 ", "2023"),
        ("text", 2023, "2023"),
        ("count", 40, "40"),
        ("count", 40.0, "40"),
        ("count", "040", "40"),
    ],
)
def test_a_cell_says_an_id_for_a_label(kind: Kind, typed: object, meant: str | None) -> None:
    if meant is None:
        with pytest.raises(Refused, match=r"unknown scope 'multi agency'\. Did you mean 'Multi-agency'"):
            read_cell(cell(typed), kind, WORDS)
    else:
        assert read_cell(cell(typed), kind, WORDS) == meant


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("agency", "Polise", "unknown agency 'Polise'. Did you mean 'Police'?"),
        ("text", 0.7, "a number that the spreadsheet shows in its own way"),
        ("text", 1e16, "a number that the spreadsheet shows in its own way"),
        ("text", True, "TRUE or FALSE"),
        ("text", datetime(2023, 4, 1), "is a date to the spreadsheet"),
        ("text", "a\x0bb", r"invisible character, U\+000B"),
        ("count", 2.5, "a number that the spreadsheet shows in its own way"),
        ("count", "many", "'many' is not a whole number"),
        ("count", "-3", "'-3' is not a whole number"),
        ("day", datetime(2026, 5, 31, 14, 30), r"has a time of day \(14:30\). Write the day alone: 2026-05-31"),
        ("day", "2026-05", "is no single day"),
        ("day", 46173, "'46173' is not a day"),
        ("date", datetime(2026, 5, 12), "shows no day and means 2026-05-12"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused(kind: Kind, value: object, message: str) -> None:
    form = (
        "mmm-yy"
        if isinstance(value, datetime) and value.day == 12
        else "General"
        if not isinstance(value, datetime)
        else "d/m/yyyy"
    )
    with pytest.raises(Refused, match=message):
        read_cell(cell(value, form), kind, WORDS)


def test_an_id_or_label_means_its_own_entry_whatever_else_it_is_another_name_of() -> None:
    for words in WORDS.values():
        assert [words.read(label) for label in words.labels.values()] == [(one, "") for one in words.labels]
        assert [words.read(one) for one in words.labels] == [(one, "") for one in words.labels]
