"""Whether a text is in plain words that respect those of whom it speaks: terms, acronyms, sentences, reading age.

What stands in quotation marks, in a block quotation or in a voice is somebody else's, and is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from learning_loop.advice.english import count_long_words, smog_age, words_of
from learning_loop.advice.reading import Own, Reading, line_at
from learning_loop.advice.rule import Hit, Rule, Weight
from learning_loop.advice.vocabulary import Entry

FEWEST_SENTENCES = 10
"""Sentences below which a reading age means nothing (NIACE)."""

LONGEST_PARAGRAPH = 150
"""Words."""

_ACRONYM = re.compile(r"(?<![\w/’'-])(?=\w*[A-Z]\w?[A-Z])[A-Z][A-Za-z]{0,2}[A-Z&]*[A-Z]s?(?![\w-])")
_CAPITALS = re.compile(r"[A-Z]\w?[A-Z]")
_ROMAN = re.compile(r"[IVX]+s?")


def find_words(text: Reading) -> Iterator[Hit]:
    """Find words for which there are better ones, once each."""
    yield from _find_entries(text, "words")


def find_long_words(text: Reading) -> Iterator[Hit]:
    """Find words for which there are shorter ones, once each."""
    yield from _find_entries(text, "plain-words")


def _find_entries(text: Reading, rule: str) -> Iterator[Hit]:
    told: set[tuple[str, ...]] = set()
    for own, entry in _entries(text):
        forms = entry.advice.instead_of
        if entry.rule == rule and forms not in told:
            told.add(forms)
            line = line_at(own.block, _place_of(own, entry))
            what = f"the word{'s' * (len(entry.words) > 1)} ‘{' '.join(entry.words)}’"
            yield Hit(line, own.block.field, what, entry.advice.why, f"Better: {entry.advice.say}")


def _entries(text: Reading) -> list[tuple[Own, Entry]]:
    """Give all words of the lists that stand in the text; drawn once for both rules."""
    known: list[tuple[Own, Entry]] | None = text.__dict__.get("entries")
    if known is not None:
        return known
    found: list[tuple[Own, Entry]] = []
    entries = text.vocabulary.entries
    keys = entries.keys()
    for own in text.own:
        if not keys.isdisjoint(own.seen):
            found += [(own, entry) for entry in _entries_in(own.words, entries)]
    text.__dict__["entries"] = found
    return found


def _entries_in(words: list[str], entries: Mapping[str, tuple[Entry, ...]]) -> Iterator[Entry]:
    """Give what stands there of the lists; of words that overlap, what begins first."""
    after = 0
    for place, word in enumerate(words):
        for entry in entries.get(word, ()):
            start = place - entry.key
            if start >= after and tuple(words[start : start + len(entry.words)]) == entry.words:
                yield entry
                after = start + len(entry.words)
                break


def _place_of(own: Own, entry: Entry) -> int:
    found = re.search(r"\W+".join(re.escape(word) for word in entry.words), own.text, re.IGNORECASE)
    return found.start() if found else 0


def find_acronyms(text: Reading) -> Iterator[Hit]:
    """Find acronyms that nobody explains, at their first use.

    Two capitals that no register knows may be the initials of a child, and no letters are repeated that no register knows.
    """
    vocabulary = text.vocabulary
    told = set(vocabulary.everyday)
    whole = None
    for own in text.own:
        if own.block.kind in ("head", "cell") or not _CAPITALS.search(own.text):
            continue
        for found in _ACRONYM.finditer(own.text):
            letters = found[0]
            singular = letters.removesuffix("s")
            if letters in told or singular in told or _ROMAN.fullmatch(letters):
                continue
            told.update((letters, singular))
            means = vocabulary.senses.get(letters) or vocabulary.senses.get(singular)
            if means is None and len(singular) < 3:
                continue
            if whole is None:
                whole = " ".join(block.text for block in text.blocks)
            if _is_explained(singular, means or (), whole) or _is_shouted(own.text, found.start(), found.end()):
                continue
            yield Hit(line_at(own.block, found.start()), own.block.field, *_acronym_words(singular, means))


def _is_explained(letters: str, means: tuple[str, ...], whole: str) -> bool:
    escaped = re.escape(letters)
    if re.search(rf"\({escaped}s?[),;]|\b{escaped}s? \([a-zA-Z]|\b{escaped}s?,? (?:is|are|stands for|means) ", whole):
        return True
    plain = " ".join(words_of(whole)) if means else ""
    return any(" ".join(words_of(meant)) in plain for meant in means)


def _is_shouted(text: str, start: int, end: int) -> bool:
    """Say whether the words beside an acronym are in capitals too: then it is a word, and the rule of capitals tells it."""
    before, behind = text[:start].split()[-1:], text[end:].split()[:1]
    near = [word.strip(".,;:!?()") for word in (*before, *behind)]
    return any(len(word) > 1 and word.isupper() and word.isalpha() for word in near)


def _acronym_words(letters: str, means: tuple[str, ...] | None) -> tuple[str, str, str]:
    why = "Readers from other services do not know it, and families less"
    if means is None:
        return (
            f"an acronym of {len(letters)} letters that is not explained", why,
            "Write the words the first time, with the letters behind them in brackets; or, if everybody knows it, list it under acronyms in registers/advice.yml",
        )  # fmt: skip
    if not means:
        return f"‘{letters}’ is not explained", why, f"Write the words the first time, with ({letters}) behind them"
    if len(means) == 1:
        return f"‘{letters}’ is not explained", why, f"Write the first time: {means[0]} ({letters})"
    several = " or ".join(means)
    return (
        f"‘{letters}’ is not explained and may mean {several}",
        why,
        f"Write the words the first time, with ({letters}) behind them",
    )


def find_long_sentences(text: Reading) -> Iterator[Hit]:
    """Find sentences of too many words. A quotation in a sentence does not count."""
    most = text.vocabulary.sentence_words
    for sentence in text.sentences:
        if len(sentence.text) > 2 * most and (words := len(sentence.text.split())) > most:
            which = f"sentence {sentence.number} here" if sentence.number else "a sentence"
            yield Hit(sentence.line, sentence.block.field, f"{which} has {words} words")


def find_long_paragraphs(text: Reading) -> Iterator[Hit]:
    """Find paragraphs that nobody reads on a telephone."""
    for block, _, words, _ in text.own:
        if block.kind == "paragraph" and len(words) > LONGEST_PARAGRAPH:
            yield Hit(block.line, block.field, f"a paragraph of {len(words)} words")


def find_reading_age(text: Reading) -> Iterator[Hit]:
    """Find texts that are hard to read as a whole: the words of three syllables or more in the sentences of the text and the summary."""
    number = longs = 0
    line = 0
    for sentence in text.sentences:
        if sentence.block.field not in ("body", "summary"):
            continue
        number += 1
        if not line and sentence.block.field == "body":
            line = sentence.block.line
    if number < FEWEST_SENTENCES:
        return
    for block, _, words, _ in text.own:
        if block.field in ("body", "summary") and block.kind in ("paragraph", "item", "field"):
            longs += count_long_words(words)
    age = smog_age(longs, number)
    if age > text.vocabulary.reading_age:
        what = f"the text has a reading age of {age} years (SMOG): {longs} words of three syllables or more in {number} sentences"
        yield Hit(line, "body", what)


_LONG = "We looked at the notes of the visits and the calls and the plans and the letters and the tests and the charts and the maps and the forms and then we talked to all of them."
_HARD = " ".join(
    ["Multi-agency safeguarding information regarding individual vulnerability necessitated considerable professional deliberation."] * 10
)  # fmt: skip

RULES = (
    Rule(
        "words", Weight.SHUT_OUT, ("word to think about", "words to think about"),
        "", "", "",
        find_words,
        (">>>The family failed to engage.", "Text.\n\nThey are\n>>>hard-to-reach people.", ">>>She is promiscuous.", "## >>>A lifestyle choice\n\nText."),
        ("A worker wrote ‘failed to engage’ and no more.", "> She was hard to reach.", "::: voice A mother\n\nThey said I failed to engage.\n\n:::", "The placement of the sign.", "The repair was refused."),
    ),
    Rule(
        "plain-words", Weight.SMOOTHER, ("long word for a short one", "long words for short ones"),
        "", "", "",
        find_long_words,
        (">>>In order to help, ring.", "Text.\n>>>Utilise the form."),
        ("To help, ring.", "The letter said “in order to”."),
    ),
    Rule(
        "acronym", Weight.PLAINER, ("unexplained acronym", "unexplained acronyms"),
        "", "", "",
        find_acronyms,
        (">>>The CP plan was late.", "Text.\n>>>Ask the XQZT.", ">>>Two CPs met."),
        ("The child protection (CP) plan.", "The child protection plan; the CP plan.", "Ask the GP and the NHS.", "Child M and LCSPR-2026-01.", "The note said JB.", "Part II and III.", "Sudden death in infancy (SUDI, once called cot death).", "THE CHILD CAME HOME."),
    ),
    Rule(
        "long-sentence", Weight.PLAINER, ("long sentence", "long sentences"),
        "", "Who reads in a hurry, or in a second language, loses the thread", "Make two of it, or a list",
        find_long_sentences,
        (f">>>{_LONG}", f"Short.\n>>>{_LONG} Short."),
        (f"> {_LONG}", f"She said: ‘{_LONG}’", "One. Two. Three."),
    ),
    Rule(
        "long-paragraph", Weight.SMOOTHER, ("long paragraph", "long paragraphs"),
        "", "On a telephone it fills more than the screen", "Part it where the thought changes, or make a list of it",
        find_long_paragraphs,
        (f">>>{'We met and we talked. ' * 40}",),
        ("We met.\n\nWe talked.",),
    ),
    Rule(
        "reading-age", Weight.PLAINER, ("text that is hard to read", "texts that are hard to read"),
        "", "Many who need it will not read to the end, parents and busy colleagues first", "Shorten the longest sentences, and say long words in short ones where that loses nothing",
        find_reading_age,
        (f">>>{_HARD}",),
        (_HARD.replace("l del", "l. D").partition(".")[0] + ".", "We met them. " * 20),
    ),
)  # fmt: skip
