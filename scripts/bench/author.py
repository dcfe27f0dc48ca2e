"""Whoever writes one document of the corpus: its chance, its words, and what it may name and link to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from items import TODAY, Item, index_items
from registers import Registers
from words import Prose


@dataclass(frozen=True, slots=True)
class Shelf:
    """What every body may link to: the public items that are out."""

    items: tuple[Item, ...]
    by_theme: dict[str, list[Item]]

    @classmethod
    def of(cls, items: Sequence[Item]) -> Shelf:
        """Put the open items on the shelf."""
        open_items = tuple(item for item in items if item.is_open)
        return cls(open_items, index_items(open_items, lambda item: item.themes[0].id if item.themes else ""))

    def pick(self, item: Item, prose: Prose) -> Item:
        """Give an item that ``item`` may name, never itself; two times in three it is of one of its themes."""
        near = self.by_theme.get(prose.pick(item.themes).id) if item.themes and prose.chance(0.67) else None
        found = prose.pick(near or self.items)
        return found if found.id != item.id else next(other for other in self.items if other.id != item.id)


@dataclass(frozen=True, slots=True)
class Author:
    """One document's author."""

    prose: Prose
    registers: Registers
    shelf: Shelf

    def several(self, ids: Sequence[str], first: int, last: int) -> list[str]:
        """Give a few of the ids, each once."""
        return list(dict.fromkeys(self.prose.pick(ids) for _ in range(self.prose.number(first, last))))

    def link(self, item: Item) -> str:
        """Give a Markdown link to something that everybody may read, at times to one of its anchors."""
        target = self.shelf.pick(item, self.prose)
        if target.case and self.prose.chance(0.3):
            anchor = {"review": "r1", "action-plan": "r1-a1"}.get(target.type, "")
            return f"[{target.title}](../{target.path}{'#' if anchor else ''}{anchor})"
        return f"[{target.title}](../{target.path})"

    def mention(self) -> str:
        """Give a Markdown link to a theme, an agency or a role."""
        theme = self.prose.pick(self.registers.themes)
        agency, role = self.prose.pick(self.registers.agencies), self.prose.pick(self.registers.roles)
        links = (
            f"[{theme.label}](theme:{theme.id})",
            f"[{agency.replace('-', ' ')}](agency:{agency})",
            f"[{role.replace('-', ' ')}](role:{role})",
        )
        return self.prose.pick(links)

    def day_after(self, day: date, first: int, last: int) -> date:
        """Give a day so many days later, but none in the future of the corpus."""
        return min(TODAY, day + timedelta(days=self.prose.number(first, last)))

    def partial_date(self, day: date) -> str:
        """Give a day as a day, a month or a season, as frameworks do."""
        season = ("winter", "spring", "summer", "autumn")[day.month % 12 // 3]
        # Winter is named after the year in which it begins.
        year = day.year - (day.month < 3)
        return self.prose.pick((day.isoformat(), f"{day:%Y-%m}", f"{day:%Y-%m}", f"{season} {year}"))
