"""An item gets another id: its file moves, everything that names it follows, and its old address leads on."""

from __future__ import annotations

from learning_loop.model.publication import Publication
from learning_loop.reading.editing import Drop, Insert, Put, edit_body, edit_file, edit_register
from learning_loop.reading.front_matter import FieldPath, field_words, read_mapping, split_front_matter
from learning_loop.reading.text import read_text
from learning_loop.retiring.edits import CannotChange, Edits, Sources, edited
from learning_loop.retiring.mentions import FILE_FIELDS, ITEM_FIELDS, REGISTER_FIELDS, find_fields, renamed_links

BEFORE_FORMER_IDS = (
    "title", "type", "audience", "published", "summary", "updated", "change_note", "review_due", "themes", "agencies", "roles",
    "priorities", "schemes", "about", "follows_up", "supersedes", "redirect_from",
)  # fmt: skip
"""The common fields behind which `former_ids` stands, in the order of the field reference."""

INDEX = "/index.md"


def rename(one: Publication, new: str, sources: Sources) -> Edits:
    """Give what must change for an item to have a new id. Raises CannotChange when the id was or is another item's."""
    _refuse_taken(one, new, sources)
    edits = Edits()
    _move(one, new, sources, edits)
    for other in sources.items.values():
        _edit_item(other, one, new, sources, edits)
    for path in sources.registers:
        _edit_register(path, one, new, sources, edits)
    return edits


def _refuse_taken(one: Publication, new: str, sources: Sources) -> None:
    if new == one.id:
        raise CannotChange(f"'{new}' is its id already")
    if new in sources.items:
        raise CannotChange(f"'{new}' is the id of {sources.items[new].source}. Ids are unique: choose another")
    address = f"{one.kind.folder}/{new}"
    for other in sources.items.values():
        if other is not one and new in other.former_ids:
            raise CannotChange(
                f"'{new}' was the id of {other.source} before, and its old address leads there. Choose another"
            )
        if other is not one and any(
            old == address or old.startswith(f"{address}/") for old in (old.strip("/") for old in other.redirect_from)
        ):
            raise CannotChange(f"/{address}/ leads to {other.source} already. Choose another")


def _move(one: Publication, new: str, sources: Sources, edits: Edits) -> None:
    folder = one.kind.folder
    if not one.source.endswith(INDEX):
        edits.renamed = (one.source, f"{folder}/{new}.md")
        edits.moved[one.source] = edits.renamed[1]
        return
    old = one.source.removesuffix(INDEX)
    edits.renamed = (old, f"{folder}/{new}")
    for path in (*(item.source for item in sources.items.values()), *sources.others):
        if path.startswith(f"{old}/"):
            edits.moved[path] = f"{folder}/{new}/{path.removeprefix(f'{old}/')}"


def _edit_item(other: Publication, one: Publication, new: str, sources: Sources, edits: Edits) -> None:
    data = sources.bytes_of(other.source)
    if other is not one and one.id.encode() not in data and b"%" not in data:
        return
    text, _ = read_text(data, path=other.source)
    split = split_front_matter(text)
    assert split is not None
    values = read_mapping(split.front, path=other.source, line_offset=0).values
    places = list(find_fields(values, ITEM_FIELDS, lambda given: given == one.id))
    changes: list[Put | Insert | Drop] = [Put(place, new) for place in places]
    if other is one:
        changes += _record(one, new)
        edits.tell(one.source, "former_ids")
    _tell_fields(other.source, places, edits)
    new_data = edited(other.source, lambda: edit_file(data, changes)) if changes else data
    body, links = renamed_links(split.body, path=other.source, address=one.address, new=new)
    if links:
        new_data = edit_body(new_data, lambda _: body)
        edits.tell(other.source, "1 link in its text" if links == 1 else f"{links} links in its text")
    if new_data != data:
        edits.written[other.source] = new_data


def _record(one: Publication, new: str) -> list[Put | Insert | Drop]:
    """Give the changes by which an item keeps its old id, and no longer names its new address as an old one."""
    changes: list[Put | Insert | Drop] = []
    if not one.former_ids:
        changes.append(Put(("former_ids",), [one.id], after=BEFORE_FORMER_IDS))
    elif one.id not in one.former_ids:
        changes.append(Insert(("former_ids",), len(one.former_ids), one.id))
    address = f"{one.kind.folder}/{new}"
    left = [old for old in one.redirect_from if old.strip("/") != address]
    if len(left) < len(one.redirect_from):
        changes.append(Put(("redirect_from",), list(left)) if left else Drop(("redirect_from",)))
    return changes


def _edit_register(path: str, one: Publication, new: str, sources: Sources, edits: Edits) -> None:
    if path not in REGISTER_FIELDS and path not in FILE_FIELDS:
        return
    data = sources.bytes_of(path)
    values = read_mapping(read_text(data, path=path)[0], path=path, line_offset=0).values
    named = [
        Put(place, new) for place in find_fields(values, REGISTER_FIELDS.get(path, ()), lambda given: given == one.id)
    ]
    named += [
        Put(place, edits.moved[_text_at(values, place)])
        for place in find_fields(values, FILE_FIELDS.get(path, ()), lambda given: given in edits.moved)
    ]
    if named:
        edits.written[path] = edited(path, lambda: edit_register(data, named))
        _tell_fields(path, [put.path for put in named], edits)


def _text_at(values: object, place: FieldPath) -> str:
    for part in place:
        values = values[part]  # type: ignore[index]
    return str(values).strip()


def _tell_fields(path: str, places: list[FieldPath], edits: Edits) -> None:
    for place in places:
        edits.tell(path, field_words(place))
