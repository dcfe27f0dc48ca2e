"""The editor on its own host: what its policy allows, what it asks for, and Sveltia in Decap's place."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.editor.officer import WAIT, shown
from tests.editor.running import DECAP, SVELTIA, header_lines, served
from tests.example import TODAY, run
from tests.tiny import write_base

FILL_BROWSER = """async (files) => {
  for (const [path, text] of Object.entries(files)) {
    let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('sveltia-cms-test', { create: true });
    const parts = path.split('/');
    const name = parts.pop();
    for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: true });
    const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await file.write(text);
    await file.close();
  }
}"""
READ_BROWSER = """async (path) => {
  let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('sveltia-cms-test');
  const parts = path.split('/');
  const name = parts.pop();
  for (const part of parts) folder = await folder.getDirectoryHandle(part);
  return (await (await folder.getFileHandle(name)).getFile()).text();
}"""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_base(tmp_path_factory.mktemp("hosting") / "content")


def write(content: Path, folder: Path, *options: str | Path) -> Path:
    run("loop", "admin", folder, "--content", content, "--site", folder.parent / "site", *options)
    return folder


def test_decap_asks_nobody_and_cannot_bear_a_stricter_policy(content: Path, browser: Browser, tmp_path: Path) -> None:
    folder = write(content, tmp_path / "admin", "--program", DECAP)
    with browser.new_context() as context:
        page = context.new_page()
        asked: set[str] = set()
        said: list[str] = []
        page.on("request", lambda request: asked.add(request.url))
        page.on("console", lambda message: said.append(message.text))
        with served(folder) as origin:
            page.goto(origin)
            shown(page.get_by_role("button", name="Login"))
            assert {url for url in asked if not url.startswith((origin, "data:", "blob:"))} == set()
            assert [line for line in said if "Content Security Policy" in line] == []

        headers = folder / "_headers"
        headers.write_text(headers.read_text(encoding="utf-8").replace(" 'unsafe-eval'", ""), encoding="utf-8")
        with served(folder) as origin:
            page.goto(origin)
            shown(page.get_by_text("unsafe-eval"))
            assert not page.get_by_role("button", name="Login").is_visible()


def test_sveltia_writes_what_the_check_passes_under_a_stricter_policy(
    content: Path, browser: Browser, tmp_path: Path
) -> None:
    """With the store that it keeps in the browser for trials: its other ones need a host on the internet."""
    options = ("--backend", "github", "--repo", "marlsea/library", "--sign-in", "https://sign-in.marlsea.example")
    folder = write(content, tmp_path / "admin", "--cms", "sveltia", "--program", SVELTIA, *options)
    assert "unsafe-eval" not in header_lines(folder)["Content-Security-Policy"]
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    assert config["publish_mode"] == "editorial_workflow"
    (folder / "config.json").write_text(json.dumps(config | {"backend": {"name": "test-repo"}}), encoding="utf-8")

    refused: list[str] = []
    registers = {f"content/registers/{file.name}": file.read_text() for file in (content / "registers").iterdir()}
    with browser.new_context(viewport={"width": 1500, "height": 1000}) as context, served(folder) as origin:
        context.set_default_timeout(WAIT)
        page = context.new_page()
        page.on("console", lambda one: refused.append(one.text) if "Content Security Policy" in one.text else None)
        page.goto(f"{origin}/robots.txt")
        page.evaluate(FILL_BROWSER, registers)
        page.goto(origin)
        page.get_by_role("button", name="Test Repository").click()
        shown(page.get_by_text("Briefings"))
        page.goto(f"{origin}/#/collections/pages/new")
        page.get_by_role("textbox", name="Title").fill("Ask: what has changed?")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("This field is required.").first).to_be_visible(timeout=WAIT)
        page.get_by_role("radio", name="public").click()
        page.locator("input[type=date]").first.fill("2026-05-12")
        page.get_by_role("textbox", name="Summary").fill("What to ask: 'what is different?', and to write it down.")
        words = page.locator("[contenteditable=true]").first
        words.click()
        page.keyboard.type("At each visit, ask.")
        expect(words).to_have_text("At each visit, ask.", timeout=WAIT)
        page.get_by_role("button", name="Save", exact=True).click()
        shown(page.get_by_text("Entry saved."))
        text = page.evaluate(READ_BROWSER, "content/pages/ask-what-has-changed.md")

    # It looks for a newer version of itself, and may not.
    assert [line for line in refused if "https://unpkg.com/@sveltia/cms/package.json" not in line] == []
    shutil.copytree(content, tmp_path / "content")
    (tmp_path / "content/pages").mkdir()
    (tmp_path / "content/pages/ask-what-has-changed.md").write_text(text, encoding="utf-8")
    run("loop", "check", "--content", tmp_path / "content", "--cache", tmp_path / "cache", "--today", TODAY)
