"""What worked well: which items tell of it (all five frameworks ask that good practice is shared as well as what went wrong)."""

from __future__ import annotations

from learning_loop.derive.library import Library
from learning_loop.model.publication import Publication, Review

THEME = "good-practice"
"""The theme of what worked well."""

REVIEW_TYPES = frozenset({"best-practice-review", "good-practice-review"})
"""Types of review that are about nothing else."""


def is_about_good_practice(one: Publication) -> bool:
    """Say whether an item is about what worked: by its theme, or as a review made for that."""
    if THEME in one.themes:
        return True
    return isinstance(one.details, Review) and (
        one.details.outcome == "good-practice" or one.details.review_type in REVIEW_TYPES
    )


def tells_what_worked(one: Publication) -> bool:
    """Say whether an item tells of good practice: it is about it, or is a review that names what worked, or guidance, which must."""
    if is_about_good_practice(one) or one.type == "practice-guidance":
        return True
    return isinstance(one.details, Review) and bool(one.details.worked_well)


def good_practice_items(library: Library) -> list[Publication]:
    """Give every item that tells of good practice and still counts, newest first."""
    gone = library.superseded_by
    return [
        one for one in library.newest_first if one.withdrawn is None and one.id not in gone and tells_what_worked(one)
    ]
