"""The content folder → all publications and registers, reading again only what changed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from learning_loop.advice.kept import Advice, Advised
from learning_loop.catalogue.checks import find_complaints
from learning_loop.catalogue.complaints import Complaint
from learning_loop.catalogue.texts import find_text_complaints
from learning_loop.disclosure.finding import NOTHING, Drawn, Finding, Severity
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
from learning_loop.reading.unset import find_unset
from learning_loop.reading.unwritten import find_unwritten
from learning_loop.store import Store
from learning_loop.workers import run

if TYPE_CHECKING:
    from learning_loop.advice.vocabulary import Vocabulary
    from learning_loop.disclosure.known import Known
    from learning_loop.schema.items import ReadItem

SHELVES = 32
"""Snapshots of records are cut in this many files, so that one change rewrites one of them."""

UNSHOWN = frozenset({"registers/disclosure-waivers.yml", "registers/advice.yml"})
"""The registers of which no page shows anything."""

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
    advised: Advised | None = None
    """The advice on how it is written; None until somebody asks."""
    fields: str = ""
    """Digest of its front matter, where it has one."""


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
    def advice(self) -> tuple[Advice, ...]:
        """The advice on how all items are written, where it was asked for."""
        return tuple(one for record in self.records.values() if record.advised for one in record.advised.advice)

    @property
    def publications(self) -> tuple[Publication, ...]:
        """All items without problems of their own."""
        return tuple(record.publication for record in self.records.values() if record.publication is not None)

    def counted_findings(self) -> Iterator[Finding]:
        """Give the findings as they count: in a draft and the files beside it, which nobody publishes yet, they are told and stop nothing."""
        drafts = {one.source for one in self.publications if one.draft}
        folders = {source.removesuffix("index.md") for source in drafts if source.endswith("/index.md")}
        for one in self.findings:
            if one.path in drafts or (folders and f"{one.path.rpartition('/')[0]}/" in folders):
                yield one._replace(severity=min(one.severity, Severity.LOOK))
            else:
                yield one

    def show_drafts(self) -> None:
        """Let every draft count as finished, for a preview; what was found in them stays as it was."""
        for path, record in self.records.items():
            if record.publication is not None and record.publication.draft:
                self.records[path] = record._replace(publication=record.publication._replace(draft=False))


def read_content(folder: Folder, store: Store, version: str, report: Report, *, advise: bool = False) -> Content:
    """Read a content folder; what is unchanged comes from the store. ``version`` names the engine that reads.

    Only a check asks for advice on how the texts are written: a build has no use for it.
    """
    if not folder.root.is_dir():
        return Content(folder, {}, None, list(folder.problems))
    shelves = _load(store, version)
    old = {path: record for shelf in shelves.values() for path, record in shelf.items()}
    registers, register_problems, registers_digest, checked = _read_registers(folder, store, version)
    terms = Terms(registers.themes.values()) if registers else None
    reader = _Reader(folder, store, terms, _Check(registers, checked.known), _Adviser(registers if advise else None))
    records, read = _read_items(reader, old, report)
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


class _Adviser:
    """The advice on how items are written, loaded when somebody asks for it."""

    def __init__(self, registers: Registers | None) -> None:
        """Make it; without registers nothing is advised."""
        self.asked = registers is not None
        self._registers = registers

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words that hold for this library."""
        from learning_loop.advice.vocabulary import vocabulary_of  # noqa: PLC0415 - builds do not need it

        assert self._registers is not None
        return vocabulary_of(self._registers)

    def has_news(self, record: Record) -> bool:
        """Say whether a record lacks the advice that its text would get today."""
        if not self.asked or record.publication is None:
            return False
        return record.advised is None or record.advised.vocabulary != self.vocabulary.digest

    def advise(self, path: str, item: ReadItem) -> Advised | None:
        """Give the advice on an item that has just been read."""
        if item.publication is None or item.front is None or item.outline is None:
            return None
        from learning_loop.advice.advise import advise_outline  # noqa: PLC0415 - as above

        found = advise_outline(path, item.front.values, item.front.lines, item.outline, self.vocabulary)
        return Advised(self.vocabulary.digest, found)

    def advise_again(self, path: str, data: bytes) -> Advised:
        """Give the advice on a file that has not changed."""
        from learning_loop.advice.advise import advise_item  # noqa: PLC0415 - as above

        return Advised(self.vocabulary.digest, advise_item(data, path=path, vocabulary=self.vocabulary))


