"""What of a document is better said in fields than in its text: findings, recommendations and actions. A program's guess, for somebody to check."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import count

from learning_loop.importing.blocks import Block, Item, tidy
from learning_loop.importing.vocabulary import agencies_in, date_in, half_a_year_after
from learning_loop.model.registers import Registers
from learning_loop.model.values import dataclass, field
from learning_loop.reading.unwritten import WRITE
from learning_loop.reading.written import Tree

LONGEST_TITLE = 140
SHORTEST_TITLE = 3

_SENTENCE = re.compile(r"(.+?[.!?])(?:\s|$)")
_SHOULD = re.compile(r"\b(?:should|must|will|needs? to|to)\b", re.IGNORECASE)


@dataclass(slots=True)
class Told:
    """A finding or recommendation, as it was found."""

    number: int
    title: str
    text: str


@dataclass(slots=True)
class Proposals:
    """What was found, and the blocks that are left."""

    blocks: list[Block]
    findings: list[Told] = field(default_factory=list)
    recommendations: list[Told] = field(default_factory=list)
    actions: list[dict[str, str]] = field(default_factory=list)
    """Rows of action tables, by the names of the columns (`COLUMNS`)."""
    unused: list[str] = field(default_factory=list)
    """The headings of their columns that no field takes, such as RAG."""


def propose(blocks: Sequence[Block], *, fields: bool) -> Proposals:
    """Find what belongs in fields, and take it out of the text; without ``fields`` only the actions, since the type has no others."""
    made = Proposals(list(blocks))
    made.blocks = list(_without_actions(made.blocks, made))
    if fields:
        made.blocks = _told(made.blocks, "recommendation", made.recommendations)
        made.blocks = _told(made.blocks, "finding", made.findings)
    made.blocks = _without_empty_parts(made.blocks, blocks)
    return made


def _told(blocks: list[Block], word: str, found: list[Told]) -> list[Block]:
    """Take out every ‘Recommendation 1: …’, and the entries of a list or table under a heading that is called so."""
    marked = re.compile(
        rf"^(?:key )?{word}s?\s*(?:no\.?\s*)?(\d{{1,3}}[a-z]?)\b\s*[:.)–—-]*\s*(.*)$", re.IGNORECASE | re.DOTALL
    )
    under = re.compile(
        rf"^(?:\d+(?:\.\d+)*\.?\s*)?(?:(?:the|our|key|main|summary of(?: the)?|list of(?: the)?)\s+)*{word}s?(?: made)?:?$",
        re.IGNORECASE,
    )
    left: list[Block] = []
    within = 0
    position = 0
    while position < len(blocks):
        block = blocks[position]
        position += 1
        plain = block.words.plain.strip()
        match = marked.match(plain) if block.kind in ("heading", "text", "quote") else None
        if match:
            title, said, position = _gathered(match[2], block, blocks, position, marked)
            _add(found, said, title)
        elif block.kind == "heading":
            if under.match(plain):
                within = block.level
            elif within and block.level <= within:
                within = 0
            left.append(block)
        elif within and block.kind == "list" and (block.ordered or not found or _looks_like(block, word)):
            for item in block.items:
                inner = marked.match(item.words.plain.strip())
                _add(found, inner[2] if inner else _with_lists(item))
        elif block.kind == "list" and all(marked.match(item.words.plain.strip()) for item in block.items):
            for item in block.items:
                inner = marked.match(item.words.plain.strip())
                _add(found, inner[2] if inner else "")
        elif block.kind == "table" and (column := _column(block, word)) is not None and not _is_actions(block):
            for row in block.rows[1:]:
                others = [
                    cell.plain
                    for place, cell in enumerate(row)
                    if place != column and not re.fullmatch(r"[A-Z]?\d*\.?", cell.plain.strip())
                ]
                _add(found, " ".join(filter(None, (_full_stop(row[column].plain), *map(_full_stop, others)))))
        else:
            left.append(block)
    return left


def _gathered(
    rest: str, block: Block, blocks: list[Block], position: int, marked: re.Pattern[str]
) -> tuple[str, str, int]:
    """Give the title that a heading has, and the words of one, with the paragraphs that belong to a heading or a bare ‘Recommendation 1’."""
    said = [rest.strip()] if rest.strip() else []
    bare = block.kind == "heading" or not said
    while bare and position < len(blocks):
        after = blocks[position]
        if after.kind in ("heading", "table") or marked.match(after.words.plain.strip()):
            break
        said.append(after.words.plain if after.kind != "list" else " ".join(_with_lists(item) for item in after.items))
        position += 1
        if block.kind != "heading":
            break
    if block.kind == "heading" and rest.strip() and len(said) > 1:
        return said[0], " ".join(said[1:]), position
    return "", " ".join(said), position


def _looks_like(block: Block, word: str) -> bool:
    return word != "recommendation" or sum(bool(_SHOULD.search(item.words.plain)) for item in block.items) * 2 >= len(
        block.items
    )


def _with_lists(item: Item) -> str:
    parts = [item.words.plain, *(_with_lists(one) for below in item.lists for one in below.items)]
    return " ".join(tidy(part).strip() for part in parts if part.strip())


def _full_stop(text: str) -> str:
    text = tidy(text).strip()
    return text if not text or text[-1] in ".!?:;" else f"{text}."


def _add(found: list[Told], said: str, title: str = "") -> None:
    said = tidy(said).strip()
    if len(said) >= SHORTEST_TITLE:
        found.append(Told(len(found) + 1, title_of(tidy(title).strip() or said), said))


def title_of(text: str) -> str:
    """Give the first sentence of a text as a title, cut at a word where it is long."""
    match = _SENTENCE.match(text)
    title = (match[1] if match else text).rstrip(" .:;")
    if len(title) <= LONGEST_TITLE:
        return title if len(title) >= SHORTEST_TITLE else text[:LONGEST_TITLE].strip()
    return title[: LONGEST_TITLE - 1].rpartition(" ")[0].rstrip(" ,;:") + "…"


def _without_empty_parts(blocks: list[Block], before: Sequence[Block]) -> list[Block]:
    """Leave out headings whose whole text was taken out, and leave those that had none from the start."""
    after: list[Block | None] = [*before, None][1:]
    had_none = {id(one) for one, following in zip(before, after, strict=True) if _ends_part(one, following)}
    left: list[Block] = []
    for block in reversed(blocks):
        following = left[-1] if left else None
        if block.kind != "heading" or id(block) in had_none or not _ends_part(block, following):
            left.append(block)
    return left[::-1]


def _ends_part(heading: Block, after: Block | None) -> bool:
    return after is None or (after.kind == "heading" and after.level <= heading.level)


# Actions


COLUMNS: Mapping[str, re.Pattern[str]] = {
    "action": re.compile(r"(?:the |agreed |proposed |required )?actions?(?: (?:required|agreed|to be taken|needed|points?))?|what(?: will (?:be done|we do))?|task", re.IGNORECASE),
    "recommendation": re.compile(r"rec(?:ommendation)?s?\.?(?: ?(?:no|number|ref)\.?)?", re.IGNORECASE),
    "owner": re.compile(r"(?:(?:action |lead )?owners?|lead(?:s| agency| agencies| officer| person| organisation)?|who|by whom|responsib(?:le|ility)(?: .*)?|agency|agencies|person responsible)", re.IGNORECASE),
    "due": re.compile(r"(?:by when|when|due(?: date| by)?|deadline|time ?scales?|target(?: date)?|(?:completion |end )?date(?: due| for completion)?)", re.IGNORECASE),
    "measure": re.compile(r"(?:measures?(?: of success)?|success (?:measures?|criteria)|how will we know.*|(?:intended |expected |desired )?(?:outcomes?|impact)|evidence(?: .*)?)", re.IGNORECASE),
    "progress": re.compile(r"(?:progress|status|updates?|rag(?: rating| status)?|comments?|notes)", re.IGNORECASE),
    "ref": re.compile(r"(?:ref(?:erence)?\.?|no\.?|number|#|item)", re.IGNORECASE),
}  # fmt: skip
"""What the columns of action tables are called."""


def columns_of(head: Sequence[str]) -> dict[str, int]:
    """Give the number of each known column by its name."""
    found: dict[str, int] = {}
    for number, words in enumerate(head):
        plain = tidy(words).strip(" :?*")
        name = next((name for name, pattern in COLUMNS.items() if pattern.fullmatch(plain)), "")
        if name and name not in found:
            found[name] = number
    return found


def is_action_table(columns: Mapping[str, int]) -> bool:
    """Say whether columns are those of actions: what is to be done, and who or by when."""
    return "action" in columns and ("owner" in columns or "due" in columns)


def rows_of(rows: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    """Give the rows of an action table by the names of its columns; none when it is no such table."""
    columns = columns_of(rows[0]) if rows else {}
    if not is_action_table(columns):
        return []
    found = []
    for row in rows[1:]:
        said = {name: tidy(row[number]).strip() for name, number in columns.items() if number < len(row)}
        if said.get("action"):
            found.append(said)
    return found


def _is_actions(block: Block) -> bool:
    return bool(block.rows) and is_action_table(columns_of([cell.plain for cell in block.rows[0]]))


def unused_columns(head: Sequence[str]) -> list[str]:
    """Give the headings of an action table's columns that no field of an action takes: its colours and its progress, for two."""
    taken = {number for name, number in columns_of(head).items() if name != "progress"}
    return [tidy(words).strip() for number, words in enumerate(head) if number not in taken and tidy(words).strip()]


