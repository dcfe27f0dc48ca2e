"""``loop report``: what a change to the library means, for whoever has to agree to it."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from learning_loop.build import GENEROUS, check, judge_content, read_library
from learning_loop.catalogue.check_site import stop_publishing
from learning_loop.disclosure.finding import Severity
from learning_loop.doors.cli.stopped import Stopped
from learning_loop.doors.cli.terminal import Progress
from learning_loop.library import Content
from learning_loop.model.dates import day_words
from learning_loop.model.kinds import Audience
from learning_loop.model.values import replace
from learning_loop.outputs.report_markdown import render_report
from learning_loop.reporting.edition import Edition
from learning_loop.reporting.report import Question, present_refusal, present_report
from learning_loop.reporting.views import ReportView
from learning_loop.revisions import NoRevision, Repository, Revision, open_repository
from learning_loop.store import Store
from learning_loop.theme import theme_folder

COMPARED = "compared"
"""The part of the cache for states that git keeps, so that they do not take the place of what lies in the folder."""

SHOWN = 20
"""Errors that a report names one by one."""

_PICTURES = (".png", ".jpg", ".jpeg", ".webp")


class Wanted(NamedTuple):
    """What was asked for."""

    base: str
    head: str
    """Empty for what lies in the content folder now."""
    audience: Audience
    today: date
    preview: str
    pictures: Path | None
    output: Path | None
    last_day: Path | None
    """Where to write the day on which everything has appeared."""


def write_report(wanted: Wanted, content: Path, cache: Path, progress: Progress) -> tuple[str, bool]:
    """Make a report, into its file when one is named; give what to print, and whether the change can be published.

    Raises Stopped, OSError, and as `build.check` does.
    """
    view, fit = _report(wanted, content, cache, progress)
    text = render_report(view, (str(theme_folder()),))
    if wanted.last_day is not None:
        _write(wanted.last_day, f"{view.last_day.isoformat()}\n")
    if wanted.output is None:
        return text.removesuffix("\n"), fit
    _write(wanted.output, text)
    lines = [f"{wanted.output}: {view.title.lower()}", *view.stopped[:1], *view.short]
    return "\n".join(lines), fit


def _write(target: Path, text: str) -> None:
    draft = target.with_name(f"{target.name}.tmp")
    draft.write_text(text, encoding="utf-8")
    draft.replace(target)


def _report(wanted: Wanted, content: Path, cache: Path, progress: Progress) -> tuple[ReportView, bool]:
    try:
        repository = open_repository(content)
        tip = repository.find(wanted.head or "HEAD")
        fork = repository.fork(repository.find(wanted.base), tip)
        with tempfile.TemporaryDirectory(prefix="loop-report-") as place:
            old = repository.write(fork, _made(Path(place) / "base"))
            new = repository.write(tip, _made(Path(place) / "head")) if wanted.head else content
            return _compare(old, new, repository, fork, tip, wanted, content, cache, progress)
    except NoRevision as error:
        raise Stopped(f"{error}.") from None


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _compare(
    old: Path,
    new: Path,
    repository: Repository,
    fork: Revision,
    tip: Revision,
    wanted: Wanted,
    content: Path,
    cache: Path,
    progress: Progress,
) -> tuple[ReportView, bool]:
    aside = cache / COMPARED
    kept = aside if wanted.head else cache
    with progress() as report:
        before = read_library(old, cache=aside, report=report)
        after = check(new, cache=kept, report=report)
        _prune(Store(aside), before, after)
    asked = Question(
        wanted.today, wanted.audience, _compared_words(repository, fork, tip, wanted), wanted.preview, _pictures(wanted)
    )
    judged = judge_content(after, wanted.today)
    errors = [one for one in (*after.problems, *judged.problems) if one.severity == "error"]
    if errors or after.registers is None:
        words = [one.words(content.as_posix()) for one in errors[:SHOWN]]
        return present_refusal(words, len(errors), asked), False
    if before.registers is None:
        if not before.records:  # there was no library yet, so everything is new
            before.problems.clear()
        before.registers = after.registers
    base, head = _edition(before, Store(aside)), _edition(after, Store(kept))
    waivers = (base.registers.waivers, head.registers.waivers)
    warnings = [one for one in after.problems if one.severity == "warning"]
    view = present_report(base, head, judged.open, waivers, warnings, asked)
    missing = sum(one.severity == "error" for one in stop_publishing(after.problems, after.registers))
    if missing:
        view = replace(view, short=(_not_yet(missing), *view.short))
    return view, not any(one.severity >= Severity.STOP for one in judged.open)


def _not_yet(missing: int) -> str:
    places = "1 place is" if missing == 1 else f"{missing} places are"
    return (
        f"Nothing can be published yet: {places} still to be written that say who publishes it. loop check lists them."
    )


def _prune(aside: Store, *read: Content) -> None:
    """Clean the part of the cache for earlier states when most of it is of other comparisons."""
    used = {key for one in read for record in one.records.values() for key in record.html}
    with aside.locked():
        if sum(1 for _ in aside.objects()) > GENEROUS * len(used) + 1000:
            aside.prune(used)


def _compared_words(repository: Repository, fork: Revision, tip: Revision, wanted: Wanted) -> str:
    now = f"{wanted.head} ({tip.name[:10]})" if wanted.head else "The content folder as it is now"
    return f"{now}, compared with {wanted.base} as it was on {day_words(fork.day)} ({fork.name[:10]})"


def _edition(read: Content, store: Store) -> Edition:
    assert read.registers is not None
    whole = not any(problem.severity == "error" for problem in read.problems)
    named = {f"{one.source.rpartition('/')[0]}/{each.file}" for one in read.publications for each in one.attachments}
    files = {
        path: hashlib.sha256(read.folder.bytes_of(path)).hexdigest()
        for path in sorted(named & read.folder.others.keys())
    }
    return Edition({one.id: one for one in read.publications}, read.registers, whole, _texts(store), files)


def _texts(store: Store) -> Callable[[str], str]:
    def text(key: str) -> str:
        return store.read(key).decode() if key else ""

    return text


def _pictures(wanted: Wanted) -> list[str]:
    """Give the pictures of a folder as paths from where the report lies."""
    folder = wanted.pictures
    if folder is None:
        return []
    if not folder.is_dir():
        raise Stopped(f"{folder}: there is no such folder of pictures. Name another with --screenshots.")
    found = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _PICTURES and path.is_file()]
    beside = (wanted.output.parent if wanted.output else Path()).resolve()
    return [Path(os.path.relpath(path.resolve(), beside)).as_posix() for path in found]
