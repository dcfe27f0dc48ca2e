"""The language model beside the rules: it may only add, and where it is not there nothing changes and that is said."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from learning_loop.disclosure import ner
from learning_loop.disclosure.check import find_hits
from learning_loop.disclosure.finding import Severity
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.ner import Heard, add_hits, load_model
from learning_loop.doors.cli.main import app
from tests.example import ROOT
from tests.planted.files import plain_pdf
from tests.tiny import write_base, write_item

KNOWN = Known(["Front Door"])
TEXT = "Then Zbyszko met Will at the Front Door. Mr Pemberton, born on 3 May 2019, knew Hope Bridge and the old mill."


class Pipeline:
    """What spaCy gives: a thing to call with a text, whose answer has `ents`."""

    def __init__(self, *words: str, label: str = "PERSON") -> None:
        self.words, self.label, self.max_length = words, label, 1_000_000

    def __call__(self, text: str) -> SimpleNamespace:
        places = [(text.find(word), word) for word in self.words if word in text]
        return SimpleNamespace(
            ents=[
                SimpleNamespace(start_char=start, end_char=start + len(word), label_=self.label)
                for start, word in places
            ]
        )


def install(monkeypatch: pytest.MonkeyPatch, pipeline: Pipeline) -> list[object]:
    """Put a stand-in where the model would be installed; gives what it was asked to leave out."""
    asked: list[object] = []
    model = ModuleType(ner.MODEL)
    model.load = lambda disable: asked.append(disable) or pipeline  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, ner.MODEL, model)
    monkeypatch.setattr(ner, "find_spec", lambda name: name)
    return asked


SPANS = st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, 30), st.sampled_from(["PERSON", "LOC", "ORG"])))


@given(SPANS)
def test_a_model_can_only_add_findings_to_look_at(spans: list[tuple[int, int, str]]) -> None:
    def hear(text: str) -> Iterator[tuple[int, int, str]]:
        return ((start, min(start + size, len(text)), kind) for start, size, kind in spans)

    hits = find_hits(TEXT, KNOWN)
    heard = add_hits(TEXT, hits, KNOWN, hear)
    assert [hit for hit in heard if hit.rule.id != "name-by-model"] == hits
    added = [hit for hit in heard if hit.rule.id == "name-by-model"]
    assert all(hit.rule.severity is Severity.LOOK for hit in added)
    assert not any(hit.start < other.end and other.start < hit.end for hit in added for other in hits)
    assert not any(TEXT[hit.start : hit.end] == "Front Door" for hit in added)


def test_what_a_model_hears_is_added_and_what_may_be_written_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = install(monkeypatch, Pipeline("Hope Bridge", "Front Door", "Zbyszko"))
    hear = load_model()
    assert hear is not None
    heard = add_hits(TEXT, find_hits(TEXT, KNOWN), KNOWN, hear)
    assert [TEXT[hit.start : hit.end] for hit in heard if hit.rule.id == "name-by-model"] == ["Hope Bridge"]
    assert asked == [["lemmatizer", "parser", "tagger", "attribute_ruler"]]


def check(content: Path, cache: Path) -> tuple[str, list[str]]:
    printed = CliRunner().invoke(
        app, ["check", "--content", str(content), "--cache", str(cache), "--today", "2026-11-21"]
    )
    lines = printed.stderr.splitlines() + printed.stdout.splitlines()
    return lines[-1], [line for line in lines if "name-by-model" in line]


def test_the_command_asks_the_model_of_items_and_attachments_and_says_when_it_did_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = write_base(tmp_path / "content")
    write_item(
        content,
        "pages/about/index.md",
        "attachments:\n  - {file: a.pdf, title: A file}",
        "They met at Hope Bridge at noon.",
    )
    (content / "pages/about/a.pdf").write_bytes(plain_pdf("They met at Hope Bridge too."))
    without = check(content, tmp_path / "cache")
    assert without[0].endswith(" Names by language model: NOT RUN (en_core_web_sm is not installed).")
    assert without[1] == []
    install(monkeypatch, Pipeline("Hope Bridge"))
    summary, heard = check(content, tmp_path / "cache")
    assert "language model" not in summary
    assert sorted(line.partition(" LOOK")[0].partition("pages/about/")[2] for line in heard) == [
        "a.pdf: page 1:",
        "index.md:11: body, column 13:",
    ]
    monkeypatch.undo()
    assert check(content, tmp_path / "cache") == without


def test_without_the_model_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ner, "find_spec", lambda name: None if name == ner.MODEL else name)
    assert load_model() is None
    assert (Heard(False).says, Heard(True).says, Heard(True).words) == ("NOT RUN", "run", "")


def test_one_module_alone_names_the_library() -> None:
    package = ROOT / "plugins/learning_loop"
    named = {path.relative_to(package).as_posix() for path in package.rglob("*.py") if "spacy" in path.read_text()}
    assert named == {"disclosure/ner.py"}
