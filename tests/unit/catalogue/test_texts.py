"""What the texts say of the catalogue: told once, to the one who can put it right."""

from __future__ import annotations

import random

import pytest

from learning_loop.catalogue import texts
from learning_loop.catalogue.texts import find_text_complaints
from learning_loop.model.publication import Publication
from learning_loop.reading.sketch import Sketch, Subject, draw_sketch, likeness
from tests.tiny import REVIEW
from tests.unit.making import item
from tests.unit.reading.test_sketch import words

LONG = " ".join(words(400))


def told(*items: tuple[Publication, Sketch]) -> list[tuple[str, str]]:
    found = find_text_complaints([one for one, _ in items], {one.source: sketch for one, sketch in items})
    assert all(complaint.severity == "warning" for complaint in found)
    return [(complaint.source, complaint.message) for complaint in found]


def drawn(path: str, fields: str = "", body: str = LONG) -> tuple[Publication, Sketch]:
    one = item(path, fields, body)
    return one, draw_sketch(one, body, None)


def about(path: str, fields: str = "") -> tuple[Publication, Sketch]:
    one = item(path, fields)
    missed = () if "neglect" in one.themes else (Subject("neglect", 7, ("hoarding", "hungry")),)
    return one, Sketch(b"", ("neglect",), missed, "")


def test_the_newer_of_two_copies_is_told_of_the_older() -> None:
    old = drawn("bulletins/a.md", "published: 2025-01-01")
    new = drawn("briefings/b.md", "published: 2026-01-01")
    for order in ((old, new), (new, old)):
        ((source, message),) = told(*order)
        assert source == "briefings/b.md"
        assert message.startswith("nearly all of this text stands in bulletins/a.md too")


def test_a_part_is_told_in_tenths() -> None:
    part = " ".join(words(300) + words(100, seed=5))
    ((_, message),) = told(drawn("bulletins/a.md", "published: 2025-01-01"), drawn("bulletins/b.md", body=part))
    assert message.partition(" of this text")[0] in ("about 7 tenths", "about 8 tenths")


def test_a_new_version_may_be_like_the_one_that_it_replaces() -> None:
    assert (
        told(
            drawn("policies/a.md", "review_due: 2027-01"),
            drawn("policies/b.md", "review_due: 2028-01\nsupersedes: [a]"),
        )
        == []
    )


def test_what_is_withdrawn_is_passed_over() -> None:
    gone = drawn("reviews/child-m.md", f"{REVIEW}\nwithdrawn: {{on: 2026-02-01, reason: We were asked to.}}")
    assert told(gone, drawn("bulletins/b.md")) == []


def test_an_item_is_told_of_one_copy_only_the_nearest() -> None:
    part = " ".join(words(320) + words(80, seed=5))
    items = [drawn(f"bulletins/b{day}.md", f"published: 2025-01-{day:02}", part) for day in range(1, 10)]
    assert len(told(*items)) == 8
    whole = drawn("bulletins/c.md", "published: 2025-02-01")
    source, message = told(*items, whole, drawn("bulletins/d.md"))[-1]
    assert source == "bulletins/d.md"
    assert message.startswith("nearly all of this text stands in bulletins/c.md too")


def test_of_thousands_of_copies_each_is_compared_with_few(monkeypatch: pytest.MonkeyPatch) -> None:
    one, sketch = drawn("bulletins/b.md")
    items = [(one._replace(id=f"b{n}", source=f"bulletins/b{n}.md"), sketch) for n in range(3000)]
    chance = random.Random(0)
    compared = []
    monkeypatch.setattr(texts, "likeness", lambda *pair: compared.append(pair) or likeness(*pair))
    assert len(told(*chance.sample(items, len(items)))) == 2999
    assert len(compared) < 40 * len(items)


def test_a_theme_that_is_not_named_is_told_with_its_words() -> None:
    ((source, message),) = told(about("bulletins/b.md", "themes: [babies]"))
    assert source == "bulletins/b.md"
    assert message.startswith("the text has words of 'neglect' 7 times (‘hoarding’, ‘hungry’)")


def test_an_item_without_themes_has_some_suggested_and_a_page_needs_none() -> None:
    assert told(about("pages/about.md")) == []
    ((_, message),) = told(about("bulletins/b.md"))
    assert message.endswith("From its words it may be about neglect (‘hoarding’, ‘hungry’)")


def test_a_theme_whose_words_are_everybodys_is_told_of_no_longer() -> None:
    stray = [about(f"bulletins/s{number}.md", "themes: [babies]") for number in range(5)]
    named = [about(f"bulletins/n{number}.md", "themes: [neglect]") for number in range(5)]
    bare = about("bulletins/bare.md")
    assert len(told(*stray[:3], bare)) == 4
    assert told(*stray[:4], bare) == []
    assert told(*stray, *named[:4], bare) == []
    assert len(told(*stray, *named, bare)) == 6
