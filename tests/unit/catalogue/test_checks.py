"""What can only be wrong between items. The words are in tests/sites/invalid; here are the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from learning_loop.catalogue.check_addresses import RESERVED
from learning_loop.catalogue.checks import find_complaints
from learning_loop.model.kinds import KIND_BY_FOLDER
from learning_loop.model.publication import Publication
from tests.tiny import PLAN, REVIEW, build_tiny, write_base, write_feedback, write_item
from tests.unit.catalogue.test_for_audience import registers
from tests.unit.making import item


def complaints(*items: Publication, files: tuple[str, ...] = (), unread: tuple[str, ...] = ()) -> list[str]:
    found = find_complaints(items, registers(), files, unread)
    return [f"{one.source} {'.'.join(map(str, one.place))}: {one.message}" for one in found]


def test_a_sound_library_has_no_complaints() -> None:
    assert (
        complaints(
            item("reviews/child-m.md", REVIEW),
            item("actions/p.md", PLAN),
            item("pages/a.md", body="[x](../actions/p.md#r1-a1)"),
        )
        == []
    )


@pytest.mark.parametrize(
    "old",
    [
        "/themes/",
        "/themes/x/",
        "/reviews/",
        "/reviews/2025/",
        "/reviews/2025/2/",
        "/actions/from/x/",
        "/assets/a.css",
        "/sitemap.xml",
        "/index.html",
        "/old/index.html",
        "/pages/a/",
        "/pages/a/deep/",
    ],
)
def test_an_old_address_may_not_be_one_that_is_in_use(old: str) -> None:
    assert len(complaints(item("pages/a.md", f"redirect_from: [{old}]"))) == 1


@pytest.mark.parametrize(
    "old",
    [
        "/old/",
        "/old/deep/page",
        "/serious-case-reviews/child-c/",
        "/reviews/child-c/",
        "/actions/old-plan/r1-a1/",
        "/old.html",
        "/a_b/c.php",
    ],
)
def test_an_old_address_that_nothing_has_may_lead_on(old: str) -> None:
    assert complaints(item("pages/a.md", f"redirect_from: [{old}]")) == []


def test_every_address_that_the_library_makes_itself_is_reserved(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "reviews/child-m.md", REVIEW)
    write_item(content, "actions/p.md", PLAN)
    write_item(
        content, "events/e.md", "starts: 2026-12-01 10:00\nends: 2026-12-01 11:00\nplace: Hall\nevent_type: forum"
    )
    write_feedback(content, "about: [child-m]")
    framework = content / "registers/framework.yml"
    scheme = "schemes:\n  - {id: s, label: Our way, values: [{id: one, label: One way}, {id: two, label: Two ways}]}\n"
    words = "words:\n  - {id: w, label: A new word, aliases: [an old word]}\n"
    framework.write_text(framework.read_text() + scheme + words)
    build_tiny(content, tmp_path / "site")
    top = {entry.name for site in ("public", "professional") for entry in (tmp_path / "site" / site).iterdir()}
    assert top - KIND_BY_FOLDER.keys() == RESERVED


def test_nobody_is_blamed_for_pointing_to_an_item_that_could_not_be_read() -> None:
    one = item("pages/a.md", "about: [broken]", "[x](broken.md#end) and [y](../briefings/broken.md)")
    assert complaints(one, unread=("pages/broken",)) == ["pages/a.md body: there is no item 'briefings/broken'."]


@pytest.mark.parametrize("file", ["index.md", "page.html", "page.HTM", "run.js", "feed.xml"])
def test_a_file_that_would_be_part_of_the_site_is_no_attachment(file: str) -> None:
    one = item("pages/a/index.md", f"attachments: [{{file: {file}, title: A file}}]")
    assert len(complaints(one, files=(f"pages/a/{file}",))) == 1


def test_a_file_that_nobody_named_is_a_warning() -> None:
    (found,) = find_complaints((item("pages/a/index.md"),), registers(), ("pages/a/draft.docx", "LICENSE"))
    assert (found.source, found.severity) == ("pages/a/draft.docx", "warning")


def test_a_professional_text_may_link_to_professional_items_and_their_closed_parts() -> None:
    closed = item("pages/b.md", "audience: professional", "## Open part\n\n::: professional\n\n## Closed part\n\n:::")
    assert complaints(item("pages/a.md", "audience: professional", "[x](b.md#closed-part)"), closed) == []
    assert complaints(item("pages/a.md", body="::: professional\n[x](b.md#closed-part)\n:::"), closed) == []
    assert len(complaints(item("pages/a.md", body="[x](b.md#open-part)"), closed)) == 1


@pytest.mark.parametrize(("on", "told"), [("2027-01-14", 1), ("2027-01-15", 0)])
def test_a_review_by_law_stays_public_for_a_year(on: str, told: int) -> None:
    assert (
        len(complaints(item("reviews/child-m.md", f"{REVIEW}\nwithdrawn: {{on: {on}, reason: The family asked.}}")))
        == told
    )


def test_an_audit_may_be_withdrawn_sooner() -> None:
    audit = REVIEW.replace("review_type: lcspr", "review_type: thematic-audit")
    assert complaints(item("reviews/a.md", f"{audit}\nwithdrawn: {{on: 2026-02-01, reason: It was wrong.}}")) == []
