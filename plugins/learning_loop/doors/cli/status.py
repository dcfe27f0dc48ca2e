"""What `loop status` prints: the business unit's desk as plain text, and as JSON for programs."""

from __future__ import annotations

import json

from learning_loop.build import Status
from learning_loop.derive.attention import SECTIONS, Entry
from learning_loop.model.dates import day_words
from learning_loop.model.problem import one_line
from learning_loop.present.attention_pages import advice, owner_words, present_sections
from learning_loop.present.views import AttentionRow


def status_as_text(status: Status) -> str:
    """Give every section with its entries, the most urgent first; the empty ones in one line at the end."""
    sections = present_sections(status.attention, status.registers, unpublished=status.unpublished)
    total = sum(len(section.rows) for section in sections if section.anchor != "first-year")
    things = "1 thing waits" if total == 1 else f"{total:,} things wait"
    lines = [f"{things} for somebody on {day_words(status.today)}."]
    for section in sections:
        if section.rows:
            lines += ["", f"{section.title}: {section.count}"]
            lines += [_line(row) for row in section.rows]
    empty = [section.none for section in sections if not section.rows]
    if empty:
        lines += ["", "Nothing to do:", *(f"  {words}" for words in empty)]
    return "\n".join(lines)


def _line(row: AttentionRow) -> str:
    name = f"{row.id} {row.title}" if row.id else row.title
    return f"  {one_line(name)}\n    {one_line(f'{row.since}. {row.who}. {row.do}')}"


def status_as_json(status: Status) -> str:
    """Give the same for programs. Names and their meaning stay; new ones may come (docs/operators.md)."""
    sections = [section for section in SECTIONS if status.unpublished or section != "six-months"]
    whole = {
        "today": status.today.isoformat(),
        "audience": status.audience.value,
        "counts": {section: len(status.attention[section]) for section in sections},
        "entries": [_entry(entry, status) for section in sections for entry in status.attention[section]],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _entry(entry: Entry, status: Status) -> dict[str, object]:
    return {
        "section": entry.section,
        "id": entry.id,
        "title": entry.title,
        "path": entry.path,
        "owners": list(entry.owners),
        "who": owner_words(entry, status.registers),
        "since": entry.since.isoformat(),
        "days": entry.days,
        "state": entry.state,
        "heard": entry.heard.isoformat() if entry.heard else None,
        "done": entry.done,
        "planned": entry.planned,
        "wanted": entry.wanted,
        "period": entry.period,
        "do": advice(entry),
    }
