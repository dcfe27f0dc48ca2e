"""What the things of a library are called, and their ids: labels, short names, former names and old addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from learning_loop.model.registers import Registers
from learning_loop.reading.markdown import address_of


class ItemNames(NamedTuple):
    """What of an item may stand for it."""

    path: str
    title: str
    old: tuple[str, ...]
    """Addresses that it had, from the site's top."""


class Names:
    """The ids of each kind of thing, by everything that it is called. What two things are called stands for neither."""

    def __init__(self, registers: Registers | None, items: Iterable[ItemNames], files: Iterable[str]) -> None:
        self.files = frozenset(files)
        """The files that are no texts."""
        self.moved: dict[str, str] = {}
        """Address of an item by an address that it once had."""
        addresses = []
        self._folders: set[str] = set()
        names: dict[str, list[tuple[str, tuple[str, ...]]]] = {kind: [] for kind in KINDS}
        for item in items:
            address = address_of(item.path)
            if address is None:
                continue
            addresses.append(address)
            if item.path.endswith("/index.md"):
                self._folders.add(address)
            old = [one.strip("/") for one in item.old]
            self.moved |= dict.fromkeys(old, address)
            item_id = address.partition("/")[2]
            names["item"].append((item_id, (item.title, *(one.rpartition("/")[2] for one in old))))
        self.addresses = frozenset(addresses)
        if registers is not None:
            framework = registers.framework
            names["theme"] = [
                (
                    one.id,
                    (
                        one.label,
                        *(term for term in one.entry_terms if term not in one.ambiguous and term not in one.deprecated),
                    ),
                )
                for one in registers.themes.values()
            ]
            names["agency"] = [(one.id, (one.name, one.short, *one.aliases)) for one in registers.agencies.values()]
            names["group"] = [(one.id, (one.name, *one.aliases)) for one in registers.groups.values()]
            names["role"] = [(one.id, (one.label,)) for one in registers.roles.values()]
            names["priority"] = [(one.id, (one.label,)) for one in registers.priorities.values()]
            names["review type"] = [
                (one.id, (one.label, one.short, *one.aliases)) for one in framework.review_types.values()
            ]
            names["method"] = [(one.id, (one.label, *one.aliases)) for one in framework.methods.values()]
        self.ids: Mapping[str, frozenset[str]] = {
            kind: frozenset(one for one, _ in known) for kind, known in names.items()
        }
        self._called = {kind: _by_name(known) for kind, known in names.items()}

    def is_folder(self, address: str) -> bool:
        """Say whether an item lies in a folder with its files."""
        return address in self._folders

    def id_of(self, kind: str, given: str) -> str:
        """Give the id of what is called so; nothing where nobody can tell."""
        if given in self.ids[kind]:
            return given
        called = self._called[kind].get(plain(given), set())
        return next(iter(called)) if len(called) == 1 else ""


KINDS = ("item", "theme", "agency", "group", "role", "priority", "review type", "method")


def plain(name: str) -> str:
    """Give a name without what people vary: capitals, quotation marks, hyphens, underscores and doubled spaces."""
    return " ".join(re.sub(r"[\s_\-\u00a0]+", " ", re.sub(r"[\"'‘’“”]", "", name.lower())).split())


def _by_name(known: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    known = list(known)
    for one, _ in known:
        found[plain(one)] = {one}
    own = set(found)
    for one, names in known:
        for name in names:
            if name and plain(name) not in own:
                found.setdefault(plain(name), set()).add(one)
    return found
