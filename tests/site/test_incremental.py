"""Incremental equals clean: whatever sequence of edits led to a content folder, building on top of the last build gives what a clean build gives."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import learning_loop.build
import learning_loop.derive.related
import learning_loop.outputs.unaffected
from learning_loop.model.kinds import Audience
from learning_loop.outputs.pages import PageRenderer
from learning_loop.theme import theme_folder
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW, TODAY, build_tiny, tree, write_base, write_item


@dataclass
class Workbench:
    """A content folder under edit, the site and cache that grow with it, and a theme of its own."""

    folder: Path
    today: date = TODAY
    edits: int = 0
    done: list[str] = field(default_factory=list)

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


def differences(bench: Workbench) -> list[str]:
    """Build on top of the last build and build cleanly; give the paths that differ."""
    built = build_tiny(bench.content, bench.folder / "site", cache=bench.folder / "cache", today=bench.today)
    assert not [problem for problem in built.problems if problem.severity == "error"], built.problems
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


steps = st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 60)), min_size=2, max_size=5)


@given(steps)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_a_build_on_top_of_the_last_equals_a_clean_build(
    edits: list[tuple[Callable[[Workbench, int], None], int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        bench = start(Path(folder) / "work")
        patch.setattr(learning_loop.build, "theme_folder", lambda: bench.theme)
        assert differences(bench) == []
        for edit, number in edits:
            edit(bench, number)
            bench.done.append(f"{edit.__name__}({number})")
            assert differences(bench) == [], bench.done


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_each_edit_alone_and_after_another_day_equals_a_clean_build(
    edit: Callable[[Workbench, int], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = start(tmp_path / "work")
    monkeypatch.setattr(learning_loop.build, "theme_folder", lambda: bench.theme)
    build_tiny(bench.content, bench.folder / "site", cache=bench.folder / "cache", today=bench.today)
    for number in (1, 6):
        edit(bench, number)
        assert differences(bench) == []


def test_a_change_of_one_text_makes_one_page_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not only is one page written: no other page is looked at. Of the search, only the files of the new words change."""
    bench = start(tmp_path / "work")
    site, cache = bench.folder / "site", bench.folder / "cache"
    build_tiny(bench.content, site, cache=cache)
    before = {audience: tree(site / audience) for audience in Audience}
    change_body(bench, 0)
    made: list[str] = []
    page = PageRenderer.page
    monkeypatch.setattr(PageRenderer, "page", lambda self, spec: made.append(spec.path) or page(self, spec))
    build_tiny(bench.content, site, cache=cache)
    for audience in Audience:
        after = tree(site / audience)
        changed = {path for path in after if after[path] != before[audience].get(path)}
        assert len([path for path in changed if not path.startswith("search/")]) == 1
        # "Sentence 1.": two words, in two files of postings and two of the vocabulary, and the item's own
        assert len(changed) <= 1 + 5
    own = f"{bench.items()[0].parent.name}/{bench.items()[0].stem}/"
    # a plan's actions have pages of their own, made with it
    assert {path for path in made if not path.startswith(own)} == set()
    assert made.count(own) == len(Audience)


NAMES = [f"item-{number}" for number in range(8)]


def write_linked(content: Path, name: str, others: list[str], version: int) -> None:
    """Write a briefing that arises from others, or a bulletin that carries them."""
    folder = "briefings" if int(name[-1]) % 2 else "bulletins"
    about = [other for other in others if other != name]
    write_item(
        content,
        f"{folder}/{name}.md",
        f"title: The {version}th title of {name}\nabout: [{', '.join(about)}]\nthemes: [{'neglect' if version % 2 else 'babies'}]\n"
        f"published: 2026-0{int(name[-1]) + 1}-0{version % 9 + 1}",
        BRIEFING_BODY if folder == "briefings" else "Text.",
    )


def write_plan(content: Path, named: str, version: int) -> None:
    """Write the review's plan, with evidence that lies in an item."""
    evidence = f"""
    evidence:
      - {{title: A count, on: 2026-05-0{version % 9 + 1}, by: quality-group, text: Thirty were read., link: {named}, does_not_show: Whether it lasts.}}"""
    write_item(content, "actions/child-m-plan.md", f"{PLAN}{evidence}")


links = st.lists(
    st.tuples(
        st.sampled_from([*NAMES, "plan"]), st.lists(st.sampled_from([*NAMES, "child-m"]), max_size=3, unique=True)
    ),
    min_size=3,
    max_size=6,
)


@given(links)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_links_that_change_reach_every_page_that_shows_them(edits: list[tuple[str, list[str]]]) -> None:
    """With the window of related items narrowed, so that in a small library most pages are out of reach."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        for module in (learning_loop.derive.related, learning_loop.outputs.unaffected):
            patch.setattr(module, "WINDOW", 1)
        bench = Workbench(Path(folder) / "work")
        content = write_base(bench.content)
        write_item(content, "reviews/child-m.md", REVIEW, "## Child M’s days\n\nText.")
        write_plan(content, NAMES[0], 1)
        for name in NAMES:
            write_linked(content, name, [], 1)
        assert differences(bench) == []
        for version, (name, others) in enumerate(edits, 2):
            if name == "plan":
                write_plan(content, (others or NAMES)[0], version)
            else:
                write_linked(content, name, others, version)
            assert differences(bench) == [], edits[: version - 1]
