"""The texts inside attachments, held against the disclosure rules once for each content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from learning_loop.attached import Attached, text_of
from learning_loop.disclosure.finding import Drawn, Finding
from learning_loop.disclosure.folders import OF_CASE
from learning_loop.disclosure.together import find_label_findings
from learning_loop.library import Content, Report, leads_of
from learning_loop.reading.digest import digest_of
from learning_loop.store import Store

if TYPE_CHECKING:
    from learning_loop.disclosure.known import Known
    from learning_loop.disclosure.ner import Hear

_SNAPSHOT = "inside.pickle"

_Kept = dict[str, tuple[str, Drawn]]
"""What was found in a file, by its path, with the digest of all that it was found from."""


class _Job(NamedTuple):
    """One attachment and the item that names it."""

    attachment: Attached
    item: str
    people: tuple[str, ...]

    @property
    def of_case(self) -> bool:
        return self.item.partition("/")[0] in OF_CASE


def look_inside(content: Content, attached: Mapping[str, Attached], store: Store, version: str, report: Report) -> None:
    """Add what the disclosure rules find in the texts inside attachments to the content's findings.

    A file is read again only when it, its item's audience or folder, the names that may be published or the engine (``version``) changed.
    Raises `CacheDamaged` when the store has lost a text.
    """
    if content.registers is None:
        return
    jobs = _jobs(content, attached)
    before: _Kept = (store.load(_SNAPSHOT) or {}) if jobs else {}
    now: _Kept = {}
    known: Known | None = None
    for done, (path, job) in enumerate(jobs.items(), 1):
        one = job.attachment
        key = digest_of("inside", version, content.known, one.digest, one.answer, one.audience.value, str(job.of_case))
        kept = before.get(path)
        if kept is None or kept[0] != key:
            known = known or _known_of(content)
            kept = key, _read(job, store, known)
            report("Reading attachments", done, len(jobs))
        now[path] = key, kept[1]._replace(people=job.people)
    if now != before:
        store.save(_SNAPSHOT, now)
    drawn = {path: found for path, (_, found) in now.items()}
    for found in drawn.values():
        content.findings += found.findings
    content.findings += _find_labels(content, drawn, {path: job.item for path, job in jobs.items()})


def ask_model(content: Content, attached: Mapping[str, Attached], store: Store, hear: Hear) -> None:
    """Add what a language model takes for names, in items and inside attachments, to the content's findings; it takes none away."""
    from learning_loop.disclosure.files import check_item  # noqa: PLC0415 - the rules take a while to load
    from learning_loop.disclosure.rules.heard import RULES  # noqa: PLC0415 - as above

    known = _known_of(content)
    drawn = [check_item(content.folder.bytes_of(path), path=path, known=known, hear=hear) for path in content.records]
    drawn += [_read(job, store, known, hear) for job in _jobs(content, attached).values()]
    heard = {rule.id for rule in RULES}
    content.findings += [one for found in drawn for one in found.findings if one.rule in heard]


def _jobs(content: Content, attached: Mapping[str, Attached]) -> dict[str, _Job]:
    """Give the attachments that can be read, by their paths: those that are refused have no texts."""
    jobs: dict[str, _Job] = {}
    for one in content.publications:
        folder = one.source.rpartition("/")[0]
        for attachment in one.attachments:
            path = f"{folder}/{attachment.file}"
            if path in attached and attached[path].key and path not in jobs:
                jobs[path] = _Job(attached[path], one.source, content.records[one.source].drawn.people)
    return jobs


def _read(job: _Job, store: Store, known: Known, hear: Hear | None = None) -> Drawn:
    from learning_loop.disclosure.pieces import check_pieces  # noqa: PLC0415 - the rules take a while to load, and most builds change no attachment

    one = job.attachment
    return check_pieces(
        text_of(one, store), path=one.path, audience=one.audience, people=job.people, of_case=job.of_case, known=known, hear=hear
    )  # fmt: skip


def _known_of(content: Content) -> Known:
    from learning_loop.disclosure.known import known_of  # noqa: PLC0415 - as above

    return known_of(content.registers)


def _find_labels(content: Content, drawn: Mapping[str, Drawn], items: Mapping[str, str]) -> Iterator[Finding]:
    """Give the labels inside attachments that should not stand there; a file may have those of its item, and of what that leads to."""
    if not any(found.labels for found in drawn.values()):
        return iter(())
    lead = leads_of(content.records)
    everything = {path: record.drawn for path, record in content.records.items()}
    return find_label_findings(everything, lambda path: lead(items[path]), drawn)
