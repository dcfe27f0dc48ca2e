"""The same content, audience and day give the same bytes, whoever builds."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.example import AUDIENCES, ROOT, TODAY, Example, build_example, run


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
