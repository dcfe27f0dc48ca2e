"""Items that are renamed, withdrawn or replaced: what readers, followers and old links meet afterwards."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from learning_loop import rewriting
from learning_loop.doors.cli.main import app
from learning_loop.model.kinds import Audience
from learning_loop.present import boards
from tests.conftest import Golden
from tests.example import ROOT, TODAY
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW, build_tiny, tree, write_base, write_feedback, write_item

GOLDEN = ROOT / "tests/golden"
ASK = "  # the one that everybody asks for"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Write a library in which a review with a file is named in every way there is."""
    content = write_base(tmp_path / "content")
    write_item(content, "reviews/child-m/index.md", f"{REVIEW}\nattachments: [{{file: slides.txt, title: Slides}}]")
    (content / "reviews/child-m/slides.txt").write_text("What to ask.\n", encoding="utf-8")
    evidence = "    evidence:\n      - {title: The first audit, on: 2026-03-02, by: quality-group, text: We read 40 records., link: 'child-m', does_not_show: Whether it lasts.}"
    write_item(content, "actions/child-m-plan.md", f"{PLAN}\n{evidence}\nabout: [child-m]")
    write_item(
        content,
        "briefings/ask.md",
        f"title: Ask what is different\nthemes: [neglect]{ASK}\nabout:\n  # the review\n  - 'child-m'\n  - child-m-plan",
        f'{BRIEFING_BODY}\nSee [it](../reviews/child-m/index.md#f1 "The review"), [again](<../reviews/child-m.md>), the word\nreviews/child-m.md, [the plan](../actions/child-m-plan.md#r1-a1) and [once more][m].\n\n[m]: ../reviews/./child-m.md',
    )
    things = "\n".join(f"  - {{title: Thing {n}, text: Ask again., link: {i}, label: Read it}}" for n, i in enumerate(("child-m", "ask", "child-m-plan"), 1))  # fmt: skip
    write_item(
        content,
        "newsletters/spring.md",
        f"term: spring-2026\nabout: [child-m, ask]\nthree_things:\n{things}",
        "[The review](../reviews/child-m/index.md).",
    )
    write_feedback(content, "about: [child-m]\nchanged: [ask]\ndecided_on: 2026-04-01\ndone: We changed it.\nowner: quality-group")  # fmt: skip
    themes = content / "registers/themes.yml"
    messages = "    entry_terms: [home conditions, hoarding]\n    messages:\n      - {title: Ask what has changed, text: Ask it each time., sources: [child-m]}"
    themes.write_text(
        themes.read_text(encoding="utf-8").replace("    entry_terms: [home conditions, hoarding]", messages, 1),
        encoding="utf-8",
    )
    site = content / "registers/site.yml"
    often = "often_looked_for: [{item: child-m, label: The review}]"
    site.write_text(site.read_text(encoding="utf-8").replace("often_looked_for: []", often), encoding="utf-8")
    return content


def loop(*words: str, content: Path, today: bool = True) -> Result:
    where = ["--content", str(content), "--cache", str(content.parent / "cache"), *(["--today", TODAY] if today else [])]  # fmt: skip
    return CliRunner().invoke(app, [*words, *where])


def told(result: Result, content: Path) -> str:
    return f"{result.output.replace(f'{content.parent}/', '')}exit {result.exit_code}\n"


def passes(content: Path) -> bool:
    result = loop("check", content=content)
    return result.exit_code == 0 and "Nothing wrong found" in result.output


def feed_ids(site: Path) -> dict[str, str]:
    """Give the title of every entry of every feed by its id."""
    found = {}
    for file in (site / "feeds").rglob("*.json"):
        for entry in json.loads(file.read_text(encoding="utf-8"))["items"]:
            found[entry["id"]] = entry["title"]
    return found


