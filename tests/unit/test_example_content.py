"""The example partnership is what is said of it: the demonstration, the template and the corpus of the search."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from learning_loop.model.kinds import KINDS, Audience
from learning_loop.model.publication import Newsletter, Plan, Publication
from learning_loop.schema.items import read_item
from tests.example import ROOT, TODAY, Example


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


def test_a_report_was_withdrawn_with_a_note_that_no_byte_of_either_site_has(example: Example) -> None:
    (noted,) = [text for text in map(Path.read_text, (ROOT / "content").rglob("*.md")) if "internal_note" in text]
    note = noted.partition("internal_note: >-\n")[2].splitlines()[0].strip().encode()
    assert len(note) > 40
    published = [file.read_bytes() for file in example.folder.rglob("*") if file.is_file()]
    assert any(b"A relative of Child C asked us" in data for data in published)
    assert not [data for data in published if note[:40] in data or b"internal_note" in data]


def test_an_item_was_renamed_and_its_old_address_leads_on(items: list[Publication], example: Example) -> None:
    (renamed,) = [one for one in items if one.former_ids]
    for audience in Audience:
        (page,) = [page for page in example.site(audience).pages if page.path == f"{renamed.former_addresses[0]}/"]
        assert page.is_redirect
        assert f"../../{renamed.address}/" in page.html
