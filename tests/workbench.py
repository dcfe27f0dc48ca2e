"""A small library under edit: what an author may do to it, and whether the build on top of the last one equals a clean one."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from hypothesis import settings

from learning_loop.theme import theme_folder
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW, TODAY, build_tiny, tree, write_base, write_item

T = TypeVar("T")


@dataclass
class Workbench:
    """A content folder under edit, the site and cache that grow with it, and a theme of its own."""

    folder: Path
    today: date = TODAY
    edits: int = 0

    @property
    def content(self) -> Path:
        """The content folder."""
        return self.folder / "content"

    @property
    def theme(self) -> Path:
        """The theme's folder."""
        return self.folder / "theme"

    def items(self) -> list[Path]:
        """Every item that an edit may take, in a fixed order."""
        return sorted(self.content.glob("[!r]*/*.md")) + sorted(self.content.glob("resources/*.md"))

    def pick(self, number: int) -> Path | None:
        """Choose an item."""
        items = self.items()
        return items[number % len(items)] if items else None

    def count(self) -> int:
        """Give a number that no edit had before."""
        self.edits += 1
        return self.edits


def start(folder: Path) -> Workbench:
    """Write a small library in which everything is linked with something."""
    bench = Workbench(folder)
    content = write_base(bench.content)
    shutil.copytree(theme_folder(), bench.theme)
    write_item(
        content,
        "reviews/child-m.md",
        REVIEW,
        "## Child M’s days\n\nThey liked [neglect](theme:neglect).\n\n## What happened\n\nMuch.",
    )
    write_item(content, "actions/child-m-plan.md", PLAN)
    write_item(content, "briefings/first.md", "about: [child-m]\nthemes: [neglect, babies]", BRIEFING_BODY)
    write_item(
        content,
        "policies/old-policy.md",
        "review_due: 2027-01\nthemes: [engagement]",
        "Text with [a review](../reviews/child-m.md).",
    )
    write_item(content, "policies/new-policy.md", "review_due: 2029-01\nthemes: [engagement]\nsupersedes: [old-policy]")
    write_item(
        content,
        "bulletins/news.md",
        "about: [new-policy]\nagencies: [police]",
        "For all.\n\n::: professional\nOnly here.\n:::\n",
    )
    write_item(
        content,
        "newsletters/issue.md",
        "term: autumn-2026\nabout: [first, new-policy]\nthree_things: [{title: Ring, text: Then write., link: first, label: Briefing}]",
        "## What changed\n\n[Much](../policies/new-policy.md).",
    )
    for number in range(4):
        write_item(
            content,
            f"training/course-{number}.md",
            f"format: webinar\nlength: An hour\nthemes: [neglect]\nroles: [social-worker]\npublished: 2025-0{number + 1}-10",
        )
    return bench


def add(bench: Workbench, number: int) -> None:
    write_item(
        bench.content,
        f"bulletins/added-{bench.count()}.md",
        f"themes: [babies, neglect]\npublished: 2026-0{number % 9 + 1}-03",
    )


def change_body(bench: Workbench, number: int) -> None:
    if item := bench.pick(number):
        item.write_text(item.read_text(encoding="utf-8") + f"\nSentence {bench.count()}.\n", encoding="utf-8")


def change_title(bench: Workbench, number: int) -> None:
    if item := bench.pick(number):
        text = item.read_text(encoding="utf-8")
        item.write_text(
            re.sub(r"^title: .*$", f"title: Another title {bench.count()}", text, count=1, flags=re.MULTILINE),
            encoding="utf-8",
        )


def rename(bench: Workbench, number: int) -> None:
    """Rename a course, as an author does: with a redirect from the old address."""
    courses = sorted(bench.content.glob("training/*.md"))
    if not courses:
        return
    course = courses[number % len(courses)]
    text = course.read_text(encoding="utf-8")
    text = re.sub(r"^redirect_from: .*\n", "", text, flags=re.MULTILINE)
    text = text.replace("format: webinar", f"format: webinar\nredirect_from: [/training/{course.stem}/]", 1)
    course.unlink()
    (course.parent / f"renamed-{bench.count()}.md").write_text(text, encoding="utf-8")


