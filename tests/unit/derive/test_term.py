"""What a term brought."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from learning_loop.build import open_library
from learning_loop.derive.term import TermNews, UnknownTerm, derive_term, find_term
from learning_loop.model.framework import USUAL_TERMS
from learning_loop.model.kinds import Audience
from tests.tiny import PLAN, REVIEW, TODAY, write_base, write_item


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("autum-2026", "autumn-2026"), ("2026-autumn", "autumn-2026"), ("Spring term 2025", "spring-2025"), ("sumer2026", "summer-2026"), ("autumn", "autumn-2026")],
)  # fmt: skip
def test_a_wrong_name_is_met_with_the_right_one(typed: str, meant: str) -> None:
    with pytest.raises(
        UnknownTerm,
        match=f"^'{typed}' is no term. Did you mean '{meant}'\\? A term is spring, summer or autumn and a year",
    ):
        find_term(typed, USUAL_TERMS, TODAY)


def test_the_term_of_today_is_meant_when_none_is_named() -> None:
    assert find_term("", USUAL_TERMS, TODAY).term == "autumn-2026"
    assert find_term("", USUAL_TERMS, date(2026, 1, 1)).term == "spring-2026"


def test_every_day_of_a_year_is_in_a_usual_term() -> None:
    days = [date.fromordinal(day) for day in range(date(2027, 1, 1).toordinal(), date(2028, 1, 1).toordinal())]
    terms = [find_term("", USUAL_TERMS, day) for day in days]
    assert all(term.first <= day <= term.last for day, term in zip(days, terms, strict=True))


def news(
    content: Path, *, audience: Audience = Audience.PUBLIC, today: date = TODAY, term: str = "autumn-2026"
) -> TermNews:
    read, library = open_library(content, cache=content.parent / "cache", audience=audience, today=today)
    assert library is not None, read.problems
    return derive_term(library, find_term(term, library.registers.framework.terms, today))


ISSUE = "term: {}\nthree_things: [{{title: Ring, text: B., link: {}, label: C}}]\npublished: {}\nabout: [{}]"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_base(tmp_path / "content")


def ids(items: tuple[object, ...]) -> list[str]:
    return [one.id for one in items]  # type: ignore[attr-defined]


def test_nothing_falls_between_two_issues_and_nothing_comes_twice(content: Path) -> None:
    for name, day in (
        ("before", "2026-07-10"),
        ("after", "2026-07-20"),
        ("between", "2026-08-30"),
        ("now", "2026-10-01"),
        ("told", "2026-09-03"),
        ("later", "2026-11-22"),
    ):
        write_item(content, f"policies/{name}.md", f"review_due: 2029-01\npublished: {day}")
    write_item(content, "newsletters/summer.md", ISSUE.format("summer-2026", "before", "2026-07-16", "told"))
    found = news(content)
    assert ids(found.new) == ["now", "between", "after"]
    assert found.left_over == {"between", "after"}
    assert ids(found.carried) == ["told"]
    assert found.before is not None
    assert found.before.id == "summer"


def test_professional_items_are_news_to_professionals_alone(content: Path) -> None:
    write_item(content, "policies/closed.md", "review_due: 2029-01\npublished: 2026-10-01\naudience: professional")
    assert news(content).new == ()
    assert ids(news(content, audience=Audience.PROFESSIONAL).new) == ["closed"]


def test_events_and_courses_are_those_to_come(content: Path) -> None:
    for day in ("2026-11-20", "2026-11-21", "2027-02-03", "2027-09-01"):
        write_item(
            content, f"events/e{day}.md", f"starts: {day} 13:30\nends: {day} 16:00\nplace: Hall\nevent_type: forum"
        )
    write_item(
        content, "training/course.md", "format: webinar\nlength: A day\ndates: [2026-10-01, 2027-01-12, 2026-12-02]"
    )
    found = news(content)
    assert ids(found.events) == ["e2026-11-21", "e2027-02-03"]
    assert [(one.id, days) for one, days in found.courses] == [("course", (date(2026, 12, 2), date(2027, 1, 12)))]


STATES = """    updates:
      - {on: 2026-09-10, note: Done., response: accepted, delivery: complete}
      - {on: 2026-10-10, note: Looked at., impact: embedded}
    response: accepted
    delivery: complete
    impact: embedded
    evidence:
      - {title: Audit, on: 2026-10-09, text: Counted., does_not_show: Much}
"""


def test_an_action_that_was_shown_to_help_is_not_told_as_delivered_too(content: Path) -> None:
    write_item(content, "reviews/child-m.md", REVIEW)
    write_item(content, "actions/child-m-plan.md", f"{PLAN}\n{STATES}")
    found = news(content)
    assert len(found.embedded) == 1
    assert found.delivered == found.late == found.not_embedded == ()
    assert len(found.agreed) == 1
    assert news(content, term="summer-2026").embedded == ()


def test_what_worked_well_comes_from_reviews_of_the_term(content: Path) -> None:
    write_item(
        content,
        "reviews/child-m.md",
        f"{REVIEW}\npublished: 2026-10-05".replace("on: 2026-01-15", "on: 2026-10-05").replace(
            "decided_on: 2025-10-01", "decided_on: 2026-06-01"
        ),
    )
    assert [said for _, said in news(content).worked_well] == ["A nursery worker wrote the child's words down."]
