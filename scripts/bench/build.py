"""What builds cost in time and memory, beside MkDocs with Material on the same Markdown in the same run.

``python scripts/bench/build.py [--documents 500 2000 10000] [--peers] [--runs N] [--json FILE]``

It says what it measured and never fails because of a time: only a build that fails makes it fail.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from corpus import describe_corpus, write_corpus
from items import FEWEST_DOCUMENTS, TODAY, Item
from measure import Measurement, measure

COLD, UNCHANGED, FIRST, BODY, TITLE, PEER = (
    "ours, cold",
    "ours, nothing changed",
    "ours, first body changed",
    "ours, one body changed",
    "ours, one title changed",
    "MkDocs + Material",
)
EDITABLE = ("review", "practice-guidance", "policy")
"""Types whose text ends in ordinary prose, so that a paragraph may be added at its end."""


@dataclass(frozen=True, slots=True)
class Target:
    """What the design promises for a size, in seconds and megabytes."""

    cold: float
    changed: float
    peak: float | None = None

    def wall(self, label: str) -> float | None:
        """Give the seconds promised for a row; nothing is promised where nothing changed."""
        return {COLD: self.cold, FIRST: self.changed, BODY: self.changed, TITLE: self.changed}.get(label)


TARGETS = {
    500: Target(cold=4.0, changed=0.6),
    2_000: Target(cold=16.0, changed=0.9),
    10_000: Target(cold=75.0, changed=2.5, peak=1_200.0),
}
"""Two cores; start-up included."""

PEER_CONFIG = """\
site_name: The peer
docs_dir: {docs}
site_dir: {site}
theme: {{name: material, font: false}}
plugins: [search]
nav: [{page}]
not_in_nav: '*'
exclude_docs: registers/
validation:
  omitted_files: ignore
  links: {{not_found: ignore, anchors: ignore, absolute_links: ignore, unrecognized_links: ignore}}
