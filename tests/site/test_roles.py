"""A role's page: what learning asks of it, and what came of the actions from that learning."""

from __future__ import annotations

import re
from pathlib import Path

from tests.tiny import PLAN, REVIEW, build_tiny, write_base, write_item

ASKING = """Text.

::: role social-worker
- Ask what has changed.
:::

:::: professional

::: role social-worker
- Ring the zqcanary line.
:::

::::
"""


def _page(folder: Path, audience: str = "public") -> str:
    return (folder / f"site/{audience}/roles/social-worker/index.html").read_text(encoding="utf-8")


def test_a_role_is_told_what_each_document_asks_of_it(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "policies/records.md", "title: Records\nreview_due: 2029-01", ASKING)
    write_item(content, "bulletins/other.md", "title: Other", "Text.\n\nNothing for anybody.")
    assert not build_tiny(content, tmp_path / "site").failed
    asked = _page(tmp_path).partition('id="asks"')[2].partition("</section>")[0]
    assert re.findall(r"<li>([^<]+)</li>", asked) == ["Ask what has changed."]
    assert 'href="../../policies/records/"' in asked
    assert "zqcanary" not in _page(tmp_path)
    assert "Ring the zqcanary line." in _page(tmp_path, "professional")


def test_another_request_in_a_text_reaches_the_role_s_page(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "policies/records.md", "title: Records\nreview_due: 2029-01", ASKING)
    build_tiny(content, tmp_path / "site")
    write_item(
        content, "policies/records.md", "title: Records\nreview_due: 2029-01", ASKING.replace("Ask what", "See what")
    )
    build_tiny(content, tmp_path / "site")
    assert "See what has changed." in _page(tmp_path)
    write_item(
        content,
        "policies/records.md",
        "title: Records\nreview_due: 2029-01\nwithdrawn: {on: 2026-02-01, reason: It was wrong.}",
        ASKING,
    )
    build_tiny(content, tmp_path / "site")
    assert "What learning asks of you" not in _page(tmp_path)


def test_a_role_sees_the_actions_from_the_learning_that_is_meant_for_it(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(
        content,
        "reviews/child-m.md",
        f"{REVIEW}\nroles: [social-worker]",
        "## Child M’s days\n\nText.\n\n## What happened\n\nMuch.",
    )
    write_item(content, "actions/child-m-plan.md", PLAN)
    assert not build_tiny(content, tmp_path / "site").failed
    assert "Open actions from learning for this role" in _page(tmp_path)
    board = (tmp_path / "site/public/roles/social-worker/actions/index.html").read_text(encoding="utf-8")
    assert "Supervision asks what has changed" in board
