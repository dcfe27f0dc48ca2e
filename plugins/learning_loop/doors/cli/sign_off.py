"""``loop sign-off``: a line for each text that somebody looked at."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from learning_loop.build import read_library
from learning_loop.doctor import git_name, last_author
from learning_loop.guard.sign_offs import FILE, HEAD, SignOff, line_of, read_sign_offs, same_person
from learning_loop.library import Report
from learning_loop.rewriting import write_whole
from learning_loop.watch import content_of


class NotSigned(Exception):
    """Why nothing was noted, and what to do."""


def write_sign_offs(files: list[Path], content: Path, cache: Path, by: str, today: date, report: Report) -> str:
    """Note sign-offs of items as they are now; give what to tell. Raises `NotSigned`; all are noted, or none."""
    read = read_library(content, cache=cache, report=report)
    by_source = {one.source: one for one in read.publications}
    target = content / FILE
    text = target.read_text(encoding="utf-8") if target.exists() else HEAD
    known, problems = read_sign_offs(text.encode())
    if problems:
        raise NotSigned(f"{problems[0].words(content.as_posix())}. Nothing was noted.")
    lines = []
    for file in files:
        path = _path_of(file, content)
        one = by_source.get(path)
        if not file.exists() and not (content / path).exists():
            raise NotSigned(f"{file}: there is no such file. Nothing was noted.")
        if one is None:
            raise NotSigned(
                f"{file}: is no item without errors in {content}. Run loop check, cure what it says, then sign off. Nothing was noted."
            )
        author = last_author(content / path)
        person = by.strip() or git_name(content)
        if not person:
            raise NotSigned("Say who looked, with --by 'Your Name'. Nothing was noted.")
        now = content_of(one, read)
        others = [s for s in known if s.item == path and s.content == now and not same_person(s.by, person)]
        if author and same_person(author, person) and not others:
            raise NotSigned(
                f"{file}: {person} wrote the last change, and cannot be the only one to sign it off. Ask somebody else to look first. Nothing was noted."
            )
        if any(s.item == path and s.content == now and same_person(s.by, person) for s in known):
            continue
        lines.append(line_of(SignOff(path, now, person, today.isoformat(), author)))
    if not lines:
        return "That was noted before, and the text is still the same. Nothing was noted again."
    write_whole(target, (text.rstrip("\n") + "\n" + "".join(lines)).encode())
    return f"{target}: {len(lines)} sign-off{'s' * (len(lines) != 1)} noted. Commit the file together with the text."


def _path_of(file: Path, content: Path) -> str:
    try:
        return file.resolve().relative_to(content.resolve()).as_posix()
    except ValueError:
        return file.as_posix()
