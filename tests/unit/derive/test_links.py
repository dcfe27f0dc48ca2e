"""Every link that an author types has its other end, and nothing else has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from learning_loop.catalogue.catalogue import Catalogue
from learning_loop.derive.library import derive_library
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Newsletter, Plan
from tests.site.test_audience import Made, libraries
from tests.site.test_backlinks import catalogue_of
from tests.tiny import PLAN, REVIEW, TODAY
from tests.unit.catalogue.test_for_audience import registers
from tests.unit.making import item


class Typed(NamedTuple):
    """A link as it stands in a field: which field, of what, naming what."""

    kind: str
    origin: str
    named: str


def typed(catalogue: Catalogue) -> Iterator[Typed]:
    """Give every link of a narrowed catalogue, read from its fields without the engine's help."""
    for one in catalogue.publications.values():
        yield from (Typed("about", one.id, other) for other in one.about)
        yield from (Typed("follows-up", one.id, other) for other in one.follows_up)
        yield from (Typed("supersedes", one.id, other) for other in one.supersedes)
        for link in one.body.links:
            if link.scheme == "item" and link.target.split("/")[1] != one.id:
                yield Typed("text", one.id, link.target.split("/")[1])
        if isinstance(one.details, Newsletter):
            yield from (Typed("thing", one.id, thing.link) for thing in one.details.three_things)
        if isinstance(one.details, Plan):
            yield Typed("source", one.id, one.details.source)
            for action in one.details.actions:
                yield from (Typed("evidence", one.id, each.link) for each in action.evidence if each.link)
                if action.superseded_by:
                    yield Typed("superseded-by", one.id, action.superseded_by)
                if action.new_action:
                    yield Typed("new-action", one.id, action.new_action)
    for theme in catalogue.registers.themes.values():
        for message in theme.messages:
            yield from (Typed("message", theme.id, source) for source in message.sources)


@given(libraries(), st.sampled_from(list(Audience)))
def test_every_forward_link_of_the_narrowed_catalogue_is_a_backlink_and_every_backlink_was_typed(
    made: Made, audience: Audience
) -> None:
    narrowed = catalogue_of(made).for_audience(audience, TODAY)
    library = derive_library(narrowed, TODAY)
    derived = [link for links in library.links_to.values() for link in links]
    assert {Typed(link.kind, link.origin, link.other or link.target) for link in derived} == set(typed(narrowed))
    for target, links in library.links_to.items():
        assert target in narrowed.publications
        for link in links:
            assert link.target == target
            assert not link.action or library.by_reference[link.action].plan.id == link.origin
            assert not link.other or library.by_reference[link.other].plan.id == target
    forward = {link for links in library.links_from.values() for link in links}
    assert forward == {link for link in derived if link.kind != "message"}


def test_backlinks_come_from_the_newest_item_first() -> None:
    items = [item("reviews/child-m.md", REVIEW), item("actions/p.md", PLAN)]
    items += [
        item(f"bulletins/b{year}.md", f"about: [child-m]\npublished: {year}-01-01") for year in (2024, 2026, 2025)
    ]
    library = derive_library(Catalogue({one.id: one for one in items}, registers()), TODAY)
    assert [link.origin for link in library.links_to["child-m"] if link.kind == "about"] == ["b2026", "b2025", "b2024"]


def test_the_actions_of_a_withdrawn_plan_leave_with_it_and_nothing_links_to_them() -> None:
    gone = "published: 2025-01-10\nwithdrawn: {on: 2026-02-01, reason: It was wrong.}\n"
    other = PLAN.replace("R1/A1", "R1/A2") + "\n    new_action: LCSPR-2026-01/R1/A1"
    items = [item("reviews/child-m.md", REVIEW), item("actions/p.md", gone + PLAN), item("actions/q.md", other)]
    whole = Catalogue({one.id: one for one in items}, registers())
    library = derive_library(whole.for_audience(Audience.PUBLIC, TODAY), TODAY)
    assert [record.reference for record in library.actions] == ["LCSPR-2026-01/R1/A2"]
    assert [link.kind for link in library.links_to["p"]] == []
