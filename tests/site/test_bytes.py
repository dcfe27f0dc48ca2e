"""The same content, audience and day give the same bytes, whoever builds."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from learning_loop.model.kinds import Audience
from tests.example import AUDIENCES, BIN, ROOT, TODAY, Example, build_example, run
from tests.tiny import build_tiny, write_base, write_item


def _read(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def _differences(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


def test_two_builds_are_equal_to_the_byte(example: Example, tmp_path: Path) -> None:
    again = build_example(tmp_path)
    for audience in AUDIENCES:
        assert not _differences(_read(example.site(audience).folder), _read(again.site(audience).folder))


def test_the_place_of_the_content_is_of_no_account(example: Example, tmp_path: Path) -> None:
    elsewhere = shutil.copytree(ROOT / "content", tmp_path / "a folder elsewhere")
    again = build_example(tmp_path, audience="public", content=elsewhere)
    assert not _differences(_read(example.site("public").folder), _read(again.site("public").folder))


@pytest.mark.parametrize("builder", ["mkdocs", "properdocs"])
def test_the_other_doors_give_the_same_public_site(example: Example, tmp_path: Path, builder: str) -> None:
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    for name in ("content", "theme"):
        (tmp_path / name).symlink_to(ROOT / name)
    env = {"LOOP_TODAY": TODAY, "NO_MKDOCS_2_WARNING": "1"}
    run(
        builder,
        "build",
        "--strict",
        "--quiet",
        "-f",
        tmp_path / "mkdocs.yml",
        "-d",
        tmp_path / "out",
        env=env,
        cwd=tmp_path,
    )
    assert not _differences(_read(example.site("public").folder), _read(tmp_path / "out"))


LIVE = re.compile(rb"<script>\s*var livereload = .*?</script>", re.DOTALL)
"""What MkDocs puts into a page as it sends it, so that the page is loaded again after an edit."""
BODY_END = re.compile(rb"\s*</body>")


@pytest.mark.parametrize("builder", ["mkdocs", "properdocs"])
def test_the_other_doors_serve_the_same_page_and_follow_an_edit(tmp_path: Path, builder: str) -> None:
    content = write_base(tmp_path / "content")
    item = write_item(content, "bulletins/b.md", "title: News", "The first words.")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "theme").symlink_to(ROOT / "theme")
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    process = subprocess.Popen(
        [str(BIN / builder), "serve", "--quiet", "-f", str(tmp_path / "mkdocs.yml"), "-a", place],
        env={**os.environ, "LOOP_TODAY": TODAY, "NO_MKDOCS_2_WARNING": "1"}, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        page = _page_with(f"http://{place}/bulletins/b/", b"The first words.", process)
        build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC])
        ours = (tmp_path / "site/public/bulletins/b/index.html").read_bytes()
        assert BODY_END.sub(b"", LIVE.sub(b"", page)) == BODY_END.sub(b"", ours)
        item.write_text(item.read_text().replace("The first words.", "Other words."))
        _page_with(f"http://{place}/bulletins/b/", b"Other words.", process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _page_with(address: str, words: bytes, process: subprocess.Popen[bytes]) -> bytes:
    """Ask for a page until it has certain words."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None
        try:
            with urlopen(address, timeout=20) as answer:  # noqa: S310 - our own server
                page: bytes = answer.read()
            if words in page:
                return page
        except (URLError, TimeoutError):
            pass
        time.sleep(0.1)
    raise AssertionError(f"{address} never has {words!r}")
