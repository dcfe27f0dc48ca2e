"""Narrowed libraries as values, without a disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from learning_loop.catalogue.catalogue import Catalogue
from learning_loop.derive.library import Library, derive_library
from learning_loop.model.feedback import Feedback, Way
from learning_loop.model.framework import Target
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Publication
from learning_loop.model.registers import Registers
from tests.tiny import TODAY
from tests.unit.catalogue.test_for_audience import registers


def library(
    *items: Publication,
    today: date = TODAY,
    audience: Audience = Audience.PROFESSIONAL,
    targets: tuple[Target, ...] = (),
    with_registers: Registers | None = None,
) -> Library:
    """Derive a library from some items, the base registers and some targets."""
    known = with_registers or registers()
    known = replace(known, framework=replace(known.framework, targets=targets))
    whole = Catalogue({one.id: one for one in items}, known)
    return derive_library(whole.for_audience(audience, today), today)


def heard(ref: str, heard_on: date, way: Way = "survey", **changes: object) -> Feedback:
    """Give a piece of feedback."""
    one = Feedback(
        ref, "What somebody told us", Audience.PUBLIC, heard_on, ("practitioners",), way, 12, 20, (), ("neglect",), "It helped.",
        "", "", "", None, "", "", (), (), None,
    )  # fmt: skip
    return one._replace(**changes)  # type: ignore[arg-type]
