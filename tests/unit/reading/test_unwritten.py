"""The marks of places that wait for an author: told of a draft, refused in everything else."""

from __future__ import annotations

from pathlib import Path

from learning_loop.build import build, check, judge_content
from learning_loop.disclosure.finding import Severity
from learning_loop.model.kinds import Audience
from learning_loop.reading.unwritten import find_unwritten
from tests.tiny import TODAY, build_tiny, write_base, write_item


def test_a_draft_is_told_once_with_the_lines_that_wait() -> None:
    text = b"---\ntitle: A\ndraft: true\n# STILL TO CHECK: the day\n---\n\nSTILL TO WRITE: all of it.\n"
    (problem,) = find_unwritten(text, path="pages/a.md", draft=True)
    assert (problem.line, problem.field, problem.severity) == (3, "draft", "warning")
    assert problem.message == (
        "a draft, on no site. 2 places are still to be written or checked: lines 4, 7. Delete this line when all is done"
    )


def test_a_finished_draft_is_told_too() -> None:
    (problem,) = find_unwritten(b"---\ndraft: true\n---\n", path="pages/a.md", draft=True)
    assert problem.message == (
        "a draft, on no site. Nothing in it waits to be written any more: delete this line to publish it"
    )


def test_many_lines_are_counted() -> None:
    text = b"---\ndraft: true\n---\n" + b"STILL TO WRITE\n" * 20
    (problem,) = find_unwritten(text, path="pages/a.md", draft=True)
    assert "lines 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 and 8 more." in problem.message


def test_a_mark_in_an_item_that_is_no_draft_stops_the_build_at_its_line(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "pages/a.md", "", "Text.\n\nSTILL TO WRITE: the end.")
    built = build_tiny(content, tmp_path / "site")
    assert built.failed
    (problem,) = (one for one in built.problems if one.path == "pages/a.md")
    assert (content / "pages/a.md").read_text().splitlines()[problem.line - 1] == "STILL TO WRITE: the end."
    assert problem.message == (
        "here is still something to do (STILL TO WRITE or STILL TO CHECK). Do it and delete the mark, "
        "or keep the item back with the line 'draft: true'"
    )


def test_a_draft_is_on_no_site_whatever_its_day_and_nothing_shows_that_it_is_there(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "pages/b.md", "about: [draft-page]", "See [the other](draft-page.md).")
    write_item(content, "pages/draft-page.md", "title: Unfinished\ndraft: true", "STILL TO WRITE: all.")
    site = tmp_path / "site"
    assert not build_tiny(content, site).failed
    files = [path for path in site.rglob("*") if path.is_file() and path.suffix in (".html", ".json", ".xml", ".txt")]
    assert files
    assert not [path for path in files if "draft-page" in path.name or b"Unfinished" in path.read_bytes()]
    assert not (site / "professional/pages/draft-page").exists()


def test_a_preview_may_show_drafts(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "pages/c.md", "title: Unfinished\ndraft: true", "STILL TO WRITE: all.")
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(content, site=site, cache=cache, audiences=tuple(Audience), today=TODAY, drafts=True)
    assert "Unfinished" in (site / "public/pages/c/index.html").read_text()
    build(content, site=site, cache=cache, audiences=tuple(Audience), today=TODAY)
    assert not (site / "public/pages/c").exists()


def test_what_could_identify_a_child_is_told_of_a_draft_and_stops_nothing_until_it_is_none(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    file = write_item(content, "pages/d.md", "draft: true", "The NHS number was 943 476 5919. Child Q saw it.")
    read = check(content, cache=tmp_path / "cache")
    assert {one.severity for one in judge_content(read, TODAY).open} == {Severity.LOOK}
    assert not build_tiny(content, tmp_path / "site").failed
    file.write_text(file.read_text().replace("draft: true\n", ""))
    assert build_tiny(content, tmp_path / "site").failed


def test_a_briefing_that_is_a_draft_may_lack_its_parts(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "briefings/e.md", "draft: true", "## Only this\n\nText.")
    write_item(content, "guidance/f.md", "draft: true", "## Only this\n\nText.")
    read = check(content, cache=tmp_path / "cache")
    assert {one.severity for one in read.problems} == {"warning"}
    assert len([one for one in read.problems if "heading" in one.message]) == 3
