"""Excel workbooks: hidden sheets, rows and columns, pivot tables, data of other workbooks."""

from __future__ import annotations

import re
from datetime import date, timedelta

from learning_loop.attachments.drawings import comments_in, is_on, look_at_drawing, number, read_charts
from learning_loop.attachments.findings import Notes, Refused
from learning_loop.attachments.package import RELATIONS, Package
from learning_loop.attachments.xml import Element, attribute, local, remove

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

MOST_CELLS = 2_000_000
_LOW, _NARROW = 1.0, 0.2
"""Points and characters: lower rows and narrower columns cannot be seen."""

_WORKBOOK = frozenset("fileVersion workbookPr bookViews sheets definedNames calcPr".split())
_VIEWS = frozenset(
    "customSheetViews scenarios legacyDrawing legacyDrawingHF oleObjects controls webPublishItems customProperties smartTags".split()
)
_OTHER_WORKBOOK = re.compile(r"\[\d+\]|\[[^\]]+\.xls\w*\]|\bRTD\(|\bWEBSERVICE\(|\bDDE|\|'?[A-Za-z]")
_QUOTED = re.compile(r'"([^"]*)"')
_ADDRESS = re.compile(r"[A-Z]{1,3}\d{1,7}")
_NOTHING_SHOWN = re.compile(r"^;+$")


def clean_sheets(package: Package) -> None:
    """Take out of a workbook what readers do not see, note what somebody must decide, and read its cells."""
    notes = package.notes
    notes.add(
        "comments",
        count=comments_in(package, "comments", "comment") or comments_in(package, "threadedComment", "threadedComment"),
    )
    notes.add("pivot", count=len(package.all_dropped("pivotTable")) or len(package.all_dropped("pivotCacheDefinition")))
    notes.add("outside-data", count=len(package.all_dropped("externalLink", "connections", "queryTable")))
    notes.add("revision-log", count=min(1, len(package.all_dropped("revisionHeaders", "revisionLog"))))
    workbook = package.trees[package.main]
    sheets = _sheets(package, workbook)
    _clean_workbook(workbook, notes)
    shared = _shared(package)
    looks = _Looks([package.trees[name] for name in package.targets(package.main, "styles") if name in package.trees])
    used: set[int] = set()
    for position, name in enumerate(sheets, 1):
        if name in package.trees:
            _clean_sheet(package.trees[name], f"sheet {position}", shared, looks, used, notes)
            for drawing in package.targets(name, "drawing"):
                if drawing in package.trees:
                    _read_drawing(package.trees[drawing], f"sheet {position}", notes)
    _forget_unused(shared, used, notes)
    for name in package.parts("table"):
        for element in package.trees[name].iter(S + "tableColumn", S + "table"):
            notes.read("names of tables", element.get("displayName") or element.get("name"))
    read_charts(package)


def _sheets(package: Package, workbook: Element) -> list[str]:
    """Give the parts of the sheets in the order in which they stand, and note the hidden ones."""
    by_id = {one.id: one.target for one in package.relations.get(package.main, ())}
    found = []
    for position, sheet in enumerate(workbook.iter(S + "sheet"), 1):
        if sheet.get("state") in ("hidden", "veryHidden"):
            package.notes.add("hidden-sheets", f"sheet {position}")
        package.notes.read(f"name of sheet {position}", sheet.get("name"))
        found.append(by_id.get(sheet.get(RELATIONS + "id") or "", ""))
    return found


def _clean_workbook(workbook: Element, notes: Notes) -> None:
    for element in list(workbook):
        name = local(element)
        if name not in _WORKBOOK:
            if name in ("AlternateContent", "fileSharing", "absPath", "workbookProtection", "revisionPtr"):
                notes.add("personal")
            workbook.remove(element)
    for name in list(workbook.iter(S + "definedName")):
        label, text = name.get("name") or "", name.text or ""
        if name.get("hidden") and is_on(name.get("hidden")) and not label.startswith("_xlnm."):
            notes.add("hidden-names")
        if _OTHER_WORKBOOK.search(text):
            remove(name)
            continue
        notes.read(
            "names of cells", label if label.startswith("_xlnm.") else f"{label} {text} {name.get('comment') or ''}"
        )
        for key in ("comment", "description", "help", "statusBar", "customMenu"):
            name.attrib.pop(key, None)


def _shared(package: Package) -> list[Element]:
    return [
        item
        for name in package.targets(package.main, "sharedStrings")
        if name in package.trees
        for item in package.trees[name].iter(S + "si")
    ]


def _words(element: Element) -> str:
    """Give the text of a string or an inline string, without its reading aids."""
    return "".join(one.text or "" for one in element.iter(S + "t") if local(one.getparent()) != "rPh")


def _clean_sheet(
    sheet: Element, place: str, shared: list[Element], looks: _Looks, used: set[int], notes: Notes
) -> None:
    for element in list(sheet):
        if local(element) in _VIEWS:
            sheet.remove(element)
    columns = 0
    for column in sheet.iter(S + "col"):
        width = column.get("width")
        if (column.get("hidden") and is_on(column.get("hidden"))) or (width is not None and number(width) < _NARROW):
            columns += int(number(column.get("max")) - number(column.get("min"))) + 1
    notes.add("hidden-columns", place, columns)
    cells = 0
    for row in sheet.iter(S + "row"):
        height = row.get("ht")
        if (row.get("hidden") and is_on(row.get("hidden"))) or (height is not None and number(height) < _LOW):
            notes.add("hidden-rows", place, 1 if len(row) else 0)
        for cell in row.iter(S + "c"):
            cells += 1
            if cells > MOST_CELLS:
                raise Refused("too-much-work")
            for key in ("cm", "vm"):
                # pointers into parts that are not kept
                cell.attrib.pop(key, None)
            _read_cell(cell, place, shared, looks, used, notes)
    for element in sheet.iter(
        S + "oddHeader",
        S + "oddFooter",
        S + "evenHeader",
        S + "evenFooter",
        S + "firstHeader",
        S + "firstFooter",
        S + "formula1",
        S + "formula2",
    ):
        notes.read(place, element.text)
    for element in sheet.iter(S + "dataValidation", S + "hyperlink"):
        for key in ("promptTitle", "prompt", "errorTitle", "error", "tooltip", "display"):
            notes.read(place, element.get(key))


