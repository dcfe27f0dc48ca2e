"""The proof of the public tree at the rim: what it reads of the content folder, and what it keeps in the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from learning_loop.attached import Attached, text_of
from learning_loop.guard.needles import LaidOut, lay_out
from learning_loop.guard.proof import Claims, Proven, Whole, prove
from learning_loop.guard.words import Numbers
from learning_loop.library import Content
from learning_loop.model.problem import Problem
from learning_loop.store import CacheDamaged, Store
from learning_loop.theme import theme_folder
from learning_loop.workers import run

PROOF = "proof.pickle"

MANY = 400
"""Files from which it is quicker to begin with several processes at once."""

FEW = 60
"""Groups of files; sources are more."""


def prove_site(
    read: Content,
    attached: Mapping[str, Attached],
    outputs: Mapping[str, str],
    claims: Claims,
    store: Store,
    today: date,
    version: str,
) -> list[Problem]:
    """Prove the public tree before it is published; the proof is kept when there is nothing wrong with it."""
    assert read.registers is not None
    before: Proven | None = store.load(PROOF)
    folder = read.folder
    by_key = {one.key: one for one in attached.values() if one.key}
    whole = Whole(
        {one.id: one for one in read.publications},
        read.registers,
        read.registers_digest,
        {record.publication.source: record.digest for record in read.records.values() if record.publication},
        lambda path: folder.bytes_of(path).decode("utf-8", "replace"),
        lambda path: (attached[path].digest, attached[path].key),
        lambda path: (piece.text for piece in text_of(attached[path], store)),
        lambda key: (piece.text for piece in text_of(by_key[key], store)) if key in by_key else (),
        lambda: own_words(version),
        version,
    )

    def read_old(key: str) -> bytes | None:
        try:
            return store.read(key)
        except CacheDamaged:
            return None

    def spread(work: Callable[[str], object], jobs: Sequence[str]) -> Iterator[object]:
        whole_tree = len(outputs) > MANY
        return run(work, jobs, patience=0 if whole_tree else None, large=whole_tree and len(jobs) < FEW)

    problems, proven = prove(
        whole, outputs, claims, today=today, read=store.read, before=before, read_old=read_old, spread=spread
    )
    if proven is None:
        store.forget(PROOF)
    elif before is None or proven.outputs != before.outputs or proven.states != before.states:
        store.save(PROOF, proven)
    return problems


def proven_outputs(store: Store) -> Mapping[str, str] | None:
    """Give what the last proof was about, path → digest of the file; None when there is none."""
    held: Proven | None = store.load(PROOF)
    return held.outputs if held is not None else None


@cache
def own_words(version: str) -> LaidOut:
    """Give the words of the program and its theme: templates bring them to every library. Laid out once in a process for each ``version``."""
    package = Path(__file__).parent
    theme = theme_folder()
    files = [*sorted(package.rglob("*.py")), *sorted(theme.rglob("*.html")), *sorted(theme.rglob("*.js"))]
    return lay_out([b"\n".join(path.read_bytes() for path in files)], Numbers())
