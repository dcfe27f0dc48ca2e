"""The bar of ``loop serve``: which site, as on which day, what is not published yet, and what is wrong in the files.

The process that builds tells the ones that serve by a small file; they ask it for another day by another. The bar is put into pages as
they are sent, so no file of a site ever holds it.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from html import escape
from pathlib import Path

from learning_loop.model.dates import day_words
from learning_loop.model.kinds import Audience
from learning_loop.model.problem import Problem, one_line
from learning_loop.model.publication import Plan, Publication
from learning_loop.model.values import dataclass, field

SHOWN = 20
"""Problems that the bar lists; the terminal has all."""

ITEMS = 60
"""Items not published yet that the bar lists."""

YEARS = range(1990, 2101)
"""Of days that can be looked at."""

HEAD = '<link rel="stylesheet" href="/_loop/preview.css"><script src="/_loop/preview.js" defer></script></head>'
_TOP = re.compile(r'<body[^>]*>(?:\s*<a class="skip"[^>]*>.*?</a>)?', re.DOTALL)
"""What stays before the bar: the way past everything comes first."""

NOTHING_YET = (
    '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<title>Preview</title></head><body><main id="main"><h1>There is no page to show yet</h1>'
    "<p>Put right what is wrong: this page then goes on by itself.</p></main></body></html>"
)


@dataclass(frozen=True, slots=True)
class Coming:
    """An item that is not published yet."""

    title: str
    path: str
    """From the site's top: ``/briefings/x/``."""
    day: str
    """When it will be, as 2026-12-03."""
    draft: bool = False
    """Whether its author keeps it off every site; the preview was asked to show it."""

    @property
    def words(self) -> str:
        """Say when it will be published."""
        return f"Draft, for {_words(self.day)}" if self.draft else f"Not yet published: {_words(self.day)}"


@dataclass(frozen=True, slots=True)
class Told:
    """What the building process tells the serving ones."""

    today: str
    """The day of the preview when nobody asks for another."""
    day: str
    """The day of what is shown."""
    wanted: str
    """The day that was asked for; another than that of what is shown when it could not be built."""
    folder: str
    """Where the sites lie that are shown."""
    problems: tuple[str, ...] = ()
    """What stopped the last build, as the terminal has it; the sites are then of the build before."""
    coming: Mapping[str, tuple[Coming, ...]] = field(default_factory=dict)
    """By audience."""
    built: bool = True
    """Whether there is anything to show yet."""
    answer: str = ""
    """The last wish for a day that was met, or could not be."""
    hidden: int = 0
    """How many drafts there are that the preview was not asked to show."""


class Board:
    """A folder of two files: what is told, and what is asked for."""

    def __init__(self, folder: Path) -> None:
        self.told = folder / "told.json"
        self.asked = folder / "asked"
        self.asked.mkdir(exist_ok=True)
        self._seen: tuple[int, Told] | None = None

    def tell(self, told: Told) -> None:
        """Put what is told in place of what was."""
        plain = {
            "today": told.today,
            "day": told.day,
            "wanted": told.wanted,
            "folder": told.folder,
            "problems": told.problems,
            "coming": {
                name: [[one.title, one.path, one.day, one.draft] for one in items]
                for name, items in told.coming.items()
            },
            "built": told.built,
            "answer": told.answer,
            "hidden": told.hidden,
        }
        _put(self.told, json.dumps(plain))

    def now(self) -> Told:
        """Give what was told last."""
        stamp = self.stamp()
        if self._seen is None or self._seen[0] != stamp:
            plain = json.loads(self.told.read_text(encoding="utf-8"))
            coming = {name: tuple(Coming(*one) for one in items) for name, items in plain["coming"].items()}
            told = Told(**{**plain, "problems": tuple(plain["problems"]), "coming": coming})
            self._seen = (stamp, told)
        return self._seen[1]

    def stamp(self) -> int:
        """Give what changes whenever something else is told."""
        try:
            about = os.stat(self.told)
        except OSError:
            return 0
        return hash((about.st_ino, about.st_mtime_ns))

    def ask(self, day: str, wish: str) -> None:
        """Ask for another day; nothing for the usual one. ``wish`` comes back as the answer."""
        _put(self.asked / "day", f"{day}\n{wish}")

    def wish(self) -> tuple[date | None, str]:
        """Give the day that is asked for, None for the usual one, and the wish's name."""
        try:
            day, wish = (self.asked / "day").read_text(encoding="utf-8").split("\n")
        except OSError:
            return None, ""
        return read_day(day), wish


