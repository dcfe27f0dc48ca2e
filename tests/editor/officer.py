"""What an officer does in the editor: opens, fills in, chooses, saves. Each step waits for what it leads to on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.editor.running import Editing, git

WAIT = 40_000
"""Milliseconds: a busy machine is slow, and no step ends early."""
_PASTE = """(node, text) => {
  const held = new DataTransfer();
  held.setData('text/plain', text);
  node.dispatchEvent(new ClipboardEvent('paste', { clipboardData: held, bubbles: true, cancelable: true }));
}"""


@dataclass(frozen=True)
class Officer:
    """Somebody at the editor, in one tab."""

    page: Page
    editing: Editing

    def signs_in(self) -> None:
        self.page.on("dialog", lambda asked: asked.accept() if "leave" in asked.message else asked.dismiss())
        self.page.goto(self.editing.origin)
        self.page.get_by_role("button", name="Login").click()
        shown(self.page.get_by_role("link", name="Briefings"))

    def goes_to(self, place: str) -> None:
        """Go to a place by way of none, so that nothing of what was open before is left."""
        self.page.goto(f"{self.editing.origin}/#/nowhere")
        expect(self.input("title")).to_have_count(0, timeout=WAIT)
        self.page.goto(f"{self.editing.origin}/#/collections/{place}")
        shown(self.input("title"))

    def input(self, name: str) -> Locator:
        return self.page.locator(f"[id^={name}-field]").first

    def writes(self, name: str, text: str) -> None:
        self.input(name).fill(text)
        expect(self.input(name)).to_have_value(text, timeout=WAIT)

    def chooses(self, name: str, typed: str, option: str) -> None:
        """Take an entry of a list that narrows while one types."""
        box = self.page.locator(f"input[id^={name}-field]").first
        box.focus()
        self.page.keyboard.type(typed)
        self.page.get_by_role("option", name=option, exact=True).click()

    @property
    def text(self) -> Locator:
        return self.page.locator("[data-slate-editor]").first

    @property
    def preview(self) -> Locator:
        return self.page.frame_locator("iframe").locator("article")

    def pastes_text(self, text: str, *, sign: str) -> None:
        """Put a text in place of the whole, as Markdown; ``sign`` is a word of it that the preview shows."""
        switch = self.page.get_by_role("switch").first
        switch.click()
        expect(self.text).to_contain_text("## ", timeout=WAIT)
        self.text.focus()
        self.page.keyboard.press("Control+A")
        last = self.text.inner_text().strip().splitlines()[-1]
        self.page.wait_for_function("last => getSelection().toString().includes(last)", arg=last)
        self.page.keyboard.press("Delete")
        expect(self.text).not_to_contain_text("## ", timeout=WAIT)
        self.text.evaluate(_PASTE, text)
        expect(self.preview).to_contain_text(sign, timeout=WAIT)
        switch.click()
        expect(self.text).not_to_contain_text("## ", timeout=WAIT)

    def inserts(self, block: str, sign: str, **values: str) -> None:
        """Put a block into the text, from the menu under the plus; ``sign`` is what the preview shows of it."""
        self.page.get_by_title("Add Component").first.click()
        self.page.get_by_role("menuitem", name=block).click()
        for name, value in values.items():
            inputs = self.text.locator(f"[id^={name}-field]")
            shown(inputs)
            # Blocks that were there hold words; one of the new block's is empty.
            empty = next(at for at, each in enumerate(inputs.all()) if not each.input_value())
            inner = inputs.nth(empty)
            inner.fill(value)
            expect(inner).to_have_value(value, timeout=WAIT)
        expect(self.preview).to_contain_text(sign, timeout=WAIT)

    def tries_to_save(self) -> None:
        self.page.get_by_role("button", name="Save").click()

    def saves(self) -> None:
        shown(self.page.get_by_text("Unsaved changes"))
        self.tries_to_save()
        shown(self.page.get_by_text("Changes saved"))

    def branches(self) -> list[str]:
        return git(self.editing.repository, "branch", "--list", "--format", "%(refname:short)", "cms/*").split()

    def written(self, path: str) -> str:
        """Give a file of the content as the branch of its pull request has it."""
        branch = f"cms/{path.removesuffix('.md')}"
        return git(self.editing.repository, "show", f"{branch}:content/{path}")

    def takes_in(self, path: str, content: Path) -> None:
        """Put a file of its branch into a copy of the content, as merging does; the branch holds no other change."""
        branch = f"cms/{path.removesuffix('.md')}"
        changed = git(self.editing.repository, "diff", "--name-only", f"main...{branch}").split()
        assert changed == [f"content/{path}"]
        target = content / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(self.written(path), encoding="utf-8")


def shown(what: Locator) -> None:
    expect(what.first).to_be_visible(timeout=WAIT)
