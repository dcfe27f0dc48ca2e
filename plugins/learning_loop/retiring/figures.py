"""Which years' figures a change of the library alters."""

from __future__ import annotations

from learning_loop.derive.library import Library
from learning_loop.derive.year import Year, derive_year, years_with_data


def changed_years(before: Library, after: Library) -> list[int]:
    """Give the years whose figures differ between two libraries of the same day, each by the calendar year in which it begins, oldest first."""
    years = sorted({*years_with_data(before), *years_with_data(after)})
    return [year for year in years if _figures(derive_year(before, year)) != _figures(derive_year(after, year))]


def _figures(year: Year) -> tuple[object, ...]:
    """Give everything of a year that is counted, without the words of the items."""
    feedback = year.feedback
    return (
        [([day for day, _ in one.done], [day for day, _ in one.planned]) for one in year.tallies],
        len(year.reviews),
        [(one.record.reference, *one[1:]) for one in year.actions],
        year.undecided,
        year.overdue,
        [(one.source.id, one.recommendation.ref, one.decision, one.answers, one.made, one.decided) for one in year.recommendations],
        len(year.shared),
        [len(part) for part in (feedback.heard, feedback.answered, feedback.waiting, feedback.silent, feedback.courses)],
    )  # fmt: skip
