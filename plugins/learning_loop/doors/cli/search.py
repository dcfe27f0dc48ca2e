"""What ``loop search`` prints: hits for people and for programs, and why they are hits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from learning_loop.model.values import dataclass
from learning_loop.search.query import Answer, Files, Hit, explain
from learning_loop.search.told import answer_values, check_values, choose, notices
from learning_loop.search.understand import Understood

RANKS = {3: "its very name", 2: "its whole title", 1: "the beginning of its title"}


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for beside the query."""

    facets: Mapping[str, str]
    limit: int
    explain: bool
    json: bool
    literal: bool = False


def print_answer(query: str, found: Answer, source: Files, options: Options, address: str) -> None:
    """Print the hits of a query. ``address`` is the site's. Raises `UnknownValue`."""
    wanted = {facet: (value,) for facet, value in options.facets.items()}
    check_values(wanted, source)
    hits = choose(found.hits, wanted, source)
    shown = hits[: options.limit] if options.limit else hits
    if options.json:
        values = answer_values(
            query,
            found.understood,
            hits,
            shown,
            source,
            address=address.rstrip("/"),
            reasons=options.explain,
            words=options.explain,
        )
        if options.literal:
            values["literal"] = True
        print(json.dumps(values, ensure_ascii=False, indent=2))  # noqa: T201 - rich would wrap it
        return
    console = Console(highlight=False, soft_wrap=True)
    for line in _lines(query, found, hits, shown, source, options):
        console.print(line)


def _lines(
    query: str, found: Answer, hits: Sequence[Hit], shown: Sequence[Hit], source: Files, options: Options
) -> Iterator[Text]:
    understood = found.understood
    count = "Nothing" if not hits else "1 hit" if len(hits) == 1 else f"{len(hits):,} hits"
    yield Text(f"{count} for “{query.strip()}” in the {source.start['audience']} library.", style="bold")
    if options.literal:
        yield Text("Searched for exactly these words.")
    else:
        yield from map(Text, notices(understood))
    if options.explain:
        yield from map(Text, _understanding(understood))
    types = {label[0]: label[1] for label in source.labels["type"]}
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
