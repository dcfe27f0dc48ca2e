"""What only all items together tell: whose label stands where, and whether it may."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from learning_loop.disclosure.finding import Drawn, Finding, Severity

SEVERITIES = {"undeclared-label": Severity.STOP, "second-label": Severity.STOP, "label-of-another": Severity.LOOK}
"""How grave each rule about labels is; the rules themselves need not be loaded to know it."""


def find_label_findings(
    drawn: Mapping[str, Drawn], leads_to: Callable[[str], Collection[str]], seen: Mapping[str, Drawn] | None = None
) -> Iterator[Finding]:
    """Give the labels that stand in an item and should not; with ``seen``, those in these other files instead.

    ``drawn`` is by file; ``leads_to`` gives the files to which one file leads, by a link or a field. It is asked only where a label is another's.
    """
    owners: dict[str, set[str]] = {}
    for path, one in drawn.items():
        for label in one.people:
            for form in _forms(label):
                owners.setdefault(form, set()).add(path)
    for path, one in (drawn if seen is None else seen).items():
        for label, finding in one.labels:
            if declares(one.people, label):
                continue
            found = {owner for form in _forms(label) for owner in owners.get(form, ())}
            if not found:
                yield _as(finding, "second-label" if one.people else "undeclared-label")
            elif found.isdisjoint(leads_to(path)):
                yield _as(finding, "label-of-another")


def declares(people: tuple[str, ...], label: str) -> bool:
    """Say whether a list of ``people`` has a label; ‘Baby V’ is declared by ‘Unborn Baby V’ too."""
    return any(label == one or one.endswith(f" {label}") or label.endswith(f" {one}") for one in people)


def _forms(label: str) -> Iterator[str]:
    """Give a label, and it without its first words: ‘Unborn Baby V’ is ‘Baby V’ after the birth."""
    words = label.split()
    for first in range(max(1, len(words) - 1)):
        yield " ".join(words[first:])


def _as(finding: Finding, rule: str) -> Finding:
    return finding._replace(rule=rule, severity=SEVERITIES[rule].for_audience(finding.audience))
