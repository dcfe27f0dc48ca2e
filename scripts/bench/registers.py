"""The registers of the example content: what the corpus may name, and a copy without the example's own items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

SITE_FILE = "site.yml"
ABOUT_ITEMS = ("feedback.yml", "programme.yml")
"""Registers whose entries are about items of the example content; they may be left out, and the copy does."""
ITEM_KEYS = {"messages", "actions"}
"""Register keys whose values name items of the example content, or their actions; the copy leaves them out."""
SHORTCUTS = "often_looked_for"
"""A list of the site register in which some entries name an item; the copy keeps the others."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with the words that people type for it."""

    id: str
    label: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewType:
    """A kind of review or audit, and the group that receives it."""

    id: str
    short: str
    audit: bool
    reports_to: str


@dataclass(frozen=True, slots=True)
class Registers:
    """What an item of the corpus may name."""

    themes: tuple[Theme, ...]
    agencies: tuple[str, ...]
    groups: tuple[str, ...]
    roles: tuple[str, ...]
    priorities: tuple[str, ...]
    review_types: tuple[ReviewType, ...]
    methods: tuple[str, ...]
    pages: tuple[str, ...]
    """Ids of pages that the site register names, so that they must exist."""


def _read_yaml(path: Path) -> Any:
    # BaseLoader makes nothing but strings, lists and mappings, as the engine's YAML 1.2 does with `no` and `on`.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506


def _ids(folder: Path, name: str) -> tuple[str, ...]:
    return tuple(entry["id"] for entry in _read_yaml(folder / f"{name}.yml")[name])


def _theme(entry: Mapping[str, Any]) -> Theme:
    deprecated = set(entry.get("deprecated", ()))
    terms = tuple(term for term in entry.get("entry_terms", ()) if term not in deprecated)
    return Theme(entry["id"], entry["label"], terms)


def _review_type(entry: Mapping[str, Any]) -> ReviewType:
    return ReviewType(entry["id"], entry["short"], entry["audit"] == "true", entry["reports_to"])


def read_registers(folder: Path) -> Registers:
    """Read the registers of a content folder."""
    framework, site = _read_yaml(folder / "framework.yml"), _read_yaml(folder / SITE_FILE)
    return Registers(
        themes=tuple(_theme(entry) for entry in _read_yaml(folder / "themes.yml")["themes"]),
        agencies=_ids(folder, "agencies"),
        groups=_ids(folder, "groups"),
        roles=_ids(folder, "roles"),
        priorities=_ids(folder, "priorities"),
        review_types=tuple(_review_type(entry) for entry in framework["review_types"]),
        methods=tuple(entry["id"] for entry in framework["methods"]),
        pages=tuple(
            dict.fromkeys([*site.get("footer", ()), *filter(None, map(site.get, ("how_to", "follow", "ask")))])
        ),
    )


def write_registers(folder: Path, target: Path) -> None:
    """Copy the registers, without what names an item of the example content."""
    target.mkdir(parents=True, exist_ok=True)
    for source in sorted(folder.glob("*.yml")):
        if source.name in ABOUT_ITEMS or source.stem == "disclosure-waivers":
            continue
        text = source.read_text(encoding="utf-8")
        (target / source.name).write_text(without_items(text), encoding="utf-8", newline="\n")


def without_items(text: str) -> str:
    """Leave out the lines that name items; all other lines stay as they are."""
    dropped = {line for node in _item_nodes(yaml.compose(text)) for line in _lines(*node)}
    return "".join(line for number, line in enumerate(text.splitlines(keepends=True)) if number not in dropped)


def _item_nodes(node: yaml.Node | None) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """Find the first and the last node of every passage that names items."""
    if isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            yield from _item_nodes(entry)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value in ITEM_KEYS:
                yield key, value
            elif key.value == SHORTCUTS:
                yield from ((entry, entry) for entry in value.value if _names_an_item(entry))
            else:
                yield from _item_nodes(value)


def _names_an_item(entry: yaml.MappingNode) -> bool:
    return any(key.value == "item" for key, _ in entry.value)


def _lines(first: yaml.Node, last: yaml.Node) -> range:
    """Give the lines of a passage, from 0; a block ends before the line on which the next thing starts."""
    inclusive = not isinstance(last, yaml.CollectionNode) or bool(last.flow_style)
    return range(first.start_mark.line, last.end_mark.line + inclusive)
