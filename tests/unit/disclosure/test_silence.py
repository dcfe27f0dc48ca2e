"""No output carries what was found: not the text, the JSON, the SARIF, the annotations, the messages of a build, nor the cache's findings."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_loop.disclosure.files import check_item
from learning_loop.disclosure.forms import as_data, as_sarif
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.ner import Heard
from learning_loop.disclosure.waivers import Judged, judge, problem_of
from learning_loop.doors.cli.annotations import WRITERS, notes_of
from learning_loop.doors.cli.check import Forms, report_check

KNOWN = Known(())
ITEM = "---\ntitle: {title}\ntype: review\naudience: public\nattachments:\n  - {{file: {file}.pdf, title: A paper}}\n---\n\n{body}\n"
NAMES = st.text("bcdfghjkmpqrtvwxz", min_size=7, max_size=12).map(lambda stem: "Q" + stem)
FRAMES = (
    "The child {0} came.",
    "Her mother {0} and Mr {0} left.",
    "- {0}",
    "Born on 3 May 2019, {0}.",
    "| A | {0} |\n| --- | --- |\n| 1 | 2 |",
    "[{0}](../pages/a.md)",
    "![{0}](x.png)",
    "Child M ({0})",
)
DIGITS = ("07700 9{0}", "NHS {0} 12", "Case number {0}")


def judged_of(title: str, file: str, body: str) -> Judged:
    drawn = check_item(ITEM.format(title=title, file=file, body=body).encode(), path=f"reviews/{file}.md", known=KNOWN)
    return judge([*drawn.findings, *(seen.finding for seen in drawn.labels)], (), date(2026, 11, 21), (), {})


@settings(max_examples=40)
@given(NAMES, st.sampled_from(FRAMES), st.booleans())
def test_no_output_carries_a_name(canary: str, frame: str, in_title: bool) -> None:
    text = frame.format(canary)
    judged = judged_of(
        text if in_title and "|" not in text and "[" not in text and "- " not in text else "A title",
        canary.lower(),
        text,
    )
    assert judged.open
    everything = [*outputs(judged), repr(judged.open)]
    without_path = [
        output.replace(f"reviews/{canary.lower()}.md", "").replace(f"reviews/{canary.lower()}", "")
        for output in everything
    ]
    for output in without_path:
        assert canary.lower() not in output.lower()
        assert canary.lower()[:4] not in output.lower()


@settings(max_examples=40)
@given(
    st.integers(100_000_000, 999_999_999),
    st.sampled_from(("0{0}", "Ring 07{0}.", "NHS number {0}1", "Crime ref {0}", "A{0}123 is his UPN")),
)
def test_no_output_carries_a_number(canary: int, frame: str) -> None:
    for output in outputs(judged_of("A title", "a-title", frame.format(canary))):
        assert str(canary) not in output


def outputs(judged: Judged) -> list[str]:
    return [
        as_sarif(judged, "content"),
        json.dumps(as_data(judged)),
        *(line for write in WRITERS.values() for line in write(notes_of([], judged, [], "content"))),
        *(problem_of(one).words("content") for one in judged.open),
    ]


def test_the_command_prints_place_length_and_first_letter(capsys: pytest.CaptureFixture[str]) -> None:
    judged = judged_of("A title", "a-title", "Then Zbyszko came.")
    assert report_check([], judged, Heard(False), Path("content"), 1, Forms(annotations="github")) == 1
    printed = capsys.readouterr()
    assert "content/reviews/a-title.md:9: body, column 6: STOP unknown-name" in printed.err
    assert "(7 characters, beginning with Z)" in printed.err
    assert "::error file=content/reviews/a-title.md,line=9,col=6,title=unknown-name::" in printed.out
    assert "byszko" not in printed.err + printed.out


def test_a_sarif_log_has_what_the_standard_requires() -> None:
    log = json.loads(as_sarif(judged_of("A title", "a-title", "Then Zbyszko came."), "content"))
    assert log["version"] == "2.1.0"
    run = log["runs"][0]
    result = run["results"][0]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "unknown-name"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/reviews/a-title.md"
    assert place["region"] == {"startLine": 9, "startColumn": 6, "endColumn": 13}
    assert result["level"] == "error"