def _without_actions(blocks: Sequence[Block], made: Proposals) -> Iterator[Block]:
    for block in blocks:
        if block.kind == "table" and _is_actions(block):
            rows = [[cell.plain for cell in row] for row in block.rows]
            made.actions += rows_of(rows)
            made.unused += [words for words in unused_columns(rows[0]) if words not in made.unused]
        else:
            yield block


def _column(block: Block, word: str) -> int | None:
    """Give the column of a table whose heading is the word."""
    for number, cell in enumerate(block.rows[0] if block.rows else ()):
        if re.fullmatch(rf"(?:the )?{word}s?", tidy(cell.plain).strip(" :"), re.IGNORECASE):
            return number
    return None


# As front matter has them


def findings_as_fields(told: Sequence[Told]) -> list[Tree]:
    """Give findings as front matter has them."""
    return [{"ref": f"F{one.number}", "title": one.title, "text": one.text} for one in told]


def recommendations_as_fields(
    told: Sequence[Told], registers: Registers, fallback: Sequence[str], guessed: list[str]
) -> list[Tree]:
    """Give recommendations as front matter has them: to whom and by when as far as their words say it. ``guessed`` learns the refs of those that name nobody."""
    made: list[Tree] = []
    for one in told:
        to = agencies_in(one.text, registers)
        if not to:
            guessed.append(f"R{one.number}")
            to = list(fallback)
        tree: dict[str, Tree] = {"ref": f"R{one.number}", "title": one.title, "text": one.text, "to": [*to]}
        if by := date_in(one.text):
            tree["by"] = by
        made.append(tree)
    return made