def delete(bench: Workbench, number: int) -> None:
    """Delete something that nothing points to."""
    loose = [*sorted(bench.content.glob("training/*.md")), *sorted(bench.content.glob("bulletins/*.md"))]
    if loose:
        loose[number % len(loose)].unlink()


def set_line(path: Path, name: str, line: str) -> None:
    text = re.sub(rf"^{name}:.*\n(?:(?: |- ).*\n)*", "", path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    path.write_text(text.replace("---\n", f"---\n{line}\n", 1), encoding="utf-8")


def publish_later(bench: Workbench, number: int) -> None:
    if (item := bench.pick(number)) and item.parent.name in ("training", "bulletins"):
        set_line(item, "published", f"published: {TODAY + timedelta(days=number % 20)}")


def withdraw(bench: Workbench, number: int) -> None:
    if (item := bench.pick(number)) and item.parent.name in ("training", "bulletins", "briefings"):
        set_line(item, "published", "published: 2025-01-10")
        set_line(item, "withdrawn", "withdrawn: {on: 2026-02-01, reason: It was wrong.}")


def change_audience(bench: Workbench, number: int) -> None:
    if (item := bench.pick(number)) and item.parent.name in ("training", "bulletins", "briefings"):
        set_line(item, "audience", f"audience: {'professional' if number % 2 else 'public'}")


def change_register(bench: Workbench, number: int) -> None:
    file = bench.content / "registers/themes.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"label: Babies.*", f"label: Babies and infants {bench.count()}", text), encoding="utf-8")


def change_action(bench: Workbench, number: int) -> None:
    file = bench.content / "actions/child-m-plan.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"due: .*", f"due: 2026-{number % 12 + 1:02}-28", text), encoding="utf-8")


def change_template(bench: Workbench, number: int) -> None:
    file = bench.theme / "pages/article.html"
    file.write_text(file.read_text(encoding="utf-8") + f"<!-- {bench.count()} -->\n", encoding="utf-8")


def change_day(bench: Workbench, number: int) -> None:
    bench.today += timedelta(days=number % 40)


EDITS: tuple[Callable[[Workbench, int], None], ...] = (
    add, change_body, change_title, rename, delete, publish_later, withdraw, change_audience, change_register, change_action,
    change_template, change_day,
)  # fmt: skip


THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"


def few(examples: int) -> settings:
    """Try so few sequences of builds that they take seconds, the same each time; ten times as many, at random, in the thorough profile."""
    return settings(max_examples=examples * 10 if THOROUGH else examples, deadline=None, derandomize=not THOROUGH)


def build_on_top(bench: Workbench) -> None:
    """Build on top of what was built before."""
    built = build_tiny(bench.content, bench.folder / "site", cache=bench.folder / "cache", today=bench.today)
    assert not [problem for problem in built.problems if problem.severity == "error"], built.problems


def follow(bench: Workbench, edits: Sequence[T], edit: Callable[[int, T], None]) -> None:
    """Build after every edit of a sequence; compare with a clean build after the last one, in the thorough profile after each."""
    build_on_top(bench)
    for number, one in enumerate(edits, 1):
        edit(number, one)
        if THOROUGH or number == len(edits):
            assert differences(bench) == [], edits[:number]
        else:
            build_on_top(bench)


def differences(bench: Workbench) -> list[str]:
    """Build on top of the last build and build cleanly; give the paths that differ."""
    build_on_top(bench)
    with tempfile.TemporaryDirectory(dir=bench.folder.parent) as fresh:
        # what Jinja compiled holds no result and half a second of work
        shutil.copytree(bench.folder / "cache/templates", Path(fresh) / "cache/templates")
        build_tiny(bench.content, Path(fresh) / "site", cache=Path(fresh) / "cache", today=bench.today)
        found = []
        for site in ("public", "professional"):
            grown, clean = tree(bench.folder / "site" / site), tree(Path(fresh) / "site" / site)
            found += [
                f"{site}/{path}" for path in sorted(grown.keys() | clean.keys()) if grown.get(path) != clean.get(path)
            ]
        return found
