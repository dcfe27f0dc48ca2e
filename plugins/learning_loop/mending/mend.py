"""One file → the same with everything mended that needs no thought. A pure function of its bytes and of what the library's things are called."""

from __future__ import annotations

from learning_loop.mending.fields import mend_front, mend_links
from learning_loop.mending.mended import Mended
from learning_loop.mending.names import ItemNames, Names
from learning_loop.mending.text import mend_text
from learning_loop.model.kinds import KIND_BY_FOLDER
from learning_loop.reading.front_matter import read_mapping, split_front_matter
from learning_loop.reading.markdown import address_of
from learning_loop.reading.text import read_text
from learning_loop.schema.kinds import FIELDS_BY_TYPE
from learning_loop.schema.registers import REGISTER_FILES

NOTHING = Names(None, (), ())
"""For files that name nothing."""


def mend_item(data: bytes, names: Names, *, path: str) -> tuple[bytes, list[Mended]]:
    """Give an item's bytes, mended, and what was done, by line. Bytes that need nothing come back as they are."""
    data, done = mend_text(data, path=path, is_register=False)
    text, problems = read_text(data, path=path)
    split = split_front_matter(text) if not problems else None
    address = address_of(path)
    if split is None or address is None:
        return data, done
    kind = KIND_BY_FOLDER[address.partition("/")[0]].name
    front, of_front = mend_front(
        split.front, FIELDS_BY_TYPE[kind], names, path=path, offset=split.front_line, kind=kind
    )
    body, of_body = mend_links(split.body, names, path=path, offset=split.body_line)
    if not (of_front or of_body):
        return data, done
    start = text.index("\n") + 1
    between = text[start + len(split.front) : len(text) - len(split.body)]
    return f"{text[:start]}{front}{between}{body}".encode(), done + of_front + of_body


def mend_register(data: bytes, *, path: str) -> tuple[bytes, list[Mended]]:
    """Give a register's bytes, mended, and what was done."""
    data, done = mend_text(data, path=path, is_register=True)
    text, problems = read_text(data, path=path)
    fields = REGISTER_FILES.get(path.rpartition("/")[2].removesuffix(".yml"))
    if problems or fields is None:
        return data, done
    front, found = mend_front(text, fields, NOTHING, path=path, offset=0)
    return (front.encode(), done + found) if found else (data, done)


def names_in(data: bytes, *, path: str) -> ItemNames | None:
    """Give what may stand for an item; None where its front matter cannot be read."""
    text, problems = read_text(data, path=path)
    split = split_front_matter(text) if not problems else None
    if split is None:
        return None
    values = read_mapping(split.front, path=path, line_offset=0).values
    title, folder = values.get("title"), path.partition("/")[0]
    old = (*_texts(values.get("redirect_from")), *(f"{folder}/{one}" for one in _texts(values.get("former_ids"))))
    return ItemNames(path, title if isinstance(title, str) else "", old)


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
