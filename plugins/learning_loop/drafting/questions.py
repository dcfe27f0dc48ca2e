"""What somebody who begins an item is asked: data, the same for a terminal and for options."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from learning_loop.catalogue.complaints import unknown
from learning_loop.model.dates import MONTHS
from learning_loop.model.kinds import Kind
from learning_loop.model.problem import did_you_mean
from learning_loop.model.publication import Publication
from learning_loop.model.registers import Registers
from learning_loop.model.values import dataclass
from learning_loop.reading.written import Tree
from learning_loop.schema.kinds import FIELDS_BY_TYPE
from learning_loop.schema.validate import complaint_of

Of = Literal["", "themes", "agencies", "roles", "groups", "review types", "methods", "items"]
"""Where the ids of an answer are looked up; empty for an answer of its own words."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; its name is that of the field that the answer is for."""

    name: str
    ask: str
    """What is asked on a terminal."""
    needed: bool = False
    """Whether the item cannot begin without an answer."""
    of: Of = ""
    several: bool = False
    """Whether the answer is a list."""
    choices: tuple[str, ...] = ()
    """The words that may be answered; empty for any."""

    @property
    def words(self) -> str:
        """The whole question, for a help text or a terminal."""
        words = self.ask if self.ask.endswith("?") else f"{self.ask}."
        words += f" One of {', '.join(self.choices)}." if self.choices else ""
        return words + (" Several have commas between them." if self.several else "")

    @property
    def option(self) -> str:
        """The option of the command that answers it."""
        return f"--{self.name.replace('_', '-')}"


TITLE = Question("title", "What is it called? Sentence case, no full stop", needed=True)
AUDIENCE = Question("audience", "Who may read it?", needed=True, choices=("public", "professional"))
COMMON = (
    TITLE,
    AUDIENCE,
    Question("summary", "What was learned, in one or two plain sentences?"),
    Question("themes", "Its themes, the most important first", of="themes", several=True),
    Question("agencies", "The agencies that it concerns", of="agencies", several=True),
    Question("roles", "The roles that it is most useful to", of="roles", several=True),
    Question("about", "What it comes from or is about: ids of items", of="items", several=True),
    Question("published", "On which day is it to be published?"),
)

OWN: Mapping[str, tuple[Question, ...]] = {
    "review": (
        Question("review_type", "Which type of review or audit is it?", needed=True, of="review types"),
        Question("reference", "Its permanent reference"),
        Question("method", "By which method was it made?", needed=True, of="methods"),
        Question("commissioned_by", "Which group commissioned it?", needed=True, of="groups"),
        Question("reports_to", "Which group does it report to?", of="groups"),
        Question("decided_on", "On which day was it decided to review?", needed=True),
    ),
    "briefing": (Question("minutes", "How many minutes does it take?"),),
    "action-plan": (
        Question("source", "Which review or other item generated the actions? Its id", needed=True, of="items"),
        Question("monitored_by", "Which group watches the plan?", needed=True, of="groups"),
    ),
    "policy": (
        Question("review_due", "When must it be reviewed?"),
        Question("version", "Its version, such as 3.1"),
    ),
    "training": (
        Question(
            "format",
            "How is it given?",
            needed=True,
            choices=("e-learning", "classroom", "workshop", "webinar", "resource"),
        ),
        Question("length", "How long does it take, in words? Such as: Half a day", needed=True),
        Question("dates", "The days it runs, such as 2026-10-07", several=True),
        Question("booking", "Where to book: https://… or mailto:…"),
    ),
    "event": (
        Question("starts", "When does it start? Such as 2026-07-02 13:30", needed=True),
        Question("ends", "When does it end?", needed=True),
        Question("place", "Where is it?", needed=True),
        Question(
            "event_type",
            "What kind of event is it?",
            needed=True,
            choices=("forum", "staff-meeting", "workshop", "conference"),
        ),
        Question("booking", "Where to book: https://… or mailto:…"),
    ),
    "annual-report": (Question("year", "Which year, April to March?"),),
    "resource": (
        Question("publisher", "Who published it?", needed=True),
        Question("link", "Where is it? https://…", needed=True),
    ),
}
"""What the types ask beyond the common questions."""


def questions_of(kind: Kind) -> tuple[Question, ...]:
    """Give the questions of a type in the order in which they are asked. A summary is about one review, which is never left out."""
    common = list(COMMON)
    if kind.name == "executive-summary":
        number = next(place for place, one in enumerate(common) if one.name == "about")
        common[number] = Question("about", "Which review does it sum up? Its id", needed=True, of="items", several=True)
    return (common[0], *OWN.get(kind.name, ()), *common[1:])