class _Reader(NamedTuple):
    """What reading an item needs."""

    folder: Folder
    store: Store
    terms: Terms | None
    check: _Check
    adviser: _Adviser

    def is_outdated(self, record: Record) -> bool:
        """Say whether a record was drawn with other words of the themes, or other names that may be published, than those of the registers today."""
        return self.has_old_sketch(record) or record.drawn.known != self.check.digest or self.adviser.has_news(record)

    def has_old_sketch(self, record: Record) -> bool:
        """Say whether a record's sketch is of other words of the themes."""
        return self.terms is not None and record.publication is not None and record.sketch.terms != self.terms.digest

    def draw_again(self, path: str, record: Record) -> Record:
        """Draw the sketch of an unchanged item anew, from its text in the store, and check it anew where names have changed."""
        if record.drawn.known != self.check.digest:
            record = record._replace(drawn=self.check.draw(self.folder.bytes_of(path), path))
        if self.adviser.has_news(record):
            record = record._replace(advised=self.adviser.advise_again(path, self.folder.bytes_of(path)))
        if not self.has_old_sketch(record):
            return record
        if record.publication is None or not self.store.has(record.html[0]):
            return self.read_one(path, None)
        html = self.store.read(record.html[0]).decode()
        return record._replace(sketch=draw_sketch(record.publication, html, self.terms))

    def read_one(self, path: str, old: Record | None) -> Record:
        """Read an item; ``old`` is what it gave the last time."""
        from learning_loop.schema.items import Before, read_item  # noqa: PLC0415 - often nothing is read

        fingerprint = self.folder.items[path]
        trusted = fingerprint if self.folder.settled(fingerprint) else None
        data = self.folder.bytes_of(path)
        digest = digest_of(data)
        if old is not None and old.digest == digest and all(self.store.has(key) for key in old.html):
            touched = old._replace(fingerprint=trusted)
            return self.draw_again(path, touched) if self.is_outdated(touched) else touched
        before = Before(old.fields, old.publication) if old is not None and old.publication is not None else None
        item = read_item(data, path=path, outlined=self.adviser.asked, before=before)
        problems = item.problems + find_unset(data, path=path)
        if item.publication is not None:
            problems += find_unwritten(data, path=path, draft=item.publication.draft)
        for key, html in item.html:
            self.store.write(key, html.encode())
        card = card_of(item.publication) if item.publication else ""
        sketch = draw_sketch(item.publication, item.html[0][1], self.terms) if item.publication else BLANK
        keys = tuple(key for key, _ in item.html)
        drawn = self.check.draw(data, path)
        advised = self.adviser.advise(path, item)
        return Record(trusted, digest, item.publication, problems, keys, card, sketch, drawn, advised, item.fields)


def _read_items(reader: _Reader, old: dict[str, Record], report: Report) -> tuple[dict[str, Record], int]:
    items = reader.folder.items
    kept = {
        path: old[path]
        for path, fingerprint in items.items()
        if path in old and old[path].fingerprint is not None and old[path].fingerprint == fingerprint
    }
    stale = [path for path in items if path not in kept]
    outdated = [path for path in kept if reader.is_outdated(kept[path])]
    stale += outdated
    if not stale:
        return {path: kept[path] for path in items}, 0

    def read(path: str) -> Record:
        return reader.draw_again(path, kept[path]) if path in kept else reader.read_one(path, old.get(path))

    made: dict[str, Record] = {}
    for done, (path, record) in enumerate(zip(stale, run(read, stale), strict=True), 1):
        made[path] = record
        report("Reading", done, len(stale))
    return {path: made.get(path) or kept[path] for path in items}, len(stale) - len(outdated)


def _read_registers(
    folder: Folder, store: Store, version: str
) -> tuple[Registers | None, list[Problem], str, _Registers]:
    files = {path: folder.bytes_of(path) for path in folder.registers}
    shown = digest_of(version, *(part for path in sorted(files.keys() - UNSHOWN) for part in (path, files[path])))
    digest = digest_of(shown, *(files.get(path, b"") for path in sorted(UNSHOWN)))
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


def entry_lines(folder: Folder, path: str, name: str) -> dict[int, int]:
    """Give the line of each entry of a register's list, by its position."""
    front = _front_of(path, folder)
    return {place[1]: line for place, line in front.lines.items() if len(place) == 2 and place[0] == name}  # type: ignore[attr-defined]


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
