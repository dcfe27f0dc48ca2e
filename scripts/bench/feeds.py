"""How long all feeds of one site take: ``scripts/dev bench feeds [--items 10000]``.

The items are made in memory with a body of 17 kB each, so that nothing but the feeds is measured: from the library to the files in the store.
One in ten is the plan of a review, with eight actions that came to four states each; one in eight was changed after it was published.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from learning_loop.build import engine_version
from learning_loop.catalogue.catalogue import Catalogue
from learning_loop.derive.library import derive_library
from learning_loop.feeds import make_feeds
from learning_loop.model.dates import PartialDate
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Plan, Publication, Review
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
REVIEW = """review
reference: LCSPR-2026-01
review_type: lcspr
method: systems
commissioned_by: executive-group
reports_to: executive-group
lead_reviewers: [An independent reviewer]
decided_on: 2025-10-01
findings:
  - {ref: F1, title: We recorded offers, text: Nobody wrote what changed.}
recommendations:
  - {ref: R1, title: Ask what has changed, text: Every record says what is different., to: [police], by: 2026-06, from: [F1]}
response: {by: executive-group, on: 2026-01-15, text: We accept this.}
child_voice: {text: Said to a nursery worker.}
family_voice: {not_obtained: The mother could not be found.}
practitioner_voice: {text: They had no time.}
"""
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
        texts = {"bulletins/b.md": "bulletin\n", "reviews/item-1.md": REVIEW, "actions/p.md": _plan()}
        models = [_read(path, fields, store) for path, fields in texts.items()]
        known = [list(registers.themes), list(registers.agencies), list(registers.roles)]
        items = [_item(models, number, *known) for number in range(count)]
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


def _read(path: str, fields: str, store: Store) -> Publication:
    kind, _, more = fields.partition("\n")
    text = f"---\ntitle: A title\ntype: {kind}\naudience: public\npublished: 2026-01-15\nsummary: One plain sentence that a busy person can use.\n{more}---\n\n{PARAGRAPH * 110}"
    read = read_item(text.encode(), path=path)
    assert read.publication is not None, read.problems
    for key, html in read.html:
        store.write(key, html.encode())
    return read.publication


def _plan() -> str:
    action = """  - ref: R1/A{0}
    title: Supervision asks what has changed
    what: Every record has the question.
    owner: police
    scope: single-agency
    due: 2026-06-30
    measure: 30 of 40 records answer it
    response: accepted
    delivery: complete
    updates:
      - {{on: 2026-02-01, note: Agreed., response: accepted}}
      - {{on: 2026-03-01, note: Begun., delivery: in-progress}}
      - {{on: 2026-08-01, note: Done by all who were to do it., delivery: complete}}
"""
    return "action-plan\nsource: item-1\nmonitored_by: quality-group\nactions:\n" + "".join(
        action.format(number) for number in range(1, 9)
    )


def _item(
    models: Sequence[Publication], number: int, themes: list[str], agencies: list[str], roles: list[str]
) -> Publication:
    def some(ids: list[str], most: int) -> tuple[str, ...]:
        return tuple(ids[(number * 7 + step * 11) % len(ids)] for step in range(most))

    bulletin, review, plan = models
    model = {0: plan, 1: review}.get(number % 10, bulletin)
    age = timedelta(days=number * 4000 // 10_000 % 5000)
    details = model.details
    if isinstance(details, Review):
        details = details._replace(reference=f"LLR-{number}")
    elif isinstance(details, Plan):
        actions = tuple(
            one._replace(
                due=_earlier(one.due, age), updates=tuple(step._replace(on=step.on - age) for step in one.updates)
            )
            for one in details.actions
        )
        details = details._replace(source=f"item-{number + 1}", actions=actions)
    return model._replace(
        id=f"item-{number}",
        title=f"What {number} taught us",
        published=TODAY - age,
        updated=TODAY - age * 2 / 3 if number % 8 == 2 else None,
        details=details,
        themes=some(themes, 3),
        agencies=some(agencies, 2),
        roles=some(roles, 2),
    )


def _earlier(due: PartialDate, age: timedelta) -> PartialDate:
    day = due.last_day - age
    return PartialDate(day.year, day.month, day.day)


def _cpu() -> float:
    times = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in times)


if __name__ == "__main__":
    main()
