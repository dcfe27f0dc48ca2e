"""Values behave as the standard library's data classes with slots do."""

from __future__ import annotations

import dataclasses
import pickle
from typing import Any, ClassVar

import pytest

from learning_loop.model import values


def both(decorate: Any) -> type:
    """Make the same classes with one of the two decorators."""

    @decorate(frozen=True, slots=True)
    class Place:
        path: str
        line: int = 1

    @decorate(frozen=True, slots=True, kw_only=True)
    class Page:
        kind: ClassVar[str] = ""
        title: str
        parts: tuple[str, ...] = ()
        known: dict[str, int] = decorate_field(default_factory=dict)

    @decorate(frozen=True, slots=True, kw_only=True)
    class Review(Page):
        kind: ClassVar[str] = "review"
        place: Place

        def words(self) -> str:
            return f"{self.kind} {self.title}"

    return Review


decorate_field: Any = dataclasses.field
OURS, STANDARD = both(values.dataclass), both(dataclasses.dataclass)


@values.dataclass(frozen=True, slots=True, order=True)
class Point:
    """For pickling, which needs a class of the module."""

    x: int
    y: int = 2


def test_constructors_take_and_refuse_the_same() -> None:
    for made in (OURS, STANDARD):
        one = made(title="T", place=1)
        assert (one.title, one.parts, one.known, one.place, one.words()) == ("T", (), {}, 1, "review T")
        assert made(title="T", place=1).known is not one.known
        for wrong in ({}, {"title": "T"}, {"title": "T", "place": 1, "other": 2}):
            with pytest.raises(TypeError):
                made(**wrong)
        with pytest.raises(TypeError):
            made("T", 1)


def test_fields_copies_and_words_are_the_same() -> None:
    for made in (OURS, STANDARD):
        one = made(title="T", place=1)
        assert [each.name for each in values.fields(made)] == ["title", "parts", "known", "place"]
        assert values.is_dataclass(one)
        assert values.replace(one, title="U") == made(title="U", place=1) != one
        assert repr(one).endswith("Review(title='T', parts=(), known={}, place=1)")
        assert not hasattr(one, "__dict__")


def test_equal_values_are_one_in_a_set_and_those_of_other_classes_differ() -> None:
    assert len({Point(1), Point(1, 2), Point(2)}) == 2
    assert Point(1) != (1, 2)
    assert Point.__match_args__ == ("x", "y")
    assert sorted([Point(2), Point(1, 3), Point(1)]) == [Point(1), Point(1, 3), Point(2)]


def test_pickles_come_back() -> None:
    assert pickle.loads(pickle.dumps(Point(3, 4), protocol=5)) == Point(3, 4)  # noqa: S301 - what we have just written


def test_a_value_without_frozen_has_no_hash() -> None:
    @values.dataclass(slots=True)
    class Heap:
        size: int

    with pytest.raises(TypeError):
        hash(Heap(1))
