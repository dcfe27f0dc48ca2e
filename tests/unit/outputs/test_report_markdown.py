from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from learning_loop.outputs.report_markdown import escape

JOINER = "\u2060"


@given(st.text(max_size=80))
@example("1. One")
@example("<img src=x onerror=alert(1)> [a](javascript:b) ![c](d) @team #12 & &amp; `code` ~~x~~ $x$ | y")
@example("- - x")
@example("https://evil.example and www.evil.example")
def test_words_are_shown_as_they_are_and_nothing_else(words: str) -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).render(f"- {escape(words)}")
    shown = re.fullmatch(r"<ul>\n<li>(.*)</li>\n</ul>\n", html, re.DOTALL)
    assert shown
    assert "<" not in shown[1]
    plain = shown[1].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    expected = "".join(sign if sign.isprintable() else "�" for sign in " ".join(words.split()))
    assert plain.replace(JOINER, "") == expected.replace(JOINER, "") or JOINER in words


def test_nobody_is_called_and_nothing_is_linked() -> None:
    for word in ("@team", "#12", "!3", "https://evil.example", "www.evil.example"):
        assert word not in escape(f"See {word}")
