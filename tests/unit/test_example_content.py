"""The example partnership is what is said of it: the demonstration, the template and the corpus of the search."""

from __future__ import annotations

from collections import Counter

import pytest

from learning_loop.model.kinds import KINDS, Audience
from learning_loop.model.publication import Newsletter, Plan, Publication
from learning_loop.schema.items import read_item
from tests.example import ROOT, TODAY


@pytest.fixture(scope="module")
def items() -> list[Publication]:
    """Read every item of the example."""
    found = []
    for path in sorted((ROOT / "content").rglob("*.md")):
        one = read_item(path.read_bytes(), path=path.relative_to(ROOT / "content").as_posix()).publication
        assert one is not None, path
        found.append(one)
    return found


def test_it_has_items_of_every_type_over_four_years_for_both_audiences(items: list[Publication]) -> None:
    counts = Counter(one.type for one in items)
    assert counts.keys() == {kind.name for kind in KINDS}
    assert counts.total() >= 90
    assert counts["review"] >= 12
    assert counts["briefing"] >= 20
    assert counts["annual-report"] >= 2
    assert {one.audience for one in items} == set(Audience)
    shown = [one.published for one in items if one.published.isoformat() <= TODAY]
    assert (max(shown) - min(shown)).days >= 4 * 365
    assert len(shown) < len(items)  # something waits for its day
    assert len({one.details.term for one in items if isinstance(one.details, Newsletter)}) >= 8


def test_it_has_actions_in_every_status(items: list[Publication]) -> None:
    actions = [action for one in items if isinstance(one.details, Plan) for action in one.details.actions]
    assert len(actions) >= 80
    assert {action.response for action in actions} == {"awaiting", "accepted", "accepted-in-part", "accepted-alternative", "not-accepted"}  # fmt: skip
    assert {action.delivery for action in actions} == {"not-started", "in-progress", "complete", "superseded", "no-longer-applicable"}  # fmt: skip
    assert {action.impact for action in actions} == {"not-yet-evaluated", "gathering-evidence", "embedded", "not-embedded"}  # fmt: skip
