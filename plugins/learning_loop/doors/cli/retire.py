"""``loop rename``, ``loop withdraw`` and ``loop supersede``: what to change, shown first; then all of it, or nothing."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import typer

from learning_loop.build import engine_version, judge_content
from learning_loop.catalogue.catalogue import Catalogue
from learning_loop.derive.library import Library, derive_library
from learning_loop.disclosure.waivers import Judged, problem_of
from learning_loop.disk import list_folder, overlay
from learning_loop.doors.cli.retire_told import told_rename, told_supersede, told_withdraw
from learning_loop.doors.cli.stopped import Stopped
from learning_loop.doors.cli.terminal import Progress, Tell
from learning_loop.library import Content, read_content
from learning_loop.model.kinds import Audience
from learning_loop.model.problem import Problem, did_you_mean
from learning_loop.model.publication import Plan, Publication
from learning_loop.model.values import dataclass
from learning_loop.retiring.edits import CannotChange, Edits, Sources
from learning_loop.retiring.ending import Why, supersede, withdraw
from learning_loop.retiring.renaming import rename
from learning_loop.rewriting import Meanwhile, rewrite
from learning_loop.schema.fields import ID
from learning_loop.store import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """What each of the commands is given."""

    content: Path
    cache: Path
    today: date
    dry_run: bool
    progress: Progress
    tell: Tell


@dataclass(frozen=True, slots=True)
class Done:
    """A change, worked out and checked."""

    edits: Edits
    before: Content
    after: Content
    today: date

    def libraries(self, audience: Audience, day: date) -> tuple[Library, Library]:
        """Give the library before and after the change, as an audience may know it on a day."""
        return _library(self.before, audience, day), _library(self.after, audience, day)


def rename_item(old: str, new: str, desk: Desk) -> str:
    """Give an item another id, and give what to tell. Raises Stopped, OSError."""
    if not ID.fullmatch(new):
        raise Stopped(f"'{new}' is no id. Ids are small letters, digits and hyphens, such as safer-sleep-2026.")
    store, read = _open(desk)
    one = _item(read, old)
    with _plainly():
        edits = rename(one, new, _sources(read))
    done = _checked(edits, read, store, desk)
    return _finish(done, desk, told_rename(one, new, edits, _items(done.after)[new]))


def withdraw_item(item: str, why: Why, replacement: str, with_plan: bool, desk: Desk) -> str:
    """Withdraw an item, and give what to tell. Raises Stopped, OSError."""
    store, read = _open(desk)
    one = _item(read, item)
    plans = [
        other
        for other in read.publications
        if isinstance(other.details, Plan) and other.details.source == one.id and other.withdrawn is None
    ]
    newer = _item(read, replacement) if replacement else None
    with _plainly():
        edits = withdraw([one, *(plans if with_plan else ())], why, _sources(read))
        if newer is not None:
            supersede(one, newer, _sources(read), edits)
    done = _checked(edits, read, store, desk)
    left = [] if with_plan else plans
    return _finish(done, desk, told_withdraw(one, left, newer, why, done.libraries, desk.today))


def supersede_item(old: str, new: str, desk: Desk) -> str:
    """Let one item take the place of another, and give what to tell. Raises Stopped, OSError."""
    store, read = _open(desk)
    one, newer = _item(read, old), _item(read, new)
    if one.id in newer.supersedes:
        return f"{desk.content / newer.source} takes the place of {one.source} already: nothing to change"
    edits = Edits()
    with _plainly():
        supersede(one, newer, _sources(read), edits)
    done = _checked(edits, read, store, desk)
    return _finish(done, desk, told_supersede(one, newer, read.publications, done.libraries, desk.today))


def ask_reason(reason: str, note: str) -> tuple[str, str]:
    """Give the reason and the note, asking a person at a terminal for what is missing. Raises Stopped where nobody can be asked."""
    if reason.strip():
        return reason.strip(), note.strip()
    if not sys.stdin.isatty():
        raise Stopped("Say why with --reason, in a sentence for readers. Nothing was changed.")
    reason = typer.prompt("Why, in a sentence for readers")
    note = note or typer.prompt("What only the partnership should know (may be empty)", default="", show_default=False)
    return reason.strip(), note.strip()


class _plainly:  # noqa: N801 - reads as a sentence: with _plainly()
    """Turns what cannot be changed into the end of the command."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, CannotChange):
            raise Stopped(f"{str(error).rstrip('.')}. Nothing was changed.") from error


