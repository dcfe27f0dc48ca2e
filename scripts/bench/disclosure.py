"""How well and how fast the disclosure check works: recall and precision by rule, milliseconds for 1,000 words, seconds for hostile lines.

``python scripts/bench/disclosure.py [--runs 5] [--line 100000]``

It says what it measured and never fails because of a time.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

from learning_loop.disclosure.check import TEXT_RULES, find_hits
from learning_loop.disclosure.tokens import Reading

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.disclosure.scoring import SENTENCES, example_names, read_sentences, score, table  # noqa: E402 - beside the tests
from tests.unit.disclosure.test_growth import HOSTILE  # noqa: E402 - as above


def measure_words(runs: int) -> tuple[float, float] | None:
    """Give the milliseconds for 1,000 words of the library's texts: the median of the runs, and the slowest text; None where none is of 500 words."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "content").rglob("*.md"))]
    long = [text for text in texts if len(text.split()) >= 500]
    if not long:
        return None
    for text in long:
        find_hits(text, example_names())
    rates = [
        [_seconds(lambda text=text: find_hits(text, example_names())) * 1_000_000 / len(text.split()) for text in long]
        for _ in range(runs)
    ]
    return statistics.median(rate for run in rates for rate in run), max(map(min, zip(*rates, strict=True)))


def measure_hostile(length: int) -> list[tuple[float, str, str]]:
    """Give for each rule the seconds of its worst hostile line, and which line that is; worst first."""
    worst: dict[str, tuple[float, str]] = {}
    for name, part in HOSTILE.items():
        reading = Reading(part * (length // len(part)))
        reading.covered = example_names().covered(reading)
        for rule in TEXT_RULES:
            taken = _seconds(lambda rule=rule, reading=reading: list(rule.find(reading, example_names())))
            if taken >= worst.get(rule.id, (0.0, ""))[0]:
                worst[rule.id] = (taken, name)
    return sorted(((seconds, rule, name) for rule, (seconds, name) in worst.items()), reverse=True)


def _seconds(work: object) -> float:
    began = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--line", type=int, default=100_000, help="characters of a hostile line (default 100,000)")
    arguments = parser.parse_args()
    print(table(score(read_sentences(SENTENCES.read_text(encoding="utf-8")))))
    words = measure_words(arguments.runs)
    told = f"{words[0]:.1f} ms in the middle, {words[1]:.1f} ms for the slowest text" if words else "no text has 500"
    print(f"\n1,000 words of the library in content/: {told}")
    print(f"\nA hostile line of {arguments.line:,} characters, the five slowest rules:")
    for seconds, rule, name in measure_hostile(arguments.line)[:5]:
        print(f"  {rule:28} {seconds:6.3f} s ({name})")


if __name__ == "__main__":
    main()
