"""What the building process of the preview tells, and what the bar makes of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest

from learning_loop.build import Built
from learning_loop.doors.cli import serve
from learning_loop.doors.cli.preview import (
    Board,
    Coming,
    Shown,
    Told,
    bar,
    coming_items,
    failure_line,
    read_day,
    with_bar,
)
from learning_loop.model.kinds import Audience
from learning_loop.model.problem import Problem
from learning_loop.model.values import replace
from learning_loop.schema.items import read_item

TODAY = Told("2026-11-21", "2026-11-21", "2026-11-21", "/site")
SITES = {"public": "http://localhost:8000", "professional": "http://localhost:8001"}
ABOUT = Shown("public", SITES, "/pages/about/?q=1&r=<b>")


def test_what_is_told_is_what_is_read(tmp_path: Path) -> None:
    board = Board(tmp_path)
    told = replace(TODAY, problems=("a: b",), coming={"public": (Coming("T", "/x/y/", "2026-12-03"),)}, answer="7")
    board.tell(told)
    before = board.stamp()
    assert board.now() == told
    board.tell(TODAY)
    assert board.stamp() != before
    assert board.now() == TODAY


def test_a_wish_for_a_day_is_read_once_it_is_written(tmp_path: Path) -> None:
    board = Board(tmp_path)
    assert board.wish() == (None, "")
    board.ask("2027-01-02", "one")
    assert board.wish() == (date(2027, 1, 2), "one")
    board.ask("", "two")
    assert board.wish() == (None, "two")


@pytest.mark.parametrize("text", ["", "2026-02-30", "1989-12-31", "2101-01-01", "tomorrow", "2026-1-1"])
def test_only_a_real_day_of_this_age_is_shown(text: str) -> None:
    assert read_day(text) is None


def test_the_bar_stands_behind_the_way_past_everything_and_escapes_what_it_shows() -> None:
    page = b'<html><head></head><body class="x">\n<a class="skip" href="#main">Skip</a><main></main></body></html>'
    told = replace(TODAY, problems=("content/a.md:3: title: <script>",))
    sent = with_bar(page, told, ABOUT).decode()
    assert sent.index('class="skip"') < sent.index('class="loop-preview"') < sent.index("<main>")
    assert "title: &lt;script&gt;" in sent
    assert "<b>" not in sent
    assert 'href="http://localhost:8001/pages/about/?q=1&amp;r=&lt;b&gt;"' in sent


def test_a_day_that_could_not_be_built_leads_back() -> None:
    shown = bar(replace(TODAY, wanted="2029-01-01", problems=("a", "b")), ABOUT)
    assert "As on 1 January 2029, 2 things are wrong, so this is the last good page, as on 21 November 2026." in shown
    assert "Back to 21 November 2026" in shown
    assert "Back to" not in bar(TODAY, ABOUT)
    assert "1 thing is wrong, so there is nothing to show yet." in bar(
        replace(TODAY, problems=("a",), built=False), ABOUT
    )


def test_many_problems_and_items_are_counted_and_not_all_listed() -> None:
    coming = tuple(Coming(f"Item {n}", f"/pages/{n}/", "2026-12-03") for n in range(70))
    shown = bar(replace(TODAY, problems=("x",) * 25, coming={"public": coming}), ABOUT)
    assert "and 5 more: loop check lists them" in shown
    assert "and 10 more" in shown
    assert "70 not yet published" in shown


def test_drafts_are_marked_when_they_are_shown_and_counted_when_not() -> None:
    read = read_item(
        b"---\ntitle: A page\ntype: page\naudience: public\ndraft: true\npublished: 2026-11-01\n"
        b"summary: One or two plain sentences for a busy person.\n---\n\nWords.\n",
        path="pages/a.md",
    )
    assert read.publication is not None
    today = date(2026, 11, 21)
    assert coming_items([read.publication], today) == {"public": (), "professional": ()}
    shown = coming_items([read.publication], today, drafts=True)
    assert shown["public"] == (Coming("A page", "/pages/a/", "2026-11-21", draft=True),)
    assert "Draft, for 21 November 2026" in bar(replace(TODAY, coming=shown), ABOUT)
    assert "2 drafts are not shown. <code>loop serve --drafts</code> shows them." in bar(
        replace(TODAY, hidden=2), ABOUT
    )


class _Slip(Exception):
    filename = "theme/pages/item.html"
    lineno = 7


def _builder(folder: Path, told: Board) -> serve.Builder:
    silent: Callable[..., str] = lambda problems, content: f"{len(problems)} error"  # noqa: E731 - as short as it is
    content, site, cache = folder / "content", folder / "site", folder / "cache"
    return serve.Builder(
        content, site, cache, tuple(Audience), date(2026, 11, 21), told, lambda: nullcontext(None), silent
    )


def test_a_template_with_a_slip_is_told_and_does_not_end_the_preview(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    board = Board(tmp_path)
    builder = _builder(tmp_path, board)
    days: list[date] = []

    def make(content: Path, *, today: date, site: Path, **more: object) -> Built:
        days.append(today)
        if len(days) == 2:
            raise _Slip("unexpected '}'")
        problems = (Problem("pages/a.md", 3, "title", "is missing."),) if len(days) == 3 else ()
        return Built(problems, 1, 1, place=site)

    monkeypatch.setattr(serve, "build", make)
    builder.first()
    builder.follow({"changed"})
    assert board.now().problems == (
        "theme/pages/item.html:7: unexpected '}'. The build stopped there; save the file again once it is right",
    )
    builder.follow({"changed"})
    assert board.now().problems == (f"{tmp_path}/content/pages/a.md:3: title: is missing.",)
    builder.follow({"changed"})
    assert board.now().problems == ()
    stamp = board.stamp()
    builder.follow({"changed"})
    assert board.stamp() == stamp, "what tells nothing new reloads no page"
    builder.follow(set())
    assert len(days) == 5, "without a change nothing is built"
    board.ask("2026-12-03", "wish")
    builder.follow(set())
    assert days[-1] == date(2026, 12, 3)
    assert (board.now().day, board.now().folder, board.now().answer) == ("2026-12-03", str(tmp_path / "cache/preview"), "wish")  # fmt: skip
    assert "Showing the last good site." in capsys.readouterr().err


def test_a_failure_without_a_place_is_one_line() -> None:
    assert failure_line(OSError(28, "No space left on device")).startswith("No space left on device. The build stopped")
    assert "\n" not in failure_line(ValueError("one\ntwo"))
