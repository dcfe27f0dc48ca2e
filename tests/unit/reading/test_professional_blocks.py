"""A public text is the text without its professional blocks, as if nobody had ever written them."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from learning_loop.reading import markdown as module
from learning_loop.reading.markdown import RenderedBody, cut_professional_blocks, has_professional_block, render_body

CANARY = "SECRET"
_OPEN = re.compile(r"[ >]*(:{3,})\s*professional\s*")

PUBLIC = st.sampled_from([
    "Text.", "Text that\ngoes on.", "- one\n- two", "- one\n\n  more", "1. one\n2. two", "> quoted\n> more", "```\ncode\n```", "    code",
    "| a | b |\n|---|---|\n| 1 | 2 |", "See [the plan][plan].", "See [plan].", "[plan]: https://a.example/public", "***", "Text\\\nmore",
    "::: voice A mother\nQuote.\n:::", ":::: questions\n\n- Why?\n\n::::", "<https://a.example>", "## One", "## Two", "### Deep", "    ", "",
])  # fmt: skip
SECRET = st.sampled_from([
    "SECRET.", "SECRET that\ngoes on.", "- SECRET", "1. SECRET", "[plan]: https://secret.example/SECRET", "## Secret one", "### Secret deep", "> SECRET",
    "```\nSECRET\n```", "    SECRET", "| SECRET |\n|---|\n| 1 |", "See [the plan][plan] SECRET.", "***", "", "::: voice SECRET\nSECRET\n:::",
    "[SECRET](theme:neglect)", "SECRET\n---",
])  # fmt: skip


def block(parts: list[str], tight: bool) -> str:
    colons = "::::" if any(part.startswith(":::") for part in parts) else ":::"
    space = "\n" if tight else "\n\n"
    return f"{colons} professional{space}{space.join(parts)}{space}{colons}"


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def listed(text: str) -> str:
    return "- one\n\n" + "\n".join(f"  {line}" if line else "" for line in text.split("\n")) + "\n\n- two"


def held(text: str) -> str:
    return f"::::: role social-worker\n\nBefore.\n\n{text}\n\nAfter.\n\n:::::"


BLOCKS = st.builds(block, st.lists(SECRET, min_size=1, max_size=3), st.booleans())
PLACED = st.one_of(BLOCKS, BLOCKS.map(quoted), BLOCKS.map(listed), BLOCKS.map(held))
TEXTS = st.lists(PUBLIC | PLACED, min_size=1, max_size=7).map("\n\n".join)


def without_lines(text: str) -> str:
    """Delete the lines of every professional block; written apart from the engine, for texts that it finds no mistake in."""
    kept = []
    closing = ""
    for line in text.split("\n"):
        bare = line.strip(" >\t")
        if closing:
            if bare and set(bare) == {":"} and len(bare) >= len(closing):
                closing = ""
        elif opened := _OPEN.fullmatch(line):
            closing = opened[1]
        else:
            kept.append(line)
    return "\n".join(kept)


def render(text: str) -> RenderedBody:
    return render_body(text, path="pages/about.md", line_offset=0)


def known(rendered: RenderedBody) -> tuple[object, ...]:
    links = [(link.scheme, link.target, link.anchor) for link in rendered.links]
    return rendered.html, rendered.headings, links, rendered.words, rendered.questions, rendered.directives


@given(TEXTS)
@example("[plan]: https://a.example\n\n::: professional\n[plan]: https://secret.example/SECRET\n:::\n\nSee [plan].")
@example("::: professional\n[plan]: https://secret.example/SECRET\n:::\n\nSee [plan].")
@example("- one\n\n::: professional\nSECRET\n:::\n\n- two")
@example("    code\n\n::: professional\nSECRET\n:::\n\n    code")
def test_a_text_with_its_blocks_cut_is_the_text_with_their_lines_deleted(text: str) -> None:
    assume(render(text).problems == [])
    cut = cut_professional_blocks(text)
    assert CANARY not in cut
    assert known(render(cut)) == known(render(without_lines(text)))


@given(st.text() | TEXTS)
def test_who_has_parsed_a_text_finds_the_same_blocks(text: str) -> None:
    module._cut_of.cache_clear()
    cut = cut_professional_blocks(text)
    module._cut_of.cache_clear()
    render(text)
    assert cut_professional_blocks(text) == cut


@given(TEXTS)
def test_a_cut_keeps_every_other_line_where_it_is(text: str) -> None:
    cut = cut_professional_blocks(text)
    before, after = text.split("\n"), cut.split("\n")
    assert len(before) == len(after)
    assert all(new in (old, "") for old, new in zip(before, after, strict=True))


@given(st.text() | TEXTS)
def test_cutting_twice_is_cutting_once(text: str) -> None:
    cut = cut_professional_blocks(text)
    assume(render(text).problems == [])
    assert cut_professional_blocks(cut) == cut


@given(st.text() | TEXTS)
def test_a_text_that_is_said_to_have_no_block_is_not_cut(text: str) -> None:
    assert has_professional_block(text) or cut_professional_blocks(text) == text


MUDDLED = st.lists(
    st.sampled_from([
        "::: professional", ":::professional", ":::: professional", ":::  professional ", "::: voice A mother", ":::", "::::", "", "", "", "Text.",
        "> ::: professional", "> :::", ">", "- ::: professional", "  :::", "  ", "1. Text", "```", "    :::", "## One", "---", "[x]: /y", "\t:::",
    ]),
    max_size=10,
)  # fmt: skip


@given(MUDDLED, st.integers(0, 9))
def test_a_muddled_block_is_either_a_mistake_or_hides_its_words(lines: list[str], place: int) -> None:
    """The words that stand after an opening fence and before a closing one are never public without a word to the author."""
    lines.insert(min(place, len(lines)), f"{CANARY}.")
    text = "\n".join(lines)
    assume(render(text).problems == [])
    assert (CANARY in render(cut_professional_blocks(text)).html) == (CANARY in without_lines_of_any_depth(text))


def without_lines_of_any_depth(text: str) -> str:
    return without_lines(re.sub(r"^(?:- |1\. )(?=:::)", "  ", text, flags=re.MULTILINE))


@pytest.mark.parametrize(
    "text",
    [
        "::: professional\nSECRET\n:::",
        ":::professional\nSECRET\n:::",
        ":::\tprofessional\nSECRET\n:::",
        "  ::: professional\n  SECRET\n  :::",
        ":::::: professional\n\n::: voice SECRET\nSECRET\n:::\n\nSECRET\n\n::::::",
        "> ::: professional\n> SECRET\n> :::",
        "1. one\n\n   ::: professional\n   SECRET\n   :::",
        "> - ::: professional\n>   SECRET\n>   :::",
        "::: professional\n\n    SECRET\n\n```\nSECRET\n```\n\n:::",
        "::: professional\nSECRET",
    ],
)
def test_no_word_of_a_block_is_left(text: str) -> None:
    assert CANARY not in cut_professional_blocks(f"Before.\n\n{text}")
    assert CANARY not in render(cut_professional_blocks(f"Before.\n\n{text}")).html
