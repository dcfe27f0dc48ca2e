"""``loop import FILE``: a Word, PDF or Excel file becomes the draft of an item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from learning_loop.attachments.findings import Finding, Refused
from learning_loop.attachments.kinds import LARGEST
from learning_loop.attachments.rules import message_of
from learning_loop.attachments.sandbox import Job, look_apart
from learning_loop.build import read_library
from learning_loop.doors.cli.new_item import (
    Ask,
    Missing,
    again,
    ids_of,
    is_of,
    look_at,
    refuse_unless_sound,
    refuse_wider,
    source_of,
)
from learning_loop.doors.cli.stopped import Stopped
from learning_loop.doors.cli.terminal import Progress, Tell
from learning_loop.doors.cli.writing import write_all_new
from learning_loop.drafting.item import Begun, draft_item, free_id, name_of, refs_of
from learning_loop.drafting.newsletter import send_day
from learning_loop.drafting.questions import AUDIENCE, TITLE, Question, read_answer
from learning_loop.importing.apart import open_apart
from learning_loop.importing.brought import Brought, bring_in
from learning_loop.importing.guessing import guess_fields, guess_group, guess_themes
from learning_loop.importing.opening import Opened
from learning_loop.importing.proposals import actions_as_fields, findings_as_fields, recommendations_as_fields
from learning_loop.importing.sheet import NotRead, Sheets, read_sheets
from learning_loop.library import Content
from learning_loop.model.kinds import KIND_BY_NAME, PLAN, Kind
from learning_loop.model.problem import did_you_mean
from learning_loop.model.publication import Publication
from learning_loop.model.registers import Registers
from learning_loop.model.values import dataclass
from learning_loop.present.words import count_words, joined
from learning_loop.reading.markdown import slug
from learning_loop.reading.written import Tree
from learning_loop.schema.fields import ID
from learning_loop.schema.items import read_item

BECOMES = (
    "review",
    "executive-summary",
    "practice-guidance",
    "briefing",
    "bulletin",
    "policy",
    "annual-report",
    "page",
)
"""Types that a Word or PDF file can become; a spreadsheet becomes an action plan."""

_AS = Question("as", "What is it?", needed=True, choices=BECOMES)
_READABLE = "Word (.docx), PDF (.pdf) and Excel (.xlsx) files can be brought in"


class Hidden(Exception):
    """A file says what it does not show."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.rule)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Given:
    """What was given on the command line."""

    file: Path
    kind: str
    title: str
    audience: str
    item: str
    source: str
    ask: Ask | None


def import_file(given: Given, content: Path, cache: Path, today: date, progress: Progress, tell: Tell) -> str:
    """Write the drafts that a file becomes, and give what to tell. Raises Missing, Stopped, OSError."""
    suffix, data = _read(given.file)
    if given.kind and given.kind not in (*BECOMES, PLAN.name):
        raise Stopped(f"--as: '{given.kind}' is none of {', '.join((*BECOMES, PLAN.name))}.")
    if (suffix == "xlsx") != (given.kind == PLAN.name) and given.kind:
        raise Stopped(
            f"--as: a spreadsheet becomes an action plan, and nothing else does. {given.file.name} becomes {'an action-plan' if suffix == 'xlsx' else 'one of ' + ', '.join(BECOMES)}."
        )
    with progress() as report:
        report(f"Opening {given.file.name}", 0, 1)
        opened = _opened(given.file, data, suffix)
        read = read_library(content, cache=cache, report=report)
    if read.registers is None:
        raise Stopped(
            f"{tell(read.problems, content.as_posix())}. The registers must be right first: loop check lists what is wrong."
        )
    work = _Import(given, read, read.registers, content, today)
    return work.plan(opened) if isinstance(opened, Sheets) else work.item(opened)


def _read(file: Path) -> tuple[str, bytes]:
    if not file.is_file():
        raise Stopped(f"There is no file {file}.")
    suffix = file.suffix.lower().lstrip(".")
    if suffix in ("docm", "dotm", "xlsm", "xltm"):
        raise Stopped(f"{file}: {message_of(Finding('macros', 1))}.")
    if suffix in ("doc", "xls", "odt", "ods", "rtf", "pages", "numbers"):
        raise Stopped(
            f"{file}: cannot be brought in as it is. Open it and save it as .docx, or .xlsx if it is a spreadsheet."
        )
    if suffix not in ("docx", "pdf", "xlsx"):
        raise Stopped(f"{file}: {_READABLE}.")
    if file.stat().st_size > LARGEST:
        raise Stopped(f"{file}: {message_of(Finding('too-large', 1, (), f'{LARGEST // 1_000_000} MB'))}.")
    return suffix, file.read_bytes()


