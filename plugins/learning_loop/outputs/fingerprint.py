"""Views → bytes that are equal for equal views, in whatever run they were made."""

from __future__ import annotations

import copyreg
import io
import pickle
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from learning_loop.model.values import fields, is_dataclass
from learning_loop.present import views
from learning_loop.reading.digest import digest_of

SHARED = (views.RowView, views.ActionRow)
"""Views that stand on many pages: each is read once, and elsewhere only its digest is."""


class Fingerprints:
    """Takes fingerprints of the views of one build.

    Pickle without its memo writes every value out in full, so that sharing between objects, which differs from run to run, leaves
    no trace. Values are taken from a view's fields in one step, since the standard way goes through Python for each field.
    """

    def __init__(self) -> None:
        self._digests: dict[int, tuple[object, str]] = {}
        whole: dict[type, Callable[[Any], Any]] = dict(copyreg.dispatch_table)
        for name, kind in vars(views).items():
            if isinstance(kind, type) and is_dataclass(kind):
                whole[kind] = _reducer(name, kind)
        self._whole = whole
        self._short = whole | dict.fromkeys(SHARED, self._by_digest)

    def of(self, view: object) -> bytes:
        """Give a view's fingerprint."""
        return _written(view, self._short)

    def _by_digest(self, view: object) -> tuple[type, tuple[str]]:
        known = self._digests.get(id(view))
        if known is None:
            known = self._digests[id(view)] = (view, digest_of(_written(view, self._whole)))
        return str, (known[1],)


def _reducer(name: str, kind: type) -> Callable[[Any], Any]:
    names = [field.name for field in fields(kind)]
    if len(names) == 1:
        only = attrgetter(names[0])
        return lambda view: (str, (name, only(view)))
    values = attrgetter(*names)
    return lambda view: (str, (name, values(view)))


def _written(value: object, table: dict[type, Callable[[Any], Any]]) -> bytes:
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, protocol=5)
    pickler.dispatch_table = table
    pickler.fast = True
    pickler.dump(value)
    return buffer.getvalue()
