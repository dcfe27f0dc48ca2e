"""A report's view → Markdown, as code hosts show it in a pull request."""

from __future__ import annotations

import re
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from learning_loop.model.problem import one_line
from learning_loop.reporting.views import ReportView

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~$&])")
_STARTS = re.compile(r"^(\d+)([.)])(?=\s)|^([-+=])")
_CALLS = re.compile(r"([@#!%$~&]|\bhttps?:|\bwww\.)(?=\S)", re.IGNORECASE)

_JOINER = "\u2060"
"""Takes no room, and keeps a code host from reading a word as a person to call, a number of an issue or an address."""


def render_report(report: ReportView, folders: tuple[str, ...]) -> str:
    """Give the report as Markdown (CommonMark, with the task lists that all code hosts know)."""
    environment = Environment(
        loader=FileSystemLoader(list(folders)),
        autoescape=False,  # noqa: S701 - Markdown: every value goes through a filter that escapes for it
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"md": escape, "code": _code, "url": _url}
    text = environment.get_template("report/change.md").render(report=report)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def escape(text: str) -> str:
    """Give words that Markdown shows as they are, on one line, and that call nobody."""
    words = _SIGNS.sub(r"\\\1", _CALLS.sub(rf"\1{_JOINER}", one_line(text)))
    return _STARTS.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", words)


def _code(text: str) -> str:
    return one_line(text).replace("`", "'")


def _url(text: str) -> str:
    return quote(text, safe="/:?#[]@!$&'*+,;=%~.-_")
