"""What the documents show is true: commands exist, links lead somewhere, examples are valid, messages are those of the program."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from learning_loop.catalogue.checks import find_complaints
from learning_loop.doors.cli.main import app
from learning_loop.doors.cli.serving import POLICY
from learning_loop.model.kinds import KIND_BY_NAME, KINDS
from learning_loop.profiles import shipped_profiles
from learning_loop.reading.front_matter import read_mapping
from learning_loop.reading.markdown import DIRECTIVES, render_body
from learning_loop.schema.items import ReadItem, read_item
from learning_loop.schema.kinds import FIELDS_BY_TYPE
from learning_loop.schema.register_files import read_registers
from learning_loop.schema.registers import REGISTER_FILES
from tests.documented import COMMAND, DOCUMENTS, Fence, check_fields, commands, fences, inline
from tests.example import ROOT, run
from tests.profiles import registers_of_profile

GUIDE = "docs/authors.md"
FRAMEWORKS = "docs/frameworks.md"
OPERATORS = "docs/operators.md"
ITEM_EXAMPLES = [fence for fence in fences() if len(fence.words) == 2 and fence.words[1].startswith("content/")]
EXTRACTS = [fence for fence in fences() if len(fence.words) == 2 and fence.words[1] in KIND_BY_NAME]
WHOLE_FRAMEWORKS = [fence for fence in fences(FRAMEWORKS) if fence.text.startswith("profile:")]
REGISTER_EXTRACTS = [
    fence
    for fence in fences(GUIDE, FRAMEWORKS)
    if len(fence.words) == 2 and fence.words[1] in REGISTER_FILES and fence not in WHOLE_FRAMEWORKS
]
MESSAGE = re.compile(r"^content/\S+: .+")


def _place(fence: Fence) -> str:
    return f"{fence.document}:{fence.line}"


def _commands() -> list[tuple[str, str]]:
    """The project's own commands, with a place where each stands."""
    return [(place, command) for command, place in commands().items() if COMMAND.match(command)]


def _tasks() -> dict[str, set[str]]:
    """The tasks of ``scripts/dev``, and the words that may follow those that take fixed ones."""
    names = re.findall(r"^  (\w+)(?= |\n)", run("scripts/dev", "help").stdout, re.MULTILINE)
    benches = {path.stem for path in (ROOT / "scripts/bench").glob("*.py")}
    fixed = {
        "setup": {"run", "test"},
        "clean": {"all"},
        "bench": benches,
        "lint": set(),
        "format": set(),
        "help": set(),
    }
    return {name: fixed.get(name, {"*"}) for name in names}


def test_the_documents_show_commands() -> None:
    shown = {command for _, command in _commands()}
    assert shown >= {
        "scripts/dev serve",
        "scripts/dev test",
        "scripts/dev check",
        "scripts/dev build",
        "loop check --json",
    }


@pytest.mark.parametrize(("place", "command"), _commands())
def test_the_documented_command_is_understood(place: str, command: str) -> None:
    program, verb, *arguments = shlex.split(command)
    loop = get_command(app)
    if program == "scripts/dev":
        tasks = _tasks()
        assert verb in tasks, place
        if verb not in ("serve", "build", "check"):
            assert "*" in tasks[verb] or set(arguments) <= tasks[verb], place
            return
    assert verb in loop.commands, place  # type: ignore[attr-defined]
    if arguments != ["--help"]:
        loop.commands[verb].make_context(verb, list(arguments)).close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    targets = [str(token.attrs["href"]) for token in inline("link_open", text)]
    targets += [str(token.attrs["src"]) for token in inline("image", text)]
    for target in targets:
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (file.parent / path).resolve() if path else file
        assert there.is_relative_to(ROOT), target
        assert there.exists(), target
        if anchor:
            assert anchor in _anchors(there), target


def _anchors(file: Path) -> set[str]:
    """The anchors that a code host gives to headings."""
    lines = re.sub(
        r"^( *)(`{3,}).*?^\1\2$", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    ).splitlines()
    titles = [line.lstrip("#").strip().lower() for line in lines if re.match(r"#+ ", line)]
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_picture_has_words(file: Path) -> None:
    assert all(token.content for token in inline("image", file.read_text(encoding="utf-8")))


