"""Action plans go through the real LibreOffice and come back; the commands that people type."""

from __future__ import annotations

import io
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from learning_loop.build import read_library
from learning_loop.doors.cli.main import app
from tests.example import ROOT
from tests.plans import PATH, PLAN, add, bring_back, edited, exported, fixture, put
from tests.tiny import write_base

FORTY = 40


def through_libreoffice(data: bytes, folder: Path) -> bytes:
    """Open a spreadsheet in LibreOffice and save it."""
    source = folder / "in" / "plan.xlsx"
    source.parent.mkdir(parents=True)
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "xlsx", "--outdir", str(folder / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "out/plan.xlsx").read_bytes()


def plan_of(actions: int) -> bytes:
    """Give a plan of many actions, each in another hand and with another kind of date and text."""
    head, _, tail = PLAN.partition("  # The first answers")
    first = "  # The first answers" + tail[: tail.index("  - {ref: R1/A2")]
    texts = (
        "plain words", "'in quotes: yes'", '"it\'s = 1"', "'=1+1'", "'+44 1632 960000'", "'@home'", "'- a dash'", "007", "1.10", "1e5",
        "TRUE", "'2026-05-31'", "12:30", "70%", "'#1'", "Ünïcode – “quotes” 😀", "'tab\there'", "/slash", "'''quoted'''", "a  b",
    )  # fmt: skip
    dates = ("2027-01-31", "2027-02", "summer 2027", "1899-12-31", "Winter 2027")
    rows = []
    for number in range(2, actions + 1):
        if number % 4 == 0:
            rows.append(first.replace("R1/A1", f"R1/A{number}").replace("2026-06-30", dates[number % 5]))
            continue
        text = texts[number % len(texts)]
        rows.append(
            f"  - ref: R1/A{number}\n    title: Action number {number}\n    what: >-\n      {'Long words ' * 20}\n      end.\n"
            f"    owner: police\n    scope: multi-agency\n    due: {dates[number % 5]}\n    measure: {text}\n"
        )
    rows[0:0] = [first]
    return (head + "".join(rows) + "# the end\n---\n\nText.\n").encode()


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """A plan of forty actions, and its spreadsheet as LibreOffice saved it."""
    plan = plan_of(FORTY)
    return plan, through_libreoffice(exported(plan), tmp_path_factory.mktemp("libreoffice"))


def test_forty_actions_come_back_from_libreoffice_without_a_difference(forty: tuple[bytes, bytes]) -> None:
    plan, saved = forty
    done = bring_back(saved, plan)
    assert done.words == []
    assert done.done.data == plan
    refs = [row[0] for row in openpyxl.load_workbook(io.BytesIO(saved))["Actions"].iter_rows(values_only=True)]
    assert [ref for ref in refs if ref] == ["Ref", *(f"R1/A{number}" for number in range(1, FORTY + 1))]


def test_a_due_date_that_changed_on_the_way_is_a_one_line_diff(forty: tuple[bytes, bytes]) -> None:
    plan, saved = forty
    done = bring_back(edited(saved, put("Actions!H2", date(2026, 7, 31))), plan)
    assert (done.words, done.removed, done.added) == (
        [],
        ["    due: 2026-06-30   # moved once"],
        ["    due: 2026-07-31   # moved once"],
    )


def test_what_is_typed_comes_through_libreoffice(tmp_path: Path) -> None:
    texts = ("=1+1", "it's _x0041_ here", "two\nlines", "007", "1 May 2026", "ends in a space ", "😀")
    plan = PLAN.encode()
    sheet = edited(
        exported(plan), *(add("Updates", A="A1", C=f"2026-02-0{n}", D=f"'{text}") for n, text in enumerate(texts, 1))
    )
    direct, through = bring_back(sheet, plan), bring_back(through_libreoffice(sheet, tmp_path), plan)
    assert direct.words == []
    assert through.done.data == direct.done.data
    assert 'note: "\'007"' in direct.done.data.decode()


