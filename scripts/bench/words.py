"""Words for the corpus: a vocabulary with the long tail of a real library, and prose that is drawn from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from random import Random
from typing import TypeVar

T = TypeVar("T")

DOMAIN_WORDS = """
child children family worker visit record referral plan mother father baby assessment school risk harm concern
service team home neglect review practice health police social manager supervision meeting conference agency
information sharing young person parent partner carer relative sibling conversation question answer history
chronology decision threshold threat injury bruise explanation appointment clinic midwife nurse doctor hospital
ward nursery teacher housing tenancy landlord officer court order probation drugs alcohol violence abuse control
exploitation missing return interview safety sleep crying feeding weight growth speech language hearing dental
asthma diabetes disability autism interpreter culture faith identity voice wishes feelings play drawing words
silence fear shame trust kindness curiosity challenge escalation dispute agreement consent outcome evidence
audit sample measure change impact training briefing guidance policy procedure protocol pathway form system
database email telephone letter text message photograph body map strategy enquiry section core group network
chair reviewer panel recommendation action response board partnership council voluntary charity youth justice
custody arrest intervention prevention support help offer early universal specialist therapy counselling
medication overdose anxiety depression trauma attachment routine poverty debt food heating damp overcrowding
eviction hostel temporary accommodation move boundary transfer handover closure caseload vacancy sickness
agency-worker weekend evening holiday term attendance exclusion timetable tutor elective education employment
college apprenticeship foster kinship adoption guardian leaver independent advocate solicitor magistrate
custody-suite grandparent aunt uncle neighbour friend stranger online phone game image group-chat county line
knife gang older boy girl teenager adolescent toddler infant newborn pregnancy birth scan antenatal postnatal
discharge follow-up waiting list letterhead checklist tool scale score graded profile
""".split()
"""What the field talks about most; the first words of the vocabulary, most frequent first."""

_ONSETS = """
b br bl c ch cl cr d dr f fl fr g gl gr h j l m n p pl pr r s sc sh sl sm sp st str sw t th tr tw v w wh
""".split()
_SHORT_VOWELS = "a e i o u".split()
_LONG_VOWELS = "ai ea ee oa oo ou".split()
_AFTER_SHORT = "b ck d ff g ll ld lm m mb mp n nd nt nn p pp r rd rk rm rn rt rv s ss st t tt v".split()
_AFTER_LONG = "ch d k l m n p r s st t th v".split()
_ENDS = """
er le en ow y et ish age al ent ard ell in on or ure ant ine ate ute ive id ity ism ance ence ation ior ward
""".split()
_INFLECTIONS: tuple[Callable[[str], str], ...] = (
    lambda stem: stem + "s",
    lambda stem: stem.rstrip("e") + "ed",
    lambda stem: stem.rstrip("e") + "ing",
    lambda stem: stem.rstrip("e") + "ly",
    lambda stem: stem + "ness",
    lambda stem: stem + "ment",
)
_CONNECTORS = [
    between.replace("_", " ")
    for between in """
_the_ _the_ _the_ _the_ _the_ _the_ _and_ _and_ _and_ _of_the_ _of_the_ _of_the_ _to_the_ _to_the_ _in_ _in_ _was_
_was_ _a_ _a_ _ _ _ _ _ ,_ ,_and_ _that_ _with_ _for_the_ _had_ _on_the_ _by_ _from_the_ _is_ _are_ _who_ _which_
_when_the_ _at_ _as_ _their_ _or_ _were_ _did_not_ _after_the_ _before_the_ _because_the_ _without_ _about_ _has_been_
_into_ _than_ _but_ _would_ _could_ _there_was_
""".split()
]
"""What stands between two content words; a function word comes as often as it is listed."""
_OPENERS = [
    opener.replace("_", " ")
    for opener in """