def _opened(file: Path, data: bytes, suffix: str) -> Opened | Sheets:
    try:
        if suffix == "pdf":
            _refuse_hidden(data)
        return read_sheets(data) if suffix == "xlsx" else open_apart(data, suffix)
    except NotRead as error:
        raise Stopped(f"{file}: {error}.") from None
    except Hidden as hidden:
        raise Stopped(f"{file}: {message_of(hidden.finding)}. Nothing was written.") from None
    except Refused as refused:
        if refused.rule == "unread":
            raise Stopped(
                f"{file}: is a scan: it has pictures of pages, and no text. Make its text readable first (text recognition, or OCR), or write it anew."
            ) from None
        raise Stopped(
            f"{file}: {message_of(Finding(refused.rule, 1, (), refused.detail))}. Nothing was written."
        ) from None


def _refuse_hidden(data: bytes) -> None:
    """Refuse a PDF with words that nobody can see, such as those under a black box: in a draft everybody would. Raises Refused."""
    for finding in look_apart(Job(data, "pdf", "")).findings:
        if finding.rule in ("hidden-text", "password", "broken"):
            raise Hidden(finding)


class _Import:
    """One file on its way into the library."""

    def __init__(self, given: Given, read: Content, registers: Registers, content: Path, today: date) -> None:
        self.given, self.read, self.registers = given, read, registers
        self.content, self.today = content, today
        self.items = {one.id: one for one in read.publications}
        self.taken = ids_of(read)
        self.source = source_of(given.source, read)
        self.published = send_day(today).isoformat()

    # A text

    def item(self, opened: Opened) -> str:
        """Write the draft that a Word or PDF file becomes, with its pictures and the plan of its actions."""
        brought = bring_in(opened, fields=_has_fields(self.given.kind))
        kind = self._kind(brought)
        if _has_fields(kind.name) != bool(brought.recommendations or brought.findings) and brought.has_fields:
            brought = bring_in(opened, fields=_has_fields(kind.name))
        if kind.name == "executive-summary" and self.source is None:
            self._ask_source("Which review does it sum up? Its id")
        title = self._answer(TITLE, self.given.title, brought.title or _title_of(self.given.file), kind)
        audience = self._answer(AUDIENCE, self.given.audience, self.source.audience.value if self.source else "", kind)
        item = self._id(title, kind)
        answers = self._answers(kind, brought, title, audience)
        guessed: list[str] = []
        fallback = list(self.source.agencies[:1] if self.source else ()) or [next(iter(self.registers.agencies))]
        begun = Begun(
            kind, answers, self.today, self.registers, self.items, self.source,
            suggested=bool(answers.get("themes")) and not (self.source and self.source.themes),
            guessed=[name for name in answers if name not in ("title", "audience", "published", "themes", "about")],
            body=brought.text,
            findings=findings_as_fields(brought.findings),
            recommendations=recommendations_as_fields(brought.recommendations, self.registers, fallback, guessed),
            attachments=brought.attachments,
            notes=_notes(self.given.file, opened.kind) + _guesses("'to' of", guessed),
            people=brought.people,
        )  # fmt: skip
        path = f"{kind.folder}/{item}/index.md" if brought.pictures else f"{kind.folder}/{item}.md"
        texts = {path: draft_item(begun)}
        if brought.actions:
            texts |= self._plan_of(path, texts[path], brought)
        refuse_unless_sound(texts, self.read)
        files = {self.content / one: text.encode() for one, text in texts.items()}
        folder = (self.content / path).parent
        write_all_new({**{folder / name: data for name, data in brought.pictures.items()}, **files})
        return "\n".join(self._told(path, texts, brought, kind, item, audience))

    def _kind(self, brought: Brought) -> Kind:
        guess = "review" if brought.has_fields and self.source is None else ""
        if self.given.kind:
            return KIND_BY_NAME[self.given.kind]
        if self.given.ask is None:
            if not guess:
                raise Missing("--as")
            return KIND_BY_NAME[guess]
        return KIND_BY_NAME[self._asked(_AS, guess, KIND_BY_NAME["page"])]

    def _answers(self, kind: Kind, brought: Brought, title: str, audience: str) -> dict[str, Tree]:
        themes = list(self.source.themes) if self.source else []
        if kind.name != "page":
            themes = themes or guess_themes(title, brought.plain, self.registers)
        answers: dict[str, Tree] = {
            "title": title,
            "audience": audience,
            "published": self.published,
            "themes": [*themes],
        }
        if self.source is not None:
            answers["about"] = [self.source.id]
        return answers | guess_fields(kind, title, brought.plain, self.registers, self.items, self.today)

    # Actions

    def plan(self, sheets: Sheets) -> str:
        """Write the action plan that a spreadsheet becomes."""
        source = self.source or self._ask_source("Which review or other item generated the actions? Its id")
        usual = f"{name_of(source)}: action plan"
        title = self._answer(TITLE, self.given.title, usual, PLAN)
        audience = self._answer(AUDIENCE, self.given.audience, source.audience.value, PLAN)
        item = self._id(f"{source.id}-plan" if title == usual else title, PLAN)
        path, text = self._plan(item, title, audience, source, sheets.actions, [])
        refuse_unless_sound({path: text}, self.read)
        write_all_new({self.content / path: text.encode()})
        there = [one.id for one in self.items.values() if one.type == PLAN.name and is_of(one, source.id)]
        lines = [
            f"{self.content / path}: the draft of an action plan with {count_words(len(sheets.actions), 'action')}, on no site until its line 'draft: true' is deleted"
        ]
        if there:
            lines.append(
                f"Of {source.id} there is already {joined(there)}. This is a second plan: move its actions there, or delete it, if it is the same one."
            )
        return "\n".join([*lines, *_left_out(sheets.dropped), *self._what_now(PLAN.folder, item, audience)])

    def _plan_of(self, path: str, text: str, brought: Brought) -> dict[str, str]:
        """Give the plan of the actions that a text has a table of."""
        source = read_item(text.encode(), path=path).publication
        if source is None:
            return {}
        self.items[source.id] = source
        item = free_id(f"{source.id}-plan", PLAN, self.taken | {source.id})
        title = f"{name_of(source)}: action plan"
        return dict([self._plan(item, title, source.audience.value, source, brought.actions, brought.people)])

    def _plan(
        self,
        item: str,
        title: str,
        audience: str,
        source: Publication,
        rows: Sequence[dict[str, str]],
        people: list[str],
    ) -> tuple[str, str]:
        refuse_wider({"audience": audience}, source)
        made = {one.ref for one in source.recommendations if one.response is None}
        fallback = list(source.agencies[:1]) or [next(iter(self.registers.agencies))]
        guessed: list[str] = []
        actions = actions_as_fields(
            rows,
            self.registers,
            fallback,
            date.fromisoformat(self.published),
            lambda said: _ref_in(said, made),
            refs_of(source.id, self.items.values()),
            guessed,
        )
        answers: dict[str, Tree] = {
            "title": title, "audience": audience, "published": self.published, "themes": [*source.themes], "about": [source.id],
            "source": source.id, "monitored_by": guess_group(source, self.registers),
        }  # fmt: skip
        begun = Begun(
            PLAN, answers, self.today, self.registers, self.items, source,
            guessed=["monitored_by"], actions=actions, notes=_notes(self.given.file, "actions") + _guesses("these fields of actions:", guessed), people=people,
        )  # fmt: skip
        return f"{PLAN.folder}/{item}.md", draft_item(begun)

    # Asking

    def _ask_source(self, words: str) -> Publication:
        """Ask from what the new item comes, where somebody can be asked."""
        if self.given.ask is None:
            raise Missing("--from")
        self.source = self.items[self._asked(Question("source", words, needed=True, of="items"), "", PLAN)]
        return self.source

    def _answer(self, question: Question, given: str, usual: str, kind: Kind) -> str:
        typed = given or ("" if self.given.ask is not None else usual)
        if not typed and self.given.ask is not None:
            return self._asked(question, usual, kind)
        if not typed:
            raise Missing(question.option)
        value, wrong = read_answer(question, typed, kind, self.registers, self.items)
        if wrong:
            raise Stopped(f"{question.option}: {wrong}.")
        if question is AUDIENCE:
            refuse_wider({"audience": value}, self.source)
        return str(value)

    def _asked(self, question: Question, usual: str, kind: Kind) -> str:
        assert self.given.ask is not None
        words = question.words
        while True:
            typed = self.given.ask(words, usual).strip()
            if question is _AS:
                value = typed.lower()
                wrong = "" if value in BECOMES else f"is none of {', '.join(BECOMES)}.{did_you_mean(typed, BECOMES)}"
            else:
                said, wrong = read_answer(question, typed, kind, self.registers, self.items)
                value = str(said)
            if not wrong:
                return value
            words = again(typed, wrong)

    def _id(self, title: str, kind: Kind) -> str:
        if not self.given.item:
            return free_id(title, kind, self.taken)
        if not ID.fullmatch(self.given.item):
            raise Stopped(
                f"--id: '{self.given.item}' is no id. Ids are small letters, digits and hyphens, such as {slug(title)[:40].strip('-')}."
            )
        if self.given.item in self.taken:
            raise Stopped(f"--id: there is an item '{self.given.item}' already. It was left as it is; name another.")
        return self.given.item

    # Telling

    def _told(
        self, path: str, texts: dict[str, str], brought: Brought, kind: Kind, item: str, audience: str
    ) -> list[str]:
        lines = [f"{self.content / path}: a draft ({kind.label}), on no site until its line 'draft: true' is deleted"]
        kept = [count_words(number, name) for name, number in brought.counts.items()]
        lines.append(f"Kept: {joined(kept)}." if kept else "Kept: nothing; the file has no text.")
        if brought.findings or brought.recommendations:
            parts = [
                count_words(len(brought.recommendations), "recommendation"),
                count_words(len(brought.findings), "finding"),
            ]
            lines.append(
                f"Proposed as fields, and taken out of the text: {joined([part for part in parts if not part.startswith('0 ')])}."
            )
        lines.extend(
            f"{self.content / other}: its table of actions as an action plan, {count_words(len(brought.actions), 'action')}; a draft too"
            for other in list(texts)[1:]
        )
        if brought.pictures:
            lines.append(
                f"Pictures beside the text: {', '.join(brought.pictures)}. Say in the square brackets what each shows."
            )
        return [*lines, *_left_out(brought.dropped), *self._what_now(kind.folder, item, audience)]

    def _what_now(self, folder: str, item: str, audience: str) -> list[str]:
        return [
            "What to do now:",
            "1. Read the draft beside the file. Look at what is marked STILL TO CHECK, write what is marked STILL TO WRITE.",
            f"2. Look at it: {look_at(folder, item, audience, self.published, self.today)}.",
            "3. loop check says what could identify a child. Delete the line 'draft: true' when all is done, and hand it in as always.",
        ]


