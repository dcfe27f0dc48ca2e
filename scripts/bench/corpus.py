"""A content tree of invented documents, as large as asked for: the same seed gives the same bytes.

``python scripts/bench/corpus.py DIR --documents 500 [--seed 1]``
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random

from author import Author, Shelf
from bodies import invent_body
from fields import invent_fields
from front_matter import render_front_matter
from items import FEWEST_DOCUMENTS, FOLDERS, Item, invent_items
from registers import Registers, read_registers, write_registers
from words import Prose, invent_vocabulary, topic_words

REGISTERS = Path(__file__).resolve().parents[2] / "content" / "registers"


def render_item(item: Item, author: Author) -> str:
    """Give the text of an item's file."""
    head = render_front_matter(invent_fields(item, author))
    return f"{head}\n{invent_body(item, author, item.size - len(head.encode()))}"


class Authors:
    """Gives every item its own author, whose chance depends on the seed and the item's id alone."""

    def __init__(self, registers: Registers, vocabulary: Sequence[str], items: Sequence[Item], seed: int) -> None:
        self._registers = registers
        self._vocabulary = vocabulary
        self._shelf = Shelf.of(items)
        self._seed = seed
        self._topics = {theme.id: topic_words(theme.terms, theme.id, vocabulary) for theme in registers.themes}

    def author(self, item: Item) -> Author:
        """Give the author of one item."""
        topic = [word for theme in item.themes for word in self._topics[theme.id]]
        prose = Prose(Random(f"{self._seed}/{item.id}"), self._vocabulary, topic)
        return Author(prose, self._registers, self._shelf)


def write_corpus(target: Path, documents: int, *, seed: int = 1, registers: Path = REGISTERS) -> list[Item]:
    """Write a content folder with so many Markdown files; give what is in it."""
    known = read_registers(registers)
    vocabulary = invent_vocabulary(seed)
    items = invent_items(documents, known, vocabulary, seed)
    authors = Authors(known, vocabulary, items, seed)
    write_registers(registers, target / "registers")
    for folder in FOLDERS.values():
        (target / folder).mkdir(parents=True, exist_ok=True)
    for item in items:
        (target / item.path).write_bytes(render_item(item, authors.author(item)).encode())
    return items


def describe_corpus(folder: Path, items: Sequence[Item]) -> str:
    """Give a corpus in words: how many of each type, how large, and for whom."""
    sizes: defaultdict[str, list[int]] = defaultdict(list)
    for item in items:
        sizes[item.type].append((folder / item.path).stat().st_size)
    everything = [size for several in sizes.values() for size in several]
    lines = [f"{len(everything)} documents, {_kilobytes(everything)}, the largest {max(everything) / 1000:.0f} kB"]
    lines += [f"  {kind:<18} {len(several):>6}  {_kilobytes(several)}" for kind, several in sizes.items()]
    readers = Counter(_readers(item) for item in items)
    lines.append("  " + ", ".join(f"{readers[reader]} {reader}" for reader in sorted(readers)))
    return "\n".join(lines)


def _readers(item: Item) -> str:
    return "public, but embargoed or withdrawn" if item.audience == "public" and not item.is_open else item.audience


def _kilobytes(sizes: Sequence[int]) -> str:
    return f"{sum(sizes) / len(sizes) / 1000:.1f} kB on average"


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Write a content tree of invented documents for measurements.")
    parser.add_argument("target", type=Path, metavar="DIR", help="a new or empty folder")
    parser.add_argument("--documents", type=int, default=500, help="number of Markdown files (default 500)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same bytes (default 1)")
    parser.add_argument("--registers", type=Path, default=REGISTERS, help="register folder to copy")
    arguments = parser.parse_args()
    if arguments.documents < FEWEST_DOCUMENTS:
        parser.error(f"--documents: at least {FEWEST_DOCUMENTS}")
    if arguments.target.exists() and any(arguments.target.iterdir()):
        parser.error(f"{arguments.target} is not empty; name a new folder")
    return arguments


def main() -> None:
    """Write the corpus and say what it holds."""
    arguments = _parse_arguments()
    items = write_corpus(arguments.target, arguments.documents, seed=arguments.seed, registers=arguments.registers)
    sys.stdout.write(describe_corpus(arguments.target, items) + "\n")


if __name__ == "__main__":
    main()
