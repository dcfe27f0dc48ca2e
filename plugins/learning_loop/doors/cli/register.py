"""``loop register``: names in, counts out. No name is printed, kept or taken from an argument."""

from __future__ import annotations

import getpass
import os
import secrets
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from learning_loop.attached import look_at_attachments
from learning_loop.build import engine_version
from learning_loop.disk import list_folder
from learning_loop.guard.true_names import MOST_WORDS, Entry, TrueNames, known_entries, make_entry, words_of_name
from learning_loop.library import read_content
from learning_loop.model.problem import Problem
from learning_loop.name_register import NEW_KEY, RegisterTrouble, key_from, place_from, read_register, write_register
from learning_loop.store import Store
from learning_loop.watch import find_names


def change_register(what: str, given: Path | None, content: Path, environment: Mapping[str, str], entry: str) -> str:
    """Do what a command asks of the register, and give what to tell. Raises `RegisterTrouble`, OSError."""
    place = place_from(environment, given, content)
    key = key_from(environment)
    if what == "add" and not place.exists():
        return _add(place, TrueNames(key, ()))
    names = read_register(place, key)
    if what == "list":
        days = Counter(one.added for one in names.entries)
        lines = [f"{one.id}  added {one.added}" for one in sorted(names.entries, key=lambda one: (one.added, one.id))]
        return "\n".join([*lines, f"{_count(len(names.entries))}, added on {len(days)} day{'s' * (len(days) != 1)}."])
    if what == "add":
        return _add(place, names)
    if what == "remove":
        return _remove(place, names, entry)
    return _rotate(place, names, environment)


def _add(place: Path, names: TrueNames) -> str:
    entries = list(names.entries)
    added = known = single = 0
    for words in _ask():
        if known_entries(names.key, entries, words):
            known += 1
            continue
        entries.append(_entry(names.key, words))
        added += 1
        single += len(words) == 1
    write_register(place, TrueNames(names.key, tuple(entries)))
    tail = f" {known} known already." if known else ""
    if single:
        tail += f" {single} of a single word: it is found wherever that word stands, as an ordinary word too."
    return f"{added} added; the register has {_count(len(entries))}.{tail}"


def _entry(key: bytes, words: list[str]) -> Entry:
    return make_entry(key, words, entry_id=secrets.token_hex(4), added=date.today().isoformat())


def _remove(place: Path, names: TrueNames, entry: str) -> str:
    gone = {one.id for one in names.entries if one.id == entry} if entry else set()
    if entry and not gone:
        raise RegisterTrouble("there is no entry of that number. 'loop register list' shows them")
    if not entry:
        for words in _ask():
            gone |= {one.id for one in known_entries(names.key, names.entries, words)}
    left = tuple(one for one in names.entries if one.id not in gone)
    if gone:
        write_register(place, TrueNames(names.key, left))
    return f"{len(gone)} removed; the register has {_count(len(left))}."


def _rotate(place: Path, names: TrueNames, environment: Mapping[str, str]) -> str:
    """Make the register anew under the new key, when every name of the old one was given again."""
    key = key_from(environment, NEW_KEY)
    left = {one.id for one in names.entries}
    made: list[Entry] = []
    for words in _ask():
        left -= {one.id for one in known_entries(names.key, names.entries, words)}
        if not known_entries(key, made, words):
            made.append(_entry(key, words))
    if left:
        raise RegisterTrouble(
            f"{len(left)} of its names were not given again: {', '.join(sorted(left))}. Give all, or remove those entries first"
        )
    write_register(place, TrueNames(key, tuple(made)))
    return f"The register has {_count(len(made))} under the new key. Put the new key into LOOP_REGISTER_KEY wherever the old one was."


def _ask() -> Iterator[list[str]]:
    """Ask for names until an empty line; from a terminal without showing them."""
    number = 0
    while True:
        if sys.stdin.isatty():
            line = getpass.getpass("Name (not shown; empty to end): ")
            if not line.strip():
                return
        else:
            line = sys.stdin.readline()
            if not line:
                return
            if not line.strip():
                continue
        number += 1
        words = words_of_name(line)
        if not 0 < len(words) <= MOST_WORDS:
            raise RegisterTrouble(
                f"name {number} has no word or more than {MOST_WORDS}. Give the names by which somebody is called"
            )
        yield words


def check_names(content: Path, cache: Path, register: Path | None) -> tuple[list[Problem], str]:
    """Look for the register's names in the content; give where they stand, and what to tell. A register that cannot be asked is an error."""
    store = Store(cache)
    with store.locked():
        read = read_content(list_folder(content), store, engine_version(), lambda stage, done, total: None)
        try:
            place = place_from(os.environ, register, content)
            names = read_register(place, key_from(os.environ))
        except RegisterTrouble as trouble:
            return [Problem("", 0, "", f"the register of true names was NOT RUN: {trouble}")], "Nothing was looked at."
        attached = look_at_attachments(read, store, lambda stage, done, total: None)
        problems = find_names(read, attached, store, os.environ, publishing=True, place=place)
    if problems:
        return problems, "Nothing is published while they stand."
    return [], f"Nothing found of {_count(len(names.entries))} in {len(read.folder.items)} items and the registers."


def _count(number: int) -> str:
    return "1 name" if number == 1 else f"{number} names"