def _has_fields(kind: str) -> bool | None:
    return kind == "review" if kind else None


def _title_of(file: Path) -> str:
    words = re.sub(r"[\s_-]+", " ", file.stem).strip()
    return (words[:1].upper() + words[1:])[:140] if len(words) > 2 else f"{words} (brought in)"


def _ref_in(said: str, made: set[str]) -> str:
    match = re.search(r"\d{1,3}", said)
    return f"R{int(match[0])}" if match and f"R{int(match[0])}" in made else ""


def _notes(file: Path, kind: str) -> list[str]:
    notes = [
        f"brought in from a file ({file.suffix.lower()}). Read all of it beside the file: what was meant as a heading, list or table may be another thing here"
    ]
    if kind == "pdf":
        notes.append("a PDF has no headings, lists or tables of its own: they were guessed from sizes and gaps")
    return notes


def _guesses(what: str, refs: list[str]) -> list[str]:
    """Give a note of what the document does not say in words that are understood, so that the field has a guess."""
    return (
        [f"the file names no agency or day that is known for {what} {joined(refs)}: what stands there is a guess"]
        if refs
        else []
    )


def _left_out(dropped: Counter[str]) -> list[str]:
    if not dropped:
        return []
    return [
        "Left out: " + "; ".join(f"{name} ({number})" if number > 1 else name for name, number in dropped.items()) + "."
    ]
