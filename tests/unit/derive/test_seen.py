"""What earlier reviews said of a review's themes, and what of it is open."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.catalogue.catalogue import Catalogue
from learning_loop.derive.library import Library, derive_library
from learning_loop.derive.seen import SEEN_REVIEWS, SEEN_THEMES, seen_before, theme_histories
from learning_loop.model.publication import Publication
from tests.tiny import PLAN, REVIEW, TODAY
from tests.unit.catalogue.test_for_audience import registers
from tests.unit.making import item

REGISTERS = registers()
DELIVERED = """
    delivery: complete
    updates: [{on: 2026-02-01, note: Done., delivery: complete}]"""
EMBEDDED = """
    delivery: complete
    impact: embedded
    evidence: [{title: A count, on: 2026-03-01, text: It was counted., does_not_show: Much}]
    updates: [{on: 2026-02-01, note: Done., delivery: complete}, {on: 2026-03-01, note: Seen., impact: embedded}]"""
REFUSED = """
    response: not-accepted
    response_reason: It is done already.
    updates: [{on: 2026-02-01, note: No., response: not-accepted}]"""


def review(number: int, day: date, themes: str = "neglect") -> Publication:
    fields = REVIEW.replace("LCSPR-2026-01", f"LCSPR-2020-{number:02}").replace(
        "themes: [neglect]", f"themes: [{themes}]"
    )
    fields = fields.replace("decided_on: 2025-10-01", f"decided_on: {day}").replace("on: 2026-01-15", f"on: {day}")
    return item(f"reviews/child-{number}.md", f"published: {day}\n{fields}")


def library(*items: Publication) -> Library:
    return derive_library(Catalogue({one.id: one for one in items}, REGISTERS), TODAY)


@pytest.mark.parametrize(
    ("plan", "left"),
    [("", ["R1"]), (PLAN, ["R1"]), (PLAN + DELIVERED, ["R1"]), (PLAN + EMBEDDED, []), (PLAN + REFUSED, [])],
    ids=["no answer", "not delivered", "delivered, impact undecided", "embedded", "not accepted"],
)
def test_a_recommendation_is_open_until_its_actions_are_closed_or_ended(plan: str, left: list[str]) -> None:
    made = library(item("reviews/child-m.md", REVIEW), *([item("actions/p.md", plan)] if plan else []))
    assert [one.ref for one in made.open_recommendations["child-m"]] == left


def test_a_recommendation_that_nobody_accepted_is_not_open() -> None:
    refused = REVIEW.replace("from: [F1]}", "from: [F1], response: not-accepted, reason: It is done already.}")
    assert library(item("reviews/child-m.md", refused)).open_recommendations["child-m"] == []


days = st.dates(date(2015, 1, 1), date(2026, 1, 1))
themes = st.lists(st.sampled_from(list(REGISTERS.themes)), unique=True, min_size=1, max_size=5)


@given(st.lists(st.tuples(days, themes), min_size=1, max_size=9))
def test_what_was_seen_before_is_what_the_earlier_reviews_of_the_first_themes_say(
    written: list[tuple[date, list[str]]],
) -> None:
    reviews = [review(number, day, ", ".join(named)) for number, (day, named) in enumerate(written)]
    made = library(*reviews)
    histories = theme_histories(made)
    for one in reviews:
        found = {seen.theme: seen for seen in seen_before(one, histories)}
        for theme in one.themes:
            earlier = [other for other in reviews if theme in other.themes and other.published < one.published]
            if not earlier or theme not in one.themes[:SEEN_THEMES]:
                assert theme not in found
                continue
            seen = found[theme]
            assert (seen.reviews, seen.open) == (len(earlier), len(earlier))
            assert seen.first_year == min(other.published.year for other in earlier)
            assert len(seen.newest) == min(len(earlier), SEEN_REVIEWS)
            left_out = {other.published for other in earlier if other.id not in seen.newest}
            assert all(made.publications[name].published >= day for name in seen.newest for day in left_out)
