"""How long all feeds of one site take: ``scripts/dev bench feeds [--items 10000]``.

The items are made in memory with a body of 17 kB each, so that nothing but the feeds is measured: from the library to the files in the store.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from learning_loop.build import engine_version
from learning_loop.catalogue.catalogue import Catalogue
from learning_loop.derive.library import derive_library
from learning_loop.feeds import make_feeds
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Publication
from learning_loop.outputs.templates import Templates
from learning_loop.outputs.unaffected import Memory
from learning_loop.present.desk import Desk
from learning_loop.present.site import present_site
from learning_loop.reading.digest import digest_of
from learning_loop.schema.items import read_item
from learning_loop.schema.register_files import read_registers
from learning_loop.store import Store
from learning_loop.theme import read_theme, theme_folder

REGISTERS = Path(__file__).resolve().parents[2] / "content/registers"
TODAY = date(2026, 11, 21)
PARAGRAPH = "Somebody **asked** what was [different](theme:neglect) for the child, and wrote it down in the child’s own words.\n\n"


def main() -> None:
    """Measure a first build, one on top of it, and one after a single change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10_000)
    count = parser.parse_args().items
    registers, problems = read_registers({f"registers/{path.name}": path.read_bytes() for path in REGISTERS.iterdir()})
    assert registers is not None, problems
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        theme = read_theme(theme_folder(), registers.site, store)
        text = "---\ntitle: A title\ntype: bulletin\naudience: public\npublished: 2026-01-15\nsummary: One plain sentence that a busy person can use.\n---\n\n"
        read = read_item((text + PARAGRAPH * 110).encode(), path="bulletins/b.md")
        assert read.publication is not None, read.problems
        for key, html in read.html:
            store.write(key, html.encode())
        known = [list(registers.themes), list(registers.agencies), list(registers.roles)]
        items = [_item(read.publication, number, *known) for number in range(count)]
        templates = Templates(theme.folders, str(store.made_folder("templates")))
        made: dict[str, str] = {}
        for words, changed in (("first build", 0), ("nothing changed", 0), ("one title changed", 1)):
            if changed:
                items[7] = items[7]._replace(title="Another title")
            library = derive_library(
                Catalogue({one.id: one for one in items}, registers).for_audience(Audience.PUBLIC, TODAY), TODAY
            )
            desk = Desk(library, present_site(library, Audience.PUBLIC, theme.assets), Audience.PUBLIC, {})
            marks = {one.id: digest_of(one.id, one.title) for one in items}
            now = Memory("", marks, marks, {}, {}, {}, {}, {}, {})
            before, began = _cpu(), time.perf_counter()
            made = make_feeds(desk, now, engine_version(), templates, store, lambda *_: None)
            wall = time.perf_counter() - began
            print(
                f"{count:,} items, {words}: {wall:.2f} s, {_cpu() - before:.2f} s of work, {len(made):,} files",
                flush=True,
            )
        size = sum(Path(store.path(key)).stat().st_size for key in set(made.values()))
        print(
            f"{size / 1e6:,.0f} MB; {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB of memory",
            file=sys.stdout,
        )


def _item(model: Publication, number: int, themes: list[str], agencies: list[str], roles: list[str]) -> Publication:
    def some(ids: list[str], most: int) -> tuple[str, ...]:
        return tuple(ids[(number * 7 + step * 11) % len(ids)] for step in range(most))

    return model._replace(
        id=f"item-{number}",
        title=f"What {number} taught us",
        published=TODAY - timedelta(days=number * 4000 // 10_000 % 5000),
        themes=some(themes, 3),
        agencies=some(agencies, 2),
        roles=some(roles, 2),
    )


def _cpu() -> float:
    times = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in times)


if __name__ == "__main__":
    main()