def dead_links(site: Path) -> list[str]:
    """Give the links of pages that lead to nothing on the site."""
    dead = []
    for page in site.rglob("*.html"):
        for href in re.findall(r'href="([^"#?:]+)(?:#[^"]*)?"', page.read_text(encoding="utf-8")):
            target = Path(os.path.normpath(page.parent / href)) if not href.startswith("/") else site / href[1:]
            if not (target / "index.html" if target.is_dir() else target).exists():
                dead.append(f"{page.relative_to(site)}: {href}")
    return dead


def test_a_renamed_item_is_the_same_to_followers_and_old_links(content: Path, tmp_path: Path, golden: Golden) -> None:
    assert passes(content)
    build_tiny(content, tmp_path / "before")
    assert not dead_links(tmp_path / "before/public")
    done = loop("rename", "child-m", "asking-what-changed", content=content)
    golden(GOLDEN / "rename.txt", told(done, content))
    assert passes(content)
    build_tiny(content, tmp_path / "after")
    build_tiny(content, tmp_path / "clean", cache=tmp_path / "other-cache")
    assert tree(tmp_path / "after/public") == tree(tmp_path / "clean/public")
    for audience in ("public", "professional"):
        site = tmp_path / "after" / audience
        before = tmp_path / "before" / audience
        assert not dead_links(site)
        assert feed_ids(site) == feed_ids(before)
        old, new = ((site / "reviews" / name / "index.html").read_text() for name in ("child-m", "asking-what-changed"))
        assert 'content="0; url=../../reviews/asking-what-changed/"' in old
        assert "A title" in new
        for name in ("child-m", "asking-what-changed"):
            assert (site / f"reviews/{name}/slides.txt").read_bytes() == (before / "reviews/child-m/slides.txt").read_bytes()  # fmt: skip
        gone = tree(before).keys() - tree(site).keys()
        assert not {path for path in gone if not path.startswith(("assets/", "search/"))}
        assert "reviews/child-m/" not in (site / "sitemap.xml").read_text() if audience == "public" else True


def test_a_rename_touches_nothing_but_the_names(content: Path) -> None:
    before = tree(content)
    loop("rename", "child-m", "asking-what-changed", content=content)
    after = tree(content)
    moved = {path.replace("reviews/child-m/", "reviews/asking-what-changed/") for path in before}
    assert after.keys() == moved
    for path, data in before.items():
        new = after[path.replace("reviews/child-m/", "reviews/asking-what-changed/")].decode().splitlines()
        old = data.decode().splitlines()
        if path == "reviews/child-m/index.md":
            new.remove("former_ids: [child-m]")
        assert [re.sub(r"\bchild-m\b(?!-plan)", "X", one) for one in old] == [one.replace("asking-what-changed", "X").replace("reviews/child-m.md,", "reviews/X.md,") for one in new]  # fmt: skip
    briefing = after["briefings/ask.md"].decode()
    assert f"neglect]{ASK}" in briefing
    assert "\n  # the review\n  - 'asking-what-changed'\n" in briefing
    assert "the word\nreviews/child-m.md," in briefing, "words that are no link are the author's"


def test_a_renamed_plan_leaves_the_addresses_of_its_actions_behind(content: Path, tmp_path: Path) -> None:
    build_tiny(content, tmp_path / "before")
    assert loop("rename", "child-m-plan", "what-we-promised", content=content).exit_code == 0
    build_tiny(content, tmp_path / "after")
    old = (tmp_path / "after/public/actions/child-m-plan/r1-a1/index.html").read_text(encoding="utf-8")
    assert 'content="0; url=../../../actions/what-we-promised/r1-a1/"' in old
    assert feed_ids(tmp_path / "before/public") == feed_ids(tmp_path / "after/public")
    out = content.parent / "plan.xlsx"
    assert CliRunner().invoke(app, ["plan", "export", "child-m-plan", "--content", str(content), "--out", str(out), "--cache", str(tmp_path / "cache")]).exit_code == 0  # fmt: skip