def _open(desk: Desk) -> tuple[Store, Content]:
    """Read the library; an error in it comes first, since what a change does could not be checked."""
    store = Store(desk.cache)
    with store.locked(), desk.progress() as report:
        read = read_content(list_folder(desk.content), store, engine_version(), report)
    if read.registers is None or any(problem.severity == "error" for problem in read.problems):
        words = desk.tell(read.problems, desk.content.as_posix())
        raise Stopped(f"{words}. Cure them first: loop check lists them. Nothing was changed.")
    return store, read


def _items(read: Content) -> dict[str, Publication]:
    return {one.id: one for one in read.publications}


def _item(read: Content, item: str) -> Publication:
    items = _items(read)
    if item in items:
        return items[item]
    now = next((f" It is called '{one.id}' now." for one in items.values() if item in one.former_ids), "")
    raise Stopped(
        f"There is no item '{item}'.{now or did_you_mean(item, items)} An id is the name of the file without .md."
    )


def _sources(read: Content) -> Sources:
    return Sources(_items(read), tuple(read.folder.registers), tuple(read.folder.others), read.folder.bytes_of)


def _checked(edits: Edits, read: Content, store: Store, desk: Desk) -> Done:
    """Read the library as it would be; what would be wrong with it ends the command. Raises Stopped."""
    folder = overlay(read.folder, edits.written, edits.moved)
    with store.locked(), desk.progress() as report:
        after = read_content(folder, store, engine_version(), report)
    known = {(edits.moved.get(one.path, one.path), one.message) for one in read.problems}
    new = [one for one in after.problems if (one.path, one.message) not in known]
    new += _newly_found(judge_content(read, desk.today), judge_content(after, desk.today))
    if any(one.severity == "error" for one in new):
        words = desk.tell(new, desk.content.as_posix())
        raise Stopped(f"{words} after this change, so nothing was changed. Cure that first, or choose otherwise.")
    desk.tell(new, desk.content.as_posix())
    return Done(edits, read, after, desk.today)


def _newly_found(before: Judged, after: Judged) -> list[Problem]:
    """Give what only the changed library has wrong for the disclosure check: findings that no waiver covers, waivers of nothing."""
    seen = {(one.rule, one.fingerprint) for one in before.open}
    found = [problem_of(one) for one in after.open if (one.rule, one.fingerprint) not in seen]
    words = {one.message for one in before.problems}
    return found + [one for one in after.problems if one.message not in words]


def _library(read: Content, audience: Audience, day: date) -> Library:
    assert read.registers is not None
    return derive_library(Catalogue(_items(read), read.registers).for_audience(audience, day), day)


def _finish(done: Done, desk: Desk, told: Sequence[str]) -> str:
    edits = done.edits
    if desk.dry_run:
        diff = "".join(_diffs(done, desk))
        moved = " → ".join(edits.renamed) if edits.renamed[0] else ""
        lines = [f"Would be renamed: {moved}"] if moved else []
        return "\n".join([diff + "\n".join([*lines, *told]), "Nothing was changed (--dry-run)."])
    before = {path: done.before.folder.bytes_of(path) for path in edits.written}
    store = Store(desk.cache)
    with store.locked():
        try:
            rewrite(desk.content, before, edits.written, edits.renamed)
        except Meanwhile as error:
            raise Stopped(f"{error}. Nothing was changed; try again.") from error
    return "\n".join([*_changed(edits, desk.content), *told])


def _changed(edits: Edits, content: Path) -> Iterator[str]:
    if edits.renamed[0]:
        yield f"{content / edits.renamed[0]}: renamed {edits.renamed[1]}"
    for path, told in sorted(edits.told.items()):
        yield f"{content / edits.moved.get(path, path)}: {', '.join(told)}"


def _diffs(done: Done, desk: Desk) -> Iterator[str]:
    for path, data in sorted(done.edits.written.items()):
        old = done.before.folder.bytes_of(path).decode("utf-8-sig").splitlines(keepends=True)
        new = data.decode("utf-8-sig").splitlines(keepends=True)
        names = [(desk.content / name).as_posix() for name in (path, done.edits.moved.get(path, path))]
        for line in difflib.unified_diff(old, new, fromfile=names[0], tofile=names[1], n=1):
            yield line if line.endswith("\n") else f"{line}\n"
