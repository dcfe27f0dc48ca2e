"""The disclosure check as a build and an officer meet it: what stops, what a waiver lets through, who is told what."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from learning_loop.build import Built, check, judge_content
from learning_loop.disclosure.finding import Finding
from learning_loop.model.kinds import Audience
from tests.conftest import NewCache
from tests.tiny import PLAN, REVIEW, TODAY, build_tiny, write_base, write_item

WAIVERS = "registers/disclosure-waivers.yml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_base(tmp_path / "content")


def found(content: Path) -> list[Finding]:
    return check(content, cache=content.parent / "cache").findings


def build_it(content: Path, new_cache: NewCache, audiences: tuple[Audience, ...] = tuple(Audience)) -> Built:
    return build_tiny(content, content.parent / "site", cache=new_cache(content.parent / "built"), audiences=audiences)


def waive(content: Path, one: Finding, **changes: str) -> None:
    fields = {
        "rule": one.rule, "file": one.path, "fingerprint": f"'{one.fingerprint}'", "reason": "Everybody may know this, and has for years.",
        "asked_by": "Officer", "approved_by": "Manager", "until": "2027-01-31",
    } | changes  # fmt: skip
    lines = "\n    ".join(f"{name}: {value}" for name, value in fields.items())
    (content / WAIVERS).write_text(f"waivers:\n  - {lines}\n", encoding="utf-8")


def messages(content: Path, today: date = TODAY) -> list[str]:
    judged = judge_content(check(content, cache=content.parent / "cache"), today)
    return [one.words("content") for one in judged.problems]


def test_a_name_in_a_public_text_stops_the_build_and_is_not_printed(content: Path, new_cache: NewCache) -> None:
    write_item(content, "pages/about.md", "", "The child Zbyszko came.")
    built = build_it(content, new_cache)
    assert built.failed
    assert not (content.parent / "site").exists()
    (problem,) = built.problems
    assert problem.words("content").startswith("content/pages/about.md:9: body, column 11: a word with a capital")
    assert "byszko" not in str(built.problems)


def test_a_name_in_a_professional_text_is_to_be_looked_at_and_does_not_stop_the_build(
    content: Path, new_cache: NewCache
) -> None:
    write_item(content, "pages/about.md", "audience: professional", "The child Zbyszko came.")
    built = build_it(content, new_cache)
    assert not built.failed
    assert built.to_look_at == 1


def test_a_name_in_a_professional_block_of_a_public_text_does_not_stop_the_build(content: Path) -> None:
    write_item(
        content,
        "pages/about.md",
        "",
        "Text.\n\n::: professional\n\nThe child Zbyszko came.\n\n:::\n\nThe child Drazen came.",
    )
    assert [(one.line, one.audience) for one in found(content)] == [(13, Audience.PROFESSIONAL), (17, Audience.PUBLIC)]


@pytest.mark.parametrize(
    ("fields", "body", "place"),
    [
        ("title: How Zbyszko was heard", "Text.", ("title", 6, 12)),
        (
            "summary: >-\n  One plain sentence about a child\n  and of Zbyszko that people can use.",
            "Text.",
            ("summary", 8, 10),
        ),
        ("summary: 'It’s one plain ''sentence'' of Zbyszko that people can use.'", "Text.", ("summary", 6, 42)),
        ("change_note: Drazen was taken out.", "Text.", ("change_note", 7, 14)),
        ("", "![A drawing of Zbyszko](a.png)", ("body", 9, 16)),
        ("", "| A | B |\n| --- | --- |\n| One | Zbyszko |", ("body", 11, 9)),
        ("", "## Zbyszko and others", ("body", 9, 4)),
    ],
)
def test_every_part_of_an_item_is_read_and_the_place_is_exact(
    content: Path, fields: str, body: str, place: tuple[str, int, int]
) -> None:
    write_item(content, "pages/about.md", fields, body)
    assert [(one.field, one.line, one.column) for one in found(content)] == [place]


def test_the_detail_of_an_action_is_read_as_what_professionals_alone_see(content: Path) -> None:
    write_item(content, "reviews/child-m.md", f"title: 'Child M: seen often'\n{REVIEW}")
    write_item(content, "actions/child-m-plan.md", f"{PLAN}\n    detail: The child Zbyszko came.")
    assert [(one.field, one.audience) for one in found(content)] == [("actions[1].detail", Audience.PROFESSIONAL)]


def test_file_names_are_read(content: Path) -> None:
    write_item(content, "pages/siobhan/index.md", "attachments:\n  - {file: notes-agnieszka.pdf, title: Notes}")
    (content / "pages/siobhan/notes-agnieszka.pdf").write_bytes(b"%PDF-1.4")
    assert [(one.field, one.rule) for one in found(content)] == [
        ("file name", "name-in-file-name"),
        ("attachments[1].file", "name-in-file-name"),
    ]


def test_registers_that_pages_show_are_read(content: Path) -> None:
    agencies = content / "registers/agencies.yml"
    agencies.write_text(
        agencies.read_text(encoding="utf-8").rstrip() + "\n  - {id: wards, name: Wards, about: Ask for Zbyszko.}\n",
        encoding="utf-8",
    )
    assert [(one.path, one.field.rpartition(".")[2]) for one in found(content)] == [("registers/agencies.yml", "about")]


def test_a_waiver_lets_one_finding_through_and_holds_when_lines_move(content: Path, new_cache: NewCache) -> None:
    write_item(content, "pages/about.md", "", "The child Zbyszko came.")
    waive(content, found(content)[0])
    assert not build_it(content, new_cache).failed
    write_item(content, "pages/about.md", "", "A new line.\n\nThe child Zbyszko came.")
    assert messages(content) == []


def test_a_waiver_fails_when_the_words_change(content: Path, new_cache: NewCache) -> None:
    write_item(content, "pages/about.md", "", "The child Zbyszko came.")
    waive(content, found(content)[0])
    write_item(content, "pages/about.md", "", "The child came.")
    assert messages(content) == [
        "content/registers/disclosure-waivers.yml:2: waivers[1].fingerprint: nothing is found there any more: the text has changed, or the finding is another. Delete this entry; loop check prints the fingerprints of what is found"
    ]
    assert build_it(content, new_cache).failed


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"until": "2026-11-20"}, "waivers[1].until: ended on 2026-11-20. Look at the text again"),
        ({"rule": "unknown-nam"}, "waivers[1].rule: there is no rule 'unknown-nam'. Did you mean 'unknown-name'?"),
        (
            {"file": "pages/abuot.md"},
            "waivers[1].file: there is no file 'pages/abuot.md'. Did you mean 'pages/about.md'?",
        ),
        ({"rule": "nhs-number"}, "waivers[1].rule: no waiver lets 'nhs-number' through"),
        ({"audience": "professional"}, "waivers[1].fingerprint: nothing is found there any more"),
    ],
)
def test_a_waiver_that_has_ended_or_fits_nothing_is_told(content: Path, changes: dict[str, str], words: str) -> None:
    write_item(content, "pages/about.md", "", "The child Zbyszko came.")
    waive(content, found(content)[0], **changes)
    (message,) = messages(content)
    assert message.startswith(f"content/registers/disclosure-waivers.yml:2: {words}")


def test_who_asks_for_a_waiver_may_not_approve_it(content: Path) -> None:
    write_item(content, "pages/about.md", "", "The child Zbyszko came.")
    waive(content, found(content)[0], approved_by="officer")
    problems = check(content, cache=content.parent / "cache").problems
    assert [one.field for one in problems] == ["waivers[1].approved_by"]


def test_a_name_put_into_the_register_is_found_no_more_and_the_record_is_drawn_again(content: Path) -> None:
    write_item(content, "pages/about.md", "", "The child Zbyszko came.")
    assert len(found(content)) == 1
    (content / "registers/names.yml").write_text(
        "names:\n  - {name: Zbyszko, kind: person, reason: A made-up name}\n", encoding="utf-8"
    )
    assert found(content) == []


def test_labels_are_declared_and_one_child_has_one(content: Path) -> None:
    write_item(content, "pages/about.md", "people: [Child M]", "Child M and Child G.")
    write_item(content, "pages/other.md", "", "Child M and [Baby Q](about.md).")
    write_item(content, "pages/third.md", "", "Child M, as [told](about.md).")
    rules = [(one.path, one.rule) for one in found(content)]
    assert sorted(rules) == [("pages/about.md", "second-label"), ("pages/other.md", "undeclared-label")]


def test_the_public_site_is_the_same_with_and_without_a_waiver_for_professionals(
    content: Path, tmp_path: Path, new_cache: NewCache
) -> None:
    write_item(content, "pages/about.md", "", "A plain text.")
    assert not build_it(content, new_cache, (Audience.PUBLIC,)).failed
    before = {path: path.read_bytes() for path in (tmp_path / "site/public").rglob("*") if path.is_file()}
    write_item(content, "pages/hidden.md", "audience: professional", "The child Zbyszko came.")
    waive(content, found(content)[0], audience="professional")
    assert not build_tiny(content, tmp_path / "site", cache=tmp_path / "built", audiences=(Audience.PUBLIC,)).failed
    assert before == {path: path.read_bytes() for path in (tmp_path / "site/public").rglob("*") if path.is_file()}