The The The A In_the When_the They Nobody_asked_about Records_show Each This Their One After_the Staff_said_that It_was
There_was Both For_the What_the Another Later_the Before_the Every We_found Most Workers_told_us_that
""".split()
]

WORD_FORMS = 150_000
_FLAT = 14.0
_SKEW = 1.3
"""Zipf-Mandelbrot: the word of rank r is drawn in proportion to (r + flat) ** -skew."""
_REACH = 1 - (1 + WORD_FORMS / _FLAT) ** (1 - _SKEW)
_POWER = 1 / (1 - _SKEW)


def _rank(chance: float) -> int:
    """Turn a number from 0 up to 1 into a rank; the inverse of the distribution, so one draw costs one power."""
    return int(_FLAT * ((1 - chance * _REACH) ** _POWER - 1))


def _syllable(random: Random) -> str:
    if random.random() < 0.2:
        return random.choice(_LONG_VOWELS) + random.choice(_AFTER_LONG)
    return random.choice(_SHORT_VOWELS) + random.choice(_AFTER_SHORT)


def _invented_stems(random: Random) -> Iterator[str]:
    """Give pronounceable stems for ever, without a repeat."""
    seen = set(DOMAIN_WORDS)
    while True:
        middle = _syllable(random) if random.random() < 0.45 else ""
        stem = random.choice(_ONSETS) + middle + _syllable(random) + random.choice(_ENDS)
        if stem not in seen:
            seen.add(stem)
            yield stem


def _inflected(stem: str, random: Random) -> Iterator[str]:
    yield stem
    yield from (inflect(stem) for inflect in _INFLECTIONS if random.random() < 0.4)


def invent_vocabulary(seed: int) -> tuple[str, ...]:
    """Give WORD_FORMS distinct words, most frequent first; inflected forms are rarer than their stem."""
    random = Random(f"{seed}/vocabulary")
    ranked: dict[str, float] = {word: position for position, word in enumerate(dict.fromkeys(DOMAIN_WORDS))}
    for position, stem in enumerate(_invented_stems(random), start=len(ranked)):
        if len(ranked) >= WORD_FORMS:
            break
        for step, form in enumerate(_inflected(stem, random)):
            ranked.setdefault(form, position * (1 + 1.5 * step))
    return tuple(sorted(ranked, key=lambda form: (ranked[form], form))[:WORD_FORMS])


@dataclass(frozen=True, slots=True)
class Prose:
    """What one document draws its words from: every number that it needs comes from its own ``random``."""

    random: Random
    vocabulary: Sequence[str]
    topic: Sequence[str]
    """Words and terms of the document's themes; one content word in eight is drawn from them."""

    def pick(self, several: Sequence[T]) -> T:
        """Give one of several, each as likely as the other."""
        return several[int(self.random.random() * len(several))]

    def number(self, first: int, last: int) -> int:
        """Give a whole number; both ends are included."""
        return first + int(self.random.random() * (last - first + 1))

    def chance(self, share: float) -> bool:
        """Give True in the stated share of the calls."""
        return self.random.random() < share

    def word(self) -> str:
        """Give one content word."""
        draw = self.random.random()
        if draw < 0.12 and self.topic:
            return self.topic[int(draw / 0.12 * len(self.topic))]
        return self.vocabulary[_rank(self.random.random())]

    def phrase(self, pattern: str) -> str:
        """Fill each ``{}`` of a pattern with a plain word and start with a capital letter."""
        words = [self.vocabulary[_rank(self.random.random())] for _ in range(pattern.count("{}"))]
        if pattern.startswith("{}"):
            # A word of no dictionary with a capital would be taken for a name, and the disclosure check would stop the build.
            words[0] = DOMAIN_WORDS[_rank(self.random.random()) % len(DOMAIN_WORDS)]
        filled = pattern.format(*words)
        return filled[0].upper() + filled[1:]

    def sentence(self, words: int) -> str:
        """Give a sentence of about so many words, with a capital letter and a full stop."""
        draw, vocabulary, topic = self.random.random, self.vocabulary, self.topic
        parts = [_OPENERS[int(draw() * len(_OPENERS))], " "]
        for _ in range(max(2, round(words * 0.47))):
            chance = draw()
            if chance < 0.12 and topic:
                parts.append(topic[int(chance / 0.12 * len(topic))])
            elif chance > 0.99:
                # Five and more: exact small numbers identify people, and the disclosure check says so.
                parts.append(str(5 + int(draw() * 300)))
            else:
                parts.append(vocabulary[_rank(draw())])
            parts.append(_CONNECTORS[int(draw() * len(_CONNECTORS))])
        parts[-1] = "."
        return "".join(parts)

    def paragraph(self, words: int) -> str:
        """Give sentences of about so many words together, on one line."""
        sentences = []
        while words > 0:
            length = min(max(words, 6), self.number(7, 24))
            sentences.append(self.sentence(length))
            words -= length
        return " ".join(sentences)

    def bullets(self, count: int, words: int, *, mark: str = "-") -> str:
        """Give a list of so many items, of about so many words each."""
        return "\n".join(f"{mark} {self.sentence(self.number(words - 3, words + 3))}" for _ in range(count))


def topic_words(terms: Sequence[str], name: str, vocabulary: Sequence[str]) -> tuple[str, ...]:
    """Give the words that mark a theme: its own terms often, and some of the vocabulary that other themes use less."""
    random = Random(f"topic/{name}")
    marked = [vocabulary[random.randrange(300, min(20_000, len(vocabulary)))] for _ in range(240)]
    return tuple(chain(terms, terms, terms, marked))
