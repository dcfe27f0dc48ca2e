"""The part of the yearly report from data on the use of feedback: what was heard, from whom, what changed, and what nobody asked."""

from __future__ import annotations

from collections.abc import Sequence

from learning_loop.derive.attention import feedback_path
from learning_loop.derive.feedback import SPEAKERS as ALL_SPEAKERS
from learning_loop.derive.feedback import CourseYear, FeedbackYear
from learning_loop.derive.year import Year
from learning_loop.model.feedback import Feedback
from learning_loop.model.kinds import Audience
from learning_loop.present.desk import Desk
from learning_loop.present.feedback import SPEAKERS, STATES, WAYS, people_words
from learning_loop.present.views import CellView, FigureSection, LinkView, TableView
from learning_loop.present.words import count_words, day_view, joined, lower_first, number_words, sentence

_NO = "–"
_COLUMNS = ("Reference", "Heard", "From", "About", "What they told us", "What was done")


def feedback_section(year: Year, desk: Desk) -> FigureSection:
    """Give the year's use of feedback: sentences with the counts and with what is missing, then the tables."""
    if not desk.library.registers.feedback:
        return FigureSection("Use of feedback", "feedback", (_nothing_kept(desk),), ())
    told = year.feedback
    earlier = [one for one in told.waiting if one not in told.heard]
    tables = [
        _speakers(told),
        _entries("What people told us in the year, and what was done", told.heard, desk, "No feedback was noted in the year."),
        _courses(told.courses, desk),
    ]  # fmt: skip
    if told.answered:
        tables.insert(2, _entries("Heard in earlier years, decided in this one", told.answered, desk))
    if earlier:
        tables.insert(-1, _entries("Heard in earlier years, still without a decision", earlier, desk))
    return FigureSection("Use of feedback", "feedback", tuple(_words(year, desk)), tuple(tables))


def _nothing_kept(desk: Desk) -> str:
    asks = "Every page invites readers to write. " if desk.site.feedback else ""
    return f"{asks}No feedback has been noted in this library, so no figure is given here. Its use belongs in the written report."


def _words(year: Year, desk: Desk) -> list[str]:
    told = year.feedback
    words = []
    if desk.audience is Audience.PUBLIC:
        words.append("Only feedback that may be published is counted here.")
    words.append(_counted(told, year) if told.heard else "Nobody noted any feedback in the year.")
    if told.answered:
        words.append(
            f"{sentence(number_words(len(told.answered), 'piece'))} of feedback from earlier years {_was(len(told.answered))} decided in this one."
        )
    if told.heard and told.silent:
        whom = joined([lower_first(SPEAKERS[speaker]) for speaker in told.silent])
        words.append(
            f"Nothing was noted from {whom}. They may have had something to say: nobody asked, or nobody wrote it down."
        )
    missing = sum(len(course.missing) for course in told.courses)
    if missing:
        days = count_words(missing, "day")
        words.append(
            f"After {days} on which a course ran nobody asked, some three months later, what those who came use of it."
        )
    return words  # fmt: skip


def _counted(told: FeedbackYear, year: Year) -> str:
    states = [one.state for one in told.heard]
    changed, unchanged, waiting = (states.count(state) for state in ("changed", "unchanged", "waiting"))
    end = "has no decision yet" if year.is_running else "had no decision at the end of the year"
    ends = "have no decision yet" if year.is_running else end
    reached = sum(one.told_on is not None for one in told.heard)
    decided = changed + unchanged
    return (
        f"{sentence(number_words(len(told.heard), 'piece'))} of feedback {_was(len(told.heard))} noted, from {_people(told.heard)}. "
        f"After {changed} of them something was changed, after {unchanged} it was decided to leave things as they are, and {waiting} {end if waiting == 1 else ends}. "
        f"In {reached} of the {decided} that were decided, those who had spoken were told what came of it."
    )


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _people(entries: Sequence[Feedback]) -> str:
    """Count the people; at least, where some were not counted or so few that the public is not told."""
    known = sum(one.replies for one in entries)
    least = known + sum(one.few or not one.replies for one in entries)
    return (
        count_words(known, "person", "people")
        if least == known
        else f"at least {count_words(least, 'person', 'people')}"
    )


def _speakers(told: FeedbackYear) -> TableView:
    rows = []
    for speaker in ALL_SPEAKERS:
        said = [one for one in told.heard if speaker in one.speakers]
        states = [one.state for one in said]
        counts = (len(said), *(states.count(state) for state in ("changed", "unchanged", "waiting")))
        rows.append((CellView(SPEAKERS[speaker]), *(CellView(f"{count}") for count in counts)))
    columns = ("From whom", "Pieces of feedback", *(STATES[state][0] for state in ("changed", "unchanged", "waiting")))
    several = any(len(one.speakers) > 1 for one in told.heard)
    note = "What several kinds of people said together is counted for each of them." if several else ""
    return TableView(
        "Who told us something",
        columns,
        tuple(rows) if told.heard else (),
        none="No feedback was noted in the year.",
        numbers=True,
        note=note,
    )


def _entries(caption: str, entries: Sequence[Feedback], desk: Desk, none: str = "") -> TableView:
    rows = tuple(
        (
            CellView(link=LinkView(one.ref, feedback_path(one.ref))),
            CellView(date=day_view(one.heard_on)),
            CellView(_from(one)),
            _about(one, desk),
            CellView(one.heard),
            CellView(_done(one)),
        )
        for one in entries
    )
    return TableView(caption, _COLUMNS, rows, none=none)


def _from(one: Feedback) -> str:
    names = [SPEAKERS[speaker] for speaker in one.speakers]
    people = people_words(one)
    words = f"{joined([names[0], *map(lower_first, names[1:])])}, {WAYS[one.way]}"
    return f"{words}: {people}" if people else words


def _about(one: Feedback, desk: Desk) -> CellView:
    links = [desk.link(desk.library.publications[item]) for item in one.about]
    themes = desk.library.registers.themes
    links += [LinkView(themes[theme].label, desk.theme_path(theme)) for theme in one.themes if not one.about]
    return CellView(links=tuple(links))


def _done(one: Feedback) -> str:
    if one.state == "waiting":
        return STATES["waiting"][0]
    return one.done or f"{STATES['unchanged'][0]}: {lower_first(one.not_done)}"


def _courses(courses: Sequence[CourseYear], desk: Desk) -> TableView:
    rows = tuple(
        (
            CellView(link=desk.link(one.course)),
            CellView(joined([day_view(day).words for day in one.days])),
            _asked(one.at_end),
            _asked(one.later),
            CellView(joined([day_view(day).words for day in one.missing]) or _NO),
        )
        for one in courses
    )
    columns = (
        "Course",
        "Ran on",
        "Asked at the end",
        "Asked some months later",
        "Days that nobody was asked about later",
    )
    note = "A day is missing once three months have passed without an answer. One survey may speak of several days."
    return TableView(
        "Courses, and what those who came said",
        columns,
        rows,
        none="No course ran in the year.",
        note=note if rows else "",
    )


def _asked(entries: Sequence[Feedback]) -> CellView:
    if not entries:
        return CellView(_NO)
    return CellView(
        links=tuple(
            LinkView(f"{one.ref}, {people_words(one)}" if people_words(one) else one.ref, feedback_path(one.ref))
            for one in entries
        )
    )
