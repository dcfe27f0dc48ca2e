"""Old addresses: the page that leads on from each, also from the pages below an item that was renamed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from learning_loop.model.publication import Publication
from learning_loop.present.boards import page_paths
from learning_loop.present.desk import Desk
from learning_loop.present.spec import Spec
from learning_loop.present.tracker_filters import source_path
from learning_loop.present.views import LinkView, RedirectPage


def redirect_specs(one: Publication, desk: Desk) -> list[Spec]:
    """List the pages that lead from an item's old addresses to where it is now, and from those of its actions to theirs."""
    return [Spec(old, partial(present_redirect, title=title, path=path)) for old, title, path in _moved(one, desk)]


def redirect_paths(one: Publication, desk: Desk) -> list[str]:
    """Give the paths of those pages."""
    return [old for old, _, _ in _moved(one, desk)]


def present_redirect(desk: Desk, title: str, path: str) -> RedirectPage:
    """Make the page at an old address that leads on at once."""
    head = desk.head(title, f"This page has moved: {title}", path)
    return RedirectPage(
        head=type(head)(head.title, head.description, head.canonical, noindex=True, refresh=path),
        title="This page has moved",
        target=LinkView(title, path),
    )


def _moved(one: Publication, desk: Desk) -> Iterator[tuple[str, str, str]]:
    """Give old paths, each with the title and path of what is there now."""
    for old in one.old_addresses:
        yield f"{old}/", one.title, desk.path(one)
    for old in one.former_addresses:
        for record in desk.library.actions_of.get(one.id, ()):
            yield f"{old}/{record.action.slug}/", record.action.title, desk.action_path(record)
    for old in one.former_ids:
        records = desk.library.actions_from.get(one.id)
        if old != one.id and records:
            before = page_paths(source_path(one._replace(id=old)), len(records))
            for page, path in zip(before, page_paths(source_path(one), len(records)), strict=True):
                yield page, f"Actions from {one.title}", path
