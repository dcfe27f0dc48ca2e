from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from learning_loop.reporting.texts import TextChange, compare_texts

TEXT = st.text("abc <p></p>&amp;", max_size=60)


def test_sections_are_told_by_their_headings() -> None:
    before = "<p>One two.</p><h2 id=a>What &amp; why</h2><p>Three.</p><h2>Gone</h2><p>Four.</p>"
    after = "<p>One two.</p><h2 id=a>What &amp; why</h2><p>Three <em>five</em>.</p><h2>New</h2><p>Four.</p>"
    found = compare_texts(before, after)
    assert found == TextChange(2, 1, ("What & why",), ("New",), ("Gone",))


def test_a_link_that_leads_elsewhere_is_a_change_without_words() -> None:
    assert compare_texts('<a href="/a/">x</a>', '<a href="/b/">x</a>') == TextChange(0, 0, (), (), ())


@given(TEXT)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert compare_texts(text, text) is None


@given(TEXT, TEXT)
def test_what_one_way_puts_in_the_other_takes_out(one: str, other: str) -> None:
    there, back = compare_texts(one, other), compare_texts(other, one)
    assert (there is None) == (back is None)
    if there and back:
        assert (there.added, there.removed, there.new) == (back.removed, back.added, back.gone)
