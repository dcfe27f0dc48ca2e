"""The cache on disk."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from learning_loop.build import _LIBRARIES
from learning_loop.store import BuildRunning, CacheDamaged, Store, versions_of

KEY = "ab" + "0" * 30


def test_what_was_written_is_read(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    assert not store.has(KEY)
    store.write(KEY, b"data")
    assert (store.has(KEY), store.read(KEY), Path(store.path(KEY)).read_bytes()) == (True, b"data", b"data")


def test_what_is_not_there_is_a_damaged_cache(tmp_path: Path) -> None:
    with pytest.raises(CacheDamaged):
        Store(tmp_path).read(KEY)


def test_a_write_that_fails_leaves_no_object_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)

    def fail(one: object, other: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        store.write(KEY, b"data")
    with pytest.raises(OSError, match="No space"):
        store.save("snapshot", 1)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_snapshot_is_loaded_as_it_was_saved_and_nothing_else_is(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    assert store.load("snapshot") is None
    store.save("snapshot", {"a": (1, 2)})
    assert store.load("snapshot") == {"a": (1, 2)}
    for broken in (b"", b"\x80\x05broken", b"cos\nnothing\n.", (tmp_path / "cache/snapshot").read_bytes()[:-3]):
        (tmp_path / "cache/snapshot").write_bytes(broken)
        assert store.load("snapshot") is None
    store.forget("snapshot")
    store.forget("snapshot")
    assert not (tmp_path / "cache/snapshot").exists()


def test_pruning_keeps_what_is_in_use(tmp_path: Path) -> None:
    store = Store(tmp_path)
    keys = [f"{number:02x}" + "0" * 30 for number in range(5)]
    for key in keys:
        store.write(key, b"1234")
    earlier = tmp_path / "objects/ab/cdef"
    earlier.parent.mkdir()
    earlier.touch()
    assert store.count() == 6
    assert store.prune({keys[1], keys[3]}) == 12
    assert store.count() == 2
    assert not earlier.exists()
    assert Store(tmp_path / "none").count() == 0
    assert sorted(key for key, _ in store.objects()) == [keys[1], keys[3]]


def test_what_installers_write_tells_the_versions_of_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = versions_of(_LIBRARIES)
    assert all(version(name) in one for name, one in zip(_LIBRARIES, told, strict=True))
    (tmp_path / "markdown_it_py-99.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert versions_of(_LIBRARIES) != told
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(PackageNotFoundError):
        versions_of(_LIBRARIES)


def _try(folder: str, answers: object) -> None:
    try:
        with Store(Path(folder)).locked():
            answers.put("held")  # type: ignore[attr-defined]
    except BuildRunning:
        answers.put("running")  # type: ignore[attr-defined]


def test_a_build_waits_for_one_that_ends_soon(tmp_path: Path) -> None:
    held = Store(tmp_path).locked()
    held.__enter__()
    threading.Timer(0.1, held.__exit__, (None, None, None)).start()
    with Store(tmp_path).locked():
        pass


def test_one_build_holds_the_cache_and_a_second_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("learning_loop.store.PATIENCE", 0.1)
    context = multiprocessing.get_context("fork")
    answers = context.SimpleQueue()
    with Store(tmp_path).locked():
        other = context.Process(target=_try, args=(str(tmp_path), answers))
        other.start()
        other.join()
        assert answers.get() == "running"
    other = context.Process(target=_try, args=(str(tmp_path), answers))
    other.start()
    other.join()
    assert answers.get() == "held"
