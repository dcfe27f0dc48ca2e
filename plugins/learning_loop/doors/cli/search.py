"""What ``loop search`` prints: hits for people and for programs, and why they are hits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from learning_loop.model.problem import did_you_mean
from learning_loop.model.values import dataclass
from learning_loop.search.phrases import Sense
from learning_loop.search.query import Answer, Files, Hit, answer, explain
from learning_loop.search.understand import Understood

RANKS = {3: "its very name", 2: "its whole title", 1: "the beginning of its title"}


class UnknownValue(Exception):
    """A facet was asked for with a value that nothing in the library has; the text says which there are."""


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for beside the query."""

    facets: Mapping[str, str]
    limit: int
    explain: bool
    json: bool


def print_answer(query: str, source: Files, options: Options, address: str) -> None:
    """Answer a query and print the hits. ``address`` is the site's. Raises `UnknownValue`."""
    _check(options.facets, source)
    found = answer(query, source)
    hits = found.chosen({facet: source.facet(facet) for facet in options.facets}, options.facets)
    shown = hits[: options.limit] if options.limit else hits
    if options.json:
        print(_as_json(query, found, hits, shown, source, options, address.rstrip("/")))  # noqa: T201 - rich would wrap it
        return
    console = Console(highlight=False, soft_wrap=True)
    for line in _lines(query, found, hits, shown, source, options):
        console.print(line)


def _check(facets: Mapping[str, str], source: Files) -> None:
    for facet, value in facets.items():
        known = [label[0] for label in source.start["labels"].get(facet, ())]
        if value not in known:
            raise UnknownValue(
                f"nothing has the {facet} '{value}'.{did_you_mean(value, known)} There are {', '.join(known)}"
            )


def _lines(
    query: str, found: Answer, hits: Sequence[Hit], shown: Sequence[Hit], source: Files, options: Options
) -> Iterator[Text]:
    understood = found.understood
    count = "Nothing" if not hits else "1 hit" if len(hits) == 1 else f"{len(hits):,} hits"
    yield Text(f"{count} for “{query.strip()}” in the {source.start['audience']} library.", style="bold")
    yield from map(Text, _notices(understood))
    if options.explain:
        yield from map(Text, _understanding(understood))
    types = {label[0]: label[1] for label in source.start["labels"]["type"]}
    for place, hit in enumerate(shown, 1):
        item = source.item(hit.number)
        about = ", ".join(filter(None, (types[item["type"]], item["date"], _status(item["status"]))))
        yield Text("")
        yield Text(f"{place:2}. ").append(item["title"], style="bold").append(f"  ({about})", style="dim")
        yield Text(f"    {item['url']}", style="cyan")
        if item["summary"]:
            yield Text(f"    {' '.join(item['summary'].split())}")
        if options.explain:
            yield from map(Text, _why(hit, understood, source))
    if len(shown) < len(hits):
        yield Text(f"\n{len(hits) - len(shown):,} more: --limit 0 shows all.", style="dim")


def _notices(understood: Understood) -> Iterator[str]:
    for typed, searched in understood.corrections:
        yield f"Searched for “{searched}” instead of “{typed}”."
    if understood.unknown:
        yield f"Nothing has {', '.join(f'“{word}”' for word in understood.unknown)}."
    themes = [concept.sense.label for concept in understood.concepts if concept.sense.facet == "theme"]
    if themes:
        yield f"Also searched for the theme{'s' if len(themes) > 1 else ''} {', '.join(themes)}."
    for phrase, senses in understood.ambiguous:
        yield f"“{phrase}” can mean {' or '.join(_sense(sense) for sense in senses)}, or something else."


def _sense(sense: Sense) -> str:
    return f"{sense.label} (--{sense.facet} {sense.id})"


def _status(status: str) -> str:
    return {"superseded": "replaced", "withdrawn": "withdrawn"}.get(status, "")


def _understanding(understood: Understood) -> Iterator[str]:
    yield ""
    for slot in understood.slots:
        ways = " or ".join(" + ".join(each.terms) + f" × {each.weight}" for each in slot.alternatives)
        yield f"    word     {slot.words}: {ways}"
    for concept in understood.concepts:
        yield f"    {concept.sense.facet:8} {concept.sense.label}, for “{concept.phrase}”"
    for gram in understood.grams:
        yield f"    together {gram}"
    yield f"    name     {understood.phrase}"


def _why(hit: Hit, understood: Understood, source: Files) -> Iterator[str]:
    reasons = [f"{reason.what} {reason.words} {reason.points:,}" for reason in explain(hit, understood, source)]
    if hit.all_words:
        reasons.append("all words")
    if hit.rank:
        reasons.append(f"the query is {RANKS[hit.rank]}")
    yield f"    = {hit.score:,}: {'; '.join(reasons)}"


def _as_json(
    query: str, found: Answer, hits: Sequence[Hit], shown: Sequence[Hit], source: Files, options: Options, address: str
) -> str:
    understood = found.understood
    out: dict[str, Any] = {
        "query": query,
        "audience": source.start["audience"],
        "total": len(hits),
        "hits": [_hit(hit, understood, source, options, address) for hit in shown],
        "corrections": [correction._asdict() for correction in understood.corrections],
        "unknown": understood.unknown,
        "themes": [concept.sense.id for concept in understood.concepts if concept.sense.facet == "theme"],
        "ambiguous": {phrase: [sense._asdict() for sense in senses] for phrase, senses in understood.ambiguous},
    }
    if options.explain:
        out["words"] = [
            {"typed": slot.words, "terms": [list(each.terms) for each in slot.alternatives]}
            for slot in understood.slots
        ]
    return json.dumps(out, ensure_ascii=False, indent=2)


def _hit(hit: Hit, understood: Understood, source: Files, options: Options, address: str) -> dict[str, Any]:
    item = source.item(hit.number)
    out = {
        "id": item["id"],
        "title": item["title"],
        "url": f"{address}/{item['url']}",
        "score": hit.score,
        "rank": hit.rank,
        "all_words": hit.all_words,
        **{name: item[name] for name in ("type", "date", "status", "themes", "summary")},
    }
    if options.explain:
        out["reasons"] = [reason._asdict() for reason in explain(hit, understood, source)]
    return out
