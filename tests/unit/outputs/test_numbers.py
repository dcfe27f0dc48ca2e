"""Telephone numbers in texts: the partnership's own can be called, and nothing else of a text changes."""

from __future__ import annotations

import pytest

from learning_loop.outputs.bodies import link_numbers

NUMBERS = {"01632 960 411": "tel:01632960411", "01632 960 422": "tel:01632960422"}
CALL = '<a href="tel:01632960411">01632 960 411</a>'


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<p>Ring 01632 960 411 now.</p>", f"<p>Ring {CALL} now.</p>"),
        ("<p>01632 960 411</p><p>01632 960 411</p>", f"<p>{CALL}</p><p>{CALL}</p>"),
        (f"<p>{CALL}</p>", f"<p>{CALL}</p>"),
        ('<p><a href="/x/">Ring <b>01632 960 411</b></a></p>', '<p><a href="/x/">Ring <b>01632 960 411</b></a></p>'),
        ('<img alt="01632 960 411">', '<img alt="01632 960 411">'),
        ("<p>01632 960 4113 and 901632 960 411</p>", "<p>01632 960 4113 and 901632 960 411</p>"),
        ("<p>01632 960 999 is another’s</p>", "<p>01632 960 999 is another’s</p>"),
    ],
)
def test_only_our_own_numbers_outside_of_links_can_be_called(written: str, shown: str) -> None:
    assert link_numbers(written, NUMBERS) == shown


def test_a_library_without_numbers_keeps_its_texts() -> None:
    assert link_numbers("<p>Ring us.</p>", {"": "tel:"}) == "<p>Ring us.</p>"
