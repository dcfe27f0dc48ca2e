"""The content folder → all publications and registers, reading again only what changed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from learning_loop.catalogue.checks import find_complaints
from learning_loop.catalogue.complaints import Complaint
from learning_loop.catalogue.texts import find_text_complaints
from learning_loop.disclosure.finding import NOTHING, Drawn, Finding
from learning_loop.disclosure.together import find_label_findings
from learning_loop.disk import Fingerprint, Folder
from learning_loop.model.problem import Problem
from learning_loop.model.publication import Plan, Publication
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

if TYPE_CHECKING:
    from learning_loop.disclosure.known import Known

SHELVES = 32
"""Snapshots of records are cut in this many files, so that one change rewrites one of them."""

WAIVERS = "registers/disclosure-waivers.yml"
"""The one register of which no page shows anything."""

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
    drawn: Drawn = NOTHING
    """What the disclosure check found in it."""


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
    """Of all registers that readers see something of."""
    findings: list[Finding] = field(default_factory=list)
    """What the disclosure check found in all items, registers and texts inside attachments, waived or not."""
    known: str = ""
    """`disclosure.known.Known.digest`: what of the registers decides whether a name may be published."""

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
    registers, register_problems, registers_digest, checked = _read_registers(folder, store, version)
    terms = Terms(registers.themes.values()) if registers else None
    records, read = _read_items(folder, old, store, terms, _Check(registers, checked.known), report)
    content = Content(folder, records, registers, list(folder.problems), read, registers_digest)
    if registers is not None:
        content.known = checked.known
        content.findings += _find_disclosures(records, checked)
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


class _Registers(NamedTuple):
    """What the disclosure check makes of the registers."""

    known: str
    """`Known.digest`: what of them decides whether a name may be published."""
    findings: tuple[Finding, ...]


class _Check:
    """The disclosure check of items, loaded when the first one is checked: the rules take a while to load."""

    def __init__(self, registers: Registers | None, digest: str) -> None:
        self.digest = digest
        self._registers = registers
        self._known: Known | None = None

    def draw(self, data: bytes, path: str) -> Drawn:
        """Give what stands in an item that should not."""
        from learning_loop.disclosure.files import check_item  # noqa: PLC0415 - as above
        from learning_loop.disclosure.known import known_of  # noqa: PLC0415 - as above

        self._known = self._known or known_of(self._registers)
        return check_item(data, path=path, known=self._known)


def _find_disclosures(records: dict[str, Record], checked: _Registers) -> Iterator[Finding]:
    yield from checked.findings
    for record in records.values():
        yield from record.drawn.findings
    yield from find_label_findings({path: record.drawn for path, record in records.items()}, leads_of(records))


def leads_of(records: Mapping[str, Record]) -> Callable[[str], set[str]]:
    """Give what says to which files an item leads: by a link, or by naming them in a field."""
    addresses = {record.publication.address: path for path, record in records.items() if record.publication}
    ids = {address.partition("/")[2]: path for address, path in addresses.items()}

    def leads_to(path: str) -> set[str]:
        one = records[path].publication
        if one is None:
            return set(records)
        body = one.professional_body or one.body
        found = {addresses.get(link.target, "") for link in body.links if link.scheme == "item"}
        named = (
            *one.about,
            *one.follows_up,
            *one.supersedes,
            *((one.details.source,) if isinstance(one.details, Plan) else ()),
        )
        return found | {ids.get(given, "") for given in named}

    return leads_to


def _unread(content: Content) -> set[str]:
    """Give the addresses of the items that are there and could not be read."""
    paths = [path for path, record in content.records.items() if record.publication is None]
    paths += [problem.path for problem in content.folder.problems]
    return {address for path in paths if (address := address_of(path))}


def _read_items(
    folder: Folder, old: dict[str, Record], store: Store, terms: Terms | None, check: _Check, report: Report
) -> tuple[dict[str, Record], int]:
    kept = {
        path: old[path]
        for path, fingerprint in folder.items.items()
        if path in old and old[path].fingerprint is not None and old[path].fingerprint == fingerprint
    }
    stale = [path for path in folder.items if path not in kept]
    outdated = [path for path in kept if _outdated(kept[path], terms, check)]
    stale += outdated
    if not stale:
        return {path: kept[path] for path in folder.items}, 0

    def read(path: str) -> Record:
        if path in kept:
            return _draw_again(path, kept[path], folder, store, terms, check)
        return _read_one(path, folder, old.get(path), store, terms, check)

    made: dict[str, Record] = {}
    for done, (path, record) in enumerate(zip(stale, run(read, stale), strict=True), 1):
        made[path] = record
        report("Reading", done, len(stale))
    return {path: made.get(path) or kept[path] for path in folder.items}, len(stale) - len(outdated)


def _outdated(record: Record, terms: Terms | None, check: _Check) -> bool:
    """Say whether a record was drawn with other words of the themes, or other names that may be published, than those of the registers today."""
    return _old_sketch(record, terms) or record.drawn.known != check.digest


def _old_sketch(record: Record, terms: Terms | None) -> bool:
    return terms is not None and record.publication is not None and record.sketch.terms != terms.digest


def _draw_again(path: str, record: Record, folder: Folder, store: Store, terms: Terms | None, check: _Check) -> Record:
    """Draw the sketch of an unchanged item anew, from its text in the store, and check it anew where names have changed."""
    if record.drawn.known != check.digest:
        record = record._replace(drawn=check.draw(folder.bytes_of(path), path))
    if not _old_sketch(record, terms):
        return record
    if record.publication is None or not store.has(record.html[0]):
        return _read_one(path, folder, None, store, terms, check)
    html = store.read(record.html[0]).decode()
    return record._replace(sketch=draw_sketch(record.publication, html, terms))


def _read_one(
    path: str, folder: Folder, old: Record | None, store: Store, terms: Terms | None, check: _Check
) -> Record:
    from learning_loop.schema.items import read_item  # noqa: PLC0415 - pydantic takes 0.2 s to import, and often nothing is read

    fingerprint = folder.items[path]
    trusted = fingerprint if folder.settled(fingerprint) else None
    data = folder.bytes_of(path)
    digest = digest_of(data)
    if old is not None and old.digest == digest and all(store.has(key) for key in old.html):
        touched = old._replace(fingerprint=trusted)
        return _draw_again(path, touched, folder, store, terms, check) if _outdated(touched, terms, check) else touched
    item = read_item(data, path=path)
    for key, html in item.html:
        store.write(key, html.encode())
    card = card_of(item.publication) if item.publication else ""
    sketch = draw_sketch(item.publication, item.html[0][1], terms) if item.publication else BLANK
    keys = tuple(key for key, _ in item.html)
    return Record(trusted, digest, item.publication, item.problems, keys, card, sketch, check.draw(data, path))


def _read_registers(
    folder: Folder, store: Store, version: str
) -> tuple[Registers | None, list[Problem], str, _Registers]:
    files = {path: folder.bytes_of(path) for path in folder.registers}
    waivers = {WAIVERS: files.get(WAIVERS, b"")}
    shown = digest_of(version, *(part for path in sorted(files.keys() - waivers) for part in (path, files[path])))
    digest = digest_of(shown, waivers[WAIVERS])
    name = "registers.pickle"
    known = store.load(name)
    if known is not None and known[0] == digest:
        return known[1], [], shown, known[2]
    from learning_loop.disclosure.files import check_register  # noqa: PLC0415 - as above
    from learning_loop.disclosure.known import known_of  # noqa: PLC0415 - as above
    from learning_loop.profiles import shipped_profiles  # noqa: PLC0415 - as above
    from learning_loop.schema.register_files import read_registers  # noqa: PLC0415 - as above

    registers, problems = read_registers(files, shipped_profiles())
    names = known_of(registers)
    found = tuple(one for path, data in files.items() for one in check_register(data, path=path, known=names))
    checked = _Registers(names.digest, found)
    if registers is not None:
        store.save(name, (digest, registers, checked))
    return registers, problems, shown, checked


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


def waiver_lines(folder: Folder, path: str) -> dict[int, int]:
    """Give the line of each waiver in its file, by its position."""
    front = _front_of(path, folder)
    return {place[1]: line for place, line in front.lines.items() if len(place) == 2 and place[0] == "waivers"}  # type: ignore[attr-defined]


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
