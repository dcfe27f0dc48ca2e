"""One state of the library, with what can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from learning_loop.catalogue.catalogue import Catalogue
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Plan, Publication
from learning_loop.model.registers import Registers


class Edition(NamedTuple):
    """A state of the library as the readers of a report may know it."""

    publications: Mapping[str, Publication]
    registers: Registers
    whole: bool
    """Whether no error stands in it, so that more can be derived from it."""
    html: Callable[[str], str]
    """Gives a text by its digest."""
    files: Mapping[str, str]
    """Digest of each file that an item may attach, by its path in the content folder."""

    @property
    def drafts(self) -> dict[str, Publication]:
        """What is on no site, because it or the source of a plan is a draft."""
        return {one.id: one for one in self.publications.values() if self._is_draft(one)}

    def without_drafts(self) -> Edition:
        """Give it as its readers will see it."""
        drafts = self.drafts
        return self._replace(publications={id_: one for id_, one in self.publications.items() if id_ not in drafts})

    def _is_draft(self, one: Publication) -> bool:
        source = self.publications.get(one.details.source) if isinstance(one.details, Plan) else None
        return one.draft or (source is not None and source.draft)

    def for_everybody(self, today: date) -> Edition:
        """Give what the public may know of it on a day: a report from it tells of nothing else."""
        catalogue = Catalogue(self.publications, self.registers).for_audience(Audience.PUBLIC, today)
        return self._replace(publications=catalogue.publications, registers=catalogue.registers)


class Showing(NamedTuple):
    """Where an item is shown, and from which day."""

    audience: Audience
    day: date


def showing_of(one: Publication, publications: Mapping[str, Publication]) -> Showing:
    """Give where and from when an item is shown. A plan waits for its source, and is shown to no more people than that."""
    source = publications.get(one.details.source) if isinstance(one.details, Plan) else None
    if source is None:
        return Showing(one.audience, one.published)
    closed = Audience.PROFESSIONAL in (one.audience, source.audience)
    return Showing(Audience.PROFESSIONAL if closed else Audience.PUBLIC, max(one.published, source.published))