def actions_as_fields(
    rows: Sequence[Mapping[str, str]],
    registers: Registers,
    fallback: Sequence[str],
    day: date,
    made_by: Callable[[str], str],
    taken: Collection[str],
    guessed: list[str],
) -> list[Tree]:
    """Give actions as front matter has them.

    ``made_by`` gives the ref of a recommendation that a cell speaks of, or nothing; ``taken`` are refs that other plans of the source have.
    ``guessed`` learns, with refs, whose owner or day the table does not say.
    """
    counts: dict[str, int] = {}
    made: list[Tree] = []
    last = ""
    for row in rows:
        spoken = row.get("recommendation", "") or row.get("ref", "")
        last = made_by(spoken) or (last if not spoken else "")
        begin = f"{last}/A" if last else "A"
        counts[last] = next(number for number in count(counts.get(last, 0) + 1) if f"{begin}{number}" not in taken)
        owners = agencies_in(row.get("owner", ""), registers)
        due = date_in(row.get("due", ""))
        ref = f"{begin}{counts[last]}"
        if unsaid := [name for name, said in (("owner", owners), ("due", due)) if not said]:
            guessed.append(f"{ref} ({' and '.join(unsaid)})")
        tree: dict[str, Tree] = {
            "ref": ref,
            "title": title_of(row["action"]),
            "what": row["action"],
            "owner": (owners or list(fallback))[0],
            "scope": "multi-agency" if len(owners) > 1 else "single-agency",
            "due": due or half_a_year_after(day),
            "measure": row.get("measure") or f"{WRITE}: what will show that it worked",
        }
        made.append(tree)
    return made
