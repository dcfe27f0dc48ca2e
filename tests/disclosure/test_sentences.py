"""How well the rules do on invented sentences that were written for them: recall and precision, rule by rule.

Run with ``-s`` to read the table, or ``scripts/dev bench disclosure``. Texts that nobody wrote for a test do worse: docs/disclosure.md.
"""

from __future__ import annotations

from tests.disclosure.scoring import SENTENCES, read_sentences, score, table

LEAST_RECALL = 0.95
LEAST_PRECISION = 0.85


def test_the_rules_find_what_they_should_and_little_else() -> None:
    scores = score(read_sentences(SENTENCES.read_text(encoding="utf-8")))
    print(table(scores))
    whole = scores["all"]
    assert whole.recall >= LEAST_RECALL
    assert whole.precision >= LEAST_PRECISION


def test_the_set_is_large_and_half_of_it_is_harmless() -> None:
    sentences = read_sentences(SENTENCES.read_text(encoding="utf-8"))
    harmless = sum(not one.wanted for one in sentences)
    assert len(sentences) >= 300
    assert harmless >= len(sentences) * 0.49
    assert len({one.text for one in sentences}) == len(sentences)