def test_lists_and_hidden_sheets_survive_libreoffice(forty: tuple[bytes, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(forty[1]))
    assert len(book["Actions"].data_validations.dataValidation) == 6
    assert [book[name].sheet_state == "visible" for name in ("_lists", "_about")] == [False, False]


# The commands


def loop(*words: str | Path) -> tuple[str, int]:
    result = CliRunner().invoke(app, ["plan", *map(str, words)], catch_exceptions=False)
    return result.stderr + result.stdout, result.exit_code


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    fixture(write_base(tmp_path / "content"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_plan_is_exported_edited_and_imported(here: Path) -> None:
    assert loop("export", "child-m-plan") == ("child-m-plan.xlsx: 3 actions of content/actions/child-m-plan.md\n", 0)
    sheet = here / "child-m-plan.xlsx"
    sheet.write_bytes(
        edited(
            sheet.read_bytes(), put("Actions!H2", date(2026, 7, 31)), add("Updates", A="A1", C="1/2/2026", D="Begun.")
        )
    )
    words, code = loop("import", "child-m-plan.xlsx", "--dry-run")
    assert code == 0
    assert "-    due: 2026-06-30   # moved once\n+    due: 2026-07-31   # moved once\n" in words
    assert words.endswith(
        "content/actions/child-m-plan.md: 1 field changed, 1 new update. Nothing was written (--dry-run)\n"
    )
    assert (here / "content" / PATH).read_text() == PLAN
    mode = (here / "content" / PATH).stat().st_mode
    assert loop("import", "child-m-plan.xlsx") == (
        "content/actions/child-m-plan.md: 1 field changed, 1 new update. Look whether 'updated' and 'summary' at its top are still true\n",
        0,
    )
    assert (here / "content" / PATH).stat().st_mode == mode
    assert sorted(path.name for path in (here / "content/actions").iterdir()) == ["child-m-plan.md"]


def test_a_spreadsheet_that_was_imported_already_has_nothing_to_change(here: Path) -> None:
    loop("export", "child-m-plan")
    sheet = here / "child-m-plan.xlsx"
    sheet.write_bytes(
        edited(
            sheet.read_bytes(), put("Actions!H2", date(2026, 7, 31)), add("Updates", A="A1", C="1/2/2026", D="Begun.")
        )
    )
    assert loop("import", "child-m-plan.xlsx")[1] == 0
    assert loop("import", "child-m-plan.xlsx") == ("content/actions/child-m-plan.md: nothing to change\n", 0)


def test_problems_are_told_by_cell_and_nothing_is_written(here: Path) -> None:
    loop("export", "child-m-plan", "--out", "a.xlsx")
    (here / "a.xlsx").write_bytes(
        edited((here / "a.xlsx").read_bytes(), put("Actions!H2", "32/5/2026"), put("Actions!H3", "31/12/2026"))
    )
    words, code = loop("import", "a.xlsx")
    assert code == 1
    assert words.startswith("a.xlsx: Actions!H2: '32/5/2026' is not a date. Write 2026-05-31 or 31/05/2026")
    assert words.endswith("1 error. Nothing was written to content/actions/child-m-plan.md.\n")
    assert (here / "content" / PATH).read_text() == PLAN


def test_an_unused_spreadsheet_has_nothing_to_change(here: Path) -> None:
    loop("export", "child-m-plan")
    assert loop("import", "child-m-plan.xlsx") == ("content/actions/child-m-plan.md: nothing to change\n", 0)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("export", "child-n-plan"), "There is no action plan 'child-n-plan' in content. Did you mean 'child-m-plan'?"),
        (("export", "child-m-plan", "--out", "a.ods"), "a.ods: a spreadsheet's name ends in .xlsx. Name it so with --out"),
        (("export", "child-m-plan", "--out", "there.xlsx"), "there.xlsx is there already, and may hold somebody's work."),
        (("import", "nowhere.xlsx"), "There is no file nowhere.xlsx."),
        (("import", "macros.xlsm"), "macros.xlsm: is no .xlsx file by its name."),
        (("import", "there.xlsx"), "there.xlsx: is no .xlsx file. Save it in Excel or LibreOffice as 'Excel Workbook (.xlsx)'."),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_in_a_line(here: Path, words: tuple[str, ...], message: str) -> None:
    (here / "there.xlsx").write_text("Ref,Title")
    (here / "macros.xlsm").write_text("PK")
    told, code = loop(*words)
    assert (told[: len(message)], code) == (message, 1)


def test_a_plan_with_problems_is_mended_first(here: Path) -> None:
    (here / "content" / PATH).write_text(PLAN.replace("scope: single-agency", "scope: both"))
    assert loop("export", "child-m-plan") == (
        "content/actions/child-m-plan.md has problems. Run 'loop check' and mend them first.\n",
        1,
    )


def test_problems_elsewhere_in_the_library_are_no_obstacle(here: Path) -> None:
    (here / "content/pages").mkdir()
    (here / "content/pages/broken.md").write_text("no front matter")
    loop("export", "child-m-plan")
    assert loop("import", "child-m-plan.xlsx")[1] == 0


def test_every_plan_of_the_example_comes_back_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    plans = sorted((ROOT / "content/actions").glob("*.md"))
    places = ("--content", ROOT / "content", "--cache", tmp_path / "cache")
    read = read_library(ROOT / "content", cache=tmp_path / "cache")
    monkeypatch.setattr("learning_loop.doors.cli.plan.read_library", lambda *_, **__: read)  # forty times the same
    told = []
    for plan in plans:
        assert loop("export", plan.stem, *places)[1] == 0
        told.append(loop("import", f"{plan.stem}.xlsx", "--dry-run", *places)[0].rpartition(": ")[2])
    assert told == ["nothing to change\n"] * len(plans)
    assert len(plans) > 10
