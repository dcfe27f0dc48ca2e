"""The content folder → all publications and registers, reading again only what changed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from typing import NamedTuple

from learning_loop.catalogue.checks import find_complaints
from learning_loop.catalogue.complaints import Complaint
from learning_loop.catalogue.texts import find_text_complaints
from learning_loop.disk import Fingerprint, Folder
from learning_loop.model.problem import Problem
from learning_loop.model.publication import Publication
from learning_loop.model.registers import Registers
from learning_loop.model.values import dataclass, field
from learning_loop.outputs.unaffected import card_of
from learning_loop.reading.digest import digest_of
from learning_loop.reading.front_matter import field_words, read_mapping, split_front_matter
from learning_loop.reading.markdown import address_of
from learning_loop.reading.sketch import BLANK, Sketch, Terms, draw_sketch
from learning_loop.reading.text import read_text
from learning_loop.store import Store
from learning_loop.workers import run

SHELVES = 32
"""Snapshots of records are cut in this many files, so that one change rewrites one of them."""

Report = Callable[[str, int, int], None]
"""Told the name of a stage, how much is done and how much there is."""


class Record(NamedTuple):
    """What one file gave when it was last read."""

    fingerprint: Fingerprint | None
    """None when the file had changed so shortly before that its fingerprint cannot be trusted."""
    digest: str
    publication: Publication | None
    problems: tuple[Problem, ...]
    html: tuple[str, ...]
    """Keys of its rendered texts."""
    card: str
    """Digest of everything but the text: what other pages may show of it."""
    sketch: Sketch
    """What the checks between items need of its text."""


@dataclass(slots=True)
class Content:
    """All that was read."""

    folder: Folder
    records: dict[str, Record]
    registers: Registers | None
    problems: list[Problem] = field(default_factory=list)
    read: int = 0
    """How many items were read anew."""
    registers_digest: str = ""

    @property
    def publications(self) -> tuple[Publication, ...]:
        """All items without problems of their own."""
        return tuple(record.publication for record in self.records.values() if record.publication is not None)


def read_content(folder: Folder, store: Store, version: str, report: Report) -> Content:
    """Read a content folder; what is unchanged comes from the store. ``version`` names the engine that reads."""
    if not folder.root.is_dir():
        return Content(folder, {}, None, list(folder.problems))
    shelves = _load(store, version)
    old = {path: record for shelf in shelves.values() for path, record in shelf.items()}
    registers, register_problems, registers_digest = _read_registers(folder, store, version)
    terms = Terms(registers.themes.values()) if registers else None
    records, read = _read_items(folder, old, store, terms, report)
    content = Content(folder, records, registers, list(folder.problems), read, registers_digest)
    content.problems += register_problems
    for record in records.values():
        content.problems += record.problems
    if registers is not None:
        complaints = find_complaints(content.publications, registers, set(folder.others), _unread(content))
        sketches = {path: record.sketch for path, record in records.items()}
        complaints += find_text_complaints(content.publications, sketches)
        content.problems += locate(complaints, folder)
    content.problems.sort()
    _save(store, version, shelves, records)
    return content


def _unread(content: Content) -> set[str]:
    """Give the addresses of the items that are there and could not be read."""
    paths = [path for path, record in content.records.items() if record.publication is None]
    paths += [problem.path for problem in content.folder.problems]
    return {address for path in paths if (address := address_of(path))}


def _read_items(
    folder: Folder, old: dict[str, Record], store: Store, terms: Terms | None, report: Report
) -> tuple[dict[str, Record], int]:
    kept = {
        path: old[path]
        for path, fingerprint in folder.items.items()
        if path in old and old[path].fingerprint is not None and old[path].fingerprint == fingerprint
    }
    stale = [path for path in folder.items if path not in kept]
    outdated = [path for path in kept if terms and _outdated(kept[path], terms)]
    stale += outdated
    if not stale:
        return {path: kept[path] for path in folder.items}, 0

    def read(path: str) -> Record:
        if path in kept:
            return _draw_again(path, kept[path], folder, store, terms)
        return _read_one(path, folder, old.get(path), store, terms)

    made: dict[str, Record] = {}
    for done, (path, record) in enumerate(zip(stale, run(read, stale), strict=True), 1):
        made[path] = record
        report("Reading", done, len(stale))
    return {path: made.get(path) or kept[path] for path in folder.items}, len(stale) - len(outdated)


def _outdated(record: Record, terms: Terms) -> bool:
    """Say whether a record's sketch was drawn with other words of the themes than those of the register today."""
    return record.publication is not None and record.sketch.terms != terms.digest


