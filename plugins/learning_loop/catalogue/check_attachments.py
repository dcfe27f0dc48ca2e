"""Whether named files are there, and every file is named."""

from __future__ import annotations

from collections.abc import Iterator

from learning_loop.catalogue.complaints import Complaint, Whole
from learning_loop.model.problem import did_you_mean
from learning_loop.model.publication import Plan, Publication


def check_attachments(whole: Whole) -> Iterator[Complaint]:
    """Find named files that are not there, and files that nobody named."""
    named: set[str] = set()
    for one in whole.publications:
        folder, _, file = one.source.rpartition("/")
        lower: dict[str, str] = {}
        for position, attachment in enumerate(one.attachments):
            place = ("attachments", position, "file")
            path = f"{folder}/{attachment.file}"
            named.add(path)
            if file != "index.md":
                yield Complaint(
                    one.source,
                    place,
                    f"attachments need a folder of their own: move this text to {folder}/{one.id}/index.md and put the file beside it",
                )
            elif path not in whole.files and attachment.file != "index.md":
                near = [other.rpartition("/")[2] for other in whole.files if other.rpartition("/")[0] == folder]
                yield Complaint(
                    one.source,
                    place,
                    f"there is no file '{attachment.file}' beside the text.{did_you_mean(attachment.file, near)}",
                )
            if message := _unfit_attachment(attachment.file, one):
                yield Complaint(one.source, place, message)
            elif attachment.file in [other.file for other in one.attachments[:position]]:
                yield Complaint(one.source, place, f"'{attachment.file}' is named twice. Keep one")
            if lower.setdefault(attachment.file.lower(), attachment.file) != attachment.file:
                yield Complaint(
                    one.source,
                    place,
                    f"'{attachment.file}' and '{lower[attachment.file.lower()]}' differ only in capitals. Rename one",
                )
    for path in sorted(whole.files):
        if (
            path not in named
            and path not in _BESIDE
            and not path.startswith("registers/")
            and path.rpartition("/")[0] not in whole.unread
        ):
            yield Complaint(
                path,
                (),
                "no item names this file under attachments, so it is not published. Name it or take it away",
                severity="warning",
            )


def _unfit_attachment(file: str, one: Publication) -> str:
    if file.rpartition(".")[2].lower() in _ACTIVE:
        return (
            f"'{file}' is a web page or a program, and those are not published. Make it a PDF, or write it as an item"
        )
    if file == "index.md" or (
        isinstance(one.details, Plan) and file in [action.slug for action in one.details.actions]
    ):
        return f"'{file}' has the address of a page of this item. Rename the file"
    return ""


_ACTIVE = frozenset({"htm", "html", "js", "mjs", "php", "shtml", "svgz", "swf", "xht", "xhtml", "xml", "xsl", "xslt"})
"""Endings of files that a browser would run as part of the site."""


_BESIDE = frozenset({"LICENSE", "LICENSE.txt"})
"""Files of the content folder that belong to nobody and need no warning."""
