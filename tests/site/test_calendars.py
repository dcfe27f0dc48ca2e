"""Dates as readers meet them: the file of an event, calendars to subscribe to, events that are cancelled; and that only what changed is made."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest

import learning_loop.outputs.calendar_files
from learning_loop.doors.cli.serving import _Handler
from learning_loop.model.kinds import Audience
from tests.example import Example
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW, build_tiny, tree, write_base, write_item

COMING = "starts: 2026-12-01 10:00\nends: 2026-12-01 12:00\nplace: A hall\nevent_type: forum"
GONE = "starts: 2026-03-01 10:00\nends: 2026-03-01 12:00\nplace: A hall\nevent_type: forum"
HREF = re.compile(r'<a[^>]* href="([^"]*)"[^>]*>')


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = write_base(tmp_path / "content")
    write_item(content, "reviews/child-m.md", REVIEW)
    write_item(content, "actions/p.md", PLAN)
    write_item(content, "events/coming.md", f"title: A coming one\nbooking: mailto:a@b.example\n{COMING}")
    write_item(content, "events/gone.md", f"title: One that was\n{GONE}")
    return content


def built(content: Path, **more: object) -> Path:
    done = build_tiny(content, content.parent / "site", **more)  # type: ignore[arg-type]
    assert not done.failed, done.problems
    return content.parent / "site"


def test_the_page_of_an_event_to_come_offers_its_file(content: Path) -> None:
    site = built(content) / "public"
    page = (site / "events/coming/index.html").read_text()
    (link,) = [href for href in HREF.findall(page) if href.endswith(".ics")]
    assert link == "../../calendar/events/coming.ics"
    assert "Add to your calendar" in page
    assert (site / "calendar/events/coming.ics").exists()


def test_an_event_that_is_over_offers_none_and_keeps_its_file(content: Path) -> None:
    site = built(content) / "public"
    assert ".ics" not in (site / "events/gone/index.html").read_text()
    assert (site / "calendar/events/gone.ics").exists()


def test_a_newsletter_offers_the_dates_to_come(content: Path) -> None:
    write_item(
        content,
        "newsletters/n.md",
        "term: autumn-2026\nabout: [coming, gone]\nthree_things: [{title: One, text: Words., link: coming, label: Read it}]",
        "## What changed\n\nText.",
    )
    page = (built(content) / "public/newsletters/n/index.html").read_text()
    assert [href for href in HREF.findall(page) if href.endswith(".ics")] == ["../../calendar/events/coming.ics"]


def test_a_cancelled_event_stays_and_says_so_wherever_it_stands(content: Path) -> None:
    write_item(
        content,
        "events/coming.md",
        f"title: A coming one\nbooking: mailto:a@b.example\n{COMING}\ncancelled: {{on: 2026-11-19, reason: The hall is flooded.}}",
    )
    write_item(content, "newsletters/n.md", "term: autumn-2026\nabout: [coming]\nthree_things: [{title: One, text: Words., link: coming, label: Read it}]", "## What changed\n\nText.")  # fmt: skip
    site = built(content) / "public"
    page = (site / "events/coming/index.html").read_text()
    assert "This event was cancelled on 19 November 2026." in page
    assert "The hall is flooded." in page
    assert "Book a place" not in page
    assert ".ics" not in page
    assert '<span class="word">Cancelled</span>' in (site / "events/index.html").read_text()
    assert "A coming one</a>, cancelled" in (site / "newsletters/n/index.html").read_text()
    assert b"STATUS:CANCELLED" in (site / "calendar/events.ics").read_bytes()


def test_a_cancelled_event_counts_for_no_target_and_no_year(content: Path) -> None:
    framework = content / "registers/framework.yml"
    framework.write_text(
        framework.read_text() + "targets: [{id: forums, label: Forums a year, type: forum, per: year, count: 2}]\n"
    )
    before = built(content) / "public"
    assert "One that was" in (before / "years/2025-2026/report/index.html").read_text()
    assert "Forums a year" in (before / "programme/index.html").read_text()
    write_item(
        content,
        "events/gone.md",
        f"title: One that was\n{GONE}\ncancelled: {{on: 2026-02-20, reason: The hall is flooded.}}",
    )
    after = built(content) / "public"
    assert "One that was" not in (after / "programme/index.html").read_text()
    assert "One that was" not in (after / "years/2025-2026/report/index.html").read_text()


def test_lists_invite_to_subscribe_and_only_professionals_to_what_is_due(content: Path) -> None:
    site = built(content)
    place = {
        "public": ("learning.testshire.example", "public"),
        "professional": ("practice.testshire.example", "professional"),
    }
    for host, name in place.values():
        events = (site / name / "events/index.html").read_text()
        assert f'href="webcal://{host}/calendar/events.ics"' in events
        assert 'href="../calendar/events.ics"' in events
    pages = {"actions": "due", "agencies/childrens-services": "agencies/childrens-services", "groups/quality-group": "groups/quality-group", "desk": "due"}  # fmt: skip
    for page, calendar in pages.items():
        html = (site / "professional" / page / "index.html").read_text()
        assert f'href="webcal://practice.testshire.example/calendar/{calendar}.ics"' in html
    public = tree(site / "public")
    assert sorted(path for path in public if path.endswith(".ics")) == [
        "calendar/events.ics", "calendar/events/coming.ics", "calendar/events/gone.ics",
    ]  # fmt: skip
    assert not [path for path, data in public.items() if b"calendar/due" in data or b"calendar/agencies" in data]


def test_the_page_of_calendars_lists_every_one_of_them(content: Path) -> None:
    site = built(content)
    for name in ("public", "professional"):
        files = {path for path in tree(site / name) if path.endswith(".ics") and "/events/" not in path}
        page = (site / name / "calendar/index.html").read_text()
        assert {f"calendar/{href.removeprefix('../calendar/')}" for href in HREF.findall(page) if href.endswith(".ics") and href.startswith("..")} == files  # fmt: skip
        for path in files:
            assert re.search(rf'href="webcal://[a-z.]+/{path}"', page)


def test_a_library_without_dates_has_no_page_of_calendars(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "bulletins/b.md", "")
    site = built(content)
    assert not (site / "professional/calendar").exists()
    assert 'href="../calendar/' not in (site / "professional/site-map/index.html").read_text()


def test_only_the_calendars_of_what_changed_are_made(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_item(content, "briefings/b.md", "", BRIEFING_BODY)
    made: list[str] = []
    render = learning_loop.outputs.calendar_files.render_calendar
    monkeypatch.setattr(
        learning_loop.outputs.calendar_files,
        "render_calendar",
        lambda view: made.append(view.address.rpartition("/calendar/")[2]) or render(view),
    )
    edits: tuple[tuple[Callable[[], object], set[str]], ...] = (
        (lambda: None, {"", "events.ics", "due.ics", "agencies/childrens-services.ics", "groups/quality-group.ics"}),
        (lambda: None, set()),
        (lambda: write_item(content, "briefings/b.md", "title: Another", BRIEFING_BODY), set()),
        (lambda: write_item(content, "events/coming.md", f"title: Another\n{COMING}", "Other text."), {"", "events.ics"}),
        (lambda: write_item(content, "events/coming.md", f"title: Another\n{COMING}", "Text again."), set()),
        (lambda: write_item(content, "actions/p.md", f"title: Another plan\n{PLAN}"), {"due.ics", "agencies/childrens-services.ics", "groups/quality-group.ics"}),
    )  # fmt: skip
    for edit, expected in edits:
        edit()
        made.clear()
        built(content)
        assert set(made) == expected


def test_calendars_are_the_same_to_the_byte_in_every_cache(content: Path, tmp_path: Path) -> None:
    first, second = (
        tree(built(content, cache=tmp_path / f"cache-{number}") / "professional/calendar") for number in range(2)
    )
    assert first == second


def test_every_calendar_of_the_example_is_read_without_a_complaint(example: Example) -> None:
    for audience in Audience:
        files = sorted((example.site(audience.value).folder / "calendar").rglob("*.ics"))
        assert files
        for file in files:
            calendar = icalendar.Calendar.from_ical(file.read_bytes())
            assert calendar.errors == []
            events = calendar.walk("VEVENT")
            assert not [event["UID"] for event in events if event.errors]
            assert len({event["UID"] for event in events}) == len(events)


def test_the_preview_sends_calendars_as_calendars() -> None:
    assert _Handler.extensions_map[".ics"] == "text/calendar; charset=utf-8"
