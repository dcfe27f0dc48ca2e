"""Keeps the feeds of one site: a sheet is written anew only when an entry of it changed, and then only that entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from learning_loop.model.kinds import Audience
from learning_loop.outputs.feed_sheets import Sheet, render_opml, sheets_of
from learning_loop.outputs.templates import Templates
from learning_loop.outputs.unaffected import Memory
from learning_loop.present.desk import Desk
from learning_loop.present.feed_links import OPML, follow_path
from learning_loop.present.feeds import Entry, list_feeds, newest_day
from learning_loop.reading.digest import digest_of
from learning_loop.store import Store
from learning_loop.workers import run

if TYPE_CHECKING:
    from learning_loop.outputs.feed_files import FeedRenderer

Report = Callable[[str, int, int], None]

Cuts = tuple[tuple[int, int], ...]


class Written(NamedTuple):
    """A sheet as it was last written."""

    stamp: str
    """Of everything that decides it."""
    entries: tuple[tuple[str, str], ...]
    """Its entries in their order: id, and the stamp of what decides it."""
    files: tuple[tuple[str, str, Cuts], ...]
    """Path, key in the store, and where the entries stand in it."""


class Kept(NamedTuple):
    """What is remembered of a site's feeds."""

    common: str
    sheets: dict[str, Written]
    """By `Sheet.key`."""


Known = tuple[Mapping[str, bytes], ...]
"""For each format of a sheet, entries that are written already, by id."""


def make_feeds(
    desk: Desk, now: Memory, lasting: str, templates: Templates, store: Store, report: Report
) -> dict[str, str]:
    """Give the feeds of a site as path → key; their objects are in the store afterwards.

    ``lasting`` names engine, theme and registers. With the sizes of files and where the page of all feeds is, they decide what an entry says
    beside its items. The day is not among them: what follows from the day is in the items, or in which entries there are.
    """
    feeds = list_feeds(desk)
    opml = render_opml(desk, feeds)
    outputs = {OPML.path: digest_of(opml)}
    store.write(outputs[OPML.path], opml)
    common = digest_of(lasting, desk.audience.value, follow_path(desk), repr(sorted(desk.file_sizes.items())))
    keeper = _Keeper(desk, now, common, templates, store)
    sheets = [sheet for feed in feeds for sheet in sheets_of(feed, desk.library.today.year)]
    written = keeper.write(sheets, report)
    for one in written.values():
        outputs |= {path: key for path, key, _ in one.files}
    return outputs


def state_name(audience: Audience) -> str:
    """Give the name of the snapshot of a site's feeds."""
    return f"feeds-{audience.value}.pickle"


