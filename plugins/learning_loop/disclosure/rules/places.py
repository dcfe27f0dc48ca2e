"""Places where one family can be met: anything smaller than the area of an authority."""

from __future__ import annotations

from collections.abc import Iterator

from learning_loop.disclosure.english import is_ordinary
from learning_loop.disclosure.finding import Severity
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.lists.triggers import PLACE, STREET
from learning_loop.disclosure.lists.world import NAMED
from learning_loop.disclosure.patterns import Pattern, matches_from
from learning_loop.disclosure.rule import Rule, Span
from learning_loop.disclosure.rules.people import bare_end, capital_before
from learning_loop.disclosure.tokens import CAPITAL, NUMBER, Reading

_STREETS = frozenset(
    "street st road rd avenue ave lane ln close drive crescent terrace place gardens grove court walk row mews parade way hill rise view square wharf quay".split()
)
_CLEAR_STREETS = frozenset("street road rd avenue ave lane crescent terrace mews drive grove close".split())
_SETTINGS = frozenset(
    "school academy nursery preschool pre-school kindergarten playgroup college primary secondary infants infant juniors surgery hospital infirmary clinic hospice ward house lodge hostel "
    "church mosque temple gurdwara synagogue estate village park library gym manor grange madrasa madrassa centre hotel pub tower court flats refuge childminders montessori".split()
)
_CLEAR_SETTINGS = frozenset(
    "school academy nursery preschool pre-school kindergarten playgroup college primary infants surgery hospital infirmary hospice mosque gurdwara synagogue church house lodge ward estate village".split()
)
_GENERIC = frozenset(
    "the a an this that our your their its every each which when for in at on of to and or all any both some other another local high primary secondary junior infant infants middle grammar special independent "
    "private public free state maintained national community children's childrens general acute mental family day early years medical health sixth form further higher virtual faith nursery pre boarding residential "
    "safe safer open green white social main first second no new old if from with near after before is was as by care foster secure youth adult housing law art sunday summer winter whole how what who why "
    "specialist university county district teaching women's maternity nhs private ambulance royal partner core one two three four five six seven next previous same good quality healthy crown magistrates family high "
    "supreme youth appeal county criminal coroner's coroners full half right left big small many most more few several these those not but so they we he she it i you there here someone nobody everyone staff what".split()
)  # fmt: skip


def _names_something(reading: Reading, index: int) -> bool:
    """Say whether a word is part of a name, and not a word that stands before many places."""
    token = reading.tokens[index]
    if not token.kind & CAPITAL or token.low in _GENERIC or len(token.low) < 2:
        return False
    if token.word.isupper() and len(token.word) <= 5:
        return False
    first = reading.starts_sentence(index) or reading.text[token.start - 1 : token.start] == "["  # the words of a link
    return not (first and is_ordinary(token.low)) or token.low in ("st", "saint")


def _run_before(reading: Reading, index: int) -> int:
    """Give the first word of the run of capitals that ends before a word; the word itself when there is none."""
    first = index
    while (
        first
        and index - first < 5
        and reading.tokens[first - 1].kind & (CAPITAL | NUMBER)
        and _close(reading, first - 1)
    ):
        if reading.tokens[first - 1].kind & NUMBER and not reading.tokens[first - 1].kind & CAPITAL:
            break
        first -= 1
    return first


def _close(reading: Reading, index: int) -> bool:
    gap = reading.gap(index)
    return (
        reading.joined(index)
        or (gap == ". " and reading.tokens[index].low == "st")
        or gap in ("-", " and ", " of ", " of the ", "’ ", "' ", "’s ")
    )


def _find_street(reading: Reading, known: Known) -> Iterator[Span]:
    covered = reading.covered
    for index in reading.of(STREET):
        token = reading.tokens[index]
        if token.low not in _STREETS or index in covered or index == 0 or not reading.joined(index - 1):
            continue
        first = _run_before(reading, index)
        if first == index:
            continue
        number = (
            first > 0
            and reading.tokens[first - 1].kind & NUMBER
            and reading.gap(first - 1) in (" ", ", ")
            and len(reading.tokens[first - 1].word) <= 5
        )
        if number:
            yield reading.tokens[first - 1].start, token.end
        elif (
            token.kind & CAPITAL
            and token.low in _CLEAR_STREETS
            and any(_street_word(reading, place) for place in range(first, index))
        ) or (
            not token.kind & CAPITAL
            and token.low in ("street", "road", "avenue", "crescent")
            and any(_names_something(reading, place) for place in range(first, index))
        ):
            yield reading.tokens[first].start, token.end


def _street_word(reading: Reading, index: int) -> bool:
    token = reading.tokens[index]
    return bool(token.kind & CAPITAL) and token.low not in _NO_STREET


_NO_STREET = frozenset(
    "downing coronation sesame this that the every each off school cross harley fleet wall a".split()
)


def _find_flat(reading: Reading, known: Known) -> Iterator[Span]:
    for index in reading.of(STREET):
        if reading.tokens[index].low in ("flat", "apartment") and (
            match := _FLAT_NUMBER.match(reading.text, reading.tokens[index].end)
        ):
            yield reading.tokens[index].start, match.end()


