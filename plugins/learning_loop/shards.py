"""Keeps the search files of one site: made from what its audience may know, and anew only where documents changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from learning_loop.derive.library import Library
from learning_loop.model.kinds import KINDS, Audience
from learning_loop.reading.digest import digest_of
from learning_loop.search.backend import Holding
from learning_loop.search.changes import Before, Change, changed_files
from learning_loop.search.documents import (
    SCHEME,
    Document,
    Facets,
    document_of_agency,
    document_of_item,
    document_of_theme,
    facets_of,
    instead_of,
    number_items,
    number_pages,
    reference_for,
    report_of,
    scheme_facet,
    status_of,
)
from learning_loop.search.index import (
    Analysed,
    Sums,
    all_files,
    analyse,
    facet_files,
    item_file,
    labels_file,
    start_file,
    unpack,
)
from learning_loop.search.phrases import KnownPhrases, known_phrases
from learning_loop.search.places import LABELS, START, Shape, facet_path, item_path, shape_of
from learning_loop.search.query import Files
from learning_loop.search.scoring import step_of_library
from learning_loop.store import Store
from learning_loop.workers import run

MANY = 100
"""Changed documents from which all files are made anew: patching them one by one would not pay."""

CONTENT_SHARE = 0.55
"""The part of a text's words that are not light, for the usual length of a body before anything is counted."""


SHORTEST = 100.0
"""Words: the usual length of a body is taken to be no less, so that in a small library a new sentence does not change it."""


class Entry(NamedTuple):
    """What is remembered of a document for the next build."""

    number: int
    made_of: tuple[str, ...]
    """Everything that decides what it is in the search, beside its number."""
    key: str
    """Where its analysis lies in the store."""
    facets: Facets
    pair: str
    """The id of the report of which it is the summary."""

    @property
    def item(self) -> str:
        """Where its file as a hit lies in the store."""
        return f"{self.key}-hit"


class Kept(NamedTuple):
    """What is remembered of a site's search files."""

    common: str
    shape: Shape
    entries: dict[str, Entry]
    files: dict[str, str]
    """Path → key in the store; the documents' own files are left out, since their entries give them."""

    def outputs(self) -> dict[str, str]:
        """Give all search files as path → key."""
        return self.files | {item_path(entry.number): entry.item for entry in self.entries.values()}


class Shards(NamedTuple):
    """A site's search, as it was made."""

    outputs: dict[str, str]
    """Path → key in the store."""
    analyses: dict[str, str]
    """Where the analysis of each document lies, by its id; themes and agencies are among them."""


Report = Callable[[str, int, int], None]


def make_shards(
    library: Library, audience: Audience, cards: Mapping[str, str], store: Store, common: str, report: Report
) -> Shards:
    """Give the search files of a site; their objects are in the store afterwards.

    ``cards`` are digests of everything about an item but its text, as this audience may know it; ``common`` names the engine and the
    registers.
    """
    name = state_name(audience)
    before: Kept | None = store.load(name)
    average = usual_length(library)
    numbers = number_pages(library) | number_items(library)
    shape = shape_of(len(numbers), step_of_library(len(numbers)))
    registers, common = common, digest_of(common, str(average))
    whole = digest_of(common, repr(shape))
    old = before.entries if before is not None and before.common == whole else {}
    entries = {
        one: _entry(one, number, _made_of(one, library, cards), old.get(one), library, common)
        for one, number in numbers.items()
    }
    analyses = {one: entry.key for one, entry in entries.items()}
    changed = [one for one, entry in entries.items() if entry is not old.get(one)]
    gone = [one for one in old if one not in entries]
    if before is not None and old and not changed and not gone:
        return Shards(before.outputs(), analyses)
    known = known_of(library, store, registers)
    _analyse(changed, entries, library, known, average, store, report)
    if before is None or not old or len(changed) + len(gone) > MANY:
        files = _all_files(entries, shape, known, store)
    else:
        files = _changed_files(before, entries, [*changed, *gone], shape, known, store)
    _put_small_files(library, audience, entries, shape, known, store, before, files)
    kept = Kept(whole, shape, entries, files)
    store.save(name, kept)
    return Shards(kept.outputs(), analyses)


def state_name(audience: Audience) -> str:
    """Give the name of the snapshot of a site's search."""
    return f"search-{audience.value}.pickle"


def used_keys(store: Store, audiences: Sequence[Audience]) -> set[str]:
    """Give the keys of the analyses that the next build needs, so that cleaning the cache leaves them."""
    kept = [store.load(state_name(audience)) for audience in audiences]
    return {entry.key for state in kept if state is not None for entry in state.entries.values()}


