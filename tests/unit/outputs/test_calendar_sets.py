"""Which dates stand in which calendar of which site."""

from __future__ import annotations

from datetime import date, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Publication
from tests.tiny import PLAN, REVIEW, TODAY
from tests.unit.derive.making import library
from tests.unit.making import item
from tests.unit.outputs.making import events_of, files_of

PUBLIC, PROFESSIONAL = Audience.PUBLIC, Audience.PROFESSIONAL
REVIEWED, PLANNED = item("reviews/child-m.md", REVIEW), item("actions/p.md", PLAN)


def event(name: str, more: str = "", starts: str = "2026-12-01 10:00", ends: str = "2026-12-01 12:00") -> Publication:
    return item(
        f"events/{name}.md", f"starts: {starts}\nends: {ends}\nplace: A hall\nevent_type: forum\n{more}".strip()
    )


def files(*items: Publication, audience: Audience = PUBLIC, today: date = TODAY) -> dict[str, bytes]:
    return files_of(library(*items, audience=audience, today=today), audience)


def test_an_event_has_a_file_of_its_own_and_stands_in_that_of_all() -> None:
    made = files(event("forum", "title: 'A forum, at last'"))
    assert made.keys() == {"calendar/events.ics", "calendar/events/forum.ics"}
    one, another = (events_of(data)["A forum, at last"] for data in made.values())
    assert one == another
    assert (str(one["URL"]), str(one["LOCATION"]), [str(each) for each in one["CATEGORIES"].cats]) == (
        "https://learning.testshire.example/events/forum/", "A hall", ["Forum"],
    )  # fmt: skip


def test_a_site_without_dates_has_no_calendars() -> None:
    assert files(item("pages/a.md"), item("bulletins/b.md")) == {}


def test_the_calendar_of_all_events_forgets_what_ended_more_than_a_year_ago_and_their_own_files_stay() -> None:
    old = event("old", "title: Long ago", "2025-11-19 10:00", "2025-11-19 12:00")
    last = event("last", "title: A year ago", "2025-11-20 10:00", "2025-11-20 12:00")
    made = files(old, last)
    assert events_of(made["calendar/events.ics"]).keys() == {"A year ago"}
    assert "calendar/events/old.ics" in made


def test_an_event_that_was_withdrawn_is_in_no_calendar() -> None:
    assert files(event("gone", "withdrawn: {on: 2026-02-01, reason: It was a mistake.}")) == {}


def test_a_cancelled_event_says_so_from_its_day_on() -> None:
    one = event("off", "cancelled: {on: 2026-11-19, reason: The hall is flooded.}")
    before = events_of(files(one, today=date(2026, 11, 18))["calendar/events.ics"])["A title"]
    after = events_of(files(one, today=date(2026, 11, 19))["calendar/events.ics"])["A title"]
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert before["UID"] == after["UID"]
    assert before["SEQUENCE"] < after["SEQUENCE"]
    assert "The hall is flooded." in after["DESCRIPTION"]
    assert "flooded" not in before["DESCRIPTION"]


def test_another_title_text_or_hour_leaves_the_id_and_a_new_day_of_change_moves_the_sequence() -> None:
    one = events_of(files(event("forum"))["calendar/events/forum.ics"])["A title"]
    other = event("forum", "title: Another title\nsummary: Another sentence that is as plain as the first.\nupdated: 2026-03-01", "2026-12-02 09:00", "2026-12-02 10:00")  # fmt: skip
    moved = events_of(files(other)["calendar/events/forum.ics"])["Another title"]
    assert one["UID"] == moved["UID"]
    assert (one["SEQUENCE"], moved["SEQUENCE"]) == (0, 45)
    assert moved["DTSTAMP"].dt.date() == moved["LAST-MODIFIED"].dt.date() == date(2026, 3, 1)


def test_an_event_has_the_same_id_on_both_sites_and_two_events_never_have() -> None:
    ids = {
        (audience, title): str(entry["UID"])
        for audience in Audience
        for title, entry in events_of(
            files(event("a", "title: First one"), event("b", "title: Second one"), audience=audience)["calendar/events.ics"]
        ).items()
    }  # fmt: skip
    assert ids[PUBLIC, "First one"] == ids[PROFESSIONAL, "First one"] != ids[PUBLIC, "Second one"]


