"""Incremental equals clean: whatever sequence of edits led to a content folder, building on top of the last build gives what a clean build gives."""

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

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import learning_loop.build
import learning_loop.derive.related
from learning_loop.model.kinds import Audience
from learning_loop.outputs.pages import PageRenderer
from learning_loop.theme import theme_folder
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW, TODAY, build_tiny, tree, write_base, write_feedback, write_item

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


steps = st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 60)), min_size=2, max_size=5)


@given(steps)
@few(4)
def test_a_build_on_top_of_the_last_equals_a_clean_build(
    edits: list[tuple[Callable[[Workbench, int], None], int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        bench = start(Path(folder) / "work")
        patch.setattr(learning_loop.build, "theme_folder", lambda: bench.theme)
        follow(bench, edits, lambda _, step: step[0](bench, step[1]))


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
        # an item's text stands in its feeds too; which those are, `test_feeds.py` says
        changed = {path for path in changed if not path.startswith("feeds/")}
        assert len([path for path in changed if not path.startswith("search/")]) == 1
        # "Sentence 1.": two words, in two files of postings and two of the vocabulary, and the item's own
        assert len(changed) <= 1 + 5
    own = f"{bench.items()[0].parent.name}/{bench.items()[0].stem}/"
    # a plan's actions have pages of their own, made with it
    assert {path for path in made if not path.startswith(own)} == set()
    assert made.count(own) == len(Audience)


NAMES = [f"item-{number}" for number in range(8)]
HOW = ("about", "text", "both", "thing")
"""How an item may name others: in its fields, in its text, in both, or as the three things of a newsletter."""


def folder_of(name: str) -> str:
    if name.startswith("child"):
        return "reviews"
    return "briefings" if int(name[-1]) % 2 else "bulletins"


def write_linked(content: Path, name: str, others: list[str], version: int, how: str = "about") -> None:
    """Write a briefing that arises from others, or a bulletin that carries them."""
    folder = folder_of(name)
    others = [other for other in others if other != name]
    about = others if how in ("about", "both") else []
    words = " ".join(f"[words](../{folder_of(other)}/{other}.md)" for other in others if how in ("text", "both"))
    write_item(
        content,
        f"{folder}/{name}.md",
        f"title: The {version}th title of {name}\nabout: [{', '.join(about)}]\nthemes: [{'neglect' if version % 2 else 'babies'}]\n"
        f"published: 2026-0{int(name[-1]) + 1}-0{version % 9 + 1}",
        BRIEFING_BODY.replace("Text.", f"Text. {words}", 1) if folder == "briefings" else f"Text. {words}",
    )


def write_newsletter(content: Path, others: list[str], version: int) -> None:
    """Write a newsletter whose three things are others."""
    things = "".join(f"\n  - {{title: Thing, text: Words., link: {other}, label: Read it}}" for other in others)
    fields = f"title: The {version}th newsletter\nterm: spring-2026\nthree_things:{things}"
    write_item(content, "newsletters/spring.md", fields, "## What changed this term\n\nMuch.")


def write_plan(content: Path, named: str, version: int) -> None:
    """Write the review's plan, with evidence that lies in an item and, at times, an action that another plan's answers."""
    evidence = f"""
    evidence:
      - {{title: A count, on: 2026-05-0{version % 9 + 1}, by: quality-group, text: Thirty were read., link: {named}, does_not_show: Whether it lasts.}}"""
    answered = f"\n    new_action: LCSPR-2024-0{version % 3}/R1/A1" if version % 3 else ""
    write_item(content, "actions/child-m-plan.md", f"title: Plan {version}\n{PLAN}{evidence}{answered}")


def write_earlier(content: Path, number: int, version: int) -> None:
    """Write a review that was there before, far from the others in time, and its plan."""
    name, day = f"child-{number}", f"2024-0{number}-10"
    review = REVIEW.replace("LCSPR-2026-01", f"LCSPR-2024-0{number}").replace("2026-01-15", day)
    review = review.replace("2025-10-01", "2024-01-01").replace("[Child M]", f"[Child {number}]")
    review = f"title: 'Child {number}: title {version}'\npublished: {day}\n{review}"
    write_item(content, f"reviews/{name}.md", review, "## Days\n\nText.")
    done = "\n    delivery: complete\n    impact: not-embedded\n    new_action: LCSPR-2026-01/R1/A1\n    updates:"
    done += "\n      - {on: 2025-01-01, note: Done., delivery: complete}\n      - {on: 2025-02-01, note: No., impact: not-embedded}"
    plan = PLAN.replace("source: child-m", f"source: {name}") + (done if version % 2 else "")
    write_item(content, f"actions/{name}-plan.md", f"title: Earlier plan {version}\n{plan}")


links = st.lists(
    st.tuples(
        st.sampled_from([*NAMES, "plan", "newsletter", "child-1", "child-2"]),
        st.lists(st.sampled_from([*NAMES, "child-m"]), max_size=3, unique=True),
        st.sampled_from(HOW),
    ),
    min_size=3,
    max_size=6,
)


@given(links)
@few(4)
def test_links_that_change_reach_every_page_that_shows_them(edits: list[tuple[str, list[str], str]]) -> None:
    """With one related item a page, so that in a small library most pages are out of reach."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(learning_loop.derive.related, "MOST", 1)
        bench = Workbench(Path(folder) / "work")
        content = write_base(bench.content)
        write_item(content, "reviews/child-m.md", REVIEW, "## Child M’s days\n\nText.")
        for number in (1, 2):
            write_earlier(content, number, 1)
        write_plan(content, NAMES[0], 1)
        write_newsletter(content, NAMES[:1], 1)
        for number in range(9):
            write_item(
                content, f"bulletins/between-{number}.md", f"themes: [neglect]\npublished: 2025-0{number + 1}-01"
            )
        for name in NAMES:
            write_linked(content, name, [], 1)

        def edit(number: int, step: tuple[str, list[str], str]) -> None:
            name, others, how = step
            if name == "plan":
                write_plan(content, (others or NAMES)[0], number + 1)
            elif name == "newsletter":
                write_newsletter(content, others or NAMES[:1], number + 1)
            elif name.startswith("child"):
                write_earlier(content, int(name[-1]), number + 1)
            else:
                write_linked(content, name, others, number + 1, how)

        follow(bench, edits, edit)


TARGETS = """targets:
  - {id: reviews, label: Reviews a year, type: review, per: year, count: 2}
  - {id: newsletters, label: Newsletters a term, type: newsletter, per: term, count: 1}
  - {id: courses, label: Courses a calendar year, type: training, per: calendar-year, count: 2}
"""
DATED = ("training", "event", "newsletter", "bulletin", "plan", "annual-report", "review")


def write_dated(content: Path, kind: str, day: date, version: int) -> None:
    """Write the one item of a kind, with a day of its own that may lie in any year; a course runs on two days."""
    title = f"title: The {version}th {kind}"
    other = day + timedelta(400)
    if kind == "training":
        write_item(content, "training/t.md", f"{title}\nformat: workshop\nlength: An hour\ndates: [{day}, {other}]")
    elif kind == "event":
        write_item(
            content, "events/e.md", f"{title}\nstarts: {day} 13:30\nends: {day} 16:00\nplace: Hall\nevent_type: forum"
        )
    elif kind == "newsletter":
        things = "three_things: [{title: One thing, text: Text., link: child-m, label: Review}]"
        write_item(content, "newsletters/n.md", f"{title}\npublished: {other}\nterm: autumn-{day.year}\n{things}")
    elif kind == "bulletin":
        write_item(content, "bulletins/b.md", f"{title}\npublished: {day}")
    elif kind == "annual-report":
        write_item(content, "annual-reports/a.md", f"{title}\npublished: {other}\nyear: {day.year}-{day.year + 1}")
    elif kind == "plan":
        updates = f"\n    response: accepted\n    updates:\n      - {{on: {day}, note: Agreed., response: accepted}}"
        write_item(content, "actions/p.md", PLAN + updates)
    else:
        write_item(
            content,
            "reviews/child-m.md",
            f"{title}\npublished: {day}\ndelay_reason: A trial.\n{REVIEW.replace('2025-10-01', '2015-10-01')}",
        )


@given(
    st.lists(st.tuples(st.sampled_from(DATED), st.dates(date(2019, 1, 1), date(2026, 12, 31))), min_size=3, max_size=6)
)
@few(4)
def test_a_changed_day_reaches_the_figures_of_every_year_that_it_touches(edits: list[tuple[str, date]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench = Workbench(Path(folder) / "work", today=date(2028, 6, 1))
        content = write_base(bench.content)
        framework = content / "registers/framework.yml"
        framework.write_text(framework.read_text() + TARGETS)
        for kind in DATED:
            write_dated(content, kind, date(2022, 5, 1), 1)
        follow(bench, edits, lambda number, step: write_dated(content, *step, number + 1))


def test_a_new_bulletin_leaves_the_figures_of_other_years_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "bulletins/a.md", "published: 2019-05-01")
    build_tiny(content, tmp_path / "site")
    made: list[str] = []
    page = PageRenderer.page
    monkeypatch.setattr(PageRenderer, "page", lambda self, spec: made.append(spec.path) or page(self, spec))
    write_item(content, "bulletins/b.md", "published: 2026-05-01")
    build_tiny(content, tmp_path / "site")
    assert {path for path in made if path.endswith("/report/")} == {"years/2026-2027/report/"}


NEAR = range(8, 18)
"""Further items, which say what the others say beside their own words, so that it says nothing."""
RARE = (
    "bruising crawling ambulance respite thresholds escalation glue sofa neighbours eviction nursery injunction".split()
)
said = st.lists(
    st.tuples(
        st.sampled_from(NAMES), st.lists(st.sampled_from(RARE), min_size=1, max_size=6, unique=True), st.booleans()
    ),
    min_size=3,
    max_size=6,
)


def write_saying(content: Path, name: str, words: list[str], professional: bool = False) -> None:
    """Write a briefing or bulletin without theme or link, whose text has these words, for professionals alone if that is said."""
    text = f"{' and '.join(words)}."
    text = f"Text.\n\n::: professional\n{text}\n:::\n" if professional else text
    body = BRIEFING_BODY.replace("Text.", text, 1) if folder_of(name) == "briefings" else text
    kind = "training" if folder_of(name) == "bulletins" else "briefings"
    if int(name.partition("-")[2]) in NEAR:
        kind, body = "training", text
    fields = "format: webinar\nlength: An hour" if kind == "training" else ""
    write_item(
        content, f"{kind}/{name}.md", f"title: {name}\n{fields}\npublished: 2026-0{int(name[-1]) % 9 + 1}-01", body
    )


def write_others(content: Path) -> None:
    for number in NEAR:
        write_saying(content, f"item-{number}", [f"only{number}"])


@given(said)
@few(4)
def test_words_that_change_reach_every_page_that_suggests_the_item_or_did(
    edits: list[tuple[str, list[str], bool]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(learning_loop.derive.related, "MOST", 2)
        bench = Workbench(Path(folder) / "work")
        content = write_base(bench.content)
        write_others(content)
        for number, name in enumerate(NAMES):
            write_saying(content, name, RARE[number : number + 3])
        follow(bench, edits, lambda _, step: write_saying(content, *step))


def test_near_texts_are_suggested_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning_loop.derive.related, "MOST", 2)
    bench = Workbench(tmp_path / "work")
    content = write_base(bench.content)
    for number, name in enumerate(NAMES):
        write_saying(content, name, RARE[number : number + 3])
    build_on_top(bench)
    assert 'id="related"' in (bench.folder / "site/public/training/item-0/index.html").read_text()


def test_a_text_that_comes_near_to_another_changes_both_pages_and_no_third(tmp_path: Path) -> None:
    bench = Workbench(tmp_path / "work")
    content = write_base(bench.content)
    site = bench.folder / "site"
    write_others(content)
    for number, name in enumerate(NAMES[:4]):
        write_saying(content, name, RARE[3 * number : 3 * number + 3])
    build_tiny(content, site, cache=bench.folder / "cache")
    before = tree(site / "public")
    write_saying(content, NAMES[0], [*RARE[:2], RARE[6]])
    build_tiny(content, site, cache=bench.folder / "cache")
    after = tree(site / "public")
    changed = {path for path in after if before.get(path) != after[path] and path.endswith(".html")}
    assert changed == {f"{folder}/index.html" for folder in ("training/item-0", "training/item-2")}


def test_what_professionals_read_brings_nothing_nearer_on_the_public_site(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_others(content)
    write_saying(content, NAMES[0], RARE[:3])
    write_saying(content, NAMES[1], RARE[:3], professional=True)
    build_tiny(content, tmp_path / "site")
    pages = {
        audience: (tmp_path / "site" / audience / "training/item-0/index.html").read_text() for audience in Audience
    }
    assert 'id="related"' in pages[Audience.PROFESSIONAL]
    assert 'id="related"' not in pages[Audience.PUBLIC]


@pytest.mark.parametrize("how", ["text", "about"])
def test_a_link_that_is_taken_out_leaves_the_page_that_it_led_to(how: str, tmp_path: Path) -> None:
    bench = Workbench(tmp_path / "work")
    content = write_base(bench.content)
    for name in NAMES[:4]:
        write_linked(content, name, [], 1)
    for others in ([NAMES[3]], [NAMES[2]], []):
        write_linked(content, NAMES[0], others, 1, how)
        assert differences(bench) == []
        found = [
            name
            for name in NAMES[1:4]
            if f"{folder_of(NAMES[0])}/{NAMES[0]}/"
            in (bench.folder / "site/public" / folder_of(name) / name / "index.html").read_text()
        ]
        assert found == others


def test_a_theme_message_that_becomes_visible_moves_the_links_to_those_after_it(tmp_path: Path) -> None:
    """The places of messages are counted among those that the public may see, and nothing links the two items."""
    bench = Workbench(tmp_path / "work")
    content = write_base(bench.content)
    register = content / "registers/themes.yml"
    messages = "".join(f"\n      - {{title: Message of {name}, text: Words., sources: [{name}]}}" for name in NAMES[:2])
    register.write_text(
        register.read_text().replace("    group: harm\n", f"    group: harm\n    messages:{messages}\n", 1)
    )
    write_linked(content, NAMES[1], [], 1)
    for audience in ("professional", "public"):
        write_item(content, f"{folder_of(NAMES[0])}/{NAMES[0]}.md", f"audience: {audience}\npublished: 2024-01-01")
        assert differences(bench) == []
    page = bench.folder / "site/public" / folder_of(NAMES[1]) / NAMES[1] / "index.html"
    assert "themes/neglect/#message-2" in page.read_text()


def test_a_new_title_reaches_every_page_that_names_it_in_what_people_told_us(tmp_path: Path) -> None:
    """Nothing but the feedback links these items, and it was heard and decided in years in which none of them was published."""
    bench = Workbench(tmp_path / "work", today=date(2028, 6, 1))
    content = write_base(bench.content)
    write_item(content, "reviews/child-m.md", REVIEW)
    write_item(content, "policies/new.md", "review_due: 2029-01\nthemes: [engagement]")
    write_item(
        content, "training/course.md", "format: webinar\nlength: An hour\nthemes: [babies]\npublished: 2023-02-01"
    )
    write_item(content, "briefings/b.md", "themes: [neglect]\npublished: 2023-02-01", BRIEFING_BODY)
    write_item(content, "actions/p.md", PLAN)
    write_feedback(
        content,
        "about: [course]\nheard_on: 2024-05-01\nactions: [LCSPR-2026-01/R1/A1]\ndecided_on: 2027-09-01\ndone: It is shorter.\nchanged: [new]",
        "about: [b, child-m]\nheard_on: 2024-05-02",
    )
    assert differences(bench) == []
    for name in ("reviews/child-m", "policies/new", "training/course", "briefings/b", "actions/p"):
        file = content / f"{name}.md"
        set_line(file, "title", f"title: Another title of {name}")
        file.write_text(file.read_text().replace("Supervision asks", "Supervision never asks"))
        assert differences(bench) == [], name
    page = (bench.folder / "site/public/feedback/index.html").read_text()
    assert page.count("Another title of") == 4
    assert "Supervision never asks" in page
