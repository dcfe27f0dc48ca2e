"""``loop new KIND``: asks what an item needs, suggests what it can, and writes a draft that passes ``loop check``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from learning_loop.build import open_search, read_library
from learning_loop.catalogue.checks import find_complaints
from learning_loop.doors.cli.stopped import Stopped
from learning_loop.doors.cli.terminal import Progress, Tell
from learning_loop.doors.cli.writing import write_new
from learning_loop.drafting.item import Begun, draft_item, free_id, usual_answer
from learning_loop.drafting.questions import Question, questions_of, read_answer
from learning_loop.drafting.suggesting import newest_first, suggest_themes
from learning_loop.library import Content
from learning_loop.model.kinds import Audience, Kind
from learning_loop.model.problem import Problem, did_you_mean
from learning_loop.model.publication import Plan, Publication
from learning_loop.model.registers import Registers
from learning_loop.model.values import dataclass
from learning_loop.present.words import joined
from learning_loop.reading.front_matter import field_words
from learning_loop.reading.markdown import address_of, slug
from learning_loop.reading.written import Tree
from learning_loop.schema.fields import ID
from learning_loop.schema.items import read_item
from learning_loop.schema.kinds import FIELDS_BY_TYPE
from learning_loop.search.query import answer

Ask = Callable[[str, str], str]
"""Asks a question with a suggested answer, and gives what was typed."""

NEAR = 3
"""Items that are suggested as related."""

FROM_WHAT = frozenset({"review", "resource"})
"""Types whose findings and recommendations others are made of."""


class Missing(Exception):
    """Options without which nothing can begin, and nobody is there to be asked."""


@dataclass(slots=True)
class Wanted:
    """What was given on the command line."""

    kind: Kind
    answers: Mapping[str, str]
    item: str
    source: str
    ask: Ask | None
    """None where nobody can be asked, or nobody wants to be."""


def write_item(wanted: Wanted, content: Path, cache: Path, today: date, progress: Progress, tell: Tell) -> str:
    """Write the draft of an item, and give what to tell. Raises Missing, Stopped, OSError."""
    with progress() as report:
        read = read_library(content, cache=cache, report=report)
    if read.registers is None:
        raise Stopped(
            f"{tell(read.problems, content.as_posix())}. The registers must be right first: loop check lists what is wrong."
        )
    begun = _answered(wanted, read, read.registers, content, cache, today, progress)
    taken = ids_of(read)
    item = _id_of(wanted, begun, taken)
    path = f"{wanted.kind.folder}/{item}.md"
    text = draft_item(begun)
    refuse_unless_sound({path: text}, read)
    write_new(content / path, text.encode())
    return "\n".join(_told(content / path, begun))


def ids_of(read: Content) -> set[str]:
    """Give every id that an item of the library has, those of items with problems too."""
    addresses = filter(None, map(address_of, read.records))
    former = {old for one in read.publications for old in one.former_ids}
    return former | {address.partition("/")[2] for address in addresses}


def refuse_unless_sound(texts: Mapping[str, str], read: Content) -> None:
    """Look at new files, by their paths, as the check of the library will, before they are written. Raises Stopped."""
    made: list[Publication] = []
    for path, text in texts.items():
        item = read_item(text.encode(), path=path)
        if item.publication is None:
            raise Stopped(f"{_wrong(item.problems)}. Nothing was written.")
        made.append(item.publication)
    assert read.registers is not None
    unread = {
        address for one, record in read.records.items() if record.publication is None and (address := address_of(one))
    }
    beside = {f"{one.source.rpartition('/')[0]}/{each.file}" for one in made for each in one.attachments}
    complaints = find_complaints((*read.publications, *made), read.registers, {*read.folder.others, *beside}, unread)
    wrong = [
        f"{field_words(one.place)}: {one.message}" if one.place else one.message
        for one in complaints
        if one.source in texts and one.severity == "error"
    ]
    if wrong:
        raise Stopped(f"{'. '.join(wrong)}. Nothing was written.")


def _wrong(problems: Iterable[Problem]) -> str:
    """Say what would be wrong with a file, by its fields: there is no file yet whose lines could be named."""
    return ". ".join(f"{one.field}: {one.message}" if one.field else one.message for one in problems)


def source_of(given: str, read: Content) -> Publication | None:
    """Give the item that another begins from; None when none is named. A file's path is understood, too. Raises Stopped."""
    if not given:
        return None
    items = {one.id: one for one in read.publications}
    named = next((one for one in read.publications if Path(given).as_posix().endswith(one.source)), None)
    source = named or items.get(given) or items.get(slug(given))
    if source is None:
        raise Stopped(f"There is no item '{given}'.{did_you_mean(given, items)} An id is the file's name without .md.")
    if source.withdrawn is not None:
        raise Stopped(f"'{given}' was withdrawn. Begin from an item that is still published.")
    return source


