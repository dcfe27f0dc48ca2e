"""Facts that say nothing alone and, together, describe one family."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from learning_loop.disclosure.finding import Severity
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.lists.triggers import FACT, LABEL, NUMBER_WORD, ONLY
from learning_loop.disclosure.patterns import Pattern
from learning_loop.disclosure.rule import Rule, Span
from learning_loop.disclosure.tokens import NUMBER, Reading

REACH = 300
"""Characters within which facts are taken together: about two sentences."""

FACTS = 3

MOST_FACTS = 40
"""More than this close together is a list, and tells of nobody."""

_FAMILIES = {
    "faith": "muslim christian hindu sikh jewish catholic jehovah's pastor imam vicar",
    "people": "polish romanian somali nigerian pakistani bangladeshi bengali roma traveller gypsy albanian afghan syrian eritrean kurdish vietnamese chinese bulgarian lithuanian ukrainian sudanese turkish ghanaian jamaican "
    "brazilian portuguese czech slovak latvian iranian iraqi welsh-speaking asylum refugee",
    "condition": "epilepsy epileptic diabetes diabetic deaf blind autistic autism cystic leukaemia cancer haemophilia hydrocephalus wheelchair cerebral sickle syndrome albinism cleft tracheostomy gastrostomy "
    "mutism dwarfism deaf-blind hiv asthma",
    "family": "twin twins triplet triplets youngest eldest siblings surrogacy ivf adopted",
    "place": "farm village island hamlet caravan houseboat lighthouse barge rural",
    "work": "army soldier navy prison councillor footballer fishing",
}  # fmt: skip
_FAMILY_OF = {word: family for family, words in _FAMILIES.items() for word in words.split()}
_NEGATED = Pattern(
    r"\b(?:for example|such as|whether|training|awareness|families who|communities|services for|children with|children who|data on|people with|interpreters?|languages?|leaflets?|translated)\b",
    re.IGNORECASE,
)
_OF_ONE = Pattern(
    r"\b(?:he|she|his|her|him|they were|their (?:mother|father|child|son|daughter|baby)|the (?:family|child|boy|girl|baby|mother|father|parents)|Child [A-Z]|Baby [A-Z]|Family [A-Z]|Young Person [A-Z]|a (?:boy|girl))\b",
    re.IGNORECASE,
)


def _find_rare(reading: Reading, known: Known) -> Iterator[Span]:
    window: deque[tuple[int, str]] = deque()
    until = 0
    for index in reading.of(FACT):
        token = reading.tokens[index]
        family = _FAMILY_OF.get(token.low)
        if family is None or token.start < until:
            continue
        while window and token.start - window[0][0] > REACH:
            window.popleft()
        window.append((token.start, family))
        if len(window) > MOST_FACTS or len({one[1] for one in window}) < FACTS:
            continue
        start, end = window[0][0], token.end
        between = reading.text[start:end]
        near = max(0, start - 80), min(len(reading.text), end + 60)
        if (
            "\n\n" not in between
            and between.count(". ") < 2
            and reading.has(_OF_ONE, *near)
            and not reading.has(_NEGATED, *near)
        ):
            until = end
            yield start, end
            window.clear()


_GROUP = Pattern(
    r"(?:(?:youngest|eldest|oldest|middle|second|third|fourth|fifth|one) of (?:the |her |his |their )?(?:three|four|five|six|seven|eight|nine|ten|eleven|[3-9]|1\d)(?: (?:children|siblings|brothers|sisters|boys|girls))?(?= ?[^\w -]| (?:and|who|in|was|children))"
    r"|sibling group of (?:three|four|five|six|seven|eight|nine|ten|\d{1,2})"
    r"|(?:three|four|five|six|seven|eight|nine|ten|[3-9]|1\d) (?:brothers|sisters|siblings|half-siblings|half-brothers|half-sisters)\b)",
    re.IGNORECASE,
)  # fmt: skip
_GROUP_OPENINGS = frozenset(
    "youngest eldest oldest middle second third fourth fifth one sibling three four five six seven eight nine ten".split()
)
_THINGS = Pattern(
    r"\b(?:one of (?:the )?(?:three|four|five|six|seven|eight|nine|ten|\d{1,2})) (?!children|siblings|brothers|sisters|boys|girls)\w",
    re.IGNORECASE,
)


def _find_siblings(reading: Reading, known: Known) -> Iterator[Span]:
    until = 0
    for index in reading.of(FACT | ONLY | NUMBER_WORD | NUMBER | LABEL):
        token = reading.tokens[index]
        if token.start < until or not (token.low in _GROUP_OPENINGS or token.low.isdigit()):
            continue
        match = _GROUP.match(reading.text, token.start)
        if match and not (
            match[0].lower().startswith("one of")
            and not re.search(r"children|siblings|brothers|sisters", match[0], re.IGNORECASE)
        ):
            until = match.end()
            yield match.span()


_ONLY = Pattern(
    r"(?:the |were |was )?(?:only|sole)(?: (?!the\b)\w{2,14}){0,2}? (?:family|child|pupil|boy|girl|household|mother|father|couple|student|baby|person|people|families|children)\b"
    r"(?: \w{2,14}){0,5}? (?:in|at|on|of) (?:the |that |their |its |this |her |his )?(?:village|school|town|street|estate|area|class|year|island|county|borough|road|valley|community|district|congregation|nursery|team|club|ward|neighbourhood|block|authority|parish)",
    re.IGNORECASE,
)  # fmt: skip


def _find_only(reading: Reading, known: Known) -> Iterator[Span]:
    for index in reading.of(ONLY):
        token = reading.tokens[index]
        if token.low in ("only", "sole") and (match := _ONLY.match(reading.text, token.start)):
            yield match.span()


RULES = (
    Rule(
        "rare-combination", Severity.STOP, FACT, "three or more facts about one family that are rare together", "Each is harmless; together they are an address",
        "Leave out what the learning does not need, or say it of no one family", _find_rare,
        ("Her parents are [[Somali and she is deaf. The family lived on a farm]].", "He was the [[youngest of a Jewish family in a small village]]."),
        ("Services for Deaf, Polish and Muslim families were asked.", "She is deaf. Her family is Somali.", "He has asthma and epilepsy."),
    ),
    Rule(
        "sibling-group", Severity.LOOK, FACT | ONLY | NUMBER_WORD | NUMBER, "the exact size or order of a group of brothers and sisters", "Schools and neighbours know large families",
        "Write ‘brothers and sisters’", _find_siblings,
        ("She is the [[eldest of five]].", "A [[sibling group of six]] was split.", "He has [[four brothers]]."), ("Brothers and sisters were asked.", "One of five records showed it.", "One of the three partners."),
    ),
    Rule(
        "only-one", Severity.STOP, ONLY, "somebody who is the only one of a place", "There is nobody else that it could be", "Leave out what makes them the only one", _find_only,
        ("They were the [[only Traveller family in the village]].", "the [[only child in his school]] with a tube"), ("The only way in is by telephone.", "She is an only child.", "Only families in need were asked."),
    ),
)  # fmt: skip
