"""The theme's colours: every pair in use can be read in both schemes, and every pair that a stylesheet makes is known here."""

from __future__ import annotations

import re
from itertools import product

import pytest

from learning_loop.model.colour import DARK, LEAST_CONTRAST, LIGHT, Scheme, contrast_of, hue_of, hues_apart
from learning_loop.theme import theme_folder

TEXT, SHAPE = 4.5, 3.0
"""WCAG 2.2: 1.4.3 for text, 1.4.11 for what is no text and carries meaning."""

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COLOUR = re.compile(r"(?<![-\w])(?:color|fill): *var\(--([\w-]+)\)")
GROUND = re.compile(r"(?<![-\w])background(?:-color)?: *var\(--([\w-]+)\)")
EDGE = re.compile(r"(?:border[\w-]*|outline|stroke): *[^;]*var\(--([\w-]+)\)")

READ_ON = {
    "ink": ("paper", "wash", "wash-2", "sand", "found", "red-tint", "amber-tint", "green-tint", "blue-tint"),
    "muted": ("paper", "wash", "wash-2", "sand"),
    "accent": ("paper", "wash", "wash-2", "sand"),
    "visited": ("paper", "wash"),
    "on-accent": ("accent",),
    "on-deep": ("deep",),
    "deep-link": ("deep",),
    "red": ("paper", "wash", "red-tint"),
    "amber": ("paper", "wash", "amber-tint"),
    "green": ("paper", "wash", "green-tint"),
    "blue": ("paper", "wash", "blue-tint"),
}
"""Text → the grounds that it may stand on."""

SEEN_ON = {
    "edge": ("paper", "wash"),
    "focus": ("paper", "wash"),
    "sand-line": ("paper",),
    "amber-edge": ("amber-fill",),
    "ink": ("paper", "wash", "wash-2"),
    "deep-link": ("deep",),
    "on-deep": ("deep",),
    **{status: ("paper", f"{status}-tint") for status in ("red", "amber", "green", "blue")},
}
"""Edges, rings and marks → what they must be told from. Of the voices' line the words beside it say the same, and its dark twin is seen too."""

DECORATION = {"line", "deep-line"}
"""Rules between rows: never the only sign."""


def tokens(scheme: str) -> dict[str, str]:
    """Read the tokens of a scheme: those of the light one hold where the dark one says nothing."""
    css = (theme_folder() / "css/10-tokens.css").read_text(encoding="utf-8")
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)", 1)
    found = dict(re.findall(r"--([\w-]+): ([^;]+);", light))
    if scheme == "dark":
        found |= dict(re.findall(r"--([\w-]+): ([^;]+);", dark.partition("\n}")[0]))
    named = {name: re.sub(r"var\(--([\w-]+)\)", lambda match: found[match[1]], value) for name, value in found.items()}
    return {name: value for name, value in named.items() if value.startswith("#")}


def pairs(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(colour, ground) for colour, grounds in table.items() for ground in grounds]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("least", "table"), [(TEXT, READ_ON), (SHAPE, SEEN_ON)], ids=["text", "shapes"])
def test_every_pair_has_the_contrast_that_it_needs(
    scheme: str, least: float, table: dict[str, tuple[str, ...]]
) -> None:
    known = tokens(scheme)
    measured = {
        f"{colour} on {ground}": round(contrast_of(known[colour], known[ground]), 2) for colour, ground in pairs(table)
    }
    assert {pair: ratio for pair, ratio in measured.items() if ratio < least} == {}


def test_every_pair_of_a_rule_is_one_of_those_above() -> None:
    known = {*pairs(READ_ON), *pairs(SEEN_ON)}
    strange = set()
    for sheet in sorted((theme_folder() / "css").glob("*.css")):
        css = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        for selector, body in RULE.findall(css):
            colours, grounds = COLOUR.findall(body), GROUND.findall(body)
            strange |= {
                f"{sheet.name}: {selector.strip()}: {pair}" for pair in product(colours, grounds) if pair not in known
            }
            strange |= {
                f"{sheet.name}: {selector.strip()}: text in {one}" for one in colours if one not in READ_ON | SEEN_ON
            }
            strange |= {
                f"{sheet.name}: {selector.strip()}: edge in {one}"
                for one in EDGE.findall(body)
                if one not in SEEN_ON.keys() | READ_ON.keys() | DECORATION
            }
    assert strange == set()


@pytest.mark.parametrize(("name", "scheme"), [("light", LIGHT), ("dark", DARK)])
def test_the_rule_for_the_accent_knows_the_colours_of_the_tokens(name: str, scheme: Scheme) -> None:
    known = tokens(name)
    meanings = {
        "overdue": known["red"], "due soon": known["amber"], "complete": known["green"],
        "embedded": known["blue"], "visited": known["visited"],
    }  # fmt: skip
    assert (contrast_of(scheme.paper, known["paper"]), scheme.meanings) == (1.0, meanings)
    assert contrast_of(known["accent"], known["paper"]) >= LEAST_CONTRAST


def test_contrast_and_hue_of_known_colours() -> None:
    # black on white is 21 by definition; #767676 is the lightest grey that AA allows on white
    assert (round(contrast_of("#000", "#ffffff"), 6), round(contrast_of("#767676", "#fff"), 2)) == (21.0, 4.54)
    assert (hue_of("#ff0000"), hue_of("#00ff00"), hue_of("#888888")) == (0.0, 120.0, None)
    assert (round(hues_apart("#ff0010", "#ff1000")), hues_apart("#888", "#f00")) == (8, 180.0)
