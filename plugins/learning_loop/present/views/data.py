"""Views of the page "Open data"."""

from __future__ import annotations

from typing import ClassVar

from learning_loop.model.values import dataclass
from learning_loop.present.views.basic import DateView, LinkView, PageView


@dataclass(frozen=True, slots=True)
class ChoiceView:
    value: str
    """As it stands in the file; '' for an empty one."""
    words: str


@dataclass(frozen=True, slots=True)
class DataFieldView:
    name: str
    kind: str
    """'Text', 'Day', 'List of ids', 'Several, in JSON only'."""
    meaning: str
    choices: tuple[ChoiceView, ...] = ()
    fields: tuple[DataFieldView, ...] = ()
    """The fields of each of several; their own `fields` are empty."""


@dataclass(frozen=True, slots=True)
class DataFileView:
    title: str
    anchor: str
    about: str
    count: str
    """'130 rows'."""
    links: tuple[LinkView, ...]
    """CSV, JSON and the schema, each with a note."""
    fields: tuple[DataFieldView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage(PageView):
    """Anchors: those of the files, reading, licence."""

    kind: ClassVar[str] = "data"
    intro: str
    made: DateView
    """The day for which the files were made."""
    licence: str
    """Its name."""
    licence_words: str
    licence_link: LinkView | None
    notes: tuple[str, ...]
    """How to read the files, a sentence or two each."""
    files: tuple[DataFileView, ...]