def test_the_further_pages_of_a_renamed_items_actions_lead_to_those_of_the_new_list(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boards, "PAGE_ACTIONS", 1)
    plan = content / "actions/child-m-plan.md"
    action = PLAN[PLAN.index("  - ref") :].replace("R1/A1", "R1/A2")
    plan.write_text(plan.read_text(encoding="utf-8").replace("about: [", f"{action.rstrip()}\nabout: [", 1), encoding="utf-8")  # fmt: skip
    assert loop("rename", "child-m", "asking-what-changed", content=content).exit_code == 0
    build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC])
    lists = tmp_path / "site/public/actions/from"
    old, new = ((lists / name / "2/index.html").read_text() for name in ("child-m", "asking-what-changed"))
    assert 'content="0; url=../../../../actions/from/asking-what-changed/2/"' in old
    assert ", page 2</h1>" in new
    assert not (lists / "child-m/3").exists()


def test_a_name_taken_back_keeps_the_first_identity(content: Path, tmp_path: Path) -> None:
    build_tiny(content, tmp_path / "site")
    before = feed_ids(tmp_path / "site/public")
    for old, new in (("ask", "ask-two"), ("ask-two", "ask-three"), ("ask-three", "ask-two")):
        assert loop("rename", old, new, content=content).exit_code == 0
    assert "former_ids: [ask, ask-two, ask-three]" in (content / "briefings/ask-two.md").read_text(encoding="utf-8")
    assert passes(content)
    build_tiny(content, tmp_path / "site")
    assert feed_ids(tmp_path / "site/public") == before
    for old in ("ask", "ask-three"):
        assert "ask-two" in (tmp_path / f"site/public/briefings/{old}/index.html").read_text(encoding="utf-8")


