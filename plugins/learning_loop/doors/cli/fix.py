"""``loop check --fix``: what can be mended without a thought is mended in its file, and told."""

from __future__ import annotations

from pathlib import Path

import typer

from learning_loop.disk import Folder, list_folder
from learning_loop.doors.cli.writing import diff_of
from learning_loop.mending.mend import mend_item, mend_register, names_in
from learning_loop.mending.mended import Mended
from learning_loop.mending.names import Names
from learning_loop.model.problem import one_line
from learning_loop.rewriting import write_whole
from learning_loop.schema.register_files import read_registers


def mend_content(content: Path, *, dry_run: bool) -> None:
    """Mend every file of a content folder, each whole or not at all; with ``dry_run`` only show what would change. Raises OSError."""
    folder = list_folder(content)
    # Registers first: what things are called must be readable before anything can be called by it.
    registers = {path: folder.bytes_of(path) for path in folder.registers}
    mended = {path: mend_register(data, path=path) for path, data in registers.items()}
    count, files = 0, 0
    for path, (data, done) in mended.items():
        count, files = _tell(content / path, registers[path], data, done, dry_run, count, files)
    texts = {path: folder.bytes_of(path) for path in folder.items}
    names = _names(folder, {path: data for path, (data, _) in mended.items()}, texts)
    for path, text in texts.items():
        data, done = mend_item(text, names, path=path)
        count, files = _tell(content / path, text, data, done, dry_run, count, files)
    typer.echo(_summary(count, files, dry_run), err=True)


def _names(folder: Folder, registers: dict[str, bytes], texts: dict[str, bytes]) -> Names:
    known, _ = read_registers(registers)
    items = (names_in(data, path=path) for path, data in texts.items())
    return Names(known, (one for one in items if one is not None), folder.others)


def _tell(
    target: Path, before: bytes, after: bytes, done: list[Mended], dry_run: bool, count: int, files: int
) -> tuple[int, int]:
    if before == after:
        return count, files
    if dry_run:
        typer.echo(diff_of(before, after, target), nl=False)
    elif target.read_bytes() != before:
        typer.echo(f"{target.as_posix()}: was changed at this very moment, and was left as it is", err=True)
        return count, files
    else:
        write_whole(target, after)
    for one in done:
        line = f":{one.line}" if one.line else ""
        field = f" {one.field}:" if one.field else ""
        typer.echo(one_line(f"{target.as_posix()}{line}:{field} {one.words} (mended)"), err=True)
    return count + len(done), files + 1


def _summary(count: int, files: int, dry_run: bool) -> str:
    if not count:
        return "There is nothing that can be mended without a thought."
    things = f"{count:,} thing{'s' * (count != 1)} in {files:,} file{'s' * (files != 1)}"
    if dry_run:
        return f"{things} can be mended. Nothing was changed (--dry-run)."
    return f"Mended {things}. Look at {'it' if count == 1 else 'them'} before you publish; what is left follows."
