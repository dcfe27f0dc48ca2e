"""The mistakes that officers make most: each is told in plain words with a cure, and ``--fix`` mends those that need no thought.

A mistake is a small change to a small library. What the program says about it lies in ``tests/sites/mistakes``: what ``loop check`` prints,
what ``loop check --fix`` changes, and what is left after that.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from learning_loop.doors.cli.main import app
from tests.conftest import Golden
from tests.tiny import REVIEW, SITES, write_base, write_item

MISTAKES = SITES / "mistakes"
BRIEFING = "briefings/ask-what-changed.md"
FIELDS = """themes: [neglect]
agencies: [childrens-services]
roles: [social-worker]
about: [child-m]
minutes: 1"""
TEXT = """## What we found

A kept visit is not a change. Most records said what was offered.

## What to do

Read [the review](../reviews/child-m.md), and ask what is different.
"""

Edit = Callable[[Path], None]


class Mistake(NamedTuple):
    """What an officer did, and whether it can be mended without a thought."""

    edit: Edit
    mended: bool


def change(old: str, new: str, path: str = BRIEFING) -> Edit:
    """Put one text in the place of another."""

    def edit(content: Path) -> None:
        file = content / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        file.write_bytes(text.replace(old, new).encode())

    return edit


def rewrite(path: str, made: Callable[[str], bytes]) -> Edit:
    """Save a file in another way."""

    def edit(content: Path) -> None:
        file = content / path
        file.write_bytes(made(file.read_text(encoding="utf-8")))

    return edit


def add(text: str) -> Edit:
    """Write something below the text."""
    return rewrite(BRIEFING, lambda old: f"{old}\n{text}\n".encode())


def all_of(*edits: Edit) -> Edit:
    def edit(content: Path) -> None:
        for one in edits:
            one(content)

    return edit


def put(path: str, data: bytes) -> Edit:
    def edit(content: Path) -> None:
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    return edit


def rename(old: str, new: str) -> Edit:
    return lambda content: (content / old).rename(content / new) and None


WITH_FOLDER = all_of(
    lambda content: (content / "briefings/ask-what-changed").mkdir(),
    rename(BRIEFING, "briefings/ask-what-changed/index.md"),
    change("../reviews", "../../reviews", "briefings/ask-what-changed/index.md"),
)
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>'

SEEDED: dict[str, Mistake] = {
    "smart-quotes-around-a-value": Mistake(change("title: A title", "title: “Ask: what has changed?”"), True),
    "smart-quotes-in-a-list": Mistake(change("[neglect]", "[“neglect”]"), True),
    "one-curly-and-one-straight-quote": Mistake(change("title: A title", 'title: "What has changed”'), True),
    "tabs-before-fields": Mistake(change("themes: [neglect]", "themes:\n\t- neglect"), True),
    "tab-after-a-colon": Mistake(change("audience: public", "audience:\tpublic"), True),
    "non-breaking-space-after-a-colon": Mistake(change("audience: public", "audience:\u00a0public"), True),
    "day-before-month": Mistake(change("2026-01-15", "25/01/2026"), True),
    "day-that-may-be-a-month": Mistake(change("2026-01-15", "05/01/2026"), False),
    "month-in-words": Mistake(change("2026-01-15", "15th January 2026"), True),
    "month-without-a-nought": Mistake(change("2026-01-15", "2026-1-15"), True),
    "label-of-a-theme": Mistake(change("[neglect]", "[Disguised compliance and reluctant engagement]"), True),
    "name-of-an-agency": Mistake(change("[childrens-services]", "[Police]"), True),
    "id-in-capitals": Mistake(change("[social-worker]", "[Social-Worker]"), True),
    "id-with-a-slip": Mistake(change("[neglect]", "[neglct]"), False),
    "audience-in-capitals": Mistake(change("audience: public", "audience: Public"), True),
    "audience-forgotten": Mistake(change("audience: public\n", ""), False),
    "type-in-capitals": Mistake(change("type: briefing", "type: Briefing"), True),
    "field-in-capitals": Mistake(change("themes:", "Themes:"), True),
    "field-that-does-not-exist": Mistake(change("themes:", "tags:"), False),
    "one-value-for-a-list": Mistake(change("[neglect]", "neglect"), True),
    "colon-in-a-title": Mistake(change("title: A title", "title: Neglect: what the nurse’s notes say"), True),
    "quotation-mark-not-closed": Mistake(change("title: A title", "title: 'What we found"), False),
    "end-of-the-front-matter-forgotten": Mistake(change("minutes: 1\n---\n", "minutes: 1\n"), False),
    "dashes-made-one-by-word": Mistake(rewrite(BRIEFING, lambda old: old.replace("---", "—").encode()), True),
    "empty-line-above-the-front-matter": Mistake(rewrite(BRIEFING, lambda old: f"\n\n{old}".encode()), True),
    "saved-by-notepad-as-utf-16": Mistake(rewrite(BRIEFING, lambda old: old.encode("utf-16")), True),
    "saved-by-an-old-program": Mistake(
        rewrite(BRIEFING, lambda old: old.replace("is different", "is the child’s own").encode("cp1252")), True
    ),
    "spaces-and-line-ends-of-windows": Mistake(
        rewrite(BRIEFING, lambda old: ("\ufeff" + old.replace("offered.", "offered. ")).replace("\n", "\r\n").encode()), True
    ),
    "renamed-id-in-a-link": Mistake(
        all_of(
            rename("reviews/child-m.md", "reviews/child-m-review.md"),
            change("themes: [neglect]", "themes: [neglect]\nredirect_from: [/reviews/child-m/]", "reviews/child-m-review.md"),
        ),
        True,
    ),
    "old-id-of-a-renamed-item": Mistake(
        all_of(
            rename("reviews/child-m.md", "reviews/child-m-review.md"),
            change("themes: [neglect]", "themes: [neglect]\nformer_ids: [child-m]", "reviews/child-m-review.md"),
        ),
        True,
    ),
    "renamed-without-a-redirect": Mistake(rename("reviews/child-m.md", "reviews/child-m-review.md"), False),
    "file-name-with-capitals-and-spaces": Mistake(rename(BRIEFING, "briefings/Ask What Changed.md"), False),
    "label-in-a-link": Mistake(add("See [neglect](theme:Neglect)."), True),
    "pdf-with-the-wrong-name": Mistake(
        all_of(WITH_FOLDER, change("minutes: 1", "minutes: 1\nattachments:\n  - {file: team-pack.pdf, title: The pack}", "briefings/ask-what-changed/index.md"),
               put("briefings/ask-what-changed/Team pack.pdf", b"%PDF-1.4")),
        False,
    ),
    "picture-name-in-capitals": Mistake(
        all_of(WITH_FOLDER, change("minutes: 1", "minutes: 1\nattachments:\n  - {file: CHART.svg, title: The chart}", "briefings/ask-what-changed/index.md"),
               put("briefings/ask-what-changed/chart.svg", PICTURE)),
        True,
    ),
    "picture-without-words": Mistake(
        all_of(WITH_FOLDER, change("minutes: 1", "minutes: 1\nattachments:\n  - {file: chart.svg, title: The chart}", "briefings/ask-what-changed/index.md"),
               change("## What to do", "![](chart.svg)\n\n## What to do", "briefings/ask-what-changed/index.md"), put("briefings/ask-what-changed/chart.svg", PICTURE)),
        False,
    ),
    "table-pasted-from-word": Mistake(add("Who\tWhat\nNurse\tWeighs\nTeacher\tAsks"), False),
    "table-without-its-line": Mistake(add("| Who | What |\n| Nurse | Weighs |"), False),
    "list-pasted-with-dots": Mistake(add("• Ask.\n• Write it down."), False),
    "bold-line-for-a-heading": Mistake(add("**Who to ring**\n\nThe duty desk."), False),
    "heading-of-the-wrong-level": Mistake(add("#### Who to ring\n\nThe duty desk."), False),
    "click-here": Mistake(add("For the review [click here](../reviews/child-m.md)."), False),
    "html-pasted-from-a-website": Mistake(add("<b>Ask</b> what has changed."), False),
    "words-that-blame": Mistake(add("The mother failed to engage and the child made poor choices."), False),
}  # fmt: skip


def library(folder: Path) -> Path:
    content = write_base(folder / "content")
    write_item(
        content,
        "reviews/child-m.md",
        REVIEW,
        "## What happened\n\nNine services came.\n\n::: voice Child M\n\nNobody asked.\n\n:::",
    )
    write_item(content, BRIEFING, FIELDS, TEXT)
    return content


def run(content: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> tuple[str, int]:
    monkeypatch.chdir(content.parent)
    monkeypatch.setenv("COLUMNS", "80")
    result = CliRunner().invoke(app, ["check", "--today", "2026-11-21", *options], catch_exceptions=False)
    return result.stderr + result.stdout, result.exit_code


def files(content: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}


def test_there_is_nothing_to_say_about_the_library_without_a_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, code = run(library(tmp_path), monkeypatch, "--fix")
    assert words.startswith("There is nothing that can be mended without a thought.\nNothing wrong found in 2 items.")
    assert code == 0


@pytest.mark.golden
@pytest.mark.parametrize("name", SEEDED)
def test_a_mistake_is_told_with_its_cure_and_mended_where_that_needs_no_thought(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    content = library(tmp_path)
    SEEDED[name].edit(content)
    before = files(content)
    told, _ = run(content, monkeypatch)
    fixed, code = run(content, monkeypatch, "--fix")
    after = files(content)
    golden(
        MISTAKES / f"{name}.txt",
        f"$ loop check\n{without_disclosure(told)}\n$ loop check --fix\n{without_disclosure(fixed)}",
    )
    assert (before != after) is SEEDED[name].mended
    if SEEDED[name].mended:
        assert code == 0
        assert "(mended)" in fixed
        assert "Nothing wrong found" in fixed
        again, _ = run(content, monkeypatch, "--fix")
        assert files(content) == after
        assert "(mended)" not in again
    else:
        assert re.search(r"^content/.+: .*\. \S", told, re.MULTILINE)


def without_disclosure(words: str) -> str:
    return re.sub(r"^Disclosure: .*\n", "", words, flags=re.MULTILINE)


def test_there_are_thirty_mistakes_and_every_one_is_told_in_plain_words() -> None:
    assert len(SEEDED) >= 30
    for name in SEEDED:
        told = (MISTAKES / f"{name}.txt").read_text(encoding="utf-8")
        assert "Traceback" not in told
        assert re.search(r"^content/\S", told, re.MULTILINE), name
    assert sorted(file.stem for file in MISTAKES.iterdir()) == sorted(SEEDED)


def test_a_dry_run_shows_the_lines_and_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = library(tmp_path)
    change("[neglect]", "[Neglect]  # the label")(content)
    before = files(content)
    words, code = run(content, monkeypatch, "--fix", "--dry-run")
    assert "-themes: [Neglect]  # the label\n+themes: [neglect]  # the label\n" in words
    assert "1 thing in 1 file can be mended. Nothing was changed (--dry-run)." in words
    assert (files(content), code) == (before, 0)


def test_comments_order_and_line_breaks_of_the_text_stay_when_something_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = library(tmp_path)
    change("[neglect]", "[ Neglect ]   # why this one")(content)
    change("was offered.", "was offered.  \nFew said more.")(content)
    run(content, monkeypatch, "--fix")
    text = (content / BRIEFING).read_text(encoding="utf-8")
    assert "themes: [ neglect ]   # why this one\n" in text
    assert "was offered.  \nFew said more." in text
