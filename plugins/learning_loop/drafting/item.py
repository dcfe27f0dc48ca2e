"""Answers → the file of a new item: whole, valid, marked where something is still to be written, and a draft until its author says otherwise."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from learning_loop.disclosure.rules.labels import LABEL
from learning_loop.drafting.bodies import body_of
from learning_loop.drafting.front import Front
from learning_loop.drafting.newsletter import send_day
from learning_loop.drafting.questions import questions_of, years_from
from learning_loop.model.kinds import TAKEN, Kind
from learning_loop.model.publication import Plan, Publication, Recommendation, Review
from learning_loop.model.registers import Registers
from learning_loop.model.values import dataclass, field
from learning_loop.reading.markdown import slug
from learning_loop.reading.unwritten import WRITE
from learning_loop.reading.written import Tree
from learning_loop.schema.kinds import SIX_MONTHS

LONGEST_ID = 60
"""Characters of an id that is suggested: it stands in every address."""

SUMMARY = f"{WRITE}: one or two plain sentences that a busy person can use. Say what was learned, not that there is a document."

_NO_LETTERS = slug("")

_HEAD = (
    "A draft: no site shows it. Write what is marked, delete the marks and these notes, and at last the line 'draft'."
)


@dataclass(frozen=True, slots=True)
class Begun:
    """What is known of an item that is about to be written."""

    kind: Kind
    answers: Mapping[str, Tree]
    """By the names of fields, as front matter has them."""
    today: date
    registers: Registers
    items: Mapping[str, Publication]
    source: Publication | None = None
    """What it begins from."""
    near: Sequence[Publication] = field(default_factory=tuple)
    """Items that say like things, for its author to look at."""
    suggested: bool = False
    """Whether the themes are a program's guess that nobody has looked at."""
    guessed: Sequence[str] = field(default_factory=tuple)
    """Other fields of which the same is true."""
    body: str = ""
    """The text, where there is one already."""
    findings: Sequence[Tree] = field(default_factory=tuple)
    recommendations: Sequence[Tree] = field(default_factory=tuple)
    actions: Sequence[Tree] = field(default_factory=tuple)
    """What a text that was brought in has of them."""
    attachments: Sequence[Tree] = field(default_factory=tuple)
    notes: Sequence[str] = field(default_factory=tuple)
    """What its author must look at before anything else."""
    people: Sequence[str] = field(default_factory=tuple)
    """Labels for people that the text has."""

    def says(self, name: str) -> str:
        """Give the answer to one question; empty when there is none."""
        value = self.answers.get(name, "")
        return value if isinstance(value, str) else ""


def labels_in(text: str) -> list[str]:
    """Give the labels for people in a text, such as Child M."""
    return list(dict.fromkeys(match[0] for match in LABEL.finditer(text)))


def name_of(source: Publication) -> str:
    """Give what an item is called for short: what stands before a colon, or the label of whom it is about."""
    head = source.title.partition(": ")[0]
    labels = labels_in(source.title)
    return labels[0] if labels and not labels_in(head) else head


def free_id(wanted: str, kind: Kind, taken: Collection[str]) -> str:
    """Give an id made of some words that nothing else has."""
    base = slug(wanted)
    if base == _NO_LETTERS and wanted.strip().lower() != base:
        base = kind.name
    while len(base) > LONGEST_ID and "-" in base:
        base = base.rpartition("-")[0]
    base = base[:LONGEST_ID]
    if base.isdigit() or base in TAKEN.get(kind.folder, ()):
        base = f"{base}-{kind.name}"
    number, found = 2, base
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    return found


def next_reference(begin: str, year: int, items: Iterable[Publication]) -> str:
    """Give the first permanent reference of a year that is after all others of its kind: ``LCSPR-2026-03``."""
    begin = re.sub(r"[^A-Z0-9]+", "-", begin.upper()).strip("-")
    pattern = re.compile(rf"{re.escape(begin)}-{year}-([0-9]+)")
    numbers = [int(match[1]) for one in items if (match := pattern.fullmatch(one.reference))]
    return f"{begin}-{year}-{max(numbers, default=0) + 1:02}"


