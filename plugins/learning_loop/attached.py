"""What the library's items attach: looked into once for each content, and kept.

A file is known by its bytes, its ending and the title that its item gives it. What was found, what may be published and what it says are
objects of the store, so an unchanged attachment costs the look at its time stamp.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from learning_loop.attachments.answer import Unreadable, read_answer, write_answer
from learning_loop.attachments.findings import Finding, Looked, Piece, Weight, places_words
from learning_loop.attachments.rules import RULES, message_of
from learning_loop.disk import Fingerprint, Folder
from learning_loop.library import Content, Report
from learning_loop.model.kinds import Audience
from learning_loop.model.problem import Problem
from learning_loop.reading.digest import digest_of
from learning_loop.store import CacheDamaged, Store, versions_of

_LIBRARIES = ("pikepdf", "pypdfium2", "Pillow", "lxml")
"""Libraries whose version may change what is found or made."""

_SNAPSHOT = "attachments.pickle"

TOGETHER = 16
"""Files whose bytes are held in memory at the same time."""


class Attached(NamedTuple):
    """One attachment of one item, looked into."""

    path: str
    """The file in the content folder."""
    audience: Audience
    """That of the item, which the file inherits."""
    digest: str
    """Of the file as it lies there; a sign-off or a waiver holds for this content alone."""
    findings: tuple[Finding, ...]
    key: str
    """The normalised file in the store; empty when the file was refused."""
    size: int
    """Bytes of the normalised file."""
    answer: str
    """Where the store keeps what was said of the file."""


class _Known(NamedTuple):
    """What is known of a file since the last time."""

    fingerprint: Fingerprint | None
    """None when the file had changed so shortly before that its fingerprint cannot be trusted."""
    suffix: str
    title: str
    attached: Attached


class _Named(NamedTuple):
    """A file that an item names."""

    path: str
    title: str
    audience: Audience
    fingerprint: Fingerprint
    settled: bool

    @property
    def suffix(self) -> str:
        """The ending of its name, in small letters."""
        return self.path.rpartition("/")[2].rpartition(".")[2].lower()


def text_of(attachment: Attached, store: Store) -> tuple[Piece, ...]:
    """Give every text inside an attachment that can be read or copied out, with its place (page, slide, ``sheet 1!B7``).

    Raises `CacheDamaged` when the store has lost it.
    """
    said = _said(attachment.answer, store)
    if said is None:
        raise CacheDamaged(attachment.answer)
    return said.pieces


def look_at_attachments(content: Content, store: Store, report: Report) -> dict[str, Attached]:
    """Look into all files that items name, and add the problems to the content's; give them by their paths.

    Every named file is looked into, also those of items that nobody may see yet: what is found in time can be cured in time.
    """
    named = list(_named(content))
    if not named:
        return {}
    version = engine_of_attachments()
    known = _load(store, version)
    now: dict[str, _Known] = {}
    new = []
    for one in named:
        if same := _unchanged(one, known.get(one.path), store):
            now[one.path] = same
        else:
            new.append(one)
    for first in range(0, len(new), TOGETHER):
        report("Looking into attachments", first, len(new))
        now |= _look(new[first : first + TOGETHER], content.folder, store, version)
    if now != known:
        store.save(_SNAPSHOT, (version, now))
    attached = {one.path: now[one.path].attached for one in named}
    for each in attached.values():
        content.problems += problems_of(each)
    content.problems.sort()
    return attached


def problems_of(attachment: Attached) -> Iterator[Problem]:
    """Give what an officer must know of a file: the place and the kind of each finding, never its words (decision 0019)."""
    for finding in attachment.findings:
        weight = RULES[finding.rule].weight
        if weight is Weight.REMOVED:
            continue
        grave = weight is Weight.REFUSE or (weight is Weight.STOP and attachment.audience is Audience.PUBLIC)
        places = places_words(finding.places)
        yield Problem(attachment.path, 0, places, message_of(finding), "error" if grave else "warning")


def engine_of_attachments() -> str:
    """Give a digest of what decides how attachments are looked into: this room's code and its libraries."""
    room = Path(__file__).parent / "attachments"
    code = [path.read_bytes() for path in sorted(room.glob("*.py"))]
    return digest_of(*code, *versions_of(_LIBRARIES))


