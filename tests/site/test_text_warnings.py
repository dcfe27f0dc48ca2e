"""Warnings about texts follow the texts and the register, whichever of them changed, and stop nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from learning_loop.build import check
from learning_loop.disk import Folder
from learning_loop.library import Content
from tests.tiny import build_tiny, write_base, write_item

TEXT = "Hoarding and home conditions. " * 3


def messages(content: Path) -> list[str]:
    return [f"{problem.path}: {problem.message}" for problem in look(content).problems]


def look(content: Path) -> Content:
    return check(content, cache=content.parent / "cache")


def add_term(content: Path, old: str, new: str) -> None:
    register = content / "registers/themes.yml"
    register.write_text(register.read_text().replace(old, new))


def test_a_warning_stays_until_the_theme_is_named(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "bulletins/b.md", "themes: [babies]", TEXT)
    first = messages(content)
    assert ["add 'neglect'" in message for message in first] == [True]
    assert messages(content) == first
    write_item(content, "bulletins/b.md", "themes: [babies, neglect]", TEXT)
    assert messages(content) == []


def test_a_new_word_in_the_register_is_looked_for_in_texts_that_did_not_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "bulletins/b.md", "themes: [babies]", "The stairs, the kitchen. " * 4)
    monkeypatch.setattr(Folder, "settled", lambda folder, fingerprint: True)
    assert messages(content) == []
    add_term(content, "hoarding]", "hoarding, stairs, kitchen]")
    again = look(content)
    assert [problem.severity for problem in again.problems] == ["warning"]
    assert again.read == 0
    add_term(content, "hoarding, stairs, kitchen]", "hoarding]")
    assert messages(content) == []


def test_a_text_that_left_the_cache_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "bulletins/b.md", "themes: [babies]", "The stairs, the kitchen. " * 4)
    monkeypatch.setattr(Folder, "settled", lambda folder, fingerprint: True)
    assert messages(content) == []
    for thing in (tmp_path / "cache/objects").rglob("*"):
        if thing.is_file():
            thing.unlink()
    add_term(content, "hoarding]", "hoarding, stairs, kitchen]")
    assert len(messages(content)) == 1


def test_what_was_read_beside_a_broken_register_is_looked_at_when_it_is_whole(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "bulletins/b.md", "themes: [babies]", TEXT)
    add_term(content, "group: harm", "grupp: harm")
    assert any("themes.yml" in message for message in messages(content))
    add_term(content, "grupp: harm", "group: harm")
    assert ["add 'neglect'" in message for message in messages(content)] == [True]


def test_a_warning_stops_nothing(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "bulletins/b.md", "themes: [babies]", TEXT)
    built = build_tiny(content, tmp_path / "site")
    assert not built.failed
    assert (tmp_path / "site/public/bulletins/b/index.html").exists()
    assert "hoarding’, ‘home" not in (tmp_path / "site/public/bulletins/b/index.html").read_text()
