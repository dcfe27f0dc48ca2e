"""``loop plan``: an action plan to a spreadsheet and back."""

from __future__ import annotations

import difflib
from pathlib import Path

from learning_loop.build import read_library
from learning_loop.doors.cli.stopped import Stopped
from learning_loop.doors.cli.terminal import Progress, Tell
from learning_loop.exchange.plan import Imported, Known, NotRead, export_plan, import_plan, open_spreadsheet
from learning_loop.library import Content
from learning_loop.model.problem import did_you_mean
from learning_loop.model.publication import Plan, Publication
from learning_loop.reading.markdown import address_of
from learning_loop.rewriting import write_whole


def write_spreadsheet(plan_id: str, content: Path, cache: Path, out: Path, progress: Progress, tell: Tell) -> str:
    """Write the spreadsheet of a plan, and give what to tell. Raises Stopped, OSError."""
    if out.suffix.lower() != ".xlsx":
        raise Stopped(f"{out}: a spreadsheet's name ends in .xlsx. Name it so with --out")
    if out.exists():
        raise Stopped(f"{out} is there already, and may hold somebody's work. Name another with --out, or delete it")
    read = _read(content, cache, progress, tell)
    plan, data = _plan(read, plan_id, content)
    made, problems = export_plan(plan, data, _known(read))
    if problems:
        raise Stopped(f"{tell(problems, content.as_posix())}. No spreadsheet was written.")
    write_whole(out, made)
    assert isinstance(plan.details, Plan)
    count = len(plan.details.actions)
    return f"{out}: {count} action{'s' * (count != 1)} of {content / plan.source}"


def read_spreadsheet(file: Path, content: Path, cache: Path, dry_run: bool, progress: Progress, tell: Tell) -> str:
    """Read a spreadsheet into its plan's file, and give what to tell. Raises Stopped, OSError."""
    if not file.is_file():
        raise Stopped(f"There is no file {file}.")
    try:
        if file.suffix.lower() != ".xlsx":
            raise NotRead("is no .xlsx file by its name. Save it in Excel or LibreOffice as 'Excel Workbook (.xlsx)'")
        filled = open_spreadsheet(file.read_bytes())
    except NotRead as error:
        raise Stopped(f"{file}: {error}.") from error
    read = _read(content, cache, progress, tell)
    plan, data = _plan(read, filled.plan, content)
    target = content / plan.source
    done = import_plan(filled, plan, data, _known(read), sheet=file.as_posix(), path=target.as_posix())
    words = tell(done.problems, "") if done.problems else ""
    if done.failed:
        raise Stopped(f"{words}. Nothing was written to {target}.")
    if done.data == data:
        return f"{target}: nothing to change"
    if dry_run:
        return f"{_diff(data, done.data, target)}{target}: {_summary(done)}. Nothing was written (--dry-run)"
    if target.read_bytes() != data:
        raise Stopped(f"{target} was changed at this very moment. Nothing was written; try again.")
    write_whole(target, done.data)
    return f"{target}: {_summary(done)}. Look whether 'updated' and 'summary' at its top are still true"


def _read(content: Path, cache: Path, progress: Progress, tell: Tell) -> Content:
    with progress() as report:
        read = read_library(content, cache=cache, report=report)
    if read.registers is None:
        raise Stopped(f"{tell(read.problems, content.as_posix())}. The registers must be right first.")
    return read


def _plan(read: Content, plan_id: str, content: Path) -> tuple[Publication, bytes]:
    plans = {one.id: one for one in read.publications if isinstance(one.details, Plan)}
    plans |= {old: plan for plan in plans.values() for old in plan.former_ids if old not in plans}
    if plan_id in plans:
        plan = plans[plan_id]
        return plan, read.folder.bytes_of(plan.source)
    for path, record in read.records.items():
        if record.publication is None and address_of(path) == f"actions/{plan_id}":
            raise Stopped(f"{content / path} has problems. Run 'loop check' and mend them first.")
    raise Stopped(f"There is no action plan '{plan_id}' in {content}.{did_you_mean(plan_id, plans)}")


def _known(read: Content) -> Known:
    assert read.registers is not None
    unread = {
        address for path, one in read.records.items() if one.publication is None and (address := address_of(path))
    }
    return Known(read.publications, read.registers, set(read.folder.others), unread)


def _diff(before: bytes, after: bytes, target: Path) -> str:
    old, new = (data.decode("utf-8-sig").splitlines(keepends=True) for data in (before, after))
    name = target.as_posix()
    return "".join(difflib.unified_diff(old, new, fromfile=name, tofile=name, n=1))


def _summary(done: Imported) -> str:
    counts = done.counts
    parts = []
    if counts.fields:
        parts.append(f"{counts.fields} field{'s' * (counts.fields != 1)} changed")
    names = {"actions": ("new action", "new actions"), "updates": ("new update", "new updates")}
    names["evidence"] = ("new piece of evidence", "new pieces of evidence")
    parts += [f"{count} {names[name][count != 1]}" for name, count in counts.new.items() if count]
    return ", ".join(parts)