def test_professionals_see_what_is_due_by_everybody_by_agency_and_by_group() -> None:
    policy = item("policies/p1.md", "title: A policy\nreview_due: 2027-01")
    made = files(REVIEWED, PLANNED, policy, audience=PROFESSIONAL)
    assert made.keys() == {
        "calendar/due.ics", "calendar/agencies/childrens-services.ics", "calendar/groups/quality-group.ics",
    }  # fmt: skip
    due = events_of(made["calendar/due.ics"])
    action = due["Due: Supervision asks what has changed (Children's Services)"]
    assert (action["DTSTART"].dt, action["DTEND"].dt, action["CLASS"]) == (
        date(2026, 6, 30),
        date(2026, 7, 1),
        "PRIVATE",
    )
    assert str(action["URL"]).endswith("/actions/p/r1-a1/")
    review = due["To be reviewed: A policy"]
    assert (review["DTSTART"].dt, review["DTEND"].dt) == (date(2027, 1, 31), date(2027, 2, 1))
    assert "by the end of January 2027" in review["DESCRIPTION"]
    for place in ("agencies/childrens-services", "groups/quality-group"):
        (own,) = events_of(made[f"calendar/{place}.ics"]).values()
        assert own == action


def test_what_is_delivered_leaves_the_calendar_and_the_address_of_the_calendar_stays() -> None:
    done = PLAN + "\n    response: accepted\n    delivery: complete\n    updates:\n      - {on: 2026-02-01, note: Agreed., response: accepted}\n      - {on: 2026-03-01, note: Done., delivery: complete}"  # fmt: skip
    made = files(REVIEWED, item("actions/p.md", done), audience=PROFESSIONAL)
    assert [events_of(data) for data in made.values()] == [{}, {}, {}]


def test_a_dated_update_moves_the_sequence_of_an_action() -> None:
    told = PLAN + "\n    response: accepted\n    updates:\n      - {on: 2026-02-01, note: Agreed., response: accepted}"
    (one,) = events_of(files(REVIEWED, PLANNED, audience=PROFESSIONAL)["calendar/due.ics"]).values()
    (other,) = events_of(
        files(REVIEWED, item("actions/p.md", told), audience=PROFESSIONAL)["calendar/due.ics"]
    ).values()
    assert one["UID"] == other["UID"]
    assert (one["SEQUENCE"], other["SEQUENCE"], other["DTSTAMP"].dt.date()) == (0, 1, date(2026, 2, 1))


def test_a_document_that_was_replaced_or_withdrawn_is_not_to_be_reviewed() -> None:
    old = item("policies/old.md", "review_due: 2027-01")
    gone = item("policies/gone.md", "review_due: 2027-01\nwithdrawn: {on: 2026-02-01, reason: It was wrong.}")
    new = item("policies/new.md", "title: The new one\nreview_due: 2029-01\nsupersedes: [old]")
    assert events_of(files(old, gone, new, audience=PROFESSIONAL)["calendar/due.ics"]).keys() == {
        "To be reviewed: The new one"
    }


days = st.dates(date(2026, 1, 1), TODAY + timedelta(60))
events = st.lists(
    st.tuples(st.sampled_from(Audience), days, st.booleans(), st.one_of(st.none(), days)), min_size=1, max_size=6
)


@given(events, st.sampled_from(Audience), st.booleans())
def test_the_public_calendars_hold_public_events_whose_day_has_come_and_nothing_else(
    made: list[tuple[Audience, date, bool, date | None]], plan_for: Audience, later: bool
) -> None:
    items = [
        REVIEWED,
        item("actions/p.md", f"audience: {plan_for.value}\n{PLAN}"),
        item("policies/p1.md", "review_due: 2027-01"),
    ]
    visible = set()
    for number, (audience, published, gone, cancelled) in enumerate(made):
        title = f"Event {number}{'x' * number}"
        more = f"title: {title}\naudience: {audience.value}\npublished: {published}"
        if gone and published < TODAY:
            more += f"\nwithdrawn: {{on: {TODAY - timedelta(later)}, reason: It was a mistake.}}"
        elif audience is PUBLIC and published <= TODAY:
            visible.add(title)
        if cancelled is not None and cancelled >= published:
            more += f"\ncancelled: {{on: {cancelled}, reason: The hall is flooded.}}"
        items.append(event(f"e{number}", more))
    found = files(*items)
    entries = [entry for data in found.values() for entry in icalendar.Calendar.from_ical(data).walk("VEVENT")]
    assert {str(entry["SUMMARY"]) for entry in entries} == visible
    assert all(entry["CLASS"] == "PUBLIC" for entry in entries)
    assert not [path for path in found if not path.startswith(("calendar/events.ics", "calendar/events/"))]
    assert files(*items) == found


@pytest.mark.parametrize("audience", list(Audience))
def test_hidden_items_leave_no_trace_in_the_calendars(audience: Audience) -> None:
    open_one = event("open", "title: An open one")
    hidden = [event("later", f"published: {TODAY + timedelta(1)}")]
    hidden += [event("closed", "audience: professional")] if audience is PUBLIC else []
    assert files(open_one, *hidden, audience=audience) == files(open_one, audience=audience)