def test_a_file_of_windows_keeps_its_line_ends(content: Path) -> None:
    file = content / "newsletters/spring.md"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    loop("rename", "child-m", "asking", content=content)
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf---\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert b"(../reviews/asking/index.md)" in data


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["rename", "child-m", "ask"], "'ask' is the id of briefings/ask.md."),
        (["rename", "child-m", "Ask What"], "is no id"),
        (["rename", "chld-m", "x-y"], "Did you mean 'child-m'?"),
        (["rename", "child-m", "2026"], "that of a list"),
        (["withdraw", "ask"], "Say why with --reason"),
        (["withdraw", "ask", "--reason", "No.", "--date", "2026-01-01"], "is not published before 2026-01-15"),
        (["withdraw", "child-m", "--reason", "No."], "must stay public for at least one year"),
        (["supersede", "ask", "ask"], "cannot take its own place"),
        (["supersede", "ask", "child-m-plan"], "only a plan takes the place of a plan"),
        (["supersede", "ask", "none"], "There is no item 'none'."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(content: Path, words: list[str], message: str) -> None:
    before = tree(content)
    done = loop(*words, content=content)
    assert done.exit_code == 1
    assert message in done.output
    assert tree(content) == before


def test_a_draft_is_deleted_and_not_withdrawn(content: Path) -> None:
    write_item(content, "pages/begun.md", "draft: true", "Words.")
    refused = loop("withdraw", "begun", "--reason", "Not needed.", content=content)
    assert "pages/begun.md is a draft and on no site, so there is nothing to withdraw." in refused.output


def test_an_old_name_is_never_given_to_another_item(content: Path) -> None:
    loop("rename", "ask", "ask-again", content=content)
    refused = loop("rename", "spring", "ask", content=content)
    assert "'ask' was the id of briefings/ask-again.md before" in refused.output
    write_item(content, "briefings/ask.md", "title: Another", BRIEFING_BODY)
    found = loop("check", content=content)
    assert (
        "former_ids[1]: 'ask' is the id of briefings/ask.md, and an id is never given to another item" in found.output
    )


def test_a_link_with_the_old_name_is_told_the_new_one(content: Path) -> None:
    loop("rename", "ask", "ask-again", content=content)
    write_item(content, "pages/late.md", "about: [ask]", "[See](../briefings/ask.md).")
    output = loop("check", content=content).output
    assert output.count("It is called 'ask-again' now.") == 2


@pytest.mark.parametrize("failing", ["replace", "rename", "fsync"])
def test_a_failure_in_the_middle_leaves_all_files_as_they_were(
    content: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    before = tree(content)
    real: Callable[..., None] = getattr(os, failing)
    calls = []

    def fail_late(*given: object, **more: object) -> None:
        calls.append(given)
        if "cache" not in str(given) and len(calls) == {"replace": 3, "rename": 1, "fsync": 4}[failing]:
            raise OSError(28, "No space left on device", str(given[0]))
        real(*given, **more)

    monkeypatch.setattr(rewriting.os, failing, fail_late)
    names = ("briefings/ask.md", "reviews/child-m/index.md", "newsletters/spring.md", "registers/site.yml")
    with pytest.raises(OSError, match="No space"):
        rewriting.rewrite(content, {}, dict.fromkeys(names, b"new"), ("reviews/child-m", "reviews/other"))
    monkeypatch.undo()
    assert tree(content) == before


def test_a_dry_run_shows_everything_and_changes_nothing(content: Path, golden: Golden) -> None:
    before = tree(content)
    done = loop("rename", "child-m", "asking-what-changed", "--dry-run", content=content)
    golden(GOLDEN / "rename-dry-run.txt", told(done, content))
    assert tree(content) == before


def test_a_withdrawn_item_is_a_tombstone_everywhere(content: Path, tmp_path: Path, golden: Golden) -> None:
    words = ("--reason", "The family asked us.", "--note", "Asked for in a letter.", "--date", "2027-02-01")
    done = loop("withdraw", "child-m", *words, content=content)
    golden(GOLDEN / "withdraw.txt", told(done, content))
    assert passes(content)
    build_tiny(content, tmp_path / "now")
    build_tiny(content, tmp_path / "then", today=date(2027, 2, 1))
    for audience in ("public", "professional"):
        now, then = tree(tmp_path / "now" / audience), tree(tmp_path / "then" / audience)
        assert b"The family asked us" not in b"".join(now.values())
        assert b"The family asked us." in then["reviews/child-m/index.html"]
        assert "reviews/child-m/slides.txt" in now
        assert "reviews/child-m/slides.txt" not in then
        assert not any(b"Asked for in a letter" in data for data in (*now.values(), *then.values())), (
            "the note is never published"
        )
        entries = json.loads(then["feeds/all.json"])["items"]
        gone = next(entry for entry in entries if entry["title"].startswith("Withdrawn: "))
        assert gone["id"] in feed_ids(tmp_path / "now" / audience)
        assert not dead_links(tmp_path / "then" / audience)


def test_withdrawing_with_its_plan_tells_which_years_change(content: Path, golden: Golden) -> None:
    words = ("--reason", "It was too small.", "--date", "2027-02-01", "--with-plan", "--replaced-by", "ask")
    done = loop("withdraw", "child-m", *words, content=content)
    golden(GOLDEN / "withdraw-with-plan.txt", told(done, content))
    assert passes(content)
    again = loop("withdraw", "child-m", *words, content=content)
    assert "is withdrawn already, with the day 2027-02-01" in again.output


def test_what_is_replaced_leads_to_the_new_one(content: Path, tmp_path: Path, golden: Golden) -> None:
    write_item(
        content,
        "briefings/ask-2026.md",
        "title: Ask, again\npublished: 2026-11-01\nsupersedes: [spring]",
        BRIEFING_BODY,
    )
    done = loop("supersede", "ask", "ask-2026", content=content)
    golden(GOLDEN / "supersede.txt", told(done, content))
    assert "supersedes: [spring, ask]" in (content / "briefings/ask-2026.md").read_text(encoding="utf-8")
    assert passes(content)
    build_tiny(content, tmp_path / "site")
    old, new = ((tmp_path / f"site/public/briefings/{name}/index.html").read_text(encoding="utf-8") for name in ("ask", "ask-2026"))  # fmt: skip
    assert "Read the 2026 version instead" in old
    assert "../../briefings/ask/" in new
    assert "nothing to change" in loop("supersede", "ask", "ask-2026", content=content).output
    round_about = loop("supersede", "ask-2026", "ask", content=content)
    assert "not the other way round" in round_about.output
