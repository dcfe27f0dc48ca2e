"""Queries for comparing ways of searching: what practitioners type, and what nobody would think of typing, made from a site's own words."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from learning_loop.search.wordlist import unpack_forms

MADE = 1000
"""How many queries are made of the words of the professional site; of the other a quarter."""

TYPED = (
    "false compliance", "WNB", "was not brought", "Child M", "child m", "bruising baby not crawling", "mums new boyfriend",
    "what can I say to a parent who won't let me in", "neglect", "neglet", "saftey plan", "c.s.e.", "CSE", "C.S.E. and drugs", "section 47", "s47", "S.47",
    "s 47 enquiries", "co-sleeping", "cosleeping", "co sleeping", "7 minute", "seven minute briefing", "7-minute briefing fathers", "what if", "DNA", "DA", "CP plan",
    "hidden men", "“hidden men”", "'was not brought'", "health visitor's record", "health visitors’ records", "FGM", "fabricated illness", "practise", "practice",
    "organisation", "organization", "escalation", "how do I escalate", "domestic abuse since 2024", "police", "review police neglect", "a", "i", "q", "child a", "Child Q",
    "the of and", "to be or not to be", "<script>alert(1)</script>", "__proto__", "constructor", "toString valueOf", "", "   ", "???", "neglect neglect neglect",
    "x" * 400, "neglect " * 60, "straße café naïve", "ﬁre ﬂow", "İstanbul", "Ⅳ ½ ²", "नमस्ते", "👶 baby", "e\u0301scalate", "soft\u00adhyphen",
    "LCSPR-2026-01", "R1/A2", "self-harm", "selfharm", "self harm online", "baby a's bruise", "school-age", "multi-agency-audit", "theme:neglect",
    "sfaeguarding", "practicioner curiosty", "adolecent neglct", "unprecedentedly", "negl", "safeg", "obes", "dent neg", "2024", "may", "under 1s", "16 17",
)  # fmt: skip


def vocabulary_of(search: Path) -> list[str]:
    """Give the surface forms of a site's search files, in order."""
    return sorted({form for file in _word_files(search) for _, form, _ in unpack_forms(file["forms"])})


def phrases_of(search: Path) -> dict[str, list[Any]]:
    """Give the phrases that a site's search knows, as they are published."""
    start = json.loads((search / "start.json").read_text(encoding="utf-8"))
    return dict(sorted(entry for file in (start, *_word_files(search)) for entry in file["phrases"].items()))


def _word_files(search: Path) -> list[dict[str, Any]]:
    paths = sorted(search.glob("words/*.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def made_queries(search: Path, count: int, seed: int = 1) -> list[str]:
    """Make queries of a site's words: whole, cut short, mistyped, joined, hyphenated, dotted, quoted, among light and unknown words."""
    dice = random.Random(seed)
    start = json.loads((search / "start.json").read_text(encoding="utf-8"))
    labels_of = json.loads((search / "labels.json").read_text(encoding="utf-8"))
    phrases = list(phrases_of(search))
    forms = vocabulary_of(search)
    light: list[str] = start["light"].split()
    labels: list[str] = [label[1] for listed in labels_of.values() for label in listed]

    def word() -> str:
        one = dice.choice(forms)
        change = dice.choice(CHANGES)
        return change(one, dice)

    def piece() -> str:
        roll = dice.random()
        if roll < 0.55:
            return word()
        if roll < 0.67:
            return dice.choice(light)
        if roll < 0.77:
            return dice.choice(phrases)
        if roll < 0.83:
            return dice.choice(labels)
        if roll < 0.88:
            return f"{word()}{dice.choice('-’– .')}{word()}"
        if roll < 0.92:
            return word() + word()
        if roll < 0.95:
            return f"{dice.choice(start['labelled'].split())} {dice.choice('aimqXY')}"
        return dice.choice(
            ("s.47", "section 17", "S 20", "c.i.n.", "D.A", "7-minute", "zzqx", "“", "&amp;", "..", "2025")
        )

    return [" ".join(piece() for _ in range(dice.choice((1, 1, 2, 2, 3, 4, 6)))) for _ in range(count)]


def _as_it_is(one: str, _: random.Random) -> str:
    return one


def _cut_short(one: str, dice: random.Random) -> str:
    return one[: dice.randint(2, max(2, len(one)))]


def _mistyped(one: str, dice: random.Random) -> str:
    place = dice.randrange(len(one))
    return dice.choice((
        one[:place] + one[place + 1 :],
        one[:place] + dice.choice("aeiostnr") + one[place:],
        one[:place] + one[place : place + 2][::-1] + one[place + 2 :],
        one[:place] + dice.choice("aeiostnr") + one[place + 1 :],
    ))  # fmt: skip


def _shouted(one: str, _: random.Random) -> str:
    return one.upper()


def _owned(one: str, dice: random.Random) -> str:
    return one + dice.choice(("'s", "’s", "s’"))


def _ending(one: str, dice: random.Random) -> str:
    return one + dice.choice(("s", "ed", "ing", "ly", "er", "ies"))


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    _as_it_is, _as_it_is, _as_it_is, _cut_short, _mistyped, _shouted, _owned, _ending,
)  # fmt: skip
"""What happens to a word while it is typed."""
