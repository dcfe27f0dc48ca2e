"""Every internal link and anchor of the built sites resolves."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.example import AUDIENCES, BIN, Example

OPTIONS = ("--offline", "--include-fragments", "--no-progress", "--index-files", "index.html", "--format", "json")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_internal_link_and_anchor_resolves(example: Example, audience: str) -> None:
    folder = example.site(audience).folder
    done = subprocess.run(
        [BIN / "lychee", *OPTIONS, "--root-dir", folder, f"{folder}/**/*.html"],
        capture_output=True,
        text=True,
        cwd=folder,
    )
    report = json.loads(done.stdout)
    assert report["total"] > 1000, done.stderr
    found = [
        f"/{source.removeprefix(str(folder) + '/')}: {failure['url'].replace(f'file://{folder}', '')}: {failure['status']['text']}"
        for source, failures in sorted(report["error_map"].items())
        for failure in failures
    ]
    assert not found, "\n".join(found)
    assert done.returncode == 0, done.stderr
