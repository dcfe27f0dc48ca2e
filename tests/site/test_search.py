"""The command ``loop search``, and the search files as part of a site."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from learning_loop.doors.cli.main import app
from learning_loop.model.kinds import Audience
from tests.tiny import PLAN, REVIEW, TODAY, build_tiny, tree, write_base, write_item


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = write_base(tmp_path / "content")
    names = "".join(
        f"  - {{name: {word}, kind: report, reason: A word of this test}}\n" for word in ("Zqlater", "Zqgone")
    )
    (content / "registers/names.yml").write_text(f"names:\n{names}", encoding="utf-8")
    write_item(
        content,
        "reviews/child-m.md",
        f"title: 'Child M: seen often'\n{REVIEW}",
        "## Child M’s days\n\nA hoist was broken.",
    )
    write_item(
        content,
        "actions/child-m-plan.md",
        f"title: 'Child M: action plan'\n{PLAN}\n    detail: Zqdetail for professionals.",
    )
    write_item(content, "summaries/child-m-short.md", "title: 'Child M: the summary'\nabout: [child-m]", "Seen often.")
    write_item(
        content,
        "bulletins/open.md",
        "title: For everybody\nthemes: [neglect]",
        "A hoist.\n\n::: professional\nZqblock hoist.\n:::",
    )
    write_item(content, "bulletins/closed.md", "title: Zqclosed hoist\naudience: professional", "Zqclosed.")
    write_item(content, "bulletins/later.md", "title: Zqlater hoist\npublished: 2026-11-22", "Zqlater.")
    write_item(
        content,
        "bulletins/gone.md",
        "title: A withdrawn hoist\npublished: 2025-01-10\nwithdrawn: {on: 2026-02-01, reason: It was wrong.}",
        "Zqgone.",
    )
    return content


def run(content: Path, *arguments: str) -> Result:
    folders = ["--content", str(content), "--cache", str(content.parent / "cache"), "--today", TODAY.isoformat()]
    return CliRunner().invoke(app, ["search", *arguments, *folders])


def search(content: Path, *arguments: str) -> dict[str, Any]:
    result = run(content, *arguments, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def ids(content: Path, *arguments: str) -> list[str]:
    return [hit["id"] for hit in search(content, *arguments)["hits"]]


def test_hits_come_with_title_address_and_score(content: Path) -> None:
    found = search(content, "child m")
    assert [hit["id"] for hit in found["hits"]][:2] == ["child-m-short", "child-m"]
    assert found["total"] == len(found["hits"]) == 3
    first = found["hits"][1]
    assert first["title"] == "Child M: seen often"
    assert first["url"].startswith("https://")
    assert first["url"].endswith("/reviews/child-m/")
    assert first["score"] > 0


def test_a_reference_leads_to_its_review(content: Path) -> None:
    assert ids(content, "LCSPR-2026-01")[0] == "child-m"


@pytest.mark.parametrize("word", ["zqclosed", "zqlater", "zqblock", "zqdetail", "zqgone"])
def test_the_public_library_knows_nothing_of_what_is_hidden(content: Path, word: str) -> None:
    assert ids(content, word) == []
    found = {"zqclosed": ["closed"], "zqblock": ["open"], "zqdetail": ["child-m-plan"]}.get(word, [])
    assert ids(content, word, "--audience", "professional") == found


def test_a_withdrawn_item_is_found_by_its_title_alone(content: Path) -> None:
    assert ids(content, "withdrawn hoist")[0] == "gone"
    assert ids(content, "zqgone", "--audience", "professional") == []


def test_an_item_that_is_withdrawn_later_leaves_the_index(content: Path) -> None:
    item = write_item(content, "bulletins/soon.md", "title: Soon withdrawn\npublished: 2025-01-10", "Zqsoon.")
    assert ids(content, "zqsoon") == ["soon"]
    item.write_text(item.read_text().replace("---\n", "---\nwithdrawn: {on: 2026-02-01, reason: It was wrong.}\n", 1))
    assert ids(content, "zqsoon") == []
    item.unlink()
    assert ids(content, "soon withdrawn") != ["soon"]


def test_hits_can_be_chosen_by_theme_and_type(content: Path) -> None:
    assert sorted(ids(content, "hoist", "--theme", "neglect")) == ["child-m", "open"]
    assert ids(content, "hoist", "--type", "review") == ["child-m"]
    assert ids(content, "hoist", "--year", "2025") == ["gone"]


def test_a_theme_is_a_hit(content: Path) -> None:
    assert ids(content, "neglect")[0] == "theme:neglect"


def test_nothing_found_is_no_failure(content: Path) -> None:
    result = run(content, "xqzvwkj")
    assert result.exit_code == 0
    assert "Nothing for “xqzvwkj”" in result.stdout


def test_people_read_what_was_done_to_their_query(content: Path) -> None:
    shown = run(content, "neglet hoist", "--explain").stdout
    assert "Searched for “neglect” instead of “neglet”." in shown
    assert "Also searched for the theme Neglect." in shown
    assert "word hoist" in shown
    assert "bulletins/open/" in shown


def test_a_value_that_nothing_has_is_refused_with_those_there_are(content: Path) -> None:
    result = run(content, "hoist", "--theme", "neglct")
    assert result.exit_code == 2
    assert "Did you mean 'neglect'?" in result.stderr


def test_content_with_errors_cannot_be_searched(content: Path) -> None:
    write_item(content, "bulletins/wrong.md", "themes: [no-such-theme]")
    result = run(content, "hoist")
    assert result.exit_code == 1
    assert "Nothing can be searched" in result.stderr


def test_a_damaged_cache_is_made_again(content: Path) -> None:
    assert ids(content, "hoist")
    for path in (content.parent / "cache/objects").rglob("*"):
        if path.is_file():
            path.unlink()
    write_item(content, "bulletins/another.md", "title: Another hoist", "Text.")
    assert "another" in ids(content, "hoist")


def test_the_command_finds_what_the_published_files_find(content: Path) -> None:
    """Built by the one, asked by the other: with a cache of their own each."""
    from learning_loop.search.query import Files, answer  # noqa: PLC0415

    build_tiny(content, content.parent / "site", cache=content.parent / "other cache")
    for audience in Audience:
        folder = content.parent / "site" / audience

        def read(path: str, folder: Path = folder) -> Any:
            return json.loads((folder / path).read_bytes()) if (folder / path).exists() else None

        files = Files(read)
        for query in ("hoist", "child m", "neglet", "seen often hoist", "a"):
            here = [files.item(hit.number)["id"] for hit in answer(query, files).hits]
            assert here == ids(content, query, "--limit", "0", "--audience", audience.value)


def test_every_search_file_is_json_and_small(content: Path) -> None:
    build_tiny(content, content.parent / "site")
    files = {path: data for path, data in tree(content.parent / "site/public").items() if path.startswith("search/")}
    del files["search/index.html"]
    assert {path.split("/")[1] for path in files} == {
        "start.json",
        "labels.json",
        "terms",
        "grams",
        "lists",
        "words",
        "near",
        "exact",
        "items",
        "facets",
    }
    for path, data in files.items():
        assert json.loads(data), path
        assert len(data) < 60_000
