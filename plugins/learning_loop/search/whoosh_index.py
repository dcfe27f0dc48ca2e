"""The index of Whoosh that the command searches: kept in the cache, brought up to date from what changed, never published.

Whoosh keeps its tables of contents as pickles, which may run anything when they are read. So every file is compared with the digests that
were noted when it was written before Whoosh sees it, and an index that differs in one byte is deleted and made anew. An update is made in
a folder beside the last index and takes its place in one step, so that a killed one leaves the last index as it was.

``Searcher.refresh()`` and ``reader(reuse=)`` are never used: in Whoosh-Reloaded 2.7.5 they bring deleted documents back. A changed index
is opened anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from whoosh.fields import STORED, FieldType, Schema
from whoosh.formats import Existence
from whoosh.index import FileIndex, create_in, open_dir
from whoosh.reading import IndexReader, TermNotFound

from learning_loop.search.index import Analysed
from learning_loop.search.query import Files
from learning_loop.search.scoring import IMPACTS, coarse, idf, step_of_library

FORMAT = f"1 {version('Whoosh-Reloaded')}"
"""Of the folder; an index that says anything else is made anew."""

FIELD = "terms"
CURRENT, NOTED = "current", "noted.json"
MEMORY = 256
"""Megabytes that Whoosh may use before it sorts on disk."""

Report = Callable[[str, int, int], None]


class Wanted(NamedTuple):
    """A document as the index should have it."""

    number: int
    key: str
    """Changes with everything that is indexed of it."""


class Impacts(FieldType):  # type: ignore[misc]
    """A field of terms that were counted and weighed already: each posting's weight is what it is worth."""

    def __init__(self) -> None:
        self.format = Existence()
        self.analyzer = None
        self.scorable = False
        self.stored = False
        self.unique = False
        self.vector = None
        self.spelling = False

    def index(self, value: Mapping[str, int], **options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Give the postings of a document whose terms have these levels."""
        del options
        return ((term.encode(), 1, float(IMPACTS[level]), b"") for term, level in value.items())


def open_index(
    folder: Path, wanted: Mapping[str, Wanted], analysed: Callable[[str], Analysed], report: Report
) -> FileIndex:
    """Give an index that holds exactly the wanted documents (by id), made or brought up to date if it does not.

    ``analysed`` gives the analysis with a key. Only one process may do this at a time. Raises OSError.
    """
    last = _last(folder)
    if last is not None:
        index = open_dir(last)
        come, gone = _difference(index, wanted)
        if not come and not gone:
            return index
        index.close()
    else:
        shutil.rmtree(folder, ignore_errors=True)
        come, gone = list(wanted.values()), []
    fresh = folder / _next_name(folder)
    shutil.rmtree(fresh, ignore_errors=True)
    if last is None or len(come) + len(gone) > len(wanted) // 2:
        fresh.mkdir(parents=True)
        come, gone = list(wanted.values()), []
        index = create_in(fresh, Schema(number=STORED, key=STORED, **{FIELD: Impacts()}))
    else:
        # Whoosh writes new files and deletes old ones, and never writes into one: a second name for each is a copy
        shutil.copytree(last, fresh, copy_function=os.link)
        (fresh / NOTED).unlink()
        index = open_dir(fresh)
    _update(index, come, gone, analysed, report)
    index.close()
    _note(fresh)
    _point_to(folder, fresh.name)
    return open_dir(fresh)


def _difference(index: FileIndex, wanted: Mapping[str, Wanted]) -> tuple[list[Wanted], list[int]]:
    """Give the documents that are to come, and Whoosh's numbers of those that are to go."""
    left = set(wanted.values())
    gone = []
    with contextlib.closing(index.reader()) as reader:
        for place, stored in reader.iter_docs():
            held = Wanted(stored["number"], stored["key"])
            if held in left:
                left.remove(held)
            else:
                gone.append(place)
    return sorted(left), gone


def _update(
    index: FileIndex, come: list[Wanted], gone: list[int], analysed: Callable[[str], Analysed], report: Report
) -> None:
    writer = index.writer(limitmb=MEMORY)
    try:
        for place in gone:
            writer.delete_document(place)
        for done, one in enumerate(come, 1):
            writer.add_document(number=one.number, key=one.key, **{FIELD: analysed(one.key).levels})
            report("Indexing for the command", done, len(come))
        writer.commit()
    except BaseException:
        with contextlib.suppress(Exception):
            writer.cancel()
        raise


_FINE = {impact: impact for impact in IMPACTS}
_COARSE = {impact: IMPACTS[coarse(level)] for level, impact in enumerate(IMPACTS)}


class WhooshSource(Files):
    """A site's search files with Whoosh's postings in place of their own: what the command asks."""

    def __init__(self, read: Callable[[str], Any], index: FileIndex) -> None:
        super().__init__(read)
        self._reader: IndexReader = index.reader()
        self._numbers = {place: stored["number"] for place, stored in self._reader.iter_docs()}

    def points(self, term: str) -> Mapping[int, int]:
        """Give the documents that have a term: number → points."""
        found: dict[int, int] = {}
        try:
            matcher = self._reader.postings(FIELD, term.encode())
        except TermNotFound:
            return found
        while matcher.is_active():
            found[self._numbers[matcher.id()]] = int(matcher.weight())
            matcher.next()
        # counted here, since Whoosh's own count has the deleted documents in it until their segment is merged
        weight = idf(step_of_library(self.start["documents"]), len(found)) if found else 0
        worth = _COARSE if len(found) >= self.start["own"] else _FINE
        return {number: weight * worth[impact] for number, impact in found.items()}


# The folder


def _last(folder: Path) -> Path | None:
    """Give the folder of the last index, or None when there is none that is as it was written."""
    try:
        name = (folder / CURRENT).read_text(encoding="ascii")
        last = folder / name
        noted = json.loads((last / NOTED).read_bytes())
    except (OSError, ValueError):
        return None
    if not name.isdecimal() or noted != {"format": FORMAT, "files": _digests(last)}:
        return None
    return last


def _digests(folder: Path) -> dict[str, str]:
    """Give the digest of every file that Whoosh may read."""
    found = {}
    for path in sorted(folder.iterdir()):
        if path.name != NOTED and not path.name.endswith("LOCK"):
            with open(path, "rb") as file:
                found[path.name] = hashlib.file_digest(file, "blake2b").hexdigest()
    return found


def _note(folder: Path) -> None:
    (folder / NOTED).write_text(json.dumps({"format": FORMAT, "files": _digests(folder)}))


def _next_name(folder: Path) -> str:
    try:
        return "1" if (folder / CURRENT).read_text(encoding="ascii") == "0" else "0"
    except (OSError, ValueError):
        return "0"


def _point_to(folder: Path, name: str) -> None:
    """Make a finished index the current one, and delete the one before."""
    draft = folder / f"{CURRENT}.draft"
    draft.write_text(name, encoding="ascii")
    os.replace(draft, folder / CURRENT)
    for path in folder.iterdir():
        if path.is_dir() and path.name != name:
            shutil.rmtree(path, ignore_errors=True)