_FLAT_NUMBER = Pattern(
    r" (?:\d{1,3}[A-Za-z]?|[A-H])\b(?! (?:per|years|months))(?:, (?:\d{1,4} )?[A-Z]\w{1,20}(?: [A-Z]\w{1,20}){0,3})?"
)


def _find_setting(reading: Reading, known: Known) -> Iterator[Span]:
    covered = reading.covered
    until = 0
    for index in reading.of(PLACE):
        token = reading.tokens[index]
        if token.start < until or index in covered or index == 0 or not _close(reading, index - 1):
            continue
        capital = bool(token.kind & CAPITAL)
        if token.low not in (_SETTINGS if capital else _CLEAR_SETTINGS):
            continue
        if not capital and reading.gap(index - 1) == " and ":  # ‘Police and school’ are two things
            continue
        last = index
        while (
            capital
            and last + 1 < len(reading.tokens)
            and reading.tokens[last + 1].kind & PLACE
            and reading.tokens[last + 1].kind & CAPITAL
            and reading.joined(last)
        ):
            last += 1
        if last in covered:
            continue
        first = _run_before(reading, index)
        names = [place for place in range(first, index) if place not in covered and _names_something(reading, place)]
        if not names:
            continue
        if (
            all(
                reading.tokens[place].low in NAMED
                and token.low in ("church", "village", "community", "estate", "house", "library", "centre", "school")
                for place in names
            )
            and not capital
        ):
            continue
        until = reading.tokens[last].end
        yield reading.tokens[names[0]].start, until


def _find_saint(reading: Reading, known: Known) -> Iterator[Span]:
    for index in reading.of(STREET):
        token = reading.tokens[index]
        if (
            token.low != "st"
            or not token.kind & CAPITAL
            or index in reading.covered
            or index + 1 >= len(reading.tokens)
        ):
            continue
        following = reading.tokens[index + 1]
        if following.kind & CAPITAL and reading.gap(index) in (" ", ". ") and not capital_before(reading, index):
            yield token.start, bare_end(reading, index + 1)


def _find_area(reading: Reading, known: Known) -> Iterator[Span]:
    for match in matches_from(_AREA, reading.text, _AREA_OPENINGS, reading.openers):
        name = match[1]
        words = [word.lower().removesuffix("'s") for word in name.split()]
        if all(is_ordinary(word) and word in NAMED for word in words):
            continue
        if not any(
            reading.tokens[index].start >= match.start(1)
            for index in reading.covered
            if reading.tokens[index].end <= match.end(1)
        ):
            yield match.span(1)


_AREAS = ("village", "town", "hamlet", "estate", "ward", "suburb", "neighbourhood", "district", "parish", "island")
_AREA_OPENINGS = tuple(f"{area} {word} " for area in _AREAS for word in ("of", "called"))
_AREA = Pattern(
    r"\b(?:village|town|hamlet|estate|ward|suburb|neighbourhood|district|parish|island) (?:of|called) ([A-Z][a-z’'-]{1,20}(?: [A-Z][a-z’'-]{1,20}){0,2})"
)


RULES = (
    Rule(
        "street", Severity.STOP, STREET, "a street, or a house in it", "Neighbours know who lives there", "Take it out", _find_street,
        ("They lived at [[14 Laburnum Road]].", "The flat in [[Tannery Lane]] was cold.", "Police came to [[3 The Crescent]].", "She was seen in [[Marsh road]]."),
        ("The road ahead is long.", "A home on the street is no home.", "Downing Street announced it.", "Close to home."),
    ),
    Rule(
        "flat", Severity.STOP, STREET, "the number of a flat", "Neighbours know who lives there", "Take it out", _find_flat,
        ("She lived in [[Flat 3]] for a year.", "[[flat 12b]] was empty."), ("A flat in the town.", "The flat 2 per cent rise."),
    ),
    Rule(
        "setting", Severity.STOP, PLACE, "the name of a school, a surgery, a hospital, a home or another place that a family goes to", "It narrows a county down to a few families",
        "Write ‘a primary school’, ‘the hospital’", _find_setting,
        ("He went to [[Oakfield Primary School]].", "Staff of [[Larch House]] rang.", "She attended [[Sunny Days Nursery]].", "[[Brackenhurst Surgery]] wrote twice.", "He was born in [[Harbour View Hospital]].", "the [[Oak Tree nursery]]"),
        ("The school rang.", "Primary School staff know.", "A Children’s Home is no hospital.", "Every Nursery has a lead.", "Hospital staff wrote.", "She asked the High Court.", "The Crown Court sat.", "Compare [Score and school forum](x).", "All in [About hospital work](x)."),
    ),
    Rule(
        "saint", Severity.STOP, STREET, "a place named after a saint", "Nearly always a school, a church or a hospital", "Write ‘a school’, ‘a church’", _find_saint,
        ("She moved from [[St Wilfrid]]’s to another school.", "At [[St. Botolph]]’s they knew."), ("The street was quiet.", "St John Ambulance helped."),
    ),
    Rule(
        "small-area", Severity.STOP, 0, "the name of a place smaller than an authority", "In a small place everybody knows", "Write ‘a village’, ‘an estate’", _find_area,
        ("In the village of [[Nether Wallop]] all knew.", "On the estate called [[Summerfield]] he was safe."), ("A village of Cornwall.", "The town of ten thousand."),
    ),
)  # fmt: skip
