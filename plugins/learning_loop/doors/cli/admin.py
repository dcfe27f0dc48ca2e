"""``loop admin``: the folder of the editor in the browser."""

from __future__ import annotations

import hashlib
import tarfile
import zlib
from pathlib import Path

from learning_loop.disk import list_folder
from learning_loop.doors.cli.stopped import Stopped
from learning_loop.doors.cli.terminal import Tell
from learning_loop.editor.backend import Backend, Cms, Hosting, find_fault
from learning_loop.editor.files import MARK, SCRIPTS, editor_files
from learning_loop.editor.programs import PROGRAMS, Program
from learning_loop.model.registers import Registers
from learning_loop.rewriting import write_whole
from learning_loop.schema.register_files import read_registers
from learning_loop.theme import accent_css, theme_folder

_APART = "The editor needs looser rules than the library, so it has a folder and a host of its own: name another folder. Nothing was written."
_PICTURES = ("favicon.svg", "marks.svg")


def write_editor(
    target: Path, content: Path, site: Path, backend: Backend, cms: Cms, program: Path | None, tell: Tell
) -> str:
    """Write the editor's folder, and give what to tell. Raises Stopped, OSError."""
    fault = find_fault(backend, cms)
    if fault:
        raise Stopped(f"{fault} Nothing was written.")
    _check_place(target, content, site)
    wanted = PROGRAMS[cms]
    files = _program(wanted, program)
    registers = _registers(content, tell)
    words = editor_files(registers, backend, cms, _in_repository(content))
    files |= {path: text.encode() for path, text in words.items()}
    files |= _look(cms, accent_css(registers.site))
    for path, data in files.items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, data, 0o644)
    for old in {one.named(file) for one in PROGRAMS.values() for file in one.sha256} - files.keys():
        (target / old).unlink(missing_ok=True)
    return "\n".join(_told(target, backend, cms))


def _registers(content: Path, tell: Tell) -> Registers:
    folder = list_folder(content)
    registers, problems = read_registers({path: folder.bytes_of(path) for path in folder.registers})
    problems = [problem for problem in folder.problems if not problem.path] or problems
    if registers is None:
        raise Stopped(f"{tell(problems, content.as_posix())}. The registers must be right first; nothing was written.")
    return registers


def _check_place(target: Path, content: Path, site: Path) -> None:
    place = target.resolve()
    for other, words in ((site, "the published sites"), (content, "the content")):
        there = other.resolve()
        if place == there or there in place.parents or place in there.parents:
            raise Stopped(f"{target} lies with {words} ({other}). {_APART}")
    site_around = next((folder for folder in place.parents if (folder / "404.html").is_file()), None)
    if site_around is not None:
        raise Stopped(f"{target} lies within a website: {site_around} has a 404.html. {_APART}")
    if not target.exists():
        return
    if not target.is_dir():
        raise Stopped(f"{target} is a file. Name a folder.")
    page = target / "index.html"
    ours = page.is_file() and MARK in page.read_text(encoding="utf-8", errors="replace")
    if not ours and any(target.iterdir()):
        raise Stopped(
            f"{target} holds files that are not an editor of this program. Name a new folder; nothing was written."
        )


def _program(wanted: Program, given: Path | None) -> dict[str, bytes]:
    """Give the files of the editing program by the names that they get. Only what was tried is taken: it will hold the key to the repository."""
    pack = f"'npm pack {wanted.package}@{wanted.version}'"
    place = given or Path("node_modules") / wanted.package
    if not place.exists():
        words = f"There is no {place}. " if given else ""
        raise Stopped(
            f"{words}The editing program itself is taken from npm: run {pack}, then say --program {wanted.archive}. Nothing was written."
        )
    try:
        files = _unpacked(place, wanted) if place.is_file() else _beside(place, wanted)
    except (tarfile.TarError, EOFError, KeyError, zlib.error, FileNotFoundError, NotADirectoryError):
        raise Stopped(
            f"{place} is no package of {wanted.package}, or is damaged. Get it with {pack}. Nothing was written."
        ) from None
    for file, sha256 in wanted.sha256.items():
        if hashlib.sha256(files[file]).hexdigest() != sha256:
            raise Stopped(
                f"{place} is not {wanted.package} {wanted.version}, the one version that was tried: its {file} differs. Get it with {pack}. Nothing was written."
            )
    return {wanted.named(file): data for file, data in files.items()}


def _unpacked(archive: Path, wanted: Program) -> dict[str, bytes]:
    with tarfile.open(archive) as opened:
        parts = {file: opened.extractfile(f"package/{file}") for file in wanted.sha256}
        return {file: part.read() for file, part in parts.items() if part is not None}


def _beside(package: Path, wanted: Program) -> dict[str, bytes]:
    return {file: (package / file).read_bytes() for file in wanted.sha256}


def _look(cms: Cms, accent: bytes) -> dict[str, bytes]:
    """Give our scripts, and what the preview looks like: the library's own styles."""
    theme = theme_folder()
    files = {name: (theme / "editor" / name).read_bytes() for name in ("start.js", *SCRIPTS[cms])}
    files |= {name: (theme / "assets" / name).read_bytes() for name in _PICTURES}
    files |= {f"fonts/{font.name}": font.read_bytes() for font in sorted((theme / "assets/fonts").iterdir())}
    sheets = [sheet.read_bytes() for sheet in sorted((theme / "css").glob("*.css")) if sheet.name != "60-print.css"]
    sheets += [accent, (theme / "editor/preview.css").read_bytes()]
    return files | {"preview.css": b"\n".join(sheets)}


def _in_repository(content: Path) -> str:
    """Give the content folder's name from the top of its repository."""
    place = content.resolve()
    if (place / ".git").exists():
        raise Stopped(
            f"{content} is the top of a repository. Name the folder in it that holds the content; nothing was written."
        )
    top = next((folder for folder in place.parents if (folder / ".git").exists()), place.parent)
    return place.relative_to(top).as_posix()


def _told(target: Path, backend: Backend, cms: Cms) -> list[str]:
    wanted = PROGRAMS[cms]
    lines = [f"{target}: the editor, with {wanted.package} {wanted.version}", "What to do now:"]
    if backend.host is Hosting.LOCAL:
        return [
            *lines,
            "1. At the top of the repository: MODE=git npx decap-server. It saves to branches of the repository on this computer.",
            f"2. In another terminal: python3 -m http.server 8090 --bind 127.0.0.1 --directory {target}",
            "3. Open http://127.0.0.1:8090. There is no sign-in, so this is for your own computer only.",
        ]
    return [
        *lines,
        "1. Serve the folder on a host of its own, such as edit.learning.example, never beside the library, with the headers that one of its _headers, nginx.conf and .htaccess names.",
        "2. Sign-in: see 'Editing in the browser' in the guide for operators.",
        "3. Write it again after every update of the program, and when the partnership's name or the headings of a briefing change.",
    ]
