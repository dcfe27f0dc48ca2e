"""Forms in a PDF: what is filled in stops a public item, and an empty field keeps no earlier value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from learning_loop.attachments.findings import Notes

_FORM = frozenset("/Fields /DR /DA /Q /NeedAppearances".split())


def clean_form(pdf: pikepdf.Pdf, notes: Notes) -> None:
    """Note what a form has filled in and says, and keep of it what its fields need."""
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, Dictionary):
        return
    for key in list(form.keys()):
        if key not in _FORM:
            del form[key]
    for field in _fields(form.get("/Fields"), 0):
        _clean_field(field, notes)
    form["/NeedAppearances"] = True


def _fields(fields: Any, depth: int) -> Iterator[Any]:
    if not isinstance(fields, Array) or depth > 30:
        return
    for field in fields:
        if isinstance(field, Dictionary):
            yield field
            yield from _fields(field.get("/Kids"), depth + 1)


def _clean_field(field: Any, notes: Notes) -> None:
    """Note what is filled in; an empty field loses its drawn look too, in which an earlier value may still stand."""
    owner, kind = field, field.get("/FT")
    for _ in range(30):
        parent = owner.get("/Parent")
        if kind is not None or not isinstance(parent, Dictionary):
            break
        owner, kind = parent, parent.get("/FT")
    if kind == Name("/Sig"):
        if "/V" in field:
            notes.add("signature")
            del field["/V"]
        return
    for key in ("/T", "/TM"):
        if isinstance(field.get(key), String):
            notes.read("form fields", str(field[key]))
    for option in field.get("/Opt") or []:
        notes.read("form fields", " ".join(str(part) for part in option) if isinstance(option, Array) else str(option))
    value = field.get("/V")
    text = "" if value is None else (str(value) if isinstance(value, (String, Name)) else "?")
    if isinstance(value, Stream):
        text = "?"
    if text and text != "/Off":
        notes.read("form fields", text.lstrip("/"))
        notes.add("form-values", count=0 if value == field.get("/DV") and kind == Name("/Ch") else 1)
    elif kind in (Name("/Tx"), Name("/Ch")):
        for key in ("/AP", "/RV"):
            if key in field:
                del field[key]
    if "/DV" in field and isinstance(field["/DV"], String):
        notes.read("form fields", str(field["/DV"]))
