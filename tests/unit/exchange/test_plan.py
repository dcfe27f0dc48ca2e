"""A plan goes to a spreadsheet, somebody works in it, and it comes back."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_loop.exchange.columns import ABOUT, ACTIONS, EVIDENCE, LISTED, LISTS, SHEETS, UPDATES
from learning_loop.exchange.plan import export_plan
from learning_loop.exchange.records import record_of
from learning_loop.reading.front_matter import read_mapping, split_front_matter
from tests.example import ROOT
from tests.plans import PLAN, Edit, add, bring_back, edited, exported, known, put, saved, trip

SHEET = exported(PLAN.encode())
FLOW = "  - {ref: R1/A2, title: A form, what: 'It''s changed.', owner: police, scope: multi-agency, due: autumn 2026, measure: It is there}"


def book() -> Any:
    return openpyxl.load_workbook(io.BytesIO(SHEET))


def values(data: bytes) -> list[dict[str, Any]]:
    split = split_front_matter(data.decode())
    assert split is not None
    return list(read_mapping(split.front, path="", line_offset=0).values["actions"])


# What a coordinator sees


def test_every_action_update_and_piece_of_evidence_has_its_row() -> None:
    rows = {sheet.name: list(book()[sheet.name].iter_rows(min_row=2, values_only=True)) for sheet in SHEETS}
    assert [row[0] for row in rows["Actions"]] == ["R1/A1", "R1/A2", "A1"]
    assert rows["Updates"][0][:3] == ("R1/A1", 1, datetime(2026, 1, 15))
    assert len(rows["Updates"]) == 4
    assert rows["Evidence"][0][6:12] == ("Spring 2026", 9, 40, "2026/27", 21, 40)


def test_cells_show_labels_and_real_days_and_leave_partial_dates_as_text() -> None:
    row = [cell.value for cell in book()["Actions"][2]]
    assert row[4:8] == ["Children's Services", "Single agency", None, datetime(2026, 6, 30)]
    assert [row[8], row[10], row[13]] == ["Accepted", "Complete", "Gathering evidence"]
    assert [book()["Actions"][cell].value for cell in ("H3", "H4", "I4")] == [
        "autumn 2026",
        "2027-09",
        "Awaiting answer",
    ]


def test_every_column_of_a_closed_list_offers_it() -> None:
    made = book()
    for sheet in SHEETS:
        offers = {
            str(one.sqref).partition("2:")[0]: one.formula1 for one in made[sheet.name].data_validations.dataValidation
        }
        listed = [number for number, column in enumerate(sheet.columns) if column.kind in LISTED]
        assert sorted(offers) == [chr(ord("A") + number) for number in listed]
        for cells in offers.values():
            name, _, area = cells.replace("'", "").replace("$", "").partition("!")
            assert name == LISTS
            assert all(cell.value for row in made[LISTS][area] for cell in row)


def test_headings_stay_in_sight_and_text_is_wrapped() -> None:
    made = book()
    assert made.active.title == "Actions"
    assert [made[sheet.name].freeze_panes for sheet in SHEETS] == ["C2", "C2", "C2"]
    assert all(cell.alignment.wrap_text for sheet in SHEETS for row in made[sheet.name].iter_rows() for cell in row)
    assert (made[LISTS].sheet_state, made[ABOUT].sheet_state) == ("hidden", "veryHidden")


def test_the_first_sheet_says_what_every_column_and_every_state_means() -> None:
    page = book()["Read me"]
    said = {str(first.value): str(second.value or "") for first, second in page.iter_rows(min_row=2)}
    for sheet in SHEETS:
        for column in sheet.columns:
            assert len(said[column.heading]) > 5, column.heading
    assert said["Not embedded"] == "We looked, and the change did not hold. A new action answers it."
    assert said["Delivery reason"] == "Why it no longer applies. Required then."
    assert not any("`" in meaning for meaning in said.values())


@pytest.mark.parametrize("sign", ["=1+1", "+44 1632", "-5", "@SUM(A1)", '=HYPERLINK("http://example")'])
def test_text_that_looks_like_a_formula_is_written_as_text(sign: str) -> None:
    plan = PLAN.replace("measure: It is there", f"measure: '{sign}'").encode()
    cell = openpyxl.load_workbook(io.BytesIO(exported(plan)))["Actions"]["P3"]
    assert (cell.value, cell.data_type, cell.quotePrefix, cell.number_format) == (sign, "s", True, "@")
    assert trip(plan=plan).done.data == plan


# Nothing is lost


def test_a_sheet_that_nobody_touched_changes_nothing() -> None:
    done = trip().done
    assert (done.problems, done.data) == ((), PLAN.encode())


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_changed_due_date_is_a_one_line_diff(end: str) -> None:
    plan = PLAN.replace("\n", end).encode()
    done = trip(put("Actions!H2", date(2026, 7, 31)), plan=plan).done
    assert done.data == plan.replace(b"due: 2026-06-30 ", b"due: 2026-07-31 ")


@pytest.mark.parametrize("path", sorted((ROOT / "content/actions").glob("*.md")), ids=lambda path: path.stem)
def test_no_record_of_the_example_changes_on_its_way(path: Any) -> None:
    actions = values(path.read_bytes())
    for action in actions:
        record = record_of(action)
        assert record.digest == record_of(action).digest
        assert len(record.lists["updates"]) == len(action.get("updates") or [])


def test_rows_may_be_sorted_hidden_and_filtered_and_columns_moved() -> None:
    made = book()
    for name in ("Actions", "Updates"):
        page = made[name]
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                page.cell(number, column).value = value
        page.row_dimensions[3].hidden = True
    first, second = [[row[place].value for row in made["Evidence"].iter_rows()] for place in (12, 13)]
    for row, (one, other) in enumerate(zip(first, second, strict=True), 1):
        made["Evidence"].cell(row, 13).value, made["Evidence"].cell(row, 14).value = other, one
    assert bring_back(saved(made)).done == trip().done


@pytest.mark.parametrize("text", ["_x0041_", "a_x000D_", "x005F_"])
def test_what_a_spreadsheet_cannot_keep_is_kept_or_refused_at_the_export(text: str) -> None:
    plan = PLAN.replace("measure: It is there", f"measure: See {text} here").encode()
    publication, library = known(plan)
    made, problems = export_plan(publication, plan, library)
    if problems:
        assert "has signs that a spreadsheet does not keep" in problems[0].message
        assert problems[0].field == "actions[2].measure"
    else:
        assert bring_back(made, plan).done.data == plan


def test_a_text_that_no_cell_holds_is_refused_at_the_export() -> None:
    plan = PLAN.replace("measure: It is there", f"measure: {'long ' * 7000}").encode()
    publication, library = known(plan)
    _, problems = export_plan(publication, plan, library)
    assert [problem.message.partition(";")[0] for problem in problems] == ["has 34,999 characters"]


# What may be changed


def test_an_update_goes_behind_those_of_earlier_days_in_the_hand_of_the_list() -> None:
    done = trip(add("Updates", A="r1/a1", C="3/8/2026", D="Slower than planned, it's said."))
    assert done.words == []
    assert done.removed == []
    assert done.added == ['      - {on: 2026-08-03, note: "Slower than planned, it\'s said."}']
    assert [update["on"] for update in values(done.done.data)[0]["updates"]][2:4] == ["2026-07-01", "2026-08-03"]


def test_progress_is_one_new_update_and_one_changed_field() -> None:
    done = trip(
        put("Actions!I4", "accepted"),
        add("Updates", A="A1", C="1 May 2026", D="By the group.", E="Accepted"),
    )
    assert done.words == []
    assert done.removed == ["    updates: []"]
    assert done.added == [
        "    response: accepted",
        "    updates:",
        "      - {on: 2026-05-01, note: By the group., response: accepted}",
    ]


def test_an_action_in_braces_stays_in_braces() -> None:
    done = trip(put("Actions!D3", "More: see [1]"), add("Updates", A="R1/A2", C=datetime(2026, 5, 1), D="Begun."))
    assert done.removed == [FLOW]
    assert done.added == [
        FLOW.replace("what: 'It''s changed.',", "what: 'It''s changed.', detail: 'More: see [1]',").replace(
            "It is there}", "It is there, updates: [{on: 2026-05-01, note: Begun.}]}"
        )
    ]


def test_a_new_action_stands_behind_the_last_of_its_recommendation() -> None:
    new = {"B": "A new title", "C": "Do it.", "E": "Police", "F": "Multi-agency", "H": "May 2027", "P": "It is done"}
    done = trip(
        add("Actions", A="R1", **new),
        add("Actions", A="A2", **new),
        add("Updates", A="A2", C="2026-02-01", D="Agreed."),
    )
    assert done.words == []
    assert [action["ref"] for action in values(done.done.data)] == ["R1/A1", "R1/A2", "R1/A3", "A1", "A2"]
    assert done.removed == []
    assert values(done.done.data)[4]["updates"] == [{"on": "2026-02-01", "note": "Agreed."}]


def test_a_new_action_without_a_ref_gets_the_next_number_when_only_one_can_be_meant() -> None:
    plan = PLAN.replace("  - ref: A1\n", "  - ref: R1/A7\n")
    new = {"B": "A new title", "C": "Do it.", "E": "Police", "F": "Multi-agency", "H": "May 2027", "P": "It is done"}
    done = trip(add("Actions", **new), plan=plan)
    assert [action["ref"] for action in values(done.done.data)] == ["R1/A1", "R1/A2", "R1/A7", "R1/A8"]


def test_an_emptied_cell_takes_its_field_away_and_its_comment_lines_stay() -> None:
    done = trip(put("Actions!G4", None), *(put(f"Evidence!{letter}2", None) for letter in "EGHI"))
    assert done.words == []
    assert done.added == []
    assert done.removed == [
        "        by: quality-group",
        "        before: {label: Spring 2026, value: 9, of: 40}",
        "    monitored_by: executive-group",
    ]


def test_evidence_of_a_first_reading_is_added_to_its_place() -> None:
    done = trip(
        add(
            "Evidence",
            A="A1",
            C="A count",
            D="2027-01-31",
            F="Pages.",
            G="2025",
            H=0,
            I=1,
            J="2026",
            K=1,
            L=1,
            N="Much.",
        )
    )
    assert done.words == []
    assert done.added == [
        "    evidence:",
        "      - title: A count",
        "        on: 2027-01-31",
        "        text: Pages.",
        "        before: {label: 2025, value: 0, of: 1}",
        "        after: {label: 2026, value: 1, of: 1}",
        "        does_not_show: Much.",
    ]


# When the file has changed meanwhile


def test_a_change_of_the_text_or_of_other_actions_is_no_obstacle() -> None:
    now = PLAN.replace("These actions answer", "These three actions answer").replace("2027-09", "2027-10 # later")
    done = bring_back(edited(SHEET, put("Actions!H2", date(2026, 7, 31))), now)
    assert done.words == []
    assert done.done.data.decode() == now.replace("due: 2026-06-30 ", "due: 2026-07-31 ")


def test_an_action_that_both_have_changed_is_refused() -> None:
    now = PLAN.replace("due: 2026-06-30 ", "due: 2026-08-31 ")
    done = bring_back(edited(SHEET, put("Actions!P2", "35 of 40 records answer it")), now)
    assert done.done.data.decode() == now
    assert done.words == [
        "plan.xlsx: Actions!A2: R1/A1 was changed both here and in content/actions/child-m-plan.md since this sheet was exported. Export the plan again and carry your changes over"
    ]


def test_the_same_change_in_both_is_no_conflict() -> None:
    now = PLAN.replace("due: 2026-06-30 ", "due: 2026-08-31 ")
    done = bring_back(edited(SHEET, put("Actions!H2", "31/8/2026")), now)
    assert (done.words, done.done.data.decode()) == ([], now)


def test_a_ref_that_was_given_away_meanwhile_is_refused() -> None:
    now = PLAN.replace(
        "# the end",
        "  - {ref: A2, title: Another, what: Else., owner: police, scope: multi-agency, due: 2027-01, measure: Yes it is}\n# the end",
    )
    new = {"B": "A new title", "C": "Do it.", "E": "Police", "F": "Multi-agency", "H": "May 2027", "P": "It is done"}
    assert bring_back(SHEET, now).done.data.decode() == now
    done = bring_back(edited(SHEET, add("Actions", A="A2", **new)), now)
    assert [words.partition(" after ")[0] for words in done.words] == [
        "plan.xlsx: Actions!A5: A2 was added to content/actions/child-m-plan.md"
    ]


# Laws

CELLS = {
    "Actions": {"B": "text", "C": "text", "D": "text", "H": "date", "P": "text"},
    "Updates": {"D": "text"},
    "Evidence": {"C": "text", "F": "text", "G": "text", "N": "text"},
}
ROWS = {"Actions": 3, "Updates": 4, "Evidence": 1}
ADDRESSES = [
    f"{name}!{letter}{row}" for name, columns in CELLS.items() for letter in columns for row in range(2, ROWS[name] + 2)
]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=3, max_size=60)
TEXTS = WORDS.map(lambda text: " ".join(text.split())).filter(
    lambda text: len(text) >= 3 and not re.search("_x|x005F_", text)
)
DATES = st.dates(date(2020, 1, 1), date(2030, 1, 1)) | st.sampled_from(["summer 2027", "2027-02"])
SHEET_BY_NAME = {sheet.name: sheet for sheet in (ACTIONS, UPDATES, EVIDENCE)}


@st.composite
def edits(draw: st.DrawFn) -> dict[str, Any]:
    chosen = draw(st.lists(st.sampled_from(ADDRESSES), min_size=1, max_size=6, unique=True))
    return {one: draw(DATES if one.startswith("Actions!H") else TEXTS) for one in chosen}


@settings(max_examples=25)
@given(edits())
def test_what_was_typed_into_cells_stands_in_the_file_and_nothing_else_is_touched(typed: dict[str, Any]) -> None:
    done = trip(*(_typed(address, value) for address, value in typed.items()))
    assert done.words == []
    expected, after = values(PLAN.encode()), values(done.done.data)
    for address, value in typed.items():
        name, _, cell = address.partition("!")
        action, place = _meant(name, int(cell[1:]), ord(cell[0]) - ord("A"))
        owner = expected[action]
        for part in place[:-1]:
            owner = owner[part]
        owner[place[-1]] = value.isoformat() if isinstance(value, date) else value
    assert [record_of(one).digest for one in after] == [record_of(one).digest for one in expected]
    comments = [line.partition("#")[2] for line in PLAN.splitlines() if "#" in line]
    assert [words for words in comments if words not in done.done.data.decode()] == []
    assert len(done.removed) <= sum(_lines(address) for address in typed)


def _typed(address: str, value: Any) -> Edit:
    def edit(made: Any) -> None:
        name, _, cell = address.partition("!")
        made[name][cell].value = value
        if isinstance(value, str):
            made[name][cell].data_type = "s"

    return edit


def _meant(name: str, row: int, column: int) -> tuple[int, tuple[Any, ...]]:
    place = SHEET_BY_NAME[name].columns[column].place
    return (row - 2, place) if name == "Actions" else (0, (name.lower(), row - 2, *place))


def _lines(address: str) -> int:
    """How many lines of the file a cell's field has."""
    return {"Actions!C2": 3, "Actions!D2": 3, "Evidence!F2": 3, "Updates!D3": 2}.get(address, 1)
