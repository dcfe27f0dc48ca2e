"""Whether two items claim one id, reference or old address, and whether an old address is free."""

from __future__ import annotations

from collections.abc import Iterator

from learning_loop.catalogue.complaints import Complaint, Whole
from learning_loop.model.kinds import KIND_BY_FOLDER, TAKEN
from learning_loop.model.publication import Publication


def check_collisions(whole: Whole) -> Iterator[Complaint]:
    """Find ids, references and old addresses that two items claim."""
    ids: dict[str, Publication] = {}
    references: dict[str, Publication] = {}
    redirects: dict[str, Publication] = {}
    former = {old: one for one in reversed(whole.publications) for old in one.former_ids if old != one.id}
    for one in whole.publications:
        if (first := ids.setdefault(one.id, one)) is not one:
            yield Complaint(
                one.source,
                (),
                f"the id '{one.id}' is already that of {first.source}. Ids are unique in the whole library: rename the newer file",
            )
        if one.reference and (first := references.setdefault(one.reference, one)) is not one:
            yield Complaint(one.source, ("reference",), f"'{one.reference}' is already the reference of {first.source}")
        for position, given in enumerate(one.former_ids):
            if (first := former.get(given, one)) is not one:
                message = f"'{given}' was the id of {first.source} before. An id is never given to another item"
                yield Complaint(one.source, ("former_ids", position), message)
            elif given != one.id and given in whole.by_id:
                message = f"'{given}' is the id of {whole.by_id[given].source}, and an id is never given to another item: rename that file"
                yield Complaint(one.source, ("former_ids", position), message)
        for position, old in enumerate(one.redirect_from):
            path = _bare(old)
            if (first := redirects.setdefault(path, one)) is not one:
                yield Complaint(one.source, ("redirect_from", position), f"'{old}' already leads to {first.source}")
            elif path in map(_bare, one.redirect_from[:position]):
                yield Complaint(one.source, ("redirect_from", position), f"'{old}' stands here twice. Keep one")
            elif path.partition("/")[0] == one.kind.folder and former.get(path.partition("/")[2], one) is not one:
                message = f"'{old}' leads to {former[path.partition('/')[2]].source} already, which had that id before"
                yield Complaint(one.source, ("redirect_from", position), message)
            if message := _living_address(path, whole):
                yield Complaint(one.source, ("redirect_from", position), f"'{old}' {message}")


def _bare(address: str) -> str:
    return address.strip("/")


def _living_address(path: str, whole: Whole) -> str:
    """Say why an old address cannot lead on: something that is still there has it."""
    folder, _, rest = path.partition("/")
    item_id, _, below = rest.partition("/")
    if path in whole.by_address:
        return f"is the address of {whole.by_address[path].source}, which still exists"
    if below and f"{folder}/{item_id}" in whole.by_address:
        return f"lies under {whole.by_address[f'{folder}/{item_id}'].source}, which still exists"
    if folder in RESERVED or (
        folder in KIND_BY_FOLDER and (not rest or item_id.isdigit() or item_id in TAKEN.get(folder, ()))
    ):
        return "is an address of the library's own lists. Take it out"
    if path.endswith("index.html"):
        return "ends in index.html. Write the address of its folder"
    return ""


RESERVED = frozenset({
    "404.html", "action-plans", "agencies", "all", "assets", "calendar", "changes", "cycle", "data", "desk", "feedback", "feeds",
    "follow", "good-practice", "groups", "how-we-learn", "index.html", "logs", "patterns", "priorities", "professional-site.txt", "programme", "ref", "robots.txt", "roles",
    "schemes", "search", "site-map", "sitemap.xml", "themes", "types", "voices", "words", "years",
})  # fmt: skip
"""First parts of the addresses that the library makes itself, beside the folders of the types."""
