"""Incremental equals clean, when what items name and link to changes."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import learning_loop.derive.related
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW, write_base, write_item
from tests.workbench import Workbench, differences, few, follow

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
