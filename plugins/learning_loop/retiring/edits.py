"""What a command would change in the content folder, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from learning_loop.model.publication import Publication
from learning_loop.model.values import dataclass, field
from learning_loop.reading.editing import CannotEdit


@dataclass(frozen=True, slots=True)
class Sources:
    """The library as it is written."""

    items: Mapping[str, Publication]
    """By id."""
    registers: tuple[str, ...]
    """Paths of the registers."""
    others: tuple[str, ...]
    """Paths of all files that are neither items nor registers."""
    bytes_of: Callable[[str], bytes]


@dataclass(slots=True)
class Edits:
    """Files with their new bytes, and files that move."""

    written: dict[str, bytes] = field(default_factory=dict)
    """By the path that a file has before it moves."""
    moved: dict[str, str] = field(default_factory=dict)
    """Path of every file that moves → its new path."""
    renamed: tuple[str, str] = ("", "")
    """The one file or folder that is renamed on disk, and its new name."""
    told: dict[str, list[str]] = field(default_factory=dict)
    """What changes in a file, in the words of its fields."""

    def tell(self, path: str, what: str) -> None:
        """Note a change of a file."""
        self.told.setdefault(path, []).append(what)


class CannotChange(Exception):
    """The change cannot be made; the message says why and what to do."""


def edited(path: str, edit: Callable[[], bytes]) -> bytes:
    """Give what an edit of a file gives. Raises CannotChange with the file's name when it is laid out in a way that no edit keeps."""
    try:
        return edit()
    except CannotEdit as error:
        raise CannotChange(
            f"{path}: {error}. Write its lists and fields each on a line of their own, and try again"
        ) from error
