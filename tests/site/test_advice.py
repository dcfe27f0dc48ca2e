"""Advice as an officer meets it: what is told and what is held back, in which forms, and what a partnership can switch off."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from learning_loop.advice.advise import RULES, advise_item
from learning_loop.advice.settle import A_FILE, AT_MOST
from learning_loop.advice.vocabulary import Vocabulary, vocabulary_of
from learning_loop.build import check
from learning_loop.doors.cli.main import app
from learning_loop.model.advising import Advising
from learning_loop.schema.register_files import read_registers
from tests.conftest import NewCache
from tests.example import ROOT
from tests.tiny import build_tiny, tree, write_base, write_item

VAGUE = "For more [click here](about.md).\n\nIn order to help, ring.\n\nThe CSE plan was late.\n\nThe mother failed to engage.\n\n**Who to ring**\n\nUs."


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return write_base(tmp_path / "content")


def run(*options: str) -> Result:
    return CliRunner().invoke(app, ["check", "--today", "2026-11-21", *options], catch_exceptions=False)


def advice_lines(result: Result) -> list[str]:
    return [line for line in result.stderr.splitlines() if "(advice: " in line]


def register(content: Path, text: str) -> None:
    (content / "registers/advice.yml").write_text(text, encoding="utf-8")


def test_advice_is_no_error_and_the_weightiest_of_a_file_comes_first(content: Path) -> None:
    write_item(content, "pages/about.md", "", VAGUE)
    result = run()
    assert result.exit_code == 0
    assert [line.rpartition("advice: ")[2] for line in advice_lines(result)] == [
        "link-words)",
        "words)",
        "bold-as-heading)",
    ]
    assert (
        "Advice: 5 in 1 item: 1 bold line for a heading, 1 link that says nothing, 1 word to think about, 1 unexplained acronym, "
        "1 long word for a short one. None of it is an error. 3 of them above, --all shows all.\n"
    ) in result.stdout
    assert len(advice_lines(run("--all"))) == 5


def test_advice_on_many_files_is_cut_where_nobody_would_read_on(content: Path) -> None:
    for number in range(AT_MOST):
        write_item(content, f"pages/page-{number}.md", "", VAGUE.replace("about.md", "page-0.md"))
    lines = advice_lines(run())
    assert len(lines) == AT_MOST
    assert max(sum(f"page-{number}.md" in line for line in lines) for number in range(AT_MOST)) <= A_FILE


def test_advice_waits_until_the_errors_are_gone(content: Path) -> None:
    write_item(content, "pages/about.md", "", VAGUE)
    write_item(content, "pages/other.md", "themes: [neglct]")
    result = run()
    assert result.exit_code == 1
    assert advice_lines(result) == []
    assert "Advice: 5 in 1 item, told when the errors are gone; --all tells it now." in result.stderr
    assert len(advice_lines(run("--all"))) == 5


def test_a_rule_is_off_everywhere_in_a_file_or_for_a_type(content: Path) -> None:
    write_item(content, "pages/about.md", "", "[here](other.md)")
    write_item(content, "pages/other.md", "", "[here](about.md)")
    write_item(content, "policies/p.md", "review_due: 2028-01", "[here](../pages/about.md)")
    off = "off:\n  - {{rule: link-words, {where}reason: We have talked about it.}}\n"
    told = []
    for where in ("", "files: [pages/about.md], ", "types: [page], "):
        register(content, off.format(where=where))
        told.append([line.partition(":")[0] for line in advice_lines(run())])
    assert told == [[], ["content/pages/other.md", "content/policies/p.md"], ["content/policies/p.md"]]


def test_a_rule_or_file_that_is_not_there_is_told(content: Path) -> None:
    register(content, "off:\n  - {rule: link-wrods, files: [pages/abuot.md], reason: We have talked about it.}\n")
    write_item(content, "pages/about.md", "")
    result = run()
    assert (
        "content/registers/advice.yml:2: off[1].rule: there is no rule 'link-wrods'. Did you mean 'link-words'?"
        in result.stderr
    )
    assert "off[1].files[1]: there is no file 'pages/abuot.md'. Did you mean 'pages/about.md'?" in result.stderr
    assert result.exit_code == 0


def test_a_partnership_adds_words_keeps_words_and_knows_acronyms(content: Path) -> None:
    write_item(
        content, "pages/about.md", "", "The service user failed to engage with the XQZT, said the hard-to-reach team."
    )
    register(
        content,
        "words:\n  - {instead_of: [service user], say: a person, why: People are more than users.}\n"
        "keep:\n  - {words: [hard to reach], reason: It is that team’s name.}\nacronyms: [XQZT]\n",
    )
    lines = advice_lines(run())
    assert ["‘service user’. People are more than users. Better: a person" in line for line in lines] == [True, False]
    assert "‘failed to engage’" in lines[1]


def test_limits_are_those_of_the_register(content: Path) -> None:
    write_item(
        content,
        "pages/about.md",
        "",
        "We came and saw and asked and wrote it down and talked about it and went home again.",
    )
    assert advice_lines(run()) == []
    register(content, "sentence_words: 15\n")
    assert "a sentence has 18 words" in advice_lines(run())[0]


def test_advice_is_drawn_again_only_where_something_changed(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        write_item(content, f"pages/{name}.md", "", VAGUE)
    drawn: list[str] = []
    from learning_loop.advice import advise  # noqa: PLC0415 - to listen to it

    whole = advise.advise_text
    monkeypatch.setattr(advise, "advise_text", lambda path, reading: (drawn.append(path), whole(path, reading))[1])
    run()
    run()
    write_item(content, "pages/two.md", "", VAGUE + "\n\nMore.")
    run()
    register(content, "acronyms: [CSE]\n")
    run()
    assert drawn[:3] == ["pages/one.md", "pages/two.md", "pages/two.md"]
    assert sorted(drawn[3:]) == ["pages/one.md", "pages/two.md"]


def test_a_build_draws_no_advice_and_a_check_after_it_gives_it(content: Path, new_cache: NewCache) -> None:
    write_item(content, "pages/about.md", "", VAGUE)
    cache = new_cache(content.parent / "built")
    build_tiny(content, content.parent / "site", cache=cache)
    assert len(check(content, cache=cache).advice) == 5


def test_the_register_of_advice_changes_no_byte_of_the_sites(
    content: Path, new_cache: NewCache, tmp_path: Path
) -> None:
    write_item(content, "pages/about.md", "", VAGUE)
    made = []
    for name in ("before", "after"):
        build_tiny(content, tmp_path / name / "site", cache=new_cache(tmp_path / name / "cache"))
        made.append([tree(tmp_path / name / "site" / one) for one in ("public", "professional")])
        register(content, "acronyms: [QXZQ]\n")
    assert made[0] == made[1]


def test_no_advice_repeats_what_an_author_wrote(content: Path) -> None:
    body = (
        "**Zbyszko Q**\n\nText [Zbyszko](a.md) and [Zbyszko](b.md).\n\nZBYSZKO WAS NOT HERE TODAY. Then ZBYS came, and ZB.\n\n"
        "| Zbyszko | |\n| --- | --- |\n| 1 | 2 |\n\nSee https://zbyszko.example/zbyszko.\n\n![zbyszko.png](zbyszko.png)\n\n"
        + "zbyszko "
        * 200
    )
    found = advise_item(
        f"---\ntitle: A title\n---\n{body}".encode(), path="pages/a.md", vocabulary=Vocabulary(Advising(), {})
    )
    assert {one.rule for one in found} >= {
        "acronym",
        "bare-address",
        "bold-as-heading",
        "capitals",
        "picture-words",
        "same-link-words",
        "table-head",
    }
    assert "zby" not in repr([one._replace(path="") for one in found]).lower()


def test_json_and_sarif_carry_all_advice(content: Path) -> None:
    write_item(content, "pages/about.md", "", VAGUE)
    data = json.loads(run("--json", "--sarif", "log.sarif").stdout)["advice"]
    assert data["counts"] == {"bold-as-heading": 1, "link-words": 1, "words": 1, "acronym": 1, "plain-words": 1}
    assert data["advice"][0] | {"why": "", "do": ""} == {
        "file": "pages/about.md", "line": 9, "field": "body", "rule": "link-words", "weight": "shut out",
        "what": "a link that says only ‘click here’", "why": "", "do": "",
    }  # fmt: skip
    disclosure, advice = json.loads((content.parent / "log.sarif").read_text())["runs"]
    assert disclosure["results"] == []
    assert {result["level"] for result in advice["results"]} == {"note"}
    assert [rule["id"] for rule in advice["tool"]["driver"]["rules"]] == sorted(data["counts"])
    place = advice["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "content/pages/about.md"}, "region": {"startLine": 9}}


def test_github_gets_commands_worst_first(content: Path) -> None:
    write_item(content, "pages/about.md", "", "[here](b.md)")
    write_item(content, "pages/b.md", "themes: [neglct]")
    lines = [line for line in run("--annotations", "github", "--all").stdout.splitlines() if line.startswith("::")]
    assert lines[0].startswith(
        "::error file=content/pages/b.md,line=7,title=content::themes[1]: unknown theme 'neglct'."
    )
    assert lines[1].startswith(
        "::notice file=content/pages/about.md,line=9,title=link-words::body: a link that says only ‘here’."
    )


def test_azure_gets_logging_commands(content: Path) -> None:
    write_item(content, "pages/about.md", "", "[here](b.md)")
    write_item(content, "pages/b.md", "themes: ['50%;]']")
    lines = [line for line in run("--annotations", "azure", "--all").stdout.splitlines() if line.startswith("##")]
    assert lines[0].startswith(
        "##vso[task.logissue type=error;sourcepath=content/pages/b.md;linenumber=7;code=content;]themes[1]: '50%AZP25;]'"
    )
    assert lines[1].startswith(
        "##vso[task.logissue type=warning;sourcepath=content/pages/about.md;linenumber=9;code=link-words;]Advice: body:"
    )


def test_gitlab_gets_a_code_quality_report_and_nothing_else_on_standard_output(content: Path) -> None:
    write_item(content, "pages/about.md", "", "[here](b.md)\n\n[here](b.md)")
    write_item(content, "pages/b.md", "")
    report = quality(run("--annotations", "gitlab"))
    assert [(one["check_name"], one["severity"], one["location"]) for one in report] == [
        ("link-words", "info", {"path": "content/pages/about.md", "lines": {"begin": 9}}),
        ("link-words", "info", {"path": "content/pages/about.md", "lines": {"begin": 11}}),
    ]
    prints = [one["fingerprint"] for one in report]
    assert len(set(prints)) == 2
    write_item(content, "pages/about.md", "", "New.\n\n[here](b.md)\n\n[here](b.md)")
    assert [one["fingerprint"] for one in quality(run("--annotations", "gitlab"))] == prints


def quality(result: Result) -> list[dict[str, Any]]:
    report: list[dict[str, Any]] = json.loads(result.stdout)
    assert all(one.keys() == {"description", "check_name", "fingerprint", "severity", "location"} for one in report)
    return report


def test_the_example_passes_with_little_advice_and_it_costs_little() -> None:
    files = {f"registers/{path.name}": path.read_bytes() for path in (ROOT / "content/registers").iterdir()}
    registers, _ = read_registers(files)
    assert registers is not None
    words = vocabulary_of(registers)
    off = {(one.rule, name) for one in registers.advice.off for name in (*one.files, *one.types)}
    folders = {"review": "reviews", "action-plan": "actions"}
    off |= {(rule, folders.get(name, name)) for rule, name in off}
    told = [
        one
        for path in sorted((ROOT / "content").rglob("*.md"))
        for one in advise_item(path.read_bytes(), path=path.relative_to(ROOT / "content").as_posix(), vocabulary=words)
        if not {(one.rule, one.path), (one.rule, one.path.partition("/")[0])} & off
    ]
    assert len(told) < 30
    assert {one.rule for one in told} <= {"long-sentence", "words"}


def test_every_rule_can_be_named_in_the_register() -> None:
    assert all(rule.id == name and rule.finds and rule.passes for name, rule in RULES.items())
