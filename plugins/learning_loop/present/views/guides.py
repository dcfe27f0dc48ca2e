"""What the templates of the guides show."""

from __future__ import annotations

from learning_loop.model.values import dataclass


@dataclass(frozen=True, slots=True)
class GuideLink:
    """A link to a guide or a part of one."""

    label: str
    href: str
    current: bool = False
    note: str = ""
    below: tuple[GuideLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Entrance:
    """The guides for one kind of people."""

    anchor: str
    title: str
    about: str
    guides: tuple[GuideLink, ...]


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One page of the guides."""

    path: str
    title: str
    description: str
    body: str
    crumbs: tuple[GuideLink, ...] = ()
    entrances: tuple[Entrance, ...] = ()
    """On the first page alone."""
    chapters: tuple[GuideLink, ...] = ()
    """What the guide consists of, on its first page."""
    siblings: tuple[GuideLink, ...] = ()
    """The same in the margin, on its other pages."""
    contents: tuple[GuideLink, ...] = ()
    """On this page."""
    before: GuideLink | None = None
    after: GuideLink | None = None
    kind: str = ""
    """For whom."""
