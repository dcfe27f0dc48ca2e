"""The words that people read and type in cells, and the ids that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from learning_loop.exchange.columns import SHEETS, Kind
from learning_loop.model.problem import did_you_mean
from learning_loop.model.registers import Registers
from learning_loop.model.values import dataclass
from learning_loop.present.words import AXES

SCOPES = {"single-agency": "Single agency", "multi-agency": "Multi-agency"}


@dataclass(frozen=True, slots=True)
class Words:
    """One closed list."""

    name: str
    """What one of them is called."""
    labels: Mapping[str, str]
    """Id → what cells show."""
    meanings: Mapping[str, tuple[str, ...]]
    """What people may type, folded → the ids that it can mean."""
    listed: str
    """Where all of them stand."""

    def read(self, text: str) -> tuple[str, str]:
        """Give the id and nothing, or nothing and what is wrong with the text."""
        ids = self.meanings.get(folded(text), ())
        if len(ids) == 1:
            return ids[0], ""
        if ids:
            several = " or ".join(f"'{self.labels[one]}'" for one in ids)
            return "", f"'{text}' can mean {several}. Write which"
        near = did_you_mean(folded(text), self.meanings)
        for word, found in self.meanings.items():
            near = (
                near.replace(f"'{word}'", f"'{self.labels[found[0]]}'") if near == did_you_mean(word, [word]) else near
            )
        return "", f"unknown {self.name} '{text[:60]}'.{near} {self.listed}"


Vocabulary = Mapping[Kind, Words]


def make_vocabulary(registers: Registers) -> Vocabulary:
    """Give the words of every kind of cell that is chosen from a list."""
    agencies = {one.id: (one.short or one.name, (one.name, *one.aliases)) for one in registers.agencies.values()}
    groups = {one.id: (one.name, one.aliases) for one in registers.groups.values()}
    words: dict[Kind, Words] = {
        "agency": _words("agency", agencies, "They are listed in registers/agencies.yml"),
        "group": _words("group", groups, "They are listed in registers/groups.yml"),
        "group or agency": _words(
            "group or agency", agencies | groups, "They are listed in registers/groups.yml and registers/agencies.yml"
        ),
        "scope": _closed("scope", SCOPES),
    }
    for axis in ("response", "delivery", "impact"):
        words[axis] = _closed(axis, {state: about[0] for state, about in AXES[axis][2].items()})
    return words


def folded(text: str) -> str:
    """Give a text as it is compared: capitals, kinds of apostrophe and of hyphen, and double spaces do not count."""
    return " ".join(text.replace("’", "'").replace("‘", "'").replace("‑", "-").replace("–", "-").casefold().split())


def _closed(name: str, labels: Mapping[str, str]) -> Words:
    return _words(name, {one: (label, ()) for one, label in labels.items()}, f"Allowed: {', '.join(labels.values())}")


def _words(name: str, known: Mapping[str, tuple[str, Iterable[str]]], listed: str) -> Words:
    """Index ids, labels and other names. An id or a label always means its own entry, whatever else it is another name of."""
    meanings: dict[str, tuple[str, ...]] = {}
    for rank in (lambda one: (one,), lambda one: (known[one][0],), lambda one: tuple(known[one][1])):
        found: dict[str, dict[str, None]] = {}
        for one in known:
            for text in rank(one):
                found.setdefault(folded(text), {})[one] = None
        for text, ids in found.items():
            meanings.setdefault(text, tuple(ids))
    return Words(name, _distinct({one: label for one, (label, _) in known.items()}), meanings, listed)


def _distinct(labels: dict[str, str]) -> dict[str, str]:
    """Show the id where a label would be read as something else: two entries may have one name."""
    folds = [folded(label) for label in labels.values()]
    return {
        one: label if folds.count(folded(label)) == 1 and folded(label) not in labels.keys() - {one} else one
        for one, label in labels.items()
    }


def in_words(message: str) -> str:
    """Say a message about fields in the words of the sheets: headings for the names of fields, labels for states."""
    headings = {
        column.place[0]: column.heading for sheet in SHEETS for column in sheet.columns if len(column.place) == 1
    }
    message = re.sub(r"'([a-z_]+)'", lambda match: f"'{headings.get(match[1], match[1])}'", message)
    labels = {state: about[0] for _, _, states in AXES.values() for state, about in states.items()}
    states = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    return re.sub(rf"(?<=(?:is|ys|te) )({states})(?![\w-])", lambda match: f"'{labels[match[1]]}'", message)