def read_shards(files: Mapping[str, str], store: Store) -> Files:
    """Give a site's search files as something that can be asked."""
    read: dict[str, Any] = {}

    def load(path: str) -> Any:
        if path not in read:
            read[path] = json.loads(store.read(files[path])) if path in files else None
        return read[path]

    return Files(load)


def open_source(files: Mapping[str, str], audience: Audience, store: Store, report: Report) -> Files:
    """Give a site's search files as the command asks them: through the index of Whoosh, brought up to date first."""
    from learning_loop.search.whoosh_index import Wanted, WhooshSource, open_index  # noqa: PLC0415 - builds need no Whoosh

    wanted = {one: Wanted(entry.number, entry.key) for one, entry in entries_of(audience, store).items()}
    folder = store.folder / f"whoosh-{audience.value}"
    index = open_index(folder, wanted, lambda key: analysis_of(key, store), report)
    return WhooshSource(read_shards(files, store).read, index)


def entries_of(audience: Audience, store: Store) -> dict[str, Entry]:
    """Give the documents of a site whose search files were made, by id."""
    kept: Kept | None = store.load(state_name(audience))
    return kept.entries if kept is not None else {}


def analysis_of(key: str, store: Store) -> Analysed:
    """Give a document's analysis. Raises `store.CacheDamaged` when it is gone."""
    return unpack(store.read(key))


def known_of(library: Library, store: Store, common: str) -> KnownPhrases:
    """Give the known phrases; deriving them takes longer than reading what was derived. They are the same for every audience."""
    held: tuple[str, KnownPhrases] | None = store.load("phrases.pickle")
    if held is not None and held[0] == common:
        return held[1]
    known = known_phrases(library.registers)
    store.save("phrases.pickle", (common, known))
    return known


def _usual_length(library: Library) -> float:
    lengths = [body.words for body in library.texts.values() if body.words]
    return max(SHORTEST, CONTENT_SHARE * sum(lengths) / len(lengths)) if lengths else SHORTEST


def _made_of(one: str, library: Library, cards: Mapping[str, str]) -> tuple[str, ...]:
    kind, _, name = one.partition(":")
    if name:
        return (repr(library.registers.themes[name] if kind == "theme" else library.registers.agencies[name]),)
    item = library.publications[one]
    beyond = status_of(item, library), reference_for(item, library), *instead_of(item, library)
    return cards[one], library.texts[one].digest, *beyond


def _entry(one: str, number: int, made_of: tuple[str, ...], old: Entry | None, library: Library, common: str) -> Entry:
    """Give the entry of a document: the very one of the last build when nothing has changed."""
    if old is not None and old.number == number and old.made_of == made_of:
        return old
    key = digest_of(common, one, *made_of)
    kind, _, name = one.partition(":")
    if name:
        return Entry(number, made_of, key, (("type", (kind,)), (kind, (name,))), "")
    item = library.publications[one]
    facets = facets_of(item, library) if item.type != "page" else (("type", (item.type,)),)
    return Entry(number, made_of, key, facets, report_of(item, library))


def _analyse(
    ids: Sequence[str],
    entries: Mapping[str, Entry],
    library: Library,
    known: KnownPhrases,
    average: float,
    store: Store,
    report: Report,
) -> None:
    """Analyse the documents of which the store has no analysis yet."""
    jobs = [one for one in ids if not (store.has(entries[one].key) and store.has(entries[one].item))]

    def work(one: str) -> None:
        document = document_of(one, library, store)
        store.write(entries[one].item, item_file(document))
        store.write(entries[one].key, analyse(document, known, average).pack())

    for done, _ in enumerate(run(work, jobs), 1):
        if done % 16 == 0 or done == len(jobs):
            report("Reading for the search", done, len(jobs))


def documents_of(library: Library, store: Store) -> Iterator[tuple[int, Document]]:
    """Give everything that can be found in a library whose texts are in the store, each with its number."""
    for one, number in (number_pages(library) | number_items(library)).items():
        yield number, document_of(one, library, store)


def holdings_of(library: Library, cards: Mapping[str, str], common: str) -> dict[str, Holding]:
    """Give everything that can be found in a library as an engine should hold it (`search.backend`)."""
    entries = (
        (one, _entry(one, number, _made_of(one, library, cards), None, library, common))
        for one, number in (number_pages(library) | number_items(library)).items()
    )
    return {one: Holding(entry.number, entry.key, entry.facets, entry.pair) for one, entry in entries}


def usual_length(library: Library) -> float:
    """Give the usual length of a body in words, as a step."""
    return step_of_library(_usual_length(library))


