"""A finished site is put in place of the last one all at once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from pkgutil import resolve_name

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop import publish as module
from learning_loop.publish import SPARE, publish
from learning_loop.workers import run
from tests.tiny import tree


class Shop:
    """A site folder, and a place for the bytes that its keys stand for."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "site"
        self.keys = folder / "keys"
        self.keys.mkdir(parents=True, exist_ok=True)

    def put(self, files: Mapping[str, str]) -> object:
        """Publish files given as path → text."""
        for text in files.values():
            self.source(text).write_text(text)
        return publish(dict(files), site=self.site, name="public", source_of=lambda text: str(self.source(text)))

    def source(self, text: str) -> Path:
        return self.keys / f"{abs(hash(text))}"

    @property
    def live(self) -> dict[str, str]:
        return {path: data.decode() for path, data in tree(self.site / "public").items()}


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


ONE = {"index.html": "one", "a/index.html": "a one", "a/b/index.html": "b", "robots.txt": "r"}
TWO = {"index.html": "two", "a/index.html": "a one", "c/index.html": "c", "robots.txt": "r"}

FILES = st.dictionaries(
    st.sampled_from(["index.html", "a/index.html", "a/b/index.html", "a/b/c.pdf", "b/index.html", "b", "c.txt", "a"]),
    st.sampled_from(["x", "y", "z", ""]),
).filter(lambda files: not any(path != other and other.startswith(path + "/") for path in files for other in files))


def test_a_site_holds_exactly_what_was_published(shop: Shop) -> None:
    for files in (ONE, TWO, ONE, {}, TWO):
        shop.put(files)
        assert shop.live == files


@given(st.lists(FILES, min_size=1, max_size=6))
def test_after_any_sequence_of_sites_the_last_one_is_there(
    tmp_path_factory: pytest.TempPathFactory, sites: list[dict[str, str]]
) -> None:
    shop = Shop(tmp_path_factory.mktemp("shop"))
    for files in sites:
        shop.put(files)
        assert shop.live == files


def test_the_second_time_nothing_is_written(shop: Shop) -> None:
    shop.put(ONE)
    before = {path: path.stat() for path in (shop.site / "public").rglob("*")}
    shop.put(ONE)
    assert {path: path.stat() for path in (shop.site / "public").rglob("*")} == before


def change(file: Path) -> None:
    file.write_text("tampered")


def change_and_keep_size(file: Path) -> None:
    file.write_text("x" * file.stat().st_size)


def make_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def make_link(file: Path) -> None:
    text = file.read_text()
    file.unlink()
    target = file.parent.parent.parent / "elsewhere.html"
    target.write_text(text)
    file.symlink_to(target)


DAMAGES: list[Callable[[Path], None]] = [change, change_and_keep_size, Path.unlink, make_folder, make_link]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("place", ["public", f"{SPARE}/public"])
@pytest.mark.parametrize("files", [ONE, TWO], ids=["the same site", "another site"])
def test_a_file_that_somebody_touched_is_put_right(
    shop: Shop, damage: Callable[[Path], None], place: str, files: dict[str, str]
) -> None:
    for site in (ONE, TWO, ONE):
        shop.put(site)
    damage(shop.site / place / "a/index.html")
    shop.put(files)
    assert shop.live == files
    assert not any(path.is_symlink() for path in (shop.site / "public").rglob("*"))
    shop.put(TWO)
    shop.put(ONE)
    assert shop.live == ONE


@pytest.mark.parametrize("place", ["public", f"{SPARE}/public"])
def test_strangers_do_not_stay(shop: Shop, tmp_path: Path, place: str) -> None:
    for site in (ONE, TWO, ONE):
        shop.put(site)
    folder = shop.site / place
    (folder / "stranger.html").write_text("?")
    (folder / "a/stranger").mkdir()
    (folder / "a/stranger/deep.html").write_text("?")
    (folder / "link").symlink_to(tmp_path)
    (folder / "a/link.html").symlink_to(folder / "index.html")
    for site in (ONE, TWO, ONE):
        shop.put(site)
        assert shop.live == site
    assert not any(path.is_symlink() for path in (shop.site / "public").rglob("*"))
    assert shop.keys.is_dir()