def _draw_again(path: str, record: Record, folder: Folder, store: Store, terms: Terms | None) -> Record:
    """Draw the sketch of an unchanged item anew, from its text in the store."""
    if record.publication is None or not store.has(record.html[0]):
        return _read_one(path, folder, None, store, terms)
    html = store.read(record.html[0]).decode()
    return record._replace(sketch=draw_sketch(record.publication, html, terms))


def _read_one(path: str, folder: Folder, old: Record | None, store: Store, terms: Terms | None) -> Record:
    from learning_loop.schema.items import read_item  # noqa: PLC0415 - pydantic takes 0.2 s to import, and often nothing is read

    fingerprint = folder.items[path]
    trusted = fingerprint if folder.settled(fingerprint) else None
    data = folder.bytes_of(path)
    digest = digest_of(data)
    if old is not None and old.digest == digest and all(store.has(key) for key in old.html):
        touched = old._replace(fingerprint=trusted)
        return _draw_again(path, touched, folder, store, terms) if terms and _outdated(touched, terms) else touched
    item = read_item(data, path=path)
    for key, html in item.html:
        store.write(key, html.encode())
    card = card_of(item.publication) if item.publication else ""
    sketch = draw_sketch(item.publication, item.html[0][1], terms) if item.publication else BLANK
    return Record(trusted, digest, item.publication, item.problems, tuple(key for key, _ in item.html), card, sketch)


def _read_registers(folder: Folder, store: Store, version: str) -> tuple[Registers | None, list[Problem], str]:
    files = {path: folder.bytes_of(path) for path in folder.registers}
    digest = digest_of(version, *(part for path in sorted(files) for part in (path, files[path])))
    name = "registers.pickle"
    known = store.load(name)
    if known is not None and known[0] == digest:
        return known[1], [], digest
    from learning_loop.schema.register_files import read_registers  # noqa: PLC0415 - as above

    registers, problems = read_registers(files)
    if registers is not None:
        store.save(name, (digest, registers))
    return registers, problems, digest


def locate(complaints: Iterable[Complaint], folder: Folder) -> list[Problem]:
    """Turn complaints into problems: look up the line of each field in its file."""
    fronts: dict[str, object] = {}
    problems = []
    for complaint in complaints:
        line = complaint.line
        if not line and complaint.place and complaint.place != ("body",):
            if complaint.source not in fronts:
                fronts[complaint.source] = _front_of(complaint.source, folder)
            front = fronts[complaint.source]
            line = front.line_of(complaint.place) if front is not None else 0  # type: ignore[attr-defined]
        problems.append(
            Problem(complaint.source, line, field_words(complaint.place), complaint.message, complaint.severity)
        )
    return problems


def _front_of(path: str, folder: Folder) -> object:
    text, _ = read_text(folder.bytes_of(path), path=path)
    if path in folder.registers:
        return read_mapping(text, path=path, line_offset=0)
    split = split_front_matter(text)
    return read_mapping(split.front, path=path, line_offset=split.front_line) if split else None


def _shelf_of(path: str) -> int:
    return zlib.crc32(path.encode()) % SHELVES


def _shelf_name(number: int, version: str) -> str:
    return f"records-{version[:12]}-{number:02}.pickle"


def _load(store: Store, version: str) -> dict[int, dict[str, Record]]:
    return {number: store.load(_shelf_name(number, version)) or {} for number in range(SHELVES)}


def _save(store: Store, version: str, old: dict[int, dict[str, Record]], records: dict[str, Record]) -> None:
    new: dict[int, dict[str, Record]] = {number: {} for number in range(SHELVES)}
    for path, record in records.items():
        new[_shelf_of(path)][path] = record
    if not any(old.values()):
        store.forget_matching("records-*.pickle")
    for number, shelf in new.items():
        before = old[number]
        if shelf.keys() != before.keys() or any(shelf[path] is not before[path] for path in shelf):
            store.save(_shelf_name(number, version), shelf)
