"""The words that the site uses for states, flags, counts and days."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from learning_loop.derive.library import ActionRecord
from learning_loop.derive.progress import Flag, Rag
from learning_loop.model.dates import PartialDate, day_words
from learning_loop.present.views import DateView, FlagView, StandingView, Tone

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

RESPONSE: dict[str, tuple[str, str, Tone]] = {
    "awaiting": ("Awaiting answer", "The owner has not answered yet.", "ink"),
    "accepted": ("Accepted", "The owner agreed to do it as asked.", "green"),
    "accepted-in-part": ("Accepted in part", "The owner agreed to do some of it, and says which.", "green"),
    "accepted-alternative": (
        "Accepted, another way",
        "The owner shares the aim and does something else for it.",
        "green",
    ),
    "not-accepted": ("Not accepted", "The owner decided against it, and gives the reason.", "ink"),
}
DELIVERY: dict[str, tuple[str, str, Tone]] = {
    "not-started": ("Not started", "Work has not begun.", "ink"),
    "in-progress": ("In progress", "Some of it is done.", "ink"),
    "complete": ("Complete", "Everything that was promised is done.", "green"),
    "superseded": ("Superseded", "Another action took its place.", "ink"),
    "no-longer-applicable": ("No longer applies", "What it was for is gone, and the reason is given.", "ink"),
}
IMPACT: dict[str, tuple[str, str, Tone]] = {
    "not-yet-evaluated": ("Not yet evaluated", "Nobody has looked yet whether anything changed.", "muted"),
    "gathering-evidence": ("Gathering evidence", "It is being measured.", "ink"),
    "embedded": ("Embedded", "There is evidence that practice changed and stayed changed.", "blue"),
    "not-embedded": ("Not embedded", "We looked, and the change did not hold. A new action answers it.", "red"),
}
AXES: dict[str, tuple[str, str, dict[str, tuple[str, str, Tone]]]] = {
    "response": ("Response", "What did the owner answer?", RESPONSE),
    "delivery": ("Delivery", "Is it done?", DELIVERY),
    "impact": ("Impact", "Did anything change for children?", IMPACT),
}

FLAGS: dict[Flag, tuple[str, str, Tone]] = {
    "overdue": ("Overdue", "The day has passed and it is not delivered.", "red"),
    "due-soon": ("Due within 30 days", "Not delivered, and due within 30 days.", "amber"),
    "on-track": ("On track", "Not delivered, and due in more than 30 days.", "green"),
    "delivered": ("Delivered, change not shown", "Complete, and no evidence yet that anything changed.", "green"),
    "embedded": ("Embedded, with evidence", "Complete, and evidence shows that practice changed.", "blue"),
    "ended": ("Ended by a decision", "Not accepted, superseded or no longer needed.", "ink"),
}


RAG: dict[Rag | None, tuple[str, str, str, Tone]] = {
    "blue": ("Blue", "Embedded, with evidence.", "flag-embedded", "blue"),
    "green": ("Green", "On track, or complete.", "flag-on-track", "green"),
    "amber": ("Amber", "Due within 30 days.", "flag-due-soon", "amber"),
    "red": ("Red", "Overdue, or the change did not hold.", "flag-overdue", "red"),
    None: ("No colour", "Ended by a decision: neither good nor bad news.", "flag-ended", "ink"),
}
"""The colours that boards speak of: the word, its definition, its mark."""

CLOSED = {
    "closed": ("Closed", "It is complete, and somebody has looked whether anything changed.", "flag-delivered"),
    "open": (
        "Not closed",
        "Complete is not closed: first somebody looks whether anything changed.",
        "impact-not-yet-evaluated",
    ),
    "ended": ("Ended", "It ended by a decision and is no longer followed.", "flag-ended"),
}
"""Whether an action is closed, each with its definition."""


def colour_view(rag: Rag | None) -> StandingView:
    """Give a colour with its definition."""
    words, definition, mark, tone = RAG[rag]
    return StandingView("Colour", words, definition, mark, tone)


def closed_view(state: str) -> StandingView:
    """Give whether an action is closed, with the definition."""
    words, definition, mark = CLOSED[state]
    return StandingView("Closed", words, definition, mark, "ink")


def count_words(count: int, one: str, many: str = "") -> str:
    """Give "1 action", "7 actions" in figures."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def number_words(count: int, one: str, many: str = "") -> str:
    """Give "one action", "seven actions": words up to ten, as in running text."""
    return f"{number_word(count)} {one if count == 1 else many or one + 's'}"


def number_word(count: int) -> str:
    """Give a number as a word up to ten, above that in figures."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def sentence(text: str) -> str:
    """Start with a capital."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Start small, as within a sentence."""
    return text[:1].lower() + text[1:]


def joined(parts: Sequence[str]) -> str:
    """Join with commas and "and"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


AGES = {
    "unborn": ("before birth", "birth"),
    "under-1": ("under 1", "1"),
    "1-5": ("1", "5"),
    "6-10": ("6", "10"),
    "11-15": ("11", "15"),
    "16-17": ("16", "17"),
}
"""Age bands in their order, each with how it begins and ends in words."""


def age_words(bands: Collection[str]) -> str:
    """Say which ages: "under 1 and 11 to 17"; bands that follow each other are one."""
    order = list(AGES)
    places = sorted(order.index(band) for band in bands)
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    if places == list(range(len(order))) or places == list(range(1, len(order))):
        return "all ages"
    return joined([_ages_from(order[run[0]], order[run[-1]]) for run in runs])


def _ages_from(first: str, last: str) -> str:
    begins, ends = AGES[first][0], AGES[last][1]
    if first == last and first in ("unborn", "under-1"):
        return begins
    if first == "unborn":
        return f"before birth to {ends}"
    return f"up to {ends}" if first == "under-1" else f"{begins} to {ends}"


def day_view(day: date) -> DateView:
    """Give a day for a template."""
    return DateView(day_words(day), day.isoformat())


def date_view(value: PartialDate) -> DateView:
    """Give a day, month or season for a template; a season has no machine form."""
    return DateView(value.words, "" if value.season else value.iso)


def flag_view(record: ActionRecord) -> FlagView:
    """Give an action's flag with its days."""
    words, _, tone = FLAGS[record.flag]
    if record.flag == "overdue":
        words = f"Overdue {count_words(-record.days, 'day')}"
    elif record.flag == "due-soon":
        words = "Due today" if record.days == 0 else f"Due in {count_words(record.days, 'day')}"
    return FlagView(record.flag, words, f"flag-{record.flag}", tone)


def plain_flag(flag: Flag) -> FlagView:
    """Give a flag as the name of a group."""
    words, _, tone = FLAGS[flag]
    return FlagView(flag, words, f"flag-{flag}", tone)
