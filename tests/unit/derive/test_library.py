"""Indexes, backlinks and suggestions follow from what is visible."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from learning_loop.catalogue.catalogue import Catalogue
from learning_loop.derive.library import Library, derive_library
from learning_loop.derive.related import MOST, UNSUITABLE, Lists, derive_all, members, traits_of
from learning_loop.model.publication import Body, Publication
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW, TODAY
from tests.unit.catalogue.test_for_audience import registers
from tests.unit.making import item

REGISTERS = registers()


def library(*items: Publication) -> Library:
    return derive_library(Catalogue({one.id: one for one in items}, REGISTERS), TODAY)


def test_lists_have_the_newest_first_and_pages_about_the_library_in_no_list_of_publications() -> None:
    made = library(
        item("bulletins/old.md", "published: 2024-01-01"),
        item("bulletins/new.md", "published: 2026-01-01"),
        item("pages/about.md"),
    )
    assert [one.id for one in made.newest_first] == ["new", "old"]
    assert list(made.by_year) == [2026, 2024]


def test_a_backlink_is_the_other_end_of_about() -> None:
    made = library(item("reviews/child-m.md", REVIEW), item("bulletins/b.md", "about: [child-m]"))
    assert [one.id for one in made.backlinks["child-m"]] == ["b"]


def test_an_action_carries_its_source_its_recommendation_and_its_permanent_reference() -> None:
    (record,) = library(item("reviews/child-m.md", REVIEW), item("actions/p.md", PLAN)).actions
    assert (record.reference, record.source.id, record.address, record.flag) == (
        "LCSPR-2026-01/R1/A1",
        "child-m",
        "actions/p/r1-a1",
        "overdue",
    )
    assert record.recommendation is not None
    assert record.recommendation.ref == "R1"


def test_a_review_may_make_no_recommendation() -> None:
    without = REVIEW.replace(
        REVIEW[REVIEW.index("recommendations:") : REVIEW.index("response:")], "recommendations: []\n"
    )
    made = library(
        item("reviews/child-m.md", without), item("reviews/child-n.md", REVIEW.replace("2026-01", "2026-02"))
    )
    assert [len(made.open_recommendations[one.id]) for one in made.newest_first] == [0, 1]


TYPES = ["bulletins", "guidance", "policies", "pages", "events"]
FIELDS = {
    "policies": "\nreview_due: 2029-01",
    "events": "\nstarts: 2026-07-02 13:30\nends: 2026-07-02 16:00\nplace: Hall\nevent_type: forum",
}


@st.composite
def libraries(draw: st.DrawFn) -> Library:
    ids = [f"item-{number}" for number in range(draw(st.integers(1, 12)))]
    items = []
    for name in ids:
        folder = draw(st.sampled_from(TYPES))
        themes = draw(st.lists(st.sampled_from(list(REGISTERS.themes)), unique=True, max_size=3))
        others = [other for other in ids if other != name]
        named = draw(st.lists(st.sampled_from(others), unique=True, max_size=2)) if others else []
        replaced = draw(st.lists(st.sampled_from(others), unique=True, max_size=1)) if others else []
        year = draw(st.integers(2020, 2026))
        withdrawn = draw(st.sampled_from(["", "\nwithdrawn: {on: 2026-10-01, reason: It is old.}"]))
        fields = f"published: {year}-01-15\nthemes: {themes}\nabout: {named}\nsupersedes: {replaced}".replace("'", "")
        items.append(item(f"{folder}/{name}.md", fields + withdrawn + FIELDS.get(folder, "")))
    return library(*items)


def suggestions(made: Library) -> Lists:
    """Give the suggestions of all items, of which none has a text."""
    return derive_all({one.id: traits_of(one, made, b"") for one in members(made)})


@given(libraries())
def test_a_suggestion_is_another_item_with_the_same_theme_or_source_that_is_not_linked_already(made: Library) -> None:
    for item_id, listed in suggestions(made).items():
        one, related = made.publications[item_id], [made.publications[near.id] for near in listed]
        assert len(related) <= MOST
        assert len({other.id for other in related}) == len(related)
        for other in related:
            assert other.id != one.id
            assert {*other.themes, *other.about, *other.supersedes} & {*one.themes, *one.about, *one.supersedes}
            assert other.id not in (*one.about, *one.supersedes)
            assert one.id not in (*other.about, *other.supersedes)
            assert other.type not in UNSUITABLE
            assert other.withdrawn is None


@given(libraries())
def test_what_is_superseded_is_suggested_only_after_what_is_current(made: Library) -> None:
    for listed in suggestions(made).values():
        stale = [near.id in made.superseded_by for near in listed]
        assert stale == sorted(stale)


def test_other_pages_know_no_more_of_a_text_than_its_outline() -> None:
    whole = item("briefings/first.md", "themes: [neglect]", BRIEFING_BODY)
    made = library(whole)
    assert made.texts["first"] == whole.body
    for one in (made.publications["first"], *made.newest_first, *made.by_theme["neglect"]):
        assert one.body == Body("", questions=whole.body.questions, minutes=1, one_side=True, asks=whole.body.asks)