def usual_answer(name: str, begun: Begun) -> str:
    """Give what most would answer to a question, as it is typed; empty when nobody can guess."""
    day = send_day(begun.today)
    source, types = begun.source, begun.registers.framework.review_types
    if name == "title" and source is not None:
        ending = {
            "briefing": "7-minute briefing",
            "executive-summary": "executive summary",
            "action-plan": "action plan",
        }
        return f"{name_of(source)}: {ending[begun.kind.name]}" if begun.kind.name in ending else ""
    if name == "title" and begun.kind.name == "annual-report":
        first = _report_year(begun.today)
        return f"Yearly report, April {first} to March {first + 1}"
    if name == "reference":
        if not begun.says("review_type"):
            return ""
        kind = types.get(begun.says("review_type"))
        begin = kind.short if kind is not None and len(kind.short) <= 6 else begun.says("review_type")
        return next_reference(begin, begun.today.year, begun.items.values())
    if name == "monitored_by" and source is not None and isinstance(source.details, Review):
        return source.details.reports_to
    if name == "reports_to":
        kind = types.get(begun.says("review_type"))
        return kind.reports_to if kind is not None and kind.reports_to else begun.says("commissioned_by")
    if name == "year":
        first = _report_year(begun.today)
        return f"{first}-{first + 1}"
    usual = {"published": day.isoformat(), "minutes": "7", "review_due": years_from(day, 3)}
    if name == "audience" and source is not None:
        return source.audience.value
    if name in ("about", "source") and source is not None:
        return source.id
    if name in ("themes", "agencies", "roles") and source is not None:
        return ", ".join(getattr(source, name))
    return usual.get(name, "")


def _report_year(today: date) -> int:
    """Give the year in which the last whole year of April to March began."""
    return today.year - 1 if today.month > 3 else today.year - 2


def draft_item(begun: Begun) -> str:
    """Give the whole file. What is typed in it is what was answered; what is not known has a mark and a word on how it is written well."""
    front = Front()
    front.note(_HEAD)
    for words in begun.notes:
        front.check(words)
    says = begun.answers
    front.add("title", says["title"])
    front.add("type", begun.kind.name)
    front.add("audience", says["audience"])
    front.add("draft", "true")
    front.add("published", says["published"])
    front.add("summary", says.get("summary") or SUMMARY)
    if begun.near:
        named = "; ".join(f"{one.id} ({one.kind.name})" for one in begun.near)
        front.check(f"near to it in the library: {named}. Name under 'about' what it comes from, and delete this line")
    for name in ("themes", "agencies", "roles", "about"):
        if name == "themes" and says.get(name) and begun.suggested:
            front.check("the themes were suggested from the words. Keep those under which people should find it")
        front.add(name, says.get(name, ""))
    if begun.kind.name != "page" and not says.get("themes"):
        front.check(
            "add 'themes: [ids]', at most eight, so that people find it. They are listed in registers/themes.yml"
        )
    labels = (*(begun.source.people if begun.source else ()), *labels_in(str(says["title"])), *begun.people)
    front.add("people", list(dict.fromkeys(labels)))
    if begun.source is not None:
        front.add("age_bands", list(begun.source.age_bands))
        front.add("content_note", begun.source.content_note)
        if begun.kind.name in ("briefing", "executive-summary", "practice-guidance"):
            front.check(
                f"what stands above the marks is in the words of {begun.source.id}. Write it in your own, and shorter"
            )
    _OWN.get(begun.kind.name, _others)(front, begun)
    front.add("attachments", list(begun.attachments))
    minutes = begun.says("minutes")
    return front.file(begun.body or body_of(begun.kind, int(minutes) if minutes else 7, begun.source, begun.registers))


_COMMON = frozenset({"title", "audience", "summary", "themes", "agencies", "roles", "about", "published"})


def _others(front: Front, begun: Begun) -> None:
    """Add what only this type asks, as it was answered."""
    for question in questions_of(begun.kind):
        if question.name not in _COMMON:
            if question.name in begun.guessed:
                front.check(f"'{question.name}' is a guess")
            front.add(question.name, begun.answers.get(question.name, ""))
    if begun.kind.name == "resource":
        front.add("rights", "external-link-only")