def document_of(one: str, library: Library, store: Store) -> Document:
    """Give what can be found of an item, or of a theme or agency (``theme:neglect``). Raises `store.CacheDamaged`."""
    kind, _, name = one.partition(":")
    if not name:
        body = library.texts[one]
        return document_of_item(
            library.publications[one], store.read(body.digest).decode() if body.digest else "", library
        )
    registers = library.registers
    return (
        document_of_theme(registers.themes[name]) if kind == "theme" else document_of_agency(registers.agencies[name])
    )


def _keep(store: Store, data: bytes) -> str:
    key = digest_of(data)
    store.write(key, data)
    return key


def _all_files(entries: Mapping[str, Entry], shape: Shape, known: KnownPhrases, store: Store) -> dict[str, str]:
    sums = Sums()
    for entry in sorted(entries.values()):
        sums.add(entry.number, analysis_of(entry.key, store))
    makers = list(all_files(sums, shape, known).items())
    keys = run(lambda pair: _keep(store, pair[1]()), makers)
    return {path: key for (path, _), key in zip(makers, keys, strict=True)}


def _changed_files(
    before: Kept, entries: Mapping[str, Entry], ids: Sequence[str], shape: Shape, known: KnownPhrases, store: Store
) -> dict[str, str]:
    def part(of: Mapping[str, Entry], one: str) -> tuple[int, Analysed] | None:
        return (of[one].number, analysis_of(of[one].key, store)) if one in of else None

    changes = [Change(part(before.entries, one), part(entries, one)) for one in ids]

    def read(path: str) -> Any:
        return json.loads(store.read(before.files[path])) if path in before.files else None

    places = {entry.number: entry.key for entry in entries.values()}

    def levels(number: int) -> Mapping[str, int]:
        return analysis_of(places[number], store).levels

    files = dict(before.files)
    for path, data in changed_files(changes, shape, known, Before(read, levels)).items():
        if data is None:
            files.pop(path, None)
        else:
            files[path] = _keep(store, data)
    return files


def _put_small_files(
    library: Library,
    audience: Audience,
    entries: Mapping[str, Entry],
    shape: Shape,
    known: KnownPhrases,
    store: Store,
    before: Kept | None,
    files: dict[str, str],
) -> None:
    """Put in the files that are made whole; where no document's facets changed they are those of the last build."""
    if before is not None and _outlines(before.entries) == _outlines(entries) and START in files:
        return
    for path in [path for path in files if path.startswith(facet_path("").removesuffix(".json"))]:
        del files[path]
    listed = sorted((entry.number, entry.facets) for entry in entries.values())
    pairs = [(entry.number, entries[entry.pair].number) for entry in entries.values() if entry.pair]
    made = facet_files(listed)
    made[START] = start_file(audience.value, len(listed), shape, pairs, known)
    made[LABELS] = labels_file(listed, _labels(library))
    files.update((path, _keep(store, data)) for path, data in made.items())


def _outlines(entries: Mapping[str, Entry]) -> dict[str, tuple[int, Facets, str]]:
    return {one: (entry.number, entry.facets, entry.pair) for one, entry in entries.items()}


def _labels(library: Library) -> dict[str, list[tuple[str, ...]]]:
    """Give the values of every facet with their labels, in the order in which they are shown."""
    registers = library.registers
    years = sorted({str(one.published.year) for one in library.publications.values()}, reverse=True)
    return {
        "type": [*((kind.name, kind.label, kind.plural) for kind in KINDS), *_PAGES],
        "theme": [(theme.id, theme.label) for theme in registers.themes.values()],
        "review-type": [(kind.id, kind.label) for kind in registers.framework.review_types.values()],
        "agency": [(agency.id, agency.name) for agency in registers.agencies.values()],
        "year": [(year, year) for year in years],
        "age": list(AGES.items()),
        "role": [(role.id, role.label) for role in registers.roles.values()],
        **{
            scheme_facet(scheme.id): [(value.id, value.label) for value in scheme.values.values()]
            for scheme in registers.framework.schemes.values()
        },
        SCHEME: [(scheme.id, scheme.label) for scheme in registers.framework.schemes.values()],
        "status": [("current", "Current"), ("superseded", "Replaced"), ("withdrawn", "Withdrawn")],
    }


AGES = {
    "unborn": "Unborn",
    "under-1": "Under 1",
    "1-5": "1 to 5",
    "6-10": "6 to 10",
    "11-15": "11 to 15",
    "16-17": "16 and 17",
}
_PAGES = (("theme", "Theme", "Themes"), ("agency", "Agency", "Agencies"))