def kept_answers(store: Store) -> set[str]:
    """Give the keys of the objects that the next build needs of the attachments looked into."""
    snapshot = store.load(_SNAPSHOT)
    if snapshot is None:
        return set()
    return {key for known in snapshot[1].values() for key in (known.attached.answer, known.attached.key) if key}


def _named(content: Content) -> Iterator[_Named]:
    """Give each named file that is there, once; not those whose very name is wrong already."""
    seen: set[str] = set()
    blamed = {(problem.path, problem.field) for problem in content.problems if problem.severity == "error"}
    for one in content.publications:
        folder = one.source.rpartition("/")[0]
        for position, attachment in enumerate(one.attachments, 1):
            path = f"{folder}/{attachment.file}"
            fingerprint = content.folder.others.get(path)
            wrong = (one.source, f"attachments[{position}].file") in blamed
            if fingerprint is not None and path not in seen and not wrong:
                seen.add(path)
                yield _Named(path, attachment.title, one.audience, fingerprint, content.folder.settled(fingerprint))


def _load(store: Store, version: str) -> dict[str, _Known]:
    before = store.load(_SNAPSHOT)
    return before[1] if before is not None and before[0] == version else {}


def _unchanged(one: _Named, old: _Known | None, store: Store) -> _Known | None:
    """Give what is known of a file whose time stamp, title and objects are those of the last time."""
    if old is None or old.fingerprint != one.fingerprint or old.title != one.title:
        return None
    if not store.has(old.attached.answer) or (old.attached.key and not store.has(old.attached.key)):
        return None
    return old._replace(attached=old.attached._replace(audience=one.audience))


def _look(files: Sequence[_Named], folder: Folder, store: Store, version: str) -> dict[str, _Known]:
    """Look into files, but those whose content, name and title the store knows already."""
    known: dict[str, _Known] = {}
    new: list[tuple[_Named, str, bytes]] = []
    for one in files:
        data = folder.bytes_of(one.path)
        digest = digest_of(data)
        answer = digest_of("attachment", version, digest, one.suffix, one.title)
        said = _said(answer, store)
        if said is None:
            new.append((one, digest, data))
        else:
            known[one.path] = _known_of(one, digest, answer, said, store)
    if not new:
        return known
    from learning_loop.attachments.sandbox import Job, look_apart_all  # noqa: PLC0415 - most builds look into none

    jobs = [Job(data, one.suffix, one.title) for one, _, data in new]
    for (one, digest, _), looked in zip(new, look_apart_all(jobs), strict=True):
        answer = digest_of("attachment", version, digest, one.suffix, one.title)
        if looked.clean is not None:
            key = digest_of(looked.clean)
            store.write(key, looked.clean)
            looked = looked._replace(clean=key.encode())
        store.write(answer, write_answer(looked))
        known[one.path] = _known_of(one, digest, answer, looked, store)
    return known


def _said(answer: str, store: Store) -> Looked | None:
    """Give a kept answer, whose clean file is the key of an object; None when there is none that is whole."""
    if not store.has(answer):
        return None
    try:
        looked = read_answer(store.read(answer))
    except Unreadable:
        return None
    return looked if looked.clean is None or store.has(looked.clean.decode("ascii", "replace")) else None


def _known_of(one: _Named, digest: str, answer: str, looked: Looked, store: Store) -> _Known:
    key = looked.clean.decode("ascii") if looked.clean is not None else ""
    attached = Attached(one.path, one.audience, digest, looked.findings, key, store.size(key) if key else 0, answer)
    return _Known(one.fingerprint if one.settled else None, one.suffix, one.title, attached)
