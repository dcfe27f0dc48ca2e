"""What an author reads."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from learning_loop.model.problem import Problem, did_you_mean


def test_a_problem_begins_with_a_place_that_an_editor_can_jump_to() -> None:
    words = Problem("pages/about.md", 5, "themes[1]", "unknown theme.").words("my content/")
    assert words == "my content/pages/about.md:5: themes[1]: unknown theme."


def test_a_problem_of_the_folder_itself_names_the_folder_alone() -> None:
    assert Problem("", 0, "", "there is no such folder").words("content") == "content: there is no such folder"


@given(st.text(), st.text())
def test_a_problem_is_one_printable_line_whatever_an_author_typed(path: str, message: str) -> None:
    assert Problem(path, 1, "", message).words("content").isprintable()


def test_a_near_miss_is_suggested_and_a_far_one_is_not() -> None:
    assert did_you_mean("Neglct", ["neglect", "babies"]) == " Did you mean 'neglect'?"
    assert did_you_mean("xyzzy", ["neglect", "babies"]) == ""
