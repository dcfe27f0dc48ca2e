"""What the texts themselves say about the catalogue: themes that an item should perhaps name, and items that are nearly the same.

These are warnings. A program counts words and does not understand them, so each is worded as a question that an author can answer with no.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from learning_loop.catalogue.complaints import Complaint
from learning_loop.model.publication import Publication
from learning_loop.reading.sketch import Sketch, likeness, lowest_marks

STRAY = 3
"""Texts that may have a theme's words and not its name before it is asked whether the words are too general."""

LIKE = 0.7
"""The part of their phrases that two texts share, from which they are pointed out."""

LOOKED_AT = 8
"""Of how many of a text's marks another must share one to be compared with it. Two texts that are just `LIKE` fail to twice in a thousand times."""

REMEMBERED = 4
"""Texts that are remembered for one mark: a phrase that stands in many texts (an address, a line that all bulletins end with) says nothing."""


def find_text_complaints(publications: Iterable[Publication], sketches: Mapping[str, Sketch]) -> list[Complaint]:
    """Find what is worth a second look; ``sketches`` are by the items' files."""
    drawn = [
        (one, sketches[one.source])
        for one in publications
        if one.withdrawn is None and not one.draft and one.source in sketches
    ]
    return [*_check_subjects(drawn), *_check_likeness(drawn)]


def _check_subjects(drawn: Sequence[tuple[Publication, Sketch]]) -> Iterator[Complaint]:
    """Find items whose text is about a theme that they do not name. Pages need no themes: they are about the library."""
    general = _too_general(drawn)
    for one, sketch in drawn:
        subjects = [subject for subject in sketch.subjects if subject.theme not in general]
        if not subjects or one.type == "page":
            continue
        if not one.themes:
            named = "; ".join(f"{subject.theme} ({_quoted(subject.words)})" for subject in subjects)
            message = f"none is named, so it stands on no theme page. From its words it may be about {named}"
            yield Complaint(one.source, ("themes",), message, severity="warning")
            continue
        for subject in subjects:
            message = (
                f"the text has words of '{subject.theme}' {subject.times} times ({_quoted(subject.words)}), more than of any theme "
                f"named here. If people should find it there, add '{subject.theme}'"
            )
            yield Complaint(one.source, ("themes",), message, severity="warning")


def _too_general(drawn: Iterable[tuple[Publication, Sketch]]) -> set[str]:
    """Give the themes whose words stand in more texts that do not name them than in texts that do.

    What authors named is the measure: some words (records, assessment) are everybody's, and a warning that is mostly wrong is read by nobody.
    """
    named: Counter[str] = Counter()
    stray: Counter[str] = Counter()
    for one, sketch in drawn:
        if one.themes:
            for theme in sketch.strong:
                (named if theme in one.themes else stray)[theme] += 1
    return {theme for theme, number in stray.items() if number > max(STRAY, named[theme])}


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"‘{word}’" for word in words)


def _check_likeness(drawn: Iterable[tuple[Publication, Sketch]]) -> Iterator[Complaint]:
    """Find pairs of items with nearly the same text. The newer is told, unless it says that it replaces the other."""
    seen: dict[int, tuple[int, ...]] = {}
    oldest_first = sorted(
        ((one, sketch) for one, sketch in drawn if sketch.marks), key=lambda pair: (pair[0].published, pair[0].source)
    )
    for place, (one, sketch) in enumerate(oldest_first):
        near: set[int] = set()
        for mark in lowest_marks(sketch, LOOKED_AT):
            others = seen.get(mark)
            if others is None:
                seen[mark] = (place,)
            else:
                near.update(others)
                if len(others) < REMEMBERED:
                    seen[mark] = (*others, place)
        likest = max(
            (
                (likeness(sketch, oldest_first[other][1]), -other)
                for other in near
                if not _replaces(one, oldest_first[other][0])
            ),
            default=(0.0, 0),
        )
        if likest[0] >= LIKE:
            other = oldest_first[-likest[1]][0]
            yield Complaint(
                one.source,
                (),
                f"{_how_alike(likest[0])} stands in {other.source} too. Keep one of the two and link to it; a new version names the old one "
                f"under supersedes",
                severity="warning",
            )


def _replaces(one: Publication, other: Publication) -> bool:
    return other.id in one.supersedes or one.id in other.supersedes


def _how_alike(alike: float) -> str:
    if alike > 0.95:
        return "nearly all of this text"
    return f"about {round(alike * 10)} tenths of this text"
