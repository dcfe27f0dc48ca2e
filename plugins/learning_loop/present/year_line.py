"""A theme's years: a mark for every review and audit that named it, and what of them is still open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from learning_loop.derive.library import is_audit
from learning_loop.model.publication import Publication
from learning_loop.present.desk import Desk
from learning_loop.present.views import YearLineView, YearView
from learning_loop.present.words import count_words, joined, number_words

YEARS = 16
"""Years on a theme's line."""
YEAR_MARKS = 8
"""Marks drawn for a year; the words beneath give the whole number."""


def present_year_line(desk: Desk, reviews: Sequence[Publication]) -> YearLineView | None:
    """Give every year from the first review to this year, at most sixteen; None without reviews."""
    if not reviews:
        return None
    this = desk.library.today.year
    marks: defaultdict[int, list[bool]] = defaultdict(list)
    for one in reviews:
        marks[one.published.year].append(is_audit(one, desk.library.registers))
    first = max(min(marks), this - YEARS + 1)
    years = tuple(_year(year, sorted(marks.get(year, []))) for year in range(first, this + 1))
    return YearLineView(years, _year_sentence({year: kinds for year, kinds in marks.items() if year >= first}, first))


def still_open_words(desk: Desk, reviews: Sequence[Publication]) -> str:
    """Say how many recommendations of a theme's reviews are still open."""
    made = sum(len(one.recommendations) for one in reviews)
    if not made:
        return ""
    left = sum(len(desk.library.open_recommendations[one.id]) for one in reviews)
    of_them = f"of their {count_words(made, 'recommendation')}"
    return (
        f"{left:,} {of_them} {'is' if left == 1 else 'are'} still open." if left else f"None {of_them} is still open."
    )


def _year(year: int, audits: Sequence[bool]) -> YearView:
    marks = tuple("audit" if audit else "review" for audit in audits[:YEAR_MARKS])
    return YearView(str(year), f"{year % 100:02}", marks, _kinds_words(audits) or "none")  # type: ignore[arg-type]


def _kinds_words(audits: Sequence[bool], review: str = "", audit: str = "") -> str:
    """Give "two reviews and one audit" for the marks of a year; the two last words follow each number."""
    rings = sum(audits)
    parts = []
    if len(audits) > rings:
        parts.append(number_words(len(audits) - rings, "review") + review)
    if rings:
        parts.append(number_words(rings, "audit") + audit)
    return joined(parts)


def _year_sentence(marks: Mapping[int, Sequence[bool]], first: int) -> str:
    if not marks:
        return f"Not seen in a review or audit since {first}."
    everything = [audit for audits in marks.values() for audit in audits]
    words = _kinds_words(everything, " (filled)", " (ring)")
    if len(marks) == 1:
        said = f"Seen in one year, {next(iter(marks))}: {words}."
    else:
        said = f"Seen in {number_words(len(marks), 'year')} since {first}: {words}."
    if any(len(audits) > YEAR_MARKS for audits in marks.values()):
        said += f" At most {YEAR_MARKS} marks are drawn for a year."
    return said
