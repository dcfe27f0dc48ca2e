"""Whoosh's index gives what the files give, forgets what is gone, and is never believed when it is not as it was written."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from whoosh.fields import ID, Schema
from whoosh.filedb.filestore import RamStorage

from learning_loop.search import whoosh_index
from learning_loop.search.documents import Document
from learning_loop.search.index import Analysed
from learning_loop.search.query import Files, answer
from learning_loop.search.whoosh_index import CURRENT, Wanted, WhooshSource, open_index
from tests.unit.search.making import Made, document

DOCUMENTS = [
    document(
        f"item-{number}",
        f"Title {number} of neglect",
        f"bruise {'again ' * (number % 5)} was not brought {number}",
        concepts=["#theme neglect"],
    )
    for number in range(12)
]
QUERIES = ("neglect", "WNB", "bruise again", "title 3", "home conditions", "nothing here", "brused")


class Library:
    """Documents that change, and their index in a folder."""

    def __init__(self, folder: Path, documents: Sequence[Document]) -> None:
        self.folder = folder
        self.documents = list(documents)
        self.asked: list[str] = []
        self.large = False

    def files(self) -> Files:
        return Made(self.documents, large=self.large).source()

    def open(self) -> WhooshSource:
        held = Made(self.documents).analysed()
        by_key = {_key(number, analysed): analysed for number, analysed in held.values()}
        wanted = {one: Wanted(number, _key(number, analysed)) for one, (number, analysed) in held.items()}

        def analysed_of(key: str) -> Analysed:
            self.asked.append(key)
            return by_key[key]

        index = open_index(self.folder, wanted, analysed_of, lambda stage, done, total: None)
        return WhooshSource(self.files().read, index)

    def same(self) -> bool:
        source, files = self.open(), self.files()
        return all(answer(query, source) == answer(query, files) for query in QUERIES)


def _key(number: int, analysed: Analysed) -> str:
    return f"{number} {sorted(analysed.levels.items())}"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "whoosh", DOCUMENTS)


def test_it_gives_the_hits_of_the_files_in_their_order(library: Library) -> None:
    assert library.same()


def test_it_gives_them_where_lists_are_long_and_words_rare(library: Library) -> None:
    library.large = True
    assert library.same()
    assert library.files().points("neglect") != Made(library.documents).source().points("neglect")


def test_only_what_changed_is_indexed_again(library: Library) -> None:
    library.open()
    library.asked.clear()
    assert library.same()
    assert library.asked == []
    library.documents[5] = document("item-5", "Another title of neglect", "bruise")
    assert library.same()
    assert len(library.asked) == 1


def test_a_document_that_is_gone_is_gone(library: Library) -> None:
    """Deleted documents come back with ``Searcher.refresh()`` of this Whoosh; a new reader has none of them."""
    library.open()
    library.documents[11] = document("item-11", "Zqcanary")
    assert answer("zqcanary", library.open()).hits
    library.documents.pop()
    assert not answer("zqcanary", library.open()).hits
    assert library.same()


def test_refresh_of_whoosh_still_brings_deleted_documents_back() -> None:
    """When this fails, Whoosh was mended, and the sentence in the module's docstring can go."""
    index = RamStorage().create_index(Schema(id=ID(stored=True, unique=True)))
    for one in ("stays", "goes"):
        writer = index.writer()
        writer.add_document(id=one)
        writer.commit(merge=False)
    searcher = index.searcher()
    writer = index.writer()
    writer.delete_by_term("id", "goes")
    writer.commit(merge=False)
    found = {stored["id"] for stored in searcher.refresh().documents()}
    assert {stored["id"] for stored in index.searcher().documents()} == {"stays"}
    assert found == {"stays", "goes"}


def test_many_changes_in_small_steps_stay_right(library: Library) -> None:
    for number in range(14):
        library.documents[number % 12] = document(
            f"item-{number % 12}", f"Round {number} of neglect", f"bruise {number} again"
        )
        assert library.same()


def _damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


def _parts(folder: Path) -> list[Path]:
    current = folder / (folder / CURRENT).read_text()
    return sorted(path for path in current.iterdir() if "LOCK" not in path.name)


@pytest.mark.parametrize(
    "harm",
    [
        lambda folder: [_damage(path) for path in _parts(folder)],
        lambda folder: _damage(_parts(folder)[0]),
        lambda folder: _parts(folder)[0].unlink(),
        lambda folder: (_parts(folder)[0].parent / "noted.json").write_text("[]"),
        lambda folder: (folder / CURRENT).write_text("../.."),
        lambda folder: (folder / CURRENT).write_bytes(b"\xff"),
        lambda folder: (_parts(folder)[0].parent / "_MAIN_99.toc").write_bytes(b"something else"),
    ],
    ids=["every file", "one file", "a file is gone", "what was noted", "another place", "no name", "a stranger"],
)
def test_an_index_that_was_harmed_is_made_anew(library: Library, harm: Callable[[Path], Any]) -> None:
    library.open()
    library.asked.clear()
    harm(library.folder)
    assert library.same()
    assert len(library.asked) == len(DOCUMENTS)


class _Bomb:
    """A pickle that leaves a trace when it is read."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str, ...]]:
        return os.mkdir, (str(self.trace),)


def test_a_foreign_index_is_never_read(library: Library, tmp_path: Path) -> None:
    library.open()
    for path in _parts(library.folder):
        if path.suffix == ".toc":
            path.write_bytes(path.read_bytes()[:12] + pickle.dumps(_Bomb(tmp_path / "trace")))
    assert library.same()
    assert not (tmp_path / "trace").exists()


def test_an_index_of_another_version_is_made_anew(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.open()
    library.asked.clear()
    monkeypatch.setattr(whoosh_index, "FORMAT", "another")
    assert library.same()
    assert len(library.asked) == len(DOCUMENTS)


@pytest.mark.parametrize("step", ["whoosh.writing.SegmentWriter.add_document", "whoosh.writing.SegmentWriter.commit", "learning_loop.search.whoosh_index._note", "learning_loop.search.whoosh_index._point_to"])  # fmt: skip
def test_a_killed_update_leaves_the_last_index(library: Library, step: str) -> None:
    library.open()
    code = f"""
import os
from pathlib import Path
import learning_loop.search.whoosh_index, whoosh.writing
from tests.unit.search.test_whoosh_index import DOCUMENTS, Library, document
import importlib
owner, _, name = {step!r}.rpartition(".")
try:
    owner = importlib.import_module(owner)
except ImportError:
    module, _, kind = owner.rpartition(".")
    owner = getattr(importlib.import_module(module), kind)
setattr(owner, name, lambda *a, **k: os._exit(9))
library = Library(Path({str(library.folder)!r}), DOCUMENTS)
library.documents[3] = document("item-3", "Half written")
library.open()
"""
    killed = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[3], capture_output=True, text=True)
    assert killed.returncode == 9, killed.stderr
    library.asked.clear()
    assert library.same()
    assert library.asked == []


def test_what_a_failed_update_left_is_cleared_away(library: Library) -> None:
    library.open()
    (library.folder / "1").mkdir(exist_ok=True)
    (library.folder / "1" / "rest").write_text("half")
    library.documents[3] = document("item-3", "Another")
    assert library.same()
    assert len([path for path in library.folder.iterdir() if path.is_dir()]) == 1
    assert json.loads((library.folder / (library.folder / CURRENT).read_text() / "noted.json").read_bytes())["files"]
