"""A little of ``scripts/dev fuzz`` in every run, and what it has found before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import fuzz

BROKE = [
    # a telephone number in a front matter that is no YAML: its place could not be told
    "---\ntitle: Call 07700 900123\nx: a: b\n---\n\nText.",
    "---\nsummary: 'Child M, 12 weeks old, of AB1 2CD\n---\n",
]


@pytest.mark.parametrize("text", BROKE)
def test_what_broke_a_reader_once_breaks_none(text: str) -> None:
    for target, _ in fuzz.TARGETS:
        if target is not fuzz.fuzz_kinds_of_attachments:
            target(text)


@pytest.mark.parametrize(("target", "texts"), fuzz.TARGETS, ids=[target.__name__ for target, _ in fuzz.TARGETS])
def test_nothing_that_somebody_types_breaks(target: Callable[[Any], None], texts: st.SearchStrategy[Any]) -> None:
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(texts)
    def attempt(text: Any) -> None:
        target(text)

    attempt()
