"""A repository's files of the engine: what an upgrade may touch, and what it never touches."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_loop.equipment import RECORD
from learning_loop.upgrading import (
    BESIDE,
    Fate,
    NoRecord,
    Record,
    carry_out,
    plan_upgrade,
    read_record,
    record_of,
    recorded,
    render_record,
)
from learning_loop.workflows import Host
from tests.tiny import tree


def _begin(folder: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    (folder / RECORD).parent.mkdir(parents=True, exist_ok=True)
    (folder / RECORD).write_bytes(render_record(record_of("0.1.0", Host.GITHUB, "", files)))


def _upgrade(folder: Path, new: dict[str, bytes]) -> dict[str, Fate]:
    old = read_record(folder).files
    steps = plan_upgrade(folder, old, new)
    carry_out(folder, steps, Record("0.2.0", Host.GITHUB, "", recorded(steps, old)))
    return {step.path: step.fate for step in steps}


def test_what_the_site_never_touched_follows_and_what_it_changed_stays(tmp_path: Path) -> None:
    _begin(
        tmp_path, {"ci/steps": b"1", "mkdocs.yml": b"1", "old/gone": b"1", "kept": b"1", "away": b"1", "as-is": b"1"}
    )
    (tmp_path / "mkdocs.yml").write_bytes(b"mine")
    (tmp_path / "kept").write_bytes(b"mine")
    (tmp_path / "as-is").write_bytes(b"mine")
    (tmp_path / "away").unlink()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/loop").write_bytes(b"a program of the site")
    new = {"ci/steps": b"2", "mkdocs.yml": b"2", "away": b"2", "as-is": b"1", "bin/loop": b"2", "more": b"2"}
    assert _upgrade(tmp_path, new) == {
        "as-is": Fate.YOURS,
        "away": Fate.LEFT_OUT,
        "bin/loop": Fate.BESIDE,
        "ci/steps": Fate.UPDATED,
        "kept": Fate.KEPT,
        "mkdocs.yml": Fate.BESIDE,
        "more": Fate.NEW,
        "old/gone": Fate.GONE,
    }
    found = tree(tmp_path)
    del found[RECORD]
    assert found == {
        "as-is": b"mine",
        "bin/loop": b"a program of the site",
        "bin/loop.new": b"2",
        "ci/steps": b"2",
        "kept": b"mine",
        "mkdocs.yml": b"mine",
        "mkdocs.yml.new": b"2",
        "more": b"2",
    }


def test_the_program_that_starts_the_engine_can_be_started(tmp_path: Path) -> None:
    _begin(tmp_path, {})
    _upgrade(tmp_path, {"bin/loop": b"2", "mkdocs.yml": b"2"})
    assert (tmp_path / "bin/loop").stat().st_mode & 0o111
    assert not (tmp_path / "mkdocs.yml").stat().st_mode & 0o111


def test_what_was_taken_over_by_hand_follows_again(tmp_path: Path) -> None:
    _begin(tmp_path, {"a": b"1"})
    (tmp_path / "a").write_bytes(b"mine")
    _upgrade(tmp_path, {"a": b"2"})
    (tmp_path / f"a{BESIDE}").rename(tmp_path / "a")
    assert _upgrade(tmp_path, {"a": b"3"}) == {"a": Fate.UPDATED}


def test_a_file_beside_that_the_site_changed_is_not_overwritten_either(tmp_path: Path) -> None:
    _begin(tmp_path, {"a": b"1"})
    (tmp_path / "a").write_bytes(b"mine")
    _upgrade(tmp_path, {"a": b"2"})
    (tmp_path / f"a{BESIDE}").write_bytes(b"half taken over")
    assert _upgrade(tmp_path, {"a": b"3"}) == {"a": Fate.IN_THE_WAY}
    assert (tmp_path / f"a{BESIDE}").read_bytes() == b"half taken over"
    (tmp_path / f"a{BESIDE}").unlink()
    assert _upgrade(tmp_path, {"a": b"3"}) == {"a": Fate.BESIDE}


_STATE = st.dictionaries(st.sampled_from(["a", "b/c", "b/d", "e"]), st.sampled_from([b"1", b"2", b"3"]))


@settings(max_examples=40)
@given(first=_STATE, changed=_STATE, deleted=st.sets(st.sampled_from(["a", "b/c"])), new=_STATE)
def test_no_upgrade_takes_what_the_site_wrote_and_the_second_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, first: dict[str, bytes], changed: dict[str, bytes], deleted: set[str], new: dict[str, bytes]
) -> None:  # fmt: skip
    folder = tmp_path_factory.mktemp("site")
    _begin(folder, first)
    for path, data in changed.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(data)
    for path in deleted:
        (folder / path).unlink(missing_ok=True)
    before = tree(folder)
    _upgrade(folder, new)
    after = tree(folder)
    for path, data in before.items():
        if path != RECORD and first.get(path) != data:
            assert after[path] == data, "the site's own is as it was"
    for path in deleted - changed.keys():
        assert path not in after or path not in first
    _upgrade(folder, new)
    assert tree(folder) == after


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"files": []}', '{"files": {}, "host": "elsewhere", "release": "1", "owner": ""}'])  # fmt: skip
def test_a_record_that_cannot_be_read_is_told(tmp_path: Path, text: str) -> None:
    _begin(tmp_path, {})
    (tmp_path / RECORD).write_text(text)
    with pytest.raises(NoRecord, match="earlier commit"):
        read_record(tmp_path)


@pytest.mark.parametrize("path", ["../a", "/etc/passwd", "b/../../a", RECORD])
def test_a_record_names_no_file_outside_its_folder(tmp_path: Path, path: str) -> None:
    _begin(tmp_path, {})
    (tmp_path / RECORD).write_bytes(render_record(Record("0.1.0", Host.GITHUB, "", {path: "0" * 64})))
    with pytest.raises(NoRecord, match="outside"):
        read_record(tmp_path)
