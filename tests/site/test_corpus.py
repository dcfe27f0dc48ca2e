"""The corpus of the benches is a library that can be built, whatever registers the example has."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.example import ROOT, TODAY, run


def test_a_small_corpus_passes_the_check(tmp_path: Path) -> None:
    run(sys.executable, ROOT / "scripts/bench/corpus.py", tmp_path / "content", "--documents", "40")
    told = run("loop", "check", "--content", tmp_path / "content", "--cache", tmp_path / "cache", "--today", TODAY)
    assert "40 items" in told.stdout + told.stderr
