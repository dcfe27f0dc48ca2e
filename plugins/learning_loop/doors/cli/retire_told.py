"""What the officer is told of an item that was renamed, withdrawn or replaced: what readers see, what still names it, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from learning_loop.derive.library import Library
from learning_loop.derive.links import LinkKind
from learning_loop.model.dates import day_words
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Plan, Publication, Review
from learning_loop.model.registers import Registers
from learning_loop.retiring.edits import Edits
from learning_loop.retiring.ending import Why
from learning_loop.retiring.figures import changed_years

Libraries = Callable[[Audience, date], tuple[Library, Library]]
"""Give the library before and after, for an audience and a day."""

LINK_WORDS: dict[LinkKind, str] = {
    "about": "about",
    "follows-up": "follows_up",
    "supersedes": "supersedes",
    "thing": "three_things",
    "source": "source",
    "evidence": "evidence",
    "superseded-by": "superseded_by",
    "new-action": "new_action",
    "text": "a link in its text",
}


def told_rename(one: Publication, new: str, edits: Edits, after: Publication) -> list[str]:
    """Tell of a renamed item."""
    lines = [f"/{one.address}/ leads to /{after.address}/, and feeds and calendars know it as the item that it was."]
    if isinstance(one.details, Plan):
        lines.append(
            "So do the addresses of its actions. Spreadsheets of the plan that are out can still be read back."
        )
    below = [path for path in edits.moved if path != one.source]
    if below:
        lines.append("Its files can be fetched from both addresses.")
    lines.append(
        "Hand in all of it together; Git sees the renamed file by itself. E-mails and newsletters that were sent lead to the old address and so to the new."
    )
    return lines


def told_withdraw(
    one: Publication, plans: list[Publication], newer: Publication | None, why: Why, libraries: Libraries, today: date
) -> list[str]:
    """Tell of a withdrawn item. ``plans`` are those of its plans that stay."""
    day = day_words(why.on)
    when = "With the next build" if why.on <= today else f"From {day}"
    lines = [
        f"{when}, /{one.address}/ has the title, the day and the reason, its themes{' and its findings' if isinstance(one.details, Review) else ''}, and how to ask for the rest. The text and the files are gone from the sites.",
        "In feeds the reason takes the place of the text; no e-mail is made of it any more.",
        "The title and the summary are still shown in lists and found by the search: rewrite them if they should not be.",
    ]
    if newer is not None:
        lines.append(f"Its page leads to /{newer.address}/, which takes its place{_from(newer, why.on)}.")
    lines += _plan_lines(plans)
    moment = max(today, why.on)
    before, after = libraries(Audience.PROFESSIONAL, moment)
    lines += _figures(before, after)
    lines += _still_named(one, after, "what is left of its page", skip={newer.id} if newer else set())
    lines.append(
        "The file keeps the text, and so does the history of the files. If something identifies a child now, ask for the page to be taken off the server at once."
    )
    return lines


def told_supersede(
    one: Publication, newer: Publication, items: Iterable[Publication], libraries: Libraries, today: date
) -> list[str]:
    """Tell of an item whose place another one took."""
    moment = max(today, newer.published)
    when = "With the next build" if newer.published <= today else f"From {day_words(newer.published)}"
    lines = [f"{when}, /{one.address}/ has a banner that leads to /{newer.address}/, and stands last in lists."]
    if one.audience is Audience.PUBLIC and newer.audience is Audience.PROFESSIONAL:
        lines.append(
            "The new one is for professionals only, so on the public site the old one stays as it is, without a banner. Withdraw it if the public should not go on reading it."
        )
    others = [other.source for other in items if other.id != newer.id and one.id in other.supersedes]
    if others:
        lines.append(f"It is replaced by {' and '.join(others)} too: the banner leads to the newest of them.")
    if newer.type != one.type:
        lines.append(f"The old one is a {one.kind.name}, the new one a {newer.kind.name}: look whether that is meant.")
    _, after = libraries(Audience.PROFESSIONAL, moment)
    lines += _still_named(one, after, "the old one, one step from the new", skip={newer.id})
    return lines


def _from(newer: Publication, day: date) -> str:
    return f" from {day_words(newer.published)}" if newer.published > day else ""


def _plan_lines(plans: list[Publication]) -> Iterator[str]:
    for plan in plans:
        yield (
            f"Its action plan stays on the site with its actions: {plan.source}. "
            f"Its promises still stand, so that is mostly right; loop withdraw {plan.id} takes it down, and its actions out of all counts."
        )


def _figures(before: Library, after: Library) -> Iterator[str]:
    years = changed_years(before, after)
    if years:
        named = ", ".join(f"{year} to {year + 1}" for year in years)
        yield (
            f"The figures of these years change, and with them their pages: {named}. "
            "Keep a copy of a report that the board has had; the change is not explained there by itself."
        )


def _still_named(one: Publication, library: Library, where: str, skip: set[str]) -> list[str]:
    """List what still names an item, the registers too."""
    named: dict[str, list[str]] = {}
    for link in library.links_to.get(one.id, ()):
        if link.origin in skip:
            continue
        if link.kind == "message":
            named.setdefault("registers/themes.yml", []).append(f"message {link.message} of {link.origin}")
        else:
            words = f"{LINK_WORDS[link.kind]} of {link.action}" if link.action else LINK_WORDS[link.kind]
            named.setdefault(library.publications[link.origin].source, []).append(words)
    for path, words in _registers(one, library.registers):
        named.setdefault(path, []).append(words)
    if not named:
        return ["Nothing else in the library names it."]
    lines = [f"These still name it, and lead to {where}:"]
    return lines + [f"- {path}: {', '.join(dict.fromkeys(words))}" for path, words in sorted(named.items())]


def _registers(one: Publication, registers: Registers) -> Iterator[tuple[str, str]]:
    site = registers.site
    if one.id in site.footer:
        yield "registers/site.yml", "footer"
    for name in ("how_to", "follow", "ask"):
        if getattr(site, name) == one.id:
            yield "registers/site.yml", name
    if any(often.item == one.id for often in site.often_looked_for):
        yield "registers/site.yml", "often_looked_for"
    for entry in registers.feedback:
        if one.id in (*entry.about, *entry.changed):
            yield "registers/feedback.yml", entry.ref
    for planned in registers.programme:
        if planned.item == one.id:
            yield "registers/programme.yml", planned.id