def _answered(
    wanted: Wanted, read: Content, registers: Registers, content: Path, cache: Path, today: date, progress: Progress
) -> Begun:
    items = {one.id: one for one in read.publications}
    source = source_of(wanted.source or _source_named(wanted), read)
    answers: dict[str, Tree] = {}
    begun = Begun(wanted.kind, answers, today, registers, items, source)
    missing: list[str] = []
    near: list[Publication] = []
    guessed = False
    for question in questions_of(wanted.kind):
        given = wanted.answers.get(question.name, "")
        usual = usual_answer(question.name, begun)
        if question.name == "audience" and source is None and wanted.kind.name in ("action-plan", "executive-summary"):
            usual = ""
        if question.name == "themes":
            near = _near(answers, source, read, content, cache, today, progress)
            usual = usual or ", ".join(suggest_themes(_words(answers), near, registers.themes.values()))
            if wanted.kind.name == "page":
                usual = ""
            guessed = bool(usual) and not given and wanted.ask is None and source is None
        if given:
            value, wrong = read_answer(question, given, wanted.kind, registers, items)
            if wrong:
                raise Stopped(f"{question.option}: {wrong}.")
        elif wanted.ask is not None:
            value = _asked(question, usual, wanted, begun, near)
        elif question.needed and not (usual and question.name != "audience") and not (usual and source is not None):
            missing.append(question.option)
            continue
        else:
            value, wrong = read_answer(question, usual, wanted.kind, registers, items) if usual else ("", "")
            if wrong:
                raise Stopped(f"{question.option}: {wrong}.")
        if value:
            answers[question.name] = value
    if missing:
        raise Missing(joined(missing))
    if source is None and wanted.kind.name == "action-plan":
        source = source_of(begun.says("source"), read)
    refuse_wider(answers, source)
    shown = tuple(one for one in near if source is None) if wanted.ask is None and not answers.get("about") else ()
    return Begun(wanted.kind, answers, today, registers, items, source, shown, guessed)


def _source_named(wanted: Wanted) -> str:
    """Give what the kinds that are about one item are about, so that it need not be said twice."""
    if wanted.kind.name == "action-plan":
        return wanted.answers.get("source", "").strip()
    about = wanted.answers.get("about", "").strip()
    return about if wanted.kind.name == "executive-summary" and ID.fullmatch(about) else ""


def refuse_wider(answers: Mapping[str, Tree], source: Publication | None) -> None:
    """Refuse to tell the public what is drafted from a professional item. Raises Stopped."""
    if source is None or source.audience is Audience.PUBLIC or answers.get("audience") != "public":
        return
    raise Stopped(
        f"--audience: '{source.id}' is for professionals only, and what is drafted from it says what it says. Write --audience professional."
    )


def _asked(question: Question, usual: str, wanted: Wanted, begun: Begun, near: list[Publication]) -> Tree:
    """Ask until the answer can stand."""
    assert wanted.ask is not None
    words = question.words
    optional = not FIELDS_BY_TYPE[wanted.kind.name].model_fields[question.name].is_required() and not question.needed
    if optional or (not question.needed and not usual):
        words += " Or - for nothing" if usual else " Or nothing"
    if question.of in ("review types", "methods", "groups"):
        words += f" ({', '.join(_listed(question, begun.registers))})"
    if question.name == "about" and near and not usual:
        words += f". Near to it: {', '.join(one.id for one in near)}"
    while True:
        typed = wanted.ask(words, usual).strip()
        if typed == "-" and optional:
            return ""
        value, wrong = read_answer(question, typed, wanted.kind, begun.registers, begun.items)
        if not wrong:
            return value
        words = again(typed, wrong)


def again(typed: str, wrong: str) -> str:
    """Give what is asked after an answer that cannot stand."""
    if not typed:
        return "This needs an answer"
    return f"{typed}: {wrong}{'' if wrong.endswith(('?', '.')) else '.'} Once more"


def _listed(question: Question, registers: Registers) -> list[str]:
    if question.of == "groups":
        return list(registers.groups)
    return list(registers.framework.methods if question.of == "methods" else registers.framework.review_types)


def _words(answers: Mapping[str, Tree]) -> str:
    return f"{answers.get('title', '')} {answers.get('summary', '')}"