def _review(front: Front, begun: Begun) -> None:
    _others(front, begun)
    days = (date.fromisoformat(begun.says("published")) - date.fromisoformat(begun.says("decided_on"))).days
    if days > SIX_MONTHS:
        front.add("delay_reason", f"{WRITE}: why it took more than six months (Working Together asks for it)")
    front.add("lead_reviewers", [f"{WRITE}: who led it, by name or capacity, such as: An independent reviewer"])
    kind = begun.registers.framework.review_types[begun.says("review_type")]
    if kind.audit:
        front.add("sample", f"{WRITE}: what was looked at, such as: 40 records of children with a plan")
    else:
        front.check("add 'outcome:' death, serious-harm, near-miss or good-practice, if it is about one child")
    front.add(
        "findings",
        list(begun.findings)
        or [
            {
                "ref": "F1",
                "title": f"{WRITE}: the finding in a few words, as a sentence with 'we'",
                "text": f"{WRITE}: two or three sentences: what was found, and why it happened",
            }
        ],
    )
    agencies = begun.answers.get("agencies") or [next(iter(begun.registers.agencies))]
    front.check("'to': the agencies that each recommendation is made to. Add 'by' when there is a day, month or season")
    front.add(
        "recommendations",
        list(begun.recommendations)
        or [
            {
                "ref": "R1",
                "title": f"{WRITE}: the recommendation in a few words, beginning with a verb",
                "text": f"{WRITE}: who should do what, and how anybody will see that it is done",
                "to": agencies,
                "from": ["F1"],
            }
        ],
    )
    front.add(
        "response",
        {
            "by": begun.says("reports_to"),
            "on": begun.says("published"),
            "text": f"{WRITE}: what the board decided on each recommendation, and why not where it did not accept one",
        },
    )
    for name, who in (
        ("child_voice", "the child said or showed"),
        ("family_voice", "the family said"),
        ("practitioner_voice", "practitioners said"),
    ):
        front.note(
            f"What {who}: 'text' says who said it and how we know, 'quote' has their words; or 'not_obtained' says why not."
        )
        front.add(name, {"not_obtained": f"{WRITE}: Not obtained, because …"})
    front.add("worked_well", [f"{WRITE}: what somebody did well and why it mattered, a sentence each"])


def _plan(front: Front, begun: Begun) -> None:
    source = begun.items[begun.says("source")]
    front.add("source", source.id)
    reference = source.reference
    if not reference:
        reference = next_reference("PLAN", begun.today.year, begun.items.values())
        front.add("reference", reference)
    front.add("monitored_by", begun.says("monitored_by"))
    read = "read from a table" if begun.actions else "taken from the recommendations"
    front.check(f"owners and days: they were {read} as far as they stand there")
    front.add("actions", list(begun.actions) or _actions(source, begun))


def _actions(source: Publication, begun: Begun) -> list[Tree]:
    """Give an action for each recommendation that waits for one."""
    taken = refs_of(source.id, begun.items.values())
    waiting: list[Recommendation] = [one for one in source.recommendations if one.response is None]
    day = date.fromisoformat(begun.says("published"))
    usual_due = f"{day.year + (day.month + 6 > 12)}-{(day.month + 5) % 12 + 1:02}"
    made: list[Tree] = []
    for one in waiting:
        answered = [ref for ref in taken if ref.startswith(f"{one.ref}/")]
        if answered:
            continue
        made.append(_action(f"{one.ref}/A1", one.title, list(one.to), _due(one) or usual_due))
    if not made:
        numbers = [int(ref[1:]) for ref in taken if re.fullmatch(r"A[0-9]+", ref)]
        owners = list(source.agencies) or [next(iter(begun.registers.agencies))]
        title = f"{WRITE}: what will be different, in one short line"
        made.append(_action(f"A{max(numbers, default=0) + 1}", title, owners[:1], usual_due))
    return made


def refs_of(source: str, items: Iterable[Publication]) -> set[str]:
    """Give the refs of all actions that plans of a source have."""
    plans = (one.details for one in items if isinstance(one.details, Plan) and one.details.source == source)
    return {action.ref for plan in plans for action in plan.actions}


def _due(one: Recommendation) -> str:
    if one.by is None:
        return ""
    return f"{one.by.season} {one.by.year}" if one.by.season else one.by.iso


def _action(ref: str, title: str, owners: list[str], due: str) -> Tree:
    return {
        "ref": ref,
        "title": title,
        "what": f"{WRITE}: what the owner does, in words for the public",
        "owner": owners[0],
        "scope": "multi-agency" if len(owners) > 1 else "single-agency",
        "due": due,
        "measure": f"{WRITE}: what will show that it worked, with a number, such as: 30 of 40 records answer the question",
    }


_OWN = {"review": _review, "action-plan": _plan}