def _read(fence: Fence) -> ReadItem:
    return read_item(fence.text.encode(), path=fence.words[1].removeprefix("content/"))


@pytest.mark.parametrize("fence", ITEM_EXAMPLES, ids=lambda fence: fence.words[1])
def test_the_documented_item_is_valid(fence: Fence) -> None:
    assert [problem.words(_place(fence)) for problem in _read(fence).problems] == []


def test_the_guide_has_an_example_of_every_type() -> None:
    types = {one.type for fence in fences(GUIDE) if fence in ITEM_EXAMPLES and (one := _read(fence).publication)}
    assert types == {kind.name for kind in KINDS}


def test_the_examples_of_the_guide_are_a_library_without_a_fault() -> None:
    registers, problems = read_registers(
        {f"registers/{path.name}": path.read_bytes() for path in (ROOT / "content/registers").iterdir()}
    )
    assert registers is not None, problems
    items = tuple(one for fence in ITEM_EXAMPLES if (one := _read(fence).publication))
    complaints = find_complaints(items, registers, set())
    assert [complaint for complaint in complaints if not complaint.source.startswith("registers/")] == []


@pytest.mark.parametrize("fence", EXTRACTS, ids=_place)
def test_the_documented_extract_is_valid(fence: Fence) -> None:
    front = read_mapping(fence.text, path=_place(fence), line_offset=fence.line)
    assert front.problems == []
    check_fields(FIELDS_BY_TYPE[fence.words[1]], front.values)


@pytest.mark.parametrize("fence", REGISTER_EXTRACTS, ids=_place)
def test_the_documented_extract_of_a_register_is_valid(fence: Fence) -> None:
    front = read_mapping(fence.text, path=_place(fence), line_offset=fence.line)
    assert front.problems == []
    check_fields(REGISTER_FILES[fence.words[1]], front.values)


@pytest.mark.parametrize("fence", WHOLE_FRAMEWORKS, ids=_place)
def test_the_documented_framework_of_a_site_is_whole(fence: Fence) -> None:
    name = fence.text.split()[1]
    assert registers_of_profile(name, fence.text).framework.profile == name


def test_the_guide_to_frameworks_names_every_shipped_profile() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|", (ROOT / FRAMEWORKS).read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == list(shipped_profiles())


@pytest.mark.parametrize("fence", [fence for fence in fences() if fence.info == "markdown"], ids=_place)
def test_the_documented_markdown_is_read(fence: Fence) -> None:
    assert render_body(fence.text, path="briefings/ask-what-changed.md", line_offset=0).problems == []


def test_the_guide_shows_every_directive() -> None:
    shown = {name for fence in fences(GUIDE) for name in re.findall(r"^:::+ ([\w-]+)", fence.text, re.MULTILINE)}
    assert shown == set(DIRECTIVES)


def test_every_message_that_the_guide_explains_is_one_that_a_mistake_causes() -> None:
    shown = [
        line
        for fence in fences(GUIDE)
        if fence.info == "text"
        for line in fence.text.splitlines()
        if MESSAGE.match(line)
    ]
    caused = {
        line
        for file in (*ROOT.glob("tests/sites/invalid/*/expected.txt"), *ROOT.glob("tests/sites/mistakes/*.txt"))
        for line in file.read_text().splitlines()
    }
    assert len(shown) > 15
    assert [line for line in shown if _without_place(line) not in {_without_place(other) for other in caused}] == []


def _without_place(line: str) -> str:
    return re.sub(r"^content/[^:\s]+(:\d+)?:", "", line)


def test_the_operators_send_the_policy_that_the_sites_are_tested_under() -> None:
    text = (ROOT / OPERATORS).read_text(encoding="utf-8")
    assert text.count(POLICY) == text.count("default-src 'none'") == 3


def test_no_yaml_or_markdown_example_is_left_unchecked() -> None:
    checked = {*ITEM_EXAMPLES, *EXTRACTS, *REGISTER_EXTRACTS, *WHOLE_FRAMEWORKS}
    assert [
        _place(fence)
        for fence in fences(GUIDE, FRAMEWORKS)
        if fence not in checked and fence.info not in ("markdown", "text", "sh")
    ] == []