def read_day(text: str) -> date | None:
    """Give a day that can be looked at; None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _put(target: Path, text: str) -> None:
    number, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(name, target)


def coming_items(items: Iterable[Publication], today: date, drafts: bool = False) -> dict[str, tuple[Coming, ...]]:
    """Give what each audience will read and cannot read yet, the soonest first; with ``drafts`` these too. A plan waits for its source."""
    by_id = {one.id: one for one in items}
    found: dict[str, list[Coming]] = {audience.value: [] for audience in Audience}
    for one in by_id.values():
        needed = [one]
        if isinstance(one.details, Plan) and one.details.source in by_id:
            needed.append(by_id[one.details.source])
        day = max(each.published for each in needed)
        draft = any(each.draft for each in needed)
        if (draft and not drafts) or (day <= today and not draft):
            continue
        coming = Coming(one.title, f"/{one.address}/", max(day, today).isoformat(), draft)
        found["professional"].append(coming)
        if all(each.audience is Audience.PUBLIC for each in needed):
            found["public"].append(coming)
    return {name: tuple(sorted(listed, key=lambda one: (one.day, one.path))) for name, listed in found.items()}


def problem_lines(problems: Iterable[Problem], content: Path) -> tuple[str, ...]:
    """Give the errors as lines; warnings stop nothing."""
    return tuple(one.words(content.as_posix()) for one in problems if one.severity == "error")


def failure_line(error: Exception) -> str:
    """Say in one line what ended a build that the content did not end: a template, a disk, a cache in use."""
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    place = f"{file}:{line}: " if file and line else f"{file}: " if file else ""
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return one_line(f"{place}{words}. The build stopped there; save the file again once it is right")


# The bar


@dataclass(frozen=True, slots=True)
class Shown:
    """Which page the bar stands on."""

    audience: str
    sites: Mapping[str, str]
    """Address of each site that is served, by audience."""
    path: str
    """What was asked for, with its query."""
    missing: bool = False
    """Whether there is no such page on this day."""


def with_bar(page: bytes, told: Told, shown: Shown) -> bytes:
    """Give a page with the bar at its top."""
    text = page.decode("utf-8")
    text = text.replace("</head>", HEAD, 1)
    return _TOP.sub(lambda top: f"{top[0]}{bar(told, shown)}", text, count=1).encode()


def bar(told: Told, shown: Shown) -> str:
    """Give the bar's markup."""
    path = shown.path.partition("?")[0]
    coming = told.coming.get(shown.audience, ())
    parts = [
        '<aside class="loop-preview" aria-label="Preview">',
        '<div class="loop-preview__row"><p class="loop-preview__name">Preview</p>',
        _sites(shown),
        _day_form(told, shown),
        "</div>",
        _mark(told, coming, path, shown),
        _coming(told, coming, shown),
        _hidden(told),
        _problems(told),
        "</aside>",
    ]
    return "".join(parts)


def _sites(shown: Shown) -> str:
    labels = {"public": "Public", "professional": "Professional"}
    entries = []
    for name, address in shown.sites.items():
        current = ' aria-current="true"' if name == shown.audience else ""
        entries.append(f'<li><a href="{escape(address + shown.path)}"{current}>{labels[name]}</a></li>')
    return f'<ul class="loop-preview__sites" aria-label="Which site">{"".join(entries)}</ul>'


def _day_form(told: Told, shown: Shown) -> str:
    form = (
        f'<form class="loop-preview__day" method="post" action="/_loop/day">{_page_field(shown)}'
        f'<label for="loop-preview-day">As on</label> <input id="loop-preview-day" type="date" name="day" value="{told.wanted}" '
        f'min="{YEARS[0]}-01-01" max="{YEARS[-1]}-12-31" required> <button>Show</button></form>'
    )
    if told.wanted == told.day == told.today:
        return form
    return form + _button(shown, "", f"Back to {_words(told.today)}")


def _button(shown: Shown, day: str, label: str) -> str:
    return (
        f'<form class="loop-preview__day" method="post" action="/_loop/day">{_page_field(shown)}'
        f'<button name="day" value="{day}">{escape(label)}</button></form>'
    )


def _page_field(shown: Shown) -> str:
    return f'<input type="hidden" name="page" value="{escape(shown.path)}">'


def _mark(told: Told, coming: tuple[Coming, ...], path: str, shown: Shown) -> str:
    """Say of the page itself that it is not published yet."""
    one = next((one for one in coming if path.startswith(one.path)), None)
    if one is None:
        return ""
    button = _button(shown, one.day, f"Show as on {_words(one.day)}") if shown.missing and told.day < one.day else ""
    return f'<div class="loop-preview__mark"><p>{one.words}</p>{button}</div>'


def _coming(told: Told, coming: tuple[Coming, ...], shown: Shown) -> str:
    if not coming:
        return ""
    entries = "".join(
        f'<li data-path="{escape(one.path)}" data-words="{one.words[0].lower()}{one.words[1:]}">{_button(_at(shown, one.path), one.day, one.title)}'
        f"<span>{one.words}</span></li>"
        for one in coming[:ITEMS]
    )
    more = f"<li>and {len(coming) - ITEMS} more</li>" if len(coming) > ITEMS else ""
    last = coming[-1].day
    everything = _button(shown, last, f"Show all of them, as on {_words(last)}") if told.day < last else ""
    return (
        f'<details class="loop-preview__coming"><summary>{len(coming)} not yet published</summary>'
        f"{everything}<ul>{entries}{more}</ul></details>"
    )


def _hidden(told: Told) -> str:
    if not told.hidden:
        return ""
    drafts = "1 draft is" if told.hidden == 1 else f"{told.hidden} drafts are"
    return f'<p class="loop-preview__drafts">{drafts} not shown. <code>loop serve --drafts</code> shows them.</p>'


def _at(shown: Shown, path: str) -> Shown:
    return Shown(shown.audience, shown.sites, path)


def _problems(told: Told) -> str:
    if not told.problems:
        return ""
    count = len(told.problems)
    entries = "".join(f"<li>{escape(one)}</li>" for one in told.problems[:SHOWN])
    more = f"<li>and {count - SHOWN} more: loop check lists them</li>" if count > SHOWN else ""
    what = "1 thing is" if count == 1 else f"{count} things are"
    page = "this is the last good page" if told.built else "there is nothing to show yet"
    if told.built and told.wanted != told.day:
        what, page = f"As on {_words(told.wanted)}, {what}", f"{page}, as on {_words(told.day)}"
    return (
        f'<div class="loop-preview__wrong" role="alert"><p>{what} wrong, so {page}. '
        f"It changes by itself when the file is right.</p><ul>{entries}{more}</ul></div>"
    )


def _words(day: str) -> str:
    return day_words(date.fromisoformat(day))
