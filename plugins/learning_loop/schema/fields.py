"""The kinds of value that front matter may hold, each with its message for who typed another."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from learning_loop.model.dates import PartialDate, read_partial_date

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BRITISH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}")
_URL = re.compile(r"https?://[^\s\"<>]+")


class Strict(BaseModel):
    """Base of all front matter: unknown fields are errors, and an attribute's docstring is its entry in the field reference."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True)


def refuse(message: str, *place: str | int, wanted: str = "") -> PydanticCustomError:
    """Give the error of a check; ``place`` leads from what is checked to the field to blame, so that its line can be shown.

    ``wanted`` names the kind of value that should stand there, for who mends it: day, date, moment, id, yes-no, list.
    """
    return PydanticCustomError("content", "{message}", {"message": message, "place": place, "wanted": wanted})


def _day(value: Any) -> date:
    if isinstance(value, str) and (partial := read_partial_date(value)) is not None and partial.day is not None:
        return partial.first_day
    raise refuse(f"{_shown(value)} is not a day. Write year-month-day, such as {_day_example(value)}", wanted="day")


def _partial(value: Any) -> PartialDate:
    if isinstance(value, str) and (partial := read_partial_date(value)) is not None:
        return partial
    raise refuse(
        f"{_shown(value)} is not a date. Write a day ({_day_example(value)}), a month (2026-05) or a season (autumn 2026)",
        wanted="date",
    )


def _moment(value: Any) -> datetime:
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            return datetime.strptime(value.replace("T", " "), "%Y-%m-%d %H:%M")  # noqa: DTZ007 - local wall time on purpose
        except ValueError:
            pass
    raise refuse(f"{_shown(value)} is not a day and time. Write them as 2026-07-02 13:30", wanted="moment")


def _day_example(value: Any) -> str:
    """Turn a British date round, so that the message is the cure."""
    if isinstance(value, str) and (match := _BRITISH.fullmatch(value.strip())):
        turned = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
        if read_partial_date(turned):
            return turned
    return "2026-05-12"


def _identifier(value: Any) -> str:
    if isinstance(value, str) and ID.fullmatch(value):
        return value
    raise refuse(
        f"{_shown(value)} is not an id. Ids are small letters, digits and hyphens, such as 'child-m'", wanted="id"
    )


def _yes_no(value: Any) -> bool:
    if value in (True, "true"):
        return True
    if value in (False, "false"):
        return False
    raise refuse(f"{_shown(value)} is neither true nor false", wanted="yes-no")


def _list(value: Any) -> Any:
    if isinstance(value, list):
        return value
    if isinstance(value, str):
        raise refuse(f"must be a list. Write [{value}]", wanted="list")
    raise refuse("must be a list, such as [first, second]")


def _address(value: str) -> str:
    if _URL.fullmatch(value):
        return value
    raise refuse(f"{_shown(value)} is not a web address. Write it in full, starting with https://")


def _booking(value: str) -> str:
    if _URL.fullmatch(value) or value.startswith("mailto:"):
        return value
    raise refuse(f"{_shown(value)} is not an address. Write https://… or mailto:…")


def _one_line(value: Any) -> Any:
    if isinstance(value, str) and "\n" in value.strip():
        raise refuse("has more than one line. Write it in one")
    return _text(value)


def _text(value: Any) -> Any:
    if value is None:
        raise refuse("is empty. Write something, or delete the line")
    if isinstance(value, dict | list):
        raise refuse("must be text. If it has a colon or starts with '[', put it in single quotes")
    return value


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f"'{value[:60]}'"
    if value is None:
        return "an empty value"
    return "a list" if isinstance(value, list) else "a group of fields" if isinstance(value, dict) else "this"


Text = Annotated[str, BeforeValidator(_text), StringConstraints(min_length=1)]
"""Plain text of any length."""

Title = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=3, max_length=140)]
"""One line of at most 140 characters."""

Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""``2026-05-12``"""

Partial = Annotated[
    PartialDate,
    BeforeValidator(_partial),
    WithJsonSchema(
        {"type": "string", "pattern": r"^(\d{4}-\d{2}(-\d{2})?|([Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter) \d{4})$"}
    ),
]
"""A day, a month or a season: ``2026-05-12``, ``2026-05``, ``autumn 2026``"""

Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}$"}),
]
"""``2026-07-02 13:30``, local time"""

Id = Annotated[
    str, BeforeValidator(_identifier), WithJsonSchema({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"})
]
"""Small letters, digits, hyphens"""

YesNo = Annotated[bool, BeforeValidator(_yes_no), WithJsonSchema({"type": "boolean"})]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_list), AfterValidator(lambda ids: _distinct(ids))]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_list)]
Days = Annotated[tuple[Day, ...], BeforeValidator(_list)]
Address = Annotated[str, AfterValidator(_address)]
Booking = Annotated[str, AfterValidator(_booking)]
ListOf = BeforeValidator(_list)


def _distinct(ids: tuple[str, ...]) -> tuple[str, ...]:
    for position, name in enumerate(ids):
        if name in ids[:position]:
            raise refuse(f"names '{name}' twice. Keep one", position)
    return ids
