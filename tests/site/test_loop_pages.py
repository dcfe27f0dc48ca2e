"""The pages of references, of the learning cycle and of themes over time, and what a review says of the past."""

from __future__ import annotations

import re
from pathlib import Path

from learning_loop.model.kinds import Audience
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW, build_tiny, write_base, write_item

BODY = "## Child M’s days\n\nText."


def built(tmp_path: Path, *items: tuple[str, str, str]) -> Path:
    content = write_base(tmp_path / "content")
    for path, fields, body in items:
        write_item(content, path, fields, body)
    made = build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC])
    assert not made.failed, [problem.words("content") for problem in made.problems]
    return tmp_path / "site/public"


def words_of(page: Path) -> str:
    """Give the text of a page, on one line."""
    main = page.read_text(encoding="utf-8").partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_a_reference_has_a_page_with_a_place_for_everything_under_it(tmp_path: Path) -> None:
    site = built(tmp_path, ("reviews/child-m.md", REVIEW, BODY), ("actions/p.md", PLAN, "Text."))
    html = (site / "ref/LCSPR-2026-01/index.html").read_text()
    for anchor, target in (
        ("F1", "../../reviews/child-m/#f1"),
        ("R1", "../../reviews/child-m/#r1-text"),
        ("R1/A1", "../../actions/p/r1-a1/"),
    ):
        assert f'id="{anchor}"' in html
        assert f'href="{target}"' in html
    assert 'href="../ref/LCSPR-2026-01/"' in (site / "ref/index.html").read_text()
    assert "../../ref/LCSPR-2026-01/#F1" in (site / "reviews/child-m/index.html").read_text()
    assert "../../ref/LCSPR-2026-01/#R1" in (site / "reviews/child-m/index.html").read_text()
    assert "/ref/LCSPR-2026-01/#R1/A1</a>" in (site / "actions/p/r1-a1/index.html").read_text()


def test_the_record_of_a_withdrawn_review_keeps_its_findings_and_not_its_recommendations(tmp_path: Path) -> None:
    old = REVIEW.replace("2025-10-01", "2022-10-01").replace("on: 2026-01-15", "on: 2023-01-15")
    gone = f"published: 2023-01-15\nwithdrawn: {{on: 2026-02-01, reason: The family asked.}}\n{old}"
    site = built(tmp_path, ("reviews/child-m.md", gone, BODY), ("actions/p.md", PLAN, "Text."))
    words = words_of(site / "ref/LCSPR-2026-01/index.html")
    assert "We recorded offers" in words
    assert "Ask what has changed" not in words
    assert 'id="R1"' in (site / "ref/LCSPR-2026-01/index.html").read_text()
    assert 'href="../../../reviews/child-m/"' in (site / "actions/p/r1-a1/index.html").read_text()


def test_an_action_that_answers_no_single_recommendation_stands_in_the_loop(tmp_path: Path) -> None:
    plan = PLAN.replace("ref: R1/A1", "ref: A1")
    site = built(tmp_path, ("reviews/child-m.md", REVIEW, BODY), ("actions/p.md", plan, "Text."))
    html = (site / "reviews/child-m/index.html").read_text()
    assert 'href="../../actions/p/a1/"' in html
    assert "The review as a whole" in html


def test_an_action_that_took_over_names_what_it_replaces_and_what_it_answers(tmp_path: Path) -> None:
    def action(ref: str, more: str) -> str:
        return PLAN.partition("actions:\n")[2].replace("R1/A1", ref) + more

    plan = PLAN.partition("actions:")[0] + "actions:\n" + "\n".join([
        action("R1/A1", "\n    delivery: superseded\n    superseded_by: R1/A3\n    updates: [{on: 2026-02-01, note: No., delivery: superseded}]"),
        action(
            "R1/A2",
            "\n    delivery: complete\n    impact: not-embedded\n    new_action: R1/A3\n    updates:\n"
            "      - {on: 2026-02-01, note: Done., delivery: complete}\n      - {on: 2026-03-01, note: It did not hold., impact: not-embedded}",
        ),
        action("R1/A3", ""),
    ])  # fmt: skip
    site = built(tmp_path, ("reviews/child-m.md", REVIEW, BODY), ("actions/p.md", plan, "Text."))
    words = words_of(site / "actions/p/r1-a3/index.html")
    assert "Replaces LCSPR-2026-01/R1/A1" in words
    assert "Answers LCSPR-2026-01/R1/A2 where the change did not hold" in words


def test_a_review_says_where_its_themes_were_seen_before_and_the_table_counts_them_by_year(tmp_path: Path) -> None:
    earlier = (
        REVIEW.replace("LCSPR-2026-01", "LCSPR-2024-01")
        .replace("on: 2026-01-15", "on: 2024-01-15")
        .replace("2025-10-01", "2023-10-01")
    )
    site = built(
        tmp_path,
        ("reviews/child-m.md", REVIEW, BODY),
        (
            "reviews/child-k.md",
            f"title: 'Child K: unseen'\npublished: 2024-01-15\n{earlier.replace('Child M', 'Child K')}",
            BODY,
        ),
    )
    words = words_of(site / "reviews/child-m/index.html")
    assert "Seen before in 1 review or audit since 2024; 1 recommendation still open." in words
    assert "Seen before in" not in words_of(site / "reviews/child-k/index.html")
    table = words_of(site / "themes/over-time/index.html")
    assert "Neglect 2024: 1 1 open none 2026: 1 1 open All years: 2 Recommendations: 2 Still open: 2" in table
    assert "2 of their 2 recommendations are still open." in words_of(site / "themes/neglect/index.html")


def test_the_cycle_counts_what_stands_at_each_stage(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    framework = content / "registers/framework.yml"
    stages = "  - {id: identify, label: Identify}\n  - {id: embed, label: Embed}\n"
    framework.write_text(framework.read_text().replace("  - {id: review, label: Review}\n", stages))
    write_item(content, "reviews/child-m.md", REVIEW, BODY)
    write_item(content, "actions/p.md", PLAN)
    build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC])
    site = tmp_path / "site/public"
    words = words_of(site / "cycle/index.html")
    assert "Identify 1 document " in words
    assert "Embed 1 document and 1 action" in words
    assert (
        'href="../../cycle/#stage-identify">Stage 1 of 2: Identify</a>'
        in (site / "reviews/child-m/index.html").read_text()
    )


def test_what_a_text_says_before_its_first_heading_is_on_the_page(tmp_path: Path) -> None:
    site = built(
        tmp_path,
        ("reviews/child-m.md", REVIEW, f"Read this slowly.\n\n{BODY}"),
        ("reviews/child-n.md", REVIEW.replace("LCSPR-2026-01", "LCSPR-2026-02"), "There is no heading at all."),
        ("briefings/ask.md", "title: Ask", f"For every team.\n\n{BRIEFING_BODY}"),
    )
    for page, text in (
        ("reviews/child-m", "Read this slowly. Child M’s days"),
        ("reviews/child-n", "There is no heading at all."),
        ("briefings/ask", "For every team. 1 "),
    ):
        assert text in words_of(site / page / "index.html"), page
