"""The year in figures."""

from __future__ import annotations

from datetime import date

from learning_loop.derive.year import Year, YearRecommendation, derive_year, not_obtained, years_with_data
from learning_loop.model.publication import Publication
from tests.tiny import PLAN, REVIEW
from tests.unit.derive.making import library
from tests.unit.making import item

REVIEWED = item("reviews/child-m.md", REVIEW)
STORY = """
    response: accepted
    delivery: complete
    impact: embedded
    evidence:
      - {title: An audit, on: 2027-05-03, text: Records., does_not_show: Children's own view.}
    updates:
      - {on: 2026-01-15, note: Agreed., response: accepted}
      - {on: 2026-05-04, note: Begun., delivery: in-progress}
      - {on: 2026-07-14, note: "Done, late.", delivery: complete}
      - {on: 2027-05-03, note: It holds., impact: embedded}"""
PLANNED = item("actions/p.md", PLAN + STORY)


def year(first: int, *items: Publication, today: date = date(2028, 6, 1)) -> Year:
    return derive_year(library(*items, today=today), first)


def test_an_action_is_seen_as_it_stood_in_each_year() -> None:
    seen = []
    for first in (2025, 2026, 2027):
        (one,) = year(first, REVIEWED, PLANNED).actions
        seen.append(
            (one.made, one.open_before, one.delivered_on, one.is_late, one.changed, one.decided, one.after.delivery)
        )
    assert seen == [
        (True, False, None, False, False, "", "not-started"),
        (False, True, date(2026, 7, 14), True, True, "", "complete"),
        (False, False, None, False, True, "embedded", "complete"),
    ]


def test_a_year_that_nothing_touched_lists_no_action() -> None:
    assert year(2028, REVIEWED, PLANNED, today=date(2029, 5, 1)).actions == ()
    assert year(2024, REVIEWED, PLANNED).actions == ()


def test_a_running_year_ends_today() -> None:
    running = year(2026, REVIEWED, PLANNED, today=date(2026, 7, 13))
    assert (running.is_running, running.end) == (True, date(2026, 7, 13))
    (one,) = running.actions
    assert (one.delivered_on, one.after.delivery) == (None, "in-progress")
    assert running.overdue == 1


def test_what_waits_at_the_end_is_counted_then_and_not_now() -> None:
    assert [year(first, REVIEWED, PLANNED).undecided for first in (2025, 2026, 2027)] == [0, 1, 0]


def decisions(first: int, *items: Publication) -> list[tuple[str, str, bool, bool]]:
    def row(one: YearRecommendation) -> tuple[str, str, bool, bool]:
        return one.recommendation.ref, one.decision, one.made, one.decided

    return [row(one) for one in year(first, *items).recommendations]


def test_a_recommendation_is_listed_when_it_is_made_and_when_it_is_decided() -> None:
    late = item("actions/p.md", PLAN + STORY.replace("on: 2026-01-15", "on: 2026-04-30"))
    assert decisions(2025, REVIEWED, late) == [("R1", "none", True, False)]
    assert decisions(2026, REVIEWED, late) == [("R1", "accepted", False, True)]
    assert decisions(2027, REVIEWED, late) == []


def test_a_recommendation_without_an_answer_comes_back_every_year() -> None:
    assert [decisions(first, REVIEWED) for first in (2024, 2026, 2027)] == [
        [],
        [("R1", "none", False, False)],
        [("R1", "none", False, False)],
    ]


def test_a_withdrawn_review_asks_nothing_of_later_years() -> None:
    gone = item("reviews/child-m.md", f"withdrawn: {{on: 2027-02-01, reason: Asked.}}\n{REVIEW}")
    assert decisions(2027, gone) == []


def test_courses_and_events_are_shared_on_their_own_days() -> None:
    course = item(
        "training/t.md", "format: workshop\nlength: An hour\ndates: [2026-03-31, 2026-04-01, 2026-05-01, 2029-01-01]"
    )
    event = item("events/e.md", "starts: 2027-03-31 13:30\nends: 2027-03-31 16:00\nplace: Hall\nevent_type: forum")
    shared = year(2026, course, event, item("bulletins/b.md", "published: 2026-06-01")).shared
    assert [(day.isoformat(), one.id) for day, one in shared] == [
        ("2026-04-01", "t"),
        ("2026-05-01", "t"),
        ("2026-06-01", "b"),
        ("2027-03-31", "e"),
    ]


def test_a_voice_that_was_not_obtained_has_its_reason() -> None:
    assert not_obtained(REVIEWED) == (("family", "The mother could not be found."),)


def test_there_is_a_year_for_everything_from_the_first_publication_to_today() -> None:
    assert years_with_data(library(item("pages/a.md", "published: 2020-01-01"), REVIEWED)) == [2026, 2025]
    assert years_with_data(library()) == [2026]