def _read_cell(cell: Element, place: str, shared: list[Element], looks: _Looks, used: set[int], notes: Notes) -> None:
    value, formula = cell.find(S + "v"), cell.find(S + "f")
    if formula is not None and _OTHER_WORKBOOK.search(formula.text or ""):
        cell.remove(formula)
        notes.add("outside-data", place)
    elif formula is not None:
        # names of functions are no words; what stands in quotation marks is
        notes.read(_where(cell, place), " ".join(_QUOTED.findall(formula.text or "")))
    kind = cell.get("t")
    if kind == "s" and value is not None:
        index = int(number(value.text))
        if not 0 <= index < len(shared):
            raise Refused("broken")
        used.add(index)
        text = _words(shared[index])
    elif kind == "inlineStr":
        text = _words(cell)
    else:
        text = (value.text or "") if value is not None else ""
        if kind in (None, "n") and looks.is_date(int(number(cell.get("s")))):
            text = _day(number(text)) or text
    if not text:
        return
    where = _where(cell, place)
    notes.read(where, text)
    if looks.hides(int(number(cell.get("s")))):
        notes.add("hidden-text", where, max(1, sum(sign.isalnum() for sign in text)))


def _where(cell: Element, place: str) -> str:
    """Give the place of a cell; its sheet alone where it has no address, which it need not have."""
    address = cell.get("r") or ""
    return f"{place}!{address}" if _ADDRESS.fullmatch(address) else place


def _forget_unused(shared: list[Element], used: set[int], notes: Notes) -> None:
    """Empty the strings that no cell shows: what was deleted from a sheet can still stand there. Their numbers must stay."""
    for index, item in enumerate(shared):
        if index not in used and len(item):
            if _words(item):
                notes.add("leftovers")
            for child in list(item):
                item.remove(child)
        elif index in used:
            for aid in list(item.iter(S + "rPh")):
                remove(aid)


def _read_drawing(root: Element, place: str, notes: Notes) -> None:
    look_at_drawing(root, place, notes)
    for element in root.iter():
        if local(element) == "t":
            notes.read(place, element.text)


_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of Excel, which takes 1900 for a leap year (ECMA-376 part 1, 18.17.4.1)."""


def _day(count: float) -> str:
    """Give the day that a cell shows for a number, as the rules for texts read one; nothing when it is no day of our time."""
    return (_FIRST_DAY + timedelta(days=int(count))).isoformat() if 61 <= count < 100_000 else ""


_DATES = frozenset({14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)})
"""The formats of days that every program knows by their number (ECMA-376 part 1, 18.8.30)."""
_NO_PATTERN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def _is_date_format(code: str) -> bool:
    plain = _NO_PATTERN.sub("", code).lower()
    return "d" in plain and "m" in plain


class _Looks:
    """Which styles of cells show nothing, and which show a day."""

    def __init__(self, parts: list[Element]) -> None:
        self._hiding: set[int] = set()
        self._dates: set[int] = set()
        for root in parts:
            formats = {one.get("numFmtId"): one.get("formatCode") or "" for one in root.iter(S + "numFmt")}
            fonts = [_colour(font.find(S + "color")) for fonts in root.iter(S + "fonts") for font in fonts]
            fills = [_filled(fill) for fills in root.iter(S + "fills") for fill in fills]
            for cells in root.iter(S + "cellXfs"):
                for position, style in enumerate(cells):
                    format_id = style.get("numFmtId") or "0"
                    if int(number(format_id)) in _DATES or _is_date_format(formats.get(format_id, "")):
                        self._dates.add(position)
                    colour = _at(fonts, style.get("fontId"))
                    fill = _at(fills, style.get("fillId"))
                    nothing = _NOTHING_SHOWN.match(formats.get(style.get("numFmtId"), ""))
                    if nothing or (colour is not None and colour == (fill or "FFFFFF")):
                        self._hiding.add(position)

    def hides(self, style: int) -> bool:
        """Say whether a cell of this style shows nothing of its value."""
        return style in self._hiding

    def is_date(self, style: int) -> bool:
        """Say whether a cell of this style shows its number as a day."""
        return style in self._dates


def _at(known: list[str | None], index: str | None) -> str | None:
    position = int(number(index))
    return known[position] if 0 <= position < len(known) else None


def _colour(element: Element) -> str | None:
    """Give a colour as six digits; None when nothing is said; the theme's white has the number 0."""
    if element is None:
        return None
    if value := attribute(element, "rgb"):
        return value[-6:].upper()
    if attribute(element, "theme") == "0" and not number(attribute(element, "tint")):
        return "FFFFFF"
    if attribute(element, "indexed") in ("1", "9"):
        return "FFFFFF"
    return f"theme {attribute(element, 'theme')} {attribute(element, 'tint')} {attribute(element, 'indexed')}"


def _filled(fill: Element) -> str | None:
    pattern = fill.find(S + "patternFill")
    if pattern is None:
        return "other" if len(fill) else None
    if pattern.get("patternType") in (None, "none"):
        return None
    return _colour(pattern.find(S + "fgColor")) or "other"
