"""An answer as plain values: what ``loop search --json`` prints and the API sends, in one shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from learning_loop.model.problem import did_you_mean
from learning_loop.search.phrases import Sense
from learning_loop.search.query import Files, Hit, explain
from learning_loop.search.understand import Understood


class UnknownValue(Exception):
    """A facet was asked for with a value that nothing in the library has; the text says which there are."""

    def __init__(self, facet: str, value: str, known: Sequence[str]) -> None:
        self.facet = facet
        super().__init__(f"nothing has the {facet} '{value}'.{did_you_mean(value, known)} There are {', '.join(known)}")


def check_values(wanted: Mapping[str, Sequence[str]], source: Files) -> None:
    """Raise `UnknownValue` when some wanted value of a facet is one that nothing has."""
    for facet, values in wanted.items():
        known = [label[0] for label in source.labels.get(facet, ())]
        for value in values:
            if value not in known:
                raise UnknownValue(facet, value, known)


def choose(hits: Sequence[Hit], wanted: Mapping[str, Sequence[str]], source: Files) -> list[Hit]:
    """Give the hits that have one of the wanted values of each facet named, in the same order."""
    sets = []
    for facet, values in wanted.items():
        known = source.facet(facet)
        sets.append(frozenset().union(*(known.get(value, frozenset()) for value in values)))
    return [hit for hit in hits if all(hit.number in numbers for numbers in sets)]


def answer_values(
    query: str,
    understood: Understood,
    hits: Sequence[Hit],
    shown: Sequence[Hit],
    source: Files,
    *,
    address: str,
    reasons: bool,
    words: bool,
) -> dict[str, Any]:
    """Give an answer: of all ``hits`` their number, of those ``shown`` what they are; with why they are hits, and with how the words were read."""
    out: dict[str, Any] = {
        "query": query,
        "audience": source.start["audience"],
        "total": len(hits),
        "hits": [_hit(hit, understood, source, address, reasons) for hit in shown],
        "corrections": [correction._asdict() for correction in understood.corrections],
        "unknown": list(understood.unknown),
        "themes": [concept.sense.id for concept in understood.concepts if concept.sense.facet == "theme"],
        "ambiguous": {phrase: [sense._asdict() for sense in senses] for phrase, senses in understood.ambiguous},
    }
    if words:
        out["words"] = [
            {"typed": slot.words, "terms": [list(each.terms) for each in slot.alternatives]}
            for slot in understood.slots
        ]
    return out


def _hit(hit: Hit, understood: Understood, source: Files, address: str, reasons: bool) -> dict[str, Any]:
    item = source.item(hit.number)
    out = {
        "id": item["id"],
        "title": item["title"],
        "url": f"{address}/{item['url']}" if address else item["url"],
        "score": hit.score,
        "rank": hit.rank,
        "all_words": hit.all_words,
        **{name: item[name] for name in ("type", "date", "status", "themes", "summary")},
    }
    if reasons:
        out["reasons"] = [reason._asdict() for reason in explain(hit, understood, source)]
    return out


def notices(understood: Understood, how: str = "{label} (--{facet} {id})") -> Iterator[str]:
    """Give in sentences what was looked for beside or in place of what was typed. ``how`` says a sense with the way to it."""
    for typed, searched in understood.corrections:
        yield f"Searched for “{searched}” instead of “{typed}”."
    if understood.unknown:
        yield f"Nothing has {', '.join(f'“{word}”' for word in understood.unknown)}."
    themes = [concept.sense.label for concept in understood.concepts if concept.sense.facet == "theme"]
    if themes:
        yield f"Also searched for the theme{'s' if len(themes) > 1 else ''} {', '.join(themes)}."
    for phrase, senses in understood.ambiguous:
        yield f"“{phrase}” can mean {' or '.join(_sense(sense, how) for sense in senses)}, or something else."


def _sense(sense: Sense, how: str) -> str:
    return how.format(**sense._asdict()) if sense.facet else sense.label
