"""The page "Open data": what each file holds and what each field means."""

from __future__ import annotations

from collections.abc import Iterable

from learning_loop.present.data_tables import TABLES
from learning_loop.present.desk import Desk
from learning_loop.present.open_data import FOLDER, Field, FieldKind, Table, fields_of, licence_of
from learning_loop.present.views import (
    ChoiceView,
    ContentsEntry,
    DataFieldView,
    DataFileView,
    DataPage,
    LinkView,
)
from learning_loop.present.words import count_words, day_view

DATA = LinkView("Open data", FOLDER)

_KINDS: dict[FieldKind, str] = {
    "text": "Text",
    "address": "Address",
    "day": "Day",
    "date": "Day, month or season",
    "number": "Number",
    "list": "List",
    "records": "Several, in JSON only",
}
_NOTES = (
    "The CSV files open in Excel, LibreOffice and Google Sheets with a double click. They are UTF-8 with a byte order mark, "
    "because without it Excel spoils every apostrophe. In a program, read them as ‘utf-8-sig’.\n"
    "A list stands in one cell, with a semicolon and a space between its entries. In JSON it is a list.\n"
    "An apostrophe stands before a text that begins with =, +, -, @ or a tab, so that no spreadsheet takes it for a formula. "
    "JSON has the text as it is.\n"
    "Days are written 2026-11-21. A date that was set for a month is written 2026-11, one for a season ‘autumn 2026’. "
    "What is not known is empty, in JSON null.\n"
    "The files are made again every day with the rest of the site. Their addresses and the names of their fields stay; "
    "new fields may come."
).split("\n")


def present_data(desk: Desk) -> DataPage:
    """Make the page of the data files."""
    title = "Data for professionals" if desk.site.is_professional else DATA.label
    intro = "Everything that the lists and the action tracker show, as files for spreadsheets and programs."
    licence = licence_of(desk)
    files = tuple(_file(desk, table) for table in TABLES)
    return DataPage(
        head=desk.head(title, intro, DATA.path),
        title=title,
        issue_links=desk.issue_links(title),
        contents=(
            *(ContentsEntry(file.title, file.anchor) for file in files),
            ContentsEntry("How to read them", "reading"),
            ContentsEntry("Who may use them", "licence"),
        ),
        intro=intro,
        made=day_view(desk.library.today),
        licence=licence.name,
        licence_words=licence.words,
        licence_link=LinkView("Read the licence", licence.address, outside=True) if licence.address else None,
        notes=tuple(_NOTES),
        files=files,
    )


def _file(desk: Desk, table: Table) -> DataFileView:
    count = count_words(len(table.rows(desk)), "row")
    return DataFileView(
        title=table.title,
        anchor=table.name,
        about=table.about,
        count=count,
        links=(
            LinkView(f"{table.title} as CSV", f"{table.path}.csv", note="for spreadsheets"),
            LinkView(f"{table.title} as JSON", f"{table.path}.json", note="for programs"),
            LinkView(
                f"Schema of {table.name}.json", f"{table.path}.schema.json", note="JSON Schema, to check the file"
            ),
        ),
        fields=_fields(fields_of(table, desk), desk),
    )


def _fields(fields: Iterable[Field], desk: Desk) -> tuple[DataFieldView, ...]:
    return tuple(
        DataFieldView(
            name=field.name,
            kind=_KINDS[field.kind],
            meaning=field.meaning,
            choices=tuple(ChoiceView(value, words) for value, words in (field.choices or {}).items()),
            fields=_fields(fields_of(field, desk), desk),
        )
        for field in fields
    )
