"""What became of actions, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from learning_loop.model.publication import Action
from learning_loop.model.registers import Registers
from learning_loop.present.words import AXES, joined, lower_first
from learning_loop.reporting.actions import ActionChange, Turn

TURNS: dict[Turn, tuple[str, str, str]] = {
    "opened": ("Actions that are opened", "is opened", "are opened"),
    "closed": ("Actions that are closed", "is closed", "are closed"),
    "reopened": ("Actions that are opened again", "is opened again", "are opened again"),
    "ended": ("Actions that end by a decision", "ends by a decision", "end by a decision"),
    "changed": ("Actions that change", "changes", "change"),
    "gone": ("Actions that disappear", "disappears", "disappear"),
}
"""A heading, and what one or many do."""

_OTHER = {
    "title": "title", "what": "what is to be done", "detail": "the detail for professionals", "scope": "its scope",
    "monitored_by": "who watches it", "measure": "what will show that it worked", "response_reason": "the reason of the answer",
    "delivery_reason": "the reason why it ended", "superseded_by": "what supersedes it", "new_action": "the action that answers it",
}  # fmt: skip


def action_line(change: ActionChange, registers: Registers) -> str:
    """Say what became of an action."""
    action = change.action
    owner = registers.agencies.get(action.owner)
    about = f"{change.reference} ‘{action.title}’ ({owner.short if owner else action.owner}"
    if change.after is None:
        return f"{about}): no plan has it any more. Its address will be dead."
    due = f", due {action.due.words})"
    said = list(
        _new(action) if change.before is None else _differences(change.before, action, change.fields, registers)
    )
    return f"{about}{due}: {'; '.join(said)}."


def _new(action: Action) -> Iterator[str]:
    for name, (label, _, words) in AXES.items():
        value = getattr(action, name)
        if value not in ("not-started", "not-yet-evaluated"):
            yield f"{lower_first(label)} {lower_first(words[value][0])}"
    yield f"will have worked when {lower_first(action.measure.rstrip('.'))}" if action.measure else "no measure"


def _differences(before: Action, after: Action, fields: Iterable[str], registers: Registers) -> Iterator[str]:
    fields = set(fields)
    for name, (label, _, words) in AXES.items():
        if name in fields:
            old, new = words[getattr(before, name)][0], words[getattr(after, name)][0]
            yield f"{lower_first(label)} {lower_first(old)} → {lower_first(new)}"
    if "due" in fields:
        yield f"due {before.due.words} → {after.due.words}"
    if "owner" in fields:
        names = (
            registers.agencies[id_].short if id_ in registers.agencies else id_ for id_ in (before.owner, after.owner)
        )
        yield f"owner {' → '.join(names)}"
    if "evidence" in fields:
        fresh = [one for one in after.evidence if one not in before.evidence]
        yield f"evidence: {joined([f'‘{one.title}’' for one in fresh])}" if fresh else "evidence taken away"
    if "updates" in fields:
        notes = [update.note.rstrip(".") for update in after.updates if update not in before.updates]
        yield f"says: {' / '.join(notes)}" if notes else "updates taken away"
    rest = [words for name, words in _OTHER.items() if name in fields]
    if rest:
        yield f"written anew: {joined(rest)}"