def _near(
    answers: Mapping[str, Tree],
    source: Publication | None,
    read: Content,
    content: Path,
    cache: Path,
    today: date,
    progress: Progress,
) -> list[Publication]:
    """Give the items that its readers would find for its words; none while the library has errors."""
    words = _words(answers).strip()
    if not words or source is not None:
        return []
    audience = Audience(str(answers.get("audience") or "public"))
    with progress() as report:
        _, files = open_search(content, cache=cache, audience=audience, today=today, report=report)
    if files is None:
        return []
    items = {one.id: one for one in read.publications}
    hits = [hit for hit in answer(words, files).hits if hit.all_words or hit.rank]
    found = [items[one["id"]] for hit in hits[:20] if (one := files.item(hit.number))["id"] in items]
    assert read.registers is not None
    first = suggest_themes(words, (), read.registers.themes.values())[:1]
    found += [one for one in newest_first(items.values(), audience, today) if first and first[0] in one.themes[:2]]
    return list(dict.fromkeys(one for one in found if one.type not in _PASSING))[:NEAR]


_PASSING = frozenset({"page", "newsletter", "bulletin", "event", "action-plan"})
"""Types that nothing new comes from."""


def _id_of(wanted: Wanted, begun: Begun, taken: set[str]) -> str:
    if not wanted.item:
        usual = _usual_id(begun)
        found = free_id(usual, wanted.kind, taken)
        if wanted.ask is None:
            return found
        words = "Its id: small letters, digits and hyphens, and its address for ever"
        while True:
            typed = wanted.ask(words, found).strip()
            if ID.fullmatch(typed) and free_id(typed, wanted.kind, taken) == typed:
                return typed
            wrong = "there is an item of that id already" if typed in taken else "is no id"
            words = f"{typed or 'This'}: {wrong}. Once more: small letters, digits and hyphens"
    if not ID.fullmatch(wanted.item):
        raise Stopped(
            f"--id: '{wanted.item}' is no id. Ids are small letters, digits and hyphens, such as {free_id(_usual_id(begun), wanted.kind, taken)}."
        )
    if wanted.item in taken:
        raise Stopped(f"--id: there is an item '{wanted.item}' already. It was left as it is; name another.")
    return wanted.item


def _usual_id(begun: Begun) -> str:
    ending = {"executive-summary": "summary", "action-plan": "plan", "briefing": "briefing"}.get(begun.kind.name)
    if begun.source is not None and ending and begun.answers["title"] == usual_answer("title", begun):
        return f"{begun.source.id}-{ending}"
    if begun.kind.name == "annual-report":
        return f"annual-report-{begun.says('year')}"
    return begun.says("title")


def look_at(folder: str, item: str, audience: str, published: str, today: date) -> str:
    """Say how a draft can be seen: the professional site has the next port."""
    when = f" --today {published}" if published > today.isoformat() else ""
    port = 8001 if audience == "professional" else 8000
    return f"loop serve --drafts{when}, then http://localhost:{port}/{folder}/{item}/"


def is_of(one: Publication, source: str) -> bool:
    """Say whether an item comes from another, by its id."""
    return (one.details.source == source) if isinstance(one.details, Plan) else source in one.about


def _told(target: Path, begun: Begun) -> list[str]:
    lines = [f"{target}: a draft ({begun.kind.label}), on no site until its line 'draft: true' is deleted"]
    themes = begun.answers.get("themes")
    if themes:
        said = "Suggested themes" if begun.suggested else "Themes"
        lines.append(f"{said}: {', '.join(map(str, themes))}.")
    if begun.source is not None:
        same = [one.id for one in begun.items.values() if one.type == begun.kind.name and is_of(one, begun.source.id)]
        if same:
            lines.append(f"Of this type and from {begun.source.id} there is already {joined(same)}.")
    if begun.near:
        lines.append(f"Near to it in the library: {', '.join(f'{one.id} ({one.title})' for one in begun.near)}.")
    if begun.source is not None:
        lines.append(
            f"What it takes from {begun.source.id} stands there in the words of that text. Write it in your own."
        )
    return [
        *lines,
        "What to do now:",
        "1. Open the file and write what is marked STILL TO WRITE; each mark says what a good one has. Look at what is marked STILL TO CHECK.",
        f"2. Look at it: {look_at(begun.kind.folder, target.stem, begun.says('audience'), begun.says('published'), begun.today)}.",
        "3. Delete the line 'draft: true', run loop check, and hand it in as always.",
    ]