class _Keeper:
    """One build's work on the feeds of a site."""

    def __init__(self, desk: Desk, now: Memory, common: str, templates: Templates, store: Store) -> None:
        self._desk = desk
        self._now = now
        self._common = common
        self._templates = templates
        self._store = store
        self._stamps: dict[str, str] = {}
        name = state_name(desk.audience)
        before: Kept | None = store.load(name)
        self._name = name
        self._before = before
        self._old = before.sheets if before is not None and before.common == common else {}

    def write(self, sheets: Sequence[Sheet], report: Report) -> dict[str, Written]:
        """Give every sheet as it is written now."""
        stamps = {sheet.key: self._stamp(sheet) for sheet in sheets}
        done = {
            sheet.key: old
            for sheet in sheets
            if (old := self._old.get(sheet.key)) is not None
            and old.stamp == stamps[sheet.key]
            and all(self._store.has(key) for _, key, _ in old.files)
        }
        left = [sheet for sheet in sheets if sheet.key not in done]
        if left:
            for sheet, files in self._write(left, report):
                entries = tuple((entry.id, self._entry_stamp(entry)) for entry in sheet.entries)
                done[sheet.key] = Written(stamps[sheet.key], entries, files)
        if left or self._old.keys() != done.keys():
            self._store.save(self._name, Kept(self._common, done))
        return done

    def _write(
        self, sheets: Sequence[Sheet], report: Report
    ) -> Iterator[tuple[Sheet, tuple[tuple[str, str, Cuts], ...]]]:
        """Write sheets: those with whole entries side by side in processes, then the archives from entries made once for all of them."""
        # feedgen and lxml take a tenth of a second to import, and most builds change no feed
        from learning_loop.outputs.feed_files import FeedRenderer  # noqa: PLC0415

        renderer = FeedRenderer(self._desk, self._templates, lambda digest: self._store.read(digest).decode())
        fronts = [sheet for sheet in sheets if sheet.year is None]
        archives = [sheet for sheet in sheets if sheet.year is not None]

        def front(sheet: Sheet) -> tuple[tuple[str, str, Cuts], ...]:
            return self._keep(renderer, sheet, self._known(sheet))

        for number, (sheet, files) in enumerate(zip(fronts, run(front, fronts), strict=True), 1):
            yield sheet, files
            report(f"Making the {self._desk.audience.value} feeds", number, len(sheets))
        known = {sheet.key: dict(self._known(sheet)[0]) for sheet in archives}
        missing = {entry.id: entry for sheet in archives for entry in sheet.entries if entry.id not in known[sheet.key]}
        made = dict(zip(missing, run(renderer.summary, list(missing.values())), strict=True))

        def archive(sheet: Sheet) -> tuple[tuple[str, str, Cuts], ...]:
            held = known[sheet.key]
            return self._keep(renderer, sheet, ({one.id: held.get(one.id) or made[one.id] for one in sheet.entries},))

        yield from zip(archives, run(archive, archives), strict=True)
        report(f"Making the {self._desk.audience.value} feeds", len(sheets), len(sheets))

    def _keep(self, renderer: FeedRenderer, sheet: Sheet, known: Known) -> tuple[tuple[str, str, Cuts], ...]:
        files = []
        for ending, data, cuts in renderer.sheet(sheet, known):
            key = digest_of(data)
            self._store.write(key, data)
            files.append((sheet.path + ending, key, cuts))
        return tuple(files)

    def _known(self, sheet: Sheet) -> Known:
        """Cut the entries that did not change out of the sheet as it was last written."""
        old = self._old.get(sheet.key)
        wanted = {entry.id: self._entry_stamp(entry) for entry in sheet.entries}
        if old is None or len(old.files) != len(sheet.endings):
            return tuple({} for _ in sheet.endings)
        places = [place for place, (one, stamp) in enumerate(old.entries) if wanted.get(one) == stamp]
        known = []
        for _, key, cuts in old.files:
            data = self._store.read(key) if self._store.has(key) else b""
            known.append({old.entries[place][0]: data[slice(*cuts[place])] for place in places} if data else {})
        return tuple(known)

    def _stamp(self, sheet: Sheet) -> str:
        facts = [sheet.path, sheet.feed.name, sheet.feed.label, sheet.feed.about, f"{sheet.older} {sheet.newer}"]
        if sheet.year is None:
            facts.append(newest_day(self._desk, sheet.feed).isoformat())
        # ids and stamps have no line ends; one long part is digested much faster than many short ones
        entries = "\n".join(f"{entry.id} {self._entry_stamp(entry)}" for entry in sheet.entries)
        return digest_of(*facts, entries)

    def _entry_stamp(self, entry: Entry) -> str:
        """Give a digest of everything that decides an entry beside what is the same for all."""
        stamp = self._stamps.get(entry.id)
        if stamp is None:
            texts, cards = self._now.texts, self._now.cards
            own, *others = entry.items
            parts = [entry.id, entry.published.isoformat(), entry.updated.isoformat(), texts[own], cards[own]]
            parts += [f"{other} {cards[other]}" for other in others]
            stamp = self._stamps[entry.id] = digest_of("\n".join(parts))
        return stamp