def read_answer(
    question: Question, text: str, kind: Kind, registers: Registers, items: Mapping[str, Publication]
) -> tuple[Tree, str]:
    """Give an answer as front matter has it, and what is wrong with it: ids may be typed as the names that people know."""
    text = " ".join(text.split())
    if question is TITLE:
        text = re.sub(r"(?<=[^.])\.$", "", text)
    words = [part.strip() for part in text.split(",")] if question.several else [text]
    words = [word for word in words if word]
    if question.name in _DAYS:
        words = [_IN_WORDS.sub(_as_day, word) for word in words]
    if question.of:
        ids = _ids(question.of, registers, items)
        for place, word in enumerate(words):
            found = ids.get(_folded(word))
            if found is None:
                return "", _unknown(question, word, ids)
            words[place] = found
        words = list(dict.fromkeys(words))
    elif question.choices and words and words[0].lower() not in question.choices:
        near = did_you_mean(words[0], question.choices)
        return "", f"'{words[0]}' is none of {', '.join(question.choices)}.{near}"
    elif question.choices:
        words = [word.lower() for word in words]
    value: Tree = [*words] if question.several else "".join(words)
    if not value:
        return value, "needs an answer" if question.needed else ""
    return value, complaint_of(FIELDS_BY_TYPE[kind.name], question.name, _as_typed(question, value))


_DAYS = frozenset({"published", "decided_on", "dates", "review_due"})
_SHORT = [name[:3].lower() for name in MONTHS]
_IN_WORDS = re.compile(rf"^([0-3]?[0-9])(?:st|nd|rd|th)? ({'|'.join(_SHORT)})[a-z]* (20[0-9]{{2}})$", re.IGNORECASE)


def _as_day(match: re.Match[str]) -> str:
    """Give a day that was typed in words, which mean one day only, as front matter has it; 1/12/2026 may mean two."""
    return f"{match[3]}-{_SHORT.index(match[2].lower()) + 1:02}-{int(match[1]):02}"


def _as_typed(question: Question, value: Tree) -> object:
    return int(value) if question.name == "minutes" and isinstance(value, str) and value.isdecimal() else value


def _ids(of: Of, registers: Registers, items: Mapping[str, Publication]) -> dict[str, str]:
    """Give the ids of one list by the names that they go by, folded; a name of several is left out."""
    named: list[tuple[str, Iterable[str]]] = []
    if of == "items":
        named = [(one, ()) for one in items]
    elif of == "themes":
        named = [(one.id, (one.label,)) for one in registers.themes.values()]
    elif of == "agencies":
        named = [(one.id, (one.name, one.short, *one.aliases)) for one in registers.agencies.values()]
    elif of == "roles":
        named = [(one.id, (one.label,)) for one in registers.roles.values()]
    elif of == "groups":
        named = [(one.id, (one.name, *one.aliases)) for one in registers.groups.values()]
    elif of == "review types":
        named = [(one.id, (one.label, one.short)) for one in registers.framework.review_types.values()]
    else:
        named = [(one, (term.label,)) for one, term in registers.framework.methods.items()]
    ids: dict[str, str] = {}
    shared: set[str] = set()
    for one, names in named:
        for name in filter(None, map(_folded, names)):
            if ids.setdefault(name, one) != one:
                shared.add(name)
    return {name: one for name, one in ids.items() if name not in shared} | {_folded(one): one for one, _ in named}


def _folded(text: str) -> str:
    return text.replace("’", "'").replace("-", " ").casefold()


_REGISTERS = {"review types": ("review type", "framework"), "methods": ("method", "framework")}
_SINGULAR = {"themes": "theme", "agencies": "agency", "roles": "role", "groups": "group"}


def _unknown(question: Question, word: str, ids: Mapping[str, str]) -> str:
    known = {*ids.values()}
    if question.of == "items":
        return f"there is no item '{word}'.{did_you_mean(word, known)} An id is the file's name without .md"
    what, register = _REGISTERS.get(question.of, (_SINGULAR.get(question.of, ""), question.of))
    return unknown(what, word, known, register)


def years_from(day: date, years: int) -> str:
    """Give the month so many years on, as front matter writes it."""
    return f"{day.year + years}-{day.month:02}"
