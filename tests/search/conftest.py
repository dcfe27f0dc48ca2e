"""The example's search, made once: its files, and the index of Whoosh over the same documents."""

from __future__ import annotations

import pytest

from learning_loop.build import make_search
from learning_loop.model.kinds import Audience
from learning_loop.search.query import Files
from learning_loop.shards import open_source, read_shards
from learning_loop.store import Store
from tests.example import ROOT
from tests.tiny import TODAY


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Give a cache of its own."""
    store = Store(tmp_path_factory.mktemp("search") / "cache")
    store.folder.mkdir()
    return store


@pytest.fixture(scope="session")
def paths(store: Store) -> dict[str, str]:
    """Give the search files of the professional site."""
    read, files = make_search(ROOT / "content", store, Audience.PROFESSIONAL, TODAY)
    assert files, read.problems
    return files


@pytest.fixture(scope="session")
def files(paths: dict[str, str], store: Store) -> Files:
    """Give the search as a browser asks it."""
    return read_shards(paths, store)


@pytest.fixture(scope="session")
def whoosh(paths: dict[str, str], store: Store) -> Files:
    """Give the search as the command asks it."""
    return open_source(paths, Audience.PROFESSIONAL, store, lambda stage, done, total: None)
