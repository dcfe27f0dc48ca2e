"""What must be well before anything goes out: no true name in the content, and a sign-off where the site asks for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from learning_loop.attached import Attached, text_of
from learning_loop.guard.hidden import find_hidden_ids
from learning_loop.guard.sign_offs import FILE, find_unsigned, read_sign_offs
from learning_loop.guard.true_names import TrueNames
from learning_loop.library import Content
from learning_loop.model.problem import Problem
from learning_loop.model.publication import Publication
from learning_loop.name_register import KEY, PLACE, RegisterTrouble, key_from, place_from, read_register
from learning_loop.reading.digest import digest_of
from learning_loop.store import Store

SEEN = "true-names.pickle"

NOT_RUN = "the register of true names was NOT RUN"
OF_FILE = "a file here has a name of the register of true names in its own name. Rename it"
MESSAGE = "a name of the register of true names stands here. Put a role or a label such as Child M in its place"


def watch(
    read: Content,
    attached: Mapping[str, Attached],
    store: Store,
    environment: Mapping[str, str],
    today: date,
    *,
    publishing: bool,
    signing: bool,
) -> list[Problem]:
    """Find true names and, with ``signing``, missing sign-offs; with ``publishing`` the public site, names that cannot be looked for are an error."""
    names = find_names(read, attached, store, environment, publishing=publishing)
    return names + (find_missing_sign_offs(read, today) if signing else [])


class Watched(NamedTuple):
    """How a check of names and sign-offs ended, in figures."""

    names: Literal["not asked", "not run", "found", "nothing found"]
    signed: int
    """Public items with a valid sign-off of their present content."""
    public: int
    asked: bool
    """Whether the site asks for sign-offs."""


UNWATCHED = Watched("not asked", 0, 0, asked=False)
"""Nobody asked."""


def sum_up(read: Content, environment: Mapping[str, str], today: date) -> Watched:
    """Say in figures what `watch` has put into the problems of the content."""
    site = read.registers.site if read.registers is not None else None
    told = [problem.message for problem in read.problems]
    names: Literal["not asked", "not run", "found", "nothing found"] = "not asked"
    if (site is not None and site.true_names) or environment.get(PLACE) or environment.get(KEY):
        names = "nothing found"
        if any(NOT_RUN in message for message in told):
            names = "not run"
        elif MESSAGE in told or OF_FILE in told:
            names = "found"
    hidden = find_hidden_ids(read.publications, today)
    contents = {one.source: content_of(one, read) for one in read.publications if one.id not in hidden}
    sign_offs, _ = read_sign_offs(read.folder.bytes_of(FILE)) if read.folder.sign_offs else ([], [])
    unsigned = len(find_unsigned(contents, sign_offs))
    return Watched(names, len(contents) - unsigned, len(contents), site is not None and site.sign_off)


def find_names(
    read: Content,
    attached: Mapping[str, Attached],
    store: Store,
    environment: Mapping[str, str],
    *,
    publishing: bool,
    place: Path | None = None,
) -> list[Problem]:
    """Find true names in the content folder and inside what it attaches; say NOT RUN where the register cannot be asked.

    With ``publishing`` a register that the site asks for and that cannot be asked is an error: nothing goes out.
    Raises `CacheDamaged` when the store has lost an attachment's texts.
    """
    declared = read.registers is not None and read.registers.site.true_names
    if not declared and not environment.get(PLACE) and not environment.get(KEY) and place is None:
        return []
    try:
        names = read_register(place_from(environment, place, read.folder.root), key_from(environment))
    except RegisterTrouble as trouble:
        words = f"{NOT_RUN}: {trouble}"
        end = ". Nothing is published without it, because registers/site.yml says true_names: required"
        stops = publishing and declared
        return [Problem("", 0, "", words + end * stops, "error" if stops else "warning")]
    texts = _texts_in(read, attached, store)
    problems = [*_names_in(texts, names, store), *_names_of_files(texts.keys() | read.folder.others.keys(), names)]
    return sorted(set(problems))


class _Text(NamedTuple):
    """A file in which names are looked for."""

    digest: str
    pieces: Callable[[], Iterable[tuple[str, str]]]
    """Each text with its place inside an attachment; the one text of a Markdown file has none."""


def _texts_in(read: Content, attached: Mapping[str, Attached], store: Store) -> dict[str, _Text]:
    """Give every file of which the words are known, by its path."""

    def text(path: str) -> Callable[[], Iterable[tuple[str, str]]]:
        return lambda: [("", read.folder.bytes_of(path).decode("utf-8", "replace"))]

    def inside(one: Attached) -> Callable[[], Iterable[tuple[str, str]]]:
        return lambda: [(piece.place, piece.text) for piece in text_of(one, store)]

    digests = {path: record.digest for path, record in read.records.items()}
    texts = {
        path: _Text(digests.get(path) or digest_of(read.folder.bytes_of(path)), text(path))
        for path in (*read.folder.items, *read.folder.registers)
    }
    return texts | {path: _Text(one.answer, inside(one)) for path, one in attached.items()}


def _names_in(texts: Mapping[str, _Text], names: TrueNames, store: Store) -> Iterator[Problem]:
    """Find names in texts; what did not change since the last time, under the same register, is not read again."""
    about = digest_of(*(part for one in names.entries for part in (one.id, *one.prints)), names.key)
    held = store.load(SEEN)
    seen: dict[str, tuple[str, list[tuple[str, int]]]] = held[1] if held is not None and held[0] == about else {}
    now: dict[str, tuple[str, list[tuple[str, int]]]] = {}
    for path, text in texts.items():
        known = seen.get(path)
        if known is None or known[0] != text.digest:
            known = (text.digest, [(place, line) for place, words in text.pieces() for line in names.find(words)])
        now[path] = known
    if now != seen:
        store.save(SEEN, (about, now))
    for path, (_, places) in now.items():
        for place, line in places:
            yield Problem(path, 0 if place else line, place, MESSAGE)


def _names_of_files(paths: Iterable[str], names: TrueNames) -> Iterator[Problem]:
    for path in paths:
        if names.find(path.replace("/", " / ").replace("-", " ")):
            yield Problem(path.rpartition("/")[0], 0, "", OF_FILE)


def content_of(one: Publication, read: Content) -> str:
    """Give the address of an item's present content: its file, and the files that it names."""
    folder = one.source.rpartition("/")[0]
    named = [f"{folder}/{attachment.file}" for attachment in one.attachments]
    files = [file for file in named if file in read.folder.others]
    return digest_of(read.records[one.source].digest, *(read.folder.bytes_of(file) for file in files))


def find_missing_sign_offs(read: Content, today: date) -> list[Problem]:
    """Find the public items of this day that nobody, or their author alone, has signed off; none where the site does not ask."""
    problems: list[Problem] = []
    sign_offs, problems = read_sign_offs(read.folder.bytes_of(FILE)) if read.folder.sign_offs else ([], problems)
    if problems or read.registers is None or not read.registers.site.sign_off:
        return problems
    hidden = find_hidden_ids(read.publications, today)
    contents = {one.source: content_of(one, read) for one in read.publications if one.id not in hidden}
    return find_unsigned(contents, sign_offs)
