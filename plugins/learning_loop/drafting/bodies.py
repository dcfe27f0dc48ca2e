"""The text of a new item: the headings that a good one has, and under each what belongs there, marked as still to be written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from learning_loop.catalogue.checks import GUIDANCE_HEADINGS
from learning_loop.drafting.markdown import escape, link
from learning_loop.model.kinds import Kind
from learning_loop.model.publication import Publication, Review
from learning_loop.model.registers import Registers
from learning_loop.reading.unwritten import WRITE

_SENTENCE = re.compile(r"(.+?[.!?])(?:\s|$)")

Part = tuple[str, str]
"""A heading, and what is to be written under it."""

_BRIEFING = (
    "What happened, in three sentences that could be about any child. No names, no dates, no place",
    "What it meant for the child: say it from the child’s side, in the child’s own words if there are any",
    "Two or three points, each with what was seen and why it made sense at the time",
    "What a practitioner can see, hear or read tomorrow that should make them stop",
    "Two or three things to do, each beginning with a verb, that need no new form and no meeting",
    "Who did something that helped, and what it changed",
)
"""The parts of a 7-minute briefing but the last, in their order, whatever their headings are called."""

_QUESTIONS = (
    "a question that starts from a child whom the team knows",
    "a question that cannot be answered with yes",
)

_PARTS: Mapping[str, tuple[Part, ...]] = {
    "review": (
        (
            "The child’s days",
            "Who the child is: what they like, whom they trust, what a day is like. Half a page, before anything that went wrong",
        ),
        ("What happened", "The events that matter for the learning, in order. Months, not days; roles, not names"),
        (
            "Why it made sense at the time",
            "What people knew, what they had to do that week, and why what they did was reasonable to them. No blame, and no hindsight",
        ),
        (
            "How we looked",
            "Who read what, who was spoken to, what was not looked at. Findings, recommendations, voices and what worked well are printed from the fields above: do not repeat them",
        ),
    ),
    "executive-summary": (
        ("Who the child is", "Two or three sentences about the child, before anything that went wrong"),
        ("What happened", "Five sentences at most"),
        ("What we learned", "Each finding in a sentence that a practitioner would say to a colleague"),
        ("What changes now", "Each recommendation in a sentence: who does what by when"),
        ("What already worked", "What somebody did well, and why it mattered"),
    ),
    "practice-guidance": (
        (
            GUIDANCE_HEADINGS[0],
            "Good practice that was seen: who worked together, how, and what was different for the child",
        ),
        (GUIDANCE_HEADINGS[1], "What to do differently. One heading of the third level (###) for each area"),
        (
            "What each of us does",
            "One list for each role, in a block of that role: its points are then on the role’s page too. docs/authors.md shows a block",
        ),
        (
            "If it does not work",
            "Whom to ask, and how to challenge: a name of a role or a link, never a person’s number",
        ),
    ),
    "bulletin": (
        (
            "What changes",
            "The one change, from which day, and for whom. A bulletin has one message; two messages are two bulletins",
        ),
        ("What to do now", "The first thing that a reader does today"),
        ("Where to ask", "A link to the guidance or policy, and whom to ask"),
    ),
    "action-plan": (
        (
            "How these actions came about",
            "One paragraph with a link to the source: who agreed the actions, and what was not accepted and why",
        ),
    ),
    "policy": (
        ("What this is for", "What goes wrong without it, in two sentences"),
        ("Who must follow it", "Agencies and roles"),
        ("What to do", "Numbered steps. Each has one person who does it"),
        (
            "When somebody disagrees",
            "How a professional difference is raised and how soon it is answered. Link to the procedure",
        ),
    ),
    "training": (
        (
            "Who it is for",
            "Roles, and what they should know before. Say how far the venue and the materials can be used by everybody",
        ),
        ("What you will be able to do afterwards", "Three points, each beginning with a verb that can be seen"),
        ("Where it comes from", "The review or audit behind it, with a link"),
    ),
    "event": (
        ("What we will do", "The items in order. Say how far the place and the materials can be used by everybody"),
        ("Who it is for", "Roles, and what to bring"),
    ),
    "annual-report": (
        ("What we learned", "The learning of the year: not a list of documents"),
        (
            "What we did about it",
            "Actions by what came of them. The figures of the year are on the page of its own that the library makes",
        ),
        ("What has not changed", "What we tried that did not hold, and what we do not know"),
        ("What children and families told us", "And what we did with it"),
    ),
    "resource": (
        ("What it says", "Our own summary in our own words. Never copy the text of others"),
        (
            "What it means here",
            "What we recognise, what is different here, and which of our own items it touches, with links",
        ),
    ),
    "page": (("What this is about", "Plain sentences about the library itself. What a reader looks for comes first"),),
}


def body_of(kind: Kind, minutes: int, source: Publication | None, registers: Registers) -> str:
    """Give the text of a new item. ``source`` is what it begins from, whose findings and recommendations are taken up."""
    if kind.name == "briefing":
        return _joined(_briefing(minutes, source, registers))
    if kind.name == "action-plan" and source is not None:
        lead = f"These actions answer {link(source.title, source, kind.folder)}."
        return _joined(iter((lead, _write("who agreed them, and what was not accepted and why"))))
    return _joined(_parts(kind, source))


def _joined(parts: Iterator[str]) -> str:
    return "\n\n".join(parts)


def _write(words: str) -> str:
    return f"{WRITE}: {words}."


def _parts(kind: Kind, source: Publication | None) -> Iterator[str]:
    for heading, words in _PARTS[kind.name]:
        yield f"## {heading}"
        yield from _taken_up(heading, source, kind.folder)
        yield _write(words)


def _taken_up(heading: str, source: Publication | None, folder: str) -> Iterator[str]:
    """Give what the source already says for a heading."""
    if source is None:
        return
    if heading in ("What we learned", "What it means here"):
        yield from _listed(_findings(source, folder))
    elif heading in ("What changes now", GUIDANCE_HEADINGS[1]):
        yield from _listed(_recommendations(source, folder))
    elif heading in ("What already worked", GUIDANCE_HEADINGS[0]):
        yield from _listed(_worked(source))
    elif heading in ("Where it comes from", "Where to ask"):
        yield f"This comes from {link(source.title, source, folder)}."


def _listed(lines: list[str]) -> Iterator[str]:
    if lines:
        yield "\n".join(f"- {line}" for line in lines)


def _findings(source: Publication, folder: str) -> list[str]:
    found = source.details.findings if isinstance(source.details, Review) else ()
    return [
        f"{link(one.title.rstrip('.'), source, folder, one.ref.lower())}. {escape(_flat(one.text))}" for one in found
    ]


def _recommendations(source: Publication, folder: str) -> list[str]:
    return [
        f"{link(one.title.rstrip('.'), source, folder, one.ref.lower())}. {escape(_flat(one.text))}"
        for one in source.recommendations
    ]


def _worked(source: Publication) -> list[str]:
    return (
        [f"{escape(_flat(said)).rstrip('.')}." for said in source.details.worked_well]
        if isinstance(source.details, Review)
        else []
    )


def _titles(source: Publication, folder: str, refs: Iterable[tuple[str, str, str]]) -> list[str]:
    """Give findings or recommendations in a sentence each: a briefing is to fit on a page."""
    return [f"{link(title.rstrip('.'), source, folder, ref.lower())}. {_first(text)}" for ref, title, text in refs]


def _first(text: str) -> str:
    found = _SENTENCE.match(_flat(text))
    return escape(found[1] if found else _flat(text))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _briefing(minutes: int, source: Publication | None, registers: Registers) -> Iterator[str]:
    """Give the parts of a briefing: those of the framework, or of a short guide one of its own."""
    headings = registers.framework.briefing_headings
    if minutes < 5:
        yield "## The one thing"
        yield _write("the one thing that a reader should do or ask after this minute")
        yield "## Why"
        if source is not None:
            yield f"It comes from {link(source.title, source, 'briefings')}."
        yield _write("what happened when nobody did, in two sentences")
        return
    taken = _for_briefing(source) if source is not None else {}
    for number, heading in enumerate(headings[:-1]):
        yield f"## {heading}"
        yield from taken.get(number, ())
        yield _write(_BRIEFING[number] if number < len(_BRIEFING) else "what belongs under this heading")
    yield f"## {headings[-1]}"
    yield "\n".join(f"- {_write(words)}" for words in _QUESTIONS)


def _for_briefing(source: Publication) -> dict[int, list[str]]:
    """Give what a source says for the parts of a briefing, by their numbers."""
    folder = "briefings"
    voice = source.details.child_voice if isinstance(source.details, Review) else None
    findings = source.details.findings if isinstance(source.details, Review) else ()
    said = [escape(_flat(part)) for part in ((voice.quote, voice.text) if voice else ()) if part]
    if voice is not None and voice.quote:
        said[0] = f"“{said[0]}”"
    return {
        0: [f"{escape(_flat(source.summary))} The whole is in {link(source.title, source, folder)}."],
        1: [" ".join(said)] if said else [],
        2: list(_listed(_titles(source, folder, ((one.ref, one.title, one.text) for one in findings)))),
        4: list(_listed(_titles(source, folder, ((one.ref, one.title, one.text) for one in source.recommendations)))),
        5: list(_listed(_worked(source))),
    }