"""
"""MkDocs at its fastest: no messages, and the documents out of its navigation, which it renders into every page."""

PEER_NOTE = """\
MkDocs does less here: it renders the bodies (two thirds of the bytes) and a search index, but not what the fields hold,
no page for an action or a theme, no embargo, no check. It has no cache, so × peer is against its cold build."""


@dataclass(frozen=True, slots=True)
class Row:
    """All runs of one thing at one size."""

    documents: int
    label: str
    runs: tuple[Measurement, ...]

    @property
    def typical(self) -> Measurement:
        """The run with the median wall time; of an even number, the faster of the two in the middle."""
        return sorted(self.runs, key=lambda run: run.wall)[(len(self.runs) - 1) // 2]


class BuildFailedError(Exception):
    """A measured command failed, so its time means nothing."""

    def __init__(self, label: str, run: Measurement) -> None:
        super().__init__(f"{label}: exit code {run.code} of {' '.join(run.command)}\n{run.output}")


@dataclass(frozen=True, slots=True)
class Bench:
    """One corpus, where it is built to, and the commands of this Python."""

    folder: Path
    items: Sequence[Item]

    @property
    def content(self) -> Path:
        """The corpus."""
        return self.folder / "content"

    @property
    def edited(self) -> Path:
        """The file that is changed: of those that everybody may read, the one whose size is nearest to the average."""
        sizes = {item: (self.content / item.path).stat().st_size for item in self.items}
        average = sum(sizes.values()) / len(sizes)
        editable = [item for item in self.items if item.is_open and item.type in EDITABLE]
        return self.content / min(editable, key=lambda item: abs(sizes[item] - average)).path

    def ours(self, run: int) -> Iterator[tuple[str, Measurement]]:
        """Build from nothing, again, after changes in a body and in a title; the corpus is left as it was.

        The first change after a cold build also lays out the spare tree, which the later ones exchange with the live one.
        """
        site, cache = self.folder / "site", self.folder / "cache"
        folders = ("--content", str(self.content), "--site", str(site), "--cache", str(cache))
        command = [command_path("loop"), "build", *folders, "--audience", "public", "--today", TODAY.isoformat()]
        _empty(site, cache)
        yield COLD, _measure(COLD, command)
        yield UNCHANGED, _measure(UNCHANGED, command)
        path = self.edited
        original = text = path.read_text(encoding="utf-8")
        try:
            for label, change in ((FIRST, change_body), (BODY, change_body), (TITLE, change_title)):
                text = change(text, run)
                path.write_text(text, encoding="utf-8", newline="\n")
                yield label, _measure(label, command)
        finally:
            path.write_text(original, encoding="utf-8", newline="\n")

    def peer(self) -> Iterator[tuple[str, Measurement]]:
        """Build the same folder with MkDocs; it has no cache, so each of its builds is a cold one."""
        site, config = self.folder / "peer", self.folder / "mkdocs.yml"
        page = next(item.path for item in self.items if item.type == "page")
        config.write_text(PEER_CONFIG.format(docs=self.content, site=site, page=page), encoding="utf-8")
        _empty(site)
        yield PEER, _measure(PEER, [command_path("mkdocs"), "build", "--quiet", "--config-file", str(config)])


def change_body(text: str, run: int) -> str:
    """Add a paragraph with a word that the library does not have yet."""
    return f"{text}\nOne more paragraph was measured, the measurement{run}word.\n"


def change_title(text: str, run: int) -> str:
    """Give the document another title; nothing else changes."""
    return re.sub(r"^title: .*$", f"title: A title that was measured {run} times", text, count=1, flags=re.MULTILINE)


def command_path(name: str) -> str:
    """Give the command that lies beside this Python."""
    # Not resolved: in a virtual environment the link lies beside the commands, what it points to does not.
    path = Path(sys.executable).parent / name
    if not path.exists():
        sys.exit(
            f"there is no command '{name}' beside {sys.executable}. Use the Python that the project is installed in"
        )
    return str(path)


def _empty(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _measure(label: str, command: Sequence[str]) -> Measurement:
    # What was written before must not be flushed on the measured command's time.
    os.sync()
    run = measure(command, env={"NO_MKDOCS_2_WARNING": "1"})
    sys.stderr.write(f"  {label}: {run.wall:.2f} s\n")
    if run.code:
        raise BuildFailedError(label, run)
    return run


def measure_size(folder: Path, documents: int, *, seed: int, runs: int, peers: bool) -> list[Row]:
    """Write a corpus and measure everything on it."""
    items = write_corpus(folder / "content", documents, seed=seed)
    sys.stderr.write(describe_corpus(folder / "content", items) + "\n")
    bench = Bench(folder, items)
    measured: defaultdict[str, list[Measurement]] = defaultdict(list)
    for run in range(1, runs + 1):
        for label, result in bench.ours(run):
            measured[label].append(result)
        for label, result in bench.peer() if peers else ():
            measured[label].append(result)
    return [Row(documents, label, tuple(results)) for label, results in measured.items()]


def describe_machine() -> dict[str, str | int]:
    """Give what times depend on."""
    return {
        "cores": os.cpu_count() or 1,
        "usable cores": len(os.sched_getaffinity(0)),
        "machine": platform.machine(),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "load when it began": f"{os.getloadavg()[0]:.1f}",
        **{name: _version(name) for name in ("mkdocs", "mkdocs-material")},
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def render_table(rows: Sequence[Row]) -> str:
    """Give one table with a line for each row."""
    peers = {row.documents: row.typical.wall for row in rows if row.label == PEER}
    memory = rows[0].typical.memory
    head = ["documents", "build", "wall s", "target s", "× target", "× peer", "CPU s", f"peak MB {memory}", "target MB"]
    lines = [head, *(_cells(row, peers) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(_aligned(line, widths)).rstrip() for line in lines)


def _aligned(line: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for position, (cell, width) in enumerate(zip(line, widths, strict=True)):
        yield cell.ljust(width) if position == 1 else cell.rjust(width)


def _cells(row: Row, peers: Mapping[int, float]) -> list[str]:
    run, target, peer = row.typical, TARGETS.get(row.documents), peers.get(row.documents)
    wall_target = target.wall(row.label) if target else None
    peak_target = target.peak if target and row.label == COLD else None
    return [
        f"{row.documents:,}",
        row.label,
        f"{run.wall:.2f}",
        f"{wall_target:.1f}" if wall_target else "–",
        f"{run.wall / wall_target:.2f}" if wall_target else "–",
        f"{run.wall / peer:.3f}" if peer else "–",
        f"{run.cpu:.2f}",
        f"{run.peak:,.0f}",
        f"{peak_target:,.0f}" if peak_target else "–",
    ]


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure builds of invented libraries; a time never makes it fail.")
    parser.add_argument("--documents", type=int, nargs="+", default=[*TARGETS], metavar="N", help="sizes to measure")
    parser.add_argument("--peers", action="store_true", help="measure MkDocs with Material beside it")
    parser.add_argument(
        "--runs", type=int, default=1, metavar="N", help="runs of each; the median is shown (default 1)"
    )
    parser.add_argument("--seed", type=int, default=1, help="seed of the corpus (default 1)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every run there as well")
    parser.add_argument(
        "--work", type=Path, metavar="DIR", help="folder to work in (default: the system's temporary one)"
    )
    arguments = parser.parse_args()
    if min(arguments.documents) < FEWEST_DOCUMENTS:
        parser.error(f"--documents: at least {FEWEST_DOCUMENTS}")
    if arguments.runs < 1:
        parser.error("--runs: at least 1")
    return arguments


def main() -> None:
    """Measure each size in a folder of its own, which is deleted afterwards; print one table."""
    arguments = _parse_arguments()
    machine, began = describe_machine(), datetime.now(UTC).isoformat(timespec="seconds")
    command_path("loop")
    rows: list[Row] = []
    for documents in arguments.documents:
        with tempfile.TemporaryDirectory(prefix="bench-", dir=arguments.work) as folder:
            try:
                rows += measure_size(
                    Path(folder), documents, seed=arguments.seed, runs=arguments.runs, peers=arguments.peers
                )
            except BuildFailedError as failure:
                sys.exit(str(failure))
    sys.stdout.write(", ".join(f"{name}: {value}" for name, value in machine.items()) + "\n")
    sys.stdout.write(f"runs of each: {arguments.runs}, the median is shown\n\n{render_table(rows)}\n")
    if arguments.peers:
        sys.stdout.write(f"\n{PEER_NOTE}\n")
    if arguments.json:
        result = {"began": began, "machine": machine, "rows": [asdict(row) for row in rows]}
        arguments.json.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
