"""The data files: what they hold is what their schema, their page and each other say, and no spreadsheet runs any of it."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

import learning_loop.build
from learning_loop.model.kinds import Audience
from learning_loop.outputs.data import STARTS_A_FORMULA, cell_of
from tests.example import AUDIENCES, TODAY, Example
from tests.tiny import PLAN, REVIEW, build_tiny, tree, write_base, write_item

NAMES = ("publications", "recommendations", "actions")


def _json(example: Example, audience: str, name: str) -> Any:
    return json.loads((example.site(audience).folder / f"data/{name}").read_text(encoding="utf-8"))


def _cells(example: Example, audience: str, name: str) -> list[list[str]]:
    text = (example.site(audience).folder / f"data/{name}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("name", NAMES)
def test_every_file_fits_the_schema_beside_it(example: Example, audience: str, name: str) -> None:
    schema, data = _json(example, audience, f"{name}.schema.json"), _json(example, audience, f"{name}.json")
    Draft202012Validator.check_schema(schema)
    wrong = Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(data)
    assert [f"{error.json_path}: {error.message}" for error in wrong] == []
    assert (data["count"], data["generated_for"], data["schema"]) == (len(data[name]), TODAY, schema["$id"])
    assert data["count"] > 10


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("name", NAMES)
def test_csv_json_schema_and_page_name_the_same_fields(example: Example, audience: str, name: str) -> None:
    rows = _json(example, audience, f"{name}.json")[name]
    described = _json(example, audience, f"{name}.schema.json")["properties"][name]["items"]["properties"]
    head, *cells = _cells(example, audience, name)
    nested = {field for field, form in described.items() if form.get("items", {}).get("type") == "object"}
    page = (example.site(audience).folder / "data/index.html").read_text(encoding="utf-8")
    table = page.partition(f'aria-label="Fields of {name}"')[2].partition("</table>")[0]
    assert list(rows[0]) == list(described)
    assert [field for field in described if field not in nested] == head
    assert re.findall(r'<th scope="row" role="rowheader"><code>(\w+)</code>', table) == list(described)
    for row, line in zip(rows, cells, strict=True):
        assert dict(zip(head, line, strict=True)) == {field: cell_of(row[field]) for field in head}


@pytest.mark.parametrize("name", NAMES)
def test_csv_is_what_excel_needs_to_read_it_right(example: Example, name: str) -> None:
    data = (example.site("public").folder / f"data/{name}.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b'"\r\n')
    assert b"\n" not in re.sub(rb"\r\n", b"", data)


@given(st.one_of(st.text(max_size=20), st.tuples(st.sampled_from(STARTS_A_FORMULA), st.text(max_size=9)).map("".join)))
def test_no_cell_begins_a_formula_and_nothing_is_lost(text: str) -> None:
    cell = cell_of(text)
    assert not cell.lstrip(" ").startswith(STARTS_A_FORMULA)
    assert text in (cell, cell.removeprefix("'"))
    assert cell == text or text.lstrip(" ").startswith(STARTS_A_FORMULA)


@pytest.mark.parametrize(
    ("value", "cell"),
    [("=1+1", "'=1+1"), ("-5", "'-5"), ("+44 1632", "'+44 1632"), ("@all", "'@all"), ("\t=1", "'\t=1"), ("a=b", "a=b"), (7, "7"), (None, "")],
)  # fmt: skip
def test_an_apostrophe_stands_before_what_would_be_a_formula(value: object, cell: str) -> None:
    assert cell_of(value) == cell


def test_lists_are_joined_in_a_cell() -> None:
    assert cell_of(["neglect", "fathers"]) == "neglect; fathers"


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("name", NAMES)
def test_every_address_leads_to_its_place(example: Example, audience: str, name: str) -> None:
    data = _json(example, audience, f"{name}.json")
    site = data["address"].removesuffix(f"data/{name}.json")
    pages = {page.path: page for page in example.site(audience).pages}
    for row in data[name]:
        path, _, anchor = row["address"].removeprefix(site).partition("#")
        assert path in pages, row["address"]
        assert not anchor or f'id="{anchor}"' in pages[path].html, row["address"]


def test_only_the_professional_files_have_details(example: Example) -> None:
    actions = {audience: _json(example, audience, "actions.json")["actions"] for audience in AUDIENCES}
    details = [action["detail"] for action in actions["professional"] if action["detail"]]
    assert details
    folder = example.site("public").folder / "data"
    whole = "".join(file.read_text(encoding="utf-8") for file in sorted(folder.iterdir()))
    assert "detail" not in {key for action in actions["public"] for key in action}
    assert '"detail"' not in whole
    assert [detail for detail in details if detail in whole] == []
    assert {row["audience"] for row in _json(example, "public", "publications.json")["publications"]} == {"public"}


def test_professional_files_say_that_they_are_not_open(example: Example) -> None:
    assert _json(example, "professional", "actions.json")["licence"]["name"] == "Not open data"
    assert _json(example, "public", "actions.json")["licence"]["name"] == "Open Government Licence v3.0"


def test_a_recommendation_is_open_until_its_actions_are_closed_or_a_decision_is_published(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "reviews/child-m.md", REVIEW, "## Child M’s days\n\nText.\n\n## What happened\n\nMuch.")

    def standing() -> list[str]:
        assert not build_tiny(content, tmp_path / "site").failed
        data = json.loads((tmp_path / "site/public/data/recommendations.json").read_text(encoding="utf-8"))
        return [row["standing"] for row in data["recommendations"]]

    assert standing() == ["open"]
    refused = REVIEW.replace("from: [F1]}", "from: [F1], response: not-accepted, reason: It is done already.}")
    write_item(content, "reviews/child-m.md", refused, "## Child M’s days\n\nText.\n\n## What happened\n\nMuch.")
    assert standing() == ["closed"]
    write_item(content, "reviews/child-m.md", REVIEW, "## Child M’s days\n\nText.\n\n## What happened\n\nMuch.")
    write_item(content, "actions/child-m-plan.md", PLAN)
    assert standing() == ["open"]


def test_a_library_without_anything_has_empty_files_that_fit_their_schemas(tmp_path: Path) -> None:
    build_tiny(write_base(tmp_path / "content"), tmp_path / "site")
    for name in NAMES:
        data = json.loads((tmp_path / f"site/public/data/{name}.json").read_text(encoding="utf-8"))
        schema = json.loads((tmp_path / f"site/public/data/{name}.schema.json").read_text(encoding="utf-8"))
        Draft202012Validator(schema).validate(data)
        assert data[name] == []


def test_a_change_of_a_text_leaves_the_data_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "pages/about.md", "title: About")
    write_item(content, "bulletins/news.md", "title: News")
    build_tiny(content, tmp_path / "site")
    before = tree(tmp_path / "site/public/data")
    write_item(content, "bulletins/news.md", "title: News", "Other text.")
    with monkeypatch.context() as patch:
        patch.setattr(learning_loop.build, "_make_set", lambda data, *_: pytest.fail(f"{data.name} made again"))
        build_tiny(content, tmp_path / "site")
    assert tree(tmp_path / "site/public/data") == before
    write_item(content, "bulletins/news.md", "title: Other news", "Other text.")
    made: list[str] = []
    make = learning_loop.build._make_set
    monkeypatch.setattr(
        learning_loop.build, "_make_set", lambda data, *rest: made.append(data.name) or make(data, *rest)
    )
    build_tiny(content, tmp_path / "site")
    assert made == ["publications"] * 2
    assert b"Other news" in (tmp_path / "site/public/data/publications.csv").read_bytes()


MOST = 300_000
"""Bytes that the tracker may cost with 2,000 actions, compressed."""


def test_the_tracker_of_two_thousand_actions_stays_small(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    for number in range(50):
        review = REVIEW.replace("LCSPR-2026-01", f"LCSPR-2026-{number:02}").replace("Child M", f"Child M{number}")
        write_item(
            content,
            f"reviews/review-{number}.md",
            f"title: 'Child M{number}: what {_words(number)} saw'\n{review}",
            f"## Child M{number}’s days\n\nText.\n\n## What happened\n\nMuch.",
        )
        write_item(content, f"actions/plan-{number}.md", _plan(number))
    built = build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC])
    assert not built.failed, built.problems[:3]
    site = tmp_path / "site/public"
    data = json.loads((site / "data/tracker.json").read_text(encoding="utf-8"))
    assert len(data["actions"]["ref"]) == 2000
    asked = ["actions/index.html", "data/tracker.json", *_assets(site)]
    sizes = {name: len(gzip.compress((site / name).read_bytes())) for name in asked}
    assert sum(sizes.values()) < MOST, sizes


def _assets(site: Path) -> list[str]:
    html = (site / "actions/index.html").read_text(encoding="utf-8")
    found = re.findall(r'(?:href|src)="[./]*(assets/[^"#]+\.(?:css|js|svg))', html)
    assert any(name.endswith(".js") for name in found)
    return sorted(set(found))


VERBS = ("Ask", "Record", "Visit", "Review", "Train", "Share", "Name", "Check", "Offer", "Write")
THINGS = (
    "what has changed",
    "who lives there",
    "every missed visit",
    "the plan",
    "the father",
    "bail conditions",
    "the child’s words",
    "sleep",
)
PLACES = (
    "in supervision",
    "at handover",
    "each Monday",
    "before discharge",
    "with schools",
    "in every record",
    "at the clinic",
    "after a death",
)


def _words(number: int) -> str:
    return f"{VERBS[number % 10]} {THINGS[number // 3 % 8]} {PLACES[number // 7 % 8]} {number * 7919 % 9973}"


def _plan(number: int) -> str:
    lines = [f"source: review-{number}", "monitored_by: quality-group", "actions:"]
    for action in range(1, 41):
        words = _words(number * 40 + action)
        lines += [
            f"  - ref: R1/A{action}", f"    title: {words}", f"    what: {words} is done.", f"    owner: {('police', 'schools')[action % 2]}",
            "    scope: single-agency", f"    due: 2026-{action % 12 + 1:02}-{number % 27 + 1:02}", "    measure: It is seen.",
        ]  # fmt: skip
    return "\n".join(lines)