def test_a_folder_that_became_a_link_is_not_written_through(shop: Shop, tmp_path: Path) -> None:
    for site in (ONE, TWO, ONE):
        shop.put(site)
    outside = tmp_path / "outside"
    outside.mkdir()
    for place in ("public", f"{SPARE}/public"):
        shutil.rmtree(shop.site / place / "a")
        (shop.site / place / "a").symlink_to(outside)
    changed = {**ONE, "a/index.html": "a new"}
    shop.put(changed)
    assert shop.live == changed
    assert list(outside.iterdir()) == []


def test_an_unchanged_file_changed_in_place_on_the_live_site_does_not_come_back(shop: Shop) -> None:
    """Unchanged files have one inode in both trees."""
    shop.put(ONE)
    shop.put(TWO)
    change(shop.site / "public/robots.txt")
    for site in (ONE, TWO):
        shop.put(site)
        assert shop.live == site


FAILING = ["unlink", "makedirs", "rename", "replace", "link"]


@pytest.mark.parametrize("call", ["learning_loop.publish._copy", *(f"os.{name}" for name in FAILING)])
def test_a_publication_that_fails_leaves_the_live_site_as_it_was(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    for site in (ONE, TWO, ONE):
        shop.put(site)
    changed = {**TWO, "new/index.html": "new", "index.html": "newest"}
    for after in range(12):
        left = after
        real = resolve_name(call)

        def fail(*args: object, **more: object) -> object:
            nonlocal left
            if left == 0:
                raise OSError(28, "No space left on device", str(args[0]))
            left -= 1
            return real(*args, **more)  # noqa: B023 - used before it changes

        with monkeypatch.context() as patch:
            patch.setattr(call, fail)
            failed = False
            try:
                shop.put(changed)
            except OSError:
                failed = True
        assert shop.live == (ONE if failed else changed)
        shop.put(changed)
        assert shop.live == changed
        shop.put(ONE)
        assert shop.live == ONE


def test_without_the_exchange_of_names_the_site_is_still_put_in_place(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_rename_exchange", lambda one, other: False)
    for site in (ONE, TWO, ONE):
        shop.put(site)
        assert shop.live == site


MANY = {f"{number % 9}/{number}/index.html": f"{number}" for number in range(60)}


def publish_in_processes(shop: Shop, files: Mapping[str, str], source_of: Callable[[str], str]) -> None:
    publish(
        files,
        site=shop.site,
        name="public",
        source_of=source_of,
        spread=lambda work, jobs: run(work, jobs, patience=0),
    )


def test_several_processes_publish_the_same(shop: Shop) -> None:
    shop.put(MANY)
    shutil.rmtree(shop.site)
    for files in (MANY, {path: f"{int(text) // 2}" for path, text in MANY.items()}, ONE, MANY):
        for text in files.values():
            shop.source(text).write_text(text)
        publish_in_processes(shop, files, lambda text: str(shop.source(text)))
        assert shop.live == files


def test_what_fails_in_one_of_several_processes_is_told_and_the_live_site_stays(shop: Shop) -> None:
    shop.put(ONE)

    def source_of(text: str) -> str:
        if text == "57":
            raise OSError(28, "No space left on device", text)
        return str(shop.source("one"))

    with pytest.raises(OSError, match="No space left"):
        publish_in_processes(shop, MANY, source_of)
    assert shop.live == ONE


def test_a_file_larger_than_what_is_copied_at_a_time_is_whole(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PIECE", 3)
    shop.put(files := {"one.txt": "", "two.txt": "abc", "three.txt": "abcdefgh"})
    assert shop.live == files


def test_nothing_but_the_sites_and_the_spare_folder_lies_in_the_site_folder(shop: Shop) -> None:
    for site in (ONE, TWO, ONE):
        shop.put(site)
    assert sorted(os.listdir(shop.site)) == [SPARE, "public"]
