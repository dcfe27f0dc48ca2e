"""Incremental equals clean: whatever sequence of edits led to a content folder, building on top of the last build gives what a clean build gives.

Links between items are changed in `test_incremental_links.py`, their words in `test_incremental_words.py`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import learning_loop.build
from learning_loop.model.kinds import Audience
from learning_loop.outputs.pages import PageRenderer
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW, build_tiny, tree, write_base, write_feedback, write_item
from tests.workbench import EDITS, Workbench, change_body, differences, few, follow, set_line, start

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
