"""An officer writes and changes items in the browser: real Decap CMS, real decap-server, a real repository, the example library."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, expect

from learning_loop.model.kinds import KINDS
from learning_loop.reading.markdown import render_body
from tests.editor.officer import WAIT, Officer, shown
from tests.editor.running import commit, editing, make_repository
from tests.example import ROOT, TODAY, run
from tests.tiny import BRIEFING_BODY

SUMMARY = "A busy person's use of it: ask 'what is different?' and write it down."
NEW = "briefings/child-m-seen-and-not-asked-no-2/index.md"
BODY = BRIEFING_BODY.replace(
    "## What we found\n\nText.",
    """## What we found

- Offers were [recorded](../reviews/child-m.md).
- Change was **not**.

::: role frontline-manager
- Ask in *supervision*.

And again in a month.
:::

::: voice A mother, in the survey
Nobody asked.
:::""",
)
WELL_DONE = "::: well-done\nSomebody *asked*.\n:::"


@pytest.fixture(scope="module")
def officer(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Officer]:
    """Give an officer who is signed in, for all tests of this file: the program takes a while to start."""
    folder = tmp_path_factory.mktemp("editor")
    repository = make_repository(folder / "repository")
    shutil.copytree(ROOT / "content", repository / "content")
    about = repository / "content/pages/about.md"
    about.write_text(about.read_text(encoding="utf-8").replace("---\n", "---\n# A comment.\n", 1), encoding="utf-8")
    commit(repository)
    with editing(repository, folder / "admin") as running:
        context = browser.new_context(viewport={"width": 1500, "height": 1000})
        context.set_default_timeout(WAIT)
        one = Officer(context.new_page(), running)
        one.signs_in()
        yield one
        context.close()


def passes_the_check(content: Path) -> None:
    run("loop", "check", "--content", content, "--cache", content.parent / "cache", "--today", TODAY)


def test_a_new_briefing_becomes_a_branch_that_passes_the_check(officer: Officer, tmp_path: Path) -> None:
    page = officer.page
    officer.goes_to("briefings/new")
    officer.writes("title", "Child M: seen, and not asked. No. 2")

    # What the schema requires, the form requires.
    officer.tries_to_save()
    for name in ("Audience", "Published", "Summary"):
        shown(page.get_by_text(f"{name} is required."))
    officer.chooses("audience", "pub", "public")
    officer.writes("published", "2026-05-12")
    officer.writes("summary", "Too short")
    officer.tries_to_save()
    shown(page.get_by_text("Write 30 to 400 characters"))
    assert officer.branches() == []
    officer.writes("summary", SUMMARY)

    # Pick-lists: a register's, and the items'.
    officer.chooses("themes", "negl", "Neglect")
    items = page.locator("select[id^=about-field]")
    items.focus()
    expect(items.locator("option[value=child-m]")).to_have_count(1, timeout=WAIT)
    items.select_option("child-m")
    shown(page.get_by_role("button", name="Take out child-m"))

    officer.pastes_text(BODY, sign="Nobody asked.")
    officer.inserts("Film", "Asking", address="https://video.example/x", argument="Asking", text="Four minutes.")
    officer.saves()
    shown(page.get_by_text("Status: Draft"))
    expect(page.get_by_role("button", name="Publish", exact=True)).to_have_count(0)

    text = officer.written(NEW)
    front = text.split("---\n")[1]
    written = ["title", "type", "audience", "published", "summary", "themes", "about"]
    assert re.findall(r"^(\w+):", front, re.MULTILINE) == written
    assert "::: role frontline-manager\n- Ask in *supervision*.\n\nAnd again in a month.\n:::\n" in text
    assert "::: video https://video.example/x Asking\nFour minutes.\n:::" in text
    assert "](../../reviews/child-m.md)" in text
    content = shutil.copytree(officer.editing.content, tmp_path / "content")
    officer.takes_in(NEW, content)
    passes_the_check(content)


def test_the_preview_looks_like_the_page(officer: Officer) -> None:
    officer.goes_to("policies/entries/escalation-policy")
    preview = officer.preview
    title = preview.get_by_role("heading", level=1)
    expect(title).to_have_text("Escalation and professional differences policy", timeout=WAIT)
    assert "Atkinson" in str(title.evaluate("heading => getComputedStyle(heading).fontFamily"))
    expect(preview.locator(".kind")).to_have_text("Policy")
    expect(preview.locator("aside.role-block .role-block__title")).to_have_text("Frontline manager")
    expect(preview.locator("aside.role-block li")).to_have_count(3)
    shown(preview.locator("section.professional-only"))
    expect(preview.locator(".notice")).to_have_count(0)

    # Who only looks has changed nothing.
    expect(officer.text.locator("select")).to_have_value("frontline-manager")
    officer.page.wait_for_timeout(500)
    expect(officer.page.get_by_text("Unsaved changes")).to_have_count(0)

    officer.chooses("audience", "prof", "professional")
    shown(preview.get_by_text("This page is on the professional site alone."))
    officer.writes("published", "2099-05-12")
    shown(preview.get_by_text("Hidden until 12 May 2099"))
    officer.input("draft").click()
    shown(preview.get_by_text("This is a draft"))


def test_an_item_of_every_type_keeps_all_that_was_not_changed(officer: Officer, tmp_path: Path) -> None:
    content = shutil.copytree(officer.editing.content, tmp_path / "content")
    for kind in KINDS:
        file = min(content.glob(f"{kind.folder}/*.md"), key=lambda file: (file.stat().st_size, file.name))
        path = f"{kind.folder}/{file.name}"
        _, old_front, old_body = file.read_text(encoding="utf-8").split("---\n", 2)
        officer.goes_to(f"{kind.folder}/entries/{file.stem}")
        officer.inserts("Well done", "Somebody asked.", text="Somebody *asked*.")
        officer.saves()
        officer.takes_in(path, content)
        _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
        assert meant(front) == meant(old_front), path
        assert rendered(body) == rendered(f"{old_body}\n{WELL_DONE}"), path
    passes_the_check(content)


def rendered(body: str) -> str:
    read = render_body(body, path="briefings/one.md", line_offset=0)
    assert read.problems == []
    return read.html


def meant(front: str) -> Any:
    """Give front matter as the words that stand there; a list without entries says the same as no list, a text ends at its last word."""

    def kept(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: kept(each) for name, each in value.items() if each != []}
        return [kept(each) for each in value] if isinstance(value, list) else value.strip()

    return kept(yaml.load(front, yaml.BaseLoader))  # noqa: S506 - words only


def test_a_change_loses_the_comments_as_the_guide_says(officer: Officer) -> None:
    officer.goes_to("pages/entries/about")
    officer.writes("summary", SUMMARY)
    officer.saves()
    assert "# A comment." in (officer.editing.content / "pages/about.md").read_text(encoding="utf-8")
    assert "# A comment." not in officer.written("pages/about.md")
