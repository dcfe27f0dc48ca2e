"""Contrast and hue, for the one colour that a partnership may choose and for the test of all others."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping

from learning_loop.model.values import dataclass

LEAST_CONTRAST = 7
"""Of the accent with the page: links are read in poor light, on a phone, between visits (WCAG 2.2 AAA for text)."""

TOO_NEAR = 20
"""Degrees of hue within which two colours look like one."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """What the accent must be told from, in one scheme; the same values as in the theme's tokens."""

    paper: str
    meanings: Mapping[str, str]
    """What a colour of the theme means → the colour."""


LIGHT = Scheme(
    "#ffffff",
    {"overdue": "#a51d17", "due soon": "#744800", "complete": "#2b6016", "embedded": "#22459a", "visited": "#593876"},
)
DARK = Scheme(
    "#10191d",
    {"overdue": "#ffa198", "due soon": "#f2bf5c", "complete": "#9fd287", "embedded": "#a9c0ff", "visited": "#cdb6ec"},
)


def contrast_of(one: str, other: str) -> float:
    """Give the contrast of two colours (``#rrggbb`` or ``#rgb``), from 1 to 21. Source: WCAG 2.2, "contrast ratio"."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def hue_of(colour: str) -> float | None:
    """Give a colour's hue in degrees; None for a grey, which has none that anybody sees."""
    hue, _, saturation = colorsys.rgb_to_hls(*_channels(colour))
    return hue * 360 if saturation >= 0.1 else None


def hues_apart(one: str, other: str) -> float:
    """Give how far two colours' hues are apart, 0 to 180 degrees; 180 when one of them is a grey."""
    first, second = hue_of(one), hue_of(other)
    if first is None or second is None:
        return 180.0
    apart = abs(first - second) % 360
    return min(apart, 360 - apart)


def _channels(colour: str) -> tuple[float, float, float]:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return red, green, blue


def _luminance(colour: str) -> float:
    """Give the relative luminance. Source: WCAG 2.2, "relative luminance"."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
